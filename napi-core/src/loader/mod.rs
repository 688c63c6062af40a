//! Loading a `.node` file: what `process.dlopen(module, filename, flags)` does, and the same for
//! programs that embed a runtime or link modules into themselves.
//!
//! ```text
//! inspect.rs       the file before the system's loader sees it   elf.rs, symbols.rs, format.rs
//! library.rs       opening it, and the process's list of libraries   unix.rs, windows.rs
//! registration.rs  how a library says what its module is
//! error.rs         every way this fails, in words                 hints.rs
//! file_url.rs      the name a module sees itself by
//! summary.rs       what a file is, in a few words
//! ```
//!
//! Invariants: whatever the file holds, the answer is a module or a JavaScript error, never a dead
//! process (short of what the library's own constructors do); a library once open stays open.

mod elf;
mod error;
mod file_url;
mod format;
mod hints;
mod inspect;
mod library;
mod registration;
mod summary;
mod symbols;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use error::{LoadError, Problem};
#[cfg(fuzzing)]
pub(crate) use inspect::inspect_bytes;
pub use library::loaded_libraries;
pub(crate) use registration::register;
pub use summary::summary;

use crate::abi::types::napi_addon_register_func;
use crate::engine::{
    Engine, ErrorClass, Errors, Handle, Kind, Objects, Primitives, Scopes, Strings, Thrown,
};
use crate::runtime::RuntimeState;
use registration::{EntryPoint, LINKED_VERSION};
use std::ffi::CString;
use std::path::Path;

/// Loads the addon at `path` into the runtime as `process.dlopen` does: its init gets `exports`,
/// and what it returns, unless NULL, becomes `module.exports`. `module.filename`, where it is a
/// string, is what `node_api_get_module_file_name` tells the addon. `flags` are those of
/// `os.constants.dlopen`.
///
/// # Errors
/// An exception, a handle of the caller's scope: what init threw, or an Error that says why the
/// file could not be loaded (code `ERR_DLOPEN_FAILED`).
pub(crate) fn load(
    runtime: &RuntimeState,
    module: Handle,
    exports: Handle,
    path: &Path,
    flags: Option<i32>,
) -> Result<(), Handle> {
    let engine = runtime.engine();
    in_own_scope(engine, || {
        let exports = caught(engine, engine.to_object(exports))?;
        let entry = entry_point(engine, path, flags)?;
        let file = file_of_module(engine, module)?;
        let result = initialise(runtime, entry, file, exports)?;
        if let Some(result) = result.filter(|result| *result != exports) {
            caught(engine, engine.set_named(module, b"exports", result))?;
        }
        Ok(module)
    })
    .map(drop)
}

/// Loads the addon at `path`, for programs without a module system; its exports. What the path
/// leaves open is taken from the working directory.
///
/// # Errors
/// As [`load`].
pub(crate) fn load_addon(runtime: &RuntimeState, path: &Path) -> Result<Handle, Handle> {
    let engine = runtime.engine();
    in_own_scope(engine, || {
        // Where there is no such file, the path as given makes the better message.
        let absolute = path.canonicalize().unwrap_or_else(|_| Path::new(".").join(path));
        let entry = entry_point(engine, &absolute, None)?;
        let file = c_string(file_url::from_path(&absolute.to_string_lossy()));
        let exports = caught(engine, engine.object())?;
        initialise(runtime, entry, file, exports).map(|result| result.unwrap_or(exports))
    })
}

/// Runs the init function of a module that is linked into the program, with an env of its own, and
/// gives its exports. Its file is `node:name`, as for Node's built-in modules.
///
/// # Errors
/// The exception that init threw, a handle of the caller's scope.
pub(crate) fn init_linked(
    runtime: &RuntimeState,
    name: &str,
    init: napi_addon_register_func,
    exports: Handle,
) -> Result<Handle, Handle> {
    in_own_scope(runtime.engine(), || {
        let entry = EntryPoint { init, version: LINKED_VERSION };
        let file = c_string(format!("node:{name}"));
        initialise(runtime, entry, file, exports).map(|result| result.unwrap_or(exports))
    })
}

/// The exports of a module that is part of the program and registered itself by a static
/// constructor (`napi_module_register`), newly made in this runtime; `None` when there is none of
/// this name.
///
/// # Errors
/// As [`init_linked`].
pub(crate) fn load_linked(runtime: &RuntimeState, name: &str) -> Option<Result<Handle, Handle>> {
    let init = registration::linked(name)?;
    let engine = runtime.engine();
    Some(in_own_scope(engine, || {
        let exports = caught(engine, engine.object())?;
        init_linked(runtime, name, init, exports)
    }))
}

/// Finds, opens and reads the file's registration.
fn entry_point(engine: &Engine, path: &Path, flags: Option<i32>) -> Result<EntryPoint, Handle> {
    inspect::inspect(path)
        .and_then(|()| library::open(path, flags))
        .and_then(|opened| registration::entry_point(&opened))
        .map_err(|problem| exception(engine, &LoadError::new(path, problem)))
}

/// Makes the env and calls init in it.
fn initialise(
    runtime: &RuntimeState,
    entry: EntryPoint,
    file: CString,
    exports: Handle,
) -> Result<Option<Handle>, Handle> {
    let env = runtime.new_env(entry.version, file);
    env.call_into_addon(|raw| {
        // SAFETY: the library registered this function as its init; it stays loaded.
        unsafe { (entry.init)(raw, Some(exports)) }
    })
}

/// Runs `body` in a handle scope of its own; its result or exception moves to the caller's.
fn in_own_scope(
    engine: &Engine,
    body: impl FnOnce() -> Result<Handle, Handle>,
) -> Result<Handle, Handle> {
    let slot = engine.reserve();
    let mark = engine.mark();
    let result = body();
    engine.store(slot, result.unwrap_or_else(|exception| exception));
    engine.release_to(mark);
    result.map(|_| slot).map_err(|_| slot)
}

/// What the engine threw, as a handle.
fn caught<T>(engine: &Engine, result: Result<T, Thrown>) -> Result<T, Handle> {
    result.map_err(|Thrown| engine.take_exception())
}

/// `module.filename` as a URL; empty when it is no string.
fn file_of_module(engine: &Engine, module: Handle) -> Result<CString, Handle> {
    let name = caught(engine, engine.get_named(module, b"filename"))?;
    if engine.kind(name) != Kind::String {
        return Ok(CString::default());
    }
    let name = engine.with_utf8(name, |utf8| String::from_utf8_lossy(utf8).into_owned());
    Ok(c_string(file_url::from_path(&caught(engine, name)?)))
}

/// The Error that JavaScript gets to see.
fn exception(engine: &Engine, error: &LoadError) -> Handle {
    let make = || {
        let message = engine.string_utf8(error.to_string().as_bytes())?;
        let exception = engine.error(ErrorClass::Error, message)?;
        if let Some(code) = error.code() {
            let code = engine.string_utf8(code.as_bytes())?;
            engine.set_named(exception, b"code", code)?;
        }
        Ok(exception)
    };
    make().unwrap_or_else(|Thrown| engine.take_exception())
}

/// Text without NUL as a C string; URLs have none, and linked modules' names should not.
fn c_string(text: String) -> CString {
    CString::new(text.replace('\0', "")).unwrap_or_default()
}
