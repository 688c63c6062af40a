//! Manual: "Working with JavaScript functions".

use super::arguments::{call_arguments, function, name, required};
use super::entry;
use super::types::{Out, napi_callback, napi_callback_info, napi_env, napi_value};
use crate::engine::{Functions, Handle};
use crate::env::{Callback, CallbackInfo, Env, FunctionRecord, Role};
use crate::status::Status;
use std::ffi::{c_char, c_void};
use std::ptr::NonNull;

/// A native function for the engine.
pub(super) fn record(
    env: &Env,
    callback: Callback,
    data: *mut c_void,
    role: Role,
) -> FunctionRecord {
    FunctionRecord { env: NonNull::from(env), callback, data, role }
}

/// A function that calls `cb`; `utf8name` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_function(
    env: napi_env,
    utf8name: *const c_char,
    length: usize,
    cb: napi_callback,
    data: *mut c_void,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let callback = cb.ok_or(Status::InvalidArg)?;
        let name: &[u8] = if utf8name.is_null() { b"" } else { name(utf8name, length)? };
        let record = record(env, callback, data, Role::Function);
        result.write(env.engine().function(name, record)?);
        Ok(())
    })
}

/// What a callback was called with. Every out-parameter may be NULL; `argc` is in and out.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_cb_info(
    env: napi_env,
    cbinfo: napi_callback_info,
    argc: *mut usize,
    argv: *mut Handle,
    this_arg: Out<Handle>,
    data: Out<*mut c_void>,
) -> Status {
    entry::basic(env, |env| {
        let info = callback_info(cbinfo)?;
        if !argv.is_null() {
            if argc.is_null() {
                return Err(Status::InvalidArg);
            }
            // SAFETY: Node-API's contract: `argv` has room for `*argc` handles.
            let room = unsafe { *argc };
            for index in 0..room {
                // SAFETY: index < room.
                unsafe { argv.add(index).write(info.argument(env, index)) };
            }
        }
        if !argc.is_null() {
            // SAFETY: not NULL; an in-out parameter.
            unsafe { argc.write(info.arguments.len()) };
        }
        if this_arg.is_wanted() {
            this_arg.write_if_wanted(env.engine().sloppy_this(info.this));
        }
        data.write_if_wanted(info.data);
        Ok(())
    })
}

#[inline(always)]
fn callback_info<'a>(cbinfo: napi_callback_info) -> Result<&'a CallbackInfo, Status> {
    // SAFETY: Node-API's contract: the info of the running callback, alive until it returns.
    unsafe { cbinfo.as_ref() }.ok_or(Status::InvalidArg)
}

/// `new.target`, or NULL (with success) when the function was called without `new`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_new_target(
    env: napi_env,
    cbinfo: napi_callback_info,
    result: Out<napi_value>,
) -> Status {
    entry::values(env, |_| {
        let info = callback_info(cbinfo)?;
        result.check()?.write(info.new_target);
        Ok(())
    })
}

/// `func.call(recv, ...argv)`; `result` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_call_function(
    env: napi_env,
    recv: napi_value,
    func: napi_value,
    argc: usize,
    argv: *const Handle,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let receiver = required(recv)?;
        let arguments = call_arguments(argv, argc)?;
        let function = function(env, func)?;
        result.write_if_wanted(env.engine().call(function, receiver, arguments)?);
        Ok(())
    })
}

/// `new constructor(...argv)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_new_instance(
    env: napi_env,
    constructor: napi_value,
    argc: usize,
    argv: *const Handle,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        required(constructor)?;
        let arguments = call_arguments(argv, argc)?;
        let result = result.check()?;
        let constructor = function(env, constructor)?;
        result.write(env.engine().construct(constructor, arguments)?);
        Ok(())
    })
}
