//! How a library says what its module is: by the symbol `napi_register_module_v1`, or by calling
//! `napi_module_register` from a static constructor while it is being opened.
//!
//! Invariants: a call of `napi_module_register` belongs to the library that this thread is opening
//! (the last call wins, as in Node); without one it is a module linked into the program, found by
//! name. What is registered by constructor counts as version 8, since nothing in it says more.

use super::error::Problem;
use super::library::Opened;
use crate::abi::SUPPORTED_VERSION;
use crate::abi::types::{VERSION_EXPERIMENTAL, napi_addon_register_func, napi_module};
use std::cell::RefCell;
use std::ffi::{CStr, CString, c_void};
use std::ptr::NonNull;
use std::sync::{Mutex, PoisonError};

/// The version of modules that name none; lower ones are treated as this one.
const DEFAULT_VERSION: i32 = 8;

/// The version of modules linked into the program. The newest one: references to primitives, and
/// exceptions in callbacks are uncaught exceptions. Not the experimental one, whose finalizers run
/// inside the collector: those of modules written with napi-derive may run JavaScript.
pub const LINKED_VERSION: i32 = SUPPORTED_VERSION as i32;

type VersionFunction = unsafe extern "C" fn() -> i32;

/// What to call, and what it counts as.
#[derive(Clone, Copy, Debug)]
pub struct EntryPoint {
    /// The module's init function.
    pub init: napi_addon_register_func,
    /// Its Node-API version, one that this host supports.
    pub version: i32,
}

/// What a constructor told `napi_module_register`.
#[derive(Clone, Debug)]
pub struct Registration {
    init: Option<napi_addon_register_func>,
    name: Option<CString>,
}

thread_local! {
    /// One place for each library that this thread is opening (one can open another).
    static OPENING: RefCell<Vec<Option<Registration>>> = const { RefCell::new(Vec::new()) };
}

/// Modules registered while no library was being opened.
static LINKED: Mutex<Vec<Registration>> = Mutex::new(Vec::new());

/// `napi_module_register`: remembers the module for whoever is opening its library.
///
/// # Safety
/// `module` is NULL or points to a module whose name is NULL or NUL-terminated.
pub(crate) unsafe fn register(module: *const napi_module) {
    // SAFETY: by contract.
    let Some(module) = (unsafe { module.as_ref() }) else { return };
    let name = NonNull::new(module.nm_modname.cast_mut()).map(|name| {
        // SAFETY: by contract.
        unsafe { CStr::from_ptr(name.as_ptr()) }.to_owned()
    });
    let registration = Registration { init: module.nm_register_func, name };
    OPENING.with_borrow_mut(|opening| match opening.last_mut() {
        Some(place) => *place = Some(registration),
        None => LINKED.lock().unwrap_or_else(PoisonError::into_inner).push(registration),
    });
}

/// Runs `open` and says what its constructors registered on this thread.
pub fn collect<R>(open: impl FnOnce() -> R) -> (R, Option<Registration>) {
    OPENING.with_borrow_mut(|opening| opening.push(None));
    let result = open();
    (result, OPENING.with_borrow_mut(|opening| opening.pop()).flatten())
}

/// Whether this thread is opening a library right now.
pub fn is_opening() -> bool {
    OPENING.with_borrow(|opening| !opening.is_empty())
}

/// The init function of the newest linked module of this name.
pub fn linked(name: &str) -> Option<napi_addon_register_func> {
    let linked = LINKED.lock().unwrap_or_else(PoisonError::into_inner);
    let named = |module: &&Registration| {
        module.name.as_deref().is_some_and(|own| own.to_bytes() == name.as_bytes())
    };
    linked.iter().rev().find(named).and_then(|module| module.init)
}

/// The entry point of an open library, in Node's order: what its constructors registered just now,
/// its symbol, what they registered when it was opened first.
pub fn entry_point(opened: &Opened) -> Result<EntryPoint, Problem> {
    if let Some(registration) = &opened.registered_now {
        return by_constructor(registration);
    }
    if let Some(symbol) = opened.library.symbol(c"napi_register_module_v1") {
        // SAFETY: the symbol of this name is a function of this type: the convention by which
        // every Node-API addon is loaded.
        let init =
            unsafe { std::mem::transmute::<NonNull<c_void>, napi_addon_register_func>(symbol) };
        return Ok(EntryPoint { init, version: declared_version(opened)? });
    }
    match &opened.registered_before {
        Some(registration) => by_constructor(registration),
        None => Err(Problem::NotRegistered),
    }
}

