//! Why a file is or would be made again, and where the words of its command come from.
//!
//! [`explain`] finds what is asked about (`subject`), compares each step with its last run
//! (`change`) and traces its flags back to the lines that gave them (`origin`). It configures and
//! runs nothing else.

mod change;
mod origin;
mod subject;

use std::collections::HashMap;
use std::fmt::Write;

use crate::configure::Configured;
use crate::diagnostic::{Error, Result};
use crate::eval::Evaluator;
use crate::execute::freshness::Freshness;
use crate::execute::history::{self, Past};
use crate::execute::log::Log;
use crate::execute::{HISTORY, LOG};
use crate::graph::{Setting, Step, shown};
use crate::project::{self, BuildOptions};
use crate::shell;
use crate::targets::{Target, TargetType};
use change::Staleness;
use subject::Subject;

/// Explains a target or a file, by its name or its path in the module or in `build/`.
pub fn explain(options: &BuildOptions, what: &str) -> std::result::Result<String, Error> {
    project::with_configured(options, |evaluator, configured| {
        let setting = configured.setting(options);
        let mut teller = Teller::new(evaluator, &configured, &setting, options);
        match subject::find(what, &configured)? {
            Subject::Target(position) => teller.target(position)?,
            Subject::Steps(steps) => {
                for &step in steps.iter().take(MAX_STEPS) {
                    teller.made(step);
                    if let [only] = steps[..] {
                        teller.words(only)?;
                    }
                }
                teller.more(steps.len());
            }
        }
        Ok(teller.text)
    })
}

/// More files than this are not told one by one.
const MAX_STEPS: usize = 20;

struct Teller<'t> {
    evaluator: &'t Evaluator<'t>,
    configured: &'t Configured,
    setting: &'t Setting<'t>,
    stale: Vec<Option<Staleness>>,
    freshness: Freshness,
    past: HashMap<String, Past>,
    text: String,
}

impl<'t> Teller<'t> {
    fn new(
        evaluator: &'t Evaluator<'t>,
        configured: &'t Configured,
        setting: &'t Setting<'t>,
        options: &BuildOptions,
    ) -> Teller<'t> {
        let directory = configured.build.join(options.configuration.name());
        let log = Log::open(&directory.join(LOG));
        let mut freshness = Freshness::new(&configured.build, &configured.toolchain.identity);
        Teller {
            evaluator,
            configured,
            setting,
            stale: change::staleness(&configured.graph, &mut freshness, &log),
            freshness,
            past: history::read(&directory.join(HISTORY)),
            text: String::new(),
        }
    }

    fn line(&mut self, text: &str) {
        // Writing into a string cannot fail.
        let _ = writeln!(self.text, "{text}");
    }

    fn step_of(&self, index: usize) -> &'t Step {
        &self.configured.graph.steps[index]
    }

    /// A target: what it depends on, which of its files would be made again, its settings.
    fn target(&mut self, position: usize) -> Result<()> {
        let target: &'t Target = &self.configured.targets[position];
        let kind = target.kind.name();
        let place = self.evaluator.sources.place(target.span).unwrap_or_default();
        self.line(&format!("{} ({kind}), {place}", target.name));
        for &at in &target.dependencies {
            let other = &self.configured.targets[at];
            let how = match target.links.contains(&at) && other.kind != TargetType::None {
                true => "linked",
                false => "built before",
            };
            self.line(&format!("  depends on {} ({}), {how}", other.name, other.kind.name()));
        }
        let steps = self.configured.graph.steps.iter().enumerate();
        let own: Vec<usize> =
            steps.filter(|(_, step)| step.target == position).map(|(index, _)| index).collect();
        let stale: Vec<usize> =
            own.iter().copied().filter(|&index| self.stale[index].is_some()).collect();
        self.line(&format!("  {} of {} steps are up to date", own.len() - stale.len(), own.len()));
        for &index in stale.iter().take(MAX_STEPS) {
            self.line(&format!("\n{}", shown(self.step_of(index).output())));
            self.why(index);
        }
        self.more(stale.len());
        self.line("\nsettings");
        let origins = origin::of_target(self.configured, self.setting, position)?;
        self.table(&origins);
        Ok(())
    }

    fn more(&mut self, count: usize) {
        if count > MAX_STEPS {
            self.line(&format!("\nand {} more", count - MAX_STEPS));
        }
    }

    /// One step: how the file is made, and whether it would be now.
    fn made(&mut self, index: usize) {
        let step = self.step_of(index);
        if !self.text.is_empty() {
            self.line("");
        }
        let outputs: Vec<_> = step.outputs.iter().map(|output| shown(output)).collect();
        self.line(&outputs.join("\n"));
        let target = &self.configured.targets[step.target];
        self.line(&format!("  made by {}, for the target {}", step.title(), target.name));
        if let Some(place) = self.evaluator.sources.place(step.span) {
            self.line(&format!("  asked for at {place}"));
        }
        self.why(index);
        if let Some(past) = self.past.get(step.output()).filter(|past| !past.reason.is_empty()) {
            let reason = past.reason.clone();
            self.line(&format!("  last made because {reason}"));
        }
    }

    /// The command of a step, word by word.
    fn words(&mut self, index: usize) -> Result<()> {
        let step = self.step_of(index);
        if step.command.is_empty() {
            return Ok(());
        }
        self.line("command");
        if !step.directory.is_empty() {
            self.line(&format!("  in {}", shown(&step.directory)));
        }
        let origins = origin::of_step(self.configured, self.setting, step)?;
        self.table(&origins);
        self.line(&format!("  {}", shell::join(&step.command)));
        Ok(())
    }

    fn why(&mut self, index: usize) {
        let step = self.step_of(index);
        let Some(stale) = self.stale[index].clone() else {
            self.line("  is up to date");
            return;
        };
        let past = self.past.get(step.output());
        let graph = &self.configured.graph;
        let identity = &self.configured.toolchain.identity;
        let lines = change::describe(&stale, step, past, graph, &mut self.freshness, identity);
        for (at, line) in lines.iter().enumerate() {
            self.line(&match at {
                0 => format!("  would be made: {line}"),
                _ => format!("    {line}"),
            });
        }
    }

    /// Words beside where they come from.
    fn table(&mut self, origins: &[origin::Origin]) {
        let width = origins.iter().map(|origin| origin.word.chars().count()).max().unwrap_or(0);
        let width = width.min(44);
        for origin in origins {
            let place = origin.describe(&self.evaluator.sources, &self.configured.targets);
            self.line(format!("  {:width$}  {place}", origin.word).trim_end());
        }
    }
}

#[cfg(test)]
mod tests;
