//! Strings: QuickJS keeps Latin-1 or UTF-16 and hands out UTF-8 (without a copy when it is ASCII).

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, Strings, Thrown};
use rquickjs_sys as q;
use std::borrow::Cow;

impl Strings for Engine {
    fn string_latin1(&self, bytes: &[u8]) -> Outcome<Handle> {
        if bytes.is_ascii() {
            return self.string_utf8(bytes);
        }
        // By way of UTF-8 the engine keeps one byte per character; from UTF-16 it would keep two.
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        self.string_utf8(text.as_bytes())
    }

    #[inline]
    fn string_utf8(&self, bytes: &[u8]) -> Outcome<Handle> {
        match self.texts.find(self.ctx, bytes) {
            Some(known) => Ok(self.push(known)),
            None => self.new_string(bytes),
        }
    }

    fn string_utf16(&self, units: &[u16]) -> Outcome<Handle> {
        // SAFETY: the engine copies `len` units.
        self.adopt(unsafe { q::JS_NewStringUTF16(self.ctx, units.as_ptr(), units.len() as _) })
    }

    #[inline]
    fn with_utf8<R>(&self, value: Handle, read: impl FnOnce(&[u8]) -> R) -> Outcome<R> {
        let mut len = 0;
        // SAFETY: a live string; the result is NULL or `len` bytes that stay until freed below.
        unsafe {
            let text = q::JS_ToCStringLen2(self.ctx, &raw mut len, value.value(), false);
            if text.is_null() {
                return Err(Thrown);
            }
            let bytes = std::slice::from_raw_parts(text.cast::<u8>(), len as usize);
            let result = match replace_lone_surrogates(bytes) {
                Cow::Borrowed(bytes) => read(bytes),
                Cow::Owned(bytes) => read(&bytes),
            };
            q::JS_FreeCString(self.ctx, text);
            Ok(result)
        }
    }

    fn with_utf16<R>(&self, value: Handle, read: impl FnOnce(&[u16]) -> R) -> Outcome<R> {
        let mut len = 0;
        // SAFETY: as above, in UTF-16.
        unsafe {
            let text = q::JS_ToCStringLenUTF16(self.ctx, &raw mut len, value.value());
            if text.is_null() {
                return Err(Thrown);
            }
            let result = read(std::slice::from_raw_parts(text, len as usize));
            q::JS_FreeCStringUTF16(self.ctx, text);
            Ok(result)
        }
    }

    fn property_key(&self, string: Handle) -> Outcome<Handle> {
        // SAFETY: a live string; the atom is freed after it became a string value again.
        unsafe {
            let atom = q::JS_ValueToAtom(self.ctx, string.value());
            if atom == q::JS_ATOM_NULL {
                return Err(Thrown);
            }
            let value = q::JS_AtomToString(self.ctx, atom);
            q::JS_FreeAtom(self.ctx, atom);
            self.adopt(value)
        }
    }
}

impl Engine {
    #[inline(never)]
    fn new_string(&self, bytes: &[u8]) -> Outcome<Handle> {
        let text = repair_utf8(bytes);
        // SAFETY: the engine copies `len` bytes.
        let made = unsafe { q::JS_NewStringLen(self.ctx, text.as_ptr().cast(), text.len() as _) };
        let string = self.adopt(made)?;
        self.texts.keep_if_met(self.ctx, bytes, made);
        Ok(string)
    }
}

/// Malformed sequences become U+FFFD, one for each maximal subpart, as V8 decodes them (the
/// engine's own decoder would let encoded surrogates through).
fn repair_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.is_ascii() {
        return Cow::Borrowed(bytes);
    }
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(_) => Cow::Borrowed(bytes),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// The engine writes a lone surrogate as three bytes ED A0..BF xx; Node-API promises U+FFFD, which
/// is three bytes as well.
fn replace_lone_surrogates(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_surrogate = |window: &[u8]| window[0] == 0xED && window[1] >= 0xA0;
    // Most strings are ASCII, and that is found out much faster.
    if bytes.is_ascii() || !bytes.windows(2).any(is_surrogate) {
        return Cow::Borrowed(bytes);
    }
    let mut fixed = bytes.to_vec();
    let mut at = 0;
    while at + 2 < fixed.len() {
        if is_surrogate(&fixed[at..]) {
            fixed[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
        }
        at += 1;
    }
    Cow::Owned(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        assert_eq!(&*replace_lone_surrogates(b"a\xED\xA0\x80b"), "a\u{FFFD}b".as_bytes());
        assert_eq!(&*replace_lone_surrogates("\u{D7FF}".as_bytes()), "\u{D7FF}".as_bytes());
    }

    #[test]
    fn malformed_utf8_is_repaired_and_good_utf8_is_borrowed() {
        assert_eq!(&*repair_utf8(b"\xff"), "\u{FFFD}".as_bytes());
        assert!(matches!(repair_utf8("é".as_bytes()), Cow::Borrowed(_)));
    }
}
