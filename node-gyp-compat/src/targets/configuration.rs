//! One target's last steps as a dictionary: the late phase, the chosen configuration folded in,
//! exclusions applied, the latelate phase.
//!
//! A configuration (Release, Debug) adds to the target's settings; it may inherit from others.
//! Some keys belong to the target alone, and a configuration that holds one is a mistake.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::filter::filter;
use crate::eval::merge::merge;
use crate::eval::{Context, Evaluator, Phase, Scope, wrong_kind};
use crate::targets::project::RawTarget;
use crate::value::{Dict, Value};

/// Keys that a configuration cannot change.
const TARGET_ONLY: [&str; 13] = [
    "actions",
    "all_dependent_settings",
    "configurations",
    "copies",
    "dependencies",
    "direct_dependent_settings",
    "libraries",
    "link_settings",
    "rules",
    "sources",
    "standalone_static_library",
    "target_name",
    "type",
];

/// The finished dictionary of a target in one configuration.
pub fn settle(
    evaluator: &mut Evaluator,
    raw: &RawTarget,
    directory: &Path,
    scope: &Scope,
    configuration: &str,
) -> Result<Dict> {
    let via = |error: Box<Diagnostic>| error.via(raw.span, format!("the target `{}` is", raw.name));
    let mut dict = raw.dict.clone();
    let cx = |phase| Context { phase, directory };
    evaluator.process_dict(&mut dict, scope, None, cx(Phase::Late)).map_err(via)?;
    let key_span = dict.key_span("configurations");
    if let Some(configurations) = dict.remove("configurations") {
        let Some(all) = configurations.as_dict() else {
            return Err(wrong_kind("configurations", "a dictionary", &configurations, key_span));
        };
        let mut open = Vec::new();
        fold(&mut dict, all, configuration, raw, &mut open)?;
    }
    filter(&mut dict).map_err(via)?;
    evaluator.process_dict(&mut dict, scope, None, cx(Phase::LateLate)).map_err(via)?;
    Ok(dict)
}

/// Merges a configuration into the target, those it inherits from first.
fn fold(
    dict: &mut Dict,
    all: &Dict,
    name: &str,
    raw: &RawTarget,
    open: &mut Vec<String>,
) -> Result<()> {
    if open.iter().any(|other| other == name) {
        return Ok(());
    }
    let Some(value) = all.get(name) else {
        let names: Vec<_> = all.keys().map(|key| format!("`{key}`")).collect();
        return Err(Diagnostic::at(
            format!("the target `{}` has no configuration `{name}`", raw.name),
            raw.span,
            "this target",
        )
        .help(format!("it has {}", names.join(", "))));
    };
    let Some(own) = value.as_dict() else {
        return Err(wrong_kind(name, "a dictionary", value, all.key_span(name)));
    };
    for (key, slot) in own.iter() {
        if TARGET_ONLY.contains(&key.trim_end_matches(['=', '+', '?', '!', '/'])) {
            return Err(Diagnostic::at(
                format!("`{key}` cannot be in a configuration, it belongs to the whole target"),
                slot.key_span,
                format!("in the configuration `{name}`"),
            ));
        }
    }
    open.push(name.to_owned());
    for parent in own.list("inherit_from") {
        let Some(parent) = parent.as_str() else {
            let span = own.key_span("inherit_from");
            return Err(wrong_kind("inherit_from", "a list of names", parent, span));
        };
        fold(dict, all, parent, raw, open)?;
    }
    open.pop();
    let mut own = own.clone();
    for key in ["inherit_from", "abstract", "variables"] {
        own.remove(key);
    }
    merge(dict, &own, None).map_err(|error| {
        error.via(
            all.get(name).map_or(raw.span, Value::span),
            format!("the configuration `{name}` is"),
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::targets::test_targets::{resolve_error, space, target};

    #[test]
    fn the_configuration_adds_and_excludes_and_inherits() {
        let space = space(
            "{'targets': [{'target_name': 'a', 'type': 'none', 'cflags': ['-O0', '-g'],
               'configurations': {
                 'Base': {'abstract': 1, 'defines': ['BASE']},
                 'Release': {'inherit_from': ['Base'], 'cflags!': ['-O0'], 'cflags+': ['-O3'],
                             'target_conditions': [['_target_name==\"a\"', {'defines': ['T']}]]},
                 'Debug': {'defines': ['DEBUG']}}}]}",
        );
        let a = target(&space, "a");
        // The `+` settles when the target is merged over its defaults, as in GYP.
        assert_eq!(a.texts("cflags"), ["-g", "-O3"]);
        assert_eq!(a.texts("defines"), ["BASE", "T"]);
    }

    #[test]
    fn late_expansions_see_the_target() {
        let space = space(
            "{'target_defaults': {'defines': ['NAME=>(_target_name)'],
                'target_conditions': [['_type==\"none\"', {'defines': ['NONE']}]]},
              'targets': [{'target_name': 'a', 'type': 'none', 'defines!': ['X'], 'defines': ['X']}]}",
        );
        assert_eq!(target(&space, "a").texts("defines"), ["NAME=a", "NONE"]);
    }

    #[test]
    fn mistakes() {
        let error = resolve_error(&space(
            "{'targets': [{'target_name': 'a', 'type': 'none', 'configurations': {'Debug': {}}}]}",
        ));
        assert!(error.contains("has no configuration `Release`"), "{error}");
        let error = resolve_error(&space(
            "{'targets': [{'target_name': 'a', 'type': 'none',
               'configurations': {'Release': {'sources': ['x.c']}}}]}",
        ));
        assert!(error.contains("`sources` cannot be in a configuration"), "{error}");
    }
}
