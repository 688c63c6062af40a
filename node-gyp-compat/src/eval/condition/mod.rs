//! The expressions of `conditions`: Python's, of strings, numbers, tuples and variables.
//!
//! `parse` builds the tree, `evaluate` computes it with Python's rules (what compares with what,
//! what is true, `and` and `or` that stop early). Variables are those in sight, including the
//! `_key` ones. This file joins the two with the expansion that comes first.

mod evaluate;
mod parse;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::{Context, Evaluator, Scope};
use crate::value::{Data, Value};

impl Evaluator<'_> {
    /// Whether the expression of a condition is true.
    pub(crate) fn holds(&mut self, expression: &Value, scope: &Scope, cx: Context) -> Result<bool> {
        let in_condition =
            |error: Box<Diagnostic>| error.via(expression.span(), "the condition is");
        let text = match self.expand(expression, scope, cx).map_err(in_condition)? {
            Data::Int(value) => return Ok(value != 0),
            Data::Str(text) => text,
            _ => {
                return Err(Diagnostic::at(
                    "a condition's expression expands to a list",
                    expression.span(),
                    "use `<(...)` instead of `<@(...)`",
                ));
            }
        };
        let unchanged = expression.as_str() == Some(&text);
        let explain = |error: Mistake| {
            // The place inside is exact while the text is the file's own.
            let span =
                if unchanged { expression.origin.part(error.range) } else { expression.span() };
            let mut diagnostic = Diagnostic::at(error.message, span, "in this condition");
            diagnostic.help = error.help;
            if unchanged {
                diagnostic
            } else {
                diagnostic.note(format!("after expansion it reads: {text}"))
            }
        };
        let tree = parse::parse(&text).map_err(explain)?;
        let value = evaluate::evaluate(&tree, scope).map_err(explain)?;
        Ok(value.is_true())
    }
}

/// What is wrong with an expression, and which bytes of it.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub range: std::ops::Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    fn new(range: std::ops::Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { range, message: message.into(), help: None }
    }
}
