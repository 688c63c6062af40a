//! `Function`: calling JavaScript, and functions made from Rust ones.
//!
//! Neighbours: `native.rs` (which Rust functions qualify), `raw/calls.rs`, `raw/closures.rs`.

use crate::convert::{FromJs, IntoArguments};
use crate::error::Result;
use crate::handle::handle;
use crate::native::{CallNative, Export, TypedFunction};
use crate::object::Object;
use crate::raw::arguments::Arguments;
use crate::raw::calls::{self, CallContext};
use crate::raw::frame::{Env, Value};
use crate::raw::{closures, functions};
use crate::value::Kind;

handle! {
    /// A function or class.
    Function: Object, "a function", "Function", |value| Ok(value.kind() == Kind::Function)
}

impl<'env> Function<'env> {
    /// Calls the function with `this` undefined, and converts what it returns.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// # fn f(callback: Function<'_>) -> Result<()> {
    /// let sum: f64 = callback.call((1.0, 2.0))?;
    /// callback.call::<()>(("done", sum))?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn call<R: FromJs<'env>>(self, arguments: impl IntoArguments<'env>) -> Result<R> {
        self.call_with(self.env().undefined()?, arguments)
    }

    /// Calls the function with this `this`, and converts what it returns.
    #[inline]
    pub fn call_with<R: FromJs<'env>>(
        self,
        this: impl Into<Value<'env>>,
        arguments: impl IntoArguments<'env>,
    ) -> Result<R> {
        let mut list = Arguments::new(self.env());
        arguments.add_to(&mut list)?;
        R::from_js(functions::call(self.into(), this.into(), &list)?)
    }

    /// Calls it with `new`.
    pub fn new_instance(self, arguments: impl IntoArguments<'env>) -> Result<Object<'env>> {
        let mut list = Arguments::new(self.env());
        arguments.add_to(&mut list)?;
        functions::construct(self.into(), &list).map(Object::assume)
    }

    pub(crate) fn export<E: Export>(env: Env<'env>) -> Result<Function<'env>> {
        functions::new_function(env, E::NAME, calls::exported::<E>()).map(Function::assume)
    }
}

impl<'env> Env<'env> {
    /// A function that runs `function`, which takes its [`CallContext`] and captures nothing.
    pub fn function<F>(self, name: &str, function: F) -> Result<Function<'env>>
    where
        F: for<'call> CallNative<'call> + Copy + 'static,
    {
        functions::new_function(self, name, calls::native(function)).map(Function::assume)
    }

    /// A function that converts its arguments and runs `function`, which captures nothing.
    pub fn typed_function<F, Args>(self, name: &str, function: F) -> Result<Function<'env>>
    where
        F: TypedFunction<Args> + Copy + 'static,
        Args: 'static,
    {
        functions::new_function(self, name, calls::typed(function)).map(Function::assume)
    }

    /// A function with state, which is dropped when the function is collected.
    pub fn closure<F>(self, name: &str, closure: F) -> Result<Function<'env>>
    where
        F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
    {
        closures::new_closure(self, name, closure).map(Function::assume)
    }
}
