//! Tokens to the syntax tree.
//!
//! Accepts what GYP files are: literals of dictionaries, lists, strings (adjacent ones are one),
//! and integers, with parentheses and `+` between strings or lists, because Python reads those
//! too and files use them to break long lines. `'a' and 'b'` is read as Python does (the last value,
//! unless one before it decides): LevelDB's file has it in a condition, quotes misplaced. Nesting is limited, so hostile input cannot
//! exhaust the stack.

use super::ast::{Node, NodeKind, Pair, Text};
use super::lexer::{self, Spanned, Token};
use crate::diagnostic::{Diagnostic, Result};
use crate::source::{FileId, Span};

/// Deeper than any real file; far below what the stack holds.
const MAX_DEPTH: usize = 150;

/// The one value that `text` is.
pub fn parse(text: &str, file: FileId) -> Result<Node> {
    if u32::try_from(text.len()).is_err() {
        return Err(Diagnostic::new("a GYP file of 4 GB or more cannot be read"));
    }
    let place = |range: std::ops::Range<usize>| Span {
        file,
        start: range.start as u32,
        end: range.end as u32,
    };
    let tokens = lexer::tokenize(text)
        .map_err(|error| Diagnostic::at(error.message, place(error.range), "here"))?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0, file };
    let node = parser.value()?;
    match parser.peek() {
        Token::End => Ok(node),
        _ => Err(parser.unexpected("the end of the file")),
    }
}

struct Parser<'t> {
    tokens: &'t [Spanned],
    at: usize,
    depth: usize,
    file: FileId,
}

impl Parser<'_> {
    fn current(&self) -> &Spanned {
        // The lexer ends every text with `End`, past which `advance` does not go.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn peek(&self) -> &Token {
        &self.current().token
    }

    fn is_op(&self, op: &str) -> bool {
        matches!(self.peek(), Token::Op(found) if *found == op)
    }

    fn is_name(&self, name: &str) -> bool {
        matches!(self.peek(), Token::Name(found) if found == name)
    }

    fn span(&self) -> Span {
        let range = &self.current().range;
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }

    /// Takes the current token's place and moves on.
    fn advance(&mut self) -> Span {
        let span = self.span();
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        span
    }

    fn unexpected(&self, expected: &str) -> Box<Diagnostic> {
        let found = match self.peek() {
            Token::Str { .. } => "a string".to_owned(),
            Token::Int(_) | Token::Float(_) => "a number".to_owned(),
            Token::Name(name) => format!("the name `{name}`"),
            Token::Op(op) => format!("`{op}`"),
            Token::End => "the end of the file".to_owned(),
        };
        let message = format!("expected {expected}, found {found}");
        let error = Diagnostic::at(message, self.span(), format!("expected {expected}"));
        match self.peek() {
            Token::Name(name) if name == "true" || name == "false" || name == "null" => error
                .help(format!("this is Python, not JSON: write 1 or 0, or the string '{name}'")),
            Token::Name(name) if matches!(&name[..], "True" | "False" | "None") => {
                error.help("GYP knows strings and integers only: write 1 or 0, or a string")
            }
            Token::Name(name) => error.help(format!("put the name into quotes: '{name}'")),
            _ => error,
        }
    }

    /// A value, or several of which `and` and `or` choose one.
    fn value(&mut self) -> Result<Node> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Diagnostic::at(
                format!("lists and dictionaries are nested more than {MAX_DEPTH} deep"),
                self.span(),
                "too deep",
            ));
        }
        let mut left = self.conjunction()?;
        while self.is_name("or") {
            self.advance();
            let right = self.conjunction()?;
            left = if is_true(&left) { left } else { right };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Node> {
        let mut left = self.sum()?;
        while self.is_name("and") {
            self.advance();
            let right = self.sum()?;
            left = if is_true(&left) { right } else { left };
        }
        Ok(left)
    }

    /// A value, or several joined by `+`.
    fn sum(&mut self) -> Result<Node> {
        let mut left = self.primary()?;
        while self.is_op("+") {
            let plus = self.advance();
            let right = self.primary()?;
            left = join(left, right, plus)?;
        }
        Ok(left)
    }

    fn primary(&mut self) -> Result<Node> {
        match self.peek().clone() {
            Token::Str { .. } => Ok(self.strings()),
            Token::Int(value) => Ok(Node { kind: NodeKind::Int(value), span: self.advance() }),
            Token::Op("-") => {
                let start = self.advance();
                match *self.peek() {
                    Token::Int(value) => Ok(Node {
                        // The lexer gives no negative numbers, so this cannot overflow.
                        kind: NodeKind::Int(-value),
                        span: start.to(self.advance()),
                    }),
                    _ => Err(self.unexpected("a number after `-`")),
                }
            }
            Token::Op("[") => self.list(),
            Token::Op("{") => self.dict(),
            Token::Op("(") => {
                let open = self.advance();
                let node = self.value()?;
                if self.is_op(",") {
                    return Err(Diagnostic::at(
                        "a tuple has no meaning in GYP",
                        open.to(self.span()),
                        "write a list: [ ... ]",
                    ));
                }
                self.close(")", open, "`)`")?;
                Ok(node)
            }
            _ => Err(self.unexpected("a string, a number, a list or a dictionary")),
        }
    }

    /// One string, or adjacent ones as one.
    fn strings(&mut self) -> Node {
        let mut text = String::new();
        let mut place = None;
        let mut span = self.span();
        let mut count = 0;
        while let Token::Str { value, verbatim_at } = self.peek() {
            text.push_str(value);
            place = verbatim_at.map(|at| at as u32);
            count += 1;
            span = span.to(self.advance());
        }
        Node {
            kind: NodeKind::Str(Text { value: text, verbatim_at: place.filter(|_| count == 1) }),
            span,
        }
    }

    fn list(&mut self) -> Result<Node> {
        let open = self.advance();
        let mut items = Vec::new();
        while !self.is_op("]") {
            items.push(self.value()?);
            if !self.is_op(",") {
                break;
            }
            self.advance();
        }
        let end = self.close("]", open, "`,` or `]`")?;
        Ok(Node { kind: NodeKind::List(items), span: open.to(end) })
    }

    fn dict(&mut self) -> Result<Node> {
        let open = self.advance();
        let mut pairs = Vec::new();
        while !self.is_op("}") {
            if matches!(self.peek(), Token::End) {
                break;
            }
            let key = self.value()?;
            let NodeKind::Str(Text { value: name, .. }) = key.kind else {
                return Err(Diagnostic::at(
                    format!("a key must be a string, found {}", key.kind.name()),
                    key.span,
                    "not a string",
                ));
            };
            if !self.is_op(":") {
                return Err(self.unexpected(&format!("`:` after the key '{name}'")));
            }
            self.advance();
            pairs.push(Pair { key: name, key_span: key.span, value: self.value()? });
            if !self.is_op(",") {
                break;
            }
            self.advance();
        }
        let end = self.close("}", open, "`,` or `}`")?;
        Ok(Node { kind: NodeKind::Dict(pairs), span: open.to(end) })
    }

    fn close(&mut self, bracket: &str, open: Span, expected: &str) -> Result<Span> {
        if self.is_op(bracket) {
            return Ok(self.advance());
        }
        Err(self.unexpected(expected).via(open, "the bracket was opened"))
    }
}

