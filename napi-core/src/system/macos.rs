//! macOS: what libuv does not cover. (Written by the system's documentation; our tests run on
//! Linux.)
//!
//! Neighbours: `unix/` (the same on every Unix), `linux.rs`, `windows.rs`.

pub(super) use super::unix::{
    set_type_of_service, terminal_size, type_of_service, umask, wait_until_readable,
    wait_until_writable,
};

use super::machine::text;
use libuv_sys2 as uv;

/// Another C library.
pub fn glibc_version() -> Option<String> {
    None
}

/// The names of the mapped libraries, the program itself left out.
pub fn shared_objects() -> Vec<String> {
    // SAFETY: no preconditions; a name is static as long as its library is mapped, and an index
    // that is out of range by now gives null.
    unsafe { (1..libc::_dyld_image_count()).map(|index| text(libc::_dyld_get_image_name(index))) }
        .filter(|name| !name.is_empty())
        .collect()
}

/// Tells libuv where the program's arguments are: it writes titles there.
pub fn lend_arguments() {
    // SAFETY: the arguments as the system gave them to the program, never freed. libuv may write
    // to them from now on; the standard library copies them each time it is asked.
    unsafe { uv::uv_setup_args(*libc::_NSGetArgc(), *libc::_NSGetArgv()) };
}
