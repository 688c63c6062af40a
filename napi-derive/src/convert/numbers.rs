//! Numbers.
//!
//! Invariant: strict: an integer type takes only numbers that are integers in its range (Rust's
//! `as` would wrap -1 to 4294967295 and NaN to 0). `-0` is 0.
//!
//! Neighbours: `mod.rs`; `Value::wrapping_i32` and the like convert as JavaScript does.

use std::num::NonZero;
use std::time::Duration;

use crate::convert::leaf::{Leaf, Made, Test};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::raw::primitives;
use crate::types::Type;

/// The largest integer up to which all are exact: `Number.MAX_SAFE_INTEGER`.
pub(super) const MAX_SAFE: f64 = 9_007_199_254_740_991.0;

/// The error of a number that a type does not have. The host writes the number: what formats floats
/// in Rust would be a tenth of a small addon.
#[cold]
fn out_of_range(number: Value<'_>, type_name: &str) -> Error {
    let (limits, found) = (limits(type_name), primitives::spelled(number));
    Error::range_error(format!("expected {limits}, found {found}")).with_code("ERR_OUT_OF_RANGE")
}

fn limits(type_name: &str) -> &'static str {
    match type_name {
        "i8" => "an integer from -128 to 127",
        "u8" => "an integer from 0 to 255",
        "i16" => "an integer from -32768 to 32767",
        "u16" => "an integer from 0 to 65535",
        "i32" => "an integer from -2147483648 to 2147483647",
        "u32" => "an integer from 0 to 4294967295",
        "i64" | "isize" => "an integer from -9007199254740991 to 9007199254740991",
        _ => "an integer from 0 to 9007199254740991",
    }
}

impl<'env> FromJs<'env> for f64 {
    const TYPE: &'static Type = Type::NUMBER;

    const LEAF: Leaf = Leaf::of(Test::Number);

    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        Some(number)
    }

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        primitives::get_f64(value).map_err(|_| value.unexpected("a number"))
    }
}

impl<'env> IntoJs<'env> for f64 {
    const TYPE: &'static Type = Type::NUMBER;

    const IS_NUMBER: bool = true;

    #[inline]
    fn into_made(self, _: Env<'env>) -> Result<Made<'env>> {
        Ok(Made::Number(self))
    }

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.number(self)
    }
}

/// Rounded to the nearest `f32`, as `Math.fround` does.
impl<'env> FromJs<'env> for f32 {
    const TYPE: &'static Type = Type::NUMBER;

    const LEAF: Leaf = Leaf::of(Test::Number);

    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        Some(number as f32)
    }

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        f64::from_js(value).map(|number| number as f32)
    }
}

impl<'env> IntoJs<'env> for f32 {
    const TYPE: &'static Type = Type::NUMBER;

    const IS_NUMBER: bool = true;

    #[inline]
    fn into_made(self, _: Env<'env>) -> Result<Made<'env>> {
        Ok(Made::Number(self.into()))
    }

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
    ($($integer:ident $exact:ident $make:ident $wide:ty, $test:expr;)*) => {
        $(
            exact!($exact, $integer);

            impl<'env> FromJs<'env> for $integer {
                const TYPE: &'static Type = Type::NUMBER;

                const LEAF: Leaf = Leaf::of($test);

                #[inline]
                fn from_number(number: f64) -> Option<Self> {
                    $exact(number)
                }

                #[inline]
                fn from_js(value: Value<'env>) -> Result<Self> {
                    let number = f64::from_js(value)?;
                    $exact(number).ok_or_else(|| out_of_range(value, stringify!($integer)))
                }
            }

            impl<'env> IntoJs<'env> for $integer {
                const TYPE: &'static Type = Type::NUMBER;

                const IS_NUMBER: bool = true;

                #[inline]
                fn into_made(self, _: Env<'env>) -> Result<Made<'env>> {
                    Ok(Made::Number(self.into()))
                }

                #[inline]
                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    env.$make(<$wide>::from(self))
                }
            }
        )*
    };
}

integers! {
    i8 exact_i8 int32 i32, Test::Signed(8);
    u8 exact_u8 uint32 u32, Test::Unsigned(8);
    i16 exact_i16 int32 i32, Test::Signed(16);
    u16 exact_u16 uint32 u32, Test::Unsigned(16);
    i32 exact_i32 int32 i32, Test::Signed(32);
    u32 exact_u32 uint32 u32, Test::Unsigned(32);
}

/// Wide integers are numbers as long as they are safe integers; beyond that, use BigInt.
macro_rules! wide_integers {
    ($($integer:ident $exact:ident, $test:expr;)*) => {
        $(
            exact!($exact, $integer);

            impl<'env> FromJs<'env> for $integer {
                const TYPE: &'static Type = Type::NUMBER;

                const LEAF: Leaf = Leaf::of($test);

                #[inline]
                fn from_number(number: f64) -> Option<Self> {
                    $exact(number).filter(|_| number.abs() <= MAX_SAFE)
                }

                #[inline]
                fn from_js(value: Value<'env>) -> Result<Self> {
                    let number = f64::from_js(value)?;
                    Self::from_number(number)
                        .ok_or_else(|| out_of_range(value, stringify!($integer)))
                }
            }

            impl<'env> IntoJs<'env> for $integer {
                const TYPE: &'static Type = Type::NUMBER;

                const IS_NUMBER: bool = true;

                #[inline]
                fn into_made(self, _: Env<'env>) -> Result<Made<'env>> {
                    let number = self as f64;
                    if number.abs() > MAX_SAFE {
                        return Err(Error::range_error(format!(
                            "{self} is beyond the integers that a number holds exactly: \
                             return a BigInt"
                        ))
                        .with_code("ERR_OUT_OF_RANGE"));
                    }
                    Ok(Made::Number(number))
                }

                #[inline]
                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    self.into_made(env)?.into_value(env)
                }
            }
        )*
    };
}

wide_integers! {
    i64 exact_i64, Test::Safe;
    u64 exact_u64, Test::SafeUnsigned;
    isize exact_isize, Test::Safe;
    usize exact_usize, Test::SafeUnsigned;
}

macro_rules! nonzero {
    ($($integer:ident)*) => {
        $(
            /// As the integer; 0 is a RangeError.
            impl<'env> FromJs<'env> for NonZero<$integer> {
                const TYPE: &'static Type = <$integer as FromJs<'env>>::TYPE;

                fn from_js(value: Value<'env>) -> Result<Self> {
                    NonZero::new($integer::from_js(value)?).ok_or_else(|| {
                        Error::range_error("expected an integer other than 0, found 0")
                            .with_code("ERR_OUT_OF_RANGE")
                    })
                }
            }

            impl<'env> IntoJs<'env> for NonZero<$integer> {
                const TYPE: &'static Type = <$integer as IntoJs<'env>>::TYPE;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    self.get().into_js(env)
                }
            }
        )*
    };
}
nonzero!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize i128 u128);

