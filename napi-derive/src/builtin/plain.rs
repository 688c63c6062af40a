//! `Date`, `RegExp` and `Error`.
//!
//! Neighbours: `error.rs` (errors on their way to being thrown).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{global_class, is_instance_of};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::function::Function;
use crate::handle::handle;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::types::Type;

handle! {
    /// A `Date`. [`SystemTime`] converts from and into one.
    JsDate: Object, "a Date", "Date", |value| value.is_date()
}

handle! {
    /// A `RegExp`.
    JsRegExp: Object, "a RegExp", "RegExp", |value| is_instance_of(value, "RegExp")
}

handle! {
    /// An error object, as a value.
    JsError: Object, "an Error", "Error", |value| value.is_error()
}

impl JsDate<'_> {
    /// The milliseconds since 1970; NaN for an invalid date.
    pub fn milliseconds(self) -> Result<f64> {
        self.date_value()
    }
}

/// A `Date`, to the millisecond. An invalid date is a RangeError.
impl<'env> FromJs<'env> for SystemTime {
    const TYPE: &'static Type = Type::DATE;

    fn from_js(value: Value<'env>) -> Result<Self> {
        let milliseconds = JsDate::from_js(value)?.milliseconds()?;
        // A valid date's time is an integer; NaN fits no comparison.
        let distance = Duration::from_millis(milliseconds.abs() as u64);
        let time = if milliseconds >= 0.0 {
            UNIX_EPOCH.checked_add(distance)
        } else if milliseconds < 0.0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            None
        };
        time.ok_or_else(|| {
            Error::range_error("expected a valid Date, found an invalid one")
                .with_code("ERR_OUT_OF_RANGE")
        })
    }
}

/// A `Date`; what is finer than a millisecond is cut off.
impl<'env> IntoJs<'env> for SystemTime {
    const TYPE: &'static Type = Type::DATE;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.date(match self.duration_since(UNIX_EPOCH) {
            Ok(after) => after.as_millis() as f64,
            Err(before) => -(before.duration().as_millis() as f64),
        })
    }
}

impl<'env> JsRegExp<'env> {
    /// The text of the pattern.
    pub fn source(self) -> Result<String> {
        self.get("source")
    }

    /// The flags, such as `gi`.
    pub fn flags(self) -> Result<String> {
        self.get("flags")
    }

    /// Whether the text matches, as `test` says.
    pub fn test(self, text: &str) -> Result<bool> {
        self.get::<Function<'env>>("test")?.call_with(self, (text,))
    }
}

impl JsError<'_> {
    /// The `name`, such as `TypeError`.
    pub fn name(self) -> Result<String> {
        self.get("name")
    }

    /// The `message`.
    pub fn message(self) -> Result<String> {
        self.get("message")
    }

    /// The `code`, if it has one that is text.
    pub fn code(self) -> Result<Option<String>> {
        let code: Value<'_> = self.get("code")?;
        Ok(code.to().ok())
    }

    /// The error to be thrown.
    pub fn into_error(self) -> Error {
        Error::thrown(self)
    }
}

impl<'env> Env<'env> {
    /// A new `RegExp`; a SyntaxError if the pattern or the flags are none.
    pub fn regexp(self, pattern: &str, flags: &str) -> Result<JsRegExp<'env>> {
        let made = global_class(self, "RegExp")?.new_instance((pattern, flags))?;
        Ok(JsRegExp::assume(made.into()))
    }
}
