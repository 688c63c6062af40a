//! `LoadLibraryExW` and `GetProcAddress`. Flags of `dlopen` mean nothing here, as in Node.

use super::library::Library;
use libloading::os::windows::{LOAD_WITH_ALTERED_SEARCH_PATH, Library as System};
use std::error::Error;
use std::ffi::{CStr, c_void};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::ptr::NonNull;

/// Opens a library for good; the system's message when it cannot.
pub fn open(path: &Path, _flags: Option<i32>) -> Result<Library, String> {
    // SAFETY: runs the library's DllMain, which is what loading an addon means; `inspect` looked
    // at the file before. Its own folder is searched for what it depends on, as in Node.
    let library = unsafe { System::load_with_flags(path, LOAD_WITH_ALTERED_SEARCH_PATH) };
    library.map(|library| Library(library.into_raw() as usize)).map_err(|error| {
        let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        format!("{}: {why}", path.display())
    })
}

/// The address of a symbol in a library.
pub fn symbol(library: Library, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: the address came from `open`; it is not closed, here neither.
    let system = ManuallyDrop::new(unsafe { System::from_raw(library.0 as _) });
    address(&system, name)
}

/// Whether the program itself has a symbol.
pub fn is_in_program(name: &CStr) -> bool {
    System::this().is_ok_and(|program| address(&program, name).is_some())
}

fn address(library: &System, name: &CStr) -> Option<NonNull<c_void>> {
    // SAFETY: only the address is taken; callers know the type of what they asked for.
    let symbol = unsafe { library.get::<*mut c_void>(name) };
    symbol.ok().and_then(|symbol| NonNull::new(symbol.as_raw_ptr()))
}
