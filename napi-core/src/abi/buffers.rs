//! Manual: Node's Buffers: `Uint8Array`s with the host's `Buffer.prototype`.

use super::arguments::required;
use super::array_buffers::external;
use super::entry;
use super::errors::throw_coded;
use super::types::{Out, napi_env, napi_finalize, napi_value};
use crate::engine::{Buffers, ElementType, ErrorClass, Handle};
use crate::env::Env;
use crate::status::Status;
use std::ffi::c_void;

/// The longest Buffer Node makes (`buffer.constants.MAX_LENGTH`).
const MAX_LENGTH: usize = (1 << 53) - 1;

/// A Buffer on part of an ArrayBuffer.
fn buffer_on(env: &Env, bytes: Handle, offset: usize, length: usize) -> Result<Handle, Status> {
    Ok(env.runtime().new_buffer(bytes, offset, length)?)
}

/// A zeroed Buffer with its memory.
fn new_buffer(env: &Env, length: usize) -> Result<(Handle, *mut u8), Status> {
    if length > MAX_LENGTH {
        return Err(Status::GenericFailure);
    }
    Ok(env.runtime().new_bytes(length)?)
}

/// A Buffer; `data` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_buffer(
    env: napi_env,
    length: usize,
    data: Out<*mut c_void>,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let (buffer, memory) = new_buffer(env, length)?;
        result.write(buffer);
        data.write_if_wanted(memory.cast());
        Ok(())
    })
}

/// A Buffer with a copy of `data`; `result_data` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_buffer_copy(
    env: napi_env,
    length: usize,
    data: *const c_void,
    result_data: Out<*mut c_void>,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        if length > 0 && data.is_null() {
            return Err(Status::InvalidArg);
        }
        let (buffer, memory) = new_buffer(env, length)?;
        if length > 0 {
            // SAFETY: Node-API's contract: `length` readable bytes; the new memory is as long.
            unsafe { memory.copy_from_nonoverlapping(data.cast(), length) };
        }
        result.write(buffer);
        result_data.write_if_wanted(memory.cast());
        Ok(())
    })
}

/// A Buffer on foreign memory, without a copy.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_external_buffer(
    env: napi_env,
    length: usize,
    data: *mut c_void,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let bytes = external(env, data, length, finalize_cb, finalize_hint)?;
        let buffer = if data.is_null() {
            // A detached buffer takes no view; V8 shows an empty one.
            let empty = env.engine().array_buffer(0)?;
            let buffer = buffer_on(env, empty, 0, 0)?;
            env.engine().detach(empty);
            buffer
        } else {
            buffer_on(env, bytes, 0, length)?
        };
        result.write(buffer);
        Ok(())
    })
}

/// A Buffer on part of an ArrayBuffer. Like Node, a range outside it is success with a RangeError
/// pending, and another kind of value is `napi_invalid_arg` without a last error.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_buffer_from_arraybuffer(
    env: napi_env,
    arraybuffer: napi_value,
    byte_offset: usize,
    byte_length: usize,
    result: Out<Handle>,
) -> Status {
    let mut wrong_kind = false;
    let status = entry::run_js(env, |env| {
        let (bytes, result) = (required(arraybuffer)?, result.check()?);
        let Some(available) = env.engine().array_buffer_bytes(bytes) else {
            wrong_kind = true;
            return Ok(());
        };
        if byte_offset.checked_add(byte_length).is_none_or(|end| end > available.len) {
            return throw_coded(
                env,
                ErrorClass::RangeError,
                b"ERR_OUT_OF_RANGE",
                b"The byte offset + length is out of range",
            );
        }
        result.write(buffer_on(env, bytes, byte_offset, byte_length)?);
        Ok(())
    });
    if wrong_kind { Status::InvalidArg } else { status }
}

/// Whether the value is a Buffer; like Node, true for every view.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_buffer(env: napi_env, value: napi_value, result: Out<bool>) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.view(value).is_some())
}

/// Memory and length in bytes of a Buffer or any view.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_buffer_info(
    env: napi_env,
    value: napi_value,
    data: Out<*mut c_void>,
    length: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let value = required(value)?;
        let view = env.engine().view(value).ok_or(Status::InvalidArg)?;
        data.write_if_wanted(view.data.cast());
        length.write_if_wanted(view.length * view.element.map_or(1, ElementType::size));
        Ok(())
    })
}
