//! From files to targets: which there are, what they depend on, what settings they end with.
//!
//! `project` loads the `.gyp` files and runs the early phase; `dependencies` connects and sorts
//! the targets; `settings` hands settings from dependencies to dependents; `configuration`
//! folds Release or Debug in and runs the late phases; `model` and `actions` read the finished
//! dictionaries into plain [`Target`]s, `keys` checks every key. [`resolve`] is all of it.

pub mod actions;
pub mod configuration;
pub mod dependencies;
pub mod keys;
pub mod model;
pub mod project;
pub mod settings;
#[cfg(test)]
pub mod test_targets;
pub mod tool_settings;

use std::path::Path;

use crate::diagnostic::Result;
use crate::eval::load::Include;
use crate::eval::{Evaluator, Scope};
use crate::system::System;
use crate::value::Dict;

pub use actions::Action;
pub use model::{Item, Received, Target, TargetType};

/// What evaluation starts from.
pub struct Input<'i> {
    /// The directory of `binding.gyp`, absolute.
    pub directory: &'i Path,
    /// Merged into every `.gyp` file.
    pub includes: &'i [Include],
    /// Variables defined before any file is read.
    pub variables: &'i Dict,
    /// `Release` or `Debug`.
    pub configuration: &'i str,
    /// What is built for.
    pub system: System,
}

/// The targets of `binding.gyp` and what they need, dependencies first.
pub fn resolve(evaluator: &mut Evaluator, input: &Input) -> Result<Vec<Target>> {
    let mut scope = Scope::default();
    for (name, slot) in input.variables.iter() {
        scope.set(name.clone(), slot.value.clone());
    }
    let mut project = project::load(evaluator, input, &scope)?;
    let order = dependencies::connect(&mut project)?;
    let links = settings::propagate(&mut project, &order)?;
    let mut targets = Vec::new();
    for (position, &index) in order.iter().enumerate() {
        let raw = &project.targets[index];
        let directory = project.files[raw.file].directory.clone();
        let dict = configuration::settle(evaluator, raw, &directory, &scope, input.configuration)?;
        let mut target = model::read(evaluator, &project, index, &dict, input.system)?;
        // Positions in the sorted list are what later stages know targets by.
        let place = |wanted: &usize| order.iter().position(|other| other == wanted);
        target.links = links[position].iter().filter_map(place).collect();
        target.dependencies = raw.dependencies.iter().filter_map(place).collect();
        let received = std::mem::take(&mut project.targets[index].received).into_iter();
        target.received = received
            .filter_map(|given| Some(Received { from: place(&given.from)?, ..given }))
            .collect();
        targets.push(target);
    }
    Ok(targets)
}

#[cfg(test)]
mod tests {
    use crate::targets::test_targets::{resolve_error, space};

    /// Files spliced at random from pieces that mean something to evaluation: every one is
    /// resolved or refused with a message, and none makes the stages panic or hang. No piece
    /// holds a command.
    #[test]
    fn no_file_makes_evaluation_panic() {
        const KEYS: [&str; 24] = [
            "targets",
            "target_defaults",
            "variables",
            "conditions",
            "target_conditions",
            "a",
            "a%",
            "a!",
            "a/",
            "a+",
            "a=",
            "a?",
            "sources",
            "sources!",
            "dependencies",
            "type",
            "target_name",
            "configurations",
            "Release",
            "inherit_from",
            "link_settings",
            "direct_dependent_settings",
            "export_dependent_settings",
            "b",
        ];
        const VALUES: [&str; 26] = [
            "'<(a)'",
            "'<@(a)'",
            "'<(b)<(a)'",
            "'>(a)'",
            "'>@(_sources)'",
            "'^(b)'",
            "'<(<(a))'",
            "'<(a'",
            "'<|(f a)'",
            "'x'",
            "'-x'",
            "'1'",
            "0",
            "-1",
            "''",
            "'none'",
            "'static_library'",
            "'t:u'",
            "'*'",
            "'a==1 and b in \"x\"'",
            "'_type!=\"none\"'",
            "'not a'",
            "'(('",
            "'$(x)$$'",
            "'exclude'",
            "'['",
        ];
        let mut random = crate::test_random::numbers(0x2545_f491_4f6c_dd1d);
        fn value(random: &mut dyn FnMut(usize) -> usize, depth: usize) -> String {
            let count = random(4);
            match random(if depth == 0 { 2 } else { 5 }) {
                0 | 1 => VALUES[random(VALUES.len())].to_owned(),
                2 => {
                    let items: Vec<_> = (0..count).map(|_| value(random, depth - 1)).collect();
                    format!("[{}]", items.join(", "))
                }
                3 => {
                    let condition = VALUES[random(VALUES.len())];
                    format!("[[{condition}, {}]]", dict(random, depth - 1))
                }
                _ => dict(random, depth - 1),
            }
        }
        fn dict(random: &mut dyn FnMut(usize) -> usize, depth: usize) -> String {
            let pairs: Vec<_> = (0..random(5))
                .map(|_| format!("'{}': {}", KEYS[random(KEYS.len())], value(random, depth)))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        }
        let space = space("");
        let mut resolved = 0;
        for _ in 0..3000 {
            let target = dict(&mut random, 3);
            let target = target.strip_prefix('{').unwrap_or(&target);
            let text = format!(
                "{{'variables': {}, 'target_defaults': {}, 'targets': [{{'target_name': 't', 'type': 'none', {target}]}}",
                dict(&mut random, 2),
                dict(&mut random, 2)
            );
            space.write("binding.gyp", &text);
            let error = resolve_error(&space);
            assert!(!error.is_empty());
            resolved += usize::from(error == "no error");
        }
        assert!(resolved > 80, "too few of the files are good to test much: {resolved}");
    }
}
