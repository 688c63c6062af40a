//! The shell's word rules, without a shell: splitting a line into words and quoting a word.
//!
//! GYP splits what `<@(v)` and `<!@(cmd)` give by these rules, and make hands flags to a shell,
//! so the graph undoes their quoting with the same function.

/// The words of `text`, with quotes and backslashes removed. An unclosed quote is an error.
pub fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            _ if c.is_ascii_whitespace() => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('\'') => break,
                        Some(c) => word.push(c),
                        None => return Err(format!("a single quote is not closed in: {text}")),
                    }
                }
            }
            '"' => {
                let word = word.get_or_insert_default();
                loop {
                    match chars.next() {
                        Some('"') => break,
                        Some('\\') => match chars.next() {
                            Some(c @ ('"' | '\\' | '$' | '`')) => word.push(c),
                            Some('\n') => {}
                            Some(c) => word.extend(['\\', c]),
                            None => return Err(format!("a double quote is not closed in: {text}")),
                        },
                        Some(c) => word.push(c),
                        None => return Err(format!("a double quote is not closed in: {text}")),
                    }
                }
            }
            '\\' => match chars.next() {
                Some('\n') => {}
                Some(c) => word.get_or_insert_default().push(c),
                None => return Err(format!("nothing follows the last backslash in: {text}")),
            },
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Whether only a shell could tell what words these are: variables, commands.
pub fn needs_shell(text: &str) -> bool {
    let mut single = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => single = !single,
            '\\' if !single => {
                chars.next();
            }
            '$' | '`' if !single => return true,
            _ => {}
        }
    }
    false
}

/// One word as GYP spells it when a list becomes part of a string.
pub fn quote_in_list(word: &str) -> String {
    let special = |c: char| "\t\n #$%&'()*;<=>?[{|}~".contains(c);
    let mut escaped = String::new();
    for c in word.chars() {
        if matches!(c, '"' | '\\' | '`') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    if word.is_empty() || word.contains(special) { format!("\"{escaped}\"") } else { escaped }
}

/// One word so that a shell (or a person pasting) reads exactly it.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+,:@%^".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

/// A command line for people to read and paste.
pub fn join(words: &[String]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| quote(word)).collect();
    quoted.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quotes() {
        let split = |text| split(text).unwrap();
        assert_eq!(split("  a  b\tc\n"), ["a", "b", "c"]);
        assert_eq!(split(r#"-DA="x y" 'p q'r \"z\""#), ["-DA=x y", "p qr", "\"z\""]);
        assert_eq!(split(r#""a\"b\n" '' a\ b"#), ["a\"b\\n", "", "a b"]);
        assert_eq!(split(r"-Wl,-rpath,\$ORIGIN"), ["-Wl,-rpath,$ORIGIN"]);
        assert!(split("").is_empty());
    }

    #[test]
    fn unclosed_quotes_are_errors() {
        for text in ["'a", "\"a", "\"a\\", "a\\"] {
            assert!(super::split(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_quote_writes_split_reads() {
        for word in ["", "a b", "it's", "$HOME", "\"q\"", "a\\b", "-DX=(1)", "é\n"] {
            assert_eq!(split(&quote(word)).unwrap(), [word]);
            assert_eq!(split(&quote_in_list(word)).unwrap(), [word]);
        }
        assert_eq!(quote("-Wall"), "-Wall");
        assert_eq!(quote_in_list("a=b"), "\"a=b\"");
    }

    #[test]
    fn only_live_dollars_need_a_shell() {
        assert!(needs_shell("-L$HOME") && needs_shell("`x`") && needs_shell("\"$A\""));
        assert!(!needs_shell(r"\$ORIGIN") && !needs_shell("'$ORIGIN'") && !needs_shell("-lx"));
    }
}
