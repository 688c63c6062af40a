//! Command lines of Windows: one text that each program splits for itself, by the rules of
//! Microsoft's C runtime.
//!
//! Spaces and tabs separate; double quotes keep them together. A backslash is an ordinary
//! character unless backslashes stand before a double quote: then each pair is one backslash, and
//! an odd one makes the quote an ordinary character. Single quotes mean nothing.

/// The words of a text.
pub fn split(text: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ' ' | '\t' | '\n' | '\r' if !quoted => words.extend(word.take()),
            '"' => {
                let word = word.get_or_insert_default();
                // Two in a row inside of quotes are one that is meant.
                if quoted && chars.peek() == Some(&'"') {
                    chars.next();
                    word.push('"');
                } else {
                    quoted = !quoted;
                }
            }
            '\\' => {
                let mut count = 1;
                while chars.next_if_eq(&'\\').is_some() {
                    count += 1;
                }
                let word = word.get_or_insert_default();
                if chars.peek() == Some(&'"') {
                    word.extend(std::iter::repeat_n('\\', count / 2));
                    if count % 2 == 1 {
                        chars.next();
                        word.push('"');
                    }
                } else {
                    word.extend(std::iter::repeat_n('\\', count));
                }
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    if quoted {
        return Err(format!("a double quote is not closed in: {text}"));
    }
    words.extend(word);
    Ok(words)
}

/// One word so that the rules above read exactly it.
pub fn quote(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '\n', '\r', '"']) {
        return word.to_owned();
    }
    let mut quoted = String::from("\"");
    let mut backslashes = 0;
    for c in word.chars() {
        if c == '"' {
            quoted.extend(std::iter::repeat_n('\\', backslashes + 1));
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        quoted.push(c);
    }
    quoted.extend(std::iter::repeat_n('\\', backslashes));
    quoted.push('"');
    quoted
}

/// What a tool of Visual C++ reads after `@`: one word a line.
pub fn response_file(words: &[String]) -> String {
    words.iter().map(|word| quote(word) + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backslashes_matter_before_quotes_only() {
        let split = |text| split(text).unwrap();
        assert_eq!(split(r#"a\b  c:\d\ "e f\\""#), [r"a\b", r"c:\d\", r"e f\"]);
        assert_eq!(split(r#"/DX="a b" /D"Y=\"q\"""#), ["/DX=a b", "/DY=\"q\""]);
        assert_eq!(split(r#"a\\b a\\"b c" a\"b"#), [r"a\\b", r"a\b c", "a\"b"]);
        assert_eq!(split(r#""" "a""b" 'x y'"#), ["", "a\"b", "'x", "y'"]);
        assert!(super::split("\"a").unwrap_err().contains("not closed"));
    }

    #[test]
    fn what_quote_writes_split_reads() {
        for word in
            ["", "a", "a b", "\"", "a\\", "a b\\", "a\\\"b", "\\\\x y\\\\", "c:\\d e\\", "é\t"]
        {
            assert_eq!(split(&quote(word)).unwrap(), [word], "{}", quote(word));
        }
        assert_eq!(quote(r"c:\a b\"), r#""c:\a b\\""#);
        assert_eq!(response_file(&["/c".into(), "a b".into()]), "/c\n\"a b\"\n");
    }
}
