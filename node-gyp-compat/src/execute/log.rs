//! What earlier builds did: for every file made, the command and inputs it was made with.
//!
//! One line a file, appended as steps finish, so an interrupted build keeps what it has. A line
//! that cannot be read, or was cut off, is no record, and its step runs again.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

const HEADER: &str = "# node-gyp build log 1";

/// How one file was made, as hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    pub command: u64,
    pub inputs: u64,
    /// The file itself as the step left it.
    pub output: u64,
}

#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    records: HashMap<String, Record>,
    file: Option<File>,
}

impl Log {
    /// Reads the log, if there is one.
    pub fn open(path: &Path) -> Log {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.split_inclusive('\n');
        let mut records = HashMap::new();
        if lines.next().map(str::trim_end) == Some(HEADER) {
            for line in lines.filter_map(|line| line.strip_suffix('\n')) {
                if let Some((output, record)) = parse(line) {
                    match record {
                        Some(record) => records.insert(output, record),
                        None => records.remove(&output),
                    };
                }
            }
        }
        Log { path: path.to_path_buf(), records, file: None }
    }

    pub fn get(&self, output: &str) -> Option<Record> {
        self.records.get(output).copied()
    }

    pub fn outputs(&self) -> Vec<String> {
        let mut outputs: Vec<_> = self.records.keys().cloned().collect();
        outputs.sort();
        outputs
    }

    pub fn set(&mut self, output: &str, record: Record) -> std::io::Result<()> {
        self.records.insert(output.to_owned(), record);
        let Record { command, inputs, output: stamp } = record;
        self.append(&format!("{command:016x} {inputs:016x} {stamp:016x} {}\n", escape(output)))
    }

    /// Forgets a file: it is about to be made, or gone.
    pub fn forget(&mut self, output: &str) -> std::io::Result<()> {
        match self.records.remove(output) {
            Some(_) => self.append(&format!("- {}\n", escape(output))),
            None => Ok(()),
        }
    }

    fn append(&mut self, line: &str) -> std::io::Result<()> {
        if let Some(file) = &mut self.file {
            return file.write_all(line.as_bytes());
        }
        // The first change of a run rewrites the log, without what later lines made void. The new
        // one is complete before it takes the old one's place.
        if let Some(parent) = self.path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        let mut text = format!("{HEADER}\n");
        for output in self.outputs() {
            let Record { command, inputs, output: stamp } = self.records[&output];
            text.push_str(&format!(
                "{command:016x} {inputs:016x} {stamp:016x} {}\n",
                escape(&output)
            ));
        }
        let new = self.path.with_extension("new");
        std::fs::write(&new, text)?;
        std::fs::rename(&new, &self.path)?;
        self.file = Some(OpenOptions::new().append(true).open(&self.path)?);
        Ok(())
    }
}

fn escape(name: &str) -> String {
    name.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescape(name: &str) -> String {
    let mut output = String::new();
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.as_str().starts_with('n') => {
                chars.next();
                output.push('\n');
            }
            '\\' => output.extend(chars.next()),
            c => output.push(c),
        }
    }
    output
}

/// A file with its record, or without one if the line forgets it.
fn parse(line: &str) -> Option<(String, Option<Record>)> {
    if let Some(output) = line.strip_prefix("- ") {
        return Some((unescape(output), None));
    }
    let mut parts = line.splitn(4, ' ');
    let mut hash = || u64::from_str_radix(parts.next()?, 16).ok();
    let record = Record { command: hash()?, inputs: hash()?, output: hash()? };
    Some((unescape(parts.next()?), Some(record)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    const RECORD: Record = Record { command: 1, inputs: u64::MAX, output: 3 };

    #[test]
    fn what_is_set_is_read_again() {
        let space = TestSpace::new();
        let path = space.path("d/log");
        let mut log = Log::open(&path);
        log.set("a b.o", RECORD).unwrap();
        log.set("new\nline\\.o", RECORD).unwrap();
        log.set("gone.o", RECORD).unwrap();
        log.forget("gone.o").unwrap();
        log.forget("never.o").unwrap();
        let log = Log::open(&path);
        assert_eq!(log.get("a b.o"), Some(RECORD));
        assert_eq!(log.outputs(), ["a b.o", "new\nline\\.o"]);
    }

    #[test]
    fn cut_off_and_strange_lines_are_no_records() {
        let space = TestSpace::new();
        let good = "0000000000000001 0000000000000002 0000000000000003 a.o";
        space.write("log", &format!("{HEADER}\n{good}\nnonsense\n1 2 x b.o\n1 2 3 cut.o"));
        assert_eq!(Log::open(&space.path("log")).outputs(), ["a.o"]);
        space.write("log", &format!("another header\n{good}\n"));
        assert!(Log::open(&space.path("log")).outputs().is_empty());
    }
}
