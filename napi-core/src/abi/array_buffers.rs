//! Manual: ArrayBuffers, SharedArrayBuffers, typed arrays and DataViews.

use super::arguments::required;
use super::entry;
use super::errors::throw_coded;
use super::types::{Out, napi_env, napi_finalize, napi_value};
use crate::engine::{
    Buffers, Bytes, ElementType, ErrorClass, Handle, Lifetimes, Outcome, ReleaseBytes, Thrown,
};
use crate::env::{Env, Finalizer, Reference, Ticket};
use crate::status::Status;
use std::ffi::{c_int, c_void};

/// Foreign memory behind an ArrayBuffer or a string: its finalizer runs on the event loop once the engine let
/// the memory go, or at the env's teardown, whichever is first.
struct ExternalBytes(Ticket);

impl ReleaseBytes for ExternalBytes {
    fn release(self: Box<Self>) {
        self.0.redeem();
    }
}

impl Drop for ExternalBytes {
    /// Without a release there never was a buffer, or it is a copy: the addon was told so and keeps its memory.
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Who is told that the engine let go of an addon's memory.
pub(super) fn owner_of(env: &Env, finalizer: Option<Finalizer>) -> Box<dyn ReleaseBytes> {
    match finalizer {
        Some(finalizer) => Box::new(ExternalBytes(Reference::for_bytes(env, finalizer))),
        None => Box::new(NobodyToTell),
    }
}

/// An ArrayBuffer on memory of the addon's.
pub(super) fn external(
    env: &Env,
    data: *mut c_void,
    len: usize,
    callback: napi_finalize,
    hint: *mut c_void,
) -> Result<Handle, Status> {
    let engine = env.engine();
    let finalizer = callback.map(|callback| Finalizer { callback, data, hint });
    if data.is_null() {
        // V8 hands out a detached buffer for (NULL, 0).
        let buffer = engine.array_buffer(0)?;
        engine.detach(buffer);
        if let Some(finalizer) = finalizer {
            env.post_finalizer(finalizer);
        }
        return Ok(buffer);
    }
    let owner = owner_of(env, finalizer);
    let buffer = engine.external_array_buffer(Bytes { data: data.cast(), len }, owner)?;
    if !engine.ends_with_its_scripts() {
        Reference::detach_at_teardown(env, buffer)?;
    }
    Ok(buffer)
}

/// External memory without a finalizer.
struct NobodyToTell;

impl ReleaseBytes for NobodyToTell {
    fn release(self: Box<Self>) {}
}

/// Whether the value is an ArrayBuffer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_arraybuffer(
    env: napi_env,
    value: napi_value,
    result: Out<bool>,
) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.is_array_buffer(value))
}

/// A zeroed ArrayBuffer; `data` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_arraybuffer(
    env: napi_env,
    byte_length: usize,
    data: Out<*mut c_void>,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let buffer = env.engine().array_buffer(byte_length)?;
        if data.is_wanted() {
            let bytes = env.engine().array_buffer_bytes(buffer);
            data.write_if_wanted(bytes.map_or(std::ptr::null_mut(), |bytes| bytes.data.cast()));
        }
        result.write(buffer);
        Ok(())
    })
}

/// An ArrayBuffer on foreign memory, without a copy.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_external_arraybuffer(
    env: napi_env,
    external_data: *mut c_void,
    byte_length: usize,
    finalize_cb: napi_finalize,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let buffer = external(env, external_data, byte_length, finalize_cb, finalize_hint)?;
        result.write_if_wanted(buffer); // Node takes NULL here
        Ok(())
    })
}

/// Memory and length of an ArrayBuffer (or SharedArrayBuffer).
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_arraybuffer_info(
    env: napi_env,
    arraybuffer: napi_value,
    data: Out<*mut c_void>,
    byte_length: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let value = required(arraybuffer)?;
        let engine = env.engine();
        let bytes = engine
            .array_buffer_bytes(value)
            .or_else(|| engine.shared_array_buffer_bytes(value))
            .ok_or(Status::InvalidArg)?;
        data.write_if_wanted(bytes.data.cast());
        byte_length.write_if_wanted(bytes.len);
        Ok(())
    })
}

