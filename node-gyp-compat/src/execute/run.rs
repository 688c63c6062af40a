//! One run of a graph: what is ready, what is not fresh, what came of it.
//!
//! One thread decides and writes the logs; each running step has a thread of its own, up to
//! `jobs`. After a failure no new step starts; those that run finish, and everything that
//! succeeded is kept for the next build.

use std::collections::VecDeque;
use std::sync::mpsc;
use std::time::SystemTime;

use crate::execute::freshness::{Freshness, Reason};
use crate::execute::history::History;
use crate::execute::log::Log;
use crate::execute::observer::Observer;
use crate::execute::worker::{self, Outcome, Workplace};
use crate::execute::{HISTORY, Job};
use crate::graph::Step;

/// What came of a run.
pub struct Finished {
    pub ran: usize,
    pub failures: Vec<(usize, String)>,
    /// Those for which the `.gyp` file is to be looked at.
    pub of_file: Vec<usize>,
}

pub struct Run<'r> {
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
    pub fn new(job: &'r Job<'r>, log: &'r mut Log, observer: &'r mut dyn Observer) -> Run<'r> {
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
            finished: Finished { ran: 0, failures: Vec::new(), of_file: Vec::new() },
        }
    }

    pub fn all(mut self) -> std::io::Result<Finished> {
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
            self.settle()?;
        }
        Ok(self.finished)
    }

    /// A command may work on files that another one made (unpack, then patch). How they look when
    /// all is done is what the next build compares with.
    fn settle(&mut self) -> std::io::Result<()> {
        let foreign = |&index: &usize| self.job.graph.steps[index].is_foreign();
        let indexes: Vec<usize> = (0..self.job.graph.steps.len()).filter(foreign).collect();
        if !indexes.iter().any(|&index| self.reasons[index].is_some()) {
            return Ok(());
        }
        for index in indexes {
            let step = &self.job.graph.steps[index];
            let Some(mut record) = self.log.get(step.output()) else {
                continue;
            };
            let now = self.freshness.outputs(step);
            if std::mem::replace(&mut record.output, now) != now {
                for output in &step.outputs {
                    self.log.set(output, record)?;
                }
            }
        }
        Ok(())
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
            self.finished.of_file.extend(outcome.of_file.then_some(index));
            self.finished.failures.push((index, outcome.printed));
            self.freshness.touched(step);
            return Ok(());
        }
        if !self.may_miss(&outcome.missing) {
            let missing: Vec<_> = outcome.missing.iter().collect();
            let printed = format!("{}{}", outcome.printed, worker::did_not_make(&missing));
            self.freshness.touched(step);
            self.finished.of_file.push(index);
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
