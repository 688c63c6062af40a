//! Commands inside a `.gyp` file: `<!(...)` by the shell as written, `<!([...])` without one.
//!
//! They run in the directory of the `.gyp` file, see the build's environment and no input, and
//! each distinct one runs once: packages repeat `node -p "require('node-addon-api').include"`,
//! and starting a runtime costs more than all the rest of configuring.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::Evaluator;
use crate::shell;
use crate::source::Span;

/// What was printed, by command and directory.
pub(super) type Answers = HashMap<(Vec<String>, PathBuf), String>;

#[derive(Default)]
pub struct Cache {
    pub(super) answers: Answers,
}

impl Evaluator<'_> {
    /// What `line` prints, run by `sh`.
    pub(crate) fn run_shell(&mut self, line: &str, directory: &Path, span: Span) -> Result<String> {
        self.run(vec!["/bin/sh".into(), "-c".into(), line.into()], line, directory, span)
    }

    /// What a program with its arguments prints.
    pub(crate) fn run_words(
        &mut self,
        words: Vec<String>,
        directory: &Path,
        span: Span,
    ) -> Result<String> {
        if words.is_empty() {
            return Err(Diagnostic::at("the command is an empty list", span, "no program"));
        }
        let shown = shell::join(&words);
        self.run(words, &shown, directory, span)
    }

    fn run(
        &mut self,
        words: Vec<String>,
        shown: &str,
        directory: &Path,
        span: Span,
    ) -> Result<String> {
        if cfg!(fuzzing) {
            return Err(Diagnostic::at("commands do not run while fuzzing", span, "this command"));
        }
        let key = (words, directory.to_path_buf());
        if let Some(answer) = self.commands.answers.get(&key) {
            return Ok(answer.clone());
        }
        let (words, _) = &key;
        if let Some(answer) = self.ask_napkin(shown, directory) {
            self.commands.answers.insert(key, answer.clone());
            return Ok(answer);
        }
        let output = self
            .environment
            .command(&words[0])
            .args(&words[1..])
            .current_dir(directory)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| {
                Diagnostic::at(format!("cannot run `{shown}`: {error}"), span, "this command")
                    .note(format!("in the directory {}", directory.display()))
            })?;
        if !output.status.success() {
            let printed = String::from_utf8_lossy(&output.stderr);
            let mut error = Diagnostic::at(
                format!("the command `{shown}` failed: {}", output.status),
                span,
                "this command",
            )
            .note(format!("it ran in {}", directory.display()));
            if !printed.trim().is_empty() {
                error = error.note(format!("it printed:\n{}", printed.trim_end()));
            }
            if let Some(help) = missing_program(output.status.code(), &printed) {
                error = error.help(help);
            }
            return Err(error);
        }
        let answer = String::from_utf8(output.stdout).map_err(|_| {
            Diagnostic::at(
                format!("the command `{shown}` printed bytes that are not UTF-8"),
                span,
                "this command",
            )
        })?;
        let answer = answer.trim_end().to_owned();
        self.commands.answers.insert(key, answer.clone());
        Ok(answer)
    }
}

impl Evaluator<'_> {
    /// The answer to a question that every runtime answers alike, from napkin, which starts in a
    /// tenth of Node's time. If it cannot, the command runs as it is written.
    fn ask_napkin(&self, line: &str, directory: &Path) -> Option<String> {
        let runtime = self.runtime.as_ref()?;
        let words = header_question(line)?;
        let mut command = self.environment.command(runtime);
        command.args(&words[1..]).current_dir(directory).stdin(Stdio::null());
        let output = command.output().ok().filter(|output| output.status.success())?;
        let answer = String::from_utf8(output.stdout).ok()?.trim_end().to_owned();
        (!answer.is_empty()).then_some(answer)
    }
}

/// The words of `node -p "require('node-addon-api').include"` and the like: asking a package of
/// headers where it is, and nothing else. What it says does not depend on the runtime.
fn header_question(line: &str) -> Option<Vec<String>> {
    const PACKAGES: [&str; 4] = ["nan", "napi-macros", "node-addon-api", "node-api-headers"];
    let words = shell::split(line).ok().filter(|words| words.len() == 3)?;
    if words[0] != "node" || !["-p", "-e", "-pe", "--print", "--eval"].contains(&&words[1][..]) {
        return None;
    }
    let inner = words[2].trim().trim_end_matches(';').strip_prefix("require(")?;
    let (name, property) = inner.split_once(')')?;
    let quote = name.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let name = name.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_property = |text: &str| {
        text.strip_prefix('.').is_some_and(|name| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        })
    };
    let asks = PACKAGES.contains(&name) && (property.is_empty() || is_property(property));
    asks.then_some(words)
}

