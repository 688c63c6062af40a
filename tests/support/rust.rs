//! Building a Rust crate that is an addon, as its author would: with cargo, outside the workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{name, read, root, sanitizer, scratch};

/// Builds a copy of the crate in `folder`, so that the sources stay as they are and no older build
/// is used; the library.
pub fn build(source: &Path, folder: &Path) -> Result<PathBuf, String> {
    scratch::copy_sources(source, folder)?;
    let manifest = folder.join("Cargo.toml");
    // The copy lies elsewhere; and with the versions of our own lock file nothing is downloaded.
    let text = read(&manifest)?.replace("../../../", &format!("{}/", root().display()));
    std::fs::write(&manifest, &text)
        .map_err(|error| format!("cannot write {}: {error}", manifest.display()))?;
    copy(&root().join("Cargo.lock"), &folder.join("Cargo.lock"))?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--release", "--offline", "--target-dir", "target"]).current_dir(folder);
    let mut results = folder.join("target");
    if let Some(target) = sanitizer::rust(&mut command) {
        results.push(target);
    }
    let output = command.output().map_err(|error| format!("cannot run cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("it does not compile:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let package = text
        .lines()
        .find_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
        .ok_or_else(|| format!("{} has no name", manifest.display()))?;
    Ok(results.join("release").join(format!("lib{}.so", package.replace('-', "_"))))
}

/// The same, with the library in `build/NAME.node`, where the examples look for it.
pub fn build_example(source: &Path, folder: &Path) -> Result<(), String> {
    let library = build(source, folder)?;
    let addon = folder.join("build").join(name(source)).with_extension("node");
    std::fs::create_dir_all(folder.join("build"))
        .map_err(|error| format!("cannot create {}/build: {error}", folder.display()))?;
    copy(&library, &addon)
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error| format!("cannot copy {} to {}: {error}", from.display(), to.display());
    std::fs::copy(from, to).map(drop).map_err(failed)
}
