//! Hash computations as JavaScript drives them.
//!
//! Invariant: a computation that is finished is gone; JavaScript, which keeps count, is told so if
//! it uses one all the same.
//!
//! Neighbours: `algorithms.rs`.

use super::algorithms::{self, Algorithm, Computation};
use crate::bindings::buffer::hex;
use napi_derive::{BytesView, CallContext, Error, JsString, Object, Result, Value};
use std::cell::RefCell;

/// Defines the functions of hashes.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_typed("hashNames", algorithms::names)?;
    exports.define_typed("outputLength", |name: String| {
        algorithms::named(&name).map(|algorithm| algorithm.output_length)
    })?;
    exports.define_typed("isExtendable", |name: String| {
        algorithms::named(&name).is_some_and(|algorithm| algorithm.keyed.is_none())
    })?;
    exports.define_typed("sameHash", |one: String, other: String| {
        let found = (algorithms::named(&one), algorithms::named(&other));
        matches!(found, (Some(one), Some(other)) if std::ptr::eq(one, other))
    })?;
    exports.define_function("createHash", create_hash)?;
    exports.define_function("createHmac", create_hmac)?;
    exports.define_function("copy", copy)?;
    exports.define_function("update", update)?;
    exports.define_function("digest", digest)?;
    exports.define_function("hash", hash)
}

/// What JavaScript holds: a computation until it is finished.
struct Handle(RefCell<Option<Box<dyn Computation>>>);

impl Handle {
    fn new(computation: Box<dyn Computation>) -> Handle {
        Handle(RefCell::new(Some(computation)))
    }
}

fn finished() -> Error {
    Error::new("the digest of this hash has been computed")
}

fn named(cx: CallContext<'_>) -> Result<Option<&'static Algorithm>> {
    Ok(algorithms::named(&cx.arg::<String>(0)?))
}

/// `createHash(name)`: undefined when there is no such algorithm.
fn create_hash(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let Some(algorithm) = named(cx)? else { return Ok(None) };
    cx.env().external(Handle::new((algorithm.hash)())).map(Some)
}

/// `createHmac(name, key)`: undefined when there is no such algorithm.
fn create_hmac(cx: CallContext<'_>) -> Result<Option<Value<'_>>> {
    let Some(algorithm) = named(cx)? else { return Ok(None) };
    let key: BytesView<'_> = cx.arg(1)?;
    let Some(keyed) = &algorithm.keyed else {
        return Err(Error::new("error:00000000:lib(0)::reason(0)"));
    };
    let computation = (keyed.hmac)(&key.borrow()?);
    cx.env().external(Handle::new(computation)).map(Some)
}

/// `copy(handle)`.
fn copy(cx: CallContext<'_>) -> Result<Value<'_>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let copy = handle.0.borrow().as_ref().ok_or_else(finished)?.duplicate();
    cx.env().external(Handle::new(copy))
}

/// `update(handle, data)`: bytes, or a string for its UTF-8.
fn update(cx: CallContext<'_>) -> Result<()> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let mut computation = handle.0.borrow_mut();
    feed(computation.as_deref_mut().ok_or_else(finished)?, cx.value(1)?)
}

/// `digest(handle, length, hex)`: a Buffer, or its text in hex; the computation is finished. Only
/// some have the choice of the length.
fn digest(cx: CallContext<'_>) -> Result<Value<'_>> {
    let handle = cx.value(0)?.external::<Handle>()?;
    let computation = handle.0.borrow_mut().take().ok_or_else(finished)?;
    let length: u32 = cx.arg(1)?;
    shown(cx, computation.finish(length as usize), 2)
}

/// A Buffer, or text if the argument at `index` says so.
fn shown(cx: CallContext<'_>, bytes: Vec<u8>, index: usize) -> Result<Value<'_>> {
    if cx.arg::<Option<bool>>(index)? == Some(true) {
        cx.env().string_latin1(&hex::encode(&bytes)).map(Into::into)
    } else {
        cx.env().buffer(bytes).map(Into::into)
    }
}

/// `hash(name, data, length, hex)`: all at once, of an algorithm there is.
fn hash(cx: CallContext<'_>) -> Result<Value<'_>> {
    let algorithm =
        named(cx)?.ok_or_else(|| Error::new("there is no hash algorithm of this name"))?;
    let mut computation = (algorithm.hash)();
    feed(&mut *computation, cx.value(1)?)?;
    let length: u32 = cx.arg(2)?;
    shown(cx, computation.finish(length as usize), 3)
}

fn feed(computation: &mut dyn Computation, data: Value<'_>) -> Result<()> {
    if let Ok(text) = data.to::<JsString<'_>>() {
        computation.update(text.to_string()?.as_bytes());
    } else {
        computation.update(&data.to::<BytesView<'_>>()?.borrow()?);
    }
    Ok(())
}
