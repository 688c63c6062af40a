//! Running one step: its directories, its command, its output.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::environment::Environment;
use crate::execute::files::{copy, is_inside, remove};
use crate::execute::show_includes;
use crate::graph::systems::windows_words;
use crate::graph::{Dialect, Step, StepKind, shown};

/// Beyond this many bytes a command goes through a file that the tool reads.
const MAX_COMMAND: usize = 100_000;

/// The same on Windows, which takes 32 767 characters and quotes add some.
const MAX_COMMAND_MSVC: usize = 16_000;

pub struct Outcome {
    pub success: bool,
    /// What the command printed, or why it could not run.
    pub printed: String,
    /// Outputs that a command of the `.gyp` file should have made and did not.
    pub missing: Vec<String>,
    /// Whether a failure is one of the `.gyp` file and not of what it names.
    pub of_file: bool,
}

impl Outcome {
    fn new(success: bool, printed: String) -> Outcome {
        Outcome { success, printed, missing: Vec::new(), of_file: false }
    }
}

pub struct Workplace<'w> {
    pub build: &'w Path,
    pub configuration: &'w str,
    pub environment: &'w Environment,
    pub color: bool,
}

impl Workplace<'_> {
    pub fn run(&self, step: &Step) -> Outcome {
        let result = match self.missing_input(step) {
            Some(printed) => Ok(Outcome { of_file: true, ..Outcome::new(false, printed) }),
            None => self.try_run(step),
        };
        match result {
            Ok(outcome) if outcome.success => outcome,
            Ok(outcome) => self.without_outputs(step, outcome),
            Err(error) => {
                let printed = format!("{}: {error}", shown(step.output()));
                self.without_outputs(step, Outcome::new(false, printed))
            }
        }
    }

    /// What a source or a command needs and nothing made: a command that should have made it on
    /// the side did not.
    fn missing_input(&self, step: &Step) -> Option<String> {
        let needed = if step.compiles() { &step.inputs[..1] } else { &step.inputs[..] };
        let checked = step.compiles() || step.generates();
        let missing = needed.iter().filter(|_| checked);
        let missing = missing.into_iter().find(|input| !self.build.join(input).exists())?;
        Some(format!("{} does not exist, and no step names it as an output", shown(missing)))
    }

    fn try_run(&self, step: &Step) -> std::io::Result<Outcome> {
        for output in &step.outputs {
            if let Some(parent) = self.build.join(output).parent() {
                std::fs::create_dir_all(parent)?;
            }
            // Nothing of an earlier run may stay: `ar` adds to what is there, the product in
            // build/Release is the same file as the one in obj.target, and an action that no
            // longer makes a file must be seen not to. What it may read again is left to it.
            let own = !step.is_foreign() || (is_inside(output) && !step.inputs.contains(output));
            if !step.compiles() && own {
                remove(&self.build.join(output), step.kind == StepKind::Copy)?;
            }
        }
        let output = self.build.join(step.output());
        match step.kind {
            StepKind::Install => {
                let from = self.build.join(&step.inputs[0]);
                std::fs::hard_link(&from, &output)
                    .or_else(|_| std::fs::copy(&from, &output).map(|_| ()))?;
                Ok(Outcome::new(true, String::new()))
            }
            StepKind::Copy => {
                copy(&self.build.join(&step.inputs[0]), &output)?;
                Ok(Outcome::new(true, String::new()))
            }
            _ => self.command(step),
        }
    }

    fn command(&self, step: &Step) -> std::io::Result<Outcome> {
        let (program, arguments) = step.command.split_first().ok_or_else(|| {
            std::io::Error::new(std::io::ErrorKind::InvalidInput, "there is no command")
        })?;
        let mut arguments = arguments.to_vec();
        let length: usize = arguments.iter().map(|argument| argument.len() + 1).sum();
        // Only what reads such files gets one.
        let most = match step.dialect {
            _ if step.is_foreign() => usize::MAX,
            Dialect::Gnu => MAX_COMMAND,
            Dialect::Msvc => MAX_COMMAND_MSVC,
            Dialect::Plain => usize::MAX,
        };
        if length > most {
            let name = format!("{}.args", step.output());
            let text = match step.dialect {
                Dialect::Msvc => windows_words::response_file(&arguments),
                Dialect::Gnu | Dialect::Plain => response_file(&arguments),
            };
            std::fs::write(self.build.join(&name), text)?;
            arguments = vec![format!("@{name}")];
        }
        let directory = self.build.join(&step.directory);
        // A program given by a path is sought from where the command runs.
        let mut command = match program.contains('/') && step.is_foreign() {
            true => self.environment.command(directory.join(program)),
            false => self.environment.command(program),
        };
        command.args(&arguments);
        if self.color && step.compiles() && step.dialect == Dialect::Gnu {
            command.arg("-fdiagnostics-color=always");
        }
        if step.is_foreign() {
            self.like_make(&mut command);
            command.envs(step.variables.iter().map(|(name, value)| (name, value)));
        }
        let result = command.current_dir(directory).stdin(Stdio::null()).output();
        let result = result.map_err(|error| {
            std::io::Error::new(error.kind(), format!("cannot run {program}: {error}"))
        })?;
        let mut printed = String::from_utf8_lossy(&result.stdout).into_owned();
        if let (Dialect::Msvc, Some(depfile)) = (step.dialect, &step.depfile) {
            let source = step.inputs.first().map_or("", String::as_str);
            let told = show_includes::separate(&printed, source);
            std::fs::write(self.build.join(depfile), show_includes::depfile(step.output(), &told))?;
            printed = told.rest;
        }
        printed.push_str(&String::from_utf8_lossy(&result.stderr));
        let mut success = result.status.success();
        if success && step.marks {
            std::fs::write(self.build.join(step.output()), "")?;
        }
        let there = |output: &&String| self.build.join(output).exists();
        let mut missing: Vec<_> = step.outputs.iter().filter(|output| !there(output)).collect();
        // Whether it matters that a command of the file made less than it says is not known here.
        if success && !step.is_foreign() && !missing.is_empty() {
            success = false;
            printed.push_str(&did_not_make(&missing));
            missing.clear();
        }
        if !result.status.success() {
            let how = result.status;
            match how.code() {
                None => printed.push_str(&format!("the command was stopped: {how}\n")),
                Some(_) if step.is_foreign() => printed.push_str(&format!("{how}\n")),
                Some(_) => {}
            }
        }
        if success {
            success = self.postbuilds(step, &mut printed)?;
        }
        let missing = missing.into_iter().cloned().collect();
        Ok(Outcome { missing, of_file: step.generates(), ..Outcome::new(success, printed) })
    }

    /// The commands that follow, until one fails.
    fn postbuilds(&self, step: &Step, printed: &mut String) -> std::io::Result<bool> {
        for postbuild in &step.postbuilds {
            let Some((program, arguments)) = postbuild.command.split_first() else {
                continue;
            };
            let directory = self.build.join(&postbuild.directory);
            let mut command = self.environment.command(program);
            self.like_make(&mut command);
            command.args(arguments).envs(postbuild.variables.iter().map(|(n, v)| (n, v)));
            let result = command.current_dir(directory).stdin(Stdio::null()).output()?;
            printed.push_str(&String::from_utf8_lossy(&result.stdout));
            printed.push_str(&String::from_utf8_lossy(&result.stderr));
            if !result.status.success() {
                let (name, how) = (&postbuild.name, result.status);
                printed.push_str(&format!("the postbuild `{name}` failed: {how}\n"));
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What the commands of a `.gyp` file find in the environment when make starts them.
    fn like_make(&self, command: &mut Command) {
        let built = self.build.join(self.configuration);
        let mut path = format!("{0}/lib.host:{0}/lib.target", built.display());
        if let Some(old) = self.environment.get("LD_LIBRARY_PATH") {
            path = format!("{path}:{old}");
        }
        command.env("LD_LIBRARY_PATH", path).env("BUILDTYPE", self.configuration);
    }

    /// A failed step leaves no output, except a file outside `build/` that was there before.
    fn without_outputs(&self, step: &Step, mut outcome: Outcome) -> Outcome {
        for output in step.outputs.iter().filter(|output| is_inside(output)) {
            if step.inputs.contains(output) {
                continue;
            }
            if let Err(error) = remove(&self.build.join(output), step.kind == StepKind::Copy) {
                outcome.printed.push_str(&format!("cannot remove {}: {error}\n", shown(output)));
            }
        }
        outcome
    }
}

/// The complaint about a command that did not do what it said.
pub fn did_not_make(outputs: &[&String]) -> String {
    let outputs: Vec<_> = outputs.iter().map(|output| shown(output)).collect();
    format!("it succeeded but did not make {}\n", outputs.join(", "))
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

    fn run_step(space: &TestSpace, step: &Step) -> Outcome {
        let environment = Environment::current();
        let build = space.path("build");
        std::fs::create_dir_all(&build).unwrap();
        let configuration = "Release";
        Workplace { build: &build, configuration, environment: &environment, color: false }
            .run(step)
    }

    fn script(kind: StepKind, script: &str) -> Step {
        let command = ["/bin/sh", "-c", script].map(str::to_owned).to_vec();
        Step::new(kind, command, "out/made".into())
    }

    fn run(space: &TestSpace, text: &str) -> Outcome {
        run_step(space, &script(StepKind::Link, text))
    }

    #[test]
    fn directories_are_made_and_old_outputs_removed() {
        let space = TestSpace::new();
        assert!(run(&space, "echo 1 >> out/made").success);
        assert!(run(&space, "echo 2 >> out/made").success);
        assert_eq!(space.read("build/out/made"), "2\n");
    }

    #[test]
    fn failures_leave_nothing_and_say_why() {
        let space = TestSpace::new();
        let outcome = run(&space, "echo half > out/made; echo no; echo bad >&2; exit 1");
        assert_eq!((outcome.success, &outcome.printed[..]), (false, "no\nbad\n"));
        assert!(!space.exists("build/out/made"));
        assert!(run(&space, "true").printed.contains("did not make build/out/made"));
        assert!(run(&space, "kill -9 $$").printed.contains("was stopped"));
    }

    #[test]
    fn long_commands_go_through_a_file() {
        let space = TestSpace::new();
        // `ar` itself, with more bytes than one command line should have.
        let long = format!("{}a \"file\".o", "./".repeat(1000));
        let words = ["ar", "crs", "out/x.a"].into_iter().chain(std::iter::repeat_n(&long[..], 60));
        let command = words.map(str::to_owned).collect();
        let step = Step::new(StepKind::Archive, command, "out/x.a".into());
        space.write("build/a \"file\".o", "");
        let outcome = run_step(&space, &step);
        assert!(outcome.success, "{}", outcome.printed);
        assert!(space.exists("build/out/x.a.args"));
    }

    #[test]
    fn actions_run_in_their_directory_and_name_what_they_did_not_make() {
        let space = TestSpace::new();
        space.write("deps/in", "x");
        let text = "cat in > ../build/out/made; echo $BUILDTYPE $LD_LIBRARY_PATH";
        let mut step = script(StepKind::Action, text);
        step.directory = "../deps".into();
        let outcome = run_step(&space, &step);
        assert!(outcome.success && space.read("build/out/made") == "x", "{}", outcome.printed);
        assert!(outcome.printed.starts_with("Release ") && outcome.printed.contains("lib.target"));
        step.outputs.push("../deps/more".into());
        let outcome = run_step(&space, &step);
        assert!(outcome.success && outcome.missing == ["../deps/more"]);
        step.inputs.push("../deps/gone".into());
        assert!(run_step(&space, &step).printed.contains("deps/gone does not exist"));
        assert!(run(&space, "exit 3").printed.is_empty());
        let outcome = run_step(&space, &script(StepKind::Action, "exit 3"));
        assert!(outcome.printed.contains("exit status: 3"), "{}", outcome.printed);
    }

    #[test]
    fn an_action_may_keep_what_it_reads_and_what_is_outside() {
        let space = TestSpace::new();
        space.write("kept", "1");
        space.write("build/out/made", "1");
        let mut step = script(StepKind::Action, "echo 2 >> out/made; echo 2 >> ../kept; exit 1");
        step.inputs.push("out/made".into());
        step.outputs.push("../kept".into());
        assert!(!run_step(&space, &step).success);
        assert_eq!(
            (space.read("build/out/made"), space.read("kept")),
            ("12\n".into(), "12\n".into())
        );
    }

    #[test]
    fn marks_are_written_only_after_success() {
        let space = TestSpace::new();
        let step = Step { marks: true, ..script(StepKind::Action, "exit 1") };
        assert!(!run_step(&space, &step).success && !space.exists("build/out/made"));
        let step = Step { marks: true, ..script(StepKind::Action, "true") };
        assert!(run_step(&space, &step).success && space.exists("build/out/made"));
    }

    #[test]
    fn what_visual_c_prints_of_headers_becomes_a_depfile() {
        let space = TestSpace::new();
        let printed = "x.c\\r\\nNote: including file:   ../in c.h\\r\\nx.c(1): warning C4: w\\r\\n";
        let text = format!("printf '{printed}'; echo 1 > out/made");
        let step = Step {
            dialect: Dialect::Msvc,
            depfile: Some("out/made.d".into()),
            ..script(StepKind::CompileC, &text).inputs(vec!["../x.c".into()])
        };
        space.write("x.c", "");
        let outcome = run_step(&space, &step);
        assert!(outcome.success, "{}", outcome.printed);
        assert_eq!(outcome.printed, "x.c(1): warning C4: w\n");
        let files = crate::execute::depfile::parse(&space.read("build/out/made.d"));
        assert_eq!(files, ["../in c.h"]);
    }

    #[test]
    fn long_commands_go_through_a_file_in_the_tools_own_words() {
        let space = TestSpace::new();
        space.write_program("tool", "#!/bin/sh\necho $# > out/made\n");
        let run = |dialect: Dialect| {
            let mut command = vec![space.path("tool").display().to_string()];
            command.extend(["a \\ b".to_owned(), "c\\d".to_owned()]);
            command.extend((0..8000).map(|number| format!("../source/{number}.o")));
            let step = Step::new(StepKind::Archive, command, "out/made".into());
            assert!(run_step(&space, &Step { dialect, ..step }).success);
            std::fs::read_to_string(space.path("build/out/made.args")).unwrap_or_default()
        };
        let lines = |text: String| text.lines().take(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(lines(run(Dialect::Gnu)), ["\"a \\\\ b\"", "\"c\\\\d\""]);
        assert_eq!(lines(run(Dialect::Msvc)), ["\"a \\ b\"", "c\\d"]);
        std::fs::remove_file(space.path("build/out/made.args")).unwrap();
        assert_eq!(run(Dialect::Plain), "");
    }

    #[test]
    fn postbuilds_follow_and_their_failure_is_the_steps() {
        let space = TestSpace::new();
        let postbuild = |text: &str| crate::graph::Postbuild {
            name: "p".into(),
            command: ["/bin/sh", "-c", text].map(str::to_owned).to_vec(),
            directory: "..".into(),
            variables: vec![("CONFIGURATION", "Release".into())],
        };
        let mut step = script(StepKind::Link, "echo 1 > out/made");
        step.postbuilds = vec![postbuild("echo $CONFIGURATION >> build/out/made")];
        assert!(run_step(&space, &step).success);
        assert_eq!(space.read("build/out/made"), "1\nRelease\n");
        step.postbuilds.push(postbuild("exit 4"));
        let outcome = run_step(&space, &step);
        assert!(outcome.printed.contains("the postbuild `p` failed: exit status: 4"));
        assert!(!outcome.success && !space.exists("build/out/made"));
    }
}