/// What to do when the shell did not find the program, or Node its module.
fn missing_program(code: Option<i32>, printed: &str) -> Option<String> {
    if code == Some(127) {
        let mut help =
            "the program is not on the PATH: install it, or add its directory to PATH".to_owned();
        // Shells say `sh: 1: node: not found`, `sh: node: command not found`.
        if printed.contains("node: ") {
            help.push_str("\nfor `node` a napkin will do, on the PATH or beside node-gyp");
        } else if printed.contains("python") {
            help.push_str("\n(it is this package that wants Python; building itself does not)");
        }
        return Some(help);
    }
    let (_, after) = printed.split_once("Cannot find module '")?;
    let (module, _) = after.split_once('\'')?;
    (!module.starts_with(['.', '/']))
        .then(|| format!("the package is not installed here: npm install {module}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::test_space::TestSpace;

    fn run(line: &str) -> std::result::Result<String, String> {
        let environment = Environment::current();
        let mut evaluator = Evaluator::new(&environment);
        evaluator
            .run_shell(line, Path::new("/"), Span::NONE)
            .map_err(|error| error.render("error", &evaluator.sources))
    }

    #[test]
    fn prints_without_trailing_space_and_in_its_directory() {
        assert_eq!(run("pwd; echo").unwrap(), "/");
        assert_eq!(run("printf 'a b\\n\\n' | tr a x").unwrap(), "x b");
        assert_eq!(run("cat").unwrap(), "");
    }

    #[test]
    fn failures_tell_what_ran_and_what_it_said() {
        let error = run("echo oops >&2; exit 3").unwrap_err();
        assert!(error.contains("exit status: 3") && error.contains("oops"), "{error}");
        assert!(run("no-such-program-xyz").unwrap_err().contains("not on the PATH"));
        let error = run("echo sh: 1: node: not found >&2; exit 127").unwrap_err();
        assert!(error.contains("a napkin will do"), "{error}");
        assert!(
            run("echo \"Error: Cannot find module 'nan'\" >&2; exit 1")
                .unwrap_err()
                .contains("npm install nan")
        );
    }

    #[test]
    fn questions_that_any_runtime_answers() {
        let asks = |line: &str| header_question(line).is_some();
        assert!(asks(r#"node -p "require('node-addon-api').include""#));
        assert!(asks(r#"node -e 'require("nan")'"#));
        for other in [
            "node -p process.version",
            "node -p \"require('./nan')\"",
            "node -p \"require('nan') + process.arch\"",
            "node -p \"require('node-addon-api').include\" | cat",
            "node -p \"require('node-addon-api').a.b\"",
            "nodejs -p \"require('nan')\"",
            "node -p \"require(nan)\"",
            "node -p \"require(')')\"",
            "node",
        ] {
            assert!(!asks(other), "{other}");
        }
    }

    #[test]
    fn napkin_answers_or_else_the_command_runs() {
        let space = TestSpace::new();
        space.write_program("napkin", "#!/bin/sh\ntest -e answers && echo of napkin\n");
        space.write_program("bin/node", "#!/bin/sh\necho of node\n");
        let mut environment = Environment::default();
        environment.set("PATH", format!("{}:/usr/bin:/bin", space.path("bin").display()));
        let ask = || {
            let mut evaluator = Evaluator::new(&environment);
            evaluator.runtime = Some(space.path("napkin"));
            evaluator.run_shell("node -p \"require('nan')\"", space.root(), Span::NONE).unwrap()
        };
        assert_eq!(ask(), "of node");
        space.write("answers", "");
        assert_eq!(ask(), "of napkin");
    }

    #[test]
    fn one_command_runs_once() {
        let environment = Environment::current();
        let mut evaluator = Evaluator::new(&environment);
        let mut answer = || evaluator.run_shell("date +%s%N", Path::new("/"), Span::NONE).unwrap();
        assert_eq!(answer(), answer());
    }
}
