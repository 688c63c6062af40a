//! Manual: "Custom asynchronous operations" and asynchronous cleanup hooks.

use super::arguments::{call_arguments, function, required, to_object};
use super::async_work::resource_and_name;
use super::entry;
use super::types::{Out, napi_async_context, napi_callback_scope, napi_env, napi_value};
use crate::engine::{Functions, Handle};
use crate::env::{AsyncCleanupHook, AsyncContext, AsyncHookFunction, CallbackScope};
use crate::status::Status;
use std::ffi::c_void;
use std::ptr::NonNull;

#[allow(non_camel_case_types)] // the manual's name
type napi_async_cleanup_hook_handle = *mut AsyncCleanupHook;

/// A context for the async hooks.
#[unsafe(no_mangle)]
pub extern "C" fn napi_async_init(
    env: napi_env,
    async_resource: napi_value,
    async_resource_name: napi_value,
    result: Out<napi_async_context>,
) -> Status {
    entry::converting(env, |env| {
        required(async_resource_name)?;
        let result = result.check()?;
        let (resource, name) = resource_and_name(env, async_resource, async_resource_name)?;
        result.write(Box::into_raw(Box::new(AsyncContext::new(env, resource, name))));
        Ok(())
    })
}

/// Ends a context.
#[unsafe(no_mangle)]
pub extern "C" fn napi_async_destroy(env: napi_env, async_context: napi_async_context) -> Status {
    entry::values(env, |env| {
        let context = NonNull::new(async_context).ok_or(Status::InvalidArg)?;
        // SAFETY: Node-API's contract: made by napi_async_init and not destroyed; gone afterwards.
        unsafe { Box::from_raw(context.as_ptr()) }.destroy(env);
        Ok(())
    })
}

/// Calls a function in an async context, then, from the outermost, runs the task queues.
#[unsafe(no_mangle)]
pub extern "C" fn napi_make_callback(
    env: napi_env,
    async_context: napi_async_context,
    recv: napi_value,
    func: napi_value,
    argc: usize,
    argv: *const Handle,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        required(recv)?;
        let arguments = call_arguments(argv, argc)?;
        let receiver = to_object(env, recv)?;
        let function = function(env, func)?;
        // SAFETY: Node-API's contract: NULL or a live context.
        let context = unsafe { async_context.as_ref() };
        let scope = CallbackScope::open(
            env,
            context.map(|context| context.resource.get(env.engine())),
            context.map(|context| context.ids),
        );
        let called = env.engine().call(function, receiver, arguments);
        if called.is_err() {
            env.catch_engine_exception();
        }
        scope.close(env, called.is_err())?;
        result.write_if_wanted(called?);
        Ok(())
    })
}

/// Opens a callback scope: what runs inside is as if called from the event loop.
#[unsafe(no_mangle)]
pub extern "C" fn napi_open_callback_scope(
    env: napi_env,
    _async_resource: napi_value,
    async_context: napi_async_context,
    result: Out<napi_callback_scope>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        // SAFETY: Node-API's contract: a live context.
        let context = unsafe { async_context.as_ref() }.ok_or(Status::InvalidArg)?;
        // A handle of its own: a hook may destroy the context.
        let resource = context.resource.get(env.engine());
        let scope = CallbackScope::open(env, Some(resource), Some(context.ids));
        env.callback_scope_opened();
        result.write(Box::into_raw(Box::new(scope)));
        Ok(())
    })
}

/// Closes a callback scope; the outermost runs the task queues.
#[unsafe(no_mangle)]
pub extern "C" fn napi_close_callback_scope(env: napi_env, scope: napi_callback_scope) -> Status {
    let Some(scope) = NonNull::new(scope) else {
        return entry::values(env, |_| Err(Status::InvalidArg));
    };
    entry::unrecorded(env, |env| {
        if !env.callback_scope_closed() {
            return Err(Status::CallbackScopeMismatch);
        }
        // SAFETY: Node-API's contract: made by napi_open_callback_scope; one is open, and an addon
        // that closes another than that breaks the contract.
        let scope = unsafe { Box::from_raw(scope.as_ptr()) };
        scope.close(env, env.has_pending_exception())
    })
}

/// Registers a hook that may take its time when the runtime ends.
#[unsafe(no_mangle)]
pub extern "C" fn napi_add_async_cleanup_hook(
    env: napi_env,
    hook: Option<AsyncHookFunction>,
    arg: *mut c_void,
    remove_handle: Out<napi_async_cleanup_hook_handle>,
) -> Status {
    entry::values(env, |env| {
        let hook = hook.ok_or(Status::InvalidArg)?;
        remove_handle.write_if_wanted(AsyncCleanupHook::add(env, hook, arg));
        Ok(())
    })
}

/// Removes a hook, or says that it is done.
#[unsafe(no_mangle)]
pub extern "C" fn napi_remove_async_cleanup_hook(handle: napi_async_cleanup_hook_handle) -> Status {
    if handle.is_null() {
        return Status::InvalidArg;
    }
    // SAFETY: Node-API's contract: a handle that was not removed; gone afterwards.
    unsafe { AsyncCleanupHook::remove(handle) };
    Status::Ok
}
