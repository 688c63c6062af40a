//! One phase over a dictionary: expand its strings, decide its conditions, go into what it holds.
//!
//! The order is GYP's, and visible: a dictionary's own strings are expanded before its
//! conditions are looked at, and conditions may change what its children see.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::merge::merge;
use crate::eval::{Context, Evaluator, Scope, wrong_kind};
use crate::source::Span;
use crate::value::{Data, Dict, Value};

impl Evaluator<'_> {
    /// `key` is what the dictionary stands under, if it stands in a dictionary.
    pub fn process_dict(
        &mut self,
        dict: &mut Dict,
        scope: &Scope,
        key: Option<&str>,
        cx: Context,
    ) -> Result<()> {
        self.process_variables(dict, scope, cx)?;
        let mut seen = Scope::inside(scope);
        seen.load(dict, key);
        for (name, slot) in dict.iter_mut() {
            if &name[..] == "variables" || slot.value.as_str().is_none() {
                continue;
            }
            let data = self
                .expand(&slot.value, &seen, cx)
                .map_err(|error| error.via(slot.key_span, format!("`{name}` is set")))?;
            slot.value.data = match data {
                Data::List(_) => {
                    return Err(Diagnostic::at(
                        format!("`{name}` is a string but expands to a list"),
                        slot.value.span(),
                        "a list",
                    )
                    .help("put the expansion into a list, or leave the `@` away"));
                }
                data => data,
            };
        }
        let mut seen = Scope::inside(scope);
        seen.load(dict, key);
        self.process_conditions(dict, &seen, cx)?;
        let mut seen = Scope::inside(scope);
        seen.load(dict, key);
        for (name, slot) in dict.iter_mut() {
            if &name[..] == "variables" {
                continue;
            }
            match &slot.value.data {
                Data::Dict(_) => {
                    if let Some(child) = slot.value.dict_mut() {
                        self.process_dict(child, &seen, Some(name), cx)?;
                    }
                }
                Data::List(items) if has_work(items, cx) => {
                    if let Some(items) = slot.value.list_mut() {
                        self.process_list(items, &seen, cx).map_err(|error| {
                            error.via(slot.key_span, format!("`{name}` is set"))
                        })?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The `variables` of a dictionary first, each of which may refer to the others.
    fn process_variables(&mut self, dict: &mut Dict, scope: &Scope, cx: Context) -> Result<()> {
        let span = dict.key_span("variables");
        let Some(variables) = dict.get("variables") else {
            return Ok(());
        };
        let mut seen = Scope::inside(scope);
        for (name, slot) in dict.iter() {
            if slot.value.as_dict().is_none() {
                seen.set(format!("_{name}"), slot.value.clone());
            }
        }
        let Some(raw) = variables.as_dict() else {
            return Err(wrong_kind("variables", "a dictionary", variables, span));
        };
        for (name, slot) in raw.iter() {
            seen.set(name.clone(), slot.value.clone());
        }
        if let Some(variables) = dict.get_mut("variables").and_then(Value::dict_mut) {
            self.process_dict(variables, &seen, Some("variables"), cx)?;
        }
        Ok(())
    }

    /// The items of a list; one that expands to a list gives its place to those items.
    pub(crate) fn process_list(
        &mut self,
        items: &mut Vec<Value>,
        scope: &Scope,
        cx: Context,
    ) -> Result<()> {
        let mut output = Vec::with_capacity(items.len());
        for mut item in items.drain(..) {
            match &item.data {
                Data::Str(_) => match self.expand(&item, scope, cx)? {
                    Data::List(more) => output.extend(more.iter().cloned()),
                    data => output.push(Value { origin: origin_after(&item, &data), data }),
                },
                Data::Dict(_) => {
                    if let Some(child) = item.dict_mut() {
                        self.process_dict(child, scope, None, cx)?;
                    }
                    output.push(item);
                }
                Data::List(_) => {
                    if let Some(child) = item.list_mut() {
                        self.process_list(child, scope, cx)?;
                    }
                    output.push(item);
                }
                Data::Int(_) => output.push(item),
            }
        }
        *items = output;
        Ok(())
    }

    fn process_conditions(&mut self, dict: &mut Dict, scope: &Scope, cx: Context) -> Result<()> {
        let Some(key) = cx.phase.conditions_key() else {
            return Ok(());
        };
        let key_span = dict.key_span(key);
        let Some(conditions) = dict.remove(key) else {
            return Ok(());
        };
        let Data::List(conditions) = &conditions.data else {
            return Err(wrong_kind(key, "a list", &conditions, key_span));
        };
        for condition in conditions.iter() {
            if let Some((mut chosen, span)) = self.decide(condition, key, scope, cx)? {
                let via = |error: Box<Diagnostic>| error.via(span, "the condition holds");
                let chosen = Arc::make_mut(&mut chosen);
                self.process_dict(chosen, scope, None, cx).map_err(via)?;
                merge(dict, chosen, None).map_err(via)?;
            }
        }
        Ok(())
    }

    /// The dictionary that a condition `[expression, then, (expression, then ...) (else)]`
    /// chooses, with the place of the expression.
    fn decide(
        &mut self,
        condition: &Value,
        key: &str,
        scope: &Scope,
        cx: Context,
    ) -> Result<Option<(Arc<Dict>, Span)>> {
        let Some(parts) = condition.as_list().filter(|parts| parts.len() >= 2) else {
            return Err(Diagnostic::at(
                format!("an item of `{key}` must be a list of an expression and a dictionary"),
                condition.span(),
                "not such a list",
            ));
        };
        let mut chosen = None;
        let mut at = 0;
        while at < parts.len() {
            let expression = &parts[at];
            if !expression.is_scalar() {
                return Err(malformed(expression, "an expression, as a string"));
            }
            let Some(then) = parts.get(at + 1) else {
                return Err(Diagnostic::at(
                    "this expression has no dictionary after it",
                    expression.span(),
                    "what if it holds?",
                ));
            };
            let Data::Dict(then) = &then.data else {
                return Err(malformed(then, "a dictionary"));
            };
            let otherwise = parts.get(at + 2).and_then(|part| match &part.data {
                Data::Dict(dict) => Some(dict),
                _ => None,
            });
            at += if otherwise.is_some() { 3 } else { 2 };
            if let (Some(_), Some(extra)) = (otherwise, parts.get(at)) {
                return Err(Diagnostic::at(
                    "a condition ends with its second dictionary",
                    extra.span(),
                    "one item too many",
                ));
            }
            if chosen.is_none() {
                chosen = if self.holds(expression, scope, cx)? {
                    Some((then.clone(), expression.span()))
                } else {
                    otherwise.map(|dict| (dict.clone(), expression.span()))
                };
            }
        }
        Ok(chosen)
    }
}

fn malformed(part: &Value, expected: &str) -> Box<Diagnostic> {
    Diagnostic::at(
        format!("a condition needs {expected} here, found {}", part.kind()),
        part.span(),
        format!("expected {expected}"),
    )
}

/// A string that came through unchanged keeps its exact place.
fn origin_after(item: &Value, data: &Data) -> crate::value::Origin {
    crate::value::Origin {
        verbatim_at: item.origin.verbatim_at.filter(|_| item.data == *data),
        ..item.origin
    }
}

/// Whether a phase could change the list: long lists of plain strings are left shared.
fn has_work(items: &[Value], cx: Context) -> bool {
    items.iter().any(|item| match &item.data {
        Data::Str(text) => {
            text.contains(cx.phase.symbol())
                || text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        }
        Data::Int(_) => false,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::eval::Phase;
    use crate::eval::test_text::{dict, show};
    use std::path::Path;

    /// The phases given, over one dictionary, with `OS` defined.
    fn processed(text: &str, phases: &[Phase]) -> String {
        let environment = Environment::current();
        let mut evaluator = Evaluator::new(&environment);
        let mut scope = Scope::default();
        scope.set("OS", Value::text("linux"));
        let mut dict = dict(text);
        for &phase in phases {
            let cx = Context { phase, directory: Path::new("/") };
            if let Err(error) = evaluator.process_dict(&mut dict, &scope, None, cx) {
                return error.message;
            }
        }
        dict.remove("variables");
        show(&Value::new(Data::Dict(Arc::new(dict)), Span::NONE))
    }

    fn early(text: &str) -> String {
        processed(text, &[Phase::Early])
    }

    #[test]
    fn variables_of_one_dictionary_see_each_other_and_children_see_them() {
        let text = "{'variables': {'b': '<(a)/b', 'a': 'x'}, 's': '<(b)',
                     'd': {'l': ['<(b)', '<@(_l2)'], 'l2': ['p', 'q']}}";
        assert_eq!(early(text), "{s=x/b d={l=[x/b p q] l2=[p q]}}");
    }

    #[test]
    fn conditions_choose_and_merge() {
        let text = "{'a': ['1x'], 'conditions': [
            ['OS==\"win\"', {'a': ['2x']}, {'a': ['3x']}],
            ['OS==\"win\"', {'a': ['4x']}, 'OS==\"linux\"', {'a': ['5x']}, {'a': ['6x']}],
            ['OS!=\"linux\"', {'a': ['7x']}],
            ['OS==\"linux\"', {'conditions': [['1', {'a+': ['8x']}]]}]]}";
        // A `+` settles in the innermost dictionary it is merged into, as in GYP.
        assert_eq!(early(text), "{a=[1x 3x 5x 8x]}");
    }

    #[test]
    fn conditions_inside_variables_define_variables() {
        let text = "{'variables': {'v%': 'd', 'conditions': [['OS==\"linux\"', {'v': 'l'}]]}, 's': '<(v)'}";
        assert_eq!(early(text), "{s=l}");
    }

    #[test]
    fn nested_variables_give_defaults_that_conditions_may_use() {
        let text = "{'variables': {'variables': {'k%': 'no'}, 'k%': '<(k)', 'conditions': [['k==\"no\"', {'r': 'default'}]]}, 's': '<(r) <(k)'}";
        assert_eq!(early(text), "{s=default no}");
    }

    #[test]
    fn later_phases_have_their_own_signs() {
        let text = "{'type': 'none', 'a': '<(OS)', 'b': '>(_type)', 'c': '^(_type)',
                     'target_conditions': [['_type==\"none\"', {'d': 'yes'}]]}";
        assert_eq!(
            processed(text, &[Phase::Early, Phase::Late, Phase::LateLate]),
            "{type=none a=linux b=none c=none d=yes}"
        );
        assert!(early("{'x': '>(y)'}").contains(">(y)"));
    }

    #[test]
    fn mistakes() {
        assert!(early("{'conditions': {}}").contains("`conditions` must be a list"));
        assert!(early("{'conditions': [['1']]}").contains("an expression and a dictionary"));
        assert!(
            early("{'conditions': [['1', []]]}").contains("needs a dictionary here, found a list")
        );
        assert!(early("{'conditions': [['1', {}, '0']]}").contains("no dictionary after it"));
        assert!(early("{'conditions': [['1', {}, {}, {}]]}").contains("ends with its second"));
        assert!(early("{'a': '<@(l)', 'variables': {'l': []}}").contains("expands to a list"));
        assert!(early("{'variables': []}").contains("`variables` must be a dictionary"));
    }
}
