//! napi-derive in real envs: its test addons, which forbid unsafe code, built with cargo, and each
//! of the scripts beside them run on napkin and on Node 26, with the same output.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};

use libtest_mimic::Trial;
use support::judge::{self, Agreement};
use support::process::End;
use support::{entries, harness, name, root, runtimes, rust, sanitizer, scratch};

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut tests = Vec::new();
    for folder in ["addon", "async_addon", "feature_addon"] {
        let source = root().join("napi-derive/tests").join(folder);
        // Built by whichever test comes first.
        let addon = Arc::new(OnceLock::new());
        for script in entries(&source)? {
            if script.extension().is_none_or(|extension| extension != "js") {
                continue;
            }
            let (source, addon) = (source.clone(), Arc::clone(&addon));
            let title = format!("{folder}::{}", name(&script.with_extension("")));
            tests.push(harness::test(title, move || {
                run(&script, addon.get_or_init(|| build(&source)).as_ref().map_err(Clone::clone)?)
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
