//! Packages of npm that have a `binding.gyp`, built with ours.
//!
//! - `commands::NAME`: ours runs the commands that the npm package `node-gyp` runs, and the addon
//!   exports the same symbols. Where Python or make is missing, ours alone is recorded and the test
//!   says so.
//! - `works::NAME`: the addon, compiled in earnest, does the work of `packages/NAME.js` on napkin and
//!   on Node, with the same output; and that of `packages/NAME.on-node.js`, which needs what napkin lacks,
//!   on Node alone. Where neither is there, `tests/packages/NAME.js` is taken.
//!
//! Both take the packages from `tests/gyp/npm` and build below cargo's target directory, where a
//! second run finds everything compiled.

mod commands;
mod package;
mod record;
mod site;
#[path = "../support/mod.rs"]
mod support;
mod symbols;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::LazyLock;

use libtest_mimic::Trial;
use package::{Package, Runs};
use record::Builder;
use support::judge::{self, Agreement};
use support::{harness, root};

fn main() -> ExitCode {
    harness::main(package::all().map(tests))
}

fn tests(packages: Vec<Package>) -> Vec<Trial> {
    let test = |kind: &str, package: &Package, run: fn(&Package) -> Result<(), String>| {
        let package = package.clone();
        harness::test(format!("{kind}::{}", package.key()), move || run(&package))
    };
    let works = packages.iter().map(|package| test("works", package, works));
    works.chain(packages.iter().map(|package| test("commands", package, same_commands))).collect()
}

/// The package's script, beside `node_modules`, with the addon that ours built.
fn works(package: &Package) -> Result<(), String> {
    site::built(package)?;
    let name = package.key();
    let own = root().join("tests/gyp/packages").join(format!("{name}.js"));
    let shared = root().join("tests/packages").join(format!("{name}.js"));
    let script = beside_packages(if own.is_file() { &own } else { &shared })?;
    match package.runs {
        Runs::Both => judge::compare(&script, Agreement::Success, |_| ()).map(drop)?,
        Runs::Node => judge::on_node(&script).map(drop)?,
    }
    let on_node = own.with_extension("on-node.js");
    if on_node.is_file() {
        judge::on_node(&beside_packages(&on_node)?)?;
    }
    Ok(())
}

/// A copy of a script where `require` finds the packages that are built.
fn beside_packages(script: &Path) -> Result<PathBuf, String> {
    let copy = site::tree()?.join(support::name(script));
    std::fs::copy(script, &copy)
        .map(|_| copy)
        .map_err(|error| format!("cannot copy {}: {error}", script.display()))
}

fn same_commands(package: &Package) -> Result<(), String> {
    let directory = record::directory(package)?;
    let ours = record::record(package, Builder::Ours)?;
    let our_commands = commands::normal(&ours, &directory)?;
    if our_commands.is_empty() {
        return Err("no command was recorded".into());
    }
    if let Some(missing) = *MISSING {
        eprintln!("{}: {missing} is not here, so node-gyp cannot run: not compared", package.name);
        return Ok(());
    }
    let theirs = record::record(package, Builder::NodeGyp)?;
    commands::compare(&our_commands, &commands::normal(&theirs, &directory)?)?;
    let left = theirs.finished_products(&directory);
    if ours.products != left {
        return Err(format!("node-gyp leaves {left:?}, ours {:?}", ours.products));
    }
    let compared = symbols::compare(&theirs.calls, &directory, &site::built(package)?)?;
    match compared {
        0 => Err("node-gyp linked no addon".into()),
        _ => Ok(()),
    }
}

/// A program that node-gyp needs and that is not here.
static MISSING: LazyLock<Option<&str>> = LazyLock::new(|| {
    let runs = |program: &str| {
        let mut command = Command::new(program);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    ["python3", "make"].into_iter().find(|program| !runs(program))
});
