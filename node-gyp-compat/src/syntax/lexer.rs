//! Text to tokens, as Python cuts it: comments, the string forms and their escapes, integers,
//! names and operators. Used for `.gyp` files and for the expressions of conditions.
//!
//! Line ends carry no meaning here, because GYP text stands inside brackets. Positions are byte
//! offsets from the start of the text.

use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// The value after escapes, and where its first character stands if the text spells it
    /// without any.
    Str {
        value: String,
        verbatim_at: Option<usize>,
    },
    Int(i64),
    Float(f64),
    Name(String),
    /// One of `OPERATORS`.
    Op(&'static str),
    End,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Spanned {
    pub token: Token,
    pub range: Range<usize>,
}

/// A place where the text is no Python, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct LexError {
    pub range: Range<usize>,
    pub message: String,
}

/// Longest first, since the first that fits is taken.
const OPERATORS: [&str; 25] = [
    "==", "!=", "<=", ">=", "<<", ">>", "//", "**", "{", "}", "[", "]", "(", ")", ",", ":", "+",
    "-", "*", "/", "%", "<", ">", ".", "=",
];

/// All tokens of `text`, the last one being [`Token::End`].
pub fn tokenize(text: &str) -> Result<Vec<Spanned>, LexError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        let next = lexer.next()?;
        let done = next.token == Token::End;
        tokens.push(next);
        if done {
            return Ok(tokens);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Result<Spanned, LexError> {
        self.skip_space();
        let start = self.at;
        let token = match self.peek() {
            None => Token::End,
            Some(quote @ ('\'' | '"')) => self.string(start, quote, false)?,
            Some(c) if c.is_ascii_digit() => self.number(start)?,
            Some(c) if c == '_' || c.is_alphabetic() => self.name_or_string(start)?,
            Some(c) => {
                let Some(op) = OPERATORS.iter().find(|op| self.rest().starts_with(**op)) else {
                    return Err(LexError {
                        range: start..start + c.len_utf8(),
                        message: format!("unexpected character `{}`", c.escape_debug()),
                    });
                };
                self.at += op.len();
                Token::Op(op)
            }
        };
        Ok(Spanned { token, range: start..self.at })
    }

    /// Blanks, comments, and a backslash that joins two lines.
    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            if rest.starts_with(|c: char| c.is_whitespace() || c == '\u{feff}') {
                self.at += rest.chars().next().map_or(1, char::len_utf8);
            } else if rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if rest.starts_with("\\\n") {
                self.at += 2;
            } else if rest.starts_with("\\\r\n") {
                self.at += 3;
            } else {
                return;
            }
        }
    }

    fn name_or_string(&mut self, start: usize) -> Result<Token, LexError> {
        let rest = self.rest();
        let length = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
        let name = &rest[..length];
        self.at += length;
        match (self.peek(), name) {
            (Some(quote @ ('\'' | '"')), "r" | "R") => self.string(start, quote, true),
            (Some(quote @ ('\'' | '"')), "u" | "U") => self.string(start, quote, false),
            (Some('\'' | '"'), _) if name.len() <= 2 => Err(LexError {
                range: start..self.at + 1,
                message: format!("strings with the prefix `{name}` have no meaning in GYP"),
            }),
            _ => Ok(Token::Name(name.to_owned())),
        }
    }

    fn number(&mut self, start: usize) -> Result<Token, LexError> {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.')
            .unwrap_or(rest.len());
        let spelled = &rest[..length];
        self.at += length;
        let digits = spelled.replace('_', "");
        let lower = digits.to_ascii_lowercase();
        let parsed = if let Some(hex) = lower.strip_prefix("0x") {
            i64::from_str_radix(hex, 16).ok()
        } else if let Some(octal) = lower.strip_prefix("0o") {
            i64::from_str_radix(octal, 8).ok()
        } else if let Some(binary) = lower.strip_prefix("0b") {
            i64::from_str_radix(binary, 2).ok()
        } else {
            digits.parse().ok()
        };
        let error = |message: String| LexError { range: start..start + length, message };
        match parsed {
            Some(_)
                if digits.len() > 1
                    && digits.starts_with('0')
                    && lower == digits
                    && digits.bytes().all(|b| b.is_ascii_digit())
                    && digits.bytes().any(|b| b != b'0') =>
            {
                Err(error(format!("`{spelled}` has a leading zero, which Python does not permit")))
            }
            Some(value) => Ok(Token::Int(value)),
            None if digits.contains('.') => match digits.parse() {
                Ok(value) => Ok(Token::Float(value)),
                Err(_) => Err(error(format!("`{spelled}` is not a number"))),
            },
            None if digits.bytes().all(|b| b.is_ascii_digit()) => {
                Err(error(format!("the integer {spelled} is too large")))
            }
            None => Err(error(format!("`{spelled}` is not a number"))),
        }
    }

    /// A string whose opening quote is at the cursor; `start` is where its prefix began.
    fn string(&mut self, start: usize, quote: char, raw: bool) -> Result<Token, LexError> {
        let triple = if quote == '"' { "\"\"\"" } else { "'''" };
        let is_triple = self.rest().starts_with(triple);
        self.at += if is_triple { 3 } else { 1 };
        let content_start = self.at;
        let mut value = String::new();
        let mut verbatim = true;
        loop {
            let Some(c) = self.peek() else {
                return Err(self.unterminated(start, is_triple));
            };
            if is_triple && self.rest().starts_with(triple) {
                self.at += 3;
                break;
            }
            match c {
                _ if !is_triple && c == quote => {
                    self.at += 1;
                    break;
                }
                '\n' if !is_triple => return Err(self.unterminated(start, false)),
                '\\' if raw => {
                    // A raw string keeps the backslash, which still guards a quote.
                    value.push(c);
                    self.at += 1;
                    if let Some(next) = self.peek() {
                        value.push(next);
                        self.at += next.len_utf8();
                    }
                }
                '\\' => {
                    let before = value.len();
                    let from = self.at;
                    self.escape(&mut value)?;
                    verbatim &= value[before..] == self.text[from..self.at];
                }
                '\r' if self.rest().starts_with("\r\n") => {
                    // Python reads line ends of every system as one.
                    verbatim = false;
                    self.at += 1;
                }
                _ => {
                    value.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        Ok(Token::Str { value, verbatim_at: verbatim.then_some(content_start) })
    }

    fn unterminated(&self, start: usize, triple: bool) -> LexError {
        let line_end = self.text[start..].find('\n').map_or(self.text.len(), |at| start + at);
        LexError {
            range: start..line_end.max(start + 1).min(self.text.len()),
            message: if triple {
                "this string with three quotes is not closed before the end of the file".into()
            } else {
                "this string is not closed before the end of its line".into()
            },
        }
    }

    /// One escape, from its backslash on. Unknown ones stay as they are, as in Python.
    fn escape(&mut self, value: &mut String) -> Result<(), LexError> {
        let start = self.at;
        self.at += 1;
        let Some(c) = self.peek() else {
            return Ok(());
        };
        self.at += c.len_utf8();
        match c {
            '\n' => {}
            '\r' if self.rest().starts_with('\n') => self.at += 1,
            '\\' | '\'' | '"' => value.push(c),
            'a' => value.push('\u{7}'),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            'n' => value.push('\n'),
            'r' => value.push('\r'),
            't' => value.push('\t'),
            'v' => value.push('\u{b}'),
            '0'..='7' => {
                let more = self.digits(2, 8);
                let code = u32::from_str_radix(&format!("{c}{more}"), 8).unwrap_or(0);
                value.extend(char::from_u32(code));
            }
            'x' => self.code_point(start, 2, value)?,
            'u' => self.code_point(start, 4, value)?,
            'U' => self.code_point(start, 8, value)?,
            _ => {
                value.push('\\');
                value.push(c);
            }
        }
        Ok(())
    }

    /// Up to `most` digits of the given base, taken from the cursor.
    fn digits(&mut self, most: usize, base: u32) -> &'t str {
        let rest = self.rest();
        let length = rest.chars().take(most).take_while(|c| c.is_digit(base)).count();
        self.at += length;
        &rest[..length]
    }

    fn code_point(
        &mut self,
        start: usize,
        count: usize,
        value: &mut String,
    ) -> Result<(), LexError> {
        let digits = self.digits(count, 16);
        let found = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|_| digits.len() == count)
            .and_then(char::from_u32);
        match found {
            Some(c) => {
                value.push(c);
                Ok(())
            }
            None => Err(LexError {
                range: start..self.at,
                message: format!("this escape needs {count} hexadecimal digits of a character"),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<Token> {
        tokenize(text).unwrap().into_iter().map(|t| t.token).collect()
    }

    fn only_string(text: &str) -> String {
        match &tokens(text)[..] {
            [Token::Str { value, .. }, Token::End] => value.clone(),
            other => panic!("not one string: {other:?}"),
        }
    }

    #[test]
    fn strings_in_every_form() {
        assert_eq!(only_string("'a\"b'"), "a\"b");
        assert_eq!(only_string("\"a'b\""), "a'b");
        assert_eq!(only_string("'''a'b\n''c'''"), "a'b\n''c");
        assert_eq!(only_string("\"\"\"x\r\ny\"\"\""), "x\ny");
        assert_eq!(only_string("r'\\d\\'+'"), "\\d\\'+");
        assert_eq!(only_string("u'ü'"), "ü");
        assert_eq!(only_string("''"), "");
    }

    #[test]
    fn escapes() {
        assert_eq!(only_string(r"'\t\n\\\'\x41\u00e9\101\0'"), "\t\n\\'AéA\0");
        assert_eq!(only_string(r"'-Wl,\$$ORIGIN \(x\)'"), r"-Wl,\$$ORIGIN \(x\)");
        assert_eq!(only_string("'a\\\n b'"), "a b");
        assert_eq!(only_string("'a\\\r\n b'"), "a b");
        assert!(tokenize(r"'\x4'").unwrap_err().message.contains("2 hexadecimal"));
        assert!(tokenize(r"'\ud800'").is_err());
    }

    #[test]
    fn a_string_spelled_as_it_is_knows_where_it_stands() {
        let at = |text| match &tokenize(text).unwrap()[0].token {
            Token::Str { verbatim_at, .. } => *verbatim_at,
            _ => None,
        };
        assert_eq!(at("  'abc'"), Some(3));
        assert_eq!(at("'''abc'''"), Some(3));
        assert_eq!(at(r"'a\$b'"), Some(1));
        assert_eq!(at(r"'a\tb'"), None);
    }

    #[test]
    fn comments_and_joined_lines_are_space() {
        let expected = vec![Token::Int(1), Token::Op(","), Token::Int(2), Token::End];
        assert_eq!(tokens("# c 'x\n1, \\\n # more\n2 # end"), expected);
        assert_eq!(tokens("\u{feff}1,2"), expected);
    }

    #[test]
    fn numbers() {
        assert_eq!(tokens("0 12 0x1F 0o17 1_000")[..5], [0, 12, 31, 15, 1000].map(Token::Int));
        assert_eq!(tokens("1.5")[0], Token::Float(1.5));
        assert!(tokenize("012").unwrap_err().message.contains("leading zero"));
        assert!(tokenize("99999999999999999999").unwrap_err().message.contains("too large"));
        assert!(tokenize("12ab").is_err());
    }

    #[test]
    fn unterminated_strings_point_at_their_start() {
        let error = tokenize("{ 'abc\n}").unwrap_err();
        assert_eq!(error.range, 2..6);
        assert!(error.message.contains("end of its line"));
        assert!(tokenize("'''a").unwrap_err().message.contains("end of the file"));
        assert!(tokenize("'a\\").is_err());
    }
}
