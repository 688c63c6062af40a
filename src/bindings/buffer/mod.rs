//! `internalBinding('buffer')`: the bytes of `Buffer`.
//!
//! JavaScript settles arguments; these functions do the bulk work on ranges it has checked.
//!
//! ```text
//! ranges.rs   ranges of views, cut to what is there
//! decode.rs   bytes to text        encode.rs   text to bytes
//! base64.rs   hex.rs   search.rs   the algorithms, which know nothing of JavaScript
//! bytes.rs    comparing, copying, filling, searching
//! ```

pub mod base64;
mod bytes;
pub mod decode;
mod encode;
pub mod hex;
pub mod ranges;
mod search;

use base64::{Refusal, Variant};
use napi_derive::{ArrayBuffer, BytesView, CallContext, Env, JsString, Object, Result, Value};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    decode::define(exports)?;
    encode::define(exports)?;
    bytes::define(exports)?;
    exports.define_function("createUnsafeArrayBuffer", create_unsafe_array_buffer)?;
    exports.define_function("alignedOffset", aligned_offset)?;
    exports.define_function("btoa", btoa)?;
    exports.define_function("atob", atob)
}

/// `createUnsafeArrayBuffer(size)`: undefined if there is no memory for it.
///
/// It is zeroed all the same: for large sizes the system hands out zeroed pages anyway, and old
/// bytes would be a leak waiting to happen.
fn create_unsafe_array_buffer(cx: CallContext<'_>) -> Result<Option<ArrayBuffer<'_>>> {
    let size: usize = cx.arg(0)?;
    Ok(cx.env().array_buffer_zeroed(size).ok())
}

/// `alignedOffset(arrayBuffer, alignment)`: the smallest offset whose address is a multiple of
/// `alignment`.
fn aligned_offset(cx: CallContext<'_>) -> Result<usize> {
    let (memory, alignment): (BytesView<'_>, usize) = (cx.arg(0)?, cx.arg(1)?);
    let address = memory.borrow()?.as_ptr().addr();
    Ok(address.checked_next_multiple_of(alignment).unwrap_or(address) - address)
}

/// `btoa(string)`: undefined if a character is beyond U+00FF.
fn btoa(cx: CallContext<'_>) -> Result<Option<JsString<'_>>> {
    let units = cx.arg::<JsString<'_>>(0)?.to_utf16()?;
    let bytes: Result<Vec<u8>, _> = units.into_iter().map(u8::try_from).collect();
    let Ok(bytes) = bytes else { return Ok(None) };
    decode::base64_string(cx.env(), &bytes, Variant::Standard).map(Some)
}

/// `atob(string)`: -1 for an impossible length, -2 for a character that is none of base64.
fn atob(cx: CallContext<'_>) -> Result<Value<'_>> {
    // What is no ASCII is no base64 either, in whatever encoding.
    let text = cx.arg::<JsString<'_>>(0)?.to_string()?;
    match base64::decode_forgiving(text.as_bytes()) {
        Ok(bytes) => cx.env().string_latin1(&bytes).map(Value::from),
        Err(Refusal::Length) => cx.give(-1),
        Err(Refusal::Character) => cx.give(-2),
    }
}
