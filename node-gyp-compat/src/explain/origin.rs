//! Where the words of a command come from: a line of a file, perhaps by way of dependencies, or
//! a variable of the environment.

use crate::configure::Configured;
use crate::diagnostic::Result;
use crate::graph::flags::{self, Flag};
use crate::graph::{Scene, Setting, Step, StepKind};
use crate::source::{Sources, Span};
use crate::targets::{Received, Target};
use crate::value::{Data, Dict, Value};

pub struct Origin {
    pub word: String,
    source: Source,
}

enum Source {
    Setting {
        key: &'static str,
        span: Span,
        /// The settings of a dependency that hold it, and the targets they came through.
        given: Option<(usize, &'static str, Vec<usize>)>,
    },
    Environment(&'static str),
}

impl Origin {
    pub fn describe(&self, sources: &Sources, targets: &[Target]) -> String {
        let (key, span, given) = match &self.source {
            Source::Environment(name) => return format!("{name} in the environment"),
            Source::Setting { key, span, given } => (key, span, given),
        };
        let place = sources.place(*span).unwrap_or_else(|| "node-gyp itself".into());
        match given {
            None => format!("{place} ({key})"),
            Some((from, section, through)) => {
                let from = &targets[*from].name;
                let through: Vec<_> =
                    through.iter().map(|&target| &targets[target].name[..]).collect();
                let through = match through.is_empty() {
                    true => String::new(),
                    false => format!(", through {}", through.join(", ")),
                };
                format!("{place} ({key} in {section} of {from}{through})")
            }
        }
    }
}

/// All flags of a target, compiling first.
pub fn of_target(
    configured: &Configured,
    setting: &Setting,
    position: usize,
) -> Result<Vec<Origin>> {
    let scene = Scene::new(&configured.targets, position, setting);
    let compiling = flags::of_compiling(&scene)?;
    let linking = flags::of_linking(&scene)?;
    let all = compiling.all().chain(linking.all());
    Ok(all.map(|flag| of_flag(configured, position, flag)).collect())
}

/// The words of a command that some setting or variable gave, in their order. Of an action that
/// is the whole command, which has one place only.
pub fn of_step(configured: &Configured, setting: &Setting, step: &Step) -> Result<Vec<Origin>> {
    let scene = Scene::new(&configured.targets, step.target, setting);
    let toolchain = &configured.toolchain;
    let mut given: Vec<Flag> = Vec::new();
    let mut environment: Vec<(&'static str, &[String])> = Vec::new();
    if step.compiles() {
        given.extend(flags::of_compiling(&scene)?.of(step.kind).cloned());
        environment.extend(toolchain.environment_flags(step.kind));
    } else if step.kind == StepKind::Link {
        given.extend(flags::of_linking(&scene)?.all());
        environment.push(("LDFLAGS", &toolchain.ldflags));
    }
    let mut origins = Vec::new();
    // Both are in the order of the command, so the first that fits is the right one.
    let mut given = given.into_iter().peekable();
    let mut environment =
        environment.into_iter().flat_map(|(name, words)| words.iter().map(move |w| (name, w)));
    let mut next = environment.next();
    for word in step.command.iter().skip(1) {
        if given.peek().is_some_and(|flag| flag.word == *word) {
            origins.extend(given.next().map(|flag| of_flag(configured, step.target, flag)));
        } else if let Some((name, _)) = next.filter(|(_, other)| *other == word) {
            origins.push(Origin { word: word.clone(), source: Source::Environment(name) });
            next = environment.next();
        }
    }
    Ok(origins)
}

fn of_flag(configured: &Configured, position: usize, flag: Flag) -> Origin {
    let target = &configured.targets[position];
    let given = target.received.iter().find(|received| holds(&received.settings, flag.span));
    let given = given.filter(|_| !flag.span.is_none()).map(|received: &Received| {
        let through = route(&configured.targets, position, received.from);
        (received.from, received.key, through)
    });
    let source = Source::Setting { key: flag.key, span: flag.span, given };
    Origin { word: flag.word, source }
}

/// Whether the settings hold a text that was written at this place.
fn holds(settings: &Dict, span: Span) -> bool {
    fn value_holds(value: &Value, span: Span) -> bool {
        match &value.data {
            Data::Dict(dict) => holds(dict, span),
            Data::List(items) => items.iter().any(|item| value_holds(item, span)),
            Data::Str(_) | Data::Int(_) => value.span() == span,
        }
    }
    settings.iter().any(|(_, slot)| value_holds(&slot.value, span))
}

/// The targets between one and another that it depends on, on a shortest way.
fn route(targets: &[Target], from: usize, to: usize) -> Vec<usize> {
    let mut came: Vec<Option<usize>> = vec![None; targets.len()];
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(current) = queue.pop_front() {
        for &next in &targets[current].dependencies {
            if next != from && came[next].is_none() {
                came[next] = Some(current);
                queue.push_back(next);
            }
        }
    }
    let mut way = Vec::new();
    let mut current = came[to];
    while let Some(target) = current.filter(|&target| target != from) {
        way.insert(0, target);
        current = came[target];
    }
    way
}