/// A number of milliseconds, as JavaScript's timers take it. One that is negative, not finite or
/// too large is a RangeError.
impl<'env> FromJs<'env> for Duration {
    const TYPE: &'static Type = Type::NUMBER;

    fn from_js(value: Value<'env>) -> Result<Self> {
        let milliseconds = f64::from_js(value)?;
        Duration::try_from_secs_f64(milliseconds / 1000.0).map_err(|_| {
            let found = primitives::spelled(value);
            Error::range_error(format!("expected a number of milliseconds, found {found}"))
                .with_code("ERR_OUT_OF_RANGE")
        })
    }
}

/// A number of milliseconds, with what is finer as its fraction.
impl<'env> IntoJs<'env> for Duration {
    const TYPE: &'static Type = Type::NUMBER;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.number(self.as_secs_f64() * 1000.0)
    }
}

/// Integers that any number can be cut to, where an attribute asks for it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` neither wraps nor saturates",
    label = "only integers do"
)]
pub trait Cut: Sized {
    fn wrapping(number: f64) -> Self;
    fn saturating(number: f64) -> Self;
}

/// The number without its fraction, modulo 2^64.
fn modulo_64_bits(number: f64) -> u64 {
    const RANGE: f64 = 18_446_744_073_709_551_616.0;
    if !number.is_finite() {
        return 0;
    }
    // Both exact: the remainder of a division has no more bits than the dividend.
    let rest = number.trunc() % RANGE;
    if rest < 0.0 { (-rest as u64).wrapping_neg() } else { rest as u64 }
}

macro_rules! cuts {
    ($($integer:ty)*) => {
        $(
            impl Cut for $integer {
                #[inline]
                fn wrapping(number: f64) -> $integer {
                    modulo_64_bits(number) as $integer
                }

                #[inline]
                fn saturating(number: f64) -> $integer {
                    number as $integer
                }
            }
        )*
    };
}
cuts!(i8 u8 i16 u16 i32 u32 i64 u64 isize usize);

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
    fn cutting_is_as_the_bit_operators_do_it() {
        assert_eq!(i32::wrapping(3e9), -1_294_967_296);
        assert_eq!(u32::wrapping(-1.5), u32::MAX);
        assert_eq!(u8::wrapping(256.9), 0);
        assert_eq!(i32::wrapping(f64::NAN), 0);
        assert_eq!(u32::wrapping(f64::NEG_INFINITY), 0);
        assert_eq!(u64::wrapping(-1.0), u64::MAX);
        assert_eq!(i32::wrapping(2f64.powi(70) + 2f64.powi(20)), 1 << 20);
        assert_eq!(u8::saturating(-3.0), 0);
        assert_eq!(u8::saturating(1e9), 255);
        assert_eq!(i8::saturating(f64::NAN), 0);
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
    fn the_limits_are_those_of_the_type() {
        let integers = |least: i128, most: i128| format!("an integer from {least} to {most}");
        assert_eq!(limits("i8"), integers(i8::MIN.into(), i8::MAX.into()));
        assert_eq!(limits("u16"), integers(0, u16::MAX.into()));
        assert_eq!(limits("i32"), integers(i32::MIN.into(), i32::MAX.into()));
        assert_eq!(limits("u32"), integers(0, u32::MAX.into()));
        let safe = (1 << 53) - 1;
        assert_eq!(limits("isize"), integers(-safe, safe));
        assert_eq!(limits("u64"), integers(0, safe));
    }
}
