//! Where packages are built: a copy of `tests/gyp/npm/node_modules` below cargo's target
//! directory, kept from run to run, so that a second run compiles nothing.
//!
//! Prebuilt binaries are left out of the copy: what a package loads is what was built here.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use crate::package::{Package, path_with_node};
use crate::support::{entries, name, read, root};

/// The directory that holds `node_modules`, without links in its path.
pub fn tree() -> Result<PathBuf, String> {
    static TREE: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    TREE.get_or_init(copy_packages).clone()
}

fn copy_packages() -> Result<PathBuf, String> {
    let packages = packages()?;
    let lock = read(&root().join("tests/gyp/npm/package-lock.json"))?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = target.canonicalize().map_err(|error| format!("{}: {error}", target.display()))?;
    let tree = target.join("gyp");
    let copied = tree.join("package-lock.json");
    if copied.is_file() && read(&copied)? == lock {
        return Ok(tree);
    }
    remove(&tree)?;
    copy(&packages, &tree.join("node_modules"))?;
    // Last, so that a copy cut short is made again.
    write(&copied, &lock)?;
    Ok(tree)
}

/// What `npm ci` installed.
pub fn packages() -> Result<PathBuf, String> {
    let packages = root().join("tests/gyp/npm/node_modules");
    if packages.is_dir() {
        return Ok(packages);
    }
    Err(format!(
        "{} does not exist: run `npm ci --prefix tests/gyp/npm --ignore-scripts` first",
        packages.display()
    ))
}

/// Copies a directory without what was built before, here or by the package's authors.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("cannot create {}: {error}", to.display()))?;
    for path in entries(from)? {
        let name = name(&path);
        if ["build", "prebuilds", ".bin"].contains(&&name[..]) || name.starts_with("watcher-") {
            continue;
        }
        let target = to.join(&name);
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)
                .map_err(|error| format!("cannot copy {}: {error}", path.display()))?;
        }
    }
    Ok(())
}

pub fn remove(directory: &Path) -> Result<(), String> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {error}", directory.display()))
        }
        _ => Ok(()),
    }
}

pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// A package that was built, by the first test that needs it.
pub fn built(package: &Package) -> Result<PathBuf, String> {
    type Once = Arc<OnceLock<Result<PathBuf, String>>>;
    static BUILT: LazyLock<Mutex<HashMap<String, Once>>> = LazyLock::new(Default::default);
    let once = BUILT
        .lock()
        .map_err(|_| "another test panicked")?
        .entry(package.name.clone())
        .or_default()
        .clone();
    once.get_or_init(|| build(package)).clone()
}

fn build(package: &Package) -> Result<PathBuf, String> {
    let directory = tree()?.join("node_modules").join(&package.name);
    package.prepare(&directory)?;
    let mut options = package.options(&directory, package.headers)?;
    let mut path = OsString::from(without_python_and_make()?);
    path.push(":");
    path.push(path_with_node()?);
    options.environment.set("PATH", path);
    match node_gyp_compat::build(&options) {
        Ok(_) => Ok(directory),
        Err(error) => Err(format!("{} is not built:\n{error}", package.name)),
    }
}

/// A directory for the front of the PATH: who asks for Python or make there fails.
fn without_python_and_make() -> Result<PathBuf, String> {
    let directory = tree()?.join("without-python-and-make");
    fs::create_dir_all(&directory)
        .map_err(|error| format!("cannot create {}: {error}", directory.display()))?;
    for program in ["python", "python2", "python3", "make", "gmake"] {
        let path = directory.join(program);
        // Written once: a file that a test just starts cannot be written.
        if !path.exists() {
            write(&path, "#!/bin/sh\necho \"$0 must not be needed\" >&2\nexit 1\n")?;
            make_runnable(&path)?;
        }
    }
    Ok(directory)
}

pub fn make_runnable(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .map_err(|error| format!("cannot make {} runnable: {error}", path.display()))
}
