//! Options that say in TypeScript what Rust's types cannot: `ts_type`, `ts_args_type`, `ts_overload`
//! and so on.
//!
//! Invariant: what they give is of one line.

use proc_macro2::Span;
use syn::{Expr, ExprLit, Lit, LitStr};

use super::documentation::clean;
use crate::errors::Errors;
use crate::model::function::Function;
use crate::options::Options;

/// The option that leaves an item or member out.
pub(crate) const SKIP: &str = "skip_typescript";
/// The option that gives a type.
pub(crate) const TYPE: &str = "ts_type*";

/// What options say of a function's declaration.
#[derive(Default)]
pub(crate) struct Overloads {
    pub(crate) skipped: bool,
    pub(super) generics: Option<String>,
    pub(super) arguments: Option<String>,
    pub(super) result: Option<String>,
    /// Whole signatures, instead of the one that the types make.
    pub(super) overloads: Vec<String>,
}

impl Overloads {
    pub(crate) const OPTIONS: [&str; 5] =
        [SKIP, "ts_args_type*", "ts_return_type*", "ts_generic_types*", "ts_overload*"];

    pub(crate) fn read(options: &Options, errors: &mut Errors) -> Overloads {
        for option in &Overloads::OPTIONS[1..] {
            options.exclude(&[SKIP, option.trim_end_matches('*')], errors);
        }
        for option in ["ts_args_type", "ts_return_type", "ts_generic_types"] {
            options.exclude(&["ts_overload", option], errors);
        }
        Overloads {
            skipped: options.has(SKIP),
            arguments: read(options, "ts_args_type", errors, |text, span, errors| {
                if text.starts_with('(') && text.ends_with(')') {
                    errors.at(
                        span,
                        "write the parameters without parentheses: `a: string, b?: number`",
                    );
                } else if !text.contains(':') {
                    errors.at(span, "write names and types: `a: string, b?: number`");
                }
            }),
            result: read(options, "ts_return_type", errors, |text, span, errors| {
                if text.starts_with(':') || text.starts_with("=>") {
                    errors.at(span, "write the type alone: `string | null`");
                }
            }),
            generics: read(options, "ts_generic_types", errors, |text, span, errors| {
                if text.starts_with('<') {
                    errors.at(
                        span,
                        "write the type parameters without `<` and `>`: `T extends string`",
                    );
                }
            }),
            overloads: overloads(options, errors),
        }
    }
}

impl Overloads {
    /// Refuses `ts_type` on parameters that this leaves out.
    pub(crate) fn check(&self, function: &Function, errors: &mut Errors) {
        if self.arguments.is_none() && self.overloads.is_empty() {
            return;
        }
        for parameter in &function.parameters {
            if parameter.declared.text.is_some() {
                let option = match self.arguments {
                    Some(_) => "ts_args_type",
                    None => "ts_overload",
                };
                errors.at(
                    parameter.span,
                    format!("`{option}` has all parameters: give this one's type there"),
                );
            }
        }
    }
}

/// The text of `ts_type`; on a parameter also of `ts_arg_type`, napi-rs's name for it.
pub(crate) fn type_override(options: &Options, errors: &mut Errors) -> Option<String> {
    options.exclude(&[SKIP, "ts_type"], errors);
    options.exclude(&["ts_type", "ts_arg_type"], errors);
    let name = if options.has("ts_arg_type") { "ts_arg_type" } else { "ts_type" };
    read(options, name, errors, |text, span, errors| {
        if text.starts_with(':') {
            errors.at(span, "write the type alone: `'left' | 'right'`");
        }
    })
}

fn read(
    options: &Options,
    name: &str,
    errors: &mut Errors,
    check: fn(&str, Span, &mut Errors),
) -> Option<String> {
    let text = options.text(name, errors)?;
    let line = one_line(text);
    check(&line, text.span(), errors);
    Some(line)
}

fn overloads(options: &Options, errors: &mut Errors) -> Vec<String> {
    let values: Vec<&Expr> = match options.value("ts_overload") {
        None => return Vec::new(),
        Some(Expr::Array(list)) => list.elems.iter().collect(),
        Some(one) => vec![one],
    };
    let mut overloads = Vec::new();
    for value in values {
        match value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                let line = one_line(text);
                if !line.starts_with(['(', '<']) || !line.contains("):") {
                    errors.at(text.span(), "an overload is a signature: `(a: string): number`");
                }
                overloads.push(line);
            }
            other => errors.on(
                other,
                "write signatures: `ts_overload = [\"(a: string): string\", \"(a: number): number\"]`",
            ),
        }
    }
    overloads
}

fn one_line(text: &LitStr) -> String {
    clean(&text.value().split_whitespace().collect::<Vec<_>>().join(" "))
}
