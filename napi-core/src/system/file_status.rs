//! What a file is, and changing that: status, times, permissions, owners. Synchronous.
//!
//! Neighbours: `file_system.rs` (paths), `file_content.rs` (open files).

use super::error::Result;
use super::file_content::File;
use super::request::{on_path, perform};
use libuv_sys2 as uv;
use std::ffi::{CStr, c_int};
use std::ptr::null_mut;

/// A point in time: seconds since 1970, and nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub struct Time {
    pub seconds: i64,
    pub nanoseconds: i64,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Status {
    pub device: u64,
    pub mode: u64,
    pub links: u64,
    pub user: u64,
    pub group: u64,
    pub special_device: u64,
    pub block_size: u64,
    pub inode: u64,
    pub size: u64,
    pub blocks: u64,
    pub accessed: Time,
    pub modified: Time,
    pub changed: Time,
    pub born: Time,
}

impl Status {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }
}

/// A file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct FileSystem {
    pub kind: u64,
    pub block_size: u64,
    pub fragment_size: u64,
    pub blocks: u64,
    pub free_blocks: u64,
    pub available_blocks: u64,
    pub files: u64,
    pub free_files: u64,
}

#[allow(clippy::useless_conversion)] // the C type `long` differs by system
fn time(time: uv::uv_timespec_t) -> Time {
    Time { seconds: i64::from(time.tv_sec), nanoseconds: i64::from(time.tv_nsec) }
}

fn status(request: &mut uv::uv_fs_t) -> Status {
    status_of(&request.statbuf)
}

/// libuv's status as ours.
pub(super) fn status_of(status: &uv::uv_stat_t) -> Status {
    Status {
        device: status.st_dev,
        mode: status.st_mode,
        links: status.st_nlink,
        user: status.st_uid,
        group: status.st_gid,
        special_device: status.st_rdev,
        block_size: status.st_blksize,
        inode: status.st_ino,
        size: status.st_size,
        blocks: status.st_blocks,
        accessed: time(status.st_atim),
        modified: time(status.st_mtim),
        changed: time(status.st_ctim),
        born: time(status.st_birthtim),
    }
}

/// The status of what is at a path, following links.
///
/// # Errors
/// When there is nothing, or it cannot be reached.
pub fn stat(path: &[u8]) -> Result<Status> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "stat",
            path,
            |request, path| uv::uv_fs_stat(null_mut(), request, path.as_ptr(), None),
            status,
        )
    }
}

/// The status of what is at a path, a link itself included.
///
/// # Errors
/// As [`stat`].
pub fn lstat(path: &[u8]) -> Result<Status> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "lstat",
            path,
            |request, path| uv::uv_fs_lstat(null_mut(), request, path.as_ptr(), None),
            status,
        )
    }
}

/// The status of an open file.
///
/// # Errors
/// When it is not open.
pub fn fstat(file: File) -> Result<Status> {
    // SAFETY: a uv_fs call without callback.
    unsafe { perform("fstat", |request| uv::uv_fs_fstat(null_mut(), request, file, None), status) }
}

/// The file system that a path is on.
///
/// # Errors
/// When there is nothing at the path.
pub fn statfs(path: &[u8]) -> Result<FileSystem> {
    // SAFETY: a uv_fs call without callback; on success `ptr` is a uv_statfs_t.
    unsafe {
        on_path(
            "statfs",
            path,
            |request, path| uv::uv_fs_statfs(null_mut(), request, path.as_ptr(), None),
            |request| {
                let status = &*request.ptr.cast::<uv::uv_statfs_t>();
                FileSystem {
                    kind: status.f_type,
                    block_size: status.f_bsize,
                    fragment_size: status.f_frsize,
                    blocks: status.f_blocks,
                    free_blocks: status.f_bfree,
                    available_blocks: status.f_bavail,
                    files: status.f_files,
                    free_files: status.f_ffree,
                }
            },
        )
    }
}

/// A call that changes what is at a path.
///
/// # Safety
/// As for [`on_path`].
unsafe fn change(
    syscall: &'static str,
    path: &[u8],
    call: impl FnOnce(*mut uv::uv_fs_t, &CStr) -> c_int,
) -> Result<()> {
    // SAFETY: handed on to the caller.
    unsafe { on_path(syscall, path, call, |_| ()) }
}

