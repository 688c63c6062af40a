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
use crate::graph::{Step, StepKind};

/// Why a step has to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    NeverMade,
    CommandChanged,
    OutputChanged,
    InputChanged,
}

impl Reason {
    pub fn text(self) -> &'static str {
        match self {
            Reason::NeverMade => "it was never finished",
            Reason::CommandChanged => "its command changed",
            Reason::OutputChanged => "it is gone, or something else changed it",
            Reason::InputChanged => "an input changed",
        }
    }
}

/// What a path is: enough to see whether it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stamp {
    Missing,
    File(SystemTime, u64),
    /// A directory, with the time when something was last added or removed.
    Directory(SystemTime),
    /// A directory with everything in it, as a hash.
    Tree(u64),
}

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

    /// Nothing, if the step's outputs are fresh.
    pub fn reason(&mut self, step: &Step, log: &Log) -> Option<Reason> {
        let Some(record) = log.get(step.output()) else {
            return Some(Reason::NeverMade);
        };
        if record.command != self.command(step) {
            return Some(Reason::CommandChanged);
        }
        if self.outputs(step) != record.output {
            return Some(Reason::OutputChanged);
        }
        match self.inputs(step, None) {
            Some(inputs) if inputs == record.inputs => None,
            _ => Some(Reason::InputChanged),
        }
    }

    /// The record of a step that ran from `start` on, or nothing if an input changed meanwhile.
    /// That an output is missing becomes part of it: whether it may is decided before.
    pub fn record(&mut self, step: &Step, start: SystemTime) -> Option<Record> {
        self.touched(step);
        Some(Record {
            command: self.command(step),
            output: self.outputs(step),
            inputs: self.inputs(step, Some(start))?,
        })
    }

    fn command(&self, step: &Step) -> u64 {
        let made = (&step.outputs[1..], &step.postbuilds);
        hash(&(&step.command, &step.inputs, &self.identity, made))
    }

    /// A hash of all outputs as they are.
    pub fn outputs(&mut self, step: &Step) -> u64 {
        let mut stamps = Vec::with_capacity(step.outputs.len());
        for output in &step.outputs {
            stamps.push(match self.stamp(output, step) {
                // A directory that a command made is in use afterwards; that it is there counts.
                Stamp::Directory(_) => Stamp::Directory(SystemTime::UNIX_EPOCH),
                stamp => stamp,
            });
        }
        hash(&stamps)
    }

    fn inputs(&mut self, step: &Step, start: Option<SystemTime>) -> Option<u64> {
        let now = SystemTime::now();
        let mut hasher = DefaultHasher::new();
        for file in self.input_files(step)? {
            let stamp = self.stamp(&file, step);
            // A command of the file may be meant to change what it reads, as patching does.
            if let (Some(start), Stamp::File(time, _), false) = (start, stamp, step.is_foreign())
                && time > start
                && time <= now
            {
                return None;
            }
            (file, stamp).hash(&mut hasher);
        }
        Some(hasher.finish())
    }

    /// The inputs, and those that the compiler named; nothing if it should have and did not.
    pub fn input_files(&self, step: &Step) -> Option<Vec<String>> {
        let mut files = step.inputs.clone();
        if let Some(name) = &step.depfile {
            let text = std::fs::read_to_string(self.build.join(name)).ok()?;
            files.extend(depfile::parse(&text));
        }
        Some(files)
    }

    /// How a file looks to a step: copying a directory concerns all that is in it.
    pub fn stamp(&mut self, file: &str, step: &Step) -> Stamp {
        if let Some(stamp) = self.stamps.get(file) {
            return match stamp {
                Stamp::Directory(_) if step.kind == StepKind::Copy => self.tree(file),
                stamp => *stamp,
            };
        }
        let stamp = stamp_of(&self.build.join(file));
        self.stamps.insert(file.to_owned(), stamp);
        match stamp {
            Stamp::Directory(_) if step.kind == StepKind::Copy => self.tree(file),
            stamp => stamp,
        }
    }

    fn tree(&self, directory: &str) -> Stamp {
        let mut hasher = DefaultHasher::new();
        let mut open = vec![self.build.join(directory)];
        while let Some(directory) = open.pop() {
            let mut entries: Vec<_> =
                std::fs::read_dir(&directory).into_iter().flatten().flatten().collect();
            entries.sort_by_key(std::fs::DirEntry::file_name);
            for entry in entries {
                entry.file_name().hash(&mut hasher);
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => open.push(entry.path()),
                    Ok(kind) if kind.is_symlink() => {
                        std::fs::read_link(entry.path()).ok().hash(&mut hasher);
                    }
                    _ => stamp_of(&entry.path()).hash(&mut hasher),
                }
            }
        }
        Stamp::Tree(hasher.finish())
    }

    /// The step is about to write its outputs anew, or has done so. A command of the `.gyp` file
    /// may have written anything.
    pub fn touched(&mut self, step: &Step) {
        if step.is_foreign() {
            self.stamps.clear();
        } else if step.kind == StepKind::Copy {
            let inside = format!("{}/", step.output());
            self.stamps.retain(|file, _| !file.starts_with(&inside));
        }
        for output in &step.outputs {
            self.stamps.remove(output);
        }
    }
}

