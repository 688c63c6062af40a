//! Descriptors that others opened, standard input and output above all: what they are, writing
//! and reading them whole, the size of a terminal.
//!
//! Invariant: a descriptor that does not block (another process may have made it so) is waited
//! for; nothing is lost or written twice.
//!
//! Neighbours: `file_content.rs` (single reads and writes).

use super::error::Result;
use super::file_content::{CURRENT, File, read, write};
use super::file_status::fstat;
use super::platform;
use libuv_sys2 as uv;

/// What a descriptor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    File,
    Pipe,
    Tcp,
    Terminal,
    Udp,
    Unknown,
    /// Nothing is open by this number.
    Invalid,
}

/// What is open by this number.
pub fn kind(file: File) -> Kind {
    // SAFETY: no preconditions: any number may be asked about.
    match unsafe { uv::uv_guess_handle(file) } {
        uv::uv_handle_type_UV_FILE => Kind::File,
        uv::uv_handle_type_UV_NAMED_PIPE => Kind::Pipe,
        uv::uv_handle_type_UV_TCP => Kind::Tcp,
        uv::uv_handle_type_UV_TTY => Kind::Terminal,
        uv::uv_handle_type_UV_UDP => Kind::Udp,
        _ if fstat(file).is_err() => Kind::Invalid,
        _ => Kind::Unknown,
    }
}

/// Columns and rows of a terminal; `None` when it is none.
pub fn terminal_size(file: File) -> Option<(u16, u16)> {
    platform::terminal_size(file)
}

fn is_transient(errno: i32) -> bool {
    errno == uv::uv_errno_t_UV_EINTR || errno == uv::uv_errno_t_UV_EAGAIN
}

/// Writes everything.
///
/// # Errors
/// When it cannot be written; what was written before stays.
pub fn write_all(file: File, mut content: &[u8]) -> Result<()> {
    while !content.is_empty() {
        match write(file, content, CURRENT) {
            Ok(count) => content = &content[count.min(content.len())..],
            Err(error) if is_transient(error.errno) => platform::wait_until_writable(file),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Reads until the end.
///
/// # Errors
/// When it cannot be read.
pub fn read_all(file: File) -> Result<Vec<u8>> {
    let mut content = Vec::new();
    let mut chunk = vec![0; 64 * 1024];
    loop {
        match read(file, &mut chunk, CURRENT) {
            Ok(0) => return Ok(content),
            Ok(count) => content.extend_from_slice(&chunk[..count]),
            Err(error) if error.errno == uv::uv_errno_t_UV_EOF => return Ok(content),
            Err(error) if is_transient(error.errno) => platform::wait_until_readable(file),
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file_content::{close, open};
    use super::super::file_system::tests::TestFolder;
    use super::*;

    #[test]
    fn kinds_of_descriptors_are_told() {
        let folder = TestFolder::new();
        let file = open(&folder.file("f", b""), 0, 0).unwrap();
        assert_eq!(kind(file), Kind::File);
        assert_eq!(terminal_size(file), None);
        close(file).unwrap();
        assert_eq!(kind(-1), Kind::Invalid);
    }

    #[test]
    fn a_pipe_that_does_not_block_is_waited_for() {
        let mut ends = [0; 2];
        let nonblocking = uv::uv_stdio_flags_UV_NONBLOCK_PIPE as i32;
        // SAFETY: a place for two descriptors.
        assert_eq!(unsafe { uv::uv_pipe(ends.as_mut_ptr(), nonblocking, nonblocking) }, 0);
        assert_eq!(kind(ends[0]), Kind::Pipe);
        let content: Vec<u8> = (0..1_000_000_u32).map(|number| number as u8).collect();
        let expected = content.clone();
        let writer = std::thread::spawn(move || {
            write_all(ends[1], &content).unwrap();
            close(ends[1]).unwrap();
        });
        assert_eq!(read_all(ends[0]).unwrap(), expected);
        writer.join().unwrap();
        close(ends[0]).unwrap();
    }

    #[test]
    fn a_pipe_that_nobody_reads_is_an_error() {
        let mut ends = [0; 2];
        // SAFETY: a place for two descriptors.
        assert_eq!(unsafe { uv::uv_pipe(ends.as_mut_ptr(), 0, 0) }, 0);
        close(ends[0]).unwrap();
        assert_eq!(write_all(ends[1], b"x").unwrap_err().code(), "EPIPE");
        close(ends[1]).unwrap();
    }
}
