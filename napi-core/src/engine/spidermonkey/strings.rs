//! Strings: the engine keeps Latin-1 or UTF-16, inside the string or beside it.
//!
//! Invariant: characters are read in place, so nothing that may collect happens between asking for
//! them and the end of the reading.

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, ReleaseBytes, Strings};
use mozjs_sys::jsapi::{
    JS, JS_DeprecatedStringHasLatin1Chars, JS_GetLatin1StringCharsAndLength,
    JS_GetTwoByteStringCharsAndLength, JS_NewStringCopyN, JS_NewStringCopyUTF8N,
    JS_NewUCStringCopyN,
};
use std::borrow::Cow;

/// The characters of a string, in place.
enum Characters<'a> {
    Latin1(&'a [u8]),
    TwoByte(&'a [u16]),
}

impl Strings for Engine {
    fn string_latin1(&self, bytes: &[u8]) -> Outcome<Handle> {
        if bytes.is_ascii() {
            return self.string_utf8(bytes);
        }
        // SAFETY: the engine copies `len` bytes.
        self.adopt_string(unsafe { JS_NewStringCopyN(self.cx, bytes.as_ptr().cast(), bytes.len()) })
    }

    #[inline]
    fn string_utf8(&self, bytes: &[u8]) -> Outcome<Handle> {
        match self.texts.find((), bytes) {
            Some(known) => Ok(self.push(known)),
            None => self.new_string(bytes),
        }
    }

    fn string_utf16(&self, units: &[u16]) -> Outcome<Handle> {
        // SAFETY: the engine copies `len` units.
        self.adopt_string(unsafe { JS_NewUCStringCopyN(self.cx, units.as_ptr(), units.len()) })
    }

    fn string_on_latin1(
        &self,
        bytes: &[u8],
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        self.external_latin1(bytes, owner)
    }

    fn string_on_utf16(
        &self,
        units: &[u16],
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        self.external_utf16(units, owner)
    }

    #[inline]
    fn with_utf8<R>(&self, value: Handle, read: impl FnOnce(&[u8]) -> R) -> Outcome<R> {
        Ok(match self.characters(value)? {
            Characters::Latin1(bytes) if bytes.is_ascii() => read(bytes),
            Characters::Latin1(bytes) => {
                read(bytes.iter().map(|byte| char::from(*byte)).collect::<String>().as_bytes())
            }
            Characters::TwoByte(units) => read(String::from_utf16_lossy(units).as_bytes()),
        })
    }

    fn with_utf16<R>(&self, value: Handle, read: impl FnOnce(&[u16]) -> R) -> Outcome<R> {
        Ok(match self.characters(value)? {
            Characters::Latin1(bytes) => {
                read(&bytes.iter().map(|byte| u16::from(*byte)).collect::<Vec<u16>>())
            }
            Characters::TwoByte(units) => read(units),
        })
    }

    fn property_key(&self, string: Handle) -> Outcome<Handle> {
        let key = self.key_of(string)?;
        match super::objects::atom_of(key.get()) {
            Some(atom) => self.adopt_string(atom),
            None => Ok(self.push(string.value())), // an index needs no atom
        }
    }
}

impl Engine {
    /// Where a string's characters are. The value must be a string.
    #[inline(always)]
    fn characters<'a>(&self, value: Handle) -> Outcome<Characters<'a>> {
        let Some(string) = value.string() else {
            return Ok(Characters::Latin1(&[]));
        };
        let mut len = 0;
        // SAFETY: a live string. The characters stay where they are until something is collected,
        // which whoever reads them does not let happen (the file's invariant). A string made of
        // pieces is put together first, which may throw for want of memory.
        unsafe {
            let no_collection = std::ptr::null::<JS::AutoRequireNoGC>();
            if JS_DeprecatedStringHasLatin1Chars(string) {
                let first =
                    JS_GetLatin1StringCharsAndLength(self.cx, no_collection, string, &raw mut len);
                if first.is_null() {
                    return Err(self.thrown());
                }
                return Ok(Characters::Latin1(std::slice::from_raw_parts(first, len)));
            }
            let first =
                JS_GetTwoByteStringCharsAndLength(self.cx, no_collection, string, &raw mut len);
            if first.is_null() {
                return Err(self.thrown());
            }
            Ok(Characters::TwoByte(std::slice::from_raw_parts(first, len)))
        }
    }

    #[inline(never)]
    fn new_string(&self, bytes: &[u8]) -> Outcome<Handle> {
        // SAFETY: the engine copies the bytes; those given as UTF-8 are well-formed.
        let made = unsafe {
            if bytes.is_ascii() {
                JS_NewStringCopyN(self.cx, bytes.as_ptr().cast(), bytes.len())
            } else {
                // Malformed sequences become U+FFFD, one for each maximal subpart, as V8 decodes
                // them.
                let text: Cow<'_, str> = String::from_utf8_lossy(bytes);
                let range = text.as_bytes().as_ptr_range();
                let mut characters: JS::UTF8Chars = std::mem::zeroed();
                characters._base.mStart.mPtr = range.start.cast_mut().cast();
                characters._base.mEnd.mPtr = range.end.cast_mut().cast();
                JS_NewStringCopyUTF8N(self.cx, &raw const characters)
            }
        };
        let string = self.adopt_string(made)?;
        self.texts.keep_if_met((), bytes, string.value());
        Ok(string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Primitives, Scopes};

    #[test]
    fn text_comes_back_as_it_went_in() {
        let engine = Engine::new().expect("an engine");
        let long = "é".repeat(5000);
        for text in ["", "ascii", "Grüße", "日本語", "🦀 crab", &long] {
            let mark = engine.mark();
            let string = engine.string_utf8(text.as_bytes()).expect("a string");
            let same = engine.with_utf8(string, |bytes| bytes == text.as_bytes());
            assert_eq!(same, Ok(true), "{text}");
            let units: Vec<u16> = text.encode_utf16().collect();
            let same = engine.with_utf16(string, |read| read == units);
            assert_eq!(same, Ok(true), "{text}");
            let again = engine.string_utf16(&units).expect("a string");
            assert!(engine.strict_equals(string, again), "{text}");
            engine.release_to(mark);
        }
    }

    #[test]
    fn malformed_text_is_repaired() {
        let engine = Engine::new().expect("an engine");
        let repaired = engine.string_utf8(b"a\xffb").expect("a string");
        assert_eq!(
            engine.with_utf8(repaired, <[u8]>::to_vec),
            Ok("a\u{FFFD}b".as_bytes().to_vec())
        );
        let lone = engine.string_utf16(&[0x61, 0xD800, 0x62]).expect("a string");
        assert_eq!(engine.with_utf8(lone, <[u8]>::to_vec), Ok("a\u{FFFD}b".as_bytes().to_vec()));
        let latin1 = engine.string_latin1(&[0x47, 0xFC]).expect("a string");
        assert_eq!(engine.with_utf8(latin1, <[u8]>::to_vec), Ok("Gü".as_bytes().to_vec()));
    }
}
