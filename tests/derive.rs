//! napi-derive in real envs: its test addons, which forbid unsafe code, built with cargo, and each
//! of the scripts beside them run on napkin and on Node 26, with the same output.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

use libtest_mimic::Trial;
use support::judge::{self, Agreement};
use support::process::End;
use support::{
    declarations, difference, entries, harness, name, read, root, runtimes, rust, sanitizer,
    scratch, typescript,
};

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut tests = Vec::new();
    for folder in ["addon", "async_addon", "feature_addon"] {
        let source = root().join("napi-derive/tests").join(folder);
        // Built by whichever test comes first.
        let addon = Arc::new(OnceLock::new());
        let (scripts, built) = (source.clone(), Arc::clone(&addon));
        tests.push(harness::test(format!("{folder}::declarations"), move || {
            let addon = built.get_or_init(|| build(&scripts)).as_ref().map_err(Clone::clone)?;
            declared(&scripts, addon)
        }));
        let scripts = source.clone();
        tests.push(harness::test(format!("{folder}::typescript"), move || {
            typescript::check(&scripts, &["uses.cts", "misuses.cts"])
        }));
        for script in entries(&source)? {
            // `uses.cts` asserts as well. The one with misuses is for the compiler only.
            let is_typed = script.ends_with("uses.cts");
            if !is_typed && script.extension().is_none_or(|extension| extension != "js") {
                continue;
            }
            let (source, addon) = (source.clone(), Arc::clone(&addon));
            let title = format!("{folder}::{}", name(&script.with_extension("")));
            tests.push(harness::test(title, move || {
                let addon = addon.get_or_init(|| build(&source)).as_ref().map_err(Clone::clone)?;
                if is_typed { run_typed(&script, addon) } else { run(&script, addon) }
            }));
        }
    }
    Ok(tests)
}

fn build(source: &Path) -> Result<PathBuf, String> {
    let library = rust::build(source, &scratch::empty(&format!("derive/{}", name(source)))?)?;
    let addon = library.with_extension("node");
    std::fs::copy(&library, &addon).map_err(|error| format!("{}: {error}", addon.display()))?;
    Ok(addon)
}

/// The library's declarations are those that are written down beside its scripts.
fn declared(source: &Path, addon: &Path) -> Result<(), String> {
    let found = declarations::read(addon)?;
    let golden = source.join("index.d.ts");
    let expected = read(&golden)?;
    if found == expected {
        return Ok(());
    }
    let place = addon.with_extension("d.ts");
    std::fs::write(&place, &found).map_err(|error| format!("{}: {error}", place.display()))?;
    Err(format!(
        "{} differs (- there, + declared); what is declared is in {}:\n{}",
        golden.display(),
        place.display(),
        difference::show(&expected, &found)
    ))
}

/// The declarations are true: Node, which strips types, runs what the compiler checked.
fn run_typed(script: &Path, addon: &Path) -> Result<(), String> {
    let outcome = judge::run(&runtimes::node()?, script, |command| {
        command.env("NAPKIN_TEST_ADDON", addon);
    })?;
    match outcome.end {
        End::Code(0) => Ok(()),
        _ => Err(judge::failure("on Node", &outcome)),
    }
}

/// The script asserts; it gets the addon's path as its argument.
fn run(script: &Path, addon: &Path) -> Result<(), String> {
    let prepare = |command: &mut Command| {
        command.env("NAPKIN_TEST_ADDON", addon).arg("--expose-gc");
    };
    if !sanitizer::on() {
        return judge::compare(script, Agreement::Success, prepare).map(drop);
    }
    let folder = scratch::empty(&format!("derive/reports/{}", name(script)))?;
    let outcome = judge::run(&runtimes::napkin()?, script, |command| {
        prepare(command);
        sanitizer::watch(command, &folder);
    })?;
    sanitizer::verdict(&folder)?;
    match outcome.end {
        End::Code(0) => Ok(()),
        _ => Err(judge::failure("with the sanitizer", &outcome)),
    }
}
