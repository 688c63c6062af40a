//! Folders to write in, below the directory cargo gives to integration tests.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::npm_packages;

/// An empty folder of this name (slashes allowed). What an earlier run left there is removed.
pub fn empty(name: &str) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match fs::remove_dir_all(&folder) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(format!("cannot empty {}: {error}", folder.display())),
    }
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    Ok(folder)
}

/// The same, with the npm packages in its `node_modules`, where `require` looks for them.
pub fn with_npm_packages(name: &str) -> Result<PathBuf, String> {
    let packages = npm_packages()?;
    let folder = empty(name)?;
    let link = folder.join("node_modules");
    std::os::unix::fs::symlink(&packages, &link)
        .map_err(|error| format!("cannot link {}: {error}", link.display()))?;
    Ok(folder)
}

/// Copies the files of `from`, and of its folders except build results, into `to`.
pub fn copy_sources(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("cannot create {}: {error}", to.display()))?;
    for path in super::entries(from)? {
        let name = super::name(&path);
        let target = to.join(&name);
        if path.is_file() {
            fs::copy(&path, &target)
                .map_err(|error| format!("cannot copy {}: {error}", path.display()))?;
        } else if !["build", "target", "node_modules"].contains(&name.as_str()) {
            copy_sources(&path, &target)?;
        }
    }
    Ok(())
}
