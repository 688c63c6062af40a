//! Reading GYP text: a literal of Python's, of dictionaries, lists, strings and integers.
//!
//! `lexer` cuts text into tokens (also for the expressions in conditions), `parser` builds the
//! tree of `ast`. Nothing here knows what a key means. Both return a diagnostic for any input
//! that is not a literal, and never panic.

pub mod ast;
pub mod lexer;
pub mod parser;

pub use parser::parse;
