//! The dynamic symbols that a product exports, ours and as node-gyp would have linked it.
//!
//! node-gyp's recorded link command runs on the objects that ours compiled: the compile commands
//! are known to be the same, and nothing needs to be compiled twice.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use object::{Object, ObjectSymbol};

use crate::commands;
use crate::record::Call;
use crate::site;
use crate::support::name;

/// Links as node-gyp did, in `package`, which is built; compares with what ours linked.
pub fn compare(calls: &[Call], recorded: &Path, package: &Path) -> Result<usize, String> {
    let scratch = recorded.join("relinked");
    let mut compared = 0;
    for call in calls.iter().filter(|call| call.words.iter().any(|word| word == "-shared")) {
        let (from, to) = (recorded.display().to_string(), package.display().to_string());
        let mut words: Vec<String> =
            call.words.iter().map(|word| commands::inside(&word.replace(&from, &to))).collect();
        let Some(at) = words.iter().position(|word| word == "-o").map(|at| at + 1) else {
            return Err("a link command has no -o".into());
        };
        let directory = package.join("build");
        let file = name(Path::new(&words[at]));
        let ours = directory.join("Release").join(&file);
        let theirs = scratch.join(&file);
        std::fs::create_dir_all(&scratch)
            .map_err(|error| format!("cannot create {}: {error}", scratch.display()))?;
        words[at] = theirs.display().to_string();
        let output = Command::new("c++")
            .args(&words)
            .current_dir(&directory)
            .output()
            .map_err(|error| format!("cannot run c++: {error}"))?;
        if !output.status.success() {
            let printed = String::from_utf8_lossy(&output.stderr);
            return Err(format!("node-gyp's link command fails on our objects:\n{printed}"));
        }
        let (ours, theirs) = (exports(&ours)?, exports(&theirs)?);
        if ours != theirs {
            return Err(format!(
                "exported only by node-gyp's: {:?}\nexported only by ours: {:?}",
                theirs.difference(&ours).collect::<Vec<_>>(),
                ours.difference(&theirs).collect::<Vec<_>>()
            ));
        }
        compared += 1;
    }
    site::remove(&scratch)?;
    Ok(compared)
}

/// The dynamic symbols that are defined, with their kind of binding.
fn exports(path: &PathBuf) -> Result<BTreeSet<String>, String> {
    let problem = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| problem(&error))?;
    let file = object::File::parse(&*bytes).map_err(|error| problem(&error))?;
    let mut names = BTreeSet::new();
    for symbol in file.dynamic_symbols().filter(|symbol| symbol.is_definition()) {
        let binding = if symbol.is_weak() { "weak" } else { "global" };
        names.insert(format!("{} {binding}", symbol.name().map_err(|error| problem(&error))?));
    }
    Ok(names)
}
