//! Running cargo: how it is found, what it is told, and what it says it made.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use super::libraries::{Library, is_cdylib};
use crate::diagnostic::{Diagnostic, ErrorKind, Result};
use crate::project::{BuildOptions, Configuration};
use crate::shell;

/// cargo with these words, in the directory.
pub fn command(options: &BuildOptions, words: &[String]) -> Result<Command> {
    let environment = &options.environment;
    // cargo tells its subcommands where it is itself.
    let named = environment.get("CARGO");
    let program =
        match named.or_else(|| Some(environment.find_program("cargo")?.to_string_lossy().into())) {
            Some(program) => program,
            None => {
                return Err(Diagnostic::new(
                "this addon is a Cargo package, and there is no cargo on the PATH",
            )
            .help(
                "install Rust with rustup, or add the directory of cargo (~/.cargo/bin) to PATH",
            ));
            }
        };
    let mut command = environment.command(program);
    command.args(words).current_dir(&options.directory).stdin(Stdio::null());
    Ok(command)
}

pub fn cannot_run(error: &std::io::Error) -> Box<Diagnostic> {
    Diagnostic::new(format!("cannot run cargo: {error}"))
}

pub fn failed(words: &[String]) -> Box<Diagnostic> {
    let line = shell::join(words);
    Diagnostic::new(format!("`cargo {line}` failed, with the messages above"))
        .kind(ErrorKind::Build)
}

/// A library that cargo made, or had made before.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// Which of the libraries.
    pub library: usize,
    pub file: PathBuf,
    /// It was there already.
    pub fresh: bool,
}

/// Builds the libraries. What compilers say goes to standard error.
pub fn build(
    options: &BuildOptions,
    libraries: &[Library],
    arguments: &[String],
) -> Result<Vec<Made>> {
    let words = build_words(options, libraries, arguments);
    let mut command = command(options, &words)?;
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_run(&error))?;
    let mut made = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line.map_err(|error| cannot_run(&error))?;
        let Ok(message) = serde_json::from_str::<Json>(&line) else {
            // A build script's or a user's own line.
            continue;
        };
        made.extend(artifact(&message, libraries));
    }
    let status = child.wait().map_err(|error| cannot_run(&error))?;
    match (status.success(), made.is_empty()) {
        (true, false) => Ok(made),
        (true, true) => Err(failed(&words).note("cargo made none of the addon's libraries")),
        (false, _) => Err(failed(&words)),
    }
}

/// The target triple that cargo builds for if it is told of no other.
pub fn host(options: &BuildOptions) -> Result<String> {
    let words = ["--version".to_owned(), "--verbose".to_owned()];
    let output = command(options, &words)?.output().map_err(|error| cannot_run(&error))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let host = printed.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(|host| host.trim().to_owned()).ok_or_else(|| {
        Diagnostic::new("`cargo --version --verbose` names no host")
            .note("expected a line like `host: x86_64-unknown-linux-gnu`")
            .output(printed.trim_end().to_owned())
    })
}

fn build_words(options: &BuildOptions, libraries: &[Library], arguments: &[String]) -> Vec<String> {
    let mut words: Vec<String> =
        ["build", "--lib", "--message-format=json-render-diagnostics"].map(str::to_owned).into();
    for library in libraries {
        words.extend(["--package".to_owned(), library.package.clone()]);
    }
    if options.configuration == Configuration::Release {
        words.push("--release".into());
    }
    if let Some(jobs) = options.jobs {
        words.push(format!("--jobs={jobs}"));
    }
    if options.verbose {
        words.push("--verbose".into());
    } else if options.quiet {
        words.push("--quiet".into());
    }
    words.extend_from_slice(arguments);
    words
}

/// The library that a message of cargo's says was made.
fn artifact(message: &Json, libraries: &[Library]) -> Option<Made> {
    if message["reason"] != "compiler-artifact" || !is_cdylib(&message["target"]) {
        return None;
    }
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let library = libraries.iter().position(|library| library.manifest == manifest)?;
    let mut files = message["filenames"].as_array()?.iter().filter_map(Json::as_str);
    let file =
        files.find(|file| [".so", ".dylib", ".dll"].iter().any(|end| file.ends_with(end)))?;
    Some(Made { library, file: PathBuf::from(file), fresh: message["fresh"] == true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cargo_package::libraries::{select, tests::metadata};
    use serde_json::json;

    #[test]
    fn artifacts_of_the_libraries_only() {
        let libraries = select(&metadata(&[("a", "/w", "cdylib")]), Path::new("/w")).unwrap();
        let mut message = json!({
            "reason": "compiler-artifact", "manifest_path": "/w/Cargo.toml", "fresh": true,
            "target": {"kind": ["cdylib", "rlib"]},
            "filenames": ["/t/liba.rlib", "/t/liba.so"],
        });
        assert_eq!(
            artifact(&message, &libraries),
            Some(Made { library: 0, file: "/t/liba.so".into(), fresh: true })
        );
        message["manifest_path"] = json!("/other/Cargo.toml");
        assert_eq!(artifact(&message, &libraries), None);
        assert_eq!(artifact(&json!({"reason": "build-finished"}), &libraries), None);
    }
}
