//! What is done to paths: folders, links, names. Synchronous.
//!
//! Neighbours: `file_content.rs` (open files), `file_status.rs` (what a path is), `request.rs`.

use super::error::Result;
use super::file_status::{Status, lstat};
use super::request::{on_path, on_paths};
use libuv_sys2 as uv;
use std::ffi::{CStr, c_char};
use std::mem::MaybeUninit;
use std::ptr::null_mut;

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, without the folder's.
    pub name: Vec<u8>,
    /// What it is, as libuv numbers it (`UV_DIRENT_*`).
    pub kind: u32,
}

/// The text that a call left in the request, which ends when the request is cleaned up.
///
/// # Safety
/// `text` is null or NUL-terminated.
unsafe fn copied(text: *const c_char) -> Vec<u8> {
    if text.is_null() {
        return Vec::new();
    }
    // SAFETY: by contract.
    unsafe { CStr::from_ptr(text) }.to_bytes().to_vec()
}

/// The entries of a folder, in libuv's order.
///
/// # Errors
/// When the folder cannot be read.
#[allow(clippy::unnecessary_cast)] // C enumerations are signed on some systems
pub fn read_folder(path: &[u8]) -> Result<Vec<Entry>> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "scandir",
            path,
            |request, path| uv::uv_fs_scandir(null_mut(), request, path.as_ptr(), 0, None),
            |request| {
                let mut entries = Vec::with_capacity(usize::try_from(request.result).unwrap_or(0));
                let mut entry = MaybeUninit::<uv::uv_dirent_t>::zeroed();
                while uv::uv_fs_scandir_next(request, entry.as_mut_ptr()) >= 0 {
                    let entry = entry.assume_init_ref();
                    entries.push(Entry { name: copied(entry.name), kind: entry.type_ as u32 });
                }
                entries
            },
        )
    }
    .map(|mut entries| {
        // Some file systems do not tell the kind with the name.
        for entry in entries.iter_mut().filter(|entry| entry.kind == UNKNOWN_KIND) {
            let full = [path, std::path::MAIN_SEPARATOR_STR.as_bytes(), &entry.name].concat();
            entry.kind = lstat(&full).map_or(UNKNOWN_KIND, |status| kind_of(&status));
        }
        entries
    })
}

#[allow(clippy::unnecessary_cast)] // C enumerations are signed on some systems
const UNKNOWN_KIND: u32 = uv::uv_dirent_type_t_UV_DIRENT_UNKNOWN as u32;

/// What a status says it is, as libuv numbers the kinds of entries.
#[allow(clippy::unnecessary_cast)] // C enumerations are signed on some systems
fn kind_of(status: &Status) -> u32 {
    let kind = match status.mode & 0o170_000 {
        0o040_000 => uv::uv_dirent_type_t_UV_DIRENT_DIR,
        0o100_000 => uv::uv_dirent_type_t_UV_DIRENT_FILE,
        0o120_000 => uv::uv_dirent_type_t_UV_DIRENT_LINK,
        0o010_000 => uv::uv_dirent_type_t_UV_DIRENT_FIFO,
        0o140_000 => uv::uv_dirent_type_t_UV_DIRENT_SOCKET,
        0o020_000 => uv::uv_dirent_type_t_UV_DIRENT_CHAR,
        0o060_000 => uv::uv_dirent_type_t_UV_DIRENT_BLOCK,
        _ => uv::uv_dirent_type_t_UV_DIRENT_UNKNOWN,
    };
    kind as u32
}

/// Makes a folder.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &[u8], mode: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "mkdir",
            path,
            |request, path| uv::uv_fs_mkdir(null_mut(), request, path.as_ptr(), mode, None),
            |_| (),
        )
    }
}

/// Makes a folder with a name of its own, `prefix` and six characters; its path.
///
/// # Errors
/// When it cannot be made.
pub fn make_temporary_folder(prefix: &[u8]) -> Result<Vec<u8>> {
    let template = [prefix, b"XXXXXX"].concat();
    // SAFETY: a uv_fs call without callback; libuv keeps the path it made in the request.
    unsafe {
        on_path(
            "mkdtemp",
            &template,
            |request, path| uv::uv_fs_mkdtemp(null_mut(), request, path.as_ptr(), None),
            |request| copied(request.path),
        )
    }
}

/// Removes an empty folder.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_folder(path: &[u8]) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "rmdir",
            path,
            |request, path| uv::uv_fs_rmdir(null_mut(), request, path.as_ptr(), None),
            |_| (),
        )
    }
}

/// Removes a file's name.
///
/// # Errors
/// When it cannot be removed.
pub fn unlink(path: &[u8]) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "unlink",
            path,
            |request, path| uv::uv_fs_unlink(null_mut(), request, path.as_ptr(), None),
            |_| (),
        )
    }
}

/// Renames, replacing what has the new name.
///
/// # Errors
/// When it cannot be renamed.
pub fn rename(from: &[u8], to: &[u8]) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_paths("rename", (from, to), |request, from, to| {
            uv::uv_fs_rename(null_mut(), request, from.as_ptr(), to.as_ptr(), None)
        })
    }
}

