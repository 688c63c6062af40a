//! `JsString` and `Symbol`.
//!
//! Neighbours: `raw/strings.rs`; `convert/text.rs` for `String` and `&str`.

use crate::error::Result;
use crate::handle::handle;
use crate::raw::frame::{Env, Value};
use crate::raw::strings::{self, Latin1, Utf8};
use crate::value::Kind;

handle! {
    /// A string, not copied out of JavaScript yet.
    JsString: Value, "a string", "string", |value| Ok(value.kind() == Kind::String)
}

handle! {
    /// A symbol.
    Symbol: Value, "a symbol", "symbol", |value| Ok(value.kind() == Kind::Symbol)
}

impl JsString<'_> {
    /// The text; lone surrogates become U+FFFD.
    #[allow(clippy::inherent_to_string_shadow_display, clippy::wrong_self_convention)]
    pub fn to_string(self) -> Result<String> {
        strings::to_text(self.into())
    }

    /// Its length in UTF-8.
    pub fn utf8_len(self) -> Result<usize> {
        strings::length::<Utf8>(self.into())
    }

    /// Its length in UTF-16: JavaScript's `length`.
    pub fn utf16_len(self) -> Result<usize> {
        strings::length::<u16>(self.into())
    }

    /// Its length in Latin-1, one byte for each unit of UTF-16.
    pub fn latin1_len(self) -> Result<usize> {
        strings::length::<Latin1>(self.into())
    }

    /// Its units in UTF-16, lone surrogates as they are.
    pub fn to_utf16(self) -> Result<Vec<u16>> {
        strings::to_utf16(self.into())
    }

    /// The low byte of each of its units.
    pub fn to_latin1(self) -> Result<Vec<u8>> {
        strings::to_latin1(self.into())
    }

    /// Writes as many whole characters as fit, in UTF-8; the number of bytes written.
    pub fn write_utf8(self, target: &mut [u8]) -> Result<usize> {
        strings::write_utf8(self.into(), target)
    }

    /// Writes the low byte of as many units as fit; their number.
    pub fn write_latin1(self, target: &mut [u8]) -> Result<usize> {
        strings::write_latin1(self.into(), target)
    }

    /// Writes as many units of UTF-16 as fit; their number.
    pub fn write_utf16(self, target: &mut [u16]) -> Result<usize> {
        strings::write_utf16(self.into(), target)
    }
}

impl<'env> Env<'env> {
    /// A string.
    #[inline]
    pub fn string(self, text: &str) -> Result<JsString<'env>> {
        strings::from_utf8(self, text).map(JsString::assume)
    }

    /// A string of characters U+0000 to U+00FF, one byte each.
    pub fn string_latin1(self, text: &[u8]) -> Result<JsString<'env>> {
        strings::from_latin1(self, text).map(JsString::assume)
    }

    /// A string from its UTF-16 units.
    pub fn string_utf16(self, text: &[u16]) -> Result<JsString<'env>> {
        strings::from_utf16(self, text).map(JsString::assume)
    }

    /// A new symbol.
    pub fn symbol(self, description: &str) -> Result<Symbol<'env>> {
        let description = strings::from_utf8(self, description)?;
        strings::symbol(self, description).map(Symbol::assume)
    }

    /// The symbol that `Symbol.for(key)` gives.
    pub fn symbol_for(self, key: &str) -> Result<Symbol<'env>> {
        strings::symbol_for(self, key).map(Symbol::assume)
    }
}
