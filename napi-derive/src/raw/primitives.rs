//! Primitive values: made, read and told apart.
//!
//! None of these calls runs JavaScript, so they are allowed while bytes are borrowed; the
//! coercions do, and ask first.
//!
//! Neighbours: `value.rs` and `convert/` give these their public shape.

use napi_sys as sys;

use super::frame::{Env, Value};
use super::strings;
use crate::error::Result;
use crate::status::Status;

impl<'env> Env<'env> {
    /// `undefined`.
    #[inline]
    pub fn undefined(self) -> Result<Value<'env>> {
        // SAFETY: the env is live on its thread; `out` is a place for one handle.
        self.make(|env, out| unsafe { sys::napi_get_undefined(env, out) })
    }

    /// `null`.
    #[inline]
    pub fn null(self) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_get_null(env, out) })
    }

    /// `true` or `false`.
    #[inline]
    pub fn boolean(self, value: bool) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_get_boolean(env, value, out) })
    }

    /// A number.
    #[inline]
    pub fn number(self, value: f64) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_double(env, value, out) })
    }

    /// A number from an integer: hosts store small integers more cheaply than doubles.
    #[inline]
    pub(crate) fn int32(self, value: i32) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_int32(env, value, out) })
    }

    /// A number from an unsigned integer.
    #[inline]
    pub(crate) fn uint32(self, value: u32) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_uint32(env, value, out) })
    }

    /// A BigInt.
    pub fn bigint_i64(self, value: i64) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_bigint_int64(env, value, out) })
    }

    /// A BigInt.
    pub fn bigint_u64(self, value: u64) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_bigint_uint64(env, value, out) })
    }

    /// A `Date` of this many milliseconds since 1970.
    pub fn date(self, milliseconds: f64) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_create_date(env, milliseconds, out) })
    }

    pub(crate) fn global_value(self) -> Result<Value<'env>> {
        // SAFETY: as in `undefined`.
        self.make(|env, out| unsafe { sys::napi_get_global(env, out) })
    }
}

/// A BigInt's sign and lowest words.
pub(crate) struct Words {
    pub(crate) negative: bool,
    /// How many words the whole of it has, or at least three.
    pub(crate) count: usize,
    pub(crate) words: [u64; 2],
}

pub(crate) fn bigint_words(value: Value<'_>) -> Result<Words> {
    // Room for one more than is wanted: not every host counts the words that find no room.
    let (mut sign, mut count, mut words) = (0, 3, [0; 3]);
    let env = value.env();
    // SAFETY: env and handle belong together and are live; there is room for `count` words, and
    // the other out-pointers are locals.
    env.check(unsafe {
        sys::napi_get_value_bigint_words(
            env.raw(),
            value.raw(),
            &mut sign,
            &mut count,
            words.as_mut_ptr(),
        )
    })?;
    Ok(Words { negative: sign != 0, count, words: [words[0], words[1]] })
}

pub(crate) fn bigint_from_words(
    env: Env<'_>,
    negative: bool,
    words: [u64; 2],
) -> Result<Value<'_>> {
    let sign = negative.into();
    // SAFETY: pointer and length describe `words`, which the host copies.
    env.make(|env, out| unsafe {
        sys::napi_create_bigint_words(env, sign, words.len(), words.as_ptr(), out)
    })
}

/// Reads a number, or says that the value is none.
#[inline]
pub(crate) fn get_f64(value: Value<'_>) -> std::result::Result<f64, Status> {
    let mut number = 0.0;
    // SAFETY: env and handle belong together and are live; `number` is a local.
    let status = unsafe { sys::napi_get_value_double(value.env().raw(), value.raw(), &mut number) };
    if status == sys::Status::napi_ok { Ok(number) } else { Err(Status::from_raw(status)) }
}

/// Reads a boolean, or says that the value is none.
#[inline]
pub(crate) fn get_bool(value: Value<'_>) -> std::result::Result<bool, Status> {
    let mut truth = false;
    // SAFETY: as in `get_f64`.
    let status = unsafe { sys::napi_get_value_bool(value.env().raw(), value.raw(), &mut truth) };
    if status == sys::Status::napi_ok { Ok(truth) } else { Err(Status::from_raw(status)) }
}

/// A number as JavaScript writes it, for messages.
#[cold]
pub(crate) fn spelled(number: Value<'_>) -> String {
    // SAFETY: env and handle belong together and are live. Of a number, this runs no JavaScript.
    let text = number
        .env()
        .make(|env, out| unsafe { sys::napi_coerce_to_string(env, number.raw(), out) })
        .and_then(strings::to_text);
    text.unwrap_or_else(|_| "another number".to_owned())
}

