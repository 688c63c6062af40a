//! Dates and times of `chrono` (feature `chrono`), to the millisecond.
//!
//! Neighbours: `builtin/plain.rs` (`SystemTime`, which is a `Date`, too).

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};

use crate::builtin::JsDate;
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// A `Date`. One that is invalid, or some 262,000 years away, is a RangeError.
impl<'env> FromJs<'env> for DateTime<Utc> {
    const TYPE: &'static Type = Type::DATE;

    fn from_js(value: Value<'env>) -> Result<Self> {
        let milliseconds = JsDate::from_js(value)?.milliseconds()?;
        if milliseconds.is_nan() {
            return Err(Error::range_error("expected a valid Date, found an invalid one")
                .with_code("ERR_OUT_OF_RANGE"));
        }
        // The time of a valid date is an integer of at most 54 bits.
        DateTime::from_timestamp_millis(milliseconds as i64).ok_or_else(|| {
            Error::range_error(format!(
                "expected a Date within the years -262143 to 262142, found one of {milliseconds} ms"
            ))
            .with_code("ERR_OUT_OF_RANGE")
        })
    }
}

/// A `Date`: the point in time, without its time zone; what is finer than a millisecond is cut off.
impl<'env, Tz: TimeZone> IntoJs<'env> for DateTime<Tz> {
    const TYPE: &'static Type = Type::DATE;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.date(self.timestamp_millis() as f64)
    }
}

/// A `Date`, as it reads in UTC.
impl<'env> FromJs<'env> for NaiveDateTime {
    const TYPE: &'static Type = Type::DATE;

    fn from_js(value: Value<'env>) -> Result<Self> {
        DateTime::<Utc>::from_js(value).map(|time| time.naive_utc())
    }
}

/// A `Date` that reads so in UTC.
impl<'env> IntoJs<'env> for NaiveDateTime {
    const TYPE: &'static Type = Type::DATE;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        self.and_utc().into_js(env)
    }
}
