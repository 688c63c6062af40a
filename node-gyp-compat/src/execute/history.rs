//! What steps were last run with, in full: for people who ask why something is made again.
//!
//! The log decides with hashes and is read by every build; this file is only appended to, and
//! read when somebody asks (`--explain`). Each line is a JSON list. A run begins with the
//! compilers' identity; files follow as they are first seen, then steps that refer to them by
//! number. A line that cannot be read is passed over.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::{Value as Json, json};

use crate::execute::freshness::{Freshness, Stamp};
use crate::graph::Step;

/// Beyond this many bytes the file is written anew, with each step's last run only.
const MAX_LENGTH: u64 = 8 << 20;

/// The last run of one step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Why it ran.
    pub reason: String,
    pub command: Vec<String>,
    /// The compilers' identity then.
    pub identity: String,
    /// The inputs, those that the compiler named too, as they were.
    pub inputs: Vec<(String, Stamp)>,
}

/// Every step's last run, by first output.
pub fn read(path: &Path) -> HashMap<String, Past> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut steps = HashMap::new();
    let mut files: Vec<(String, Stamp)> = Vec::new();
    let mut identity = String::new();
    for line in text.lines() {
        let Ok(Json::Array(parts)) = serde_json::from_str::<Json>(line) else {
            continue;
        };
        let text = |at: usize| parts.get(at).and_then(Json::as_str).map(str::to_owned);
        match (text(0).as_deref(), text(1)) {
            (Some("run"), Some(now)) => {
                identity = now;
                files.clear();
            }
            (Some("file"), Some(path)) => files.push((path, stamp_from(&parts[2..]))),
            (Some("step"), Some(output)) => {
                let list = |at: usize| parts.get(at).and_then(Json::as_array);
                let words = list(3).into_iter().flatten().filter_map(Json::as_str);
                let numbers = list(4).into_iter().flatten().filter_map(Json::as_u64);
                let inputs = numbers.filter_map(|at| files.get(at as usize).cloned());
                let past = Past {
                    reason: text(2).unwrap_or_default(),
                    command: words.map(str::to_owned).collect(),
                    identity: identity.clone(),
                    inputs: inputs.collect(),
                };
                steps.insert(output, past);
            }
            _ => {}
        }
    }
    steps
}

/// Writes down the steps of one run.
pub struct History {
    path: PathBuf,
    identity: String,
    file: Option<File>,
    /// The numbers of the files written so far.
    known: HashMap<(String, Stamp), usize>,
}

impl History {
    pub fn new(path: PathBuf, identity: &str) -> History {
        History { path, identity: identity.to_owned(), file: None, known: HashMap::new() }
    }

    /// Writes down a step that has just succeeded.
    pub fn add(
        &mut self,
        step: &Step,
        reason: &str,
        freshness: &mut Freshness,
    ) -> std::io::Result<()> {
        let mut inputs = Vec::new();
        for file in freshness.input_files(step).unwrap_or_default() {
            let stamp = freshness.stamp(&file, step);
            inputs.push((file, stamp));
        }
        let past = Past {
            reason: reason.to_owned(),
            command: step.command.clone(),
            identity: self.identity.clone(),
            inputs,
        };
        if self.file.is_none() {
            self.open()?;
        }
        self.write(step.output(), &past)
    }

    fn open(&mut self) -> std::io::Result<()> {
        // A step may have written nothing into `build/` yet.
        if let Some(parent) = self.path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let long = self.path.metadata().is_ok_and(|data| data.len() > MAX_LENGTH);
        let old = if long { read(&self.path) } else { HashMap::new() };
        let mut options = OpenOptions::new();
        options.create(true);
        let file = match long {
            true => options.write(true).truncate(true).open(&self.path)?,
            false => options.append(true).open(&self.path)?,
        };
        self.file = Some(file);
        let identity = std::mem::take(&mut self.identity);
        for (output, past) in &old {
            self.start(&past.identity)?;
            self.write(output, past)?;
        }
        self.start(&identity)?;
        self.identity = identity;
        Ok(())
    }

