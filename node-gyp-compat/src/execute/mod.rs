//! Running a graph: what is not fresh, in parallel, dependencies first.
//!
//! `run` decides what runs when, `worker` runs one step, `freshness` and `log` know what need not
//! run, `history` remembers for people. Here is what comes before and after: files of steps that
//! are gone are removed, and failures become an error.

pub mod depfile;
mod files;
pub mod freshness;
pub mod history;
pub mod log;
pub mod observer;
mod run;
mod show_includes;
pub mod worker;

use std::path::Path;

use crate::diagnostic::{Diagnostic, ErrorKind, Label, Result};
use crate::environment::Environment;
use crate::graph::Graph;
use crate::shell;
use log::Log;
use observer::Observer;
use run::{Finished, Run};

/// The files in `build/Release` that know of earlier builds.
pub const LOG: &str = ".build-log";
pub const HISTORY: &str = ".build-history";

pub struct Job<'j> {
    pub graph: &'j Graph,
    pub build: &'j Path,
    pub configuration: &'j str,
    pub environment: &'j Environment,
    pub identity: &'j str,
    pub jobs: usize,
    pub verbose: bool,
}

/// Runs what has to run; returns how many steps that were.
pub fn run(job: &Job, observer: &mut dyn Observer) -> Result<usize> {
    let directory = job.build.join(job.configuration);
    let mut log = Log::open(&directory.join(LOG));
    let wrong = |error: std::io::Error| {
        Diagnostic::new(format!("cannot write to {}: {error}", job.build.display()))
    };
    remove_orphans(job, &mut log).map_err(wrong)?;
    let result = Run::new(job, &mut log, observer).all().map_err(wrong)?;
    observer.finished();
    if result.failures.is_empty() {
        return Ok(result.ran);
    }
    Err(failure(job, &result))
}

/// Products of targets that are gone: a loader that takes the first `.node` in build/Release
/// must not find them. What a command once wrote elsewhere may be the user's own by now.
fn remove_orphans(job: &Job, log: &mut Log) -> std::io::Result<()> {
    for output in log.outputs() {
        if job.graph.maker(&output).is_some() {
            continue;
        }
        let file = job.build.join(&output);
        if files::is_inside(&output) {
            for path in [file.clone(), job.build.join(format!("{output}.d"))] {
                let removed = match std::fs::symlink_metadata(&path) {
                    Ok(data) if data.is_dir() => std::fs::remove_dir_all(&path),
                    _ => std::fs::remove_file(&path),
                };
                match removed {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        return Err(error);
                    }
                    _ => {}
                }
            }
        }
        log.forget(&output)?;
    }
    Ok(())
}

