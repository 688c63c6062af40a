//! New buffers, array buffers and typed arrays.
//!
//! Invariant: memory that is handed over belongs to JavaScript from then on; its finalizer frees
//! it as the `Vec` it was. No Rust code keeps a pointer to it.
//!
//! Neighbours: `env.rs` (the public methods), `memory.rs`.

use std::mem::ManuallyDrop;
use std::os::raw::c_void;
use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Value};
use super::memory::RawElement;
use crate::error::{Error, Result};

/// Vectors up to this size are copied: an external buffer with its finalizer costs more.
const COPIED_UP_TO: usize = 1024;

/// A Node `Buffer` with a copy of these bytes.
pub(crate) fn buffer_copy<'env>(env: Env<'env>, bytes: &[u8]) -> Result<Value<'env>> {
    // SAFETY: pointer and length describe `bytes`, which the host copies; it need not tell where
    // to.
    env.make(|env, out| unsafe {
        sys::napi_create_buffer_copy(env, bytes.len(), bytes.as_ptr().cast(), ptr::null_mut(), out)
    })
}

/// A Node `Buffer` that takes over the vector.
pub(crate) fn buffer_from_vec(env: Env<'_>, bytes: Vec<u8>) -> Result<Value<'_>> {
    if bytes.len() <= COPIED_UP_TO {
        return buffer_copy(env, &bytes);
    }
    hand_over(env, bytes, buffer_copy, |env, length, data, capacity, out| {
        // SAFETY: `hand_over` describes its vector, and `free` is the finalizer for it.
        unsafe { sys::napi_create_external_buffer(env, length, data, Some(free), capacity, out) }
    })
}

/// An `ArrayBuffer` with a copy of these bytes.
pub(crate) fn array_buffer_copy<'env>(env: Env<'env>, bytes: &[u8]) -> Result<Value<'env>> {
    let mut data = ptr::null_mut::<c_void>();
    // SAFETY: the env is live on its thread; the out-pointers are places for what is asked.
    let buffer = env.make(|env, out| unsafe {
        sys::napi_create_arraybuffer(env, bytes.len(), &mut data, out)
    })?;
    if !bytes.is_empty() {
        // SAFETY: the host reported `bytes.len()` new bytes, which nobody else has seen.
        unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), data.cast::<u8>(), bytes.len()) };
    }
    Ok(buffer)
}

/// An `ArrayBuffer` of zeros.
pub(crate) fn array_buffer_zeroed(env: Env<'_>, length: usize) -> Result<Value<'_>> {
    let mut data = ptr::null_mut::<c_void>();
    // SAFETY: as in `array_buffer_copy`.
    env.make(|env, out| unsafe { sys::napi_create_arraybuffer(env, length, &mut data, out) })
}

/// An `ArrayBuffer` that takes over the vector.
pub(crate) fn array_buffer_from_vec(env: Env<'_>, bytes: Vec<u8>) -> Result<Value<'_>> {
    if bytes.len() <= COPIED_UP_TO {
        return array_buffer_copy(env, &bytes);
    }
    hand_over(env, bytes, array_buffer_copy, |env, length, data, capacity, out| {
        // SAFETY: as in `buffer_from_vec`.
        unsafe {
            sys::napi_create_external_arraybuffer(env, data, length, Some(free), capacity, out)
        }
    })
}

/// A typed array over a buffer.
pub(crate) fn typed_array_over<'env, T: RawElement>(
    buffer: Value<'env>,
    byte_offset: usize,
    length: usize,
) -> Result<Value<'env>> {
    // SAFETY: env and handle belong together and are live; the host checks offset and length.
    buffer.env().make(|env, out| unsafe {
        sys::napi_create_typedarray(env, T::TYPE.0, length, buffer.raw(), byte_offset, out)
    })
}

/// A typed array with a copy of these elements.
pub(crate) fn typed_array_copy<'env, T: RawElement>(
    env: Env<'env>,
    elements: &[T],
) -> Result<Value<'env>> {
    // SAFETY: elements are plain numbers: their memory is bytes.
    let bytes = unsafe {
        std::slice::from_raw_parts(elements.as_ptr().cast::<u8>(), size_of_val(elements))
    };
    typed_array_over::<T>(array_buffer_copy(env, bytes)?, 0, elements.len())
}

type Create<'env> = fn(Env<'env>, &[u8]) -> Result<Value<'env>>;

/// Gives a vector to the host; copies it where the host does not take memory from outside.
fn hand_over<'env>(
    env: Env<'env>,
    bytes: Vec<u8>,
    copy: Create<'env>,
    create: impl FnOnce(
        sys::napi_env,
        usize,
        *mut c_void,
        *mut c_void,
        *mut sys::napi_value,
    ) -> sys::napi_status,
) -> Result<Value<'env>> {
    let mut bytes = ManuallyDrop::new(bytes);
    let capacity = ptr::without_provenance_mut::<c_void>(bytes.capacity());
    let mut out = ptr::null_mut();
    let status =
        create(env.raw(), bytes.len(), bytes.as_mut_ptr().cast::<c_void>(), capacity, &mut out);
    match status {
        // SAFETY: the host made the handle.
        sys::Status::napi_ok => Ok(unsafe { Value::from_raw(out, env) }),
        sys::Status::napi_no_external_buffers_allowed => {
            copy(env, &ManuallyDrop::into_inner(bytes))
        }
        // It is not known whether the finalizer will run: better to leak than to free twice.
        status => Err(env.failure(status)),
    }
}

/// Frees a vector that was handed over; `capacity` is a number in the shape of a pointer.
unsafe extern "C" fn free(_env: sys::napi_env, data: *mut c_void, capacity: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the pointer and the capacity of the vector
    // given to it. Bytes need no destructor, so the length does not matter.
    drop(unsafe { Vec::from_raw_parts(data.cast::<u8>(), 0, capacity.addr()) });
}

/// A typed array of zeros.
pub(crate) fn typed_array_zeroed<T: RawElement>(env: Env<'_>, length: usize) -> Result<Value<'_>> {
    let bytes = length
        .checked_mul(size_of::<T>())
        .ok_or_else(|| Error::range_error("too many elements"))?;
    typed_array_over::<T>(array_buffer_zeroed(env, bytes)?, 0, length)
}
