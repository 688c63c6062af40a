//! What libuv does not cover, the same on every Unix.
//!
//! Neighbours: `linux.rs` and `macos.rs` pass these on as the platform's own.

pub mod credentials;

use super::error::{Result, SystemError};
use super::file_content::File;
use std::ffi::c_int;

unsafe extern "C" {
    /// Reads the variable TZ. (The `libc` crate does not declare it for Linux.)
    fn tzset();
}

/// The C library takes the time zone from the environment anew.
pub(super) fn read_time_zone() {
    // SAFETY: no preconditions; the C library locks what it changes.
    unsafe { tzset() };
}

/// Changes the permissions that new files do not get; what they were.
#[allow(clippy::useless_conversion)] // `mode_t` differs by system
pub(super) fn umask(mask: u32) -> u32 {
    // SAFETY: no preconditions; the system looks at the lowest nine bits.
    u32::from(unsafe { libc::umask(mask as libc::mode_t) })
}

/// Columns and rows of a terminal.
pub(super) fn terminal_size(file: File) -> Option<(u16, u16)> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: the request fills in a structure of this type.
    let result = unsafe { libc::ioctl(file, libc::TIOCGWINSZ, &mut size) };
    (result == 0).then_some((size.ws_col, size.ws_row))
}

/// Waits until a descriptor takes more, or never will.
pub(super) fn wait_until_writable(file: File) {
    wait(file, libc::POLLOUT);
}

/// Waits until a descriptor has more, or never will.
pub(super) fn wait_until_readable(file: File) {
    wait(file, libc::POLLIN);
}

fn wait(file: File, events: libc::c_short) {
    let mut poll = libc::pollfd { fd: file, events, revents: 0 };
    // An interruption just makes the caller try again.
    // SAFETY: one structure is passed.
    unsafe { libc::poll(&mut poll, 1, -1) };
}

/// The option of a socket for the class of service.
fn class_option(is_v6: bool) -> (c_int, c_int) {
    if is_v6 { (libc::IPPROTO_IPV6, libc::IPV6_TCLASS) } else { (libc::IPPROTO_IP, libc::IP_TOS) }
}

fn socket_answer(result: c_int, syscall: &'static str) -> Result<()> {
    if result == 0 {
        return Ok(());
    }
    let errno = std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EINVAL);
    Err(SystemError::new(-errno, syscall))
}

/// Sets the class of service of what a socket sends.
pub(super) fn set_type_of_service(socket: c_int, is_v6: bool, class: c_int) -> Result<()> {
    let (level, option) = class_option(is_v6);
    let size = size_of::<c_int>() as libc::socklen_t;
    // SAFETY: the option is a number of this size; any descriptor may be asked.
    let result =
        unsafe { libc::setsockopt(socket, level, option, (&raw const class).cast(), size) };
    socket_answer(result, "setsockopt")
}

/// The class of service of what a socket sends.
pub(super) fn type_of_service(socket: c_int, is_v6: bool) -> Result<c_int> {
    let (level, option) = class_option(is_v6);
    let (mut class, mut size) = (0, size_of::<c_int>() as libc::socklen_t);
    // SAFETY: as in `set_type_of_service`, with places for the answers.
    let result =
        unsafe { libc::getsockopt(socket, level, option, (&raw mut class).cast(), &mut size) };
    socket_answer(result, "getsockopt").map(|()| class)
}
