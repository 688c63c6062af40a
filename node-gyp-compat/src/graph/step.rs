//! One command of a build: what it reads, what it makes, and when it may run.

use crate::graph::order::Gate;
use crate::source::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    CompileC,
    CompileCxx,
    CompileObjC,
    CompileObjCxx,
    Assemble,
    /// Icons, versions and texts of a program on Windows.
    Resource,
    Archive,
    Link,
    /// Puts a finished product where users look for it.
    Install,
    /// A command of the `.gyp` file, from `actions`.
    Action,
    /// One of `rules`, done for one source.
    Rule,
    /// A file or directory of `copies`.
    Copy,
}

/// How a tool is spoken to where a command line alone is not enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// gcc, clang and GNU's tools: `@file` with backslashes, a depfile of their own.
    #[default]
    Gnu,
    /// Visual C++: `@file` by the rules of Windows, headers told on the standard output.
    Msvc,
    /// A tool that reads no `@file`.
    Plain,
}

/// A command that works on what a step has just made, as part of that step.
#[derive(Clone, Debug, Hash)]
pub struct Postbuild {
    pub name: String,
    pub command: Vec<String>,
    /// Where it runs, as seen from `build/`.
    pub directory: String,
    /// What its environment has besides.
    pub variables: Vec<(&'static str, String)>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub kind: StepKind,
    /// The command; empty for `Install` and `Copy`, which copy `inputs[0]` themselves.
    pub command: Vec<String>,
    /// Where the command runs, as seen from `build/`; empty for `build/` itself.
    pub directory: String,
    pub inputs: Vec<String>,
    /// What it makes; at least one.
    pub outputs: Vec<String>,
    pub postbuilds: Vec<Postbuild>,
    /// Where the compiler writes which headers it read.
    pub depfile: Option<String>,
    pub dialect: Dialect,
    /// Whether the only output is a mark that we write: the command itself names none.
    pub marks: bool,
    /// What the environment of the command has besides.
    pub variables: Vec<(&'static str, String)>,
    /// What progress says, for steps that the `.gyp` file names.
    pub message: Option<String>,
    /// The steps to wait for though none of their outputs is an input.
    pub(crate) gate: Option<Gate>,
    /// The position of its target.
    pub(crate) target: usize,
    /// What in the `.gyp` file asked for it.
    pub(crate) span: Span,
}

impl Step {
    pub(crate) fn new(kind: StepKind, command: Vec<String>, output: String) -> Step {
        Step {
            kind,
            command,
            directory: String::new(),
            inputs: Vec::new(),
            outputs: vec![output],
            postbuilds: Vec::new(),
            depfile: None,
            dialect: Dialect::Gnu,
            marks: false,
            variables: Vec::new(),
            message: None,
            gate: None,
            target: 0,
            span: Span::NONE,
        }
    }

    pub(crate) fn inputs(mut self, inputs: Vec<String>) -> Step {
        self.inputs = inputs;
        self
    }

    /// The first output, which the step is known by.
    pub fn output(&self) -> &str {
        self.outputs.first().map_or("", String::as_str)
    }

    /// A short line for progress: `CXX src/addon.cc`.
    pub fn title(&self) -> String {
        let output = self.output();
        let first = self.inputs.first().map_or(output, String::as_str);
        let (verb, file) = match self.kind {
            StepKind::CompileC => ("CC", first),
            StepKind::CompileCxx => ("CXX", first),
            StepKind::CompileObjC => ("OBJC", first),
            StepKind::CompileObjCxx => ("OBJCXX", first),
            StepKind::Assemble => ("AS", first),
            StepKind::Resource => ("RC", first),
            StepKind::Archive => ("AR", output),
            StepKind::Link => ("LINK", output),
            StepKind::Install | StepKind::Copy => ("COPY", output),
            StepKind::Action => ("ACTION", output),
            StepKind::Rule => ("RULE", first),
        };
        let file = file.strip_prefix("../").unwrap_or(file);
        match &self.message {
            Some(message) => format!("{verb} {message}"),
            None => format!("{verb} {file}"),
        }
    }

    pub fn compiles(&self) -> bool {
        use StepKind::{Assemble, CompileC, CompileCxx, CompileObjC, CompileObjCxx, Resource};
        let kinds = [CompileC, CompileCxx, CompileObjC, CompileObjCxx, Assemble, Resource];
        kinds.contains(&self.kind)
    }

    /// Whether a command of the `.gyp` file runs, which may do anything.
    pub fn is_foreign(&self) -> bool {
        matches!(self.kind, StepKind::Action | StepKind::Rule)
    }

    /// Whether it makes files that others may need without naming them: headers, mostly.
    pub fn generates(&self) -> bool {
        self.is_foreign() || self.kind == StepKind::Copy
    }
}