fn stamp_of(path: &Path) -> Stamp {
    let Ok(data) = std::fs::metadata(path) else {
        return Stamp::Missing;
    };
    let time = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
    match data.is_dir() {
        true => Stamp::Directory(time),
        false => Stamp::File(time, data.len()),
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
    use crate::test_space::TestSpace;
    use std::time::Duration;

    fn step() -> Step {
        let step = Step::new(StepKind::CompileC, vec!["cc".into()], "a.o".into());
        Step { depfile: Some("a.o.d".into()), ..step.inputs(vec!["a.c".into()]) }
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
        other.outputs = vec!["b.o".into()];
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

    #[test]
    fn a_command_with_several_outputs_needs_them_all() {
        let space = TestSpace::new();
        let mut step = Step::new(StepKind::Action, vec!["x".into()], "a".into());
        step.outputs.push("b".into());
        space.write("a", "");
        space.write("b", "");
        let record = Freshness::new(space.root(), "").record(&step, SystemTime::now());
        let mut log = Log::open(&space.path("log"));
        log.set("a", record.unwrap()).unwrap();
        assert_eq!(reason(&space, &log, &step, ""), None);
        age(&space, "b", 100);
        assert_eq!(reason(&space, &log, &step, ""), Some(Reason::OutputChanged));
        std::fs::remove_file(space.path("b")).unwrap();
        assert_eq!(reason(&space, &log, &step, ""), Some(Reason::OutputChanged));
        // If it was not made the last time either, nothing has changed.
        let record = Freshness::new(space.root(), "").record(&step, SystemTime::now());
        log.set("a", record.unwrap()).unwrap();
        assert_eq!(reason(&space, &log, &step, ""), None);
        step.outputs.push("c".into());
        assert_eq!(reason(&space, &log, &step, ""), Some(Reason::CommandChanged));
    }

    #[test]
    fn copied_directories_are_compared_with_all_that_is_in_them() {
        let space = TestSpace::new();
        for file in ["from/x/y", "to/x/y"] {
            space.write(file, "1");
            age(&space, file, 100);
        }
        let inputs = vec!["from".to_owned()];
        let copy = Step::new(StepKind::Copy, Vec::new(), "to".into()).inputs(inputs.clone());
        let action = Step::new(StepKind::Action, Vec::new(), "to".into()).inputs(inputs);
        let mut log = Log::open(&space.path("log"));
        let mut made = |step: &Step| {
            let record = Freshness::new(space.root(), "").record(step, SystemTime::now());
            log.set("to", record.unwrap()).unwrap();
            std::mem::replace(&mut log, Log::open(&space.path("log")))
        };
        let copied = made(&copy);
        assert_eq!(reason(&space, &copied, &copy, ""), None);
        let acted = made(&action);
        age(&space, "from/x/y", 50);
        assert_eq!(reason(&space, &copied, &copy, ""), Some(Reason::InputChanged));
        age(&space, "from/x/y", 100);
        space.write("to/x/z", "");
        assert_eq!(reason(&space, &copied, &copy, ""), Some(Reason::OutputChanged));
        // For a command a directory is what is directly in it, as for make.
        assert_eq!(reason(&space, &acted, &action, ""), None);
    }
}
