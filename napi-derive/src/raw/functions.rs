//! Functions: made from a callback, called, constructed; scripts.
//!
//! Neighbours: `function.rs`, `calls.rs` (the callbacks), `arguments.rs`.

use std::os::raw::{c_char, c_void};

use napi_sys as sys;

use super::arguments::Arguments;
use super::calls::Callback;
use super::frame::{Env, Value};
use crate::error::Result;

/// A function that calls `callback`.
pub(crate) fn new_function<'env>(
    env: Env<'env>,
    name: &str,
    callback: Callback,
) -> Result<Value<'env>> {
    // SAFETY: a `Callback` made outside `closures.rs` reads no data pointer.
    unsafe { new_function_with(env, name, callback, std::ptr::null_mut()) }
}

/// A function that calls `callback` with a data pointer.
///
/// # Safety
/// `data` is what this callback expects, for as long as the function can be called.
pub(super) unsafe fn new_function_with<'env>(
    env: Env<'env>,
    name: &str,
    callback: Callback,
    data: *mut c_void,
) -> Result<Value<'env>> {
    let (start, length) = (name.as_ptr().cast::<c_char>(), name.len() as isize);
    // SAFETY: the name is copied by the host; the callback follows the C ABI, and the caller
    // answers for `data`.
    env.make(|env, out| unsafe {
        sys::napi_create_function(env, start, length, callback.raw(), data, out)
    })
}

#[inline]
pub(crate) fn call<'env>(
    function: Value<'env>,
    this: Value<'env>,
    arguments: &Arguments<'env>,
) -> Result<Value<'env>> {
    let env = function.env();
    env.entering_js()?;
    let list = arguments.raw();
    // SAFETY: env and handles belong together and are live; pointer and length describe `list`.
    env.make(|env, out| unsafe {
        sys::napi_call_function(env, this.raw(), function.raw(), list.len(), list.as_ptr(), out)
    })
}

pub(crate) fn construct<'env>(
    constructor: Value<'env>,
    arguments: &Arguments<'env>,
) -> Result<Value<'env>> {
    let env = constructor.env();
    env.entering_js()?;
    let list = arguments.raw();
    // SAFETY: as in `call`.
    env.make(|env, out| unsafe {
        sys::napi_new_instance(env, constructor.raw(), list.len(), list.as_ptr(), out)
    })
}

pub(crate) fn run_script<'env>(env: Env<'env>, source: Value<'env>) -> Result<Value<'env>> {
    env.entering_js()?;
    // SAFETY: env and handle belong together and are live.
    env.make(|env, out| unsafe { sys::napi_run_script(env, source.raw(), out) })
}
