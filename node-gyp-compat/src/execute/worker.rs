//! Running one step: its directories, its command, its output.

use std::path::Path;
use std::process::Stdio;

use crate::environment::Environment;
use crate::graph::{Step, StepKind};

/// Beyond this many bytes a command goes through a file that the tool reads.
const MAX_COMMAND: usize = 100_000;

pub struct Outcome {
    pub success: bool,
    /// What the command printed, or why it could not run.
    pub printed: String,
}

pub struct Workplace<'w> {
    pub build: &'w Path,
    pub environment: &'w Environment,
    pub color: bool,
}

impl Workplace<'_> {
    pub fn run(&self, step: &Step) -> Outcome {
        match self.try_run(step) {
            Ok(outcome) => outcome,
            Err(error) => {
                Outcome { success: false, printed: format!("build/{}: {error}", step.output) }
            }
        }
    }

    fn try_run(&self, step: &Step) -> std::io::Result<Outcome> {
        let output = self.build.join(&step.output);
        if let Some(parent) = output.parent() {
            std::fs::create_dir_all(parent)?;
        }
        // Nothing of an earlier run may stay: `ar` adds to what is there, and the product in
        // build/Release is the same file as the one in obj.target.
        if !step.compiles() {
            remove(&output)?;
        }
        if step.kind == StepKind::Install {
            let from = self.build.join(&step.inputs[0]);
            std::fs::hard_link(&from, &output)
                .or_else(|_| std::fs::copy(&from, &output).map(|_| ()))?;
            return Ok(Outcome { success: true, printed: String::new() });
        }
        let mut arguments = step.command[1..].to_vec();
        let length: usize = arguments.iter().map(|argument| argument.len() + 1).sum();
        if length > MAX_COMMAND {
            let name = format!("{}.args", step.output);
            std::fs::write(self.build.join(&name), response_file(&arguments))?;
            arguments = vec![format!("@{name}")];
        }
        let mut command = self.environment.command(&step.command[0]);
        command.args(&arguments);
        if self.color && step.compiles() {
            command.arg("-fdiagnostics-color=always");
        }
        let result = command.current_dir(self.build).stdin(Stdio::null()).output();
        let result = result.map_err(|error| {
            std::io::Error::new(error.kind(), format!("cannot run {}: {error}", step.command[0]))
        })?;
        let mut printed = String::from_utf8_lossy(&result.stdout).into_owned();
        printed.push_str(&String::from_utf8_lossy(&result.stderr));
        let mut success = result.status.success();
        if success && !output.exists() {
            success = false;
            printed.push_str("the command succeeded but made no file\n");
        }
        if !success {
            if result.status.code().is_none() {
                printed.push_str(&format!("the command was stopped: {}\n", result.status));
            }
            remove(&output)?;
        }
        Ok(Outcome { success, printed })
    }
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Arguments as gcc, clang and ar read them from a file.
fn response_file(arguments: &[String]) -> String {
    arguments
        .iter()
        .map(|argument| {
            let escaped = argument.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"\n")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    fn run(space: &TestSpace, script: &str) -> Outcome {
        let step = Step {
            kind: StepKind::Link,
            command: vec!["/bin/sh".into(), "-c".into(), script.into()],
            inputs: Vec::new(),
            output: "out/made".into(),
            depfile: None,
        };
        let workplace =
            Workplace { build: space.root(), environment: &Environment::current(), color: false };
        workplace.run(&step)
    }

    #[test]
    fn directories_are_made_and_old_outputs_removed() {
        let space = TestSpace::new();
        assert!(run(&space, "echo 1 >> out/made").success);
        assert!(run(&space, "echo 2 >> out/made").success);
        assert_eq!(space.read("out/made"), "2\n");
    }

    #[test]
    fn failures_leave_nothing_and_say_why() {
        let space = TestSpace::new();
        let outcome = run(&space, "echo half > out/made; echo no; echo bad >&2; exit 1");
        assert_eq!((outcome.success, &outcome.printed[..]), (false, "no\nbad\n"));
        assert!(!space.exists("out/made"));
        assert!(run(&space, "true").printed.contains("made no file"));
        assert!(run(&space, "kill -9 $$").printed.contains("was stopped"));
    }

    #[test]
    fn long_commands_go_through_a_file() {
        let space = TestSpace::new();
        // `ar` itself, with more bytes than one command line should have.
        let long = format!("{}a \"file\".o", "./".repeat(1000));
        let words = ["ar", "crs", "out/x.a"].into_iter().chain(std::iter::repeat_n(&long[..], 60));
        let step = Step {
            kind: StepKind::Archive,
            command: words.map(str::to_owned).collect(),
            inputs: Vec::new(),
            output: "out/x.a".into(),
            depfile: None,
        };
        space.write("a \"file\".o", "");
        let environment = Environment::current();
        let workplace = Workplace { build: space.root(), environment: &environment, color: false };
        let outcome = workplace.run(&step);
        assert!(outcome.success, "{}", outcome.printed);
        assert!(space.exists("out/x.a.args"));
    }
}
