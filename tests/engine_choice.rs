//! `--engine`: the build with the other engine is run when it is beside this one. These tests hold
//! for either engine as the build's own; what stands in for the other build is a shell script, or
//! this build under the other's name.

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use support::process::{self, End, Outcome};
use support::{runtimes, scratch};

const LIMIT: Duration = Duration::from_secs(60);

/// `--engine`'s names for the engine of the build under test, and for the other.
fn own_and_other() -> (&'static str, &'static str) {
    let versions = run(&napkin(), &["-p", "Object.keys(process.versions).join()"], &[]).stdout;
    match ["quickjs-ng", "spidermonkey"]
        .map(|name| versions.trim().split(',').any(|key| key == name))
    {
        [true, false] => ("quickjs", "spidermonkey"),
        [false, true] => ("spidermonkey", "quickjs"),
        _ => panic!("process.versions names no engine, or two: {versions}"),
    }
}

fn napkin() -> PathBuf {
    runtimes::napkin().unwrap_or_else(|why| panic!("{why}"))
}

fn folder(test: &str) -> PathBuf {
    scratch::empty(&format!("engine_choice/{test}")).unwrap_or_else(|why| panic!("{why}"))
}

/// The build under test at another place, which it takes for its own (unlike that of a link).
fn install(place: &Path) {
    if fs::hard_link(napkin(), place).is_err() {
        fs::copy(napkin(), place).expect("the scratch folder can be written");
    }
}

fn shell_script(place: &Path, text: &str) {
    fs::write(place, format!("#!/bin/sh\n{text}\n")).expect("the scratch folder can be written");
    fs::set_permissions(place, fs::Permissions::from_mode(0o755)).expect("it is ours");
}

