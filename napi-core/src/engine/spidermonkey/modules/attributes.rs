//! Import attributes as they are written.
//!
//! SpiderMonkey keeps of them only a `type` that it knows. The runtime's loader shall say what it does
//! not support, so what the engine has dropped is read from the source text again; that text has
//! compiled, so little can be wrong with it.

use std::iter::Peekable;
use std::str::Chars;

/// The attributes after the specifier that begins at this place (lines and columns count from 1,
/// columns in UTF-16 units).
pub fn written_at(source: &str, line: u32, column: u32) -> Vec<(String, String)> {
    let mut characters = source.chars().peekable();
    for _ in 1..line {
        skip_line(&mut characters);
    }
    let mut units = 1;
    while units < column {
        match characters.next() {
            Some(character) => units += character.len_utf16() as u32,
            None => return Vec::new(),
        }
    }
    read(characters).unwrap_or_default()
}

fn skip_line(characters: &mut Peekable<Chars<'_>>) {
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                return;
            }
            '\n' | '\u{2028}' | '\u{2029}' => return,
            _ => {}
        }
    }
}

/// `'specifier' with { key: 'value', ... }`.
fn read(mut characters: Peekable<Chars<'_>>) -> Option<Vec<(String, String)>> {
    let mut list = Vec::new();
    word(&mut characters)?;
    word(&mut characters)?; // `with`
    next_of(&mut characters, '{')?;
    loop {
        skip_blanks(&mut characters);
        if characters.next_if_eq(&'}').is_some() {
            return Some(list);
        }
        let key = word(&mut characters)?;
        next_of(&mut characters, ':')?;
        list.push((key, word(&mut characters)?));
        skip_blanks(&mut characters);
        characters.next_if_eq(&',');
    }
}

fn next_of(characters: &mut Peekable<Chars<'_>>, wanted: char) -> Option<char> {
    skip_blanks(characters);
    characters.next_if_eq(&wanted)
}

/// Skips white space and comments.
fn skip_blanks(characters: &mut Peekable<Chars<'_>>) {
    while let Some(character) = characters.peek() {
        if character.is_whitespace() || *character == '\u{feff}' {
            characters.next();
        } else if *character == '/' {
            characters.next();
            if characters.next() == Some('/') {
                skip_line(characters);
            } else {
                while let Some(character) = characters.next() {
                    if character == '*' && characters.next_if_eq(&'/').is_some() {
                        break;
                    }
                }
            }
        } else {
            return;
        }
    }
}

/// A string literal's text, or an identifier. Of escapes only those of single characters are read.
fn word(characters: &mut Peekable<Chars<'_>>) -> Option<String> {
    skip_blanks(characters);
    let mut text = String::new();
    if let Some(quote) = characters.next_if(|next| matches!(next, '\'' | '"')) {
        loop {
            match characters.next()? {
                '\\' => text.push(characters.next()?),
                character if character == quote => return Some(text),
                character => text.push(character),
            }
        }
    }
    while let Some(character) =
        characters.next_if(|next| next.is_alphanumeric() || matches!(next, '_' | '$'))
    {
        text.push(character);
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_where_they_are_written() {
        let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let source = "\r\n/* 😀 */ import x from 'it\\'s' /* a * b */ with // c\n\
                      {type: \"x\", 'odd key' : 'y',};";
        let column = 1 + "/* 😀 */ import x from ".encode_utf16().count() as u32;
        let expected = pairs(&[("type", "x"), ("odd key", "y")]);
        assert_eq!(written_at(source, 2, column), expected);
        assert_eq!(written_at("import 'a'", 1, 8), []);
        assert_eq!(written_at("import 'a'", 7, 8), []);
    }
}