fn by_constructor(registration: &Registration) -> Result<EntryPoint, Problem> {
    let init = registration.init.ok_or(Problem::NoEntryPoint)?;
    Ok(EntryPoint { init, version: DEFAULT_VERSION })
}

fn declared_version(opened: &Opened) -> Result<i32, Problem> {
    let Some(symbol) = opened.library.symbol(c"node_api_module_get_api_version_v1") else {
        return Ok(DEFAULT_VERSION);
    };
    // SAFETY: as for the init function's symbol.
    let version = unsafe { std::mem::transmute::<NonNull<c_void>, VersionFunction>(symbol) };
    // SAFETY: takes nothing and answers a constant; NAPI_MODULE defines it.
    negotiate(unsafe { version() })
}

/// What a module of this version is treated as.
fn negotiate(declared: i32) -> Result<i32, Problem> {
    match declared {
        VERSION_EXPERIMENTAL => Ok(VERSION_EXPERIMENTAL),
        newer if newer > SUPPORTED_VERSION as i32 => Err(Problem::NewerVersion(newer)),
        other => Ok(other.max(DEFAULT_VERSION)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::abi::types::{napi_env, napi_value};

    unsafe extern "C" fn first(_: napi_env, exports: napi_value) -> napi_value {
        exports
    }

    unsafe extern "C" fn second(_: napi_env, _: napi_value) -> napi_value {
        None
    }

    fn module(name: Option<&'static CStr>, init: Option<napi_addon_register_func>) -> napi_module {
        napi_module {
            nm_version: 1,
            nm_flags: 0,
            nm_filename: std::ptr::null(),
            nm_register_func: init,
            nm_modname: name.map_or(std::ptr::null(), CStr::as_ptr),
            nm_priv: std::ptr::null_mut(),
            reserved: [std::ptr::null_mut(); 4],
        }
    }

    fn call(module: &napi_module) {
        // SAFETY: a module with a NUL-terminated name or none.
        unsafe { register(module) };
    }

    #[test]
    fn the_last_registration_while_opening_counts() {
        let ((), registered) = collect(|| {
            assert!(is_opening());
            call(&module(Some(c"dependency"), Some(first)));
            let ((), inner) = collect(|| call(&module(None, None)));
            assert!(inner.is_some_and(|inner| inner.init.is_none()));
            call(&module(Some(c"own"), Some(second)));
        });
        let registered = registered.expect("the constructor registered");
        assert_eq!(registered.name.as_deref(), Some(c"own"));
        assert!(!is_opening());
        assert!(linked("own").is_none());
        let ((), nothing) = collect(|| ());
        assert!(nothing.is_none());
    }

    #[test]
    fn a_registration_outside_of_loading_is_a_linked_module() {
        call(&module(Some(c"linked-in"), Some(first)));
        call(&module(Some(c"linked-in"), Some(second)));
        call(&module(None, Some(first)));
        assert_eq!(linked("linked-in").map(|init| init as *const ()), Some(second as *const ()));
        assert!(linked("another").is_none());
        // SAFETY: NULL is allowed.
        unsafe { register(std::ptr::null()) };
    }

    #[test]
    fn versions_are_negotiated_as_node_does() {
        let treated = |declared| negotiate(declared).map_err(|problem| problem.to_string());
        for (declared, version) in
            [(i32::MIN, 8), (-1, 8), (0, 8), (1, 8), (8, 8), (9, 9), (10, 10)]
        {
            assert_eq!(treated(declared), Ok(version));
        }
        assert_eq!(treated(i32::MAX), Ok(VERSION_EXPERIMENTAL));
        for newer in [11, 99, i32::MAX - 1] {
            assert!(treated(newer).is_err_and(|text| text.contains(&newer.to_string())));
        }
    }

    #[test]
    fn a_registration_without_a_function_is_an_error() {
        let ((), registered) = collect(|| call(&module(Some(c"empty"), None)));
        let problem = by_constructor(&registered.expect("registered")).expect_err("no function");
        assert!(matches!(problem, Problem::NoEntryPoint));
    }
}
