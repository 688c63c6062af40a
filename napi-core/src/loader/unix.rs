//! `dlopen` and `dlsym`.
//!
//! Without flags from JavaScript a library is bound at once, not lazily as in Node: a function that
//! is missing is then an error here, not the end of the process at its first call. Whoever wants
//! Node's way passes `os.constants.dlopen.RTLD_LAZY` to `process.dlopen`.

use super::library::Library;
use libloading::os::unix::{Library as System, RTLD_LOCAL, RTLD_NOW};
use std::error::Error;
use std::ffi::{CStr, c_void};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::ptr::NonNull;

/// Opens a library for good; the system's message when it cannot.
pub fn open(path: &Path, flags: Option<i32>) -> Result<Library, String> {
    let flags = flags.unwrap_or(RTLD_NOW | RTLD_LOCAL);
    // SAFETY: runs the library's constructors, which is what loading an addon means; `inspect`
    // looked at the file before. Flags of any value are checked by the system.
    let library = unsafe { System::open(Some(path), flags) };
    library
        .map(|library| Library(library.into_raw() as usize))
        .map_err(|error| error.source().map_or_else(|| error.to_string(), ToString::to_string))
}

/// The address of a symbol in a library or in those it depends on.
pub fn symbol(library: Library, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: the address came from `open`; it is not closed, here neither.
    let system = ManuallyDrop::new(unsafe { System::from_raw(library.0 as *mut c_void) });
    address(&system, name)
}

/// Whether the program itself, or a library that is open for everybody, has a symbol.
pub fn is_in_program(name: &CStr) -> bool {
    address(&System::this(), name).is_some()
}

fn address(library: &System, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: only the address is taken; callers know the type of what they asked for.
    let symbol = unsafe { library.get::<*mut c_void>(name) };
    symbol.ok().and_then(|symbol| NonNull::new(symbol.as_raw_ptr()))
}
