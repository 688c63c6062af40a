//! The syntax tree: what the file says, before any key has a meaning.
//!
//! Duplicate keys are all here, in the order of the file; which one counts is decided by
//! `value`, the next stage.

use crate::source::Span;

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: NodeKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum NodeKind {
    Str(Text),
    Int(i64),
    List(Vec<Node>),
    Dict(Vec<Pair>),
}

/// A string. `verbatim_at` is where its first character stands in the file when the file spells
/// it exactly so (one literal, no escapes): a part of it then has an exact place as well.
#[derive(Clone, Debug)]
pub struct Text {
    pub value: String,
    pub verbatim_at: Option<u32>,
}

#[derive(Clone, Debug)]
pub struct Pair {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl NodeKind {
    /// For messages: "expected a list, found a string".
    pub fn name(&self) -> &'static str {
        match self {
            NodeKind::Str(_) => "a string",
            NodeKind::Int(_) => "an integer",
            NodeKind::List(_) => "a list",
            NodeKind::Dict(_) => "a dictionary",
        }
    }
}
