//! From files to targets: which there are, what they depend on, what settings they end with.
//!
//! `project` loads the `.gyp` files and runs the early phase; `dependencies` connects and sorts
//! the targets; `settings` hands settings from dependencies to dependents; `configuration`
//! folds Release or Debug in and runs the late phases; `model` reads the finished dictionaries
//! into plain [`Target`]s and checks every key. [`resolve`] is all of it.

pub mod configuration;
pub mod dependencies;
pub mod keys;
pub mod model;
pub mod project;
pub mod settings;

use std::path::Path;

use crate::diagnostic::Result;
use crate::eval::load::Include;
use crate::eval::{Evaluator, Scope};
use crate::value::Dict;

pub use model::{Flag, Item, Target, TargetType};

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
        let mut target = model::read(evaluator, &project, index, &dict)?;
        // Positions in the sorted list are what later stages know targets by.
        let place = |wanted: &usize| order.iter().position(|other| other == wanted);
        target.links = links[position].iter().filter_map(place).collect();
        target.dependencies = raw.dependencies.iter().filter_map(place).collect();
        targets.push(target);
    }
    Ok(targets)
}
