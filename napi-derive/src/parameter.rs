//! The parameters that a `#[napi]` function may have.
//!
//! Neighbours: the attribute in `macros/` expands to calls of [`take`]; `convert/` has the
//! conversions of single arguments.

use std::ops::{Deref, DerefMut};

use crate::convert::{Cut, FromJs, Text};
use crate::error::{Error, Result};
use crate::raw::async_env::AsyncEnv;
use crate::raw::bytes::{Borrowed, BorrowedMut};
use crate::raw::calls::CallContext;
use crate::raw::frame::{Env, Value};
use crate::raw::memory::RawElement;
use crate::types::Takes;
use crate::value::Kind;

/// A parameter: it takes the argument at `index`, several, or none.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert from JavaScript",
    label = "not a parameter of a `#[napi]` function",
    note = "numbers, `bool`, `String`, `&str`, slices of numbers, `Option`, `Vec`, tuples, handles \
            such as `Object`, `Env`, `CallContext`, `This` and `Rest` are",
    note = "a struct of your own: `#[napi(object)]` makes it a plain object; `#[napi]` makes it a \
            class, which is taken as `&T` or `Instance<T>`; or implement `FromJs`",
    note = "of chrono, serde_json and indexmap, the cargo features of these names convert the types"
)]
pub trait Parameter<'env>: Sized {
    const TAKES: Takes;

    fn take(cx: CallContext<'env>, index: &mut usize, function: &str, name: &str) -> Result<Self>;
}

/// Takes a parameter from the call.
#[doc(hidden)]
#[inline]
pub fn take<'env, P: Parameter<'env>>(
    cx: CallContext<'env>,
    index: &mut usize,
    function: &str,
    name: &str,
) -> Result<P> {
    P::take(cx, index, function, name)
}

impl<'env, T: FromJs<'env>> Parameter<'env> for T {
    const TAKES: Takes = Takes::Argument(T::TYPE);

    #[inline]
    fn take(cx: CallContext<'env>, index: &mut usize, function: &str, name: &str) -> Result<T> {
        let argument = cx.value(*index)?;
        *index += 1;
        T::from_js(argument).map_err(|error| in_argument(error, function, name))
    }
}

#[cold]
fn in_argument(error: Error, function: &str, name: &str) -> Error {
    error.prefixed(format_args!("{function}: argument `{name}`: "))
}

/// Takes a parameter whose argument may be missing or `undefined`.
#[doc(hidden)]
#[inline]
pub fn take_or<'env, T: FromJs<'env>>(
    cx: CallContext<'env>,
    index: &mut usize,
    function: &str,
    name: &str,
    default: impl FnOnce() -> T,
) -> Result<T> {
    let argument = cx.value(*index)?;
    if argument.kind() == Kind::Undefined {
        *index += 1;
        return Ok(default());
    }
    T::take(cx, index, function, name)
}

/// Takes an integer from any number: modulo the type's range, as JavaScript's bit operators do.
#[doc(hidden)]
#[inline]
pub fn take_wrapping<'env, T: Cut>(
    cx: CallContext<'env>,
    index: &mut usize,
    function: &str,
    name: &str,
) -> Result<T> {
    f64::take(cx, index, function, name).map(T::wrapping)
}

/// Takes an integer from any number: the nearest that the type has, as Rust's `as` does.
#[doc(hidden)]
#[inline]
pub fn take_saturating<'env, T: Cut>(
    cx: CallContext<'env>,
    index: &mut usize,
    function: &str,
    name: &str,
) -> Result<T> {
    f64::take(cx, index, function, name).map(T::saturating)
}

impl<'env> Parameter<'env> for Env<'env> {
    const TAKES: Takes = Takes::Nothing;

    #[inline]
    fn take(cx: CallContext<'env>, _: &mut usize, _: &str, _: &str) -> Result<Env<'env>> {
        Ok(cx.env())
    }
}

impl<'env> Parameter<'env> for CallContext<'env> {
    const TAKES: Takes = Takes::Nothing;

    #[inline]
    fn take(cx: CallContext<'env>, _: &mut usize, _: &str, _: &str) -> Result<CallContext<'env>> {
        Ok(cx)
    }
}

impl<'env> Parameter<'env> for AsyncEnv {
    const TAKES: Takes = Takes::Nothing;

    #[inline]
    fn take(cx: CallContext<'env>, _: &mut usize, _: &str, _: &str) -> Result<AsyncEnv> {
        AsyncEnv::new(cx.env())
    }
}

/// The call's `this`, as a parameter of a `#[napi]` function.
#[derive(Clone, Copy, Debug)]
pub struct This<'env>(pub Value<'env>);

impl<'env> Parameter<'env> for This<'env> {
    const TAKES: Takes = Takes::This;

    #[inline]
    fn take(cx: CallContext<'env>, _: &mut usize, _: &str, _: &str) -> Result<This<'env>> {
        cx.this().map(This)
    }
}

/// All further arguments, as the last parameter of a `#[napi]` function.
///
/// ```no_run
/// use napi_derive::{Rest, napi};
///
/// #[napi]
/// fn sum(first: f64, rest: Rest<f64>) -> f64 {
///     first + rest.iter().sum::<f64>()
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Rest<T>(pub Vec<T>);

impl<T> Deref for Rest<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<'env, T: FromJs<'env>> Parameter<'env> for Rest<T> {
    const TAKES: Takes = Takes::Rest(T::TYPE);

    fn take(
        cx: CallContext<'env>,
        index: &mut usize,
        function: &str,
        name: &str,
    ) -> Result<Rest<T>> {
        let mut rest = Vec::new();
        for argument in cx.values_from(*index)? {
            let number = rest.len() + 1;
            rest.push(T::from_js(argument).map_err(|error| {
                error.prefixed(format_args!("{function}: number {number} of `{name}`: "))
            })?);
        }
        *index = usize::MAX;
        Ok(Rest(rest))
    }
}

/// A type that a parameter can be a reference to, and what the reference borrows from.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a parameter cannot be a reference to `{Self}`",
    label = "not a class, `str`, or slice of numbers",
    note = "take it by value; or, to make it a class, put `#[napi]` on the struct"
)]
pub trait Referent {
    type Held<'env>: FromJs<'env> + Deref<Target = Self>;
}

/// The same for references that can be written through.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a parameter cannot be a mutable reference to `{Self}`",
    label = "not a class with `&mut self` methods, nor a slice of numbers",
    note = "take it by value; of a class, `#[napi(mutable)]` on the struct allows it"
)]
pub trait ReferentMut {
    type Held<'env>: FromJs<'env> + DerefMut<Target = Self>;
}

impl Referent for str {
    type Held<'env> = Text;
}

impl<T: RawElement> Referent for [T] {
    type Held<'env> = Borrowed<'env, T>;
}

impl<T: RawElement> ReferentMut for [T] {
    type Held<'env> = BorrowedMut<'env, T>;
}