/// Detaches an ArrayBuffer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_detach_arraybuffer(env: napi_env, arraybuffer: napi_value) -> Status {
    entry::values(env, |env| {
        let value = required(arraybuffer)?;
        if !env.engine().is_array_buffer(value) {
            return Err(Status::ArrayBufferExpected);
        }
        if env.engine().detach(value) { Ok(()) } else { Err(Status::DetachableArrayBufferExpected) }
    })
}

/// Whether the value is a detached ArrayBuffer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_detached_arraybuffer(
    env: napi_env,
    value: napi_value,
    result: Out<bool>,
) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.is_detached(value))
}

/// Whether the value is a SharedArrayBuffer.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_is_sharedarraybuffer(
    env: napi_env,
    value: napi_value,
    result: Out<bool>,
) -> Status {
    entry::predicate(env, value, result, |engine, value| {
        engine.shared_array_buffer_bytes(value).is_some()
    })
}

/// A zeroed SharedArrayBuffer; `data` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_sharedarraybuffer(
    env: napi_env,
    byte_length: usize,
    data: Out<*mut c_void>,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let buffer = env.engine().shared_array_buffer(byte_length)?;
        if data.is_wanted() {
            let bytes = env.engine().shared_array_buffer_bytes(buffer);
            data.write_if_wanted(bytes.map_or(std::ptr::null_mut(), |bytes| bytes.data.cast()));
        }
        result.write(buffer);
        Ok(())
    })
}

/// A finalizer for shared memory: no env, any thread.
type SharedFinalizer = Option<unsafe extern "C" fn(data: *mut c_void, hint: *mut c_void)>;

/// Memory shared between runtimes; freed by the addon once no runtime uses it.
struct SharedBytes {
    callback: SharedFinalizer,
    data: *mut c_void,
    hint: *mut c_void,
}

impl ReleaseBytes for SharedBytes {
    fn release(self: Box<Self>) {
        if let Some(callback) = self.callback {
            // SAFETY: the addon registered this callback for these pointers, to be called once,
            // from any thread.
            unsafe { callback(self.data, self.hint) }
        }
    }
}

/// A SharedArrayBuffer on foreign memory. Where the engine shares only memory of its own, the answer
/// is the status that the manual has for that, and the memory stays the addon's.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_external_sharedarraybuffer(
    env: napi_env,
    external_data: *mut c_void,
    byte_length: usize,
    finalize_cb: SharedFinalizer,
    finalize_hint: *mut c_void,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        if external_data.is_null() {
            return Err(Status::InvalidArg);
        }
        let owner = SharedBytes { callback: finalize_cb, data: external_data, hint: finalize_hint };
        let bytes = Bytes { data: external_data.cast(), len: byte_length };
        let buffer = env.engine().external_shared_array_buffer(bytes, Box::new(owner))?;
        result.write(buffer.ok_or(Status::NoExternalBuffersAllowed)?);
        Ok(())
    })
}

/// Whether the value is a typed array.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_typedarray(
    env: napi_env,
    value: napi_value,
    result: Out<bool>,
) -> Status {
    entry::predicate(env, value, result, |engine, value| {
        engine.view(value).is_some_and(|view| view.element.is_some())
    })
}

/// The length of a buffer that views may be made on.
fn buffer_length(env: &Env, buffer: Handle) -> Result<usize, Status> {
    let engine = env.engine();
    let bytes =
        engine.array_buffer_bytes(buffer).or_else(|| engine.shared_array_buffer_bytes(buffer));
    bytes.map(|bytes| bytes.len).ok_or(Status::InvalidArg)
}

