//! The commands of a build, and which file each makes of which.
//!
//! All paths are relative to `build/`, where the commands run, so that the directory can be
//! moved with what is in it. A step depends on those that make its inputs; nothing else orders
//! them, and so everything that can run at once may.

mod compile;
mod link;
pub mod words;

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::eval::paths;
use crate::source::Span;
use crate::targets::{Target, TargetType};
use crate::toolchain::Toolchain;
use words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    CompileC,
    CompileCxx,
    Assemble,
    Archive,
    Link,
    /// Puts a finished product where users look for it.
    Install,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub kind: StepKind,
    /// The command; empty for `Install`, which copies `inputs[0]` itself.
    pub command: Vec<String>,
    pub inputs: Vec<String>,
    pub output: String,
    /// Where the compiler writes which headers it read.
    pub depfile: Option<String>,
}

impl Step {
    /// A short line for progress: `CXX src/addon.cc`.
    pub fn title(&self) -> String {
        let (verb, file) = match self.kind {
            StepKind::CompileC => ("CC", &self.inputs[0]),
            StepKind::CompileCxx => ("CXX", &self.inputs[0]),
            StepKind::Assemble => ("AS", &self.inputs[0]),
            StepKind::Archive => ("AR", &self.output),
            StepKind::Link => ("LINK", &self.output),
            StepKind::Install => ("COPY", &self.output),
        };
        format!("{verb} {}", file.strip_prefix("../").unwrap_or(file))
    }

    pub fn compiles(&self) -> bool {
        use StepKind::{Assemble, CompileC, CompileCxx};
        matches!(self.kind, CompileC | CompileCxx | Assemble)
    }
}

#[derive(Debug, Default)]
pub struct Graph {
    pub steps: Vec<Step>,
    /// What users asked for: the `.node` files and the like, relative to `build/`.
    pub products: Vec<String>,
    makers: HashMap<String, usize>,
}

impl Graph {
    /// The step that makes a file, if one does.
    pub fn maker(&self, file: &str) -> Option<usize> {
        self.makers.get(file).copied()
    }

    fn add(&mut self, step: Step, span: Span, target: &str) -> Result<()> {
        if self.makers.contains_key(&step.output) {
            return Err(Diagnostic::at(
                format!("build/{} would be made twice, the second time by `{target}`", step.output),
                span,
                "this target",
            )
            .help("give one of the two targets another target_name or product_name"));
        }
        self.makers.insert(step.output.clone(), self.steps.len());
        self.steps.push(step);
        Ok(())
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

/// What a target hands to those that link it.
struct Made {
    /// The archive or shared library, before it is installed.
    linkable: Option<String>,
    has_cxx: bool,
}

/// The graph of all targets, which come dependencies first.
pub fn build(
    targets: &[Target],
    setting: &Setting,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Graph> {
    let mut graph = Graph::default();
    let mut made: Vec<Made> = Vec::new();
    for target in targets {
        let mut scene = Scene {
            target,
            setting,
            words: Words {
                environment: setting.environment,
                build: setting.build,
                configuration: setting.configuration,
                target: &target.name,
            },
        };
        let objects = compile::add(&mut graph, &mut scene, warnings)?;
        let result = link::add(&mut graph, &scene, &objects, &made)?;
        made.push(result);
    }
    Ok(graph)
}

/// One target and everything around it.
struct Scene<'s> {
    target: &'s Target,
    setting: &'s Setting<'s>,
    words: Words<'s>,
}

impl Scene<'_> {
    /// A path written in the target's file, as commands in `build/` see it.
    fn path(&self, text: &str) -> String {
        if text.contains("$(") {
            return paths::normalize(&self.words.make(text));
        }
        if text.starts_with('/') {
            // The headers of this build stand inside `build/`, which may move.
            let inside = Path::new(text).strip_prefix(self.setting.build);
            return match inside {
                Ok(inside) => inside.to_string_lossy().into_owned(),
                Err(_) => text.to_owned(),
            };
        }
        paths::normalize(&format!("../{}", self.target.path_in_module(text)))
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
        graph.add(step, Span::NONE, "test").expect("the test's outputs differ");
    }
    graph
}

#[cfg(test)]
mod tests;
