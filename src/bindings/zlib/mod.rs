//! `internalBinding('zlib')`: compressing and decompressing, on the spot or on libuv's pool.
//!
//! JavaScript has checked the options, and lets one operation of a stream run at a time.
//!
//! ```text
//! codec.rs     what all formats have in common: a step, and how one fails
//! deflate.rs   zlib, gzip and raw deflate: compressing
//! inflate.rs   the same: decompressing, members of gzip files, finding out the format
//! brotli.rs, zstd.rs
//! handle.rs    a codec as JavaScript holds it, step by step
//! whole.rs     all of an input at once
//! ```

mod brotli;
mod codec;
mod deflate;
mod handle;
mod inflate;
mod whole;
mod zstd;

use napi_derive::{BytesView, CallContext, Env, JsString, Object, Result};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    handle::define(exports)?;
    whole::define(exports)?;
    exports.define_function("crc32", crc32)
}

/// `crc32(data, value)`: data is bytes, or a string for its UTF-8; value is what came before.
fn crc32(cx: CallContext<'_>) -> Result<u32> {
    let (data, value) = (cx.value(0)?, cx.arg(1)?);
    if let Ok(text) = data.to::<JsString<'_>>() {
        return Ok(zlib_rs::crc32::crc32(value, text.to_string()?.as_bytes()));
    }
    Ok(zlib_rs::crc32::crc32(value, &data.to::<BytesView<'_>>()?.borrow()?))
}
