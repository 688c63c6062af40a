//! Merging one dictionary into another, by the policies that key suffixes name.
//!
//! | key in the merged one | what happens to the list `key` |
//! |---|---|
//! | `key`  | appended |
//! | `key+` | prepended |
//! | `key=` | replaced |
//! | `key?` | set, unless it exists |
//!
//! (`key!` and `key/` are ordinary lists here; `filter` applies them at the end.) Strings and
//! integers are overwritten, dictionaries merged in turn. A string that is no flag stands in a
//! list only once.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::paths;
use crate::source::Span;
use crate::value::{Data, Dict, Value};

/// Merges `from` into `to`. `prefix` leads from `to`'s directory to `from`'s, if they are of
/// different files.
pub fn merge(to: &mut Dict, from: &Dict, prefix: Option<&str>) -> Result<()> {
    for (key, slot) in from.iter() {
        let value = &slot.value;
        match &value.data {
            Data::Str(_) | Data::Int(_) => {
                check_kind(to, key, value, slot.key_span, |old| old.is_scalar())?;
                let value = moved(value, prefix.filter(|_| paths::is_path_key(key)));
                to.insert(key.clone(), slot.key_span, value);
            }
            Data::Dict(more) => {
                check_kind(to, key, value, slot.key_span, |old| old.as_dict().is_some())?;
                if to.get(key).is_none() {
                    let empty = Value::new(Data::Dict(Arc::default()), value.span());
                    to.insert(key.clone(), slot.key_span, empty);
                }
                if let Some(old) = to.get_mut(key).and_then(Value::dict_mut) {
                    merge(old, more, prefix)?;
                }
            }
            Data::List(items) => merge_list(to, from, key, slot.key_span, value, items, prefix)?,
        }
    }
    Ok(())
}

fn check_kind(
    to: &Dict,
    key: &str,
    value: &Value,
    key_span: Span,
    fits: impl Fn(&Value) -> bool,
) -> Result<()> {
    match to.get(key) {
        Some(old) if !fits(old) => Err(Diagnostic::at(
            format!(
                "`{key}` is {} here but {} in what it is merged into",
                value.kind(),
                old.kind()
            ),
            key_span,
            format!("this is {}", value.kind()),
        )
        .via(old.span(), format!("{} was given", old.kind()))),
        _ => Ok(()),
    }
}

fn merge_list(
    to: &mut Dict,
    from: &Dict,
    key: &str,
    key_span: Span,
    value: &Value,
    items: &[Value],
    prefix: Option<&str>,
) -> Result<()> {
    let (base, policy) = match key.char_indices().last() {
        Some((at, c @ ('=' | '+' | '?'))) => (&key[..at], c),
        _ => (key, ' '),
    };
    let rivals: &[&str] = match policy {
        '=' => &["", "?"],
        '+' => &["=", "?"],
        '?' => &["", "=", "+"],
        _ => &["=", "?"],
    };
    for rival in rivals {
        let other = format!("{base}{rival}");
        if from.get(&other).is_some() {
            return Err(Diagnostic::at(
                format!("`{key}` and `{other}` in one dictionary contradict each other"),
                key_span,
                "which of the two should count?",
            )
            .via(from.key_span(&other), format!("`{other}` is given")));
        }
    }
    let is_path = paths::is_path_key(base);
    match to.get(base) {
        Some(_) if policy == '?' => return Ok(()),
        Some(old) if old.as_list().is_none() => {
            return Err(Diagnostic::at(
                format!("`{key}` is a list but `{base}` is {}", old.kind()),
                key_span,
                "a list",
            )
            .via(old.span(), format!("{} was given", old.kind())));
        }
        Some(_) if policy != '=' => {}
        _ => to.insert(base, key_span, Value::new(Data::List(Arc::default()), value.span())),
    }
    let Some(list) = to.get_mut(base).and_then(Value::list_mut) else {
        return Ok(());
    };
    let mut at = 0;
    for item in items {
        let single = item.is_scalar() && !item.as_str().is_some_and(|text| text.starts_with('-'));
        let item = copied(item, prefix, is_path)?;
        if policy == '+' {
            if single {
                list.retain(|old| *old != item);
            }
            list.insert(at.min(list.len()), item);
            at += 1;
        } else if !single || !list.contains(&item) {
            list.push(item);
        }
    }
    Ok(())
}

