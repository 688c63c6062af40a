//! An addon for napi-rs and its port to napi-derive: both do the same, on napkin and on Node, and the
//! documentation shows what differs.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use support::judge::{self, Agreement};
use support::{difference, read, root, rust, scratch};

fn folder() -> PathBuf {
    root().join("addon-examples/ported-from-napi-rs")
}

/// Builds a version and runs the script with it; napkin runs the one of napi-rs as well.
fn does_what_is_expected(version: &str) -> Result<(), String> {
    let source = folder().join(version);
    let library = rust::build(&source, &scratch::empty(&format!("ported/{version}"))?)?;
    let addon = library.with_extension("node");
    std::fs::copy(&library, &addon).map_err(|error| format!("{}: {error}", addon.display()))?;
    let outcome = judge::compare(&folder().join("test.js"), Agreement::Success, |command| {
        command.env("NAPKIN_TEST_ADDON", &addon);
    })?;
    let expected = read(&folder().join("expected.txt"))?;
    if outcome.stdout == expected {
        return Ok(());
    }
    Err(format!("not what expected.txt says:\n{}", difference::show(&expected, &outcome.stdout)))
}

#[test]
fn the_addon_for_napi_rs() -> Result<(), String> {
    does_what_is_expected("before")
}

#[test]
fn its_port() -> Result<(), String> {
    does_what_is_expected("after")
}

/// The lines of one file that the other lacks, without empty ones.
fn lines_only_in(one: &Path, other: &Path) -> Result<BTreeSet<String>, String> {
    let other = read(other)?;
    let lacks = |line: &&str| !line.is_empty() && !other.lines().any(|known| known == *line);
    Ok(read(one)?.lines().filter(lacks).map(str::to_owned).collect())
}

#[test]
fn the_documentation_shows_the_difference() -> Result<(), String> {
    let document = read(&root().join("docs/from-napi-rs.md"))?;
    let shown = |sign: char| -> BTreeSet<String> {
        let blocks =
            document.split("```diff\n").skip(1).filter_map(|block| block.split("```").next());
        blocks
            .flat_map(str::lines)
            .filter_map(|line| line.strip_prefix(sign))
            .map(Into::into)
            .collect()
    };
    let (before, after) = (folder().join("before"), folder().join("after"));
    let (mut removed, mut added) = (BTreeSet::new(), BTreeSet::new());
    for file in ["Cargo.toml", "src/lib.rs"] {
        removed.extend(lines_only_in(&before.join(file), &after.join(file))?);
        added.extend(lines_only_in(&after.join(file), &before.join(file))?);
    }
    assert_eq!(shown('-'), removed, "what docs/from-napi-rs.md shows as removed");
    assert_eq!(shown('+'), added, "what docs/from-napi-rs.md shows as added");
    Ok(())
}
