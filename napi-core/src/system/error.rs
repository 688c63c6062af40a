//! `SystemError`: a failed call to the system, and libuv's table of error numbers.
//!
//! Invariant: `errno` is libuv's: negative, the same on every call that fails for one reason.

use libuv_sys2 as uv;
use std::borrow::Cow;
use std::ffi::{CStr, c_char, c_int};
use std::fmt;

/// The result of a call to the system.
pub type Result<T> = std::result::Result<T, SystemError>;

/// A call to the system that failed. Its text is what Node's errors say:
/// `ENOENT: no such file or directory, open 'x'`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemError {
    /// libuv's number: negative.
    pub errno: i32,
    /// The call, by the name Node gives it.
    pub syscall: &'static str,
    /// The path it was about.
    pub path: Option<Vec<u8>>,
    /// The second path, of calls that have two.
    pub dest: Option<Vec<u8>>,
    /// What is said instead of libuv's text.
    pub explanation: Option<Cow<'static, str>>,
}

impl SystemError {
    /// A failure that is not about a path.
    pub fn new(errno: i32, syscall: &'static str) -> SystemError {
        SystemError { errno, syscall, path: None, dest: None, explanation: None }
    }

    /// The path it was about.
    #[must_use]
    pub fn with_path(mut self, path: &[u8]) -> SystemError {
        self.path = Some(path.to_vec());
        self
    }

    /// The second path.
    #[must_use]
    pub fn with_dest(mut self, dest: &[u8]) -> SystemError {
        self.dest = Some(dest.to_vec());
        self
    }

    /// The name of the number: `ENOENT`.
    pub fn code(&self) -> String {
        error_name(self.errno)
    }

    /// libuv's text for the number, or what stands for it.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.explanation {
            Some(explanation) => Cow::Borrowed(explanation),
            None => Cow::Owned(error_text(self.errno)),
        }
    }
}

impl fmt::Display for SystemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, {}", self.code(), self.text(), self.syscall)?;
        if let Some(path) = &self.path {
            write!(f, " '{}'", String::from_utf8_lossy(path))?;
        }
        if let Some(dest) = &self.dest {
            write!(f, " -> '{}'", String::from_utf8_lossy(dest))?;
        }
        Ok(())
    }
}

impl std::error::Error for SystemError {}

/// libuv's answer, where a negative one is an error of `syscall`.
pub(super) fn check(result: c_int, syscall: &'static str) -> Result<c_int> {
    if result < 0 { Err(SystemError::new(result, syscall)) } else { Ok(result) }
}

type Describe = unsafe extern "C" fn(c_int, *mut c_char, usize) -> *mut c_char;

fn described(errno: i32, describe: Describe) -> String {
    let mut buffer = [0; 128];
    // SAFETY: libuv writes at most the given length, terminated by a NUL.
    unsafe {
        describe(errno, buffer.as_mut_ptr(), buffer.len());
        CStr::from_ptr(buffer.as_ptr()).to_string_lossy().into_owned()
    }
}

/// The name of an error number: `ENOENT`, or `Unknown system error -12345`.
pub fn error_name(errno: i32) -> String {
    described(errno, uv::uv_err_name_r)
}

/// The text of an error number: `no such file or directory`.
pub fn error_text(errno: i32) -> String {
    described(errno, uv::uv_strerror_r)
}

/// All error numbers of libuv, in its order.
pub fn error_codes() -> impl Iterator<Item = i32> {
    ERROR_CODES.iter().copied()
}

macro_rules! codes {
    ($($name:ident)*) => { [$(uv::$name as i32),*] };
}

