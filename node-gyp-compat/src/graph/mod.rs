//! The commands of a build, and which file each makes of which.
//!
//! All paths are relative to `build/`, where the commands run, so that the directory can be
//! moved with what is in it. A step depends on those that make its inputs; nothing else orders
//! them, and so everything that can run at once may.

mod actions;
mod compile;
pub mod flags;
mod link;
pub mod order;
pub mod step;
pub mod systems;
pub mod words;

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::eval::paths;
use crate::source::Span;
use crate::system::System;
use crate::targets::{Target, TargetType};
use crate::toolchain::Toolchain;
use order::{Gate, GateNode};
pub use step::{Dialect, Postbuild, Step, StepKind};
use words::Words;

#[derive(Debug, Default)]
pub struct Graph {
    pub steps: Vec<Step>,
    pub gates: Vec<GateNode>,
    /// What users asked for: the `.node` files and the like, relative to `build/`.
    pub products: Vec<String>,
    makers: HashMap<String, usize>,
    /// Files that must exist or be made by some step, which is known only at the end.
    missing: Vec<Missing>,
}

#[derive(Debug)]
struct Missing {
    file: String,
    span: Span,
    what: &'static str,
}

impl Graph {
    /// The step that makes a file, if one does.
    pub fn maker(&self, file: &str) -> Option<usize> {
        self.makers.get(file).copied()
    }

    fn add(&mut self, step: Step, scene: &Scene) -> Result<usize> {
        let span = if step.span.is_none() { scene.target.span } else { step.span };
        let index = self.steps.len();
        for output in &step.outputs {
            if let Some(first) = self.makers.insert(output.clone(), index) {
                let first = &self.steps[first];
                return Err(Diagnostic::at(
                    format!(
                        "{} would be made twice, the second time by `{}`",
                        shown(output),
                        scene.target.name
                    ),
                    span,
                    "this makes it too",
                )
                .via(first.span, format!("the first, {}, is", first.title()))
                .help(match step.generates() {
                    true => "let one of the two write another file",
                    false => "give one of the two targets another target_name or product_name",
                }));
            }
        }
        self.steps.push(Step { span, target: scene.position, ..step });
        Ok(index)
    }

    /// Whether some command may make files that it does not name.
    fn has_foreign(&self) -> bool {
        self.steps.iter().any(Step::is_foreign)
    }

    /// Complains about inputs that are neither there nor made. If a command of the file might
    /// make them on the side, that is left to the moment when they are needed.
    fn check_missing(&self, build: &Path) -> Result<()> {
        let foreign = self.steps.iter().filter(|step| step.is_foreign()).count();
        for missing in &self.missing {
            let others = foreign > usize::from(missing.what != "copied");
            if others || self.maker(&missing.file).is_some() || build.join(&missing.file).exists() {
                continue;
            }
            return Err(Diagnostic::at(
                format!("{} does not exist, and nothing makes it", shown(&missing.file)),
                missing.span,
                missing.what,
            ));
        }
        Ok(())
    }
}

/// A path relative to `build/`, as people see it from the module's directory.
pub fn shown(path: &str) -> String {
    match path.strip_prefix("../") {
        Some(path) => path.to_owned(),
        None if path.starts_with('/') => path.to_owned(),
        None => format!("build/{path}"),
    }
}

/// What the graph is made from, besides the targets.
pub struct Setting<'s> {
    pub toolchain: &'s Toolchain,
    pub environment: &'s Environment,
    /// `build/` in it.
    pub build: &'s Path,
    pub configuration: &'s str,
    pub thin_archives: bool,
    pub os: &'s str,
}

/// What a target hands to those that depend on it.
struct Made {
    /// The archive or shared library, before it is installed.
    linkable: Option<String>,
    has_cxx: bool,
    /// Everything that its commands and those of its dependencies make: headers, perhaps.
    headers: Option<Gate>,
    /// That, and the finished products.
    all: Option<Gate>,
}

