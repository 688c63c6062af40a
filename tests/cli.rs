//! The command line: what is printed, where, and the exit code. Where Node has the same option the
//! answer is compared with Node's.

mod support;

use std::path::Path;
use std::time::Duration;

use support::process::{self, End, Outcome};
use support::{runtimes, scratch};

const LIMIT: Duration = Duration::from_secs(60);

fn run_in(program: &Path, folder: &Path, arguments: &[&str], input: &str) -> Outcome {
    let mut command = runtimes::command(program, folder);
    process::run(command.args(arguments), input, LIMIT).unwrap_or_else(|why| panic!("{why}"))
}

fn napkin_with_input(arguments: &[&str], input: &str) -> Outcome {
    let program = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    run_in(&program, support::root(), arguments, input)
}

fn napkin(arguments: &[&str]) -> Outcome {
    napkin_with_input(arguments, "")
}

fn node(arguments: &[&str]) -> Outcome {
    let program = runtimes::node().unwrap_or_else(|why| panic!("{why}"));
    run_in(&program, support::root(), arguments, "")
}

/// A script in a folder of its own, and that folder.
fn script(test: &str, text: &str) -> (std::path::PathBuf, String) {
    let folder = scratch::empty(&format!("cli/{test}")).unwrap_or_else(|why| panic!("{why}"));
    let file = folder.join("script.js");
    std::fs::write(&file, text).expect("the scratch folder can be written");
    let path = file.to_string_lossy().into_owned();
    (folder, path)
}

