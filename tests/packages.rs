//! Packages of npm with native addons, unmodified, doing real work: every script in tests/packages
//! runs on napkin and on Node 26, with the same output and exit code 0.

mod support;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::Trial;
use support::judge::{self, Agreement};
use support::{entries, harness, name, root, scratch, script};

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut scripts = entries(&root().join("tests/packages"))?;
    scripts.retain(|path| script::is_script(path));
    let test = |path: std::path::PathBuf| harness::test(name(&path), move || run(&path));
    Ok(scripts.into_iter().map(test).collect())
}

/// From a copy beside a `node_modules`, so that `require` finds the package as in an application.
fn run(script: &Path) -> Result<(), String> {
    let folder = scratch::with_npm_packages(&format!("packages/{}", name(script)))?;
    let copy = folder.join(name(script));
    std::fs::copy(script, &copy)
        .map_err(|error| format!("cannot copy {}: {error}", script.display()))?;
    judge::compare(&copy, Agreement::Success, |_| ()).map(drop)
}
