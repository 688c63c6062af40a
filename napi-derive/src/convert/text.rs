//! Text: `String`, `&str`, `char`, and what else is text: paths.
//!
//! Neighbours: `raw/strings.rs`; `string.rs` for strings that stay in JavaScript.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::convert::leaf::{Leaf, Test};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::raw::strings;
pub use crate::raw::text::Text;
use crate::types::Type;

fn to_text(value: Value<'_>) -> Result<String> {
    strings::to_text(value).map_err(|error| no_string(error, value))
}

#[cold]
fn no_string(error: Error, value: Value<'_>) -> Error {
    match error.status() {
        Some(status) if status.is_type_mismatch() => value.unexpected("a string"),
        _ => error,
    }
}

impl<'env> FromJs<'env> for String {
    const TYPE: &'static Type = Type::STRING;

    const LEAF: Leaf = Leaf::of(Test::Text);

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        to_text(value)
    }
}

impl<'env> FromJs<'env> for Text {
    const TYPE: &'static Type = Type::STRING;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Text::of(value).map_err(|error| no_string(error, value))
    }
}

impl<'env> IntoJs<'env> for &str {
    const TYPE: &'static Type = Type::STRING;

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self)
    }
}

impl<'env> IntoJs<'env> for String {
    const TYPE: &'static Type = Type::STRING;

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, &self)
    }
}

impl<'env> IntoJs<'env> for &String {
    const TYPE: &'static Type = Type::STRING;

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self)
    }
}

impl<'env> IntoJs<'env> for Cow<'_, str> {
    const TYPE: &'static Type = Type::STRING;

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, &self)
    }
}

impl<'env> IntoJs<'env> for char {
    const TYPE: &'static Type = Type::STRING;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::from_utf8(env, self.encode_utf8(&mut [0; 4]))
    }
}

/// A string of one character; one of two surrogates is one.
impl<'env> FromJs<'env> for char {
    const TYPE: &'static Type = Type::STRING;

    fn from_js(value: Value<'env>) -> Result<Self> {
        let text = to_text(value)?;
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => Ok(character),
            _ => Err(Error::type_error(format!(
                "expected a string of one character, found one of {}",
                text.chars().count()
            ))
            .with_code("ERR_INVALID_ARG_VALUE")),
        }
    }
}

macro_rules! owned_text {
    ($($text:ty)*) => {
        $(
            /// A string.
            impl<'env> FromJs<'env> for $text {
                const TYPE: &'static Type = Type::STRING;

                fn from_js(value: Value<'env>) -> Result<Self> {
                    to_text(value).map(<$text>::from)
                }
            }
        )*
    };
}
owned_text!(Cow<'_, str> Box<str> Rc<str> Arc<str> OsString PathBuf);

macro_rules! pointers_to_text {
    ($($text:ty)*) => {
        $(
            impl<'env> IntoJs<'env> for $text {
                const TYPE: &'static Type = Type::STRING;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    strings::from_utf8(env, &self)
                }
            }
        )*
    };
}
pointers_to_text!(Box<str> Rc<str> Arc<str>);

macro_rules! system_text {
    ($($text:ty)*) => {
        $(
            /// A string. What is no Unicode is an error.
            impl<'env> IntoJs<'env> for $text {
                const TYPE: &'static Type = Type::STRING;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    let text: &OsStr = self.as_ref();
                    match text.to_str() {
                        Some(text) => strings::from_utf8(env, text),
                        None => Err(not_unicode(text)),
                    }
                }
            }
        )*
    };
}
system_text!(OsString &OsStr PathBuf &Path);

#[cold]
fn not_unicode(text: &OsStr) -> Error {
    let shown = text.to_string_lossy();
    Error::new(format!(
        "the name '{shown}' is no Unicode, and no string of JavaScript: return its bytes in a \
         `Buffer`, or `to_string_lossy()`"
    ))
    .with_code("ERR_INVALID_ARG_VALUE")
}
