//! `--engine`: which engine this build has, and running the build that has the other.
//!
//! A binary has one engine. The two builds of napkin lie beside each other as `napkin-quickjs` and
//! `napkin-spidermonkey`, or one of them as `napkin`; asked for the other engine, one build becomes
//! the other, with the same arguments and environment.
//!
//! Invariant: this happens once. What was started so is told ([`STARTED`]) and asks nobody else.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, io};

use napi_core::engine::Engine as Compiled;

/// The first argument of a build that another one started: it has the engine, or it is an error.
/// No user's option; a script that starts `process.execPath` again with `process.execArgv` does not
/// pass it on.
pub const STARTED: &str = "--started-for-engine";

/// An engine that napkin is built with.
#[derive(Debug, PartialEq, Eq)]
pub struct Engine {
    /// What `--engine` calls it; the build's file is named by it.
    pub name: &'static str,
    /// What it calls itself: `process.versions` has it by this name.
    reported: &'static str,
    build: &'static str,
}

static ENGINES: [Engine; 2] = [
    Engine { name: "quickjs", reported: "quickjs-ng", build: "cargo build --release" },
    Engine {
        name: "spidermonkey",
        reported: "spidermonkey",
        build: "MOZJS_FROM_SOURCE=1 cargo build --release --features spidermonkey",
    },
];

impl Engine {
    /// The engine of this name.
    ///
    /// # Errors
    /// A sentence for the user, with the names there are.
    pub fn named(name: &str) -> Result<&'static Engine, String> {
        ENGINES.iter().find(|engine| engine.name == name).ok_or_else(|| {
            format!("--engine takes {} or {}, found {name:?}", ENGINES[0].name, ENGINES[1].name)
        })
    }

    /// Whether this build has it.
    pub fn is_own(&self) -> bool {
        Compiled::version().0 == self.reported
    }

    /// Where a build with it may lie, beside the program `running`, which is none.
    fn places(&self, running: &Path) -> Vec<PathBuf> {
        let suffix = env::consts::EXE_SUFFIX;
        let names = [format!("napkin-{}{suffix}", self.name), format!("napkin{suffix}")];
        let mut places: Vec<_> = names.iter().map(|name| running.with_file_name(name)).collect();
        places.retain(|place| match (place.canonicalize(), running.canonicalize()) {
            (Ok(place), Ok(running)) => place != running,
            _ => true,
        });
        places
    }
}

/// Why a build that was started for `engine` does not run.
pub fn is_not(engine: &Engine) -> String {
    format!(
        "{} was started for --engine={}, but its engine is {}: put a build with {} there, made by `{}`",
        env::current_exe().unwrap_or_default().display(),
        engine.name,
        Compiled::version().0,
        engine.name,
        engine.build
    )
}

/// Becomes the build with `engine`; returns when there is none, or where a process cannot become
/// another program, when that one has ended.
pub fn become_build(engine: &Engine, arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let problem = match env::current_exe() {
        Ok(running) => {
            let places = engine.places(&running);
            match places.iter().find(|place| place.is_file()) {
                Some(place) => {
                    let mut command = Command::new(place);
                    command.arg(STARTED).args(arguments);
                    match replace_this_process(&mut command) {
                        Ok(code) => return code,
                        Err(error) => format!("cannot run {}: {error}", place.display()),
                    }
                }
                None => not_there(engine, &running, &places),
            }
        }
        Err(error) => format!("the system does not say where this program is: {error}"),
    };
    eprintln!("napkin: --engine={}: {problem}", engine.name);
    ExitCode::from(9) // as for any option that cannot be followed
}

fn not_there(engine: &Engine, running: &Path, places: &[PathBuf]) -> String {
    let looked_for: Vec<_> = places.iter().map(|place| place.display().to_string()).collect();
    format!(
        "the engine of this build is {}, and no other build is beside it; looked for {}.\n\
         In napkin's sources, this makes one:\n  {} && cp target/release/napkin {}",
        Compiled::version().0,
        looked_for.join(" and "),
        engine.build,
        running.with_file_name(format!("napkin-{}", engine.name)).display()
    )
}

/// The process stays, with its number, environment and open files; only its program changes.
#[cfg(unix)]
fn replace_this_process(command: &mut Command) -> io::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_this_process(command: &mut Command) -> io::Result<ExitCode> {
    let status = command.status()?;
    Ok(ExitCode::from(status.code().and_then(|code| code.try_into().ok()).unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_has_one_of_the_engines() {
        assert_eq!(ENGINES.iter().filter(|engine| engine.is_own()).count(), 1);
    }

    #[test]
    fn engines_have_the_names_of_the_option() {
        for engine in &ENGINES {
            assert_eq!(Engine::named(engine.name), Ok(engine));
        }
        let problem = Engine::named("v8").unwrap_err();
        for word in ["quickjs", "spidermonkey", "\"v8\""] {
            assert!(problem.contains(word), "{problem}");
        }
    }

    #[test]
    fn another_build_lies_beside_this_one() {
        let suffix = env::consts::EXE_SUFFIX;
        let expected = ["napkin-quickjs", "napkin"];
        let places = ENGINES[0].places(Path::new("/nowhere/bin/napkin-spidermonkey"));
        let expected = expected.map(|name| PathBuf::from(format!("/nowhere/bin/{name}{suffix}")));
        assert_eq!(places, expected);
    }
}
