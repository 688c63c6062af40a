//! `Callback<Args, Ret>`: a JavaScript function with types, as an argument, kept, or made of a
//! closure.
//!
//! Neighbours: `function.rs` (the untyped handle), `threadsafe_function.rs` (for other threads).

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use crate::convert::{FromJs, IntoArguments, IntoJs};
use crate::error::Result;
use crate::function::Function;
use crate::native::TypedFunction;
use crate::raw::frame::{Env, Value};
use crate::reference::{FunctionRef, Ref};
use crate::types::Type;

/// A function of JavaScript that is called with a tuple `Args` and gives a `Ret`.
///
/// ```no_run
/// use napi_derive::{Callback, Result, napi};
///
/// #[napi]
/// fn apply(numbers: Vec<f64>, f: Callback<'_, (f64,), f64>) -> Result<Vec<f64>> {
///     numbers.into_iter().map(|number| f.call((number,))).collect()
/// }
/// ```
pub struct Callback<'env, Args, Ret = ()> {
    function: Function<'env>,
    types: PhantomData<fn(Args) -> Ret>,
}

impl<'env, Args, Ret> Callback<'env, Args, Ret>
where
    Args: IntoArguments<'env>,
    Ret: FromJs<'env>,
{
    /// Calls it, with `this` undefined.
    #[inline]
    pub fn call(self, arguments: Args) -> Result<Ret> {
        self.function.call(arguments)
    }
}

impl<'env, Args, Ret> Callback<'env, Args, Ret> {
    /// Keeps it beyond this call.
    pub fn keep(self) -> Result<CallbackRef<Args, Ret>> {
        Ok(CallbackRef { function: Ref::new(self.function)?, types: PhantomData })
    }
}

impl<Args, Ret> Clone for Callback<'_, Args, Ret> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Args, Ret> Copy for Callback<'_, Args, Ret> {}

impl<'env, Args, Ret> Deref for Callback<'env, Args, Ret> {
    type Target = Function<'env>;

    fn deref(&self) -> &Function<'env> {
        &self.function
    }
}

impl<Args, Ret> fmt::Debug for Callback<'_, Args, Ret> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Callback")
    }
}

impl<'env, Args, Ret> FromJs<'env> for Callback<'env, Args, Ret>
where
    Args: IntoArguments<'env>,
    Ret: FromJs<'env>,
{
    const TYPE: &'static Type = &Type::Function(Args::TYPES, Ret::TYPE);

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Ok(Callback { function: value.to()?, types: PhantomData })
    }
}

impl<'env, Args, Ret> IntoJs<'env> for Callback<'env, Args, Ret>
where
    Args: IntoArguments<'env>,
    Ret: FromJs<'env>,
{
    const TYPE: &'static Type = &Type::Function(Args::TYPES, Ret::TYPE);

    #[inline]
    fn into_js(self, _: Env<'env>) -> Result<Value<'env>> {
        Ok(self.function.into())
    }
}

/// A [`Callback`] that is kept: an argument of an `async fn`, a field. As every [`Ref`], it may be
/// dropped on any thread, and is called where there is its `Env`.
pub struct CallbackRef<Args, Ret = ()> {
    function: FunctionRef,
    types: PhantomData<fn(Args) -> Ret>,
}

impl<Args, Ret> CallbackRef<Args, Ret> {
    /// The function, for the length of this call.
    pub fn get<'env>(&self, env: Env<'env>) -> Result<Callback<'env, Args, Ret>> {
        Ok(Callback { function: self.function.get(env)?, types: PhantomData })
    }

    /// Calls it, with `this` undefined.
    pub fn call<'env>(&self, env: Env<'env>, arguments: Args) -> Result<Ret>
    where
        Args: IntoArguments<'env>,
        Ret: FromJs<'env>,
    {
        self.get(env)?.call(arguments)
    }
}

impl<Args, Ret> fmt::Debug for CallbackRef<Args, Ret> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallbackRef")
    }
}

impl<'env, Args, Ret> FromJs<'env> for CallbackRef<Args, Ret>
where
    Args: IntoArguments<'env>,
    Ret: FromJs<'env>,
{
    const TYPE: &'static Type = &Type::Function(Args::TYPES, Ret::TYPE);

    fn from_js(value: Value<'env>) -> Result<Self> {
        Ok(CallbackRef { function: Ref::new(value.to::<Function<'env>>()?)?, types: PhantomData })
    }
}

impl<'env> Env<'env> {
    /// A function of converted arguments with state, which is dropped when the function is
    /// collected.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// # fn f(env: Env<'_>) -> Result<Function<'_>> {
    /// let factor = 3.0;
    /// env.typed_closure("times", move |number: f64| number * factor)
    /// # }
    /// ```
    pub fn typed_closure<F, Args>(self, name: &str, closure: F) -> Result<Function<'env>>
    where
        F: TypedFunction<Args> + 'static,
        Args: 'static,
    {
        self.closure(name, move |cx| closure.call_typed(cx)?.into_value(cx.env()))
    }
}
