//! The one way into the host: what every exported function does before and after its body.
//!
//! Node's functions open in one of three ways, and addons observe which (a pending exception
//! blocks some functions and not others; some clear the last error, all set it on failure):
//!
//! - [`basic`]: needs an env, touches no JavaScript value. May be called in a basic finalizer.
//! - [`values`]: may allocate or read JavaScript values, so it must not run inside the collector.
//!   Works with an exception pending.
//! - [`run_js`]: may run JavaScript or observe what it threw. Refuses with an exception pending or
//!   when the env can no longer run JavaScript, *before* any argument is checked, and keeps what
//!   the engine threw as the env's pending exception.
//!
//! Invariant: these three alone write the env's last error. A panic cannot cross them: they are
//! called from `extern "C"` functions, where Rust aborts after [`crate::runtime::report_host_bug`]
//! said that it is a bug of ours.

use super::types::{Out, napi_env, napi_value};
use crate::engine::{Engine, Handle};
use crate::env::Env;
use crate::status::Status;

/// What a body answers: success, or the status to report.
pub type Body = Result<(), Status>;

#[inline(always)]
fn env<'a>(env: napi_env) -> Option<&'a Env> {
    // SAFETY: Node-API's contract: `env` is NULL or the env the host passed to this addon, on the
    // env's own thread, before its teardown is over; envs are boxed and outlive their teardown.
    unsafe { env.as_ref() }
}

/// For functions that touch no JavaScript value.
#[inline(always)]
pub fn basic(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    finish(env, body(env))
}

/// For functions that read or make JavaScript values but run no JavaScript.
#[inline(always)]
pub fn values(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    env.refuse_inside_collector();
    let result = body(env);
    if result.is_err() {
        // Such a function has no exception to leave behind: what the engine threw on the way
        // (out of memory) is told by the status.
        env.discard_engine_exception();
    }
    finish(env, result)
}

/// The functions that only ask what a value is, `napi_is_array` and its like.
#[inline(always)]
pub fn predicate(
    raw: napi_env,
    value: napi_value,
    result: Out<bool>,
    test: impl FnOnce(&Engine, Handle) -> bool,
) -> Status {
    values(raw, |env| {
        let value = value.ok_or(Status::InvalidArg)?;
        let result = result.check()?;
        result.write(test(env.engine(), value));
        Ok(())
    })
}

/// For functions that may run JavaScript.
#[inline(always)]
pub fn run_js(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    env.refuse_inside_collector();
    if let Err(status) = env.may_run_js() {
        return env.set_last_error(status);
    }
    env.clear_last_error();
    let result = body(env);
    if result.is_err() {
        env.catch_engine_exception();
    }
    finish(env, result)
}

/// For functions that leave the last error as it was on success (`napi_get_last_error_info`).
#[inline(always)]
pub fn inspect(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    match body(env) {
        Ok(()) => Status::Ok,
        Err(status) => env.set_last_error(status),
    }
}

/// As [`values`], for the few functions whose failure Node does not remember as the last error.
pub fn unrecorded(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    env.refuse_inside_collector();
    match body(env) {
        Ok(()) => finish(env, Ok(())),
        Err(status) => status,
    }
}

/// As [`values`], for functions that convert their arguments: what a conversion threw is thrown
/// when the addon's callback returns, though nothing is pending until then.
pub fn converting(raw: napi_env, body: impl FnOnce(&Env) -> Body) -> Status {
    let Some(env) = env(raw) else { return Status::InvalidArg };
    env.refuse_inside_collector();
    let result = body(env);
    if result.is_err() {
        env.throw_on_return();
    }
    finish(env, result)
}

#[inline(always)]
fn finish(env: &Env, result: Body) -> Status {
    match result {
        Ok(()) => {
            env.clear_last_error();
            Status::Ok
        }
        Err(status) => env.set_last_error(status),
    }
}
