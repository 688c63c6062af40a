//! Connecting targets to what they depend on, and sorting them: dependencies first.
//!
//! Only `binding.gyp`'s targets and what those reach are in the order; a dependency's `.gyp`
//! may define targets that nobody here needs. Among targets that could come in any order, the
//! one GYP takes is taken, because settings merge and libraries link in this order.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result, nearest};
use crate::eval::filter::filter;
use crate::targets::project::{DEPENDENCY_KEYS, Project, Reference};
use crate::value::{Dict, Value};

/// Fills `dependencies` and `exports` of all targets and returns the order.
pub fn connect(project: &mut Project) -> Result<Vec<usize>> {
    for index in 0..project.targets.len() {
        filter_names(&mut project.targets[index].dict)?;
        let mut dependencies = named(project, index, "dependencies")?;
        dependencies.retain(|&(other, _)| other != index);
        let exports = named(project, index, "export_dependent_settings")?;
        for &(export, ref value) in &exports {
            if !dependencies.iter().any(|&(other, _)| other == export) {
                return Err(Diagnostic::at(
                    format!(
                        "`{}` is in export_dependent_settings but not in dependencies",
                        project.targets[export].name
                    ),
                    value.span(),
                    "only dependencies can be exported",
                ));
            }
        }
        let target = &mut project.targets[index];
        target.dependencies = dependencies.into_iter().map(|(other, _)| other).collect();
        target.exports = exports.into_iter().map(|(other, _)| other).collect();
    }
    let order = sort(project)?;
    check_names(project, &order)?;
    Ok(order)
}

/// `dependencies!` and the like apply before anything is connected.
fn filter_names(dict: &mut Dict) -> Result<()> {
    let mut lists = Dict::default();
    for base in DEPENDENCY_KEYS {
        for suffix in ["", "!", "/"] {
            let key = format!("{base}{suffix}");
            let span = dict.key_span(&key);
            if let Some(value) = dict.remove(&key) {
                lists.insert(key, span, value);
            }
        }
    }
    filter(&mut lists)?;
    for (key, slot) in lists.iter() {
        dict.insert(key.clone(), slot.key_span, slot.value.clone());
    }
    Ok(())
}

/// The targets that a list names, each once, with the value that named it.
fn named(project: &Project, index: usize, key: &str) -> Result<Vec<(usize, Value)>> {
    let target = &project.targets[index];
    let mut found: Vec<(usize, Value)> = Vec::new();
    for value in target.dict.list(key) {
        let reference = Reference::parse(value)?;
        let targets = if reference.target == "*" {
            project.all_of(&reference, target.file)
        } else {
            match project.find(&reference, target.file) {
                Some(other) => vec![other],
                None => return Err(unknown(project, index, &reference, value)),
            }
        };
        for other in targets {
            if !found.iter().any(|&(known, _)| known == other) {
                found.push((other, value.clone()));
            }
        }
    }
    Ok(found)
}

fn unknown(
    project: &Project,
    index: usize,
    reference: &Reference,
    value: &Value,
) -> Box<Diagnostic> {
    let target = &project.targets[index];
    let place = match &reference.file {
        Some(file) => file.clone(),
        None => project.files[target.file].shown.clone(),
    };
    let error = Diagnostic::at(
        format!(
            "`{}` depends on `{}`, which {place} does not define",
            target.name, reference.target
        ),
        value.span(),
        "no such target",
    );
    match nearest(&reference.target, project.names_in(target.file)) {
        Some(near) if reference.file.is_none() => error.help(format!("did you mean `{near}`?")),
        _ => error,
    }
}

/// Those reachable from the roots, each after everything it depends on.
fn sort(project: &Project) -> Result<Vec<usize>> {
    let mut needed = vec![false; project.targets.len()];
    let mut open: Vec<usize> = (0..project.roots).collect();
    while let Some(target) = open.pop() {
        if !std::mem::replace(&mut needed[target], true) {
            open.extend(&project.targets[target].dependencies);
        }
    }
    let mut by_name: Vec<usize> = (0..needed.len()).filter(|&target| needed[target]).collect();
    by_name.sort_by_cached_key(|&target| project.qualified(target));
    let mut waiting: Vec<usize> =
        project.targets.iter().map(|target| target.dependencies.len()).collect();
    let mut ready: Vec<usize> =
        by_name.iter().copied().filter(|&target| waiting[target] == 0).collect();
    let mut order = Vec::new();
    while let Some(target) = ready.pop() {
        order.push(target);
        for &dependent in &by_name {
            if project.targets[dependent].dependencies.contains(&target) {
                waiting[dependent] -= 1;
                if waiting[dependent] == 0 {
                    ready.push(dependent);
                }
            }
        }
    }
    if order.len() < by_name.len() {
        return Err(circle(project, &by_name, &order));
    }
    Ok(order)
}

