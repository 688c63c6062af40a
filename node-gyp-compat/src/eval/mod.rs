//! Evaluation: from what the files say to what they mean.
//!
//! GYP works in phases. *Early* runs over a whole file with `<(...)` and `conditions`; *late*
//! runs over each target, after the settings of its dependencies came in, with `>(...)` and
//! `target_conditions`; *latelate* expands `^(...)` last. [`Evaluator`] holds what the phases
//! share; `process` walks dictionaries, `expand` does the strings, `condition` the expressions,
//! `merge` and `filter` combine dictionaries and lists, `load` reads files and their includes,
//! `command` runs what `<!(...)` asks for, and `answers` keeps what it said.

mod answers;
pub mod command;
pub mod condition;
pub mod expand;
pub mod filter;
pub mod load;
pub mod merge;
pub mod paths;
pub mod process;
pub mod scope;
#[cfg(test)]
pub mod test_text;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::environment::Environment;
use crate::source::{Sources, Span};
use crate::value::Value;

pub use scope::Scope;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Early,
    Late,
    LateLate,
}

impl Phase {
    /// The character that begins an expansion of this phase.
    pub fn symbol(self) -> char {
        match self {
            Phase::Early => '<',
            Phase::Late => '>',
            Phase::LateLate => '^',
        }
    }

    /// The key whose conditions this phase decides.
    pub fn conditions_key(self) -> Option<&'static str> {
        match self {
            Phase::Early => Some("conditions"),
            Phase::Late => Some("target_conditions"),
            Phase::LateLate => None,
        }
    }
}

/// The phase, and the directory of the `.gyp` file, where its commands run.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    pub phase: Phase,
    pub directory: &'c Path,
}

pub struct Evaluator<'e> {
    pub sources: Sources,
    pub environment: &'e Environment,
    pub warnings: Vec<Diagnostic>,
    /// The napkin that answers some commands in Node's place.
    pub runtime: Option<PathBuf>,
    commands: command::Cache,
    files: load::Cache,
    /// How each file was come to: by its name, the place that names it and what that does.
    ways: HashMap<String, (Span, String)>,
    /// How many expansions are under way inside each other.
    depth: usize,
}

impl<'e> Evaluator<'e> {
    pub fn new(environment: &'e Environment) -> Evaluator<'e> {
        Evaluator {
            sources: Sources::default(),
            environment,
            warnings: Vec::new(),
            runtime: None,
            commands: command::Cache::default(),
            files: load::Cache::default(),
            ways: HashMap::new(),
            depth: 0,
        }
    }

    /// Remembers why a file is read: `how` is said of the place that names it.
    pub(crate) fn came_to(&mut self, shown: &str, span: Span, how: impl Into<String>) {
        if !span.is_none() {
            self.ways.entry(shown.to_owned()).or_insert_with(|| (span, how.into()));
        }
    }

    /// Adds to an error or warning how its file was come to, from the inside out.
    pub(crate) fn with_way(&self, mut error: Box<Diagnostic>) -> Box<Diagnostic> {
        let mut next = error.label.as_ref().map(|label| label.span);
        let mut seen = Vec::new();
        while let Some(file) = next.and_then(|span| self.sources.get(span.file))
            && let Some((span, how)) = self.ways.get(&file.name)
            && !seen.contains(span)
        {
            seen.push(*span);
            let known = error.trail.iter().any(|step| step.span == *span);
            if !known {
                error = error.via(*span, how.clone());
            }
            next = Some(*span);
        }
        error
    }
}

/// The complaint that a key holds the wrong kind of value.
pub(crate) fn wrong_kind(
    key: &str,
    expected: &str,
    value: &Value,
    key_span: Span,
) -> Box<Diagnostic> {
    let span = if value.span().is_none() { key_span } else { value.span() };
    Diagnostic::at(
        format!("`{key}` must be {expected}, found {}", value.kind()),
        span,
        format!("expected {expected}"),
    )
}
