//! Strings and symbols: made from Rust text, read in three encodings.
//!
//! Invariant: the C functions that read a string always store a terminating zero, so a call gets
//! one unit less than the place it may write to; that zero never lands outside the caller's slice.
//! None of these calls runs JavaScript.
//!
//! Neighbours: `string.rs` (the public `JsString`).

use std::mem::MaybeUninit;
use std::os::raw::c_char;

use napi_sys as sys;

use super::frame::{Env, Value};
use crate::error::{Error, Result};

/// Strings up to this many bytes are read with one call of the C ABI.
const INLINE: usize = 256;

/// A UTF-8 character has at most four bytes: a string cut at a character may leave three unused.
const LONGEST_CUT: usize = 3;

#[inline]
pub(crate) fn from_utf8<'env>(env: Env<'env>, text: &str) -> Result<Value<'env>> {
    let (start, length) = (text.as_ptr().cast::<c_char>(), text.len() as isize);
    // SAFETY: start and length describe `text`, which the host copies; a `str` is at most
    // `isize::MAX` bytes long.
    env.make(|env, out| unsafe { sys::napi_create_string_utf8(env, start, length, out) })
}

pub(crate) fn from_latin1<'env>(env: Env<'env>, text: &[u8]) -> Result<Value<'env>> {
    let (start, length) = (text.as_ptr().cast::<c_char>(), text.len() as isize);
    // SAFETY: as in `from_utf8`.
    env.make(|env, out| unsafe { sys::napi_create_string_latin1(env, start, length, out) })
}

pub(crate) fn from_utf16<'env>(env: Env<'env>, text: &[u16]) -> Result<Value<'env>> {
    let (start, length) = (text.as_ptr(), text.len() as isize);
    // SAFETY: as in `from_utf8`, in units of 16 bits.
    env.make(|env, out| unsafe { sys::napi_create_string_utf16(env, start, length, out) })
}

/// A string meant as a property key: hosts intern it, so that lookups compare addresses.
pub(crate) fn property_key<'env>(env: Env<'env>, text: &str) -> Result<Value<'env>> {
    let (start, length) = (text.as_ptr().cast::<c_char>(), text.len() as isize);
    // SAFETY: as in `from_utf8`.
    env.make(|env, out| unsafe { sys::node_api_create_property_key_utf8(env, start, length, out) })
}

pub(crate) fn symbol<'env>(env: Env<'env>, description: Value<'env>) -> Result<Value<'env>> {
    // SAFETY: env and handle belong together and are live.
    env.make(|env, out| unsafe { sys::napi_create_symbol(env, description.raw(), out) })
}

pub(crate) fn symbol_for<'env>(env: Env<'env>, key: &str) -> Result<Value<'env>> {
    let (start, length) = (key.as_ptr().cast::<c_char>(), key.len() as isize);
    // SAFETY: as in `from_utf8`.
    env.make(|env, out| unsafe { sys::node_api_symbol_for(env, start, length, out) })
}

/// A code unit of one of the three encodings, with the C function that reads it.
pub(crate) trait Unit: Copy + Default {
    type Raw;
    const READ: unsafe extern "C" fn(
        sys::napi_env,
        sys::napi_value,
        *mut Self::Raw,
        usize,
        *mut usize,
    ) -> sys::napi_status;
}

/// A byte of UTF-8. `repr(transparent)`, so that a slice of bytes is a slice of these.
#[derive(Clone, Copy, Default)]
#[repr(transparent)]
pub(crate) struct Utf8(u8);

/// A byte of Latin-1.
#[derive(Clone, Copy, Default)]
#[repr(transparent)]
pub(crate) struct Latin1(u8);

impl Unit for Utf8 {
    type Raw = c_char;
    const READ: unsafe extern "C" fn(
        sys::napi_env,
        sys::napi_value,
        *mut c_char,
        usize,
        *mut usize,
    ) -> sys::napi_status = sys::napi_get_value_string_utf8;
}

impl Unit for Latin1 {
    type Raw = c_char;
    const READ: unsafe extern "C" fn(
        sys::napi_env,
        sys::napi_value,
        *mut c_char,
        usize,
        *mut usize,
    ) -> sys::napi_status = sys::napi_get_value_string_latin1;
}

impl Unit for u16 {
    type Raw = u16;
    const READ: unsafe extern "C" fn(
        sys::napi_env,
        sys::napi_value,
        *mut u16,
        usize,
        *mut usize,
    ) -> sys::napi_status = sys::napi_get_value_string_utf16;
}

/// How many units of `U` the string has.
pub(crate) fn length<U: Unit>(string: Value<'_>) -> Result<usize> {
    // SAFETY: env and handle belong together and are live; without a buffer only the length is
    // stored.
    string
        .env()
        .read(|env, out| unsafe { (U::READ)(env, string.raw(), std::ptr::null_mut(), 0, out) })
}