/// The number of the value's type in the manual's `napi_valuetype`.
#[inline]
pub(crate) fn type_of(value: Value<'_>) -> i32 {
    let mut kind = -1;
    // SAFETY: as in `get_f64`. A failure leaves -1, which is no type.
    unsafe { sys::napi_typeof(value.env().raw(), value.raw(), &mut kind) };
    kind
}

/// The `is_*` questions about an object's class.
#[derive(Clone, Copy)]
pub(crate) enum Class {
    Array,
    Error,
    Date,
    Promise,
    Buffer,
    ArrayBuffer,
    TypedArray,
    DataView,
}

impl<'env> Value<'env> {
    pub(crate) fn is_a(self, class: Class) -> Result<bool> {
        let ask = match class {
            Class::Array => sys::napi_is_array,
            Class::Error => sys::napi_is_error,
            Class::Date => sys::napi_is_date,
            Class::Promise => sys::napi_is_promise,
            Class::Buffer => sys::napi_is_buffer,
            Class::ArrayBuffer => sys::napi_is_arraybuffer,
            Class::TypedArray => sys::napi_is_typedarray,
            Class::DataView => sys::napi_is_dataview,
        };
        // SAFETY: env and handle belong together and are live; all eight have this signature.
        self.env().read(|env, out| unsafe { ask(env, self.raw(), out) })
    }

    /// JavaScript's `===`.
    pub fn strict_equals(self, other: impl Into<Value<'env>>) -> Result<bool> {
        let other = other.into();
        // SAFETY: env and handles belong together and are live.
        self.env()
            .read(|env, out| unsafe { sys::napi_strict_equals(env, self.raw(), other.raw(), out) })
    }

    /// The low 32 bits of a number as `x | 0` gives them: wraps, NaN and infinities are 0.
    pub fn wrapping_i32(self) -> Result<i32> {
        // SAFETY: env and handle belong together and are live.
        self.env().read(|env, out| unsafe { sys::napi_get_value_int32(env, self.raw(), out) })
    }

    /// The low 32 bits of a number as `x >>> 0` gives them.
    pub fn wrapping_u32(self) -> Result<u32> {
        self.wrapping_i32().map(|bits| bits as u32)
    }

    /// A number cut to 64 bits: saturates, NaN and infinities are 0.
    pub fn saturating_i64(self) -> Result<i64> {
        // SAFETY: env and handle belong together and are live.
        self.env().read(|env, out| unsafe { sys::napi_get_value_int64(env, self.raw(), out) })
    }

    /// The milliseconds of a `Date`.
    pub fn date_value(self) -> Result<f64> {
        // SAFETY: env and handle belong together and are live.
        self.env().read(|env, out| unsafe { sys::napi_get_date_value(env, self.raw(), out) })
    }

    /// A BigInt's low 64 bits, and whether that is all of it.
    pub fn bigint_i64(self) -> Result<(i64, bool)> {
        let mut lossless = false;
        // SAFETY: env and handle belong together and are live; the out-pointers are locals.
        let bits = self.env().read(|env, out| unsafe {
            sys::napi_get_value_bigint_int64(env, self.raw(), out, &mut lossless)
        })?;
        Ok((bits, lossless))
    }

    /// A BigInt's low 64 bits, and whether that is all of it.
    pub fn bigint_u64(self) -> Result<(u64, bool)> {
        let mut lossless = false;
        // SAFETY: as in `bigint_i64`.
        let bits = self.env().read(|env, out| unsafe {
            sys::napi_get_value_bigint_uint64(env, self.raw(), out, &mut lossless)
        })?;
        Ok((bits, lossless))
    }

    /// What `Boolean(value)` gives.
    pub fn coerce_bool(self) -> Result<bool> {
        // SAFETY: env and handle belong together and are live.
        let truth = self
            .env()
            .make(|env, out| unsafe { sys::napi_coerce_to_bool(env, self.raw(), out) })?;
        truth.to()
    }

    /// What `Number(value)` gives.
    pub fn coerce_number(self) -> Result<f64> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        let number = self
            .env()
            .make(|env, out| unsafe { sys::napi_coerce_to_number(env, self.raw(), out) })?;
        number.to()
    }

    pub(crate) fn coerced_to_string(self) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        self.env().make(|env, out| unsafe { sys::napi_coerce_to_string(env, self.raw(), out) })
    }

    pub(crate) fn coerced_to_object(self) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        self.env().make(|env, out| unsafe { sys::napi_coerce_to_object(env, self.raw(), out) })
    }
}
