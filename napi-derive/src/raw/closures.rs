//! Functions with state: a boxed closure that lives as long as its JavaScript function.
//!
//! Invariant: the box is freed by the function's finalizer, once, on the env's thread; a call
//! that is running cannot see it freed, since the running function is reachable.
//!
//! Neighbours: `calls.rs` for functions without state, which need none of this.

use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use napi_sys as sys;

use super::calls::{CLOSURE_FETCHED, CallContext, Callback, Returned, enter};
use super::frame::{Env, Value};
use super::functions::new_function_with;
use crate::error::Result;

/// A function that runs `closure`.
pub(crate) fn new_closure<'env, F>(env: Env<'env>, name: &str, closure: F) -> Result<Value<'env>>
where
    F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
{
    let state = Box::into_raw(Box::new(closure)).cast::<c_void>();
    // SAFETY: `state` is a closure of type `F`, freed only by the finalizer below.
    let made = unsafe { new_function_with(env, name, Callback::from_raw(callback::<F>), state) }
        .and_then(|function| {
            // SAFETY: env and handle belong together and are live; `free::<F>` is the finalizer
            // of exactly this box.
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
        drop(unsafe { Box::from_raw(state.cast::<F>()) });
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
    let mut state = ptr::null_mut();
    // SAFETY: the host calls this as a `napi_callback`.
    let state = match unsafe { data_of(env, info, &mut state) } {
        Some(state) => state,
        None => return ptr::null_mut(),
    };
    // SAFETY: the data pointer is the box made in `new_closure`; the function is being called, so
    // its finalizer has not run. Only shared references are ever made to it.
    let closure = unsafe { &*state.cast::<F>() };
    // SAFETY: as above.
    unsafe {
        enter(env, info, CLOSURE_FETCHED, None, |cx| closure(cx).map(Returned::from))
    }
}

/// # Safety
/// Called with the arguments of a `napi_callback`.
unsafe fn data_of(
    env: sys::napi_env,
    info: sys::napi_callback_info,
    data: &mut *mut c_void,
) -> Option<*mut c_void> {
    // SAFETY: only the data pointer is asked for.
    let status = unsafe {
        sys::napi_get_cb_info(env, info, ptr::null_mut(), ptr::null_mut(), ptr::null_mut(), data)
    };
    (status == sys::Status::napi_ok && !data.is_null()).then_some(*data)
}

unsafe extern "C" fn free<F>(_env: sys::napi_env, state: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the pointer it was registered with.
    let closure = unsafe { Box::from_raw(state.cast::<F>()) };
    // A panic in a destructor has nowhere to go: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(closure)));
}