/// All of the string, in a new vector.
fn read_all<U: Unit>(string: Value<'_>) -> Result<Vec<U>> {
    let length = length::<U>(string)?;
    let mut units = Vec::<U>::with_capacity(length + 1);
    let start = units.as_mut_ptr().cast::<U::Raw>();
    // SAFETY: the vector has room for `length` units and the terminating zero; `U` has the layout
    // of `U::Raw`.
    let stored = string
        .env()
        .read(|env, out| unsafe { (U::READ)(env, string.raw(), start, length + 1, out) })?;
    // SAFETY: the call stored that many units, which is no more than it was told to.
    unsafe { units.set_len(stored.min(length)) };
    Ok(units)
}

/// Hands the string's text to `short`, if it was read on the stack, or else to `long`. Lone
/// surrogates become U+FFFD.
pub(super) fn read<R>(
    string: Value<'_>,
    short: impl FnOnce(&str) -> R,
    long: impl FnOnce(String) -> R,
) -> Result<R> {
    let mut inline = [MaybeUninit::<u8>::uninit(); INLINE];
    let start = inline.as_mut_ptr().cast::<c_char>();
    // SAFETY: the buffer has `INLINE` bytes, the terminating zero included.
    let stored = string.env().read(|env, out: *mut usize| unsafe {
        sys::napi_get_value_string_utf8(env, string.raw(), start, INLINE, out)
    })?;
    if stored < INLINE - 1 - LONGEST_CUT {
        // SAFETY: the call stored `stored` bytes at the start of the buffer.
        let bytes = unsafe { std::slice::from_raw_parts(start.cast::<u8>(), stored) };
        return Ok(match std::str::from_utf8(bytes) {
            Ok(text) => short(text),
            // A host that does not replace lone surrogates.
            Err(_) => long(String::from_utf8_lossy(bytes).into_owned()),
        });
    }
    let bytes = read_all::<Utf8>(string)?.into_iter().map(|unit| unit.0).collect();
    Ok(long(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }))
}

/// The string as Rust text; lone surrogates become U+FFFD.
pub(crate) fn to_text(string: Value<'_>) -> Result<String> {
    read(string, str::to_owned, |text| text)
}

pub(crate) fn to_latin1(string: Value<'_>) -> Result<Vec<u8>> {
    Ok(read_all::<Latin1>(string)?.into_iter().map(|unit| unit.0).collect())
}

pub(crate) fn to_utf16(string: Value<'_>) -> Result<Vec<u16>> {
    read_all::<u16>(string)
}

/// Writes as much of the string as fits, whole characters only; the number of units written.
/// What lies behind them in `target` stays as it was.
fn write<U: Unit>(string: Value<'_>, target: &mut [U]) -> Result<usize> {
    let length = length::<U>(string)?;
    if length < target.len() {
        // The terminating zero falls on a unit that is not ours to change.
        let behind = target[length];
        let start = target.as_mut_ptr().cast::<U::Raw>();
        // SAFETY: `target` is longer than the string, so there is room for it and the zero.
        let stored = string
            .env()
            .read(|env, out| unsafe { (U::READ)(env, string.raw(), start, length + 1, out) });
        target[length] = behind;
        return stored;
    }
    if target.is_empty() {
        return Ok(0);
    }
    let room = target.len().checked_add(1).ok_or_else(|| Error::range_error("too long"))?;
    let mut units = Vec::<U>::with_capacity(room);
    let start = units.as_mut_ptr().cast::<U::Raw>();
    // SAFETY: the vector has room for as many units as `target`, and the terminating zero.
    let stored = string
        .env()
        .read(|env, out: *mut usize| unsafe { (U::READ)(env, string.raw(), start, room, out) })?
        .min(target.len());
    // SAFETY: the call stored that many units.
    unsafe { units.set_len(stored) };
    target[..stored].copy_from_slice(&units);
    Ok(stored)
}

pub(crate) fn write_utf8(string: Value<'_>, target: &mut [u8]) -> Result<usize> {
    // SAFETY: `Utf8` is a transparent `u8`.
    let units =
        unsafe { std::slice::from_raw_parts_mut(target.as_mut_ptr().cast::<Utf8>(), target.len()) };
    write(string, units)
}

pub(crate) fn write_latin1(string: Value<'_>, target: &mut [u8]) -> Result<usize> {
    // SAFETY: `Latin1` is a transparent `u8`.
    let units = unsafe {
        std::slice::from_raw_parts_mut(target.as_mut_ptr().cast::<Latin1>(), target.len())
    };
    write(string, units)
}

pub(crate) fn write_utf16(string: Value<'_>, target: &mut [u16]) -> Result<usize> {
    write(string, target)
}
