//! Names and strings as TypeScript has them.

use crate::names::camel_case;

/// A property's name, quoted if it is no identifier.
pub(super) fn property(name: &str) -> String {
    if is_identifier(name) { name.to_owned() } else { quoted(name) }
}

/// A string literal.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for letter in text.chars() {
        match letter {
            '\'' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            control if control.is_control() || matches!(control, '\u{2028}' | '\u{2029}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(control)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('\'');
    quoted
}

/// A parameter's name: that of Rust's in JavaScript's way, if it can be one.
pub(crate) fn parameter_name(rust: Option<&str>, number: usize) -> String {
    let name = rust.map(|name| camel_case(name.trim_start_matches('_'))).unwrap_or_default();
    if !is_identifier(&name) {
        return format!("arg{number}");
    }
    if RESERVED.contains(&name.as_str()) { format!("{name}_") } else { name }
}

fn is_identifier(name: &str) -> bool {
    let letter = |letter: char| letter.is_alphabetic() || matches!(letter, '_' | '$');
    name.starts_with(letter) && name.chars().all(|c| letter(c) || c.is_ascii_digit())
}

/// What no parameter of a module can be called.
const RESERVED: [&str; 47] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_have_names_that_javascript_allows() {
        assert_eq!(parameter_name(Some("start_at"), 0), "startAt");
        assert_eq!(parameter_name(Some("_unused"), 0), "unused");
        assert_eq!(parameter_name(Some("r#in"), 0), "in_");
        assert_eq!(parameter_name(Some("function"), 0), "function_");
        assert_eq!(parameter_name(Some("_"), 2), "arg2");
        assert_eq!(parameter_name(None, 3), "arg3");
    }

    #[test]
    fn properties_are_quoted_where_they_must_be() {
        assert_eq!(property("lineHeight"), "lineHeight");
        assert_eq!(property("delete"), "delete");
        assert_eq!(property("content-type"), "'content-type'");
        assert_eq!(property("2d"), "'2d'");
        assert_eq!(quoted("it's \\ \u{1f}"), "'it\\'s \\\\ \\u001f'");
    }
}
