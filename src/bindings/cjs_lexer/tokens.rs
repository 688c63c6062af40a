//! The tokens of JavaScript, as far as is needed to tell code from text.
//!
//! Whether a slash begins a regular expression depends on what stands before it. After a `)` or a `}`
//! that takes the bracket's opening, so open brackets are kept with what they opened. Text that is no
//! JavaScript gives some tokens, never an error.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword.
    Word,
    /// A string; the range is what stands between the quotes.
    Text,
    /// A number, regular expression or template, or a part of one.
    Value,
    /// `=` alone.
    Assign,
    /// `...`
    Spread,
    /// `=>`
    Arrow,
    /// Another punctuator, by its first character.
    Mark(u8),
    /// The end.
    End,
}

/// A token and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `(` of `if`, `while`, `for` or `with`: a statement follows its end.
    Condition,
    /// `{` of a block: a statement follows its end.
    Block,
    /// `${` in a template.
    Template,
    /// Any other: an operator follows its end.
    Other,
}

/// Reads token after token.
#[derive(Clone)]
pub struct Tokens<'t> {
    text: &'t [u8],
    at: usize,
    open: Vec<Open>,
    /// Whether a slash would begin a regular expression here.
    expects_value: bool,
    /// The last token was one of `if`, `while`, `for`, `with`.
    after_condition_word: bool,
    /// A `{` here would open a block.
    expects_block: bool,
}

impl<'t> Tokens<'t> {
    /// The tokens of a text.
    pub fn new(text: &'t str) -> Tokens<'t> {
        let text = text.as_bytes();
        let mut at = 0;
        if text.starts_with(b"#!") {
            at = text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
        }
        Tokens {
            text,
            at,
            open: Vec::new(),
            expects_value: true,
            after_condition_word: false,
            expects_block: true,
        }
    }

    /// How many brackets are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether a token is this word.
    pub fn is_word(&self, token: Token, word: &str) -> bool {
        token.kind == Kind::Word && &self.text[token.start..token.end] == word.as_bytes()
    }

    /// The text of a token.
    pub fn text_of(&self, token: Token) -> &'t str {
        std::str::from_utf8(&self.text[token.start..token.end]).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.text.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while self.at < self.text.len() {
            match (self.byte(0), self.byte(1)) {
                (b'/', b'/') => self.skip_until(|byte| byte == b'\n' || byte == b'\r'),
                (b'/', b'*') => {
                    self.at += 2;
                    while self.at < self.text.len() && (self.byte(0), self.byte(1)) != (b'*', b'/')
                    {
                        self.at += 1;
                    }
                    self.at += 2;
                }
                (b' ' | b'\t'..=b'\r', _) => self.at += 1,
                (0xc2, 0xa0) => self.at += 2,
                (0xe2, 0x80) if matches!(self.byte(2), 0xa8 | 0xa9) => self.at += 3,
                (0xef, 0xbb) if self.byte(2) == 0xbf => self.at += 3,
                _ => break,
            }
        }
        self.at = self.at.min(self.text.len());
    }

    fn skip_until(&mut self, is_end: impl Fn(u8) -> bool) {
        while self.at < self.text.len() && !is_end(self.byte(0)) {
            self.at += 1;
        }
    }

    /// The next token.
    pub fn next(&mut self) -> Token {
        self.skip_space();
        let start = self.at;
        let Some(&byte) = self.text.get(start) else {
            return Token { kind: Kind::End, start, end: start };
        };
        let kind = match byte {
            b'"' | b'\'' => return self.string(byte),
            b'`' => self.template(),
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'/' if self.expects_value => self.regular_expression(),
            byte if is_word(byte) => {
                self.skip_until(|byte| !is_word(byte) && !byte.is_ascii_digit());
                Kind::Word
            }
            _ => self.punctuator(byte),
        };
        let token = Token { kind, start, end: self.at };
        self.note(token);
        token
    }

    /// What the token means for the next slash and the next brace.
    fn note(&mut self, token: Token) {
        let word = if token.kind == Kind::Word { self.text_of(token) } else { "" };
        self.after_condition_word = matches!(word, "if" | "while" | "for" | "with");
        match token.kind {
            Kind::Word => {
                self.expects_value = is_operator_word(word);
                self.expects_block = matches!(word, "else" | "do" | "try" | "finally");
            }
            Kind::Text | Kind::Value => (self.expects_value, self.expects_block) = (false, false),
            Kind::Arrow => (self.expects_value, self.expects_block) = (true, true),
            Kind::Mark(b')' | b']' | b'}') => {} // told by `punctuator`
            Kind::Mark(byte) => {
                self.expects_value = true;
                self.expects_block = matches!(byte, b';' | b'{');
            }
            _ => (self.expects_value, self.expects_block) = (true, false),
        }
    }

