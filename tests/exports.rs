//! The binary exports all functions of Node-API and libuv, and nothing else of ours: an addon's own
//! zlib, SQLite or QuickJS must never be bound to the runtime's.

mod support;

use std::collections::BTreeSet;

use object::{Object, ObjectSymbol};
use support::{read, root, runtimes};

/// What the C runtime and the linker put into the table of any program. None can take the place
/// of a function of an addon's.
const OF_EVERY_PROGRAM: [&str; 0] = [];

fn declared() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for list in ["include/node_api.symbols", "include/uv.symbols"] {
        let text = read(&root().join(list)).unwrap_or_else(|why| panic!("{why}"));
        names.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
    }
    names
}

fn exported() -> BTreeSet<String> {
    let path = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    let bytes = std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let file =
        object::File::parse(&*bytes).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let defined = file.dynamic_symbols().filter(|symbol| symbol.is_definition());
    defined.filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect()
}

#[test]
fn every_declared_function_is_exported() {
    let (declared, exported) = (declared(), exported());
    let missing: Vec<_> = declared.difference(&exported).collect();
    assert!(missing.is_empty(), "declared, but not exported by the binary: {missing:?}");
    assert_eq!(
        declared.iter().filter(|name| name.starts_with("uv_")).count(),
        declared.len() - 161
    );
}

#[test]
fn nothing_else_is_exported() {
    let declared = declared();
    let mut others: Vec<String> = exported().into_iter().collect();
    others.retain(|name| !declared.contains(name) && !OF_EVERY_PROGRAM.contains(&name.as_str()));
    let (count, first) = (others.len(), &others[..others.len().min(20)]);
    assert_eq!(count, 0, "exported, but in no list of include/*.symbols: {first:?}");
}
