//! Conversions between JavaScript and Rust.
//!
//! Invariant: a conversion never invents a value: what does not fit is a TypeError or RangeError
//! that says what was expected and what was found.
//!
//! Neighbours: one file for each kind of type; `handle.rs`, `views.rs` and `builtin/` implement
//! the traits for handles.

mod arguments;
mod bigint;
mod collections;
#[cfg(feature = "chrono")]
mod dates;
mod either;
#[cfg(feature = "indexmap")]
mod index_maps;
#[cfg(feature = "serde_json")]
mod json;
mod maps;
mod nothing;
mod numbers;
pub(crate) mod objects;
mod owned;
mod pointers;
mod text;

pub use arguments::IntoArguments;
pub use bigint::BigInt;
pub use either::{Either, Either3, Either4, Either5, Either6, Either7, Either8};
#[cfg(feature = "serde_json")]
pub use json::Json;
pub use nothing::{Maybe, Null, Undefined};
pub use numbers::Cut;
pub use owned::{Buffer, External, TypedVec};
pub use text::Text;

use crate::error::{Error, Result};
use crate::raw::calls::Returned;
use crate::raw::frame::{Env, Value};
use crate::raw::primitives;

/// A type that JavaScript values convert into.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert from JavaScript",
    label = "no `FromJs` for this type",
    note = "numbers, `bool`, `String`, `Option`, `Vec`, tuples and handles such as `Object` do, and \
            instances of classes as `Instance<T>`; implement `FromJs` for your own types"
)]
pub trait FromJs<'env>: Sized {
    /// Converts the value.
    fn from_js(value: Value<'env>) -> Result<Self>;
}

/// A type that converts into JavaScript values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert into JavaScript",
    label = "no `IntoJs` for this type",
    note = "numbers, `bool`, `String`, `&str`, `Option`, `Vec`, tuples, `()`, handles such as \
            `Object`, and `Result` of these do; implement `IntoJs` for your own types"
)]
pub trait IntoJs<'env>: Sized {
    /// Converts it.
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>>;

    /// Converts the result of a native function, for which `undefined` needs no handle.
    #[doc(hidden)]
    #[inline]
    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        self.into_js(env).map(Returned::from)
    }
}

impl<'env> FromJs<'env> for Value<'env> {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Ok(value)
    }
}

impl<'env> IntoJs<'env> for Value<'env> {
    #[inline]
    fn into_js(self, _: Env<'env>) -> Result<Value<'env>> {
        Ok(self)
    }
}

/// Any value converts into `()`: a result nobody wants.
impl<'env> FromJs<'env> for () {
    #[inline]
    fn from_js(_: Value<'env>) -> Result<Self> {
        Ok(())
    }
}

impl<'env> IntoJs<'env> for () {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.undefined()
    }

    #[inline]
    fn into_return(self, _: Env<'env>) -> Result<Returned<'env>> {
        Ok(Returned::UNDEFINED)
    }
}

impl<'env> FromJs<'env> for bool {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        primitives::get_bool(value).map_err(|_| value.unexpected("a boolean"))
    }
}

impl<'env> IntoJs<'env> for bool {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.boolean(self)
    }
}

/// `undefined`, `null` and a missing argument are `None`.
impl<'env, T: FromJs<'env>> FromJs<'env> for Option<T> {
    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.is_nullish() { Ok(None) } else { T::from_js(value).map(Some) }
    }
}

/// `None` is `undefined`.
impl<'env, T: IntoJs<'env>> IntoJs<'env> for Option<T> {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            Some(value) => value.into_js(env),
            None => env.undefined(),
        }
    }

    #[inline]
    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        match self {
            Some(value) => value.into_return(env),
            None => Ok(Returned::UNDEFINED),
        }
    }
}

/// `Err` is thrown.
impl<'env, T: IntoJs<'env>, E: Into<Error>> IntoJs<'env> for Result<T, E> {
    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        self.map_err(Into::into)?.into_js(env)
    }

    #[inline]
    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        self.map_err(Into::into)?.into_return(env)
    }
}
