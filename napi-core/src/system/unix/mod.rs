//! What libuv does not cover, the same on every Unix.
//!
//! Neighbours: `linux.rs` and `macos.rs` pass these on as the platform's own.

pub mod credentials;

use super::file_content::File;

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
