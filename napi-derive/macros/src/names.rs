//! JavaScript names from Rust names.

/// `read_file` is `readFile`; leading underscores stay.
pub(crate) fn camel_case(name: &str) -> String {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let words = name.trim_start_matches('_');
    let mut result = "_".repeat(name.len() - words.len());
    let mut capital = false;
    for letter in words.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            result.extend(letter.to_uppercase());
            capital = false;
        } else {
            result.push(letter);
        }
    }
    result
}

/// How the names of variants become strings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    AsIs,
    Lower,
    Upper,
    Camel,
    Kebab,
    Snake,
    ScreamingSnake,
}

impl Case {
    pub(crate) const NAMES: [&str; 7] = [
        "PascalCase",
        "lowercase",
        "UPPERCASE",
        "camelCase",
        "kebab-case",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
    ];

    pub(crate) fn parse(name: &str) -> Option<Case> {
        use Case::{AsIs, Camel, Kebab, Lower, ScreamingSnake, Snake, Upper};
        let cases = [AsIs, Lower, Upper, Camel, Kebab, Snake, ScreamingSnake];
        Case::NAMES.iter().zip(cases).find(|(known, _)| **known == name).map(|(_, case)| case)
    }

    /// A name in `PascalCase` in this case.
    pub(crate) fn convert(self, name: &str) -> String {
        let name = name.strip_prefix("r#").unwrap_or(name);
        let words = || {
            let mut words: Vec<String> = Vec::new();
            let mut before = ' ';
            for letter in name.chars() {
                if letter.is_uppercase() && !before.is_uppercase() || words.is_empty() {
                    words.push(String::new());
                }
                if let Some(word) = words.last_mut() {
                    word.extend(letter.to_lowercase());
                }
                before = letter;
            }
            words
        };
        match self {
            Case::AsIs => name.to_owned(),
            Case::Lower => name.to_lowercase(),
            Case::Upper => name.to_uppercase(),
            Case::Camel => camel_case(&words().join("_")),
            Case::Kebab => words().join("-"),
            Case::Snake => words().join("_"),
            Case::ScreamingSnake => words().join("_").to_uppercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, camel_case};

    #[test]
    fn variants_in_every_case() {
        let converted = Case::NAMES.map(|name| {
            Case::parse(name).map(|case| case.convert("ReadWrite")).unwrap_or_default()
        });
        let expected = [
            "ReadWrite",
            "readwrite",
            "READWRITE",
            "readWrite",
            "read-write",
            "read_write",
            "READ_WRITE",
        ];
        assert_eq!(converted, expected);
        assert!(Case::parse("Train-Case").is_none());
    }

    #[test]
    fn underscores_become_capitals() {
        assert_eq!(camel_case("read_file"), "readFile");
        assert_eq!(camel_case("crc32_of_bytes"), "crc32OfBytes");
        assert_eq!(camel_case("_private_thing"), "_privateThing");
        assert_eq!(camel_case("r#type"), "type");
        assert_eq!(camel_case("add"), "add");
        assert_eq!(camel_case("trailing_"), "trailing");
    }
}
