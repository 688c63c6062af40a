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
pub(crate) mod leaf;
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

use crate::convert::leaf::{Leaf, Made, Test};
use crate::error::{Result, Throw};
use crate::raw::calls::Returned;
use crate::raw::frame::{Env, Value};
use crate::raw::primitives;
use crate::types::Type;

/// A type that JavaScript values convert into.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert from JavaScript",
    label = "no `FromJs` for this type",
    note = "numbers, `bool`, `String`, `Option`, `Vec`, tuples and handles such as `Object` do",
    note = "a struct of your own: `#[napi(object)]` makes it a plain object; `#[napi]` makes it a \
            class, whose instances are taken as `Instance<T>`; or implement `FromJs`",
    note = "if it is `!`, the compiler does not know what is wanted: say it, as in \
            `callback.call::<()>(…)`",
    note = "of chrono, serde_json and indexmap, the cargo features of these names convert the types"
)]
pub trait FromJs<'env>: Sized {
    /// What it takes, for the TypeScript declarations of functions that have it as an argument.
    const TYPE: &'static Type = Type::UNKNOWN;

    /// Which values generated code may recognize as ones that convert.
    #[doc(hidden)]
    const LEAF: Leaf = Leaf::OTHER;

    /// Converts the value.
    fn from_js(value: Value<'env>) -> Result<Self>;

    /// The same for a number, or a boolean as 1 or 0, that passed the test of `LEAF`.
    #[doc(hidden)]
    #[inline]
    fn from_number(_number: f64) -> Option<Self> {
        None
    }

    /// The same for `null`, or else `undefined`.
    #[doc(hidden)]
    #[inline]
    fn from_nothing(_is_null: bool) -> Option<Self> {
        None
    }
}

/// A type that converts into JavaScript values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert into JavaScript",
    label = "no `IntoJs` for this type",
    note = "numbers, `bool`, `String`, `&str`, `Option`, `Vec`, tuples, `()`, handles such as \
            `Object`, and `Result` of these do",
    note = "a struct of your own: `#[napi(object)]` makes it a plain object, `#[napi]` a class; a \
            `Task` is returned as `AsyncTask<T>`, an iterator as `JsIterator<I>`; or implement \
            `IntoJs`",
    note = "of chrono, serde_json and indexmap, the cargo features of these names convert the types"
)]
pub trait IntoJs<'env>: Sized {
    /// What it becomes, for the TypeScript declarations of functions that return it.
    const TYPE: &'static Type = Type::UNKNOWN;

    /// Whether [`IntoJs::into_made`] gives numbers, always and without running anything else.
    #[doc(hidden)]
    const IS_NUMBER: bool = false;

    /// Converts it.
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>>;

    /// Converts it for generated code, for which a number needs no handle.
    #[doc(hidden)]
    #[inline]
    fn into_made(self, env: Env<'env>) -> Result<Made<'env>> {
        Ok(match self.into_return(env)?.value() {
            Some(value) => Made::Value(value),
            None => Made::Undefined,
        })
    }

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
    const TYPE: &'static Type = &Type::Ignored;

    #[inline]
    fn from_js(_: Value<'env>) -> Result<Self> {
        Ok(())
    }
}

impl<'env> IntoJs<'env> for () {
    const TYPE: &'static Type = Type::VOID;

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
    const TYPE: &'static Type = Type::BOOLEAN;

    const LEAF: Leaf = Leaf::of(Test::Boolean);

    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        Some(number != 0.0)
    }

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        primitives::get_bool(value).map_err(|_| value.unexpected("a boolean"))
    }
}

impl<'env> IntoJs<'env> for bool {
    const TYPE: &'static Type = Type::BOOLEAN;

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.boolean(self)
    }
}

/// `undefined`, `null` and a missing argument are `None`.
impl<'env, T: FromJs<'env>> FromJs<'env> for Option<T> {
    const TYPE: &'static Type = &Type::Optional(T::TYPE);

    const LEAF: Leaf = T::LEAF.or_nothing();

    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        T::from_number(number).map(Some)
    }

    #[inline]
    fn from_nothing(_: bool) -> Option<Self> {
        Some(None)
    }

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.is_nullish() { Ok(None) } else { T::from_js(value).map(Some) }
    }
}

/// `None` is `undefined`.
impl<'env, T: IntoJs<'env>> IntoJs<'env> for Option<T> {
    const TYPE: &'static Type = &Type::OrUndefined(T::TYPE);

    #[inline]
    fn into_made(self, env: Env<'env>) -> Result<Made<'env>> {
        self.map_or(Ok(Made::Undefined), |value| value.into_made(env))
    }

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
impl<'env, T: IntoJs<'env>, E: Throw> IntoJs<'env> for Result<T, E> {
    const TYPE: &'static Type = T::TYPE;

    #[inline]
    fn into_made(self, env: Env<'env>) -> Result<Made<'env>> {
        self.map_err(Throw::into_error)?.into_made(env)
    }

    #[inline]
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        self.map_err(Throw::into_error)?.into_js(env)
    }

    #[inline]
    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        self.map_err(Throw::into_error)?.into_return(env)
    }
}
