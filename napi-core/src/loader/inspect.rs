//! A look at the file before the system's loader gets it.
//!
//! The system's loader trusts its files: one that was cut off ends the process when it is mapped,
//! and one built on V8 ends it in its constructors. So what can be seen is seen here first, cheaply:
//! headers and the table of needed symbols, never the code.
//!
//! Invariant: no bytes make this panic, hang or allocate without bound.

use super::error::Problem;
use super::format::{self, Format, Target};
use super::{elf, symbols};
use object::read::{ReadCache, ReadRef};
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Whether the file looks like an addon that can be opened. A name without a folder is the system's
/// to search for, and not looked at.
pub fn inspect(path: &Path) -> Result<(), Problem> {
    if path.components().nth(1).is_none() && !path.has_root() {
        return Ok(());
    }
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Problem::Directory);
    }
    // Opening a pipe would wait for somebody to write into it.
    if !metadata.is_file() {
        return Err(Problem::NotRegular);
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut head = [0; format::HEAD];
    let length = read_head(&mut file, &mut head).map_err(unreadable)?;
    // A file that is mapped must not change; one that is read into memory may.
    let data = ReadCache::new(file);
    inspect_contents(&head[..length], &data, symbols::in_program)
}

/// The same for bytes that are no file, in a program that exports nothing.
#[cfg(fuzzing)]
pub fn inspect_bytes(file: &[u8]) -> Result<(), Problem> {
    inspect_contents(&file[..file.len().min(format::HEAD)], file, |_| false)
}

fn unreadable(error: std::io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::Missing,
        ErrorKind::PermissionDenied => Problem::Unreadable("Permission denied".to_owned()),
        _ => Problem::Unreadable(error.to_string()),
    }
}

/// Reads until the buffer is full or the file ends.
fn read_head(file: &mut File, head: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < head.len() {
        match file.read(&mut head[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// The same for a file's contents: its first bytes, and access to all of them.
fn inspect_contents<'data, R: ReadRef<'data>>(
    head: &[u8],
    data: R,
    in_program: impl Fn(&[u8]) -> bool,
) -> Result<(), Problem> {
    if head.is_empty() {
        return Err(Problem::Empty);
    }
    let target = match format::recognise(head) {
        Format::Native(target) => target,
        Format::Other(what) => return Err(Problem::Foreign(what)),
    };
    let native = Target::native();
    if !target.runs_on(&native) {
        return Err(Problem::OtherMachine(target));
    }
    match native.system {
        format::System::Elf(_) => symbols::check(&elf::read(data)?, in_program),
        // Their loaders check a file's length themselves, and bind before anything runs.
        format::System::MachO | format::System::Pe => Ok(()),
    }
}

#[cfg(all(test, target_os = "linux", target_pointer_width = "64"))]
#[path = "inspect_tests.rs"]
mod tests;
