//! Checks that many functions share: NULL arguments, text with a length, and conversions that have
//! a status of their own.

use super::types::{AUTO_LENGTH, napi_value};
use crate::engine::{Handle, Kind, Primitives};
use crate::env::Env;
use crate::status::Status;
use std::ffi::{CStr, c_char};

/// The longest string Node can hold, in UTF-16 units.
pub const MAX_STRING_LENGTH: usize = 0x1fff_ffe8;

/// NULL becomes `napi_invalid_arg`.
#[inline(always)]
pub fn required(value: napi_value) -> Result<Handle, Status> {
    value.ok_or(Status::InvalidArg)
}

/// NULL becomes `napi_invalid_arg`.
#[inline(always)]
pub fn required_pointer<T>(pointer: *const T) -> Result<&'static T, Status> {
    // SAFETY: Node-API's contract: a non-NULL input pointer is readable for the length of the
    // call; callers do not keep the reference beyond it.
    unsafe { pointer.as_ref() }.ok_or(Status::InvalidArg)
}

/// An array argument: NULL is fine when it is empty.
#[inline(always)]
pub fn slice<'a, T>(pointer: *const T, len: usize) -> Result<&'a [T], Status> {
    if len == 0 {
        return Ok(&[]);
    }
    // No memory is that long; slices must not be.
    if pointer.is_null() || len > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(Status::InvalidArg);
    }
    // SAFETY: Node-API's contract: `len` readable elements for the length of the call.
    Ok(unsafe { std::slice::from_raw_parts(pointer, len) })
}

/// The arguments of a call: an array, no longer than the engine can count.
#[inline(always)]
pub fn call_arguments<'a>(argv: *const Handle, argc: usize) -> Result<&'a [Handle], Status> {
    if argc > i32::MAX as usize { Err(Status::InvalidArg) } else { slice(argv, argc) }
}

/// The bytes of a text argument with its length or `NAPI_AUTO_LENGTH`; NULL only when empty.
#[inline(always)]
pub fn text<'a>(pointer: *const c_char, len: usize) -> Result<&'a [u8], Status> {
    if pointer.is_null() {
        return if len == 0 { Ok(&[]) } else { Err(Status::InvalidArg) };
    }
    if len == AUTO_LENGTH {
        // SAFETY: Node-API's contract: with NAPI_AUTO_LENGTH the text ends in NUL.
        return Ok(unsafe { CStr::from_ptr(pointer) }.to_bytes());
    }
    check_length(len)?;
    slice(pointer.cast(), len)
}

/// As [`text`], but NULL is never fine: names.
#[inline(always)]
pub fn name<'a>(pointer: *const c_char, len: usize) -> Result<&'a [u8], Status> {
    if pointer.is_null() {
        return Err(Status::InvalidArg);
    }
    text(pointer, len)
}

/// The units of a UTF-16 argument; NULL only when empty.
pub fn utf16<'a>(pointer: *const u16, len: usize) -> Result<&'a [u16], Status> {
    if pointer.is_null() {
        return if len == 0 { Ok(&[]) } else { Err(Status::InvalidArg) };
    }
    if len != AUTO_LENGTH {
        check_length(len)?;
        return slice(pointer, len);
    }
    let mut end = 0;
    // SAFETY: Node-API's contract: with NAPI_AUTO_LENGTH the text ends in a zero unit.
    unsafe {
        while *pointer.add(end) != 0 {
            end += 1;
        }
        Ok(std::slice::from_raw_parts(pointer, end))
    }
}

fn check_length(len: usize) -> Result<(), Status> {
    if len > i32::MAX as usize { Err(Status::InvalidArg) } else { Ok(()) }
}

/// The value as an object: objects as they are, primitives boxed; `undefined` and `null` are
/// `napi_object_expected`, with the TypeError pending.
#[inline(always)]
pub fn to_object(env: &Env, value: napi_value) -> Result<Handle, Status> {
    let value = required(value)?;
    if env.engine().is_object(value) {
        return Ok(value);
    }
    env.engine().to_object(value).map_err(|_| Status::ObjectExpected)
}

/// The value as it is, if it is an object (functions and externals are).
#[inline(always)]
pub fn expect_object(env: &Env, value: Handle, otherwise: Status) -> Result<(), Status> {
    if env.engine().is_object(value) { Ok(()) } else { Err(otherwise) }
}

/// A function argument; anything else is `napi_invalid_arg`.
#[inline(always)]
pub fn function(env: &Env, value: napi_value) -> Result<Handle, Status> {
    let value = required(value)?;
    if env.engine().kind(value) == Kind::Function { Ok(value) } else { Err(Status::InvalidArg) }
}

/// Whether the value is a string or a symbol.
pub fn is_name(env: &Env, value: Handle) -> bool {
    matches!(env.engine().kind(value), Kind::String | Kind::Symbol)
}
