//! Manual: "Environment life cycle APIs", "Cleanup on exit" (synchronous hooks), "Memory
//! management", "Version management", "libuv event loop" and the module's file name.

use super::entry;
use super::types::{Out, napi_cleanup_hook, napi_env, napi_finalize, napi_node_version};
use crate::engine::Lifetimes;
use crate::env::Finalizer;
use crate::status::Status;
use libuv_sys2::uv_loop_t;
use std::ffi::{c_char, c_void};

/// The highest version that `napi_get_version` reports.
pub const SUPPORTED_VERSION: u32 = 10;

/// Keeps a pointer with the env.
#[unsafe(no_mangle)]
pub extern "C" fn napi_set_instance_data(
    env: napi_env,
    data: *mut c_void,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
) -> Status {
    entry::basic(env, |env| {
        let finalizer =
            finalize_cb.map(|callback| Finalizer { callback, data, hint: finalize_hint });
        env.set_instance_data(data, finalizer);
        Ok(())
    })
}

/// The pointer kept with the env; NULL when none was set.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_instance_data(env: napi_env, data: Out<*mut c_void>) -> Status {
    entry::basic(env, |env| {
        data.check()?.write(env.instance_data());
        Ok(())
    })
}

/// Registers a function to call when the runtime ends. Registering a pair twice is fatal, as in
/// Node.
#[unsafe(no_mangle)]
pub extern "C" fn napi_add_env_cleanup_hook(
    env: napi_env,
    fun: napi_cleanup_hook,
    arg: *mut c_void,
) -> Status {
    entry::basic(env, |env| {
        let function = fun.ok_or(Status::InvalidArg)?;
        if !env.runtime().cleanup_hooks().add(function, arg) {
            crate::runtime::fatal_error(
                Some("napi_add_env_cleanup_hook"),
                "the same function with the same argument is registered already; remove it first",
            );
        }
        Ok(())
    })
}

/// Removes a hook.
#[unsafe(no_mangle)]
pub extern "C" fn napi_remove_env_cleanup_hook(
    env: napi_env,
    fun: napi_cleanup_hook,
    arg: *mut c_void,
) -> Status {
    entry::basic(env, |env| {
        let function = fun.ok_or(Status::InvalidArg)?;
        env.runtime().cleanup_hooks().remove(function, arg);
        Ok(())
    })
}

/// Tells the collector of memory that objects hold outside of it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_adjust_external_memory(
    env: napi_env,
    change_in_bytes: i64,
    adjusted_value: Out<i64>,
) -> Status {
    entry::basic(env, |env| {
        let adjusted = adjusted_value.check()?;
        adjusted.write(env.engine().adjust_external_memory(change_in_bytes));
        Ok(())
    })
}

/// The highest Node-API version.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_version(env: napi_env, result: Out<u32>) -> Status {
    entry::basic(env, |_| {
        result.check()?.write(SUPPORTED_VERSION);
        Ok(())
    })
}

/// A version structure whose pointer to static text may be shared.
struct StaticVersion(napi_node_version);

// SAFETY: the only pointer in it is to a string literal.
unsafe impl Sync for StaticVersion {}

static NODE_VERSION: StaticVersion = StaticVersion(napi_node_version {
    major: crate::host::NODE_VERSION.major,
    minor: crate::host::NODE_VERSION.minor,
    patch: crate::host::NODE_VERSION.patch,
    release: c"node".as_ptr(),
});

/// The Node release whose behaviour this host follows.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_node_version(
    env: napi_env,
    version: Out<*const napi_node_version>,
) -> Status {
    entry::basic(env, |_| {
        version.check()?.write(&raw const NODE_VERSION.0);
        Ok(())
    })
}

/// The libuv loop.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_uv_event_loop(env: napi_env, result: Out<*mut uv_loop_t>) -> Status {
    entry::basic(env, |env| {
        result.check()?.write(env.runtime().event_loop().raw());
        Ok(())
    })
}

/// The `file://` URL the module was loaded from; lives as long as the env.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_get_module_file_name(
    env: napi_env,
    result: Out<*const c_char>,
) -> Status {
    entry::basic(env, |env| {
        result.check()?.write(env.file().as_ptr());
        Ok(())
    })
}
