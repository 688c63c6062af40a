//! The TypeScript compiler, as pinned in `tests/npm`.

use std::path::Path;
use std::time::Duration;

use super::process::{self, End};
use super::{npm_packages, runtimes};

/// As strict as projects are, and as they set it.
const STRICT: [&str; 10] = [
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--noImplicitOverride",
    "--isolatedModules",
    "--module",
    "nodenext",
    "--target",
    "es2022",
];

/// Checks files, declarations included. What they use must be in the folder with them.
pub fn check(folder: &Path, files: &[&str]) -> Result<(), String> {
    let compiler = npm_packages()?.join("typescript/bin/tsc");
    let mut command = runtimes::command(&runtimes::node()?, folder);
    command.arg(compiler).args(STRICT).args(files);
    let outcome = process::run(&mut command, "", Duration::from_secs(120))?;
    match outcome.end {
        End::Code(0) => Ok(()),
        _ => Err(format!("tsc: {}\n{}{}", outcome.end, outcome.stdout, outcome.stderr)),
    }
}
