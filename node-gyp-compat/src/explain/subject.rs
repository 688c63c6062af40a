//! What a question is about: a target, or the steps that make or read a file.

use std::path::Path;

use crate::configure::Configured;
use crate::diagnostic::{Diagnostic, Result, nearest};
use crate::eval::paths;
use crate::execute::freshness::Freshness;
use crate::graph::Step;

#[derive(Debug, PartialEq)]
pub enum Subject {
    Target(usize),
    Steps(Vec<usize>),
}

/// Targets go before files, files that are made before files that are read, and whole paths
/// before their ends.
pub fn find(what: &str, configured: &Configured) -> Result<Subject> {
    let named = configured.targets.iter().position(|target| target.name == what);
    if let Some(position) = named {
        return Ok(Subject::Target(position));
    }
    let graph = &configured.graph;
    let paths = candidates(what, &configured.build);
    if let Some(maker) = paths.iter().find_map(|path| graph.maker(path)) {
        return Ok(Subject::Steps(vec![maker]));
    }
    let steps = |wanted: &dyn Fn(&Step) -> bool| -> Vec<usize> {
        let found = graph.steps.iter().enumerate().filter(|(_, step)| wanted(step));
        found.map(|(index, _)| index).collect()
    };
    let end = format!("/{what}");
    let name = |path: &str| path == what || path.ends_with(&end);
    // Headers, which only the compiler names.
    let freshness = Freshness::new(&configured.build, "");
    let read = |step: &Step| -> Vec<String> {
        let files = step.depfile.as_ref().and_then(|_| freshness.input_files(step));
        files.unwrap_or_default().iter().map(|file| paths::normalize(file)).collect()
    };
    let attempts = [
        steps(&|step| step.inputs.iter().any(|input| paths.contains(input))),
        steps(&|step| step.outputs.iter().any(|output| name(output))),
        steps(&|step| step.inputs.first().is_some_and(|input| name(input))),
        steps(&|step| read(step).iter().any(|input| paths.contains(input) || name(input))),
    ];
    if let Some(found) = attempts.into_iter().find(|found| !found.is_empty()) {
        return Ok(Subject::Steps(found));
    }
    let files = graph.steps.iter().flat_map(|step| step.outputs.iter().chain(&step.inputs));
    let names = files.filter_map(|file| file.rsplit('/').next());
    let targets = configured.targets.iter().map(|target| &target.name[..]);
    let mut error = Diagnostic::new(format!("`{what}` is no target, and no file of this build"));
    let known: Vec<_> = configured.targets.iter().map(|target| &target.name[..]).collect();
    error = error.note(format!("the targets are {}", known.join(", ")));
    Err(match nearest(what, targets.chain(names)) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("name a target, or a file by its path in the module"),
    })
}

/// The ways in which a path may be meant, as steps know files.
fn candidates(what: &str, build: &Path) -> Vec<String> {
    let module = build.parent().unwrap_or(build);
    if let Ok(inside) = Path::new(what).strip_prefix(build) {
        return vec![inside.to_string_lossy().into_owned()];
    }
    if let Ok(inside) = Path::new(what).strip_prefix(module) {
        return vec![format!("../{}", inside.to_string_lossy())];
    }
    let what = paths::normalize(what);
    let inside = what.strip_prefix("build/").map(str::to_owned);
    inside.into_iter().chain([paths::normalize(&format!("../{what}")), what]).collect()
}
