//! Comparing what two builders would run, up to paths and to differences that are meant.
//!
//! Meant, and taken away before comparing:
//! - node-gyp names include directories of a Node source checkout that are not there (`deps/uv/include`
//!   and others below `--nodedir`); ours names those that exist. Directories that do not exist have no
//!   effect on a compiler.
//! - Depfiles lie elsewhere: beside the object (ours), in `Release/.deps` (node-gyp, which rewrites them).
//! - node-gyp asks the compiler for its predefined macros while configuring; ours has no use for them.
//! - The objects of a dependency outside the package would lie in `obj.target/NAME/../..`, which can be
//!   anywhere; ours keeps them inside `build/`, with `__` for `..`.
//! - An addon with a `product_dir` is linked right there by node-gyp; by ours in `obj.target` and put there
//!   once it is whole. Addons go by their name here, and the caller compares where they end up.
//!
//! Everything else must be the same: each word of each command, in the same order.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::record::{Call, Record, place};
use crate::support::difference;

/// The commands, by the file they make.
pub type Commands = BTreeMap<String, Vec<String>>;

pub fn normal(record: &Record, package: &Path) -> Result<Commands, String> {
    let mut commands = Commands::new();
    for call in &record.calls {
        if let Some((output, words)) = normal_call(call, package)
            && commands.insert(output.clone(), words).is_some()
        {
            return Err(format!("{output} is made twice"));
        }
    }
    Ok(commands)
}

/// The file that a call makes and its words, or nothing if it makes none.
fn normal_call(call: &Call, package: &Path) -> Option<(String, Vec<String>)> {
    let place = |path: &str| place(&call.directory.join(inside(path)), package);
    let mut output = None;
    let mut words = vec![call.tool.clone()];
    let mut rest = call.words.iter();
    if call.tool == "ar" {
        words.extend(rest.next().cloned());
        output = rest.next().map(|path| place(path));
    }
    while let Some(word) = rest.next() {
        match &word[..] {
            "-o" => output = rest.next().map(|path| place(path)),
            "-MF" => drop(rest.next()),
            "-MMD" => {}
            _ if word.starts_with("-I") => {
                if call.directory.join(&word[2..]).is_dir() {
                    words.push(format!("-I{}", place(&word[2..])));
                }
            }
            _ if word.starts_with("-L") => words.push(format!("-L{}", place(&word[2..]))),
            _ if word.starts_with('-') => words.push(word.clone()),
            _ => words.push(place(word)),
        }
    }
    let mut output = output?;
    if words.iter().any(|word| word == "-shared")
        && let Some(name) = Path::new(&output).file_name()
    {
        output = name.to_string_lossy().into_owned();
    }
    Some((output, words))
}

/// Steps up behind `obj.target/`, as ours writes them.
pub fn inside(path: &str) -> String {
    match path.split_once("obj.target/") {
        Some((before, after)) => format!("{before}obj.target/{}", after.replace("../", "__/")),
        None => path.to_owned(),
    }
}

/// What is not the same, for people to read.
pub fn compare(ours: &Commands, theirs: &Commands) -> Result<(), String> {
    let mut report = String::new();
    for output in theirs.keys().filter(|output| !ours.contains_key(*output)) {
        let _ = writeln!(report, "only node-gyp makes {output}");
    }
    for (output, words) in ours {
        match theirs.get(output) {
            None => {
                let _ = writeln!(report, "only ours makes {output}");
            }
            Some(expected) if expected != words => {
                let difference = difference::show(&expected.join("\n"), &words.join("\n"));
                let _ = writeln!(report, "{output} (- node-gyp, + ours):\n{difference}");
            }
            Some(_) => {}
        }
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}
