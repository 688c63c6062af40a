//! Values: what a syntax tree means once duplicate keys are settled (the last wins), and what
//! evaluation turns into settings.
//!
//! Cloning is cheap (texts, lists and dictionaries are shared until changed), because GYP copies
//! whole dictionaries of defaults into every target. Every value remembers where it was written.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::Span;
use crate::syntax::ast::{Node, NodeKind};

/// Where a value was written; see `ast::Text` for `verbatim_at`.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    pub span: Span,
    pub verbatim_at: Option<u32>,
}

impl Origin {
    /// The place of a part of the string, or of the whole if the file spells it differently.
    pub fn part(self, range: std::ops::Range<usize>) -> Span {
        match self.verbatim_at {
            Some(at) => {
                Span { start: at + range.start as u32, end: at + range.end as u32, ..self.span }
            }
            None => self.span,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Value {
    pub data: Data,
    pub origin: Origin,
}

/// Equality is of content: places do not count.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    Str(Arc<str>),
    Int(i64),
    List(Arc<Vec<Value>>),
    Dict(Arc<Dict>),
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        self.data == other.data
    }
}

impl Value {
    pub fn new(data: Data, span: Span) -> Value {
        Value { data, origin: Origin { span, verbatim_at: None } }
    }

    /// A string that no file gave.
    pub fn text(text: &str) -> Value {
        Value::new(Data::Str(text.into()), Span::NONE)
    }

    pub fn list(items: Vec<Value>) -> Value {
        Value::new(Data::List(Arc::new(items)), Span::NONE)
    }

    pub fn span(&self) -> Span {
        self.origin.span
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::Str(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Value]> {
        match &self.data {
            Data::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_dict(&self) -> Option<&Dict> {
        match &self.data {
            Data::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    pub fn list_mut(&mut self) -> Option<&mut Vec<Value>> {
        match &mut self.data {
            Data::List(items) => Some(Arc::make_mut(items)),
            _ => None,
        }
    }

    pub fn dict_mut(&mut self) -> Option<&mut Dict> {
        match &mut self.data {
            Data::Dict(dict) => Some(Arc::make_mut(dict)),
            _ => None,
        }
    }

    /// A string or an integer as text; settings do not tell the two apart.
    pub fn scalar(&self) -> Option<String> {
        match &self.data {
            Data::Str(text) => Some(text.to_string()),
            Data::Int(value) => Some(value.to_string()),
            _ => None,
        }
    }

    pub fn is_scalar(&self) -> bool {
        matches!(self.data, Data::Str(_) | Data::Int(_))
    }

    pub fn kind(&self) -> &'static str {
        match self.data {
            Data::Str(_) => "a string",
            Data::Int(_) => "an integer",
            Data::List(_) => "a list",
            Data::Dict(_) => "a dictionary",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Slot {
    pub key_span: Span,
    pub value: Value,
}

/// A dictionary in the order of its keys' first appearance, as Python's.
#[derive(Clone, Debug, Default)]
pub struct Dict {
    slots: IndexMap<Arc<str>, Slot>,
}

impl PartialEq for Dict {
    fn eq(&self, other: &Dict) -> bool {
        self.slots.len() == other.slots.len()
            && self.slots.iter().all(|(key, slot)| other.get(key) == Some(&slot.value))
    }
}

impl Dict {
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.slots.get(key).map(|slot| &slot.value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.slots.get_mut(key).map(|slot| &mut slot.value)
    }

    /// Where the key stands, or nowhere.
    pub fn key_span(&self, key: &str) -> Span {
        self.slots.get(key).map_or(Span::NONE, |slot| slot.key_span)
    }

    pub fn insert(&mut self, key: impl Into<Arc<str>>, key_span: Span, value: Value) {
        self.slots.insert(key.into(), Slot { key_span, value });
    }

    /// Sets a value that no file gave.
    pub fn set(&mut self, key: &str, value: Value) {
        self.insert(key, Span::NONE, value);
    }

    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.slots.shift_remove(key).map(|slot| slot.value)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Slot)> {
        self.slots.iter()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Arc<str>, &mut Slot)> {
        self.slots.iter_mut()
    }

    pub fn keys(&self) -> impl Iterator<Item = &Arc<str>> {
        self.slots.keys()
    }

    pub fn list(&self, key: &str) -> &[Value] {
        self.get(key).and_then(Value::as_list).unwrap_or(&[])
    }

    pub fn scalar(&self, key: &str) -> Option<String> {
        self.get(key).and_then(Value::scalar)
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Value {
        let span = node.span;
        let mut verbatim_at = None;
        let data = match node.kind {
            NodeKind::Str(text) => {
                verbatim_at = text.verbatim_at;
                Data::Str(text.value.into())
            }
            NodeKind::Int(value) => Data::Int(value),
            NodeKind::List(items) => {
                Data::List(Arc::new(items.into_iter().map(Value::from).collect()))
            }
            NodeKind::Dict(pairs) => {
                let mut dict = Dict::default();
                for pair in pairs {
                    dict.insert(pair.key, pair.key_span, Value::from(pair.value));
                }
                Data::Dict(Arc::new(dict))
            }
        };
        Value { data, origin: Origin { span, verbatim_at } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::parse;

    fn read(text: &str) -> Value {
        let file = Sources::default().add("t.gyp", text);
        Value::from(parse(text, file).unwrap())
    }

    #[test]
    fn the_last_of_duplicate_keys_wins_in_the_place_of_the_first() {
        let value = read("{'a': 1, 'b': 2, 'a': 3}");
        let dict = value.as_dict().unwrap();
        let entries: Vec<_> =
            dict.iter().map(|(key, slot)| (&key[..], slot.value.scalar().unwrap())).collect();
        assert_eq!(entries, [("a", "3".into()), ("b", "2".into())]);
        assert_eq!(dict.key_span("a").start, 17);
    }

    #[test]
    fn equality_ignores_places_but_not_types() {
        assert_eq!(read("['a', {'x': 1, 'y': []}]"), read("[ 'a' , {'y':[], 'x':1}]"));
        assert_ne!(read("'1'"), read("1"));
    }

    #[test]
    fn a_part_of_a_plain_string_has_its_own_place() {
        let value = read("['ab<(c)', 'x\\t<(c)']");
        let items = value.as_list().unwrap();
        assert_eq!(items[0].origin.part(2..6).start, 4);
        assert_eq!(items[1].origin.part(2..6), items[1].span());
    }
}