/// The graph of all targets, which come dependencies first.
pub fn build(
    targets: &[Target],
    setting: &Setting,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Graph> {
    let mut graph = Graph::default();
    let mut made: Vec<Made> = Vec::new();
    for (position, target) in targets.iter().enumerate() {
        let scene = Scene::new(targets, position, setting);
        let result = add_target(&mut graph, &scene, &made, warnings)
            .map_err(|error| error.via(target.span, format!("the target `{}` is", target.name)))?;
        made.push(result);
    }
    graph.check_missing(setting.build)?;
    graph.check_order()?;
    Ok(graph)
}

fn add_target(
    graph: &mut Graph,
    scene: &Scene,
    made: &[Made],
    warnings: &mut Vec<Diagnostic>,
) -> Result<Made> {
    let target = scene.target;
    for item in target.items() {
        scene.words.check(item)?;
    }
    scene.system().check_settings(target, warnings);
    // A static library needs nothing of another one but its headers, unless told otherwise.
    let is_loose = |other: &Target| {
        let both = [target.kind, other.kind] == [TargetType::StaticLibrary; 2];
        both && !other.hard
    };
    let dependencies = || target.dependencies.iter().map(|&at| (&scene.targets[at], &made[at]));
    let wanted = dependencies()
        .filter_map(|(other, made)| if is_loose(other) { made.headers } else { made.all });
    let first = graph.gate(Vec::new(), wanted.collect());
    let products = link::products(scene)?;
    let generated = actions::add(graph, scene, first, &products)?;
    let headers: Vec<Gate> = dependencies().filter_map(|(_, made)| made.headers).collect();
    let compiling = graph.gate(generated.before.clone(), headers);
    let objects = compile::add(graph, scene, &generated.sources, compiling, warnings)?;
    let result = link::add(graph, scene, &objects, made, compiling, warnings)?;
    let headers = graph.gate(generated.after.clone(), compiling.into_iter().collect());
    let mut steps = result.steps;
    steps.extend(generated.after);
    let behind = dependencies().filter_map(|(_, made)| made.all).chain(headers).collect();
    Ok(Made {
        linkable: result.linkable,
        has_cxx: result.has_cxx,
        headers,
        all: graph.gate(steps, behind),
    })
}

/// One target and everything around it.
pub(crate) struct Scene<'s> {
    targets: &'s [Target],
    position: usize,
    target: &'s Target,
    setting: &'s Setting<'s>,
    words: Words<'s>,
}

impl<'s> Scene<'s> {
    pub(crate) fn new(
        targets: &'s [Target],
        position: usize,
        setting: &'s Setting<'s>,
    ) -> Scene<'s> {
        let target = &targets[position];
        let words = Words {
            environment: setting.environment,
            toolchain: setting.toolchain,
            build: setting.build,
            configuration: setting.configuration,
            system: System::of(setting.os),
            target: &target.name,
            absolute: false,
        };
        Scene { targets, position, target, setting, words }
    }

    fn system(&self) -> System {
        self.words.system
    }

    /// A path written in the target's file, as commands in `build/` see it.
    fn path(&self, text: &str) -> String {
        if text.contains("$(") || text.contains("${") {
            return self.inside(&paths::normalize(&self.words.make(text)));
        }
        if text.starts_with('/') {
            return self.inside(&paths::normalize(text));
        }
        paths::normalize(&format!("../{}", self.target.path_in_module(text)))
    }

    /// An absolute path into the module's directory, relative: the module may move.
    fn inside(&self, path: &str) -> String {
        let build = self.setting.build;
        if let Ok(inside) = Path::new(path).strip_prefix(build) {
            return inside.to_string_lossy().into_owned();
        }
        match build.parent().map(|module| Path::new(path).strip_prefix(module)) {
            Some(Ok(inside)) => paths::normalize(&format!("../{}", inside.to_string_lossy())),
            _ => path.to_owned(),
        }
    }

    /// A path as seen from `build/`, from the root.
    fn absolute(&self, path: &str) -> String {
        paths::join(&self.setting.build.to_string_lossy(), path)
    }

    /// The directory of everything unfinished.
    fn objects(&self) -> String {
        format!("{}/obj.target", self.setting.configuration)
    }

    fn makes_code(&self) -> bool {
        self.target.kind != TargetType::None
    }
}

/// A path below a directory that never leaves it: steps up become `__`.
fn contained(path: &str) -> String {
    path.trim_start_matches('/').replace("../", "__/")
}

/// For tests of the executor: a graph of just these steps.
#[cfg(test)]
pub fn test_graph(steps: Vec<Step>) -> Graph {
    let mut graph = Graph::default();
    for step in steps {
        for output in &step.outputs {
            graph.makers.insert(output.clone(), graph.steps.len());
        }
        graph.steps.push(step);
    }
    graph
}

#[cfg(test)]
mod action_tests;
#[cfg(test)]
mod tests;
