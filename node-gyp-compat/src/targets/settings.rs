//! Settings that travel from a target to those that depend on it.
//!
//! `all_dependent_settings` reach every dependent however far, `direct_dependent_settings` the
//! direct ones (and through `export_dependent_settings` those that export it), `link_settings`
//! every target that links the code in. Also finds what each target links against: a static
//! library's own dependencies are linked by whoever links the library.

use crate::diagnostic::Result;
use crate::eval::merge::merge;
use crate::eval::paths;
use crate::targets::project::Project;
use crate::value::Value;

/// Merges all travelling settings; returns, for each target of `order`, what it links against,
/// in the order of the link line: what it names itself as it names it, then what comes along.
pub fn propagate(project: &mut Project, order: &[usize]) -> Result<Vec<Vec<usize>>> {
    for key in ["all_dependent_settings", "direct_dependent_settings", "link_settings"] {
        for &target in order {
            let from = match key {
                "all_dependent_settings" => deep(project, target),
                "direct_dependent_settings" => direct_and_exported(project, target),
                _ => linked(project, target, false),
            };
            for dependency in from {
                hand_over(project, target, dependency, key)?;
            }
        }
        for &target in order {
            project.targets[target].dict.remove(key);
        }
    }
    Ok(order
        .iter()
        .map(|&target| {
            let links = linked(project, target, true);
            let own = &project.targets[target].dependencies;
            let named = own.iter().filter(|other| links.contains(other));
            let others = links.iter().filter(|other| **other != target && !own.contains(other));
            named.chain(others).copied().collect()
        })
        .collect())
}

fn hand_over(project: &mut Project, target: usize, from: usize, key: &str) -> Result<()> {
    let source = &project.targets[from];
    let Some(settings) = source.dict.get(key).and_then(Value::as_dict).cloned() else {
        return Ok(());
    };
    let (own, other) = (project.targets[target].file, source.file);
    let prefix = (own != other).then(|| {
        let directory = |file: usize| project.files[file].directory.to_string_lossy().into_owned();
        paths::relative(&directory(own), &directory(other))
    });
    let span = source.dict.key_span(key);
    merge(&mut project.targets[target].dict, &settings, prefix.as_deref())
        .map_err(|error| error.via(span, format!("`{key}` come")))
}

/// Everything below a target, the deepest first.
fn deep(project: &Project, target: usize) -> Vec<usize> {
    fn visit(project: &Project, target: usize, found: &mut Vec<usize>, seen: &mut Vec<bool>) {
        for &dependency in &project.targets[target].dependencies {
            if !std::mem::replace(&mut seen[dependency], true) {
                visit(project, dependency, found, seen);
                found.push(dependency);
            }
        }
    }
    let mut found = Vec::new();
    visit(project, target, &mut found, &mut vec![false; project.targets.len()]);
    found
}

/// Direct dependencies, each followed by what it exports.
fn direct_and_exported(project: &Project, target: usize) -> Vec<usize> {
    let mut found = project.targets[target].dependencies.clone();
    let mut at = 0;
    while at < found.len() {
        let mut add_at = at + 1;
        for &export in &project.targets[found[at]].exports {
            if !found.contains(&export) {
                found.insert(add_at, export);
                add_at += 1;
            }
        }
        at += 1;
    }
    found
}

/// The targets whose code (or whose `link_settings`) a linkable target takes in, itself first.
/// Shared libraries count only when it is about the link line: they are linked already.
fn linked(project: &Project, target: usize, shared: bool) -> Vec<usize> {
    let kind = |target: usize| project.targets[target].dict.scalar("type").unwrap_or_default();
    let linkable = |kind: &str| matches!(kind, "executable" | "shared_library" | "loadable_module");
    if !linkable(&kind(target)) {
        return Vec::new();
    }
    let mut found = vec![target];
    let mut open: Vec<usize> = project.targets[target].dependencies.iter().rev().copied().collect();
    while let Some(dependency) = open.pop() {
        let kind = kind(dependency);
        let finished = matches!(&kind[..], "executable" | "loadable_module");
        if finished || (kind == "shared_library" && !shared) || found.contains(&dependency) {
            continue;
        }
        found.push(dependency);
        let dict = &project.targets[dependency].dict;
        let stops = kind == "none" && dict.scalar("dependencies_traverse").as_deref() == Some("0");
        if !linkable(&kind) && !stops {
            open.extend(project.targets[dependency].dependencies.iter().rev());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::targets::test_targets::{space, target};

    const FILE: &str = "{'targets': [
        {'target_name': 'addon', 'type': 'loadable_module', 'dependencies': ['mid'], 'defines': ['OWN']},
        {'target_name': 'mid', 'type': 'static_library', 'dependencies': ['d/low.gyp:low', 'exported'],
         'export_dependent_settings': ['exported'],
         'direct_dependent_settings': {'defines': ['MID']}},
        {'target_name': 'exported', 'type': 'none',
         'direct_dependent_settings': {'defines': ['EXPORTED']}}]}";

    #[test]
    fn settings_travel_and_libraries_link_through() {
        let space = space(FILE);
        space.write(
            "d/low.gyp",
            "{'targets': [{'target_name': 'low', 'type': 'static_library',
               'direct_dependent_settings': {'defines': ['LOW'], 'include_dirs': ['inc']},
               'all_dependent_settings': {'defines': ['ALL']},
               'link_settings': {'libraries': ['-lm', 'x.a']}}]}",
        );
        let addon = target(&space, "addon");
        assert_eq!(addon.texts("defines"), ["OWN", "ALL", "MID", "EXPORTED"]);
        assert_eq!(addon.texts("libraries"), ["-lm", "d/x.a"]);
        assert_eq!(addon.link_names, ["mid", "low", "exported"]);
        let mid = target(&space, "mid");
        assert_eq!(mid.texts("defines"), ["ALL", "LOW", "EXPORTED"]);
        assert_eq!(mid.texts("include_dirs"), ["d/inc"]);
        assert!(mid.texts("libraries").is_empty());
        assert!(mid.link_names.is_empty());
    }

    #[test]
    fn finished_modules_are_not_linked_again() {
        let space = space(
            "{'targets': [{'target_name': 'a', 'type': 'loadable_module', 'dependencies': ['b', 's']},
                          {'target_name': 'b', 'type': 'loadable_module', 'dependencies': ['x']},
                          {'target_name': 's', 'type': 'shared_library', 'dependencies': ['x']},
                          {'target_name': 'x', 'type': 'static_library'}]}",
        );
        assert_eq!(target(&space, "a").link_names, ["s"]);
        assert_eq!(target(&space, "b").link_names, ["x"]);
    }

    #[test]
    fn libraries_link_in_the_order_in_which_they_are_named() {
        let space = space(
            "{'targets': [{'target_name': 'addon', 'type': 'loadable_module',
                           'dependencies': ['z', 'a', 'm']},
                          {'target_name': 'a', 'type': 'static_library', 'dependencies': ['below']},
                          {'target_name': 'below', 'type': 'static_library'},
                          {'target_name': 'm', 'type': 'static_library'},
                          {'target_name': 'z', 'type': 'static_library', 'dependencies': ['m']}]}",
        );
        assert_eq!(target(&space, "addon").link_names, ["z", "a", "m", "below"]);
    }
}
