//! `configure`, `build`, `clean` and `rebuild`, of a binding.gyp or of a Cargo package.

use std::path::Path;

use crate::cargo_package::{self, Note};
use crate::command_line::messages::Messages;
use crate::command_line::words::Invocation;
use crate::command_line::{Run, mistake, settings};
use crate::diagnostic::{Diagnostic, Error};
use crate::execute::observer::{Console, Observer};
use crate::graph::Step;
use crate::project::{self, BuildReport};

/// What the directory is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Builder {
    Gyp,
    Cargo,
}

/// binding.gyp goes before Cargo.toml, since that is what npm looks for; `--cargo` turns it round.
fn builder(directory: &Path, prefers_cargo: bool) -> Builder {
    let gyp = directory.join("binding.gyp").is_file();
    match directory.join("Cargo.toml").is_file() && (prefers_cargo || !gyp) {
        true => Builder::Cargo,
        false => Builder::Gyp,
    }
}

impl Run {
    pub fn configure(&mut self, invocation: &Invocation) -> Result<(), Error> {
        self.configured = true;
        let words = self.pass_through(invocation)?;
        match self.builder() {
            Builder::Gyp => {
                self.warn_about(&words);
                let report = project::configure(&self.settings.build)?;
                self.settings.build.reuse_answers = true;
                tell(&self.messages, &report);
            }
            Builder::Cargo => {
                let names = cargo_package::libraries(&self.settings.build)?;
                self.messages.verbose("cargo", &format!("builds {}", names.join(", ")));
            }
        }
        Ok(())
    }

    pub fn build(&mut self, invocation: &Invocation) -> Result<(), Error> {
        if !self.configured {
            settings::remember(&mut self.settings);
            self.settings.build.reuse_answers = true;
        }
        self.compile(invocation)
    }

    /// What follows the cleaning. It is told everything it needs, and building configures.
    pub fn rebuild(&mut self, invocation: &Invocation) -> Result<(), Error> {
        self.configured = true;
        self.settings.build.reuse_answers = false;
        self.compile(invocation)
    }

    fn compile(&mut self, invocation: &Invocation) -> Result<(), Error> {
        let words = self.pass_through(invocation)?;
        let options = &self.settings.build;
        let report = match self.builder() {
            Builder::Gyp => {
                self.warn_about(&words);
                for name in &self.settings.output_options {
                    let text = format!("--{name} has no effect on a binding.gyp");
                    self.messages.warn(&text, "(it is about Cargo packages)");
                }
                let console = match options.quiet {
                    true => Console::warnings_only(&options.environment),
                    false => Console::new(options.verbose, &options.environment),
                };
                let mut progress = Progress { console, messages: &self.messages, told: false };
                project::build_observed(options, &mut progress)?
            }
            Builder::Cargo => {
                for name in self.settings.own_variables.iter().filter(|name| *name != "target") {
                    let text = format!("--{name} has no effect on a Cargo package");
                    self.messages.warn(&text, "(cargo's own options come after --)");
                }
                let built = cargo_package::build(options, &self.settings.outputs, &words)?;
                for note in built.notes {
                    match note {
                        Note::Verbose(text) => self.messages.verbose("files", &text),
                        Note::Info(text) => self.messages.info("", &text),
                        Note::Warning(text) => self.messages.warn("", &text),
                    }
                }
                built.report
            }
        };
        if report.ran == 0 {
            for product in &report.products {
                self.messages.info(&product.display().to_string(), "is up to date");
            }
        }
        Ok(())
    }

    pub fn clean(&mut self) -> Result<(), Error> {
        let options = &self.settings.build;
        self.messages.verbose("clean", "removing build/");
        project::clean(&options.directory)?;
        match builder(&options.directory, self.settings.cargo) {
            Builder::Cargo => cargo_package::clean(options),
            Builder::Gyp => Ok(()),
        }
    }

    fn builder(&self) -> Builder {
        let directory = &self.settings.build.directory;
        let chosen = builder(directory, self.settings.cargo);
        if chosen == Builder::Gyp && builder(directory, true) == Builder::Cargo {
            let text = "binding.gyp; --cargo builds the Cargo.toml beside it";
            self.messages.info("using", text);
        }
        chosen
    }

    fn pass_through(&mut self, invocation: &Invocation) -> Result<Vec<String>, Error> {
        settings::pass_through(&mut self.settings, invocation)
            .map_err(|problem| mistake(Diagnostic::new(problem)))
    }

    fn warn_about(&self, words: &[String]) {
        for word in words {
            let text = format!("`{word}` is an argument of GYP or make that has no effect here");
            self.messages.warn("arguments", &text);
        }
    }
}

/// The progress of a build, with what configuring has to tell before it.
struct Progress<'m> {
    console: Console,
    messages: &'m Messages,
    told: bool,
}

impl Observer for Progress<'_> {
    fn configured(&mut self, report: &BuildReport) {
        match std::mem::replace(&mut self.told, true) {
            false => tell(self.messages, report),
            // Only the headers are others than the first time.
            true => tell_headers(self.messages, report),
        }
    }

    fn started(&mut self, step: &Step, position: usize, total: usize) {
        self.console.started(step, position, total);
    }

    fn printed(&mut self, step: &Step, text: &str) {
        self.console.printed(step, text);
    }

    fn finished(&mut self) {
        self.console.finished();
    }

    fn color(&self) -> bool {
        self.console.color()
    }
}

fn tell(messages: &Messages, report: &BuildReport) {
    for warning in &report.warnings {
        messages.warn("", warning.strip_prefix("warning: ").unwrap_or(warning));
    }
    tell_headers(messages, report);
}

fn tell_headers(messages: &Messages, report: &BuildReport) {
    let headers = report.headers.as_ref().map(|headers| headers.display().to_string());
    match (headers, &report.headers_needed) {
        (Some(headers), Some(need)) => {
            let need = need.replace('\n', " ");
            messages.info("headers", &format!("{headers}, since {need}"));
        }
        (Some(headers), None) => messages.verbose("headers", &headers),
        (None, _) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn binding_gyp_goes_before_cargo() {
        let space = TestSpace::new();
        assert_eq!(builder(space.root(), true), Builder::Gyp);
        space.write("Cargo.toml", "");
        assert_eq!(builder(space.root(), false), Builder::Cargo);
        space.write("binding.gyp", "");
        assert_eq!(builder(space.root(), false), Builder::Gyp);
        assert_eq!(builder(space.root(), true), Builder::Cargo);
    }
}
