//! Manual: "Asynchronous thread-safe function calls". All but creation may be called from any
//! thread that holds the function; none of those has an env.

use super::arguments::{function, required};
use super::async_work::resource_and_name;
use super::entry;
use super::types::{Out, napi_env, napi_finalize, napi_value};
use crate::engine::{ErrorClass, Functions, Primitives};
use crate::env::Finalizer;
use crate::event_loop::threadsafe_function::{CallJs, Options, ReleaseMode, ThreadSafeFunction};
use crate::status::Status;
use std::ffi::{c_int, c_void};

#[allow(non_camel_case_types)] // the manual's name
type napi_threadsafe_function = *mut ThreadSafeFunction;

/// A function that other threads can call.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_threadsafe_function(
    env: napi_env,
    func: napi_value,
    async_resource: napi_value,
    async_resource_name: napi_value,
    max_queue_size: usize,
    initial_thread_count: usize,
    thread_finalize_data: *mut c_void,
    thread_finalize_cb: napi_finalize,
    context: *mut c_void,
    call_js_cb: Option<CallJs>,
    result: Out<napi_threadsafe_function>,
) -> Status {
    entry::converting(env, |env| {
        required(async_resource_name)?;
        if initial_thread_count == 0 {
            return Err(Status::InvalidArg);
        }
        let result = result.check()?;
        let callback = match func {
            None if call_js_cb.is_none() => return Err(Status::InvalidArg),
            None => None,
            Some(_) => Some(function(env, func)?),
        };
        let (resource, name) = resource_and_name(env, async_resource, async_resource_name)?;
        let options = Options {
            callback,
            resource,
            name,
            max_queue_size,
            threads: initial_thread_count,
            finalizer: thread_finalize_cb.map(|callback| Finalizer {
                callback,
                data: thread_finalize_data,
                hint: context,
            }),
            context,
            call_js: call_js_cb,
        };
        result.write(ThreadSafeFunction::create(env, options)?);
        Ok(())
    })
}

/// The default of a function without `call_js_cb`: call it with `undefined` and no arguments.
pub(crate) fn call_callback_without_arguments(env: napi_env, callback: napi_value) {
    entry::run_js(env, |env| {
        let callback = required(callback)?;
        let called = env.engine().call(callback, env.engine().undefined(), &[]);
        match called.map_err(Status::from) {
            Ok(_) => Ok(()),
            Err(Status::PendingException) => Err(Status::PendingException),
            Err(_) => super::errors::throw_coded(
                env,
                ErrorClass::Error,
                b"ERR_NAPI_TSFN_CALL_JS",
                b"Failed to call JS callback",
            ),
        }
    });
}

fn status_of(result: Result<(), Status>) -> Status {
    result.err().unwrap_or(Status::Ok)
}

/// The context given at creation.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_threadsafe_function_context(
    func: napi_threadsafe_function,
    result: Out<*mut c_void>,
) -> Status {
    // SAFETY: Node-API's contract: NULL or a function this thread holds.
    let Some(function) = (unsafe { func.as_ref() }) else { return Status::InvalidArg };
    match result.check() {
        Ok(result) => {
            result.write(function.context());
            Status::Ok
        }
        Err(status) => status,
    }
}

/// Queues a call; `is_blocking` waits while a bounded queue is full.
#[unsafe(no_mangle)]
pub extern "C" fn napi_call_threadsafe_function(
    func: napi_threadsafe_function,
    data: *mut c_void,
    is_blocking: c_int,
) -> Status {
    if func.is_null() {
        return Status::InvalidArg;
    }
    // SAFETY: Node-API's contract: a function this thread holds.
    status_of(unsafe { ThreadSafeFunction::call(func, data, is_blocking != 0) })
}

/// This thread holds the function too.
#[unsafe(no_mangle)]
pub extern "C" fn napi_acquire_threadsafe_function(func: napi_threadsafe_function) -> Status {
    // SAFETY: as above.
    match unsafe { func.as_ref() } {
        Some(function) => status_of(function.acquire()),
        None => Status::InvalidArg,
    }
}

/// This thread gives the function up; `mode` 1 aborts it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_release_threadsafe_function(
    func: napi_threadsafe_function,
    mode: c_int,
) -> Status {
    if func.is_null() {
        return Status::InvalidArg;
    }
    let mode = if mode == 1 { ReleaseMode::Abort } else { ReleaseMode::Release };
    // SAFETY: as above.
    status_of(unsafe { ThreadSafeFunction::release(func, mode) })
}

fn keep_loop_alive(func: napi_threadsafe_function, keep: bool) -> Status {
    // SAFETY: as above.
    match unsafe { func.as_ref() } {
        Some(function) => {
            function.keep_loop_alive(keep);
            Status::Ok
        }
        None => Status::InvalidArg,
    }
}

/// The function does not keep the loop alive. Runtime's thread only.
#[unsafe(no_mangle)]
pub extern "C" fn napi_unref_threadsafe_function(
    _env: napi_env,
    func: napi_threadsafe_function,
) -> Status {
    keep_loop_alive(func, false)
}

/// The function keeps the loop alive. Runtime's thread only.
#[unsafe(no_mangle)]
pub extern "C" fn napi_ref_threadsafe_function(
    _env: napi_env,
    func: napi_threadsafe_function,
) -> Status {
    keep_loop_alive(func, true)
}
