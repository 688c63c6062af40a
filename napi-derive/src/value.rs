//! `Kind` and what any `Value` can be asked.
//!
//! Neighbours: `raw/frame.rs` (the type itself), `convert/` (conversions).

use std::any::Any;
use std::fmt;
use std::rc::Rc;

use crate::convert::FromJs;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::raw::frame::Value;
use crate::raw::primitives::{self, Class};
use crate::string::JsString;

/// The type of a value, as Node-API tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number
    Number,
    /// A string
    String,
    /// A symbol
    Symbol,
    /// An object that is no function
    Object,
    /// A function or class
    Function,
    /// A value made by native code, opaque to JavaScript
    External,
    /// A BigInt
    BigInt,
    /// Something newer than this crate
    Unknown,
}

impl fmt::Display for Kind {
    /// In the words of an error message: "a number", "undefined".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Undefined => "undefined",
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Symbol => "a symbol",
            Kind::Object => "an object",
            Kind::Function => "a function",
            Kind::External => "an external",
            Kind::BigInt => "a bigint",
            Kind::Unknown => "a value of an unknown kind",
        })
    }
}

impl<'env> Value<'env> {
    /// The type of the value.
    #[inline]
    pub fn kind(self) -> Kind {
        match primitives::type_of(self) {
            0 => Kind::Undefined,
            1 => Kind::Null,
            2 => Kind::Boolean,
            3 => Kind::Number,
            4 => Kind::String,
            5 => Kind::Symbol,
            6 => Kind::Object,
            7 => Kind::Function,
            8 => Kind::External,
            9 => Kind::BigInt,
            _ => Kind::Unknown,
        }
    }

    /// Converts the value.
    #[inline]
    pub fn to<T: FromJs<'env>>(self) -> Result<T> {
        T::from_js(self)
    }

    /// Whether it is `undefined` or `null`.
    #[inline]
    pub fn is_nullish(self) -> bool {
        matches!(self.kind(), Kind::Undefined | Kind::Null)
    }

    /// Whether it is an array.
    pub fn is_array(self) -> Result<bool> {
        self.is_a(Class::Array)
    }

    /// Whether it is an error object.
    pub fn is_error(self) -> Result<bool> {
        self.is_a(Class::Error)
    }

    /// Whether it is a `Date`.
    pub fn is_date(self) -> Result<bool> {
        self.is_a(Class::Date)
    }

    /// Whether it is a promise.
    pub fn is_promise(self) -> Result<bool> {
        self.is_a(Class::Promise)
    }

    /// Whether it is a Node `Buffer` or another view, as Node-API asks it.
    pub fn is_buffer(self) -> Result<bool> {
        self.is_a(Class::Buffer)
    }

    /// Whether it is an `ArrayBuffer`; not true of a `SharedArrayBuffer`.
    pub fn is_array_buffer(self) -> Result<bool> {
        self.is_a(Class::ArrayBuffer)
    }

    /// Whether it is a typed array.
    pub fn is_typed_array(self) -> Result<bool> {
        self.is_a(Class::TypedArray)
    }

    /// Whether it is a `DataView`.
    pub fn is_data_view(self) -> Result<bool> {
        self.is_a(Class::DataView)
    }

    /// What `String(value)` gives; a symbol is a TypeError.
    pub fn coerce_string(self) -> Result<JsString<'env>> {
        self.coerced_to_string().map(JsString::assume)
    }

    /// What `Object(value)` gives; `undefined` and `null` are an error.
    pub fn coerce_object(self) -> Result<Object<'env>> {
        self.coerced_to_object().map(Object::assume)
    }

    /// The Rust value of an external that [`crate::Env::external`] made.
    pub fn external<T: Any>(self) -> Result<Rc<T>> {
        crate::raw::external::get_external(self)
    }

    /// The error for a value of the wrong type.
    #[cold]
    pub(crate) fn unexpected(self, expected: &str) -> Error {
        let kind = self.kind();
        Error::type_error(format!("expected {expected}, found {kind}"))
            .with_code("ERR_INVALID_ARG_TYPE")
    }
}