/// A typed array on part of a buffer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_typedarray(
    env: napi_env,
    kind: c_int,
    length: usize,
    arraybuffer: napi_value,
    byte_offset: usize,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (buffer, result) = (required(arraybuffer)?, result.check()?);
        let available = buffer_length(env, buffer)?;
        let element = usize::try_from(kind).ok().and_then(|kind| ElementType::ALL.get(kind));
        let element = *element.ok_or(Status::InvalidArg)?;
        let size = element.size();
        if !byte_offset.is_multiple_of(size) {
            let message =
                format!("start offset of {} should be a multiple of {size}", element.name());
            throw_coded(
                env,
                ErrorClass::RangeError,
                b"ERR_NAPI_INVALID_TYPEDARRAY_ALIGNMENT",
                message.as_bytes(),
            )?;
            return Err(Status::GenericFailure);
        }
        let end = length.checked_mul(size).and_then(|bytes| bytes.checked_add(byte_offset));
        if end.is_none_or(|end| end > available) {
            throw_coded(
                env,
                ErrorClass::RangeError,
                b"ERR_NAPI_INVALID_TYPEDARRAY_LENGTH",
                b"Invalid typed array length",
            )?;
            return Err(Status::GenericFailure);
        }
        result.write(env.engine().typed_array(element, buffer, byte_offset, length)?);
        Ok(())
    })
}

/// The buffer behind a view, for an out-parameter that may be NULL.
fn write_buffer(env: &Env, view: Handle, place: Out<Handle>) -> Result<(), Status> {
    if place.is_wanted() {
        let buffer: Outcome<Handle> = env.engine().view_buffer(view);
        place.write_if_wanted(buffer.map_err(|Thrown| Status::GenericFailure)?);
    }
    Ok(())
}

/// What a typed array shows. Every out-parameter may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_typedarray_info(
    env: napi_env,
    typedarray: napi_value,
    kind: Out<c_int>,
    length: Out<usize>,
    data: Out<*mut c_void>,
    arraybuffer: Out<Handle>,
    byte_offset: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let value = required(typedarray)?;
        let view = env.engine().view(value).ok_or(Status::InvalidArg)?;
        let element = view.element.ok_or(Status::InvalidArg)?;
        kind.write_if_wanted(element as c_int);
        length.write_if_wanted(view.length);
        data.write_if_wanted(view.data.cast());
        byte_offset.write_if_wanted(view.byte_offset);
        write_buffer(env, value, arraybuffer)
    })
}

/// Whether the value is a DataView.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_dataview(env: napi_env, value: napi_value, result: Out<bool>) -> Status {
    entry::predicate(env, value, result, |engine, value| {
        engine.view(value).is_some_and(|view| view.element.is_none())
    })
}

/// A DataView on part of a buffer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_dataview(
    env: napi_env,
    byte_length: usize,
    arraybuffer: napi_value,
    byte_offset: usize,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (buffer, result) = (required(arraybuffer)?, result.check()?);
        let available = buffer_length(env, buffer)?;
        if byte_length.checked_add(byte_offset).is_none_or(|end| end > available) {
            throw_coded(
                env,
                ErrorClass::RangeError,
                b"ERR_NAPI_INVALID_DATAVIEW_ARGS",
                b"byte_offset + byte_length should be less than or equal to the size in bytes of \
                  the array passed in",
            )?;
            return Err(Status::PendingException);
        }
        result.write(env.engine().data_view(buffer, byte_offset, byte_length)?);
        Ok(())
    })
}

/// What a DataView shows. Every out-parameter may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_dataview_info(
    env: napi_env,
    dataview: napi_value,
    byte_length: Out<usize>,
    data: Out<*mut c_void>,
    arraybuffer: Out<Handle>,
    byte_offset: Out<usize>,
) -> Status {
    entry::values(env, |env| {
        let value = required(dataview)?;
        let view = env.engine().view(value).ok_or(Status::InvalidArg)?;
        if view.element.is_some() {
            return Err(Status::InvalidArg);
        }
        byte_length.write_if_wanted(view.length);
        data.write_if_wanted(view.data.cast());
        byte_offset.write_if_wanted(view.byte_offset);
        write_buffer(env, value, arraybuffer)
    })
}
