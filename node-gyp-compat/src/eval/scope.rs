//! Variables in sight: those of a dictionary, then those around it.
//!
//! GYP copies all variables for every dictionary so that inner ones cannot change outer ones; a
//! chain of maps has the same effect without the copies.

use std::collections::HashMap;
use std::sync::Arc;

use crate::value::{Dict, Value};

#[derive(Default)]
pub struct Scope<'p> {
    parent: Option<&'p Scope<'p>>,
    variables: HashMap<Arc<str>, Value>,
}

impl<'p> Scope<'p> {
    pub fn inside(parent: &'p Scope<'p>) -> Scope<'p> {
        Scope { parent: Some(parent), variables: HashMap::new() }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let mut scope = Some(self);
        while let Some(current) = scope {
            if let Some(value) = current.variables.get(name) {
                return Some(value);
            }
            scope = current.parent;
        }
        None
    }

    pub fn set(&mut self, name: impl Into<Arc<str>>, value: Value) {
        self.variables.insert(name.into(), value);
    }

    /// Every name in sight, for "did you mean".
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut scope = Some(self);
        while let Some(current) = scope {
            names.extend(current.variables.keys().map(|name| &name[..]));
            scope = current.parent;
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The variables that a dictionary brings: its own keys as `_key`, then its `variables`.
    /// A `name%` there is a default, which yields to whatever is already defined; `dict_key` is
    /// the key that the dictionary itself stands under.
    pub fn load(&mut self, dict: &Dict, dict_key: Option<&str>) {
        for (key, slot) in dict.iter() {
            if slot.value.as_dict().is_none() {
                self.set(format!("_{key}"), slot.value.clone());
            }
        }
        let Some(variables) = dict.get("variables").and_then(Value::as_dict) else {
            return;
        };
        for (key, slot) in variables.iter() {
            if slot.value.as_dict().is_some() {
                continue;
            }
            let Some(name) = key.strip_suffix('%') else {
                self.set(key.clone(), slot.value.clone());
                continue;
            };
            if self.get(name).is_some() {
                continue;
            }
            // In `variables` inside `variables`, the outer one's plain definition is meant.
            let outer = (dict_key == Some("variables")).then(|| dict.get(name)).flatten();
            self.set(name, outer.unwrap_or(&slot.value).clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::parse;

    fn dict(text: &str) -> Dict {
        let file = Sources::default().add("t.gyp", text);
        let value = Value::from(parse(text, file).unwrap());
        value.as_dict().unwrap().clone()
    }

    fn text(scope: &Scope, name: &str) -> Option<String> {
        scope.get(name).and_then(Value::scalar)
    }

    #[test]
    fn inner_variables_hide_outer_ones_and_defaults_yield() {
        let mut outer = Scope::default();
        outer.load(&dict("{'variables': {'a': 1, 'b': 1, 'c%': 1}}"), None);
        let mut inner = Scope::inside(&outer);
        inner.load(&dict("{'t': 'x', 'variables': {'a': 2, 'b%': 2, 'd%': 2}}"), None);
        let seen: Vec<_> = ["a", "b", "c", "d", "_t", "e"]
            .map(|name| text(&inner, name))
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(seen, ["2", "1", "1", "2", "x"]);
        assert_eq!(text(&outer, "a").as_deref(), Some("1"));
    }

    #[test]
    fn a_default_inside_variables_takes_the_outer_plain_value() {
        let mut scope = Scope::default();
        scope.load(&dict("{'v': 'outer', 'variables': {'v%': 'default'}}"), Some("variables"));
        assert_eq!(text(&scope, "v").as_deref(), Some("outer"));
    }
}