/// A copy for another file's directory. Dictionaries inside lists are copied by merging into
/// empty ones, which also settles the suffixes of their keys.
fn copied(item: &Value, prefix: Option<&str>, is_path: bool) -> Result<Value> {
    let data = match &item.data {
        Data::Str(_) | Data::Int(_) => return Ok(moved(item, prefix.filter(|_| is_path))),
        Data::Dict(from) => {
            let mut to = Dict::default();
            merge(&mut to, from, prefix)?;
            Data::Dict(Arc::new(to))
        }
        Data::List(items) => {
            let items: Result<Vec<_>> =
                items.iter().map(|item| copied(item, prefix, false)).collect();
            Data::List(Arc::new(items?))
        }
    };
    Ok(Value { data, origin: item.origin })
}

fn moved(value: &Value, prefix: Option<&str>) -> Value {
    match (prefix, value.as_str()) {
        (Some(prefix), Some(path)) => {
            let rebased = paths::rebase(prefix, path);
            if rebased == path {
                value.clone()
            } else {
                Value::new(Data::Str(rebased.into()), value.span())
            }
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::test_text::{dict, show};

    fn merged(to: &str, from: &str) -> String {
        let mut target = dict(to);
        match merge(&mut target, &dict(from), None) {
            Ok(()) => show(&Value::new(Data::Dict(Arc::new(target)), Span::NONE)),
            Err(error) => error.message,
        }
    }

    #[test]
    fn policies() {
        let to = "{'a': ['x', 'y']}";
        assert_eq!(merged(to, "{'a': ['z']}"), "{a=[x y z]}");
        assert_eq!(merged(to, "{'a+': ['p', 'q']}"), "{a=[p q x y]}");
        assert_eq!(merged(to, "{'a=': ['z']}"), "{a=[z]}");
        assert_eq!(merged(to, "{'a?': ['z']}"), "{a=[x y]}");
        assert_eq!(merged(to, "{'b?': ['z']}"), "{a=[x y] b=[z]}");
        assert_eq!(merged(to, "{'a!': ['x']}"), "{a=[x y] a!=[x]}");
        assert_eq!(merged(to, "{'a': ['z'], 'a+': ['p']}"), "{a=[p x y z]}");
        assert!(merged(to, "{'a=': [], 'a?': []}").contains("contradict"));
    }

    #[test]
    fn strings_are_single_but_flags_repeat() {
        assert_eq!(merged("{'a': ['x', '-f']}", "{'a': ['x', '-f', 'y']}"), "{a=[x -f -f y]}");
        assert_eq!(merged("{'a': ['x', 'y']}", "{'a+': ['y', 'z']}"), "{a=[y z x]}");
        assert_eq!(merged("{'a': []}", "{'a+': ['y', 'z', 'y']}"), "{a=[z y]}");
        assert_eq!(merged("{'a': [1]}", "{'a': [1, '1']}"), "{a=[1 1]}");
    }

    #[test]
    fn dictionaries_merge_and_scalars_are_overwritten() {
        assert_eq!(
            merged("{'d': {'a': 1, 'b': [1]}}", "{'d': {'a': '2', 'b': [2]}}"),
            "{d={a=2 b=[1 2]}}"
        );
        assert_eq!(merged("{}", "{'l': [{'x+': [1]}]}"), "{l=[{x=[1]}]}");
        assert!(merged("{'a': []}", "{'a': 'x'}").contains("is a string here but a list"));
        assert!(merged("{'a': 'x'}", "{'a': {}}").contains("is a dictionary here"));
        assert!(merged("{'a': 'x'}", "{'a+': []}").contains("is a list but `a` is a string"));
    }

    #[test]
    fn paths_follow_their_file() {
        let mut to = dict("{'sources': ['a.c']}");
        let from = dict("{'sources': ['b.c', '<(x)/c.c'], 'defines': ['b.c'], 'my_dir': 'd'}");
        merge(&mut to, &from, Some("deps/lib")).unwrap();
        let to = Value::new(Data::Dict(Arc::new(to)), Span::NONE);
        assert_eq!(
            show(&to),
            "{sources=[a.c deps/lib/b.c <(x)/c.c] defines=[b.c] my_dir=deps/lib/d}"
        );
    }
}
