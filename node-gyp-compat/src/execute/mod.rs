//! Running a graph: what is not fresh, in parallel, dependencies first.
//!
//! One thread decides (what is ready, what is fresh, what to log) and starts a thread for each
//! running step, up to `jobs`. After a failure no new step starts; those that run finish, and
//! everything that succeeded is kept for the next build.

pub mod depfile;
mod files;
pub mod freshness;
pub mod history;
pub mod log;
pub mod observer;
mod show_includes;
pub mod worker;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc;
use std::time::SystemTime;

use crate::diagnostic::{Diagnostic, ErrorKind, Label, Result};
use crate::environment::Environment;
use crate::graph::{Graph, Step};
use crate::shell;
use freshness::{Freshness, Reason};
use history::History;
use log::Log;
use observer::Observer;
use worker::{Outcome, Workplace};

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

struct Finished {
    ran: usize,
    failures: Vec<(usize, String)>,
}

struct Run<'r> {
    job: &'r Job<'r>,
    log: &'r mut Log,
    observer: &'r mut dyn Observer,
    freshness: Freshness,
    history: History,
    /// Steps that did not make all they say, and when they began.
    doubtful: Vec<(usize, SystemTime)>,
    /// Why steps that run do so.
    reasons: Vec<Option<Reason>>,
    /// How many others each node waits for, and who waits for it: the steps, then the gates.
    waiting: Vec<usize>,
    dependents: Vec<Vec<usize>>,
    ready: VecDeque<usize>,
    begun: usize,
    finished: Finished,
}

impl<'r> Run<'r> {
    fn new(job: &'r Job<'r>, log: &'r mut Log, observer: &'r mut dyn Observer) -> Run<'r> {
        let (waiting, dependents) = job.graph.waits();
        let history = job.build.join(job.configuration).join(HISTORY);
        let ready = (0..job.graph.steps.len()).filter(|&step| waiting[step] == 0).collect();
        Run {
            job,
            log,
            observer,
            freshness: Freshness::new(job.build, job.identity),
            history: History::new(history, job.identity),
            doubtful: Vec::new(),
            reasons: vec![None; job.graph.steps.len()],
            waiting,
            dependents,
            ready,
            begun: 0,
            finished: Finished { ran: 0, failures: Vec::new() },
        }
    }

    fn all(mut self) -> std::io::Result<Finished> {
        let workplace = Workplace {
            build: self.job.build,
            configuration: self.job.configuration,
            environment: self.job.environment,
            color: self.observer.color(),
        };
        let (sender, receiver) = mpsc::channel::<(usize, SystemTime, Outcome)>();
        std::thread::scope(|scope| {
            let mut running = 0;
            loop {
                while running < self.job.jobs.max(1) && self.finished.failures.is_empty() {
                    let Some(index) = self.next_stale()? else {
                        break;
                    };
                    let step = &self.job.graph.steps[index];
                    self.observer.started(step, self.begun, self.job.graph.steps.len());
                    for output in &step.outputs {
                        self.log.forget(output)?;
                    }
                    self.freshness.touched(step);
                    let (sender, workplace) = (sender.clone(), &workplace);
                    scope.spawn(move || {
                        let start = SystemTime::now();
                        let outcome = workplace.run(step);
                        // The receiver outlives every worker, so this reaches it.
                        let _ = sender.send((index, start, outcome));
                    });
                    running += 1;
                }
                if running == 0 {
                    return self.finish();
                }
                let Ok((index, start, outcome)) = receiver.recv() else {
                    return self.finish();
                };
                running -= 1;
                self.done(index, start, outcome)?;
            }
        })
    }

    fn finish(mut self) -> std::io::Result<Finished> {
        // What a command left out was not needed, if all went well without it. After a failure it
        // may be what was missing, and the command has to run again.
        if self.finished.failures.is_empty() {
            for (index, start) in std::mem::take(&mut self.doubtful) {
                self.record(index, start)?;
            }
        }
        Ok(self.finished)
    }

    /// The next ready step that has to run; fresh ones on the way are done at once.
    fn next_stale(&mut self) -> std::io::Result<Option<usize>> {
        while let Some(index) = self.ready.pop_front() {
            self.begun += 1;
            let step = &self.job.graph.steps[index];
            self.reasons[index] = self.freshness.reason(step, self.log);
            if self.reasons[index].is_some() {
                return Ok(Some(index));
            }
            self.release(index);
        }
        Ok(None)
    }

    fn done(&mut self, index: usize, start: SystemTime, outcome: Outcome) -> std::io::Result<()> {
        let step: &Step = &self.job.graph.steps[index];
        if !outcome.success {
            self.finished.failures.push((index, outcome.printed));
            self.freshness.touched(step);
            return Ok(());
        }
        if !self.may_miss(&outcome.missing) {
            let missing: Vec<_> = outcome.missing.iter().collect();
            let printed = format!("{}{}", outcome.printed, worker::did_not_make(&missing));
            self.freshness.touched(step);
            self.finished.failures.push((index, printed));
            return Ok(());
        }
        self.finished.ran += 1;
        if !outcome.printed.trim().is_empty() {
            self.observer.printed(step, &outcome.printed);
        }
        if outcome.missing.is_empty() {
            self.record(index, start)?;
        } else {
            let missing: Vec<_> = outcome.missing.iter().collect();
            let text = format!("warning: {}: {}", step.title(), worker::did_not_make(&missing));
            self.observer.printed(step, &text);
            self.freshness.touched(step);
            self.doubtful.push((index, start));
        }
        self.release(index);
        Ok(())
    }

    /// Whether a command may have left these outputs out: no other step reads them. Packages do
    /// name outputs with wrong paths, which make passes over.
    fn may_miss(&self, missing: &[String]) -> bool {
        let read = |output: &String| {
            let mut inputs = self.job.graph.steps.iter().flat_map(|step| &step.inputs);
            inputs.any(|input| input == output)
        };
        !missing.iter().any(read)
    }

    fn record(&mut self, index: usize, start: SystemTime) -> std::io::Result<()> {
        let step: &Step = &self.job.graph.steps[index];
        if let Some(record) = self.freshness.record(step, start) {
            // Each output is known to the log, to be removed when nothing makes it any more.
            for output in &step.outputs {
                self.log.set(output, record)?;
            }
        }
        let reason = self.reasons[index].map_or("", Reason::text);
        self.history.add(step, reason, &mut self.freshness)
    }

    /// Lets go what waited for this step only; a gate opens as soon as nothing is behind it.
    fn release(&mut self, index: usize) {
        let mut open = vec![index];
        while let Some(node) = open.pop() {
            for at in 0..self.dependents[node].len() {
                let dependent = self.dependents[node][at];
                self.waiting[dependent] -= 1;
                if self.waiting[dependent] > 0 {
                    continue;
                }
                match dependent < self.job.graph.steps.len() {
                    true => self.ready.push_back(dependent),
                    false => open.push(dependent),
                }
            }
        }
    }
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
    let asked = result.failures.iter().map(|(index, _)| &job.graph.steps[*index]);
    if let Some(step) = asked.into_iter().find(|step| step.generates() && !step.span.is_none()) {
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
    use crate::graph::{StepKind, test_graph};
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
        let graph = test_graph(steps.collect());
        let environment = Environment::current();
        let job = Job {
            graph: &graph,
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
}
