//! The properties that Node's system errors have, for an `io::Error`.
//!
//! Neighbours: `error.rs`. The message stays Rust's; who needs Node's own words builds the error
//! with [`Error::with`].

use std::io;

use crate::error::Error;

/// Codes by kind, where the kind says it: also for errors that no system call made.
fn code(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match kind {
        Kind::NotFound => "ENOENT",
        Kind::PermissionDenied => "EACCES",
        Kind::AlreadyExists => "EEXIST",
        Kind::ConnectionRefused => "ECONNREFUSED",
        Kind::ConnectionReset => "ECONNRESET",
        Kind::ConnectionAborted => "ECONNABORTED",
        Kind::NotConnected => "ENOTCONN",
        Kind::AddrInUse => "EADDRINUSE",
        Kind::AddrNotAvailable => "EADDRNOTAVAIL",
        Kind::HostUnreachable => "EHOSTUNREACH",
        Kind::NetworkUnreachable => "ENETUNREACH",
        Kind::NetworkDown => "ENETDOWN",
        Kind::BrokenPipe => "EPIPE",
        Kind::NotADirectory => "ENOTDIR",
        Kind::IsADirectory => "EISDIR",
        Kind::DirectoryNotEmpty => "ENOTEMPTY",
        Kind::ReadOnlyFilesystem => "EROFS",
        Kind::StaleNetworkFileHandle => "ESTALE",
        Kind::StorageFull => "ENOSPC",
        Kind::NotSeekable => "ESPIPE",
        Kind::FileTooLarge => "EFBIG",
        Kind::ResourceBusy => "EBUSY",
        Kind::ExecutableFileBusy => "ETXTBSY",
        Kind::Deadlock => "EDEADLK",
        Kind::CrossesDevices => "EXDEV",
        Kind::TooManyLinks => "EMLINK",
        Kind::ArgumentListTooLong => "E2BIG",
        Kind::TimedOut => "ETIMEDOUT",
        Kind::Interrupted => "EINTR",
        Kind::WouldBlock => "EAGAIN",
        Kind::InvalidInput => "EINVAL",
        Kind::Unsupported => "ENOTSUP",
        Kind::OutOfMemory => "ENOMEM",
        _ => return None,
    })
}

/// Adds `errno` (negative, as Node has it) and `code`.
pub(crate) fn describe(error: &io::Error, described: Error) -> Error {
    let described = match error.raw_os_error() {
        Some(number) => described.with("errno", -number),
        None => described,
    };
    // EPERM and EACCES are one kind; the number tells them apart on every Unix.
    let code = match error.raw_os_error() {
        Some(1) if cfg!(unix) => Some("EPERM"),
        _ => code(error.kind()),
    };
    match code {
        Some(code) => described.with_code(code),
        None => described,
    }
}