/// Two targets of one name in one directory, from two files, would make the same files.
fn check_names(project: &Project, order: &[usize]) -> Result<()> {
    let mut known: HashMap<(&str, &Path), usize> = HashMap::new();
    for &index in order {
        let target = &project.targets[index];
        let key = (&target.name[..], &*project.files[target.file].directory);
        if let Some(twin) = known.insert(key, index) {
            let twin = &project.targets[twin];
            return Err(Diagnostic::at(
                format!("two files of one directory have a target `{}`", target.name),
                target.span,
                "one of them",
            )
            .via(twin.span, "the other is"));
        }
    }
    Ok(())
}

/// One of the circles among the targets that could not be sorted.
fn circle(project: &Project, needed: &[usize], order: &[usize]) -> Box<Diagnostic> {
    let stuck = |target: usize| !order.contains(&target);
    let mut path: Vec<usize> = Vec::new();
    let mut current = needed.iter().copied().find(|&target| stuck(target)).unwrap_or(0);
    while !path.contains(&current) {
        path.push(current);
        let next = project.targets[current].dependencies.iter().copied().find(|&d| stuck(d));
        current = next.unwrap_or(current);
    }
    let start = path.iter().position(|&target| target == current).unwrap_or(0);
    let names: Vec<_> = path[start..]
        .iter()
        .chain([&current])
        .map(|&target| project.targets[target].name.as_str())
        .collect();
    Diagnostic::at(
        format!("targets depend on each other in a circle: {}", names.join(" -> ")),
        project.targets[current].span,
        "one of them",
    )
}

#[cfg(test)]
mod tests {
    use crate::targets::test_targets::{names, resolve_error, space};

    #[test]
    fn dependencies_come_first_and_only_what_is_needed() {
        let space = space(
            "{'targets': [
               {'target_name': 'a', 'type': 'none', 'dependencies': ['b', 'd/d.gyp:x']},
               {'target_name': 'b', 'type': 'none'}]}",
        );
        space.write(
            "d/d.gyp",
            "{'targets': [
               {'target_name': 'x', 'type': 'none', 'dependencies': ['../binding.gyp:b']},
               {'target_name': 'unneeded', 'type': 'none'}]}",
        );
        assert_eq!(names(&space), ["b", "x", "a"]);
    }

    #[test]
    fn wildcards_and_exclusions() {
        let space = space(
            "{'targets': [{'target_name': 'a', 'type': 'none',
               'dependencies': ['d.gyp:*', 'a'], 'dependencies!': ['zzz']}]}",
        );
        space.write(
            "d.gyp",
            "{'targets': [{'target_name': 'x', 'type': 'none'},
               {'target_name': 'y', 'type': 'none', 'suppress_wildcard': 1}]}",
        );
        assert_eq!(names(&space), ["x", "a"]);
    }

    #[test]
    fn mistakes() {
        let error = |text| resolve_error(&space(text));
        let circle = error(
            "{'targets': [{'target_name': 'a', 'dependencies': ['b']},
                          {'target_name': 'b', 'dependencies': ['c']},
                          {'target_name': 'c', 'dependencies': ['b']}]}",
        );
        assert!(circle.contains("in a circle: b -> c -> b"), "{circle}");
        let near = error(
            "{'targets': [{'target_name': 'a', 'dependencies': ['libary']},
                          {'target_name': 'library', 'type': 'none'}]}",
        );
        assert!(near.contains("did you mean `library`?"), "{near}");
        let space = space("{'targets': [{'target_name': 'a', 'dependencies': ['d.gyp:a']}]}");
        space.write("d.gyp", "{'targets': [{'target_name': 'a'}]}");
        assert!(resolve_error(&space).contains("two files of one directory have a target `a`"));
        let missing = error("{'targets': [{'target_name': 'a', 'dependencies': ['x/y.gyp:z']}]}");
        assert!(missing.contains("cannot read x/y.gyp"), "{missing}");
        assert!(missing.contains("the file is needed here"), "{missing}");
        let twins = error("{'targets': [{'target_name': 'a'}, {'target_name': 'a'}]}");
        assert!(twins.contains("two targets named `a`"), "{twins}");
        assert!(error("{'targets': []}").contains("has no targets"));
        assert!(error("{'targets': [{}]}").contains("has no target_name"));
    }
}
