//! Whole trees of folders: making what is missing, listing, removing.
//!
//! Neighbours: `file_system.rs` has the single steps.

use super::error::{Result, SystemError};
use super::file_status::{Status, lstat, stat};
use super::file_system::{Entry, make_folder, read_folder, remove_folder, unlink};
use libuv_sys2 as uv;
use std::collections::VecDeque;
use std::thread::sleep;
use std::time::Duration;

#[allow(clippy::unnecessary_cast)] // C enumerations are signed on some systems
const FOLDER: u32 = uv::uv_dirent_type_t_UV_DIRENT_DIR as u32;
#[allow(clippy::unnecessary_cast)] // C enumerations are signed on some systems
const LINK: u32 = uv::uv_dirent_type_t_UV_DIRENT_LINK as u32;

fn is_separator(byte: u8) -> bool {
    byte == b'/' || (cfg!(windows) && byte == b'\\')
}

/// `folder` and a name in it.
fn joined(folder: &[u8], name: &[u8]) -> Vec<u8> {
    let separator: &[u8] = match folder.last() {
        None => b"",
        Some(last) if is_separator(*last) => b"",
        Some(_) => std::path::MAIN_SEPARATOR_STR.as_bytes(),
    };
    [folder, separator, name].concat()
}

/// The path up to its last separator; `None` when it has none, or nothing before it.
fn parent(path: &[u8]) -> Option<&[u8]> {
    let end = path.iter().rposition(|byte| is_separator(*byte))?;
    (end > 0).then(|| &path[..end])
}

fn fail<T>(errno: i32, path: &[u8]) -> Result<T> {
    Err(SystemError::new(errno, "mkdir").with_path(path))
}

/// Makes a folder and those it has to be in; the first that was made, if any, as part of `path`.
///
/// # Errors
/// When one of them cannot be made, or a file is in its place: an error about `path`.
pub fn make_folders(path: &[u8], mode: i32) -> Result<Option<Vec<u8>>> {
    let mut first = None;
    // Each is tried again once the one before it, which it is in, is there.
    let mut wanted = vec![(path, false)];
    while let Some((folder, is_second_try)) = wanted.pop() {
        let Err(error) = make_folder(folder, mode) else {
            first.get_or_insert(folder);
            continue;
        };
        match (error.errno, parent(folder)) {
            (uv::uv_errno_t_UV_ENOENT, Some(parent)) if !is_second_try => {
                wanted.push((folder, true));
                wanted.push((parent, false));
            }
            (uv::uv_errno_t_UV_EEXIST, _) => match stat(folder) {
                Ok(status) if status.is_folder() => {}
                Ok(_) if !wanted.is_empty() => return fail(uv::uv_errno_t_UV_ENOTDIR, path),
                _ => return fail(error.errno, path),
            },
            // Some systems say so of folders that exist, roots of drives for example.
            _ if stat(folder).is_ok_and(|status| status.is_folder()) => {}
            _ => return fail(error.errno, path),
        }
    }
    Ok(first.map(<[u8]>::to_vec))
}

/// An entry somewhere in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeEntry {
    /// The entry.
    pub entry: Entry,
    /// The folder it is in: the top, or a path that begins with the top.
    pub folder: Vec<u8>,
    /// Its path from the top.
    pub relative: Vec<u8>,
}

/// All entries of a tree, breadth first. Links to folders are followed only where `follow` says so.
///
/// # Errors
/// When one of the folders cannot be read.
pub fn read_tree(top: &[u8], follow: bool) -> Result<Vec<TreeEntry>> {
    let mut found = Vec::new();
    let mut queue = VecDeque::from([(top.to_vec(), Vec::new())]);
    while let Some((folder, prefix)) = queue.pop_front() {
        for entry in read_folder(&folder)? {
            let relative = joined(&prefix, &entry.name);
            let full = joined(&folder, &entry.name);
            let is_linked = || follow && stat(&full).is_ok_and(|status| status.is_folder());
            if entry.kind == FOLDER || (entry.kind == LINK && is_linked()) {
                queue.push_back((full, relative.clone()));
            }
            found.push(TreeEntry { entry, folder: folder.clone(), relative });
        }
    }
    Ok(found)
}

/// How [`remove`] goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Removal {
    /// Folders with what is in them.
    pub recursive: bool,
    /// What is not there is no error.
    pub force: bool,
    /// How often what is in use for the moment is tried again.
    pub retries: u32,
    /// The pause before it, times the number of tries so far.
    pub delay: Duration,
}

