//! What is done to open files: reading, writing, and whole contents. Synchronous.
//!
//! Neighbours: `file_system.rs` (paths), `standard_io.rs` (descriptors that others opened).

use super::error::{Result, SystemError};
use super::file_status::fstat;
use super::request::{on_path, perform};
use libuv_sys2 as uv;
use std::ffi::c_int;
use std::ptr::null_mut;

/// An open file's descriptor.
pub type File = c_int;

/// A position for reads and writes: where the file's own is.
pub const CURRENT: i64 = -1;

/// Flags of `fs.openSync(path, 'w')`.
#[cfg(test)]
pub(super) const FLAGS_TO_CREATE: i32 =
    (uv::UV_FS_O_CREAT | uv::UV_FS_O_TRUNC | uv::UV_FS_O_RDWR) as i32;

/// Reads of contents whose length is not known grow by this.
const CHUNK: usize = 64 * 1024;

/// Opens a file. `flags` are the system's (`O_*`).
///
/// # Errors
/// When it cannot be opened.
pub fn open(path: &[u8], flags: i32, mode: i32) -> Result<File> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        on_path(
            "open",
            path,
            |request, path| uv::uv_fs_open(null_mut(), request, path.as_ptr(), flags, mode, None),
            |request| request.result as File,
        )
    }
}

/// Closes a file.
///
/// # Errors
/// When it was not open, or what was written could not be.
pub fn close(file: File) -> Result<()> {
    // SAFETY: a uv_fs call without callback. Descriptors are the caller's to manage.
    unsafe { perform("close", |request| uv::uv_fs_close(null_mut(), request, file, None), |_| ()) }
}

/// Reads into `target`, at `position` or [`CURRENT`]; how many bytes.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: File, target: &mut [u8], position: i64) -> Result<usize> {
    let buffer = uv::uv_buf_t { base: target.as_mut_ptr().cast(), len: target.len() as _ };
    // SAFETY: a uv_fs call without callback; the buffer is valid for it.
    unsafe {
        perform(
            "read",
            |request| uv::uv_fs_read(null_mut(), request, file, &buffer, 1, position, None),
            |request| usize::try_from(request.result).unwrap_or(0),
        )
    }
}

/// Writes `source`, at `position` or [`CURRENT`]; how many bytes.
///
/// # Errors
/// When it cannot be written.
pub fn write(file: File, source: &[u8], position: i64) -> Result<usize> {
    // libuv only reads what it is given to write.
    let base = source.as_ptr().cast_mut().cast();
    let buffer = uv::uv_buf_t { base, len: source.len() as _ };
    // SAFETY: a uv_fs call without callback; the buffer is valid for it.
    unsafe {
        perform(
            "write",
            |request| uv::uv_fs_write(null_mut(), request, file, &buffer, 1, position, None),
            |request| usize::try_from(request.result).unwrap_or(0),
        )
    }
}

/// The longest content that is read whole: Node's limit.
const LONGEST: usize = i32::MAX as usize;

/// All that is left of an open file, from its current position.
///
/// # Errors
/// When it cannot be read; EFBIG when the file has more than 2 GiB.
pub fn read_to_end(file: File) -> Result<Vec<u8>> {
    // Files of /proc and devices say 0: they are read until they end.
    let expected = fstat(file).map_or(0, |status| usize::try_from(status.size).unwrap_or(0));
    if expected > LONGEST {
        return Err(SystemError::new(uv::uv_errno_t_UV_EFBIG, "read"));
    }
    let mut content = Vec::new();
    // One byte more than expected, to see the end without growing.
    reserve(&mut content, expected.saturating_add(1))?;
    let mut filled = 0;
    loop {
        if filled == content.len() {
            if content.len() == content.capacity() {
                reserve(&mut content, CHUNK.max(filled))?;
            }
            content.resize(content.capacity(), 0);
        }
        match read(file, &mut content[filled..], CURRENT)? {
            0 => break,
            count => filled += count,
        }
    }
    content.truncate(filled);
    Ok(content)
}

fn reserve(content: &mut Vec<u8>, more: usize) -> Result<()> {
    content.try_reserve_exact(more).map_err(|_| SystemError::new(uv::uv_errno_t_UV_ENOMEM, "read"))
}

