//! Windows: what libuv does not cover. (Written by the system's documentation; our tests run on
//! Linux.)
//!
//! Neighbours: `linux.rs`, `macos.rs`.

use super::error::{Result, SystemError};
use super::file_content::File;
use libuv_sys2 as uv;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

unsafe extern "C" {
    /// The C runtime's mask: of its bits only the one for writing means something.
    safe fn _umask(mask: i32) -> i32;
}

/// Another C library.
pub fn glibc_version() -> Option<String> {
    None
}

/// The list is only written to reports, which do without it here.
pub fn shared_objects() -> Vec<String> {
    Vec::new()
}

/// Changes the permissions that new files do not get; what they were.
pub fn umask(mask: u32) -> u32 {
    _umask((mask & 0o777) as i32) as u32
}

/// Titles are the console's here: libuv wants no memory for them.
pub fn lend_arguments() {
    // SAFETY: libuv looks at neither argument on this system.
    unsafe { uv::uv_setup_args(0, null_mut()) };
}

/// Columns and rows of a terminal, by a loop of its own: libuv asks through a handle only.
pub fn terminal_size(file: File) -> Option<(u16, u16)> {
    let mut uv_loop = MaybeUninit::<uv::uv_loop_t>::zeroed();
    let mut terminal = MaybeUninit::<uv::uv_tty_t>::zeroed();
    // SAFETY: both are initialised before use, and closed before they go out of scope.
    unsafe {
        if uv::uv_loop_init(uv_loop.as_mut_ptr()) < 0 {
            return None;
        }
        let mut size = None;
        if uv::uv_tty_init(uv_loop.as_mut_ptr(), terminal.as_mut_ptr(), file, 0) == 0 {
            let (mut columns, mut rows) = (0, 0);
            if uv::uv_tty_get_winsize(terminal.as_mut_ptr(), &mut columns, &mut rows) == 0 {
                size = u16::try_from(columns).ok().zip(u16::try_from(rows).ok());
            }
            uv::uv_close(terminal.as_mut_ptr().cast(), None);
            uv::uv_run(uv_loop.as_mut_ptr(), uv::uv_run_mode_UV_RUN_DEFAULT);
        }
        uv::uv_loop_close(uv_loop.as_mut_ptr());
        size
    }
}

/// Descriptors of this system block.
pub fn wait_until_writable(_: File) {}

/// Descriptors of this system block.
pub fn wait_until_readable(_: File) {}

/// Programs do not choose classes of service here.
pub fn set_type_of_service(_: c_int, _: bool, _: c_int) -> Result<()> {
    Err(SystemError::new(uv::uv_errno_t_UV_ENOTSUP, "setsockopt"))
}

/// As above.
pub fn type_of_service(_: c_int, _: bool) -> Result<c_int> {
    Err(SystemError::new(uv::uv_errno_t_UV_ENOTSUP, "getsockopt"))
}
