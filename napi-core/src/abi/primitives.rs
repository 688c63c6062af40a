//! Manual: "Working with JavaScript values", primitives and numbers.

use super::arguments::required;
use super::entry;
use super::types::{Out, napi_env, napi_value};
use crate::engine::{BigIntWords, Handle, Kind, Objects, Primitives};
use crate::status::Status;
use std::ffi::c_int;

/// `undefined`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_undefined(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().undefined());
        Ok(())
    })
}

/// `null`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_null(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().null());
        Ok(())
    })
}

/// The global object.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_global(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().global());
        Ok(())
    })
}

/// `true` or `false`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_boolean(env: napi_env, value: bool, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().boolean(value));
        Ok(())
    })
}

/// A number from a double.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_double(env: napi_env, value: f64, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().number(value));
        Ok(())
    })
}

/// A number from a 32-bit integer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_int32(env: napi_env, value: i32, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        result.check()?.write(env.engine().int32(value));
        Ok(())
    })
}

/// A number from an unsigned 32-bit integer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_uint32(env: napi_env, value: u32, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(match i32::try_from(value) {
            Ok(small) => env.engine().int32(small),
            Err(_) => env.engine().number(f64::from(value)),
        });
        Ok(())
    })
}

/// A number from a 64-bit integer; beyond 2^53 it is rounded.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_int64(env: napi_env, value: i64, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(match i32::try_from(value) {
            Ok(small) => env.engine().int32(small),
            Err(_) => env.engine().number(value as f64),
        });
        Ok(())
    })
}

/// The number in a Number.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_double(
    env: napi_env,
    value: napi_value,
    result: Out<f64>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        result.write(env.engine().number_value(value).ok_or(Status::NumberExpected)?);
        Ok(())
    })
}

/// The number modulo 2^32 as a signed integer; 0 for what is not finite.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_int32(
    env: napi_env,
    value: napi_value,
    result: Out<i32>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let number = env.engine().number_value(value).ok_or(Status::NumberExpected)?;
        result.write(modulo_32(number) as i32);
        Ok(())
    })
}

/// The number modulo 2^32; 0 for what is not finite.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_uint32(
    env: napi_env,
    value: napi_value,
    result: Out<u32>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let number = env.engine().number_value(value).ok_or(Status::NumberExpected)?;
        result.write(modulo_32(number));
        Ok(())
    })
}

/// The number truncated to 64 bits, saturating; 0 for what is not finite.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_int64(
    env: napi_env,
    value: napi_value,
    result: Out<i64>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let number = env.engine().number_value(value).ok_or(Status::NumberExpected)?;
        result.write(if number.is_finite() { number as i64 } else { 0 });
        Ok(())
    })
}

/// ECMAScript's ToUint32 of a number.
#[inline(always)]
fn modulo_32(number: f64) -> u32 {
    // The cast saturates, so it is exact for everything that fits 64 bits.
    if number.abs() < 9.2e18 {
        return (number as i64) as u32;
    }
    modulo_32_of_large(number)
}

#[cold]
fn modulo_32_of_large(number: f64) -> u32 {
    if !number.is_finite() {
        return 0;
    }
    let rest = number.trunc() % 4_294_967_296.0;
    (rest as i64) as u32
}

/// The boolean in a Boolean.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_bool(
    env: napi_env,
    value: napi_value,
    result: Out<bool>,
) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        result.write(env.engine().boolean_value(value).ok_or(Status::BooleanExpected)?);
        Ok(())
    })
}

/// A BigInt from a signed 64-bit integer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_bigint_int64(
    env: napi_env,
    value: i64,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(env.engine().bigint_i64(value).map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}

/// A BigInt from an unsigned 64-bit integer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_bigint_uint64(
    env: napi_env,
    value: u64,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(env.engine().bigint_u64(value).map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}

/// The largest BigInt V8 makes, in 64-bit words (2^30 bits).
const MAX_BIGINT_WORDS: usize = 1 << 24;

/// A BigInt from a sign and 64-bit words, least significant first.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_bigint_words(
    env: napi_env,
    sign_bit: c_int,
    word_count: usize,
    words: *const u64,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        if words.is_null() {
            return Err(Status::InvalidArg);
        }
        let result = result.check()?;
        if word_count > i32::MAX as usize {
            return Err(Status::InvalidArg);
        }
        if word_count > MAX_BIGINT_WORDS {
            super::errors::throw_engine_range_error(env, "Maximum BigInt size exceeded")?;
            return Err(Status::PendingException);
        }
        let words = super::arguments::slice(words, word_count)?.to_vec();
        let value = BigIntWords { negative: sign_bit != 0, words };
        result.write(env.engine().bigint_words(&value)?);
        Ok(())
    })
}

/// The low 64 bits of a BigInt as a signed integer.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_bigint_int64(
    env: napi_env,
    value: napi_value,
    result: Out<i64>,
    lossless: Out<bool>,
) -> Status {
    entry::values(env, |env| {
        let (value, result, lossless) = (required(value)?, result.check()?, lossless.check()?);
        let words = env.engine().bigint_value(value).ok_or(Status::BigIntExpected)?;
        let low = words.words.first().copied().unwrap_or(0);
        let wrapped = if words.negative { low.wrapping_neg() } else { low } as i64;
        let fits =
            words.words.len() <= 1 && (wrapped == 0 && low == 0 || (wrapped < 0) == words.negative);
        result.write(wrapped);
        lossless.write(fits);
        Ok(())
    })
}

