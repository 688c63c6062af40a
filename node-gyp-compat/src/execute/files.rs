//! Copying and removing files and whole directories, for steps that need no program.

use std::fs::File;
use std::path::Path;

/// Whether a path relative to `build/` stays in it.
pub fn is_inside(path: &str) -> bool {
    !path.starts_with("../") && !path.starts_with('/')
}

/// Copies a file, or a directory with all that is in it, times and permissions too.
pub fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    copy_beside(from, to, to)
}

/// `root` is the whole copy, which may stand inside what is copied and is then no part of it.
fn copy_beside(from: &Path, to: &Path, root: &Path) -> std::io::Result<()> {
    let data = std::fs::metadata(from)?;
    if !data.is_dir() {
        std::fs::copy(from, to)?;
        // A file that cannot be opened for writing keeps the time of the copy.
        if let (Ok(time), Ok(file)) = (data.modified(), File::options().write(true).open(to)) {
            file.set_modified(time)?;
        }
        return Ok(());
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path() == root {
            continue;
        }
        if entry.file_type()?.is_symlink() {
            link(&std::fs::read_link(entry.path())?, &target)?;
        } else {
            copy_beside(&entry.path(), &target, root)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

#[cfg(not(unix))]
fn link(to: &Path, at: &Path) -> std::io::Result<()> {
    let to = at.parent().unwrap_or(at).join(to);
    std::fs::copy(to, at).map(|_| ())
}

/// Removes a file, or nothing; a directory only if it is a copy.
pub fn remove(path: &Path, directories: bool) -> std::io::Result<()> {
    let is_directory = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_dir());
    let result = match (is_directory, directories) {
        (false, _) => std::fs::remove_file(path),
        (true, true) => std::fs::remove_dir_all(path),
        (true, false) => return Ok(()),
    };
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[cfg(unix)]
    #[test]
    fn directories_are_copied_whole() {
        let space = TestSpace::new();
        space.write("tree/a/b", "x");
        link(Path::new("b"), &space.path("tree/a/link")).unwrap();
        copy(&space.path("tree"), &space.path("copy")).unwrap();
        assert_eq!(space.read("copy/a/link"), "x");
        assert!(space.path("copy/a/link").is_symlink());
        let time = |name: &str| space.path(name).metadata().unwrap().modified().unwrap();
        assert_eq!(time("copy/a/b"), time("tree/a/b"));
        // Into itself, without an end.
        copy(&space.path("tree"), &space.path("tree/a/inner")).unwrap();
        assert!(space.exists("tree/a/inner/a/b") && !space.exists("tree/a/inner/a/inner"));
        assert!(copy(&space.path("gone"), &space.path("x")).is_err());
    }

    #[test]
    fn only_copies_of_directories_are_removed() {
        let space = TestSpace::new();
        space.write("tree/a", "");
        remove(&space.path("tree"), false).unwrap();
        remove(&space.path("gone"), false).unwrap();
        assert!(space.exists("tree/a"));
        remove(&space.path("tree/a"), false).unwrap();
        remove(&space.path("tree"), true).unwrap();
        assert!(!space.exists("tree"));
        assert!(is_inside("a/../b") && !is_inside("../a") && !is_inside("/a"));
    }
}
