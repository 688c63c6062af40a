//! Thread-safe functions: holds on them, calls, and their end.
//!
//! Invariant: each hold is given up once, by a release or by a call that was told `napi_closing`;
//! nobody uses a function after its finalizer has returned.
//!
//! Neighbours: `env.rs` (the loop's turns).

use std::collections::BTreeMap;
use std::os::raw::c_void;
use std::ptr;
use std::sync::{Arc, Mutex};

use napi_derive::sys;

use super::env::{Env, Shared, new_number};
use super::values::Value;

pub struct ThreadsafeFunction {
    pub number: usize,
    env: Arc<Shared>,
    callbacks: Callbacks,
    state: Mutex<State>,
}

pub struct Callbacks {
    pub call: sys::napi_threadsafe_function_call_js,
    pub finalize: sys::napi_finalize,
    pub context: *mut c_void,
    pub data: *mut c_void,
}

// SAFETY: the pointers are the addon's, and only passed back to it, on the env's thread.
unsafe impl Send for Callbacks {}
// SAFETY: as above.
unsafe impl Sync for Callbacks {}

#[derive(Default)]
struct State {
    waiting: usize,
    holds: usize,
    closing: bool,
    freed: bool,
    keeps_loop_running: bool,
}

/// All that there ever were.
static FUNCTIONS: Mutex<BTreeMap<usize, Arc<ThreadsafeFunction>>> = Mutex::new(BTreeMap::new());

pub fn create(env: &Env, callbacks: Callbacks, holds: usize) -> usize {
    let number = new_number();
    let state = State { holds, keeps_loop_running: true, ..State::default() };
    let function = Arc::new(ThreadsafeFunction {
        number,
        env: Arc::clone(&env.shared),
        callbacks,
        state: Mutex::new(state),
    });
    FUNCTIONS.lock().unwrap().insert(number, Arc::clone(&function));
    env.threadsafe.borrow_mut().push(function);
    number
}

/// Runs `body` on the state of a function that may still be used.
fn with(
    raw: sys::napi_threadsafe_function,
    what: &str,
    body: impl FnOnce(&mut State) -> sys::napi_status,
) -> sys::napi_status {
    let function = FUNCTIONS.lock().unwrap().get(&raw.addr()).cloned();
    let Some(function) = function else {
        eprintln!("{what}: this never was a thread-safe function");
        std::process::abort();
    };
    let mut state = function.state.lock().unwrap();
    let broken = if state.freed {
        "after it was freed"
    } else if state.holds == 0 {
        "without a hold on it"
    } else {
        return body(&mut state);
    };
    function.env.note(format!("{what}: a thread-safe function was used {broken}"));
    sys::Status::napi_generic_failure
}

pub fn call(raw: sys::napi_threadsafe_function) -> sys::napi_status {
    with(raw, "napi_call_threadsafe_function", |state| {
        if state.closing {
            state.holds -= 1;
            return sys::Status::napi_closing;
        }
        state.waiting += 1;
        sys::Status::napi_ok
    })
}

pub fn release(raw: sys::napi_threadsafe_function) -> sys::napi_status {
    with(raw, "napi_release_threadsafe_function", |state| {
        state.holds -= 1;
        state.closing |= state.holds == 0;
        sys::Status::napi_ok
    })
}

pub fn keep_loop_running(raw: sys::napi_threadsafe_function, keep: bool) -> sys::napi_status {
    with(raw, "napi_(un)ref_threadsafe_function", |state| {
        state.keeps_loop_running = keep;
        sys::Status::napi_ok
    })
}

/// Whether anything keeps the loop of this env running.
pub fn loop_is_kept(env: &Env) -> bool {
    let keeps = |function: &Arc<ThreadsafeFunction>| {
        let state = function.state.lock().unwrap();
        !state.freed && state.keeps_loop_running
    };
    env.threadsafe.borrow().iter().any(keeps)
}

/// Makes the calls that wait, and finalizes what closes.
pub fn turn(env: &Env) {
    let functions = env.threadsafe.borrow().clone();
    for function in functions {
        let waiting = std::mem::take(&mut function.state.lock().unwrap().waiting);
        (0..waiting).for_each(|_| function.run(env, env.raw()));
        let closing = function.state.lock().unwrap().closing;
        if closing {
            function.finalize(env);
        }
    }
}

/// The env ends: what waits is called without an env, and everything is finalized.
pub fn end(env: &Env) {
    for function in env.threadsafe.take().into_iter().rev() {
        let waiting = {
            let mut state = function.state.lock().unwrap();
            state.closing = true;
            std::mem::take(&mut state.waiting)
        };
        (0..waiting).for_each(|_| function.run(env, ptr::null_mut()));
        function.finalize(env);
    }
}

impl ThreadsafeFunction {
    fn run(&self, env: &Env, raw: sys::napi_env) {
        let Some(call) = self.callbacks.call else { return };
        let function = env.callees.borrow().get(&self.number).cloned();
        let scope = env.open_scope();
        let handle = match (raw.is_null(), function) {
            (false, Some(function)) => env.handle(Value::Object(function)),
            _ => ptr::null_mut(),
        };
        // SAFETY: a callback of the addon's, on the env's thread, with its context.
        unsafe { call(raw, handle, self.callbacks.context, ptr::null_mut()) };
        env.close_scope(scope);
        if env.exception.take().is_some() {
            env.note("a thread-safe function's callback left an exception pending");
        }
    }

    fn finalize(&self, env: &Env) {
        if self.state.lock().unwrap().freed {
            return;
        }
        if let Some(finalize) = self.callbacks.finalize {
            let scope = env.open_scope();
            // SAFETY: the addon's finalizer with its data, once.
            unsafe { finalize(env.raw(), self.callbacks.data, self.callbacks.context) };
            env.close_scope(scope);
        }
        let callee = env.callees.borrow_mut().remove(&self.number);
        drop(callee);
        let mut state = self.state.lock().unwrap();
        if state.holds > 0 {
            env.note("a hold on a thread-safe function was never given up");
        }
        state.freed = true;
    }
}
