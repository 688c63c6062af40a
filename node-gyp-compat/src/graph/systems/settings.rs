//! Reading `xcode_settings` and the tools of `msvs_settings`: dictionaries of texts and lists,
//! and tables that say which flag each becomes.

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;
use crate::targets::Item;
use crate::value::{Data, Dict, Value};

/// One dictionary of settings; a target without has an empty one.
#[derive(Clone, Copy)]
pub struct Settings<'s> {
    dict: &'s Dict,
}

impl<'s> Settings<'s> {
    pub fn new(dict: &'s Dict) -> Settings<'s> {
        Settings { dict }
    }

    /// A single text or number.
    pub fn text(&self, key: &str) -> Option<Item> {
        self.dict.get(key).and_then(item)
    }

    pub fn is(&self, key: &str, value: &str) -> bool {
        self.text(key).is_some_and(|item| item.text == value)
    }

    /// The items of a list; a single text is a list of one.
    pub fn list(&self, key: &str) -> Vec<Item> {
        match self.dict.get(key) {
            None => Vec::new(),
            Some(value) => match &value.data {
                Data::List(items) => items.iter().filter_map(item).collect(),
                _ => item(value).into_iter().collect(),
            },
        }
    }

    /// Warns of keys that are not known, with the nearest that is.
    pub fn check<'k>(
        &self,
        place: &str,
        known: impl Iterator<Item = &'k str> + Clone,
        warnings: &mut Vec<Diagnostic>,
    ) {
        for (key, slot) in self.dict.iter() {
            if known.clone().any(|name| name == &key[..]) || slot.key_span == Span::NONE {
                continue;
            }
            let warning = Diagnostic::at(
                format!("the setting `{key}` of {place} is not known and has no effect"),
                slot.key_span,
                "has no effect",
            );
            warnings.push(*match nearest(key, known.clone()) {
                Some(near) => warning.help(format!("did you mean `{near}`?")),
                None => warning,
            });
        }
    }
}

fn item(value: &Value) -> Option<Item> {
    value.scalar().map(|text| Item { text, span: value.span() })
}
