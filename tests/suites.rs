//! Test suites that packages of npm ship, run unmodified by their own runners (tape, mocha, uvu) on
//! napkin and on Node 26: as many tests run and pass on both, and none fails.

mod support;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::Trial;
use support::process::{self, End, Outcome};
use support::{harness, judge, root, runtimes, scratch};

/// The largest one takes ten seconds; a machine may be busy.
const LIMIT: Duration = Duration::from_secs(300);

/// Name, arguments of the runtime in a folder with the files of tests/suites and `node_modules`.
const SUITES: &[(&str, &[&str])] = &[
    ("abstract-level over classic-level", &["classic-level.js"]),
    ("abstract-leveldown over leveldown", &["leveldown.js"]),
    (
        "bcrypt, run by mocha",
        &[
            "node_modules/mocha/bin/mocha.js",
            "--no-color",
            "--ui=tdd",
            "--timeout=60000",
            "--require=./expect.js",
            "node_modules/bcrypt/test/async.test.js",
            "node_modules/bcrypt/test/promise.test.js",
            "node_modules/bcrypt/test/sync.test.js",
        ],
    ),
    (
        "bufferutil and utf-8-validate, run by uvu",
        &["node_modules/uvu/bin.js", ".", "values.uvu.js"],
    ),
    ("minimist, run by tape", &[TAPE, "node_modules/minimist/test/*.js"]),
    (
        "packages of the language, run by tape",
        &[
            TAPE,
            "node_modules/{function-bind,for-each,internal-slot,object-is}/test/*.js",
            "node_modules/{dunder-proto,get-proto,set-proto,globalthis}/test/*.js",
            "node_modules/{is-map,is-set,is-weakmap,is-weakset,is-weakref,is-regex,is-string}/test/*.js",
            "node_modules/{side-channel,side-channel-list,side-channel-map,side-channel-weakmap}/test/*.js",
            "node_modules/{level-supports,es-object-atoms,reflect.getprototypeof}/test/*.js",
        ],
    ),
];

const TAPE: &str = "node_modules/tape/bin/tape";

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    Ok(SUITES
        .iter()
        .map(|(name, arguments)| harness::test(*name, || run(name, arguments)))
        .collect())
}

fn run(name: &str, arguments: &[&str]) -> Result<(), String> {
    let folder = scratch::with_npm_packages(&format!("suites/{}", name.replace([' ', ','], "-")))?;
    for file in support::entries(&root().join("tests/suites"))? {
        let copy = folder.join(support::name(&file));
        std::fs::copy(&file, copy)
            .map_err(|error| format!("cannot copy {}: {error}", file.display()))?;
    }
    let ours = counted(&runtimes::napkin()?, &folder, arguments)?;
    let nodes = counted(&runtimes::node()?, &folder, arguments)?;
    println!("{name}: {ours:?} on napkin, {nodes:?} on Node");
    if ours != nodes {
        return Err(format!("{ours:?} on napkin, {nodes:?} on Node"));
    }
    Ok(())
}

/// What a runner says of a suite.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
}

fn counted(program: &Path, folder: &Path, arguments: &[&str]) -> Result<Counts, String> {
    let mut command = runtimes::command(program, folder);
    let outcome = process::run(command.args(arguments), "", LIMIT)?;
    let counts = counts(&outcome.stdout);
    match (outcome.end, counts) {
        (End::Code(0), Some(counts)) if counts.failed == 0 && counts.passed > 0 => Ok(counts),
        (_, counts) => Err(failure(program, &outcome, counts)),
    }
}

fn failure(program: &Path, outcome: &Outcome, counts: Option<Counts>) -> String {
    let bad: Vec<&str> =
        outcome.stdout.lines().filter(|line| line.trim_start().starts_with("not ok")).collect();
    let what = format!("{}: {counts:?}; {}", program.display(), bad.join("; "));
    judge::failure(&what, outcome)
}

/// The totals in the output of tape ("# pass  5"), mocha ("5 passing") or uvu ("Passed: 5").
fn counts(output: &str) -> Option<Counts> {
    // Colours may follow a number.
    let number = |text: &str| {
        let text = text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text[..digits].parse::<usize>().ok()
    };
    let after = |mark: &str| {
        let line = output.lines().rev().find(|line| line.trim_start().starts_with(mark))?;
        number(line.trim_start().strip_prefix(mark)?)
    };
    let before = |mark: &str| {
        let line = output.lines().rev().find(|line| line.contains(mark))?;
        number(line.split_once(mark)?.0.split_whitespace().last()?)
    };
    if let Some(passed) = after("# pass ") {
        return Some(Counts { passed, failed: after("# fail ").unwrap_or(0) });
    }
    if let Some(passed) = before(" passing") {
        return Some(Counts { passed, failed: before(" failing").unwrap_or(0) });
    }
    let (total, passed) = (after("Total:")?, after("Passed:")?);
    let skipped = after("Skipped:").unwrap_or(0);
    Some(Counts { passed, failed: total.saturating_sub(passed + skipped) })
}
