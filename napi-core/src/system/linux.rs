//! Linux: what libuv does not cover.
//!
//! Neighbours: `unix/` (the same on every Unix), `macos.rs`, `windows.rs`.

pub(super) use super::unix::{
    set_type_of_service, terminal_size, type_of_service, umask, wait_until_readable,
    wait_until_writable,
};

use super::machine::text;
use libuv_sys2 as uv;
use std::ffi::{c_int, c_void};

/// The glibc that the program runs on.
#[cfg(target_env = "gnu")]
pub fn glibc_version() -> Option<String> {
    // SAFETY: gives a static text.
    Some(unsafe { text(libc::gnu_get_libc_version()) })
}

/// Another C library.
#[cfg(not(target_env = "gnu"))]
pub fn glibc_version() -> Option<String> {
    None
}

/// The names of the mapped libraries, in the order of loading.
pub fn shared_objects() -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    // SAFETY: the callback gets the address of `names`, which outlives the call.
    unsafe { libc::dl_iterate_phdr(Some(add_name), (&raw mut names).cast()) };
    names
}

unsafe extern "C" fn add_name(
    info: *mut libc::dl_phdr_info,
    _: usize,
    names: *mut c_void,
) -> c_int {
    // SAFETY: the C library passes a valid record, and what `shared_objects` gave it.
    let (name, names) = unsafe { (text((*info).dlpi_name), &mut *names.cast::<Vec<String>>()) };
    // The program itself has no name.
    if !name.is_empty() {
        names.push(name);
    }
    0
}

/// Tells libuv where the program's arguments are: it writes titles there.
pub fn lend_arguments() {
    #[cfg(target_env = "gnu")]
    if let Some((count, arguments)) = arguments::get() {
        // SAFETY: the arguments as the system gave them to the program, never freed. libuv may
        // write to them from now on; the standard library copies them each time it is asked.
        unsafe { uv::uv_setup_args(count, arguments) };
    }
    #[cfg(not(target_env = "gnu"))]
    let _ = uv::uv_setup_args;
}

/// The arguments of `main`, which Rust does not hand on.
#[cfg(target_env = "gnu")]
mod arguments {
    use std::ffi::{c_char, c_int};
    use std::ptr::null_mut;
    use std::sync::atomic::{AtomicI32, AtomicPtr, Ordering};

    static COUNT: AtomicI32 = AtomicI32::new(0);
    static LIST: AtomicPtr<*mut c_char> = AtomicPtr::new(null_mut());

    /// Runs before `main`: glibc passes main's arguments to such functions.
    #[used]
    #[unsafe(link_section = ".init_array")]
    static REMEMBER: extern "C" fn(c_int, *mut *mut c_char) = remember;

    extern "C" fn remember(count: c_int, list: *mut *mut c_char) {
        COUNT.store(count, Ordering::Relaxed);
        LIST.store(list, Ordering::Relaxed);
    }

    pub fn get() -> Option<(c_int, *mut *mut c_char)> {
        let (count, list) = (COUNT.load(Ordering::Relaxed), LIST.load(Ordering::Relaxed));
        (count > 0 && !list.is_null()).then_some((count, list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_c_library_is_among_the_shared_objects() {
        let names = shared_objects();
        assert!(names.iter().any(|name| name.contains("libc.")), "{names:?}");
    }

    #[test]
    #[cfg(target_env = "gnu")]
    fn the_version_of_glibc_is_numbers() {
        let version = glibc_version().unwrap();
        assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "{version}");
    }
}