/// Python's truth: not empty, not zero.
fn is_true(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Str(text) => !text.value.is_empty(),
        NodeKind::Int(value) => *value != 0,
        NodeKind::List(items) => !items.is_empty(),
        NodeKind::Dict(pairs) => !pairs.is_empty(),
    }
}

/// `left + right`, of two strings or two lists.
fn join(left: Node, right: Node, plus: Span) -> Result<Node> {
    let span = left.span.to(right.span);
    let kind = match (left.kind, right.kind) {
        (NodeKind::Str(mut text), NodeKind::Str(more)) => {
            text.value.push_str(&more.value);
            text.verbatim_at = None;
            NodeKind::Str(text)
        }
        (NodeKind::List(mut items), NodeKind::List(more)) => {
            items.extend(more);
            NodeKind::List(items)
        }
        (left, right) => {
            return Err(Diagnostic::at(
                format!("cannot add {} to {}", right.name(), left.name()),
                plus,
                "only strings or lists can be joined",
            ));
        }
    };
    Ok(Node { kind, span })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    /// The tree in one line, and its text's diagnostics on error.
    fn show(text: &str) -> String {
        let mut sources = Sources::default();
        let file = sources.add("t.gyp", text);
        match parse(text, file) {
            Ok(node) => format(&node),
            Err(error) => error.render("error", &sources),
        }
    }

    fn format(node: &Node) -> String {
        match &node.kind {
            NodeKind::Str(text) => format!("{:?}", text.value),
            NodeKind::Int(value) => value.to_string(),
            NodeKind::List(items) => {
                let items: Vec<_> = items.iter().map(format).collect();
                format!("[{}]", items.join(" "))
            }
            NodeKind::Dict(pairs) => {
                let pairs: Vec<_> = pairs
                    .iter()
                    .map(|pair| format!("{}={}", pair.key, format(&pair.value)))
                    .collect();
                format!("{{{}}}", pairs.join(" "))
            }
        }
    }

    #[test]
    fn literals() {
        assert_eq!(show("{'a': [1, -2, 'x',], \"b\": {},}"), r#"{a=[1 -2 "x"] b={}}"#);
        assert_eq!(show("['a' \"b\"\n # c\n 'c', 'd']"), r#"["abc" "d"]"#);
        assert_eq!(show("['a' + 'b', ('c'\n'd')] + [1]"), r#"["ab" "cd" 1]"#);
        assert_eq!(show("{'k' 'ey': 1, 'key': 2}"), "{key=1 key=2}");
    }

    #[test]
    fn and_and_or_choose_as_in_python() {
        assert_eq!(
            show("['a' and 'b', '' and 'b', 'a' or 'b', 0 or [] or 'c']"),
            r#"["b" "" "a" "c"]"#
        );
        assert_eq!(show("['a' or 'b' and '', 'a' + 'b' and 'c' 'd']"), r#"["a" "cd"]"#);
        assert_eq!(show("{'k' and 'l': 1 and {}}"), "{l={}}");
        assert!(show("['a' and]").contains("expected a string"));
        assert!(show("['a' not 'b']").contains("found the name `not`"));
    }

    #[test]
    fn spans_are_exact() {
        let mut sources = Sources::default();
        let text = "{ 'a': ['x' 'y'] }";
        let file = sources.add("t.gyp", text);
        let node = parse(text, file).unwrap();
        let NodeKind::Dict(pairs) = &node.kind else { panic!("not a dictionary") };
        let cut = |span: Span| &text[span.start as usize..span.end as usize];
        assert_eq!(cut(node.span), text);
        assert_eq!(cut(pairs[0].key_span), "'a'");
        assert_eq!(cut(pairs[0].value.span), "['x' 'y']");
    }

    #[test]
    fn mistakes_are_shown_in_their_line() {
        assert_eq!(
            show("{\n  'a': ['x',\n  'b': 1\n}"),
            "error: expected `,` or `]`, found `:`\n  --> t.gyp:3:6\n  |\n3 |   'b': 1\n  |      ^ \
             expected `,` or `]`\n  = the bracket was opened at t.gyp:2:8"
        );
        assert!(show("{'a': true}").contains("not JSON"));
        assert!(show("{'a' 1}").contains("expected `:` after the key 'a'"));
        assert!(show("{a: 1}").contains("put the name into quotes: 'a'"));
        assert!(show("{1: 2}").contains("a key must be a string"));
        assert!(show("{'a': (1, 2)}").contains("tuple"));
        assert!(show("['a' + 1]").contains("cannot add an integer to a string"));
        assert!(show("{} {}").contains("expected the end of the file"));
        assert!(show("").contains("found the end of the file"));
        assert!(show("{'a': 1").contains("expected `,` or `}`"));
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        assert!(show(&"[".repeat(100_000)).contains("nested more than"));
        assert!(show(&"{'a':".repeat(100_000)).contains("nested more than"));
        assert!(show(&"(".repeat(100_000)).contains("nested more than"));
    }

    /// A small generator (xorshift) makes texts from the pieces GYP is made of, and cuts and
    /// splices them: whatever comes out is answered, with every span inside the text.
    #[test]
    fn no_text_makes_the_parser_panic() {
        const PIECES: [&str; 27] = [
            "{", "}", "[", "]", "(", ")", ",", ":", "'", "\"", "'''", "\\", "\n", "#", "'a'",
            "\"<(b)\"", "1", "-", "+", "é", "\u{feff}", "\\x4", "r'", "0x", "1.5", " ", "True",
        ];
        let mut random = crate::test_random::numbers(0x9e37_79b9_7f4a_7c15);
        for _ in 0..20_000 {
            let text: String = (0..random(24)).map(|_| PIECES[random(PIECES.len())]).collect();
            let mut sources = Sources::default();
            let file = sources.add("fuzz.gyp", text.clone());
            if let Err(error) = parse(&text, file) {
                let span = error.label.as_ref().expect("a syntax error has a place").span;
                assert!(span.start <= span.end && span.end as usize <= text.len(), "{text:?}");
                assert!(!error.render("error", &sources).is_empty());
            }
        }
    }
}