/// The content of the file at a path.
///
/// # Errors
/// When it cannot be opened (the error names the path) or read (it does not).
pub fn read_whole(path: &[u8], flags: i32) -> Result<Vec<u8>> {
    with_open(path, flags, 0o666, read_to_end)
}

/// Writes all of `content`, from the file's own position on.
///
/// # Errors
/// When it cannot be written.
pub fn write_all(file: File, mut content: &[u8]) -> Result<()> {
    while !content.is_empty() {
        content = &content[write(file, content, CURRENT)?..];
    }
    Ok(())
}

/// Opens a file, does something with it, and closes it: also when that failed.
///
/// # Errors
/// When it cannot be opened, or closed; what `with_it` answers.
pub fn with_open<T>(
    path: &[u8],
    flags: i32,
    mode: i32,
    with_it: impl FnOnce(File) -> Result<T>,
) -> Result<T> {
    let file = open(path, flags, mode)?;
    let answer = with_it(file);
    let closed = close(file);
    let answer = answer?;
    closed.map(|()| answer)
}

/// Changes the length of a file.
///
/// # Errors
/// When it cannot be changed.
pub fn truncate(file: File, length: i64) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        perform(
            "ftruncate",
            |request| uv::uv_fs_ftruncate(null_mut(), request, file, length, None),
            |_| (),
        )
    }
}

/// Waits until a file's content and status are on the disk.
///
/// # Errors
/// When they cannot be written.
pub fn sync(file: File) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe { perform("fsync", |request| uv::uv_fs_fsync(null_mut(), request, file, None), |_| ()) }
}

/// Waits until a file's content is on the disk.
///
/// # Errors
/// When it cannot be written.
pub fn sync_data(file: File) -> Result<()> {
    // SAFETY: a uv_fs call without callback.
    unsafe {
        perform("fdatasync", |request| uv::uv_fs_fdatasync(null_mut(), request, file, None), |_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::super::file_system::tests::TestFolder;
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = TestFolder::new();
        let long = vec![7; 3 * CHUNK + 5];
        let path = folder.file("long", &long);
        assert_eq!(read_whole(&path, 0).unwrap(), long);
        assert_eq!(read_whole(&folder.file("empty", b""), 0).unwrap(), b"");
    }

    #[test]
    fn positions_are_from_the_start_or_the_files_own() {
        let folder = TestFolder::new();
        let file = open(&folder.file("f", b"0123456789"), 0, 0).unwrap();
        let mut two = [0; 2];
        assert_eq!(read(file, &mut two, 4).unwrap(), 2);
        assert_eq!(&two, b"45");
        assert_eq!(read(file, &mut two, CURRENT).unwrap(), 2);
        assert_eq!(&two, b"01");
        assert_eq!(read_to_end(file).unwrap(), b"23456789");
        close(file).unwrap();
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn files_that_do_not_know_their_length_are_read_whole() {
        let status = read_whole(b"/proc/self/status", 0).unwrap();
        assert!(status.starts_with(b"Name:"));
    }

    #[test]
    fn errors_of_reading_name_no_path() {
        let error = read_whole(std::env::temp_dir().as_os_str().as_encoded_bytes(), 0).unwrap_err();
        assert_eq!(error.to_string(), "EISDIR: illegal operation on a directory, read");
        let error = close(-1).unwrap_err();
        assert_eq!(error.to_string(), "EBADF: bad file descriptor, close");
    }

    #[test]
    fn more_than_two_gigabytes_are_not_read_whole() {
        let folder = TestFolder::new();
        let path = folder.file("sparse", b"");
        with_open(&path, uv::UV_FS_O_RDWR as i32, 0, |file| truncate(file, 1 << 31)).unwrap();
        assert_eq!(read_whole(&path, 0).unwrap_err().code(), "EFBIG");
    }

    #[test]
    fn files_are_cut_and_synced() {
        let folder = TestFolder::new();
        let path = folder.file("f", b"0123456789");
        let file = open(&path, uv::UV_FS_O_RDWR as i32, 0).unwrap();
        truncate(file, 3).unwrap();
        sync(file).unwrap();
        sync_data(file).unwrap();
        close(file).unwrap();
        assert_eq!(read_whole(&path, 0).unwrap(), b"012");
    }
}
