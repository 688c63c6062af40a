//! Building a Rust crate that is an addon, as its author would: with cargo, outside the workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{read, root, runtimes, sanitizer, scratch};

/// Copies the crate to `folder`, so that the sources stay as they are and no older build is used;
/// the text of its manifest.
pub fn copy_crate(source: &Path, folder: &Path) -> Result<String, String> {
    scratch::copy_sources(source, folder)?;
    let manifest = folder.join("Cargo.toml");
    // The copy lies elsewhere; and with the versions of our own lock file nothing is downloaded.
    let text = read(&manifest)?.replace("../../../", &format!("{}/", root().display()));
    std::fs::write(&manifest, &text)
        .map_err(|error| format!("cannot write {}: {error}", manifest.display()))?;
    if !has_crates_of_its_own(&text) {
        let lock = folder.join("Cargo.lock");
        std::fs::copy(root().join("Cargo.lock"), &lock)
            .map_err(|error| format!("cannot write {}: {error}", lock.display()))?;
    }
    Ok(text)
}

/// Whether a manifest names crates that our lock file may lack. Such a crate has a lock file
/// beside it, and cargo downloads what that names, once.
pub fn has_crates_of_its_own(manifest: &str) -> bool {
    let (_, dependencies) = manifest.split_once("[dependencies]\n").unwrap_or_default();
    dependencies
        .lines()
        .take_while(|line| !line.starts_with('['))
        .any(|line| line.contains('=') && !line.starts_with('#') && !line.starts_with("napi-"))
}

/// Builds a copy of the crate in `folder`; the library.
pub fn build(source: &Path, folder: &Path) -> Result<PathBuf, String> {
    let text = copy_crate(source, folder)?;
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--release", "--target-dir", "target"]).current_dir(folder);
    if !has_crates_of_its_own(&text) {
        command.arg("--offline");
    }
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
        .ok_or_else(|| format!("{}/Cargo.toml has no name", folder.display()))?;
    Ok(results.join("release").join(format!("lib{}.so", package.replace('-', "_"))))
}

/// Builds the crate in `folder`, a copy, with `napkin build`.
pub fn napkin_build(folder: &Path, options: &[&str]) -> Result<(), String> {
    let napkin = runtimes::napkin()?;
    let mut command = runtimes::command(&napkin, folder);
    command.arg("build").args(options).args(["--", "--target-dir", "target"]);
    if !has_crates_of_its_own(&read(&folder.join("Cargo.toml"))?) {
        command.arg("--offline");
    }
    let output =
        command.output().map_err(|error| format!("cannot run {}: {error}", napkin.display()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("it does not compile:\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// Runs `cargo test` in a copy of the crate, with the profile and the target directory of this
/// workspace, so that the engine need not be compiled again. What the tests print.
pub fn test(source: &Path, folder: &Path) -> Result<String, String> {
    let manifest = folder.join("Cargo.toml");
    let own = copy_crate(source, folder)?;
    let workspace = read(&root().join("Cargo.toml"))?;
    let (text, _) = own.split_once("[profile.release]").unwrap_or((&own, ""));
    let (_, profile) = workspace
        .split_once("[profile.release]")
        .ok_or("the workspace's Cargo.toml has no [profile.release]")?;
    std::fs::write(&manifest, format!("{text}[workspace]\n\n[profile.release]{profile}"))
        .map_err(|error| format!("cannot write {}: {error}", manifest.display()))?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .ok_or("cargo's folder for tests has no parent")?;
    let output = Command::new(env!("CARGO"))
        .args(["test", "--release", "--offline", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(printed);
    }
    Err(format!("cargo test fails:\n{printed}{}", String::from_utf8_lossy(&output.stderr)))
}