/// All failures, each with its command and what that printed.
fn failure(job: &Job, result: &Finished) -> Box<Diagnostic> {
    let titles: Vec<_> =
        result.failures.iter().map(|(index, _)| job.graph.steps[*index].title()).collect();
    let mut error: Box<Diagnostic> = Diagnostic::new(match &titles[..] {
        [only] => format!("{only} failed"),
        several => format!("{} steps failed: {}", several.len(), several.join(", ")),
    })
    .kind(ErrorKind::Build);
    // A command of the `.gyp` file has a place there.
    let mut asked = result.of_file.iter().map(|&index| &job.graph.steps[index]);
    if let Some(step) = asked.find(|step| !step.span.is_none()) {
        error.label = Some(Label { span: step.span, text: "asked for here".into() });
    }
    for (index, printed) in &result.failures {
        let step = &job.graph.steps[*index];
        let mut text = String::new();
        // Told already, just before it ran, if commands are shown.
        if !job.verbose && !step.command.is_empty() {
            text.push_str(&format!("{}\n", shell::join(&step.command)));
        }
        text.push_str(printed.trim_end());
        error = error.output(text);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::observer::Silent;
    use super::*;
    use crate::graph::{Step, StepKind, test_graph};
    use crate::test_space::TestSpace;

    /// Builds a graph of shell scripts, `(output, inputs, script)`.
    fn build(
        space: &TestSpace,
        steps: &[(&str, &[&str], &str)],
    ) -> std::result::Result<usize, String> {
        let steps = steps.iter().map(|(output, inputs, script)| {
            let command = ["/bin/sh", "-c", script].map(str::to_owned).to_vec();
            let inputs = inputs.iter().map(|input| input.to_string()).collect();
            Step::new(StepKind::Link, command, output.to_string()).inputs(inputs)
        });
        run_graph(space, &test_graph(steps.collect()))
    }

    fn run_graph(space: &TestSpace, graph: &Graph) -> std::result::Result<usize, String> {
        let environment = Environment::current();
        let job = Job {
            graph,
            build: space.root(),
            configuration: "Release",
            environment: &environment,
            identity: "",
            jobs: 4,
            verbose: false,
        };
        run(&job, &mut Silent).map_err(|error| error.render("error", &Default::default()))
    }

    const CHAIN: [(&str, &[&str], &str); 3] = [
        ("c", &["b"], "cat b b > c"),
        ("b", &["a", "in"], "cat a in > b"),
        ("a", &["in"], "cat in > a; echo . >> count"),
    ];

    #[test]
    fn steps_run_in_order_and_once() {
        let space = TestSpace::new();
        space.write("in", "x");
        assert_eq!(build(&space, &CHAIN), Ok(3));
        assert_eq!(space.read("c"), "xxxx");
        assert_eq!(build(&space, &CHAIN), Ok(0));
        space.write("in", "yz");
        assert_eq!(build(&space, &CHAIN), Ok(3));
        assert_eq!(space.read("c"), "yzyzyzyz");
        assert_eq!(space.read("count"), ".\n.\n");
    }

    #[test]
    fn a_failure_stops_and_the_next_build_goes_on_from_there() {
        let space = TestSpace::new();
        space.write("in", "x");
        let broken = [CHAIN[0], ("b", CHAIN[1].1, "echo why; exit 1"), CHAIN[2]];
        let error = build(&space, &broken).unwrap_err();
        assert!(error.contains("LINK b failed") && error.contains("why"), "{error}");
        assert!(!space.exists("c"));
        assert_eq!(build(&space, &CHAIN), Ok(2));
    }

    #[test]
    fn files_of_steps_that_are_gone_are_removed() {
        let space = TestSpace::new();
        space.write("in", "x");
        assert_eq!(build(&space, &CHAIN), Ok(3));
        assert_eq!(build(&space, &CHAIN[2..]), Ok(0));
        assert!(!space.exists("b") && !space.exists("c") && space.exists("a"));
    }

    #[test]
    fn independent_steps_run_at_once() {
        let space = TestSpace::new();
        // Each waits for the other's mark, so that one after the other would never end.
        let wait = |own: &str, other: &str| {
            format!(
                "touch mark-{own}; while [ ! -e mark-{other} ]; do sleep 0.01; done; touch {own}"
            )
        };
        let (a, b) = (wait("a", "b"), wait("b", "a"));
        assert_eq!(build(&space, &[("a", &[], &a), ("b", &[], &b)]), Ok(2));
    }

    #[test]
    fn gates_open_when_all_behind_them_is_done() {
        use crate::graph::order::{Gate, GateNode};
        let mut random = crate::test_random::numbers(0x1234_5678_9abc_def1);
        // Gate `i` stands behind step `i` and perhaps an earlier gate; each step checks that all
        // it had to wait for is there.
        const COUNT: usize = 40;
        let mut steps = Vec::new();
        let mut gates: Vec<GateNode> = Vec::new();
        let mut behind: Vec<Vec<usize>> = Vec::new();
        for index in 0..COUNT {
            let mut first: Vec<usize> = Vec::new();
            let mut step = Step::new(StepKind::Link, Vec::new(), format!("f{index}"));
            if index > 0 {
                let input = random(index);
                first.push(input);
                step.inputs.push(format!("f{input}"));
                let gate = random(index);
                first.extend(&behind[gate]);
                step.gate = Some(Gate(gate));
            }
            let checks: String = first.iter().map(|file| format!("test -e f{file} && ")).collect();
            step.command =
                ["/bin/sh", "-c", &format!("{checks}touch f{index}")].map(str::to_owned).to_vec();
            steps.push(step);
            let mut node = GateNode { steps: vec![index], gates: Vec::new() };
            let mut all = vec![index];
            if index > 0 && random(2) == 0 {
                let other = random(index);
                node.gates.push(Gate(other));
                all.extend(behind[other].clone());
            }
            gates.push(node);
            behind.push(all);
        }
        let mut graph = test_graph(steps);
        graph.gates = gates;
        let space = TestSpace::new();
        assert_eq!(run_graph(&space, &graph), Ok(COUNT));
        assert_eq!(run_graph(&space, &graph), Ok(0));
    }
}