#[track_caller]
fn assert_output(outcome: &Outcome, stdout: &str) {
    assert_eq!(outcome.end, End::Code(0), "{outcome:?}");
    assert_eq!(outcome.stdout, stdout, "{outcome:?}");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn help_fits_80_columns() {
    for option in ["--help", "-h"] {
        let outcome = napkin(&[option]);
        assert_eq!(outcome.end, End::Code(0));
        assert_eq!(outcome.stderr, "");
        assert!(outcome.stdout.starts_with("Usage: napkin"), "{}", outcome.stdout);
        for line in outcome.stdout.lines() {
            assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
        }
        for named in ["--eval", "--print", "--expose-gc", "--engine", "--version", "--help"] {
            assert!(outcome.stdout.contains(named), "{named} is not in the help");
        }
    }
}

#[test]
fn version_is_nodes_and_names_the_engine() {
    let nodes = node(&["--version"]).stdout;
    let engine = "const { versions } = process; process.stdout.write(\
                  Object.keys(versions).filter((name) => /quickjs|monkey/.test(name))\
                  .map((name) => `${name}.${versions[name]}`).join())";
    let engine = napkin(&["-e", engine]).stdout;
    assert!(engine.starts_with("quickjs-ng.") || engine.starts_with("spidermonkey."), "{engine}");
    for option in ["--version", "-v"] {
        assert_output(&napkin(&[option]), &format!("{}+{engine}\n", nodes.trim_end()));
    }
}

#[test]
fn a_program_named_node_says_nodes_version() {
    let (folder, _) = script("version", "");
    let link = folder.join("node");
    let program = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    std::os::unix::fs::symlink(program, &link).expect("the scratch folder can be written");
    assert_output(&run_in(&link, &folder, &["--version"], ""), &node(&["--version"]).stdout);
}

#[test]
fn unknown_options_are_refused() {
    for option in ["--nonsense", "-Z", "--nonsense=1"] {
        let outcome = napkin(&[option, "script.js"]);
        assert_eq!(outcome.end, End::Code(9), "{outcome:?}");
        assert_eq!(outcome.stdout, "");
        assert!(outcome.stderr.contains(&format!("bad option: {option}")), "{}", outcome.stderr);
        assert_eq!(node(&[option, "script.js"]).end, End::Code(9));
    }
}

#[test]
fn an_option_without_its_value_is_refused() {
    for option in ["-e", "--eval", "-r", "--require"] {
        assert_eq!(node(&[option]).end, End::Code(9), "{option} on Node");
        let outcome = napkin(&[option]);
        assert_eq!(outcome.end, End::Code(9), "{outcome:?}");
        assert!(outcome.stderr.contains("requires an argument"), "{}", outcome.stderr);
    }
}

#[test]
fn code_on_the_command_line() {
    assert_output(&napkin(&["-e", "console.log(1 + 1)"]), "2\n");
    assert_output(
        &napkin(&["--eval", "console.log(typeof require, __filename)"]),
        "function [eval]\n",
    );
    assert_output(
        &napkin(&["-e", "console.log(process.argv.slice(1))", "a", "--b"]),
        "[ 'a', '--b' ]\n",
    );
    assert_output(
        &napkin(&["-e", "console.log(process.execArgv.length, typeof gc)"]),
        "2 undefined\n",
    );
    assert_output(&napkin(&["--expose-gc", "-e", "console.log(typeof gc)"]), "function\n");
}

#[test]
fn printing_a_value() {
    for code in [
        "1 + 1",
        "[1, { a: 'x' }]",
        "'text'",
        "undefined",
        "new Map([[1, 2]])",
        "process.argv.length",
    ] {
        let nodes = node(&["-p", code]);
        assert_eq!(nodes.end, End::Code(0));
        assert_output(&napkin(&["-p", code]), &nodes.stdout);
    }
}

#[test]
fn scripts_from_standard_input() {
    let code = "console.log('in', process.argv.slice(2))";
    assert_output(&napkin_with_input(&["-"], code), "in []\n");
    assert_output(&napkin_with_input(&["-", "x", "-e"], code), "in [ 'x', '-e' ]\n");
    assert_output(&napkin_with_input(&[], code), "in []\n");
    assert_output(&napkin_with_input(&["-"], ""), "");
}

#[test]
fn a_file_and_its_arguments() {
    let (_, path) =
        script("arguments", "console.log(process.argv.slice(2), require.main === module)");
    assert_output(&napkin(&[&path, "a", "--help", "-"]), "[ 'a', '--help', '-' ] true\n");
    assert_output(&napkin(&["--", &path, "a"]), "[ 'a' ] true\n");
    let stem = path.strip_suffix(".js").expect("it was named so");
    assert_output(&napkin(&[stem]), "[] true\n");
}

#[test]
fn modules_loaded_first() {
    let (folder, path) = script("preload", "console.log('script')");
    std::fs::write(folder.join("first.js"), "console.log('first')").expect("writable");
    let program = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    let outcome = run_in(&program, &folder, &["-r", "./first.js", &path], "");
    assert_output(&outcome, "first\nscript\n");
}

#[test]
fn exit_codes() {
    let cases = [
        ("", 0),
        ("process.exit(3)", 3),
        ("process.exitCode = 4", 4),
        ("process.exitCode = 4; process.exit()", 4),
        ("process.exit(256 + 7)", 7),
        ("process.on('exit', () => { process.exitCode = 5 })", 5),
        ("process.on('exit', (code) => process.exit(code + 1)); process.exit(1)", 2),
        ("throw new Error('x')", 1),
        ("throw undefined", 1),
        ("Promise.reject(new Error('x'))", 1),
        ("setTimeout(() => { throw 1 }, 1)", 1),
        ("let x = ;", 1),
        ("process.on('uncaughtException', () => {}); throw 1", 0),
        ("process.on('uncaughtException', () => { throw 2 }); throw 1", 7),
        ("process.once('beforeExit', () => setImmediate(() => process.exit(6)))", 6),
    ];
    for (code, expected) in cases {
        assert_eq!(node(&["-e", code]).end, End::Code(expected), "on Node: {code}");
        let outcome = napkin(&["-e", code]);
        assert_eq!(outcome.end, End::Code(expected), "{code}\n{}", outcome.stderr);
    }
}

#[test]
fn a_missing_file() {
    let outcome = napkin(&["no-such-file.js"]);
    assert_eq!(outcome.end, End::Code(1), "{outcome:?}");
    assert_eq!(outcome.stdout, "");
    let path = support::root().join("no-such-file.js");
    assert!(
        outcome.stderr.contains(&format!("Error: Cannot find module '{}'", path.display())),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("code: 'MODULE_NOT_FOUND'"), "{}", outcome.stderr);
}

/// A report without the stack, whose inner frames are each runtime's own, and without the column
/// that the caret marks: engines know it of different parts of an expression. An error that Node
/// makes itself comes with a line of Node's own source; that goes too.
fn without_frames(report: &str) -> String {
    let report = match report.split_once("\n\n") {
        // Where in its own code a runtime gave up is its own matter.
        Some((place, rest)) if place.starts_with("node:internal/") => rest,
        _ => report,
    };
    // The brace that opens the properties stands on the last line of the stack and goes with it.
    let lines = report.lines().filter(|line| !line.trim_start().starts_with("at "));
    let lines = lines.map(|line| if line.trim() == "^" { "^" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn reports_of_uncaught_exceptions() {
    let cases = [
        ("error", "function f() {\n  throw new TypeError('boom');\n}\nf();\n"),
        (
            "fields",
            "\n\n\tthrow Object.assign(new Error('two\\nlines'), { code: 'E_TEST', extra: [1] });\n",
        ),
        ("cause", "throw new Error('outer', { cause: 'inner' });\n"),
        ("rejection", "Promise.reject(new RangeError('later'));\n"),
        ("rejected-value", "Promise.reject({ a: 1 });\n"),
        ("callback", "setImmediate(() => {\n  throw new Error('from the loop');\n});\n"),
    ];
    for (name, code) in cases {
        let (_, path) = script(&format!("report-{name}"), code);
        let [nodes, ours] = [node(&[&path]), napkin(&[&path])];
        assert_eq!(ours.end, End::Code(1), "{name}: {ours:?}");
        assert_eq!(ours.stdout, "", "{name}");
        assert_eq!(
            without_frames(&ours.stderr),
            without_frames(&nodes.stderr),
            "{name}\n{}",
            ours.stderr
        );
    }
}

#[test]
fn the_stack_names_file_and_line() {
    let (_, path) = script("stack", "function inner() {\n  throw new Error('x');\n}\ninner();\n");
    let report = napkin(&[&path]).stderr;
    let start =
        format!("{path}:2\n  throw new Error('x');\n  ^\n\nError: x\n    at inner ({path}:2:");
    assert!(report.starts_with(&start), "{report}");
    assert!(report.contains(&format!("{path}:4:")), "{report}");
}
