//! `xWrite(view, string, offset, length)`: text to bytes; answers how many bytes were written.
//!
//! Neighbours: `base64.rs`, `hex.rs`; `decode.rs` for the way back.

use super::{base64, hex, ranges};
use napi_derive::{BytesView, CallContext, JsString, Object, Result};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("utf8Write", utf8_write)?;
    exports.define_function("utf16leWrite", utf16le_write)?;
    exports.define_function("latin1Write", latin1_write)?;
    exports.define_function("hexWrite", hex_write)?;
    exports.define_function("base64Write", base64_write)?;
    exports.define_function("byteLengthUtf8", byte_length_utf8)
}

/// Lets `encode` write the string into the bytes that the arguments describe.
fn write<'env>(
    cx: CallContext<'env>,
    encode: impl Fn(JsString<'env>, &mut [u8]) -> Result<usize>,
) -> Result<usize> {
    let view: BytesView<'_> = cx.arg(0)?;
    let string: JsString<'_> = cx.arg(1)?;
    let (offset, length): (usize, usize) = (cx.arg(2)?, cx.arg(3)?);
    ranges::modify(view, offset, offset.saturating_add(length), |target| encode(string, target))
}

fn utf8_write(cx: CallContext<'_>) -> Result<usize> {
    write(cx, JsString::write_utf8)
}

/// The low byte of each UTF-16 unit. Mostly text is ASCII, which is read fastest as UTF-8.
fn low_bytes(string: JsString<'_>) -> Result<Vec<u8>> {
    let text = string.to_string()?;
    if text.is_ascii() { Ok(text.into_bytes()) } else { string.to_latin1() }
}

fn latin1_write(cx: CallContext<'_>) -> Result<usize> {
    write(cx, |string, target| {
        let bytes = low_bytes(string)?;
        let written = bytes.len().min(target.len());
        target[..written].copy_from_slice(&bytes[..written]);
        Ok(written)
    })
}

fn utf16le_write(cx: CallContext<'_>) -> Result<usize> {
    write(cx, |string, target| {
        // The view may begin at an odd address, so the units go through a vector.
        let mut units = vec![0; string.utf16_len()?.min(target.len() / 2)];
        let written = string.write_utf16(&mut units)?;
        for (unit, pair) in units[..written].iter().zip(target.chunks_exact_mut(2)) {
            pair.copy_from_slice(&unit.to_le_bytes());
        }
        Ok(written * 2)
    })
}

fn hex_write(cx: CallContext<'_>) -> Result<usize> {
    write(cx, |string, target| Ok(hex::decode(&low_bytes(string)?, target)))
}

fn base64_write(cx: CallContext<'_>) -> Result<usize> {
    write(cx, |string, target| Ok(base64::decode_lenient(&low_bytes(string)?, target)))
}

/// `byteLengthUtf8(string)`.
fn byte_length_utf8(cx: CallContext<'_>) -> Result<usize> {
    cx.arg::<JsString<'_>>(0)?.utf8_len()
}