const IN_USE: [i32; 5] = [
    uv::uv_errno_t_UV_EBUSY,
    uv::uv_errno_t_UV_EMFILE,
    uv::uv_errno_t_UV_ENFILE,
    uv::uv_errno_t_UV_ENOTEMPTY,
    uv::uv_errno_t_UV_EPERM,
];

/// Removes what is at a path. `false` when it is a folder and `recursive` was not said.
///
/// # Errors
/// When something cannot be removed.
pub fn remove(path: &[u8], how: Removal) -> Result<bool> {
    let status: Status = match lstat(path) {
        Ok(status) => status,
        Err(error) if how.force && error.errno == uv::uv_errno_t_UV_ENOENT => return Ok(true),
        Err(error) => return Err(error),
    };
    if !status.is_folder() {
        return with_retries(how, || unlink(path)).map(|()| true);
    }
    if how.recursive {
        remove_tree(path, how)?;
    }
    Ok(how.recursive)
}

fn remove_tree(path: &[u8], how: Removal) -> Result<()> {
    for entry in read_folder(path)? {
        let full = joined(path, &entry.name);
        let removed = if entry.kind == FOLDER {
            remove_tree(&full, how)
        } else {
            with_retries(how, || unlink(&full))
        };
        match removed {
            // Somebody else was faster.
            Err(error) if error.errno == uv::uv_errno_t_UV_ENOENT => {}
            removed => removed?,
        }
    }
    with_retries(how, || remove_folder(path))
}

fn with_retries(how: Removal, attempt: impl Fn() -> Result<()>) -> Result<()> {
    let mut tries = 0;
    loop {
        match attempt() {
            Err(error) if tries < how.retries && IN_USE.contains(&error.errno) => {
                tries += 1;
                sleep(how.delay * tries);
            }
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file_system::symlink;
    use super::super::file_system::tests::TestFolder;
    use super::*;

    const ALL: Removal =
        Removal { recursive: true, force: false, retries: 0, delay: Duration::ZERO };

    #[test]
    fn missing_folders_are_made_from_the_top() {
        let folder = TestFolder::new();
        let deep = folder.path("a/b/c");
        assert_eq!(make_folders(&deep, 0o755).unwrap(), Some(folder.path("a")));
        assert_eq!(make_folders(&deep, 0o755).unwrap(), None);
        let around = folder.path("a/x/../y");
        assert_eq!(make_folders(&around, 0o755).unwrap(), Some(folder.path("a/x")));
        assert!(stat(&folder.path("a/y")).unwrap().is_folder());
        let file = folder.file("f", b"");
        assert_eq!(make_folders(&file, 0o755).unwrap_err().code(), "EEXIST");
        let inside = folder.path("f/x/y");
        let error = make_folders(&inside, 0o755).unwrap_err();
        assert_eq!((error.code().as_str(), error.path), ("ENOTDIR", Some(inside)));
        assert_eq!(make_folders(b"", 0o755).unwrap_err().code(), "ENOENT");
    }

    #[test]
    fn trees_are_listed_breadth_first_and_links_followed_on_demand() {
        let folder = TestFolder::new();
        let deep = folder.path("a/b");
        make_folders(&deep, 0o755).unwrap();
        folder.file("a/b/f", b"");
        symlink(b"a", &folder.path("l"), 0).unwrap();
        let names = |follow| {
            let tree = read_tree(&folder.0, follow).unwrap();
            let names = tree.into_iter().map(|found| String::from_utf8(found.relative).unwrap());
            let mut names: Vec<_> = names.collect();
            names.sort_unstable();
            names.join(" ")
        };
        assert_eq!(names(false), "a a/b a/b/f l");
        assert_eq!(names(true), "a a/b a/b/f l l/b l/b/f");
    }

    #[test]
    fn removal_takes_links_and_leaves_their_targets() {
        let folder = TestFolder::new();
        let deep = folder.path("a/b");
        make_folders(&deep, 0o755).unwrap();
        let kept = folder.file("kept", b"");
        symlink(b"../kept", &folder.path("a/l"), 0).unwrap();
        let top = folder.path("a");
        assert!(!remove(&top, Removal { recursive: false, ..ALL }).unwrap());
        assert!(remove(&top, ALL).unwrap());
        assert!(stat(&kept).is_ok());
        assert_eq!(remove(&top, ALL).unwrap_err().code(), "ENOENT");
        assert!(remove(&top, Removal { force: true, ..ALL }).unwrap());
    }
}