fn run(program: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Outcome {
    let mut command = runtimes::command(program, support::root());
    command.args(arguments).envs(variables.iter().copied());
    process::run(&mut command, "", LIMIT).unwrap_or_else(|why| panic!("{why}"))
}

#[track_caller]
fn assert_output(outcome: &Outcome, stdout: &str) {
    assert_eq!(outcome.end, End::Code(0), "{outcome:?}");
    assert_eq!(outcome.stdout, stdout, "{outcome:?}");
    assert_eq!(outcome.stderr, "");
}

#[track_caller]
fn assert_refused(outcome: &Outcome, words: &[&str]) {
    assert_eq!(outcome.end, End::Code(9), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
    for word in words {
        assert!(outcome.stderr.contains(word), "{word:?} is not in: {}", outcome.stderr);
    }
}

#[test]
fn the_builds_own_engine_changes_nothing() {
    let (own, _) = own_and_other();
    let joined = format!("--engine={own}");
    let code =
        "console.log(process.execArgv.slice(0, -2).join(), process.argv.length, process.execPath)";
    let path = napkin().canonicalize().expect("it exists");
    let expected = |execution: &str| format!("{execution} 2 {}\n", path.display());
    assert_output(&run(&napkin(), &[&joined, "-e", code, "x"], &[]), &expected(&joined));
    let apart = format!("--engine,{own}");
    assert_output(&run(&napkin(), &["--engine", own, "-e", code, "x"], &[]), &expected(&apart));
}

#[test]
fn what_follows_the_script_is_the_scripts() {
    let (_, other) = own_and_other();
    let file = folder("script").join("script.js");
    fs::write(&file, "console.log(process.argv[2], process.execArgv)").expect("writable");
    let option = format!("--engine={other}");
    let outcome = run(&napkin(), &[&file.to_string_lossy(), &option], &[]);
    assert_output(&outcome, &format!("{option} []\n"));
}

#[test]
fn an_unknown_engine_is_refused() {
    for option in ["--engine=v8", "--engine=quickjs-ng", "--engine="] {
        let outcome = run(&napkin(), &[option, "-p", "1"], &[]);
        assert_refused(&outcome, &["--engine takes quickjs or spidermonkey, found"]);
    }
    assert_refused(&run(&napkin(), &["--engine"], &[]), &["--engine requires an argument"]);
}

#[test]
fn a_build_that_is_not_there_is_described() {
    let (_, other) = own_and_other();
    let folder = folder("missing");
    install(&folder.join("napkin"));
    let outcome = run(&folder.join("napkin"), &[&format!("--engine={other}"), "-p", "1"], &[]);
    let place = folder.join(format!("napkin-{other}"));
    let build = match other {
        "quickjs" => "cargo build --release &&",
        _ => "MOZJS_FROM_SOURCE=1 cargo build --release --features spidermonkey &&",
    };
    assert_refused(&outcome, &["looked for", &place.to_string_lossy(), build]);
}

#[test]
fn the_other_build_takes_the_process_over() {
    let (_, other) = own_and_other();
    let folder = folder("other");
    install(&folder.join("napkin"));
    shell_script(
        &folder.join(format!("napkin-{other}")),
        "shift; printf '%s\\n' \"$$\" \"$MARK\" \"$0\" \"$@\"; read -r line; echo \"$line\"; exit 3",
    );
    let option = format!("--engine={other}");
    // `process::run` does not tell the number of the process.
    let child = runtimes::command(&folder.join("napkin"), support::root())
        .args(["--expose-gc", &option, "--", "a script.js", "--engine=x", ""])
        .env("MARK", "an environment")
        .stdin(Stdio::from(fs::File::open(support::root().join("LICENSE")).expect("it is there")))
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let number = child.id();
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(3));
    let (number, place) = (number.to_string(), folder.join(format!("napkin-{other}")));
    let license = fs::read_to_string(support::root().join("LICENSE")).expect("text");
    let expected = [
        &number,
        "an environment",
        &place.to_string_lossy(),
        "--expose-gc",
        &option,
        "--",
        "a script.js",
        "--engine=x",
        "",
        license.lines().next().expect("a line"),
    ];
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn the_other_build_may_be_the_plain_one() {
    let (own, other) = own_and_other();
    let folder = folder("plain");
    let program = folder.join(format!("napkin-{own}"));
    install(&program);
    shell_script(&folder.join("napkin"), "echo plain");
    let option = format!("--engine={other}");
    assert_output(&run(&program, &[&option, "x.js"], &[]), "plain\n");
    shell_script(&folder.join(format!("napkin-{other}")), "echo named");
    assert_output(&run(&program, &[&option, "x.js"], &[]), "named\n");
}

#[test]
fn information_is_the_other_builds_too() {
    let (_, other) = own_and_other();
    let folder = folder("information");
    install(&folder.join("napkin"));
    shell_script(&folder.join(format!("napkin-{other}")), "shift; echo \"$@\"");
    let option = format!("--engine={other}");
    for arguments in [[&*option, "--version"], ["--versions", &*option], ["-h", &*option]] {
        let outcome = run(&folder.join("napkin"), &arguments, &[]);
        assert_output(&outcome, &format!("{}\n", arguments.join(" ")));
    }
}

#[test]
fn a_build_with_the_wrong_name_does_not_run_itself_for_ever() {
    let (_, other) = own_and_other();
    let option = format!("--engine={other}");
    let wrong = format!("napkin-{other}");

    let folder = folder("wrong");
    install(&folder.join("napkin"));
    install(&folder.join(&wrong));
    let message = format!("was started for --engine={other}, but its engine is");
    let place = folder.join(&wrong);
    let outcome = run(&folder.join("napkin"), &[&option, "-p", "1"], &[]);
    assert_refused(&outcome, &[&message, &place.to_string_lossy()]);
    let outcome = run(&place, &[&option, "-p", "1"], &[]);
    assert_refused(&outcome, &["--engine"]);

    // Two folders, each of which says that the other build is in the other one.
    let [here, there] = ["here", "there"].map(|name| folder.join(name));
    for (folder, other) in [(&here, &there), (&there, &here)] {
        fs::create_dir(folder).expect("writable");
        install(&folder.join("napkin"));
        symlink(other.join("napkin"), folder.join(&wrong)).expect("writable");
    }
    let outcome = run(&here.join("napkin"), &[&option, "-p", "1"], &[]);
    assert_refused(&outcome, &[&message]);
}

#[test]
fn workers_and_children_get_along_with_it() {
    let (own, other) = own_and_other();
    let code = "
        const { Worker } = require('worker_threads');
        const { execFileSync } = require('child_process');
        const options = process.execArgv.slice(0, -2);
        const child = [...options, '-p', 'process.execArgv[0]'];
        console.log(execFileSync(process.execPath, child, { encoding: 'utf8' }).trim());
        const text = 'require(\"worker_threads\").parentPort.postMessage(process.execArgv[0])';
        const started = new Worker(text, { eval: true, execArgv: options });
        started.on('message', (message) => console.log(message));
        try {
          new Worker(text, { eval: true, execArgv: ['--engine=' + process.argv[1]] });
        } catch (error) {
          console.log(error.code);
        }";
    let option = format!("--engine={own}");
    let outcome = run(&napkin(), &[&option, "-e", code, other], &[]);
    assert_output(&outcome, &format!("{option}\nERR_WORKER_INVALID_EXEC_ARGV\n{option}\n"));
}