    fn start(&mut self, identity: &str) -> std::io::Result<()> {
        self.known.clear();
        self.append(&format!("{}\n", json!(["run", identity])))
    }

    fn write(&mut self, output: &str, past: &Past) -> std::io::Result<()> {
        let mut lines = String::new();
        let mut numbers = Vec::with_capacity(past.inputs.len());
        for (file, stamp) in &past.inputs {
            let next = self.known.len();
            let number = *self.known.entry((file.clone(), *stamp)).or_insert(next);
            if number == next {
                lines.push_str(&format!("{}\n", file_line(file, *stamp)));
            }
            numbers.push(number);
        }
        let line = json!(["step", output, past.reason, past.command, numbers]);
        lines.push_str(&format!("{line}\n"));
        self.append(&lines)
    }

    fn append(&mut self, lines: &str) -> std::io::Result<()> {
        match &mut self.file {
            Some(file) => file.write_all(lines.as_bytes()),
            None => Ok(()),
        }
    }
}

fn file_line(file: &str, stamp: Stamp) -> Json {
    match stamp {
        Stamp::Missing => json!(["file", file]),
        Stamp::File(time, length) => json!(["file", file, nanoseconds(time), length]),
        Stamp::Directory(time) => json!(["file", file, nanoseconds(time)]),
        Stamp::Tree(hash) => json!(["file", file, "tree", hash]),
    }
}

fn stamp_from(parts: &[Json]) -> Stamp {
    let number = |at: usize| parts.get(at).and_then(Json::as_u64);
    let time = |nanoseconds: u64| SystemTime::UNIX_EPOCH + Duration::from_nanos(nanoseconds);
    match (number(0), number(1)) {
        (Some(nanoseconds), Some(length)) => Stamp::File(time(nanoseconds), length),
        (Some(nanoseconds), None) => Stamp::Directory(time(nanoseconds)),
        (None, Some(hash)) => Stamp::Tree(hash),
        (None, None) => Stamp::Missing,
    }
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::StepKind;
    use crate::test_space::TestSpace;

    fn add(space: &TestSpace, identity: &str, word: &str) {
        let path = space.path("history");
        let step = Step::new(StepKind::Archive, vec!["ar".into(), word.into()], "x.a".into());
        let step = step.inputs(["in", "d", "gone"].map(str::to_owned).to_vec());
        let mut freshness = Freshness::new(space.root(), identity);
        History::new(path, identity).add(&step, "because", &mut freshness).unwrap();
    }

    #[test]
    fn the_last_run_of_a_step_is_read_again() {
        let space = TestSpace::new();
        space.write("in", "text");
        space.write("d/y", "");
        add(&space, "one", "a b");
        add(&space, "two", "\"q\"\n");
        let mut text = space.read("history");
        text.push_str("nonsense\n[\"step\"]\n[1, 2]\n[\"step\", \"cut");
        space.write("history", &text);
        let past = read(&space.path("history"));
        let past = &past["x.a"];
        assert_eq!((&past.command[1][..], &past.identity[..]), ("\"q\"\n", "two"));
        let mut freshness = Freshness::new(space.root(), "");
        let step = Step::new(StepKind::Archive, Vec::new(), String::new());
        for (file, stamp) in &past.inputs {
            assert_eq!(*stamp, freshness.stamp(file, &step), "{file}");
        }
        assert_eq!(past.inputs.len(), 3);
    }

    #[test]
    fn a_long_file_is_written_anew() {
        let space = TestSpace::new();
        space.write("in", "text");
        add(&space, "one", "kept");
        let old = read(&space.path("history"));
        let mut text = space.read("history");
        text.push_str(&"\n".repeat(MAX_LENGTH as usize));
        space.write("history", &text.replace("x.a", "y.a"));
        add(&space, "two", "new");
        assert!(space.path("history").metadata().unwrap().len() < 2000);
        let all = read(&space.path("history"));
        assert_eq!((all.len(), &all["y.a"]), (2, &old["x.a"]));
    }
}