/// Changes the permissions of what is at a path.
///
/// # Errors
/// When they cannot be changed.
pub fn chmod(path: &[u8], mode: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        change("chmod", path, |request, path| {
            uv::uv_fs_chmod(null_mut(), request, path.as_ptr(), mode, None)
        })
    }
}

/// Changes the permissions of an open file.
///
/// # Errors
/// When they cannot be changed.
pub fn fchmod(file: File, mode: i32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        perform("fchmod", |request| uv::uv_fs_fchmod(null_mut(), request, file, mode, None), |_| ())
    }
}

/// Changes the owners of what is at a path; `u32::MAX` leaves one as it is.
///
/// # Errors
/// When they cannot be changed.
pub fn chown(path: &[u8], user: u32, group: u32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        change("chown", path, |request, path| {
            uv::uv_fs_chown(null_mut(), request, path.as_ptr(), user as _, group as _, None)
        })
    }
}

/// Changes the owners of an open file.
///
/// # Errors
/// When they cannot be changed.
pub fn fchown(file: File, user: u32, group: u32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        perform(
            "fchown",
            |request| uv::uv_fs_fchown(null_mut(), request, file, user as _, group as _, None),
            |_| (),
        )
    }
}

/// Changes the owners of what is at a path, a link itself included.
///
/// # Errors
/// When they cannot be changed.
pub fn lchown(path: &[u8], user: u32, group: u32) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        change("lchown", path, |request, path| {
            uv::uv_fs_lchown(null_mut(), request, path.as_ptr(), user as _, group as _, None)
        })
    }
}

/// Changes when what is at a path was accessed and modified, in seconds since 1970.
///
/// # Errors
/// When it cannot be changed.
pub fn utime(path: &[u8], accessed: f64, modified: f64) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        change("utime", path, |request, path| {
            uv::uv_fs_utime(null_mut(), request, path.as_ptr(), accessed, modified, None)
        })
    }
}

/// Changes when an open file was accessed and modified.
///
/// # Errors
/// When it cannot be changed.
pub fn futime(file: File, accessed: f64, modified: f64) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        perform(
            "futime",
            |request| uv::uv_fs_futime(null_mut(), request, file, accessed, modified, None),
            |_| (),
        )
    }
}

/// Changes when what is at a path was accessed and modified, a link itself included.
///
/// # Errors
/// When it cannot be changed.
pub fn lutime(path: &[u8], accessed: f64, modified: f64) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        change("lutime", path, |request, path| {
            uv::uv_fs_lutime(null_mut(), request, path.as_ptr(), accessed, modified, None)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::file_system::symlink;
    use super::super::file_system::tests::TestFolder;
    use super::*;

    #[test]
    fn a_status_tells_size_and_kind() {
        let folder = TestFolder::new();
        let (file, link) = (folder.file("f", b"12345"), folder.path("l"));
        symlink(b"f", &link, 0).unwrap();
        assert!(stat(&folder.0).unwrap().is_folder());
        assert_eq!(stat(&link).unwrap().size, 5);
        assert_eq!(stat(&link).unwrap().inode, stat(&file).unwrap().inode);
        assert_ne!(lstat(&link).unwrap().inode, stat(&file).unwrap().inode);
        assert!(statfs(&folder.0).unwrap().block_size > 0);
    }

    #[test]
    fn permissions_and_times_change() {
        let folder = TestFolder::new();
        let file = folder.file("f", b"");
        chmod(&file, 0o600).unwrap();
        utime(&file, -1.5, 1_000_000_000.25).unwrap();
        let status = stat(&file).unwrap();
        assert_eq!(status.mode & 0o777, 0o600);
        assert_eq!(status.accessed, Time { seconds: -2, nanoseconds: 500_000_000 });
        assert_eq!(status.modified, Time { seconds: 1_000_000_000, nanoseconds: 250_000_000 });
        chown(&file, u32::MAX, u32::MAX).unwrap();
    }

    #[test]
    fn errors_carry_nodes_names_of_the_calls() {
        assert_eq!(utime(b"/none", 0.0, 0.0).unwrap_err().syscall, "utime");
        assert_eq!(fstat(-1).unwrap_err().to_string(), "EBADF: bad file descriptor, fstat");
        let error = statfs(b"/none").unwrap_err().to_string();
        assert_eq!(error, "ENOENT: no such file or directory, statfs '/none'");
    }
}
