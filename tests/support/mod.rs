//! What the integration tests share: the two runtimes that are compared, running a program with a
//! time limit, compiling an addon, judging two runs of one script.
//!
//! Invariant: a test writes only below cargo's scratch directory (`scratch`), in a folder of its own
//! name, and needs nothing from another test.

// Every test target compiles this folder and uses its part of it.
#![allow(dead_code)]

pub mod addon;
pub mod difference;
pub mod engine_differences;
pub mod harness;
pub mod judge;
pub mod libuv;
pub mod process;
pub mod runtimes;
pub mod rust;
pub mod sanitizer;
pub mod scratch;
pub mod script;
pub mod typescript;

use std::path::{Path, PathBuf};

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the npm packages that the tests use, once `npm ci` has run.
pub fn npm_packages() -> Result<PathBuf, String> {
    let folder = root().join("tests/npm/node_modules");
    if folder.is_dir() {
        return Ok(folder);
    }
    Err(format!(
        "{} does not exist: run `npm ci --prefix tests/npm --ignore-scripts` first",
        folder.display()
    ))
}

/// The entries of a folder, sorted by name.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot read the folder {}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The last part of a path, as text for names of tests and folders.
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

pub fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read {}: {error}", path.display()))
}
