//! BigInts: `BigInt<i64>` and the like, and `i128` and `u128`, which numbers cannot hold.
//!
//! Invariant: exact: a BigInt that the type does not have is a RangeError.
//!
//! Neighbours: `numbers.rs` (integers that are numbers), `raw/primitives.rs`.

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::raw::frame::{Env, Value};
use crate::raw::primitives::{self, Words};
use crate::types::Type;
use crate::value::Kind;

/// An integer that is a BigInt in JavaScript: of `i64`, `u64`, `isize`, `usize`, `i128` or `u128`.
///
/// Plain `i64` and `u64` are numbers, of up to 53 bits.
///
/// ```no_run
/// use napi_derive::{BigInt, napi};
///
/// #[napi]
/// fn doubled(number: BigInt<u64>) -> BigInt<u128> {
///     BigInt(u128::from(number.0) * 2)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BigInt<T>(pub T);

/// The magnitude and sign of a BigInt of at most 128 bits.
fn read(value: Value<'_>) -> Result<Option<(bool, u128)>> {
    if value.kind() != Kind::BigInt {
        return Err(value.unexpected("a bigint"));
    }
    let Words { negative, count, words: [low, high] } = primitives::bigint_words(value)?;
    Ok((count <= 2).then(|| (negative, u128::from(high) << 64 | u128::from(low))))
}

fn write(env: Env<'_>, negative: bool, magnitude: u128) -> Result<Value<'_>> {
    let words = [magnitude as u64, (magnitude >> 64) as u64];
    primitives::bigint_from_words(env, negative, words)
}

fn signed(negative: bool, magnitude: u128) -> Option<i128> {
    if negative { 0i128.checked_sub_unsigned(magnitude) } else { i128::try_from(magnitude).ok() }
}

#[cold]
fn out_of_range(type_name: &str, limits: (String, String)) -> Error {
    let (least, most) = limits;
    Error::range_error(format!(
        "expected a bigint from {least} to {most}, found one that {type_name} does not have"
    ))
    .with_code("ERR_OUT_OF_RANGE")
}

macro_rules! bigints {
    ($($integer:ident)*) => {
        $(
            impl<'env> FromJs<'env> for BigInt<$integer> {
                const TYPE: &'static Type = Type::BIGINT;

                fn from_js(value: Value<'env>) -> Result<Self> {
                    let integer = match read(value)? {
                        // Of the unsigned types only u128 goes beyond i128.
                        Some((false, magnitude)) => $integer::try_from(magnitude).ok(),
                        Some((true, magnitude)) => signed(true, magnitude)
                            .and_then(|integer| $integer::try_from(integer).ok()),
                        None => None,
                    };
                    integer.map(BigInt).ok_or_else(|| {
                        let limits = ($integer::MIN.to_string(), $integer::MAX.to_string());
                        out_of_range(stringify!($integer), limits)
                    })
                }
            }

            impl<'env> IntoJs<'env> for BigInt<$integer> {
                const TYPE: &'static Type = Type::BIGINT;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    #[allow(unused_comparisons)]
                    let negative = self.0 < 0;
                    #[allow(clippy::unnecessary_cast)]
                    let magnitude = if negative {
                        (self.0 as i128).unsigned_abs()
                    } else {
                        self.0 as u128
                    };
                    write(env, negative, magnitude)
                }
            }
        )*
    };
}
bigints!(i64 u64 isize usize i128 u128);

macro_rules! always_bigints {
    ($($integer:ident)*) => {
        $(
            /// A BigInt: numbers hold no more than 53 bits.
            impl<'env> FromJs<'env> for $integer {
                const TYPE: &'static Type = Type::BIGINT;

                fn from_js(value: Value<'env>) -> Result<Self> {
                    BigInt::<$integer>::from_js(value).map(|integer| integer.0)
                }
            }

            impl<'env> IntoJs<'env> for $integer {
                const TYPE: &'static Type = Type::BIGINT;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    BigInt(self).into_js(env)
                }
            }
        )*
    };
}
always_bigints!(i128 u128);

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn the_most_negative_has_a_sign_and_a_magnitude() {
        assert_eq!(signed(true, 1 << 127), Some(i128::MIN));
        assert_eq!(signed(true, (1 << 127) + 1), None);
        assert_eq!(signed(false, 1 << 127), None);
        assert_eq!(signed(true, 5), Some(-5));
    }
}
