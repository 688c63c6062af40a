//! Applying the lists that take items away again: `key!` names items, `key/` holds
//! `[action, pattern]` pairs tried in order.
//!
//! Runs when all merging is done, so that an exclusion reaches items from defaults and
//! dependencies as well. A regular expression may bring back what `key!` excluded.

use std::sync::Arc;

use regex_lite::Regex;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::wrong_kind;
use crate::value::{Data, Dict, Value};

/// Filters all lists of `dict`, and those of the dictionaries inside it.
pub fn filter(dict: &mut Dict) -> Result<()> {
    let operations: Vec<Arc<str>> =
        dict.keys().filter(|key| key.ends_with(['!', '/'])).cloned().collect();
    for key in &operations {
        let span = dict.key_span(key);
        let value = dict.get(key).filter(|value| value.as_list().is_none());
        if let Some(value) = value {
            return Err(wrong_kind(key, "a list", value, span));
        }
    }
    for key in &operations {
        let base = &key[..key.len() - 1];
        let excluded = dict.remove(&format!("{base}!"));
        let patterns = dict.remove(&format!("{base}/"));
        let span = dict.key_span(base);
        let Some(target) = dict.get_mut(base) else {
            continue;
        };
        if target.as_list().is_none() {
            return Err(wrong_kind(base, "a list, because it is filtered", target, span));
        }
        let Some(items) = target.list_mut() else {
            continue;
        };
        let mut keep = vec![true; items.len()];
        for name in excluded.iter().flat_map(|value| value.as_list().unwrap_or(&[])) {
            for (item, keep) in items.iter().zip(&mut keep) {
                *keep &= item != name;
            }
        }
        for rule in patterns.iter().flat_map(|value| value.as_list().unwrap_or(&[])) {
            let (include, pattern) = regex_rule(rule)?;
            for (item, keep) in items.iter().zip(&mut keep) {
                if item.scalar().is_some_and(|text| pattern.is_match(&text)) {
                    *keep = include;
                }
            }
        }
        let mut kept = keep.into_iter();
        items.retain(|_| kept.next().unwrap_or(true));
    }
    for (_, slot) in dict.iter_mut() {
        filter_inside(&mut slot.value)?;
    }
    Ok(())
}

fn filter_inside(value: &mut Value) -> Result<()> {
    match &value.data {
        Data::Dict(_) => value.dict_mut().map_or(Ok(()), filter),
        // Only lists that hold dictionaries need a look (and, if shared, a copy).
        Data::List(items) if items.iter().any(|item| !item.is_scalar()) => {
            value.list_mut().map_or(Ok(()), |items| items.iter_mut().try_for_each(filter_inside))
        }
        _ => Ok(()),
    }
}

/// `['exclude', pattern]` or `['include', pattern]`.
fn regex_rule(rule: &Value) -> Result<(bool, Regex)> {
    let malformed = || {
        Diagnostic::at(
            "an item of a `/` list must be ['exclude', pattern] or ['include', pattern]",
            rule.span(),
            "not such a pair",
        )
    };
    let [action, pattern] = rule.as_list().ok_or_else(malformed)? else {
        return Err(malformed());
    };
    let include = match action.as_str() {
        Some("include") => true,
        Some("exclude") => false,
        _ => return Err(malformed()),
    };
    let text = pattern.scalar().ok_or_else(malformed)?;
    let regex = Regex::new(&text).map_err(|error| {
        Diagnostic::at(
            format!("the regular expression is not valid: {error}"),
            pattern.span(),
            "this pattern",
        )
    })?;
    Ok((include, regex))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::test_text::{dict, show};
    use crate::source::Span;

    fn filtered(text: &str) -> String {
        let mut dict = dict(text);
        match filter(&mut dict) {
            Ok(()) => show(&Value::new(Data::Dict(Arc::new(dict)), Span::NONE)),
            Err(error) => error.message,
        }
    }

    #[test]
    fn exclusions_by_name() {
        assert_eq!(filtered("{'a': ['x', 'y', 'x'], 'a!': ['x', 'z']}"), "{a=[y]}");
        assert_eq!(filtered("{'a!': ['x']}"), "{}");
    }

    #[test]
    fn patterns_in_order_and_after_names() {
        let text = "{'s': ['a.c', 'b_win.c', 'c_win.c'], 's!': ['c_win.c'],
                     's/': [['exclude', '_win'], ['include', '^b']]}";
        assert_eq!(filtered(text), "{s=[a.c b_win.c]}");
        assert_eq!(filtered("{'s': ['a'], 's!': ['a'], 's/': [['include', 'a']]}"), "{s=[a]}");
    }

    #[test]
    fn dictionaries_inside_are_filtered_too() {
        assert_eq!(
            filtered("{'d': {'a': [1, 2], 'a!': [1]}, 'l': [{'b!': []}]}"),
            "{d={a=[2]} l=[{}]}"
        );
    }

    #[test]
    fn mistakes() {
        assert!(filtered("{'a': [], 'a!': 'x'}").contains("`a!` must be a list"));
        assert!(filtered("{'a': 1, 'a!': []}").contains("`a` must be a list"));
        assert!(filtered("{'a': [], 'a/': ['x']}").contains("['exclude', pattern]"));
        assert!(filtered("{'a': [], 'a/': [['drop', 'x']]}").contains("['exclude', pattern]"));
        assert!(filtered("{'a': [], 'a/': [['exclude', '(']]}").contains("not valid"));
    }
}
