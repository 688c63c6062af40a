//! What the tests share: an env for code of the test's own, calls that must succeed, and a real
//! addon compiled from `tests/addons/`.
//!
//! A test's body runs with a `napi_env` as an addon's function does; Node-API is called through the
//! declarations of `napi-sys`, which the linker resolves to this crate's functions.

#![allow(dead_code, unused_macros)] // each test uses its part

/// Calls a Node-API function that must succeed.
macro_rules! ok {
    ($call:expr) => {{
        // SAFETY: the test passes what the function asks for.
        let status = unsafe { $call };
        assert_eq!(status, napi_sys::Status::napi_ok, "{}", stringify!($call));
    }};
}

/// Calls a Node-API function; its status.
macro_rules! status {
    ($call:expr) => {{
        // SAFETY: the test passes what the function allows, or what it must refuse.
        unsafe { $call }
    }};
}

pub mod addon;
pub mod values;

use napi_core::{Runtime, Scope};
use napi_sys::{napi_env, napi_value};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// What a body does in its env.
type Body = Box<dyn FnOnce(napi_env, napi_value)>;

thread_local! {
    static BODY: Cell<Option<Body>> = const { Cell::new(None) };
    static PANIC: Cell<Option<Box<dyn std::any::Any + Send>>> = const { Cell::new(None) };
}

/// The init function of a module that runs the body. A panic must not leave it: it goes on in
/// [`in_env`].
unsafe extern "C" fn init(env: napi_env, exports: napi_value) -> napi_value {
    if let Some(body) = BODY.take()
        && let Err(panic) = catch_unwind(AssertUnwindSafe(|| body(env, exports)))
    {
        PANIC.set(Some(panic));
    }
    exports
}

/// Runs `body` as the init function of a module of version 10 that is linked into the program.
pub fn in_env_of(scope: &Scope<'_>, body: impl FnOnce(napi_env, napi_value) + 'static) {
    BODY.set(Some(Box::new(body)));
    let exports = scope.object().expect("memory for an object");
    // SAFETY: `init` has the signature of a module's init function.
    let linked = unsafe { scope.link("test", init as *const (), exports) };
    if let Some(panic) = PANIC.take() {
        resume_unwind(panic);
    }
    if let Err(thrown) = linked {
        panic!("the body left an exception: {}", scope.describe(thrown));
    }
}

/// As [`in_env_of`], in a scope of its own.
pub fn in_env(runtime: &Runtime, body: impl FnOnce(napi_env) + 'static) {
    runtime.enter(|scope| in_env_of(scope, |env, _| body(env)));
}

/// A runtime.
pub fn runtime() -> Runtime {
    Runtime::new().expect("a runtime can be made")
}

/// An env for calls from outside of any callback, valid as long as its runtime.
pub fn env_of(runtime: &Runtime) -> napi_env {
    let place: std::rc::Rc<Cell<napi_env>> = std::rc::Rc::new(Cell::new(std::ptr::null_mut()));
    let found = place.clone();
    in_env(runtime, move |env| found.set(env));
    place.get()
}

/// Evaluates a script that must not throw; its completion value as text.
pub fn evaluate(runtime: &Runtime, source: &str) -> String {
    runtime.callback(|scope| match scope.evaluate(source, "test.js") {
        Ok(value) => scope.to_text(value),
        Err(thrown) => panic!("{source}\nthrew {}", scope.describe(thrown)),
    })
}