#[rustfmt::skip]
const ERROR_CODES: [i32; 85] = codes! {
    uv_errno_t_UV_E2BIG uv_errno_t_UV_EACCES uv_errno_t_UV_EADDRINUSE uv_errno_t_UV_EADDRNOTAVAIL
    uv_errno_t_UV_EAFNOSUPPORT uv_errno_t_UV_EAGAIN uv_errno_t_UV_EAI_ADDRFAMILY
    uv_errno_t_UV_EAI_AGAIN uv_errno_t_UV_EAI_BADFLAGS uv_errno_t_UV_EAI_BADHINTS
    uv_errno_t_UV_EAI_CANCELED uv_errno_t_UV_EAI_FAIL uv_errno_t_UV_EAI_FAMILY
    uv_errno_t_UV_EAI_MEMORY uv_errno_t_UV_EAI_NODATA uv_errno_t_UV_EAI_NONAME
    uv_errno_t_UV_EAI_OVERFLOW uv_errno_t_UV_EAI_PROTOCOL uv_errno_t_UV_EAI_SERVICE
    uv_errno_t_UV_EAI_SOCKTYPE uv_errno_t_UV_EALREADY uv_errno_t_UV_EBADF uv_errno_t_UV_EBUSY
    uv_errno_t_UV_ECANCELED uv_errno_t_UV_ECHARSET uv_errno_t_UV_ECONNABORTED
    uv_errno_t_UV_ECONNREFUSED uv_errno_t_UV_ECONNRESET uv_errno_t_UV_EDESTADDRREQ
    uv_errno_t_UV_EEXIST uv_errno_t_UV_EFAULT uv_errno_t_UV_EFBIG uv_errno_t_UV_EHOSTUNREACH
    uv_errno_t_UV_EINTR uv_errno_t_UV_EINVAL uv_errno_t_UV_EIO uv_errno_t_UV_EISCONN
    uv_errno_t_UV_EISDIR uv_errno_t_UV_ELOOP uv_errno_t_UV_EMFILE uv_errno_t_UV_EMSGSIZE
    uv_errno_t_UV_ENAMETOOLONG uv_errno_t_UV_ENETDOWN uv_errno_t_UV_ENETUNREACH
    uv_errno_t_UV_ENFILE uv_errno_t_UV_ENOBUFS uv_errno_t_UV_ENODEV uv_errno_t_UV_ENOENT
    uv_errno_t_UV_ENOMEM uv_errno_t_UV_ENONET uv_errno_t_UV_ENOPROTOOPT uv_errno_t_UV_ENOSPC
    uv_errno_t_UV_ENOSYS uv_errno_t_UV_ENOTCONN uv_errno_t_UV_ENOTDIR uv_errno_t_UV_ENOTEMPTY
    uv_errno_t_UV_ENOTSOCK uv_errno_t_UV_ENOTSUP uv_errno_t_UV_EOVERFLOW uv_errno_t_UV_EPERM
    uv_errno_t_UV_EPIPE uv_errno_t_UV_EPROTO uv_errno_t_UV_EPROTONOSUPPORT
    uv_errno_t_UV_EPROTOTYPE uv_errno_t_UV_ERANGE uv_errno_t_UV_EROFS uv_errno_t_UV_ESHUTDOWN
    uv_errno_t_UV_ESPIPE uv_errno_t_UV_ESRCH uv_errno_t_UV_ETIMEDOUT uv_errno_t_UV_ETXTBSY
    uv_errno_t_UV_EXDEV uv_errno_t_UV_UNKNOWN uv_errno_t_UV_EOF uv_errno_t_UV_ENXIO
    uv_errno_t_UV_EMLINK uv_errno_t_UV_EHOSTDOWN uv_errno_t_UV_EREMOTEIO uv_errno_t_UV_ENOTTY
    uv_errno_t_UV_EFTYPE uv_errno_t_UV_EILSEQ uv_errno_t_UV_ESOCKTNOSUPPORT uv_errno_t_UV_ENODATA
    uv_errno_t_UV_EUNATCH uv_errno_t_UV_ENOEXEC
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_nodes() {
        let error = SystemError::new(uv::uv_errno_t_UV_ENOENT, "rename");
        let error = error.with_path(b"a").with_dest(b"b");
        let expected = "ENOENT: no such file or directory, rename 'a' -> 'b'";
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn an_explanation_replaces_libuvs_text() {
        let mut error = SystemError::new(uv::uv_errno_t_UV_ENOENT, "uv_cwd");
        error.explanation = Some("it is gone".into());
        assert_eq!(error.to_string(), "ENOENT: it is gone, uv_cwd");
    }

    #[test]
    fn every_code_of_libuv_has_a_name() {
        assert_eq!(error_name(-12345), "Unknown system error -12345");
        for errno in error_codes() {
            let name = error_name(errno);
            assert!(name == "UNKNOWN" || name.starts_with('E'), "{errno}: {name}");
        }
    }
}
