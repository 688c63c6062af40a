//! Functions with state: a closure on the heap that lives as long as its JavaScript function.
//!
//! Invariant: the function's finalizer gives up its share once, on the env's thread; a call that
//! is running holds a share of its own, so an env torn down in it (`process.exit()`) frees nothing
//! under its feet.
//!
//! Neighbours: `calls.rs` for functions without state, which need none of this.

use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;

use napi_sys as sys;

use super::calls::{CallContext, Callback, Fetch, Returned, enter};
use super::frame::{Env, Value};
use super::functions::new_function_with;
use crate::error::Result;

/// A function that runs `closure`.
pub(crate) fn new_closure<'env, F>(env: Env<'env>, name: &str, closure: F) -> Result<Value<'env>>
where
    F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
{
    let state = Rc::into_raw(Rc::new(closure)).cast_mut().cast::<c_void>();
    // SAFETY: `state` is a closure of type `F`, freed only by the finalizer below.
    let made = unsafe { new_function_with(env, name, Callback::from_raw(callback::<F>), state) }
        .and_then(|function| {
            // SAFETY: env and handle belong together and are live; `free::<F>` is the finalizer
            // of exactly this closure.
            env.check(unsafe {
                sys::napi_add_finalizer(
                    env.raw(),
                    function.raw(),
                    state,
                    Some(free::<F>),
                    ptr::null_mut(),
                    ptr::null_mut(),
                )
            })?;
            Ok(function)
        });
    if made.is_err() {
        // SAFETY: no finalizer was registered, and the function never reached JavaScript.
        drop(unsafe { Rc::from_raw(state.cast_const().cast::<F>()) });
    }
    made
}

unsafe extern "C" fn callback<F>(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value
where
    F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
{
    // SAFETY: the host calls this as a `napi_callback`.
    unsafe { enter(env, info, Fetch::CLOSURE, run::<F>) }
}

/// Runs the closure that the called function was made with.
fn run<F>(cx: CallContext<'_>) -> Result<Returned<'_>>
where
    F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
{
    let state = cx.data().cast_const().cast::<F>();
    // SAFETY: only `callback::<F>` comes here, so the data pointer is the one from `Rc::into_raw`
    // in `new_closure`; the finalizer has not given it back, since the function is being called.
    let closure = unsafe {
        Rc::increment_strong_count(state);
        Rc::from_raw(state)
    };
    closure(cx).map(Returned::from)
}

unsafe extern "C" fn free<F>(_env: sys::napi_env, state: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the pointer it was registered with.
    let closure = unsafe { Rc::from_raw(state.cast_const().cast::<F>()) };
    // A panic in a destructor has nowhere to go: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(closure)));
}
