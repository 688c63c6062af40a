//! napi-derive in real envs: its test addons, which forbid unsafe code, built with cargo, and each
//! of the scripts beside them run on napkin, on Node 26, on Deno and on Bun, with the same output.
//!
//! What Deno or Bun cannot pass, because they differ from Node there, is listed in `SHORTCOMINGS`.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use libtest_mimic::Trial;
use support::judge::{self, Agreement};
use support::process::End;
use support::runtimes::Host;
use support::{
    difference, entries, harness, name, read, root, runtimes, rust, sanitizer, scratch, typescript,
};

/// A case of a script that fails on a host, by a fault of the host's. The test fails when it passes.
struct Shortcoming {
    host: Host,
    /// Folder and script.
    script: &'static str,
    case: &'static str,
    /// What the host does.
    #[expect(dead_code, reason = "for who reads this table")]
    reason: &'static str,
}

const SHORTCOMINGS: &[Shortcoming] = &[
    Shortcoming {
        host: Host::Deno,
        script: "addon/test",
        case: "shared memory is copied, never borrowed",
        reason: "no function tells where the bytes of a SharedArrayBuffer are (those of views of one \
                 are found), so that one is a TypeError",
    },
    Shortcoming {
        host: Host::Deno,
        script: "addon/classes",
        case: "workers have classes of their own",
        reason: "no finalizer runs when a worker ends, so values behind objects are never dropped",
    },
    Shortcoming {
        host: Host::Deno,
        script: "async_addon/test",
        case: "promise jobs follow each call, or each batch",
        reason: "thread-safe functions that were called before are all run before promise jobs are",
    },
    Shortcoming {
        host: Host::Deno,
        script: "async_addon/classes",
        case: "an instance lives as long as its methods",
        reason: "the same",
    },
];

/// An addon that was built, or why not.
type Addon = Result<PathBuf, String>;

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
            // `uses.cts` asserts as well. The one with misuses is for the compiler only.
            let is_typed = script.ends_with("uses.cts") && !sanitizer::on();
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
        // What is declared has nothing to do with memory, and Node loads no instrumented addon.
        if !sanitizer::on() {
            tests.extend(declarations(folder, source, addon));
        }
    }
    if !sanitizer::on() {
        tests.push(harness::test("addon::without_a_host", without_a_host));
    }
    Ok(tests)
}

/// What `napkin build` declares, and that it is right for the compiler.
fn declarations(folder: &str, source: PathBuf, addon: Arc<OnceLock<Addon>>) -> [Trial; 2] {
    let scripts = source.clone();
    [
        harness::test(format!("{folder}::declarations"), move || {
            let addon = addon.get_or_init(|| build(&source)).as_ref().map_err(Clone::clone)?;
            declared(&source, addon)
        }),
        harness::test(format!("{folder}::typescript"), move || {
            typescript::check(&scripts, &["uses.cts", "misuses.cts"])
        }),
    ]
}

/// In a program without Node-API the addon is not loaded, and says what it misses: no stub answers
/// in the place of a function that is not there.
fn without_a_host() -> Result<(), String> {
    let source = root().join("napi-derive/tests/addon");
    let addon = rust::build(&source, &scratch::empty("derive/without_a_host")?)?;
    let output = Command::new("true")
        .env("LD_PRELOAD", &addon)
        .output()
        .map_err(|error| format!("cannot run `true`: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() && said.contains("undefined symbol: n") {
        return Ok(());
    }
    Err(format!("it was loaded without its functions ({}):\n{said}", output.status))
}

fn build(source: &Path) -> Result<PathBuf, String> {
    let library = rust::build(source, &scratch::empty(&format!("derive/{}", name(source)))?)?;
    let addon = library.with_extension("node");
    std::fs::copy(&library, &addon).map_err(|error| format!("{}: {error}", addon.display()))?;
    Ok(addon)
}

/// `napkin build` writes the declarations that lie beside the scripts.
fn declared(source: &Path, addon: &Path) -> Result<(), String> {
    let mut folders = addon.ancestors();
    let folder = folders
        .find(|folder| folder.join("Cargo.toml").is_file())
        .ok_or_else(|| format!("{} is in no package", addon.display()))?;
    // A copy of those that are expected.
    let dts = folder.join("index.d.ts");
    std::fs::remove_file(&dts).map_err(|error| format!("{}: {error}", dts.display()))?;
    rust::napkin_build(folder, &["--no-js"])?;
    let golden = source.join("index.d.ts");
    let (expected, found) = (read(&golden)?, read(&dts)?);
    if found == expected {
        return Ok(());
    }
    Err(format!(
        "{} differs (- there, + declared in {}):\n{}",
        golden.display(),
        dts.display(),
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

/// The script asserts; it gets the addon's path in a variable.
fn run(script: &Path, addon: &Path) -> Result<(), String> {
    let prepare = |command: &mut Command| {
        command.env("NAPKIN_TEST_ADDON", addon);
    };
    let with_gc = |command: &mut Command| {
        prepare(command);
        command.arg("--expose-gc");
    };
    if sanitizer::on() {
        return with_sanitizer(script, with_gc);
    }
    let outcome = judge::compare(script, Agreement::Success, with_gc)?;
    Host::ALL.into_iter().try_for_each(|host| on_host(host, script, prepare, &outcome.stdout))
}

/// The same on another host, but for what it cannot pass, which is looked at case by case.
fn on_host(
    host: Host,
    script: &Path,
    prepare: impl Fn(&mut Command),
    nodes: &str,
) -> Result<(), String> {
    let folder = name(script.parent().unwrap_or(script));
    let this = format!("{folder}/{}", name(&script.with_extension("")));
    let applies = |entry: &&Shortcoming| entry.host == host && entry.script == this;
    let except: Vec<&str> = SHORTCOMINGS.iter().filter(applies).map(|entry| entry.case).collect();
    let outcome = judge::on_host(host, script, judge::LIMIT, |command| {
        prepare(command);
        command.env("NAPKIN_TEST_EXCEPT", format!("{except:?}"));
    })?;
    let lines = nodes.split_inclusive('\n');
    let expected: String =
        lines.filter(|line| !except.contains(&line.trim_start_matches("ok").trim())).collect();
    judge::agrees_with_node(host, &outcome, &expected)?;
    for case in except {
        // Some of them never end.
        let outcome = judge::on_host(host, script, Duration::from_secs(4), |command| {
            prepare(command);
            command.env("NAPKIN_TEST_ONLY", case);
        })?;
        if outcome.end == End::Code(0) {
            return Err(format!("{host:?} passes \"{case}\" now: take it off the table"));
        }
    }
    Ok(())
}

/// On napkin alone, and no process may report anything.
fn with_sanitizer(script: &Path, prepare: impl Fn(&mut Command)) -> Result<(), String> {
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
