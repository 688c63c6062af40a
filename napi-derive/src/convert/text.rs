//! Text: `String`, `&str`, `char`.
//!
//! Neighbours: `raw/strings.rs`; `string.rs` for strings that stay in JavaScript.

use std::borrow::Cow;
use std::ops::Deref;

use crate::convert::leaf::{Leaf, Test};
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::frame::{Env, Value};
use crate::raw::strings;

fn to_text(value: Value<'_>) -> Result<String> {
    strings::to_text(value).map_err(|error| match error.status() {
        Some(status) if status.is_type_mismatch() => value.unexpected("a string"),
        _ => error,
    })
}

impl<'env> FromJs<'env> for String {
    const LEAF: Leaf = Leaf::of(Test::Text);

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        to_text(value)
    }
}

/// What a `&str` argument of a `#[napi]` function borrows from.
#[doc(hidden)]
pub struct Text(String);

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

/// For defaults.
impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text(text.to_owned())
    }
}

impl<'env> FromJs<'env> for Text {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        to_text(value).map(Text)
    }
}

impl<'env> IntoJs<'env> for &str {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self)
    }
}

impl<'env> IntoJs<'env> for String {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, &self)
    }
}

impl<'env> IntoJs<'env> for &String {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self)
    }
}

impl<'env> IntoJs<'env> for Cow<'_, str> {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, &self)
    }
}

impl<'env> IntoJs<'env> for char {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self.encode_utf8(&mut [0; 4]))
    }
}
