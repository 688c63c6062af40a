//! `xSlice(view, start, end)`: bytes to text.
//!
//! Neighbours: `base64.rs`, `hex.rs`; `encode.rs` for the way back.

use super::base64::{self, Variant};
use super::{hex, ranges};
use napi_derive::{BytesView, CallContext, Env, Error, JsString, Object, Result};
use std::borrow::Cow;

/// The longest string, in UTF-16 units: V8's limit, since code measures itself against it.
const LONGEST_STRING: usize = 0x1FFF_FFE8;

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("utf8Slice", utf8_slice)?;
    exports.define_function("utf16leSlice", utf16le_slice)?;
    exports.define_function("latin1Slice", latin1_slice)?;
    exports.define_function("asciiSlice", ascii_slice)?;
    exports.define_function("hexSlice", hex_slice)?;
    exports.define_function("base64Slice", base64_slice)?;
    exports.define_function("base64urlSlice", base64url_slice)
}

/// Fails as Node does if a string would be longer than strings can be.
fn check_length(units: usize) -> Result<()> {
    if units <= LONGEST_STRING {
        return Ok(());
    }
    let message = format!("Cannot create a string longer than 0x{LONGEST_STRING:x} characters");
    Err(Error::new(message).with_code("ERR_STRING_TOO_LONG"))
}

/// A string of text whose length in UTF-16 has no known bound yet.
pub fn string<'env>(env: Env<'env>, text: &str) -> Result<JsString<'env>> {
    // A UTF-16 unit takes at least one byte: short texts need not be counted.
    if text.len() > LONGEST_STRING {
        check_length(text.encode_utf16().count())?;
    }
    env.string(text)
}

/// UTF-8 as text; ill-formed sequences are replaced, one U+FFFD for each maximal subpart.
pub fn utf8_lossy(bytes: &[u8]) -> Cow<'_, str> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// The units of little-endian UTF-16; an odd last byte is dropped.
fn utf16le(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// Bytes with the eighth bit cleared.
fn ascii(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.is_ascii() {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(bytes.iter().map(|byte| byte & 0x7F).collect())
}

/// Hands the bytes that the arguments describe to `decode`.
fn slice<'env>(
    cx: CallContext<'env>,
    decode: impl FnOnce(Env<'env>, &[u8]) -> Result<JsString<'env>>,
) -> Result<JsString<'env>> {
    let view: BytesView<'_> = cx.arg(0)?;
    let (start, end) = (cx.arg(1)?, cx.arg(2)?);
    let bytes = view.borrow()?;
    decode(cx.env(), &bytes[ranges::cut(start, end, bytes.len())])
}

fn utf8_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| string(env, &utf8_lossy(bytes)))
}

fn utf16le_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| {
        check_length(bytes.len() / 2)?;
        env.string_utf16(&utf16le(bytes))
    })
}

fn latin1_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| {
        check_length(bytes.len())?;
        env.string_latin1(bytes)
    })
}

fn ascii_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| {
        check_length(bytes.len())?;
        env.string_latin1(&ascii(bytes))
    })
}

fn hex_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| {
        check_length(bytes.len().saturating_mul(2))?;
        env.string_latin1(&hex::encode(bytes))
    })
}

fn base64_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| base64_string(env, bytes, Variant::Standard))
}

fn base64url_slice(cx: CallContext<'_>) -> Result<JsString<'_>> {
    slice(cx, |env, bytes| base64_string(env, bytes, Variant::Url))
}

/// The bytes in base64, as a string.
pub fn base64_string<'env>(
    env: Env<'env>,
    bytes: &[u8],
    variant: Variant,
) -> Result<JsString<'env>> {
    check_length(base64::encoded_len(bytes.len(), variant))?;
    env.string_latin1(&base64::encode(bytes, variant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_a_limit() {
        assert!(check_length(LONGEST_STRING).is_ok());
        let error = check_length(LONGEST_STRING + 1).unwrap_err();
        assert_eq!(error.code(), Some("ERR_STRING_TOO_LONG"));
        let message = "Cannot create a string longer than 0x1fffffe8 characters";
        assert_eq!(error.message(), Some(message));
    }

    /// What Node 26 makes of these bytes; `?` stands for U+FFFD.
    #[test]
    fn ill_formed_utf8_is_replaced_by_maximal_subparts() {
        let table: [(&[u8], &str); 12] = [
            (b"\xEF\xBB\xBFa", "\u{FEFF}a"),
            (b"\xC3\xA9", "é"),
            (b"\xC3", "?"),
            (b"\xC3(", "?("),
            (b"\xE2\x82", "?"),
            (b"\xE2\x82(", "?("),
            (b"\xF0\x9F\x98", "?"),
            (b"\xF0\x9F\x98(", "?("),
            (b"\xC0\x80", "??"),
            (b"\xED\xA0\x80", "???"),
            (b"\xF4\x90\x80\x80", "????"),
            (b"\x80\xFFa", "??a"),
        ];
        for (bytes, text) in table {
            assert_eq!(utf8_lossy(bytes), text.replace('?', "\u{FFFD}"), "{bytes:x?}");
        }
    }

    #[test]
    fn utf16_drops_an_odd_byte_and_keeps_lone_surrogates() {
        assert_eq!(utf16le(b"a\0\x00\xD8b"), [0x61, 0xD800]);
        assert!(utf16le(b"a").is_empty());
    }

    #[test]
    fn ascii_drops_the_eighth_bit() {
        assert_eq!(*ascii(b"a\xE1\xFF"), *b"aa\x7F");
        assert!(matches!(ascii(b"plain"), Cow::Borrowed(_)));
    }
}
