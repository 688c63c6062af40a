//! Manual: "Object lifetime management", handle scopes.

use super::arguments::required;
use super::entry;
use super::types::{Out, napi_env, napi_escapable_handle_scope, napi_handle_scope, napi_value};
use crate::engine::Handle;
use crate::status::Status;

/// Opens a scope.
#[unsafe(no_mangle)]
pub extern "C" fn napi_open_handle_scope(env: napi_env, result: Out<napi_handle_scope>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.open_addon_scope(false) as napi_handle_scope);
        Ok(())
    })
}

/// Closes a scope; a scope that is not open is a mismatch.
#[unsafe(no_mangle)]
pub extern "C" fn napi_close_handle_scope(env: napi_env, scope: napi_handle_scope) -> Status {
    if scope.is_null() {
        return entry::values(env, |_| Err(Status::InvalidArg));
    }
    entry::unrecorded(env, |env| env.close_addon_scope(scope as usize))
}

/// Opens a scope that one handle can leave.
#[unsafe(no_mangle)]
pub extern "C" fn napi_open_escapable_handle_scope(
    env: napi_env,
    result: Out<napi_escapable_handle_scope>,
) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.open_addon_scope(true) as napi_escapable_handle_scope);
        Ok(())
    })
}

/// Closes an escapable scope.
#[unsafe(no_mangle)]
pub extern "C" fn napi_close_escapable_handle_scope(
    env: napi_env,
    scope: napi_escapable_handle_scope,
) -> Status {
    napi_close_handle_scope(env, scope)
}

/// Moves a handle to the scope around; once per scope.
#[unsafe(no_mangle)]
pub extern "C" fn napi_escape_handle(
    env: napi_env,
    scope: napi_escapable_handle_scope,
    escapee: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        if scope.is_null() {
            return Err(Status::InvalidArg);
        }
        let (escapee, result) = (required(escapee)?, result.check()?);
        result.write(env.escape(scope as usize, escapee)?);
        Ok(())
    })
}
