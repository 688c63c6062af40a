//! Runs one script on napkin and on Node and says whether they agree.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::process::{self, End, Outcome};
use super::runtimes::Host;
use super::{difference, engine_differences, name, runtimes, script};

/// For one run. The slowest tests need a second or two; a sanitizer build some times that.
pub const LIMIT: Duration = Duration::from_secs(120);

/// What the two runs of a script must have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The output, and both end with code 0: the script asserts.
    Success,
    /// The output and the exit code, whatever it is.
    SameEnd,
}

/// Runs `script` in its folder on both runtimes, `prepare`d alike, and compares.
pub fn compare(
    script: &Path,
    agreement: Agreement,
    prepare: impl Fn(&mut Command),
) -> Result<Outcome, String> {
    let ours = run(&runtimes::napkin()?, script, &prepare)?;
    let nodes = run(&runtimes::node()?, script, &prepare)?;
    let succeeded = |outcome: &Outcome| outcome.end == End::Code(0);
    if agreement == Agreement::Success && !succeeded(&nodes) {
        return Err(failure("the test itself fails on Node", &nodes));
    }
    if matches!(nodes.end, End::TimeLimit(_)) {
        return Err(failure("the test does not end on Node", &nodes));
    }
    let expected = engine_differences::expected(&name(script), &nodes.stdout)?;
    let agree = ours.end == nodes.end && ours.stdout == expected;
    if agree {
        return Ok(ours);
    }
    let mut report = String::new();
    if ours.end != nodes.end {
        let _ = writeln!(report, "napkin: {}, Node: {}", ours.end, nodes.end);
    }
    if ours.stdout != expected {
        let _ = write!(
            report,
            "output (- Node, + napkin):\n{}",
            difference::show(&expected, &ours.stdout)
        );
    }
    report.push_str(&stderr("napkin", &ours));
    if !succeeded(&nodes) {
        report.push_str(&stderr("Node", &nodes));
    }
    Err(report)
}

/// Runs `script` on Node alone; it asserts.
pub fn on_node(script: &Path) -> Result<Outcome, String> {
    let outcome = run(&runtimes::node()?, script, |_| ())?;
    match outcome.end {
        End::Code(0) => Ok(outcome),
        _ => Err(failure("it fails on Node", &outcome)),
    }
}

/// Runs `script` in its folder on another host, with `gc()`.
pub fn on_host(
    host: Host,
    script: &Path,
    limit: Duration,
    prepare: impl Fn(&mut Command),
) -> Result<Outcome, String> {
    let mut command = host.command(script.parent().unwrap_or(Path::new("/")))?;
    prepare(&mut command);
    process::run(command.arg(script), "", limit)
}

/// Whether the outcome is Node's: the same output, and success.
pub fn agrees_with_node(host: Host, outcome: &Outcome, nodes: &str) -> Result<(), String> {
    if outcome.end != End::Code(0) {
        return Err(failure(&format!("on {host:?}"), outcome));
    }
    if outcome.stdout != nodes {
        let difference = difference::show(nodes, &outcome.stdout);
        return Err(format!("output (- Node, + {host:?}):\n{difference}"));
    }
    Ok(())
}

/// Runs `script` in its folder, with the flags its first line asks for.
pub fn run(
    program: &Path,
    script: &Path,
    prepare: impl Fn(&mut Command),
) -> Result<Outcome, String> {
    let folder = script.parent().unwrap_or(Path::new("/"));
    let mut command = runtimes::command(program, folder);
    command.args(script::flags(script)?);
    prepare(&mut command);
    process::run(command.arg(script), "", LIMIT)
}

/// A run that should have succeeded.
pub fn failure(what: &str, outcome: &Outcome) -> String {
    format!(
        "{what}: {}\n--- standard output\n{}{}",
        outcome.end,
        tail(&outcome.stdout),
        stderr("its", outcome)
    )
}

fn stderr(whose: &str, outcome: &Outcome) -> String {
    if outcome.stderr.is_empty() {
        return String::new();
    }
    format!("--- {whose} standard error\n{}", tail(&outcome.stderr))
}

/// The last lines: where the reason is.
fn tail(text: &str) -> String {
    const LINES: usize = 60;
    let lines: Vec<&str> = text.lines().collect();
    let mut tail = lines[lines.len().saturating_sub(LINES)..].join("\n");
    tail.push('\n');
    tail
}
