//! Manual: "Error handling": the last error, exceptions, fatal errors.

use super::arguments::{name, required, text};
use super::entry;
use super::types::{AUTO_LENGTH, Out, napi_env, napi_extended_error_info, napi_value};
use crate::engine::{ErrorClass, Errors, Handle, Kind, Objects, Primitives, Strings};
use crate::env::Env;
use crate::status::Status;
use std::ffi::c_char;

/// What went wrong in the last call, with its sentence. Stays valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_last_error_info(
    env: napi_env,
    result: Out<*const napi_extended_error_info>,
) -> Status {
    entry::inspect(env, |env| {
        result.check()?.write(env.last_error_info());
        Ok(())
    })
}

/// Makes `error` the pending exception.
#[unsafe(no_mangle)]
pub extern "C" fn napi_throw(env: napi_env, error: napi_value) -> Status {
    entry::run_js(env, |env| {
        env.set_pending_exception(required(error)?);
        Ok(())
    })
}

/// Makes an error of `class` with a message and, unless empty, a code the pending exception.
pub(super) fn throw_coded(
    env: &Env,
    class: ErrorClass,
    code: &[u8],
    message: &[u8],
) -> Result<(), Status> {
    let engine = env.engine();
    let message = engine.string_utf8(message)?;
    let error = engine.error(class, message)?;
    if !code.is_empty() {
        let code = engine.string_utf8(code)?;
        engine.set_named(error, b"code", code)?;
    }
    env.set_pending_exception(error);
    Ok(())
}

/// A RangeError of the engine's kind (no code) as the pending exception.
pub(super) fn throw_engine_range_error(env: &Env, message: &str) -> Result<(), Status> {
    throw_coded(env, ErrorClass::RangeError, b"", message.as_bytes())
}

fn throw(env: napi_env, class: ErrorClass, code: *const c_char, message: *const c_char) -> Status {
    entry::run_js(env, |env| {
        let message = name(message, AUTO_LENGTH)?;
        let engine = env.engine();
        let error = engine.error(class, engine.string_utf8(message)?)?;
        if !code.is_null() {
            let code = engine.string_utf8(text(code, AUTO_LENGTH)?)?;
            engine.set_named(error, b"code", code)?;
        }
        env.set_pending_exception(error);
        Ok(())
    })
}

/// Throws an Error with this message and, unless NULL, this `code`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_throw_error(
    env: napi_env,
    code: *const c_char,
    msg: *const c_char,
) -> Status {
    throw(env, ErrorClass::Error, code, msg)
}

/// Throws a TypeError.
#[unsafe(no_mangle)]
pub extern "C" fn napi_throw_type_error(
    env: napi_env,
    code: *const c_char,
    msg: *const c_char,
) -> Status {
    throw(env, ErrorClass::TypeError, code, msg)
}

/// Throws a RangeError.
#[unsafe(no_mangle)]
pub extern "C" fn napi_throw_range_error(
    env: napi_env,
    code: *const c_char,
    msg: *const c_char,
) -> Status {
    throw(env, ErrorClass::RangeError, code, msg)
}

/// Throws a SyntaxError.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_throw_syntax_error(
    env: napi_env,
    code: *const c_char,
    msg: *const c_char,
) -> Status {
    throw(env, ErrorClass::SyntaxError, code, msg)
}

fn create(
    env: napi_env,
    class: ErrorClass,
    code: napi_value,
    message: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let (message, result) = (required(message)?, result.check()?);
        let engine = env.engine();
        if engine.kind(message) != Kind::String {
            return Err(Status::StringExpected);
        }
        let error = engine.error(class, message).map_err(|_| Status::GenericFailure)?;
        if let Some(code) = code {
            if engine.kind(code) != Kind::String {
                return Err(Status::StringExpected);
            }
            engine.set_named(error, b"code", code).map_err(|_| Status::GenericFailure)?;
        }
        result.write(error);
        Ok(())
    })
}

/// An Error with this message (a string) and, unless NULL, this `code` (a string).
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_error(
    env: napi_env,
    code: napi_value,
    msg: napi_value,
    result: Out<Handle>,
) -> Status {
    create(env, ErrorClass::Error, code, msg, result)
}

/// A TypeError.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_type_error(
    env: napi_env,
    code: napi_value,
    msg: napi_value,
    result: Out<Handle>,
) -> Status {
    create(env, ErrorClass::TypeError, code, msg, result)
}

/// A RangeError.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_range_error(
    env: napi_env,
    code: napi_value,
    msg: napi_value,
    result: Out<Handle>,
) -> Status {
    create(env, ErrorClass::RangeError, code, msg, result)
}

/// A SyntaxError.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_syntax_error(
    env: napi_env,
    code: napi_value,
    msg: napi_value,
    result: Out<Handle>,
) -> Status {
    create(env, ErrorClass::SyntaxError, code, msg, result)
}

/// Whether the value is an Error object.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_error(env: napi_env, value: napi_value, result: Out<bool>) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.is_error(value))
}

/// Whether an exception is pending.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_exception_pending(env: napi_env, result: Out<bool>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.has_pending_exception());
        Ok(())
    })
}

/// Takes the pending exception; `undefined` when there is none.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_and_clear_last_exception(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        let exception = env.take_pending_exception();
        result.write(exception.unwrap_or_else(|| env.engine().undefined()));
        Ok(())
    })
}

/// Raises an uncaught exception, as if it had been thrown in a callback of the loop.
#[unsafe(no_mangle)]
pub extern "C" fn napi_fatal_exception(env: napi_env, error: napi_value) -> Status {
    entry::run_js(env, |env| {
        let error = required(error)?;
        env.runtime().uncaught_exception(error);
        Ok(())
    })
}

/// Prints a message and aborts the process.
#[unsafe(no_mangle)]
pub extern "C" fn napi_fatal_error(
    location: *const c_char,
    location_len: usize,
    message: *const c_char,
    message_len: usize,
) -> ! {
    let read = |pointer, len| {
        let bytes = text(pointer, len).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let location = (!location.is_null()).then(|| read(location, location_len));
    crate::runtime::fatal_error(location.as_deref(), &read(message, message_len))
}