/// The low 64 bits of a BigInt.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_bigint_uint64(
    env: napi_env,
    value: napi_value,
    result: Out<u64>,
    lossless: Out<bool>,
) -> Status {
    entry::values(env, |env| {
        let (value, result, lossless) = (required(value)?, result.check()?, lossless.check()?);
        let words = env.engine().bigint_value(value).ok_or(Status::BigIntExpected)?;
        let low = words.words.first().copied().unwrap_or(0);
        result.write(if words.negative { low.wrapping_neg() } else { low });
        lossless.write(words.words.len() <= 1 && !words.negative);
        Ok(())
    })
}

/// All words of a BigInt, as many as fit; asks for their number when `sign_bit` and `words` are
/// both NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_value_bigint_words(
    env: napi_env,
    value: napi_value,
    sign_bit: Out<c_int>,
    word_count: *mut usize,
    words: *mut u64,
) -> Status {
    entry::values(env, |env| {
        let value = required(value)?;
        let room = *super::arguments::required_pointer(word_count)?;
        let big = env.engine().bigint_value(value).ok_or(Status::BigIntExpected)?;
        if sign_bit.is_wanted() || !words.is_null() {
            let sign_bit = sign_bit.check()?;
            if words.is_null() {
                return Err(Status::InvalidArg);
            }
            sign_bit.write(c_int::from(big.negative));
            let fitting = big.words.len().min(room);
            // SAFETY: Node-API's contract: `words` has room for `*word_count` words.
            unsafe { words.copy_from_nonoverlapping(big.words.as_ptr(), fitting) };
        }
        // SAFETY: not NULL, checked above; an in-out parameter.
        unsafe { word_count.write(big.words.len()) };
        Ok(())
    })
}

/// A new symbol; `description` is a string or NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_symbol(
    env: napi_env,
    description: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        if let Some(description) = description
            && env.engine().kind(description) != Kind::String
        {
            return Err(Status::StringExpected);
        }
        result.write(env.engine().symbol(description).map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}

/// A Date.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_date(env: napi_env, time: f64, result: Out<Handle>) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        result.write(env.engine().date(time).map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}

/// Whether the value is a Date.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_date(env: napi_env, value: napi_value, result: Out<bool>) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.date_value(value).is_some())
}

/// The time of a Date, in ms since the epoch.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_date_value(
    env: napi_env,
    value: napi_value,
    result: Out<f64>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        result.write(env.engine().date_value(value).ok_or(Status::DateExpected)?);
        Ok(())
    })
}

/// The type of a value.
#[unsafe(no_mangle)]
pub extern "C" fn napi_typeof(env: napi_env, value: napi_value, result: Out<Kind>) -> Status {
    entry::values(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        result.write(env.engine().kind(value));
        Ok(())
    })
}

/// `Boolean(value)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_coerce_to_bool(
    env: napi_env,
    value: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        result.write(env.engine().boolean(env.engine().to_boolean(value)));
        Ok(())
    })
}

/// `Number(value)`. As on Node, what is a number already keeps its handle, here and in the two
/// functions below: addons use the result after the scope it would have been made in.
#[unsafe(no_mangle)]
pub extern "C" fn napi_coerce_to_number(
    env: napi_env,
    value: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let same = matches!(env.engine().kind(value), Kind::Number);
        let coerced = if same { Ok(value) } else { env.engine().to_number(value) };
        result.write(coerced.map_err(|_| Status::NumberExpected)?);
        Ok(())
    })
}

/// `Object(value)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_coerce_to_object(
    env: napi_env,
    value: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let same =
            matches!(env.engine().kind(value), Kind::Object | Kind::Function | Kind::External);
        let coerced = if same { Ok(value) } else { env.engine().to_object(value) };
        result.write(coerced.map_err(|_| Status::ObjectExpected)?);
        Ok(())
    })
}

/// `String(value)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_coerce_to_string(
    env: napi_env,
    value: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        let same = matches!(env.engine().kind(value), Kind::String);
        let coerced = if same { Ok(value) } else { env.engine().to_string(value) };
        result.write(coerced.map_err(|_| Status::StringExpected)?);
        Ok(())
    })
}

/// `a === b`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_strict_equals(
    env: napi_env,
    lhs: napi_value,
    rhs: napi_value,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let (lhs, rhs, result) = (required(lhs)?, required(rhs)?, result.check()?);
        result.write(env.engine().strict_equals(lhs, rhs));
        Ok(())
    })
}

/// `value instanceof constructor`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_instanceof(
    env: napi_env,
    object: napi_value,
    constructor: napi_value,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let (object, result) = (required(object)?, result.check()?);
        result.write(false);
        let constructor = super::arguments::to_object(env, constructor)?;
        if env.engine().kind(constructor) != Kind::Function {
            super::errors::throw_coded(
                env,
                crate::engine::ErrorClass::TypeError,
                b"ERR_NAPI_CONS_FUNCTION",
                b"Constructor must be a function",
            )?;
            return Err(Status::FunctionExpected);
        }
        let is = env.engine().instance_of(object, constructor);
        result.write(is.map_err(|_| Status::GenericFailure)?);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::modulo_32;

    #[test]
    fn numbers_wrap_modulo_two_to_the_32() {
        assert_eq!(modulo_32(4_294_967_296.0 + 5.0), 5);
        assert_eq!(modulo_32(-1.0), u32::MAX);
        assert_eq!(modulo_32(-1.5), u32::MAX);
        assert_eq!(modulo_32(1e300), 0);
        assert_eq!(modulo_32(2f64.powi(63) + 4096.0), 4096);
        assert_eq!(modulo_32(f64::NAN), 0);
        assert_eq!(modulo_32(f64::NEG_INFINITY), 0);
    }
}
