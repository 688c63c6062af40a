//! Numbers.
//!
//! Invariant: strict: an integer type takes only numbers that are integers in its range (Rust's
//! `as` would wrap -1 to 4294967295 and NaN to 0). `-0` is 0.
//!
//! Neighbours: `mod.rs`; `Value::wrapping_i32` and the like convert as JavaScript does.

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::raw::primitives;

/// The largest integer up to which all are exact: `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

#[cold]
fn out_of_range(number: f64, type_name: &str) -> Error {
    let limits = match type_name {
        "i8" => "an integer from -128 to 127",
        "u8" => "an integer from 0 to 255",
        "i16" => "an integer from -32768 to 32767",
        "u16" => "an integer from 0 to 65535",
        "i32" => "an integer from -2147483648 to 2147483647",
        "u32" => "an integer from 0 to 4294967295",
        "i64" | "isize" => "an integer from -9007199254740991 to 9007199254740991",
        _ => "an integer from 0 to 9007199254740991",
    };
    Error::range_error(format!("expected {limits}, found {number}")).with_code("ERR_OUT_OF_RANGE")
}

impl<'env> FromJs<'env> for f64 {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        primitives::get_f64(value).map_err(|_| value.unexpected("a number"))
    }
}

impl<'env> IntoJs<'env> for f64 {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.number(self)
    }
}

/// Rounded to the nearest `f32`, as `Math.fround` does.
impl<'env> FromJs<'env> for f32 {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        f64::from_js(value).map(|number| number as f32)
    }
}

impl<'env> IntoJs<'env> for f32 {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.number(self.into())
    }
}

/// The integer that a number is exactly, if the type has it.
macro_rules! exact {
    ($name:ident, $integer:ty) => {
        #[inline]
        fn $name(number: f64) -> Option<$integer> {
            // The cast saturates, so casting back differs for all that did not fit, and for
            // fractions; NaN differs from everything.
            let integer = number as $integer;
            (integer as f64 == number).then_some(integer)
        }
    };
}

macro_rules! integers {
    ($($integer:ident $exact:ident $make:ident $wide:ty,)*) => {
        $(
            exact!($exact, $integer);

            impl<'env> FromJs<'env> for $integer {
                #[inline]
                fn from_js(value: Value<'env>) -> Result<Self> {
                    let number = f64::from_js(value)?;
                    $exact(number).ok_or_else(|| out_of_range(number, stringify!($integer)))
                }
            }

            impl<'env> IntoJs<'env> for $integer {
                #[inline]
                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    env.$make(<$wide>::from(self))
                }
            }
        )*
    };
}

integers! {
    i8 exact_i8 int32 i32,
    u8 exact_u8 uint32 u32,
    i16 exact_i16 int32 i32,
    u16 exact_u16 uint32 u32,
    i32 exact_i32 int32 i32,
    u32 exact_u32 uint32 u32,
}

/// Wide integers are numbers as long as they are safe integers; beyond that, use BigInt.
macro_rules! wide_integers {
    ($($integer:ident $exact:ident,)*) => {
        $(
            exact!($exact, $integer);

            impl<'env> FromJs<'env> for $integer {
                #[inline]
                fn from_js(value: Value<'env>) -> Result<Self> {
                    let number = f64::from_js(value)?;
                    $exact(number)
                        .filter(|_| number.abs() <= MAX_SAFE)
                        .ok_or_else(|| out_of_range(number, stringify!($integer)))
                }
            }

            impl<'env> IntoJs<'env> for $integer {
                #[inline]
                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    let number = self as f64;
                    if number.abs() > MAX_SAFE {
                        return Err(Error::range_error(format!(
                            "{self} is beyond the integers that a number holds exactly: \
                             return a BigInt"
                        ))
                        .with_code("ERR_OUT_OF_RANGE"));
                    }
                    env.number(number)
                }
            }
        )*
    };
}

wide_integers! {
    i64 exact_i64,
    u64 exact_u64,
    isize exact_isize,
    usize exact_usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_in_range_are_exact() {
        assert_eq!(exact_i32(-2_147_483_648.0), Some(i32::MIN));
        assert_eq!(exact_u32(4_294_967_295.0), Some(u32::MAX));
        assert_eq!(exact_u8(255.0), Some(255));
        assert_eq!(exact_usize(-0.0), Some(0));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(exact_u32(-1.0), None);
        assert_eq!(exact_i32(3e9), None);
        assert_eq!(exact_i32(1.5), None);
        assert_eq!(exact_i32(f64::NAN), None);
        assert_eq!(exact_u64(f64::INFINITY), None);
        assert_eq!(exact_i8(128.0), None);
    }

    #[test]
    fn the_error_names_the_range_and_the_number() {
        let error = out_of_range(3e9, "i32");
        let expected = "expected an integer from -2147483648 to 2147483647, found 3000000000";
        assert_eq!(error.message(), Some(expected));
        assert_eq!(error.code(), Some("ERR_OUT_OF_RANGE"));
    }
}
