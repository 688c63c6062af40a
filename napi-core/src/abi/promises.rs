//! Manual: "Promises" and "Script execution".

use super::arguments::required;
use super::entry;
use super::types::{Out, napi_deferred, napi_env, napi_value};
use crate::engine::{Functions, Handle, Kind, Primitives, Promises, Root, Strings};
use crate::status::Status;

/// A promise and the deferred that concludes it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_promise(
    env: napi_env,
    deferred: Out<napi_deferred>,
    promise: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (deferred, promise) = (deferred.check()?, promise.check()?);
        let engine = env.engine();
        let (made, settlers) = engine.promise().map_err(|_| Status::GenericFailure)?;
        let kept = settlers.map(|settler| Root::new(engine, settler));
        deferred.write(env.deferreds().keep(kept) as napi_deferred);
        promise.write(made);
        Ok(())
    })
}

fn conclude(env: napi_env, deferred: napi_deferred, value: napi_value, resolve: bool) -> Status {
    entry::run_js(env, |env| {
        let value = required(value)?;
        let settlers = env.deferreds().take(deferred as usize).ok_or(Status::InvalidArg)?;
        let scope = env.open_scope();
        let settled = env.engine().settle(&settlers, resolve, value);
        env.close_scope(scope);
        settled.map_err(|_| Status::GenericFailure)
    })
}

/// Resolves; the deferred is gone.
#[unsafe(no_mangle)]
pub extern "C" fn napi_resolve_deferred(
    env: napi_env,
    deferred: napi_deferred,
    resolution: napi_value,
) -> Status {
    conclude(env, deferred, resolution, true)
}

/// Rejects; the deferred is gone.
#[unsafe(no_mangle)]
pub extern "C" fn napi_reject_deferred(
    env: napi_env,
    deferred: napi_deferred,
    rejection: napi_value,
) -> Status {
    conclude(env, deferred, rejection, false)
}

/// Whether the value is a native promise.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_promise(
    env: napi_env,
    value: napi_value,
    is_promise: Out<bool>,
) -> Status {
    entry::predicate(env, value, is_promise, |engine, value| engine.is_promise(value))
}

/// Evaluates a string as a classic script.
#[unsafe(no_mangle)]
pub extern "C" fn napi_run_script(
    env: napi_env,
    script: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (script, result) = (required(script)?, result.check()?);
        let engine = env.engine();
        if engine.kind(script) != Kind::String {
            return Err(Status::StringExpected);
        }
        let source = engine.with_utf8(script, <[u8]>::to_vec)?;
        let value = engine.run_script(&source, c"napi_run_script");
        result.write(value.map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}