/// Gives a file a second name.
///
/// # Errors
/// When it cannot be given.
pub fn link(from: &[u8], to: &[u8]) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_paths("link", (from, to), |request, from, to| {
            uv::uv_fs_link(null_mut(), request, from.as_ptr(), to.as_ptr(), None)
        })
    }
}

/// Makes a symbolic link at `path`. `flags` are libuv's (`UV_FS_SYMLINK_*`), for Windows.
///
/// # Errors
/// When it cannot be made; the error's path is the target, its dest the link.
pub fn symlink(target: &[u8], path: &[u8], flags: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_paths("symlink", (target, path), |request, target, path| {
            uv::uv_fs_symlink(null_mut(), request, target.as_ptr(), path.as_ptr(), flags, None)
        })
    }
}

/// Where a symbolic link points.
///
/// # Errors
/// When there is no symbolic link at the path.
pub fn read_link(path: &[u8]) -> Result<Vec<u8>> {
    // SAFETY: a uv_fs call without callback; on success `ptr` is the text.
    unsafe {
        on_path(
            "readlink",
            path,
            |request, path| uv::uv_fs_readlink(null_mut(), request, path.as_ptr(), None),
            |request| copied(request.ptr.cast()),
        )
    }
}

/// The path without links, `.` and `..`.
///
/// # Errors
/// When a part of it does not exist.
pub fn real_path(path: &[u8]) -> Result<Vec<u8>> {
    // SAFETY: a uv_fs call without callback; on success `ptr` is the text.
    unsafe {
        on_path(
            "realpath",
            path,
            |request, path| uv::uv_fs_realpath(null_mut(), request, path.as_ptr(), None),
            |request| copied(request.ptr.cast()),
        )
    }
}

/// Whether the user may do what `mode` says (`F_OK`, `R_OK`, `W_OK`, `X_OK`).
///
/// # Errors
/// When not.
pub fn access(path: &[u8], mode: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "access",
            path,
            |request, path| uv::uv_fs_access(null_mut(), request, path.as_ptr(), mode, None),
            |_| (),
        )
    }
}

/// Copies a file. `mode` are libuv's flags (`UV_FS_COPYFILE_*`).
///
/// # Errors
/// When it cannot be copied.
pub fn copy_file(from: &[u8], to: &[u8], mode: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_paths("copyfile", (from, to), |request, from, to| {
            uv::uv_fs_copyfile(null_mut(), request, from.as_ptr(), to.as_ptr(), mode, None)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::system::file_content::{self, FLAGS_TO_CREATE};

    /// A folder of a test's own, removed at its end.
    pub struct TestFolder(pub Vec<u8>);

    impl TestFolder {
        pub fn new() -> TestFolder {
            let prefix = std::env::temp_dir().join("napi-core-");
            TestFolder(make_temporary_folder(prefix.as_os_str().as_encoded_bytes()).unwrap())
        }

        pub fn path(&self, name: &str) -> Vec<u8> {
            [&self.0, "/".as_bytes(), name.as_bytes()].concat()
        }

        pub fn file(&self, name: &str, content: &[u8]) -> Vec<u8> {
            let path = self.path(name);
            let file = file_content::open(&path, FLAGS_TO_CREATE, 0o644).unwrap();
            file_content::write(file, content, -1).unwrap();
            file_content::close(file).unwrap();
            path
        }
    }

    impl Drop for TestFolder {
        fn drop(&mut self) {
            let path = String::from_utf8_lossy(&self.0).into_owned();
            let _ = std::fs::remove_dir_all(path);
        }
    }

    #[test]
    fn a_folder_lists_what_was_made_in_it() {
        let folder = TestFolder::new();
        folder.file("a", b"");
        make_folder(&folder.path("b"), 0o755).unwrap();
        let mut entries = read_folder(&folder.0).unwrap();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let kinds = [uv::uv_dirent_type_t_UV_DIRENT_FILE, uv::uv_dirent_type_t_UV_DIRENT_DIR];
        assert_eq!(entries[0], Entry { name: b"a".to_vec(), kind: kinds[0] });
        assert_eq!(entries[1], Entry { name: b"b".to_vec(), kind: kinds[1] });
        remove_folder(&folder.path("b")).unwrap();
        assert_eq!(read_folder(&folder.0).unwrap().len(), 1);
    }

    #[test]
    fn links_lead_to_their_target() {
        let folder = TestFolder::new();
        let (file, link) = (folder.file("file", b"x"), folder.path("link"));
        symlink(b"file", &link, 0).unwrap();
        assert_eq!(read_link(&link).unwrap(), b"file");
        assert_eq!(real_path(&link).unwrap(), real_path(&file).unwrap());
    }

    #[test]
    fn errors_name_the_paths_they_are_about() {
        let folder = TestFolder::new();
        let (from, to) = (folder.path("none"), folder.path("new"));
        let error = rename(&from, &to).unwrap_err();
        assert_eq!((error.code().as_str(), error.syscall), ("ENOENT", "rename"));
        assert_eq!((error.path, error.dest), (Some(from), Some(to)));
        let template = make_temporary_folder(&folder.path("none/x")).unwrap_err().path;
        assert!(template.unwrap().ends_with(b"none/xXXXXXX"));
    }

    #[test]
    fn a_nul_in_a_path_is_an_error() {
        assert_eq!(access(b"a\0b", 0).unwrap_err().code(), "EINVAL");
    }
}