    fn string(&mut self, quote: u8) -> Token {
        self.at += 1;
        let start = self.at;
        while self.at < self.text.len() && !matches!(self.byte(0), b'\n' | b'\r') {
            match self.byte(0) {
                b'\\' => self.at += 2,
                byte if byte == quote => break,
                _ => self.at += 1,
            }
        }
        let end = self.at.min(self.text.len());
        self.at = (end + 1).min(self.text.len());
        let token = Token { kind: Kind::Text, start, end };
        self.note(token);
        token
    }

    /// A template up to its end or to the next `${`.
    fn template(&mut self) -> Kind {
        self.at += 1;
        while self.at < self.text.len() {
            match (self.byte(0), self.byte(1)) {
                (b'\\', _) => self.at += 2,
                (b'`', _) => {
                    self.at += 1;
                    break;
                }
                (b'$', b'{') => {
                    self.at += 2;
                    self.open.push(Open::Template);
                    return Kind::Mark(b'$');
                }
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.text.len());
        Kind::Value
    }

    fn number(&mut self) -> Kind {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_';
        self.skip_until(|byte| !is_part(byte));
        Kind::Value
    }

    fn regular_expression(&mut self) -> Kind {
        self.at += 1;
        let mut in_class = false;
        while self.at < self.text.len() && !matches!(self.byte(0), b'\n' | b'\r') {
            match self.byte(0) {
                b'\\' => self.at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                _ => {}
            }
            self.at += 1;
        }
        self.at = (self.at + 1).min(self.text.len());
        self.skip_until(|byte| !is_word(byte));
        Kind::Value
    }

    fn punctuator(&mut self, byte: u8) -> Kind {
        let next = (self.byte(1), self.byte(2));
        self.at += 1;
        match (byte, next) {
            (b'.', (b'.', b'.')) => {
                self.at += 2;
                return Kind::Spread;
            }
            (b'=', (b'>', _)) => {
                self.at += 1;
                return Kind::Arrow;
            }
            (b'=', (b'=', _)) => {
                self.skip_until(|byte| byte != b'=');
                return Kind::Mark(b'=');
            }
            (b'=', _) => return Kind::Assign,
            // `+=`, `<=`, `!=` and the like are no assignments of the kind that is looked for.
            (
                b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'<' | b'>' | b'!' | b'?',
                _,
            ) => {
                // After `x++` an operator follows, after `+ +` a value: the former is what is written.
                let is_step = matches!(byte, b'+' | b'-') && next.0 == byte;
                let follows_value = !self.expects_value;
                self.skip_until(|other| other != b'=' && other != byte);
                if is_step && follows_value {
                    return Kind::Value;
                }
            }
            (b'(', _) => {
                let opened = if self.after_condition_word { Open::Condition } else { Open::Other };
                self.open.push(opened);
            }
            (b'{', _) => {
                let opened = if self.expects_block { Open::Block } else { Open::Other };
                self.open.push(opened);
            }
            (b'[', _) => self.open.push(Open::Other),
            (b')' | b']' | b'}', _) => return self.close(byte),
            _ => {}
        }
        Kind::Mark(byte)
    }

    fn close(&mut self, byte: u8) -> Kind {
        let opened = self.open.pop().unwrap_or(Open::Block);
        if byte == b'}' && opened == Open::Template {
            self.at -= 1;
            return self.template();
        }
        self.expects_value = matches!(opened, Open::Condition | Open::Block);
        // `) {` is a block or the body of a function; so is what follows a block.
        self.expects_block = byte == b')' || opened == Open::Block;
        Kind::Mark(byte)
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$' | b'\\' | b'#') || byte >= 0x80
}

/// Keywords that a value follows.
fn is_operator_word(word: &str) -> bool {
    matches!(
        word,
        "return"
            | "typeof"
            | "case"
            | "in"
            | "of"
            | "instanceof"
            | "void"
            | "delete"
            | "throw"
            | "new"
            | "else"
            | "do"
            | "await"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::new(text);
        let mut words = Vec::new();
        loop {
            let token = tokens.next();
            match token.kind {
                Kind::End => return words,
                Kind::Word => words.push(tokens.text_of(token)),
                _ => {}
            }
        }
    }

    #[test]
    fn text_is_no_code() {
        assert_eq!(
            words("a 'b \\' b' \"c\" /* d */ // e\nf `g ${h + `i${j}`} k` l"),
            ["a", "f", "h", "j", "l"]
        );
    }

    #[test]
    fn slashes_divide_or_begin_regular_expressions() {
        assert_eq!(words("a / b / c; x = / d [/] d \\/ d/g.e"), ["a", "b", "c", "x", "e"]);
        assert_eq!(words("if (a) / b /.c; (d) / e / f"), ["if", "a", "c", "d", "e", "f"]);
        assert_eq!(words("{ a } / b /; x = { c } / d / e"), ["a", "x", "c", "d", "e"]);
        assert_eq!(words("return / a /; b++ / c / d"), ["return", "b", "c", "d"]);
    }

    #[test]
    fn broken_text_ends() {
        for text in ["'", "`${", "/*", "/[", "}}})", "a\\", "#!", "\u{2028}", "`\\", "'\\"] {
            words(text);
        }
    }
}
