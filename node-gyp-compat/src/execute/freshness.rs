//! Whether a file is still what its step would make.
//!
//! Commands and inputs are compared by hash with the log: the words of the command and the
//! compiler's identity, and of every input, including the headers the compiler named, its time
//! and size. Times need not grow: unpacking an older version of a package changes them too. The
//! output must be as the step left it, or something else (an interrupted build) wrote it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::execute::depfile;
use crate::execute::log::{Log, Record};
use crate::graph::Step;

/// Why a step has to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    NeverMade,
    CommandChanged,
    OutputChanged,
    InputChanged,
}

/// Time and size of a file, or that there is none.
type Stamp = Option<(SystemTime, u64)>;

pub struct Freshness {
    build: PathBuf,
    identity: String,
    /// Headers are shared by many objects and looked at once.
    stamps: HashMap<String, Stamp>,
}

impl Freshness {
    pub fn new(build: &Path, identity: &str) -> Freshness {
        Freshness {
            build: build.to_path_buf(),
            identity: identity.to_owned(),
            stamps: HashMap::new(),
        }
    }

    /// Nothing, if the step's output is fresh.
    pub fn reason(&mut self, step: &Step, log: &Log) -> Option<Reason> {
        let Some(record) = log.get(&step.output) else {
            return Some(Reason::NeverMade);
        };
        if record.command != self.command(step) {
            return Some(Reason::CommandChanged);
        }
        let stamp = self.stamp(&step.output);
        if stamp.is_none() || record.output != hash(&stamp) {
            return Some(Reason::OutputChanged);
        }
        match self.inputs(step, None) {
            Some(inputs) if inputs == record.inputs => None,
            _ => Some(Reason::InputChanged),
        }
    }

    /// The record of a step that ran from `start` on, or nothing if an input changed meanwhile.
    pub fn record(&mut self, step: &Step, start: SystemTime) -> Option<Record> {
        self.stamps.remove(&step.output);
        let output = self.stamp(&step.output)?;
        Some(Record {
            command: self.command(step),
            inputs: self.inputs(step, Some(start))?,
            output: hash(&Some(output)),
        })
    }

    fn command(&self, step: &Step) -> u64 {
        hash(&(&step.command, &step.inputs, &self.identity))
    }

    fn inputs(&mut self, step: &Step, start: Option<SystemTime>) -> Option<u64> {
        let mut files = step.inputs.clone();
        if let Some(name) = &step.depfile {
            let text = std::fs::read_to_string(self.build.join(name)).ok()?;
            files.extend(depfile::parse(&text));
        }
        let now = SystemTime::now();
        let mut hasher = DefaultHasher::new();
        for file in files {
            let stamp = self.stamp(&file);
            if let (Some(start), Some((time, _))) = (start, stamp)
                && time > start
                && time <= now
            {
                return None;
            }
            (file, stamp).hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    fn stamp(&mut self, file: &str) -> Stamp {
        if let Some(stamp) = self.stamps.get(file) {
            return *stamp;
        }
        let data = std::fs::metadata(self.build.join(file));
        let stamp = data.ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        self.stamps.insert(file.to_owned(), stamp);
        stamp
    }

    /// The step is about to write its output anew.
    pub fn touched(&mut self, step: &Step) {
        self.stamps.remove(&step.output);
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::StepKind;
    use crate::test_space::TestSpace;
    use std::time::Duration;

    fn step() -> Step {
        Step {
            kind: StepKind::CompileC,
            command: vec!["cc".into()],
            inputs: vec!["a.c".into()],
            output: "a.o".into(),
            depfile: Some("a.o.d".into()),
        }
    }

    /// A log that says the step has just run.
    fn made(space: &TestSpace) -> Log {
        for file in ["a.c", "a.h", "a.o"] {
            space.write(file, file);
            age(space, file, 100);
        }
        space.write("a.o.d", "a.o: a.c a.h\n");
        let record = Freshness::new(space.root(), "").record(&step(), SystemTime::now());
        let mut log = Log::open(&space.path("log"));
        log.set("a.o", record.unwrap()).unwrap();
        log
    }

    fn age(space: &TestSpace, file: &str, seconds: u64) {
        let time = SystemTime::now() - Duration::from_secs(seconds);
        let file = std::fs::File::options().write(true).open(space.path(file)).unwrap();
        file.set_modified(time).unwrap();
    }

    fn reason(space: &TestSpace, log: &Log, step: &Step, identity: &str) -> Option<Reason> {
        Freshness::new(space.root(), identity).reason(step, log)
    }

    #[test]
    fn fresh_until_something_changes() {
        let space = TestSpace::new();
        let log = made(&space);
        assert_eq!(reason(&space, &log, &step(), ""), None);
        assert_eq!(reason(&space, &log, &step(), "new cc"), Some(Reason::CommandChanged));
        let mut other = step();
        other.command.push("-O2".into());
        assert_eq!(reason(&space, &log, &other, ""), Some(Reason::CommandChanged));
        other.output = "b.o".into();
        assert_eq!(reason(&space, &log, &other, ""), Some(Reason::NeverMade));
    }

    #[test]
    fn inputs_and_outputs_count_whichever_way_their_time_moves() {
        let space = TestSpace::new();
        for (file, expected) in [
            ("a.c", Reason::InputChanged),
            ("a.h", Reason::InputChanged),
            ("a.o", Reason::OutputChanged),
        ] {
            let log = made(&space);
            age(&space, file, 5000);
            assert_eq!(reason(&space, &log, &step(), ""), Some(expected), "{file} older");
            let log = made(&space);
            std::fs::remove_file(space.path(file)).unwrap();
            assert_eq!(reason(&space, &log, &step(), ""), Some(expected), "{file} gone");
        }
        let log = made(&space);
        std::fs::remove_file(space.path("a.o.d")).unwrap();
        assert_eq!(reason(&space, &log, &step(), ""), Some(Reason::InputChanged));
    }

    #[test]
    fn an_input_written_while_the_step_ran_gives_no_record() {
        let space = TestSpace::new();
        made(&space);
        let start = SystemTime::now() - Duration::from_secs(50);
        assert!(Freshness::new(space.root(), "").record(&step(), start).is_some());
        age(&space, "a.h", 10);
        assert!(Freshness::new(space.root(), "").record(&step(), start).is_none());
    }
}
