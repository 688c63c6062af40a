//! The text of an expression to its tree, by Python's grammar: `or`, `and`, `not`, chains of
//! comparisons, `+ - * / %`, calls of methods, indexing, tuples and lists.

use std::ops::Range;

use super::Mistake;
use crate::syntax::lexer::{self, Spanned, Token};

/// Far more than any condition, far less than the stack holds.
const MAX_DEPTH: usize = 60;

#[derive(Debug)]
pub(super) struct Expression {
    pub kind: Kind,
    pub range: Range<usize>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Str(String),
    Int(i64),
    Float(f64),
    Name(String),
    /// A tuple or a list; conditions cannot tell them apart.
    Sequence(Vec<Expression>),
    Not(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    /// `a < b <= c` holds if both comparisons do.
    Compare(Box<Expression>, Vec<(Comparison, Expression)>),
    Arithmetic(&'static str, Box<Expression>, Box<Expression>),
    Negative(Box<Expression>),
    Call {
        object: Box<Expression>,
        method: String,
        arguments: Vec<Expression>,
    },
    Index(Box<Expression>, Box<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
}

type Parsed<T = Expression> = Result<T, Mistake>;

pub(super) fn parse(text: &str) -> Parsed {
    let tokens = lexer::tokenize(text).map_err(|error| Mistake::new(error.range, error.message))?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let expression = parser.or()?;
    match parser.peek() {
        Token::End => Ok(expression),
        Token::Op("=") => {
            let mut mistake = parser.unexpected("an operator");
            mistake.help = Some("write `==` to compare".into());
            Err(mistake)
        }
        _ => Err(parser.unexpected("an operator or the end")),
    }
}

struct Parser<'t> {
    tokens: &'t [Spanned],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)].token
    }

    fn range(&self) -> Range<usize> {
        self.tokens[self.at.min(self.tokens.len() - 1)].range.clone()
    }

    fn advance(&mut self) {
        self.at += usize::from(self.at + 1 < self.tokens.len());
    }

    /// Takes an operator or a word such as `and`, if it is next.
    fn take(&mut self, word: &str) -> bool {
        let next = match self.peek() {
            Token::Op(op) => *op == word,
            Token::Name(name) => name == word,
            _ => false,
        };
        if next {
            self.advance();
        }
        next
    }

    fn unexpected(&self, expected: &str) -> Mistake {
        let found = match self.peek() {
            Token::End => "the end of the expression".to_owned(),
            Token::Str { value, .. } => format!("the string '{value}'"),
            Token::Int(value) => value.to_string(),
            Token::Float(value) => value.to_string(),
            Token::Name(name) => format!("`{name}`"),
            Token::Op(op) => format!("`{op}`"),
        };
        let mut mistake = Mistake::new(self.range(), format!("expected {expected}, found {found}"));
        if matches!(self.peek(), Token::Op("&" | "|" | "!")) {
            mistake.help = Some("conditions are Python: write `and`, `or`, `not`".into());
        }
        mistake
    }

    /// Guards the ways back into `or` and the prefix operators, which nest without brackets.
    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Mistake::new(self.range(), "this expression is nested too deep"));
        }
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn or(&mut self) -> Parsed {
        let mut left = self.and()?;
        while self.take("or") {
            let right = self.and()?;
            left = pair(Kind::Or, left, right);
        }
        Ok(left)
    }

    fn and(&mut self) -> Parsed {
        let mut left = self.not()?;
        while self.take("and") {
            let right = self.not()?;
            left = pair(Kind::And, left, right);
        }
        Ok(left)
    }

    fn not(&mut self) -> Parsed {
        let start = self.range().start;
        if !self.take("not") {
            return self.comparison();
        }
        let inner = self.deeper(Self::not)?;
        Ok(Expression { range: start..inner.range.end, kind: Kind::Not(Box::new(inner)) })
    }

    fn comparison(&mut self) -> Parsed {
        let first = self.sum()?;
        let mut rest = Vec::new();
        while let Some(comparison) = self.comparison_sign()? {
            rest.push((comparison, self.sum()?));
        }
        let Some((_, last)) = rest.last() else {
            return Ok(first);
        };
        Ok(Expression {
            range: first.range.start..last.range.end,
            kind: Kind::Compare(Box::new(first), rest),
        })
    }

    fn comparison_sign(&mut self) -> Parsed<Option<Comparison>> {
        let signs = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
            ("in", Comparison::In),
        ];
        for (sign, comparison) in signs {
            if self.take(sign) {
                return Ok(Some(comparison));
            }
        }
        if self.take("not") {
            if self.take("in") {
                return Ok(Some(Comparison::NotIn));
            }
            return Err(self.unexpected("`in` after `not`"));
        }
        Ok(None)
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        loop {
            let sign = match self.peek() {
                Token::Op(sign @ ("+" | "-")) => *sign,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.product()?;
            left = pair(|a, b| Kind::Arithmetic(sign, a, b), left, right);
        }
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.unary()?;
        loop {
            let sign = match self.peek() {
                Token::Op(sign @ ("*" | "/" | "//" | "%")) => *sign,
                _ => return Ok(left),
            };
            self.advance();
            let right = self.unary()?;
            left = pair(|a, b| Kind::Arithmetic(sign, a, b), left, right);
        }
    }

    fn unary(&mut self) -> Parsed {
        let start = self.range().start;
        if !self.take("-") {
            return self.postfix();
        }
        let inner = self.deeper(Self::unary)?;
        Ok(Expression { range: start..inner.range.end, kind: Kind::Negative(Box::new(inner)) })
    }

    fn postfix(&mut self) -> Parsed {
        let mut object = self.primary()?;
        loop {
            let start = object.range.start;
            let kind = if self.take(".") {
                let Token::Name(method) = self.peek().clone() else {
                    return Err(self.unexpected("a method's name"));
                };
                self.advance();
                if !self.take("(") {
                    return Err(self.unexpected("`(`"));
                }
                let (arguments, _) = self.items(")")?;
                Kind::Call { object: Box::new(object), method, arguments }
            } else if self.take("[") {
                let index = self.deeper(Self::or)?;
                if !self.take("]") {
                    return Err(self.unexpected("`]`"));
                }
                Kind::Index(Box::new(object), Box::new(index))
            } else {
                return Ok(object);
            };
            object = Expression { kind, range: start..self.end_of_last() };
        }
    }

    fn end_of_last(&self) -> usize {
        self.tokens[self.at.saturating_sub(1)].range.end
    }

    fn primary(&mut self) -> Parsed {
        let start = self.range().start;
        let kind = match self.peek().clone() {
            Token::Str { .. } => {
                let mut text = String::new();
                while let Token::Str { value, .. } = self.peek() {
                    text.push_str(value);
                    self.advance();
                }
                Kind::Str(text)
            }
            Token::Int(value) => {
                self.advance();
                Kind::Int(value)
            }
            Token::Float(value) => {
                self.advance();
                Kind::Float(value)
            }
            Token::Name(name) if !matches!(&name[..], "and" | "or" | "not" | "in") => {
                self.advance();
                Kind::Name(name)
            }
            Token::Op("(") => {
                self.advance();
                let (mut items, comma) = self.items(")")?;
                if items.len() == 1 && !comma {
                    items.remove(0).kind
                } else {
                    Kind::Sequence(items)
                }
            }
            Token::Op("[") => {
                self.advance();
                Kind::Sequence(self.items("]")?.0)
            }
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Expression { kind, range: start..self.end_of_last() })
    }

    /// Expressions up to a closing bracket, and whether a comma was among them.
    fn items(&mut self, close: &str) -> Parsed<(Vec<Expression>, bool)> {
        let mut items = Vec::new();
        let mut comma = false;
        while !self.take(close) {
            items.push(self.deeper(Self::or)?);
            if self.take(",") {
                comma = true;
            } else if self.take(close) {
                break;
            } else {
                return Err(self.unexpected(&format!("`,` or `{close}`")));
            }
        }
        Ok((items, comma))
    }
}

