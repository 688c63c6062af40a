//! What object structs and enums expand to: properties, and choices among known values.
//!
//! Neighbours: the attribute in `macros/` writes the calls.

use std::ffi::CStr;

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, PropertyValue, Result};
use crate::object::{Attributes, Object};
use crate::raw::frame::Value;
use crate::raw::primitives;
use crate::string::JsString;
use crate::value::Kind;

/// The value as an object.
#[doc(hidden)]
pub fn object(value: Value<'_>) -> Result<Object<'_>> {
    value.to()
}

/// A field of an object struct.
#[doc(hidden)]
#[inline]
pub fn read_property<'env, T: FromJs<'env>>(object: Object<'env>, name: &CStr) -> Result<T> {
    object.get_named(name).and_then(T::from_js).map_err(|error| in_property(error, name))
}

/// A field that has a default.
#[doc(hidden)]
pub fn read_property_or<'env, T: FromJs<'env>>(
    object: Object<'env>,
    name: &CStr,
    default: impl FnOnce() -> T,
) -> Result<T> {
    let value = object.get_named(name)?;
    match value.kind() {
        Kind::Undefined => Ok(default()),
        _ => T::from_js(value).map_err(|error| in_property(error, name)),
    }
}

#[cold]
pub(crate) fn in_property(error: Error, name: &CStr) -> Error {
    let name = name.to_string_lossy();
    error.prefixed(format_args!("property `{name}`: "))
}

/// Adds a property to a new object; what is `undefined` is left out.
#[doc(hidden)]
#[inline]
pub fn write_property<'env>(
    object: Object<'env>,
    name: &CStr,
    value: impl IntoJs<'env>,
) -> Result<()> {
    match value.into_return(object.env())?.value() {
        // Defined, not assigned: no setter of `Object.prototype` is asked.
        Some(value) => object.define_named(name, value),
        None => Ok(()),
    }
}

/// Exports a constant.
#[doc(hidden)]
pub fn define_constant<'env>(
    exports: Object<'env>,
    name: &str,
    value: impl IntoJs<'env>,
) -> Result<()> {
    exports.define_value(name, value, Attributes::READ_ONLY)
}

/// Exports the object of an enum's values, which is frozen.
#[doc(hidden)]
pub fn define_enum(
    exports: Object<'_>,
    name: &str,
    values: &[(&'static str, PropertyValue)],
) -> Result<()> {
    let object = exports.env().object()?;
    for (name, value) in values {
        object.set(*name, value.clone())?;
    }
    object.freeze()?;
    exports.set(name, object)
}

/// The discriminant of a variant, checked by the compiler.
#[doc(hidden)]
pub const fn discriminant(number: i128) -> i64 {
    const MAX_SAFE: i128 = (1 << 53) - 1;
    assert!(
        -MAX_SAFE <= number && number <= MAX_SAFE,
        "the discriminant is beyond the integers that a number holds exactly: use `string_enum`"
    );
    number as i64
}

/// Which of the numbers the value is.
#[doc(hidden)]
#[inline]
pub fn choose_number(value: Value<'_>, name: &str, known: &[(&str, i64)]) -> Result<usize> {
    let number: f64 = value.to()?;
    let found = known.iter().position(|(_, known)| *known as f64 == number);
    found.ok_or_else(|| none_of(value, name, known))
}

#[cold]
fn none_of(number: Value<'_>, name: &str, known: &[(&str, i64)]) -> Error {
    let known: Vec<String> =
        known.iter().map(|(name, number)| format!("{number} ({name})")).collect();
    let (known, found) = (known.join(" or "), primitives::spelled(number));
    Error::range_error(format!("expected a {name}, {known}, found {found}"))
        .with_code("ERR_OUT_OF_RANGE")
}

/// Which of the strings the value is.
#[doc(hidden)]
pub fn choose_text(value: Value<'_>, known: &[&str]) -> Result<usize> {
    let text = value.to::<JsString<'_>>()?.to_string()?;
    known.iter().position(|known| *known == text).ok_or_else(|| {
        let known: Vec<String> = known.iter().map(|known| format!("'{known}'")).collect();
        Error::type_error(format!("expected {}, found '{text}'", known.join(" or ")))
            .with_code("ERR_INVALID_ARG_VALUE")
    })
}

/// Which variant the tag of an object tells.
#[doc(hidden)]
pub fn choose_tag(object: Object<'_>, tag: &CStr, known: &[&str]) -> Result<usize> {
    choose_text(object.get_named(tag)?, known).map_err(|error| in_property(error, tag))
}
