//! Exceptions: taking a pending one, making error objects, throwing.
//!
//! Invariant: outside a failing call of the C ABI no exception is pending while Rust code of an
//! addon runs: it was taken off the env and became an `Error`, which throws it again if it is
//! returned.
//!
//! Neighbours: `error.rs` (the public `Error`).

use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Value};
use super::strings;
use crate::error::{Class, Error, Result};

/// Takes the pending exception off the env.
pub(super) fn take_pending(env: Env<'_>) -> Option<Value<'_>> {
    let mut pending = false;
    let mut exception = ptr::null_mut();
    // SAFETY: the env is live on its thread; the out-pointers are locals. Neither call needs the
    // env to be free of exceptions.
    unsafe {
        if sys::napi_is_exception_pending(env.raw(), &mut pending) != sys::Status::napi_ok
            || !pending
            || sys::napi_get_and_clear_last_exception(env.raw(), &mut exception)
                != sys::Status::napi_ok
        {
            return None;
        }
        Some(Value::from_raw(exception, env))
    }
}

/// An error object of this class.
pub(crate) fn new_error<'env>(env: Env<'env>, class: Class, message: &str) -> Result<Value<'env>> {
    env.entering_js()?;
    let message = strings::from_utf8(env, message)?.raw();
    let create = match class {
        Class::Error => sys::napi_create_error,
        Class::TypeError => sys::napi_create_type_error,
        Class::RangeError => sys::napi_create_range_error,
        Class::SyntaxError => sys::node_api_create_syntax_error,
    };
    // SAFETY: env and handle belong together and are live; no code is given.
    env.make(|env, out| unsafe { create(env, ptr::null_mut(), message, out) })
}

/// Leaves `error` pending on the env, to be thrown when native code returns.
pub(super) fn throw(env: Env<'_>, error: Error) {
    match error.into_value(env) {
        // SAFETY: env and handle belong together and are live. Should throwing fail, something
        // else is pending or the env is closing: there is nothing better to throw.
        Ok(value) => unsafe {
            sys::napi_throw(env.raw(), value.raw());
        },
        // Making the error object failed; what failed is thrown in its place, without details.
        Err(_) => {
            let message =
                c"an error occurred in native code, and its description could not be made";
            // SAFETY: the message is a C string.
            unsafe {
                sys::napi_throw_error(env.raw(), ptr::null(), message.as_ptr());
            }
        }
    }
}

/// Reports an error that no JavaScript code can catch: an `uncaughtException`.
pub(crate) fn uncaught(env: Env<'_>, error: Error) {
    // Otherwise the env ends, and nobody is left to be told; or there is no memory for the error.
    if let Ok(value) = error.into_value(env) {
        // SAFETY: env and handle belong together and are live.
        unsafe { sys::napi_fatal_exception(env.raw(), value.raw()) };
    }
}