fn pair(
    kind: impl FnOnce(Box<Expression>, Box<Expression>) -> Kind,
    left: Expression,
    right: Expression,
) -> Expression {
    Expression {
        range: left.range.start..right.range.end,
        kind: kind(Box::new(left), Box::new(right)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precedence() {
        let tree = parse("not a == 1 or b and c < 2 + 3 * 4").unwrap();
        let Kind::Or(left, right) = tree.kind else { panic!("`or` binds weakest") };
        assert!(matches!(left.kind, Kind::Not(_)));
        let Kind::And(_, right) = right.kind else { panic!("then `and`") };
        assert!(matches!(right.kind, Kind::Compare(..)));
    }

    #[test]
    fn mistakes_have_places() {
        let mistake = |text: &str| parse(text).unwrap_err();
        assert_eq!(mistake("a ==").range, 4..4);
        assert!(mistake("a = 1").help.unwrap().contains("=="));
        assert!(mistake("a b").message.contains("expected an operator"));
        assert!(mistake("a && b").message.contains("unexpected character `&`"));
        assert!(mistake("(a, b").message.contains("`,` or `)`"));
        assert!(mistake("a not b").message.contains("`in` after `not`"));
        assert!(mistake("").message.contains("found the end"));
        assert!(mistake(&"(".repeat(10_000)).message.contains("too deep"));
        assert!(mistake(&"not ".repeat(10_000)).message.contains("too deep"));
        assert!(mistake(&"-".repeat(10_000)).message.contains("too deep"));
    }
}
