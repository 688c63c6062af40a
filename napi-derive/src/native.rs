//! Which Rust functions JavaScript can call.
//!
//! Invariant: a function is known by its type alone (it has no size and is `Copy`), so the
//! callback of the C ABI is an instance of a generic function and needs no data.
//!
//! Neighbours: `raw/calls.rs` (the callbacks), `function.rs` and `object.rs` (definitions).

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::object::Object;
use crate::raw::calls::{CallContext, Returned};

/// A function from [`CallContext`] to anything that converts into a value.
///
/// `fn f(cx: CallContext<'_>) -> Result<Object<'_>>` is one; so is a closure that captures
/// nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a native function",
    label = "expected `fn(CallContext<'_>) -> R`, where `R: IntoJs` or `Result<impl IntoJs>`",
    note = "for a function of converted arguments, use `define_typed`, or `#[napi]` and `define`"
)]
pub trait CallNative<'env> {
    #[doc(hidden)]
    fn call_native(&self, cx: CallContext<'env>) -> Result<Returned<'env>>;
}

impl<'env, F, R> CallNative<'env> for F
where
    F: Fn(CallContext<'env>) -> R,
    R: IntoJs<'env>,
{
    #[inline]
    fn call_native(&self, cx: CallContext<'env>) -> Result<Returned<'env>> {
        self(cx).into_return(cx.env())
    }
}

/// A function of converted arguments, up to eight. `Args` is the tuple of their types, each of
/// which holds no handle.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a typed native function",
    label = "its arguments must be owned types that convert from JavaScript, its result one that \
             converts into it",
    note = "arguments that are handles or references need `#[napi]`, or `define_function`"
)]
pub trait TypedFunction<Args> {
    #[doc(hidden)]
    const ARITY: usize;

    #[doc(hidden)]
    fn call_typed<'env>(&self, cx: CallContext<'env>) -> Result<Returned<'env>>;
}

macro_rules! typed_functions {
    ($($arity:literal: $($argument:ident $index:literal)*;)*) => {
        $(
            impl<F, R, $($argument,)*> TypedFunction<($($argument,)*)> for F
            where
                F: Fn($($argument),*) -> R,
                R: for<'env> IntoJs<'env>,
                $($argument: for<'env> FromJs<'env>,)*
            {
                const ARITY: usize = $arity;

                #[inline]
                fn call_typed<'env>(&self, cx: CallContext<'env>) -> Result<Returned<'env>> {
                    self($(cx.arg::<$argument>($index)?),*).into_return(cx.env())
                }
            }
        )*
    };
}

typed_functions! {
    0: ;
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 G 5;
    7: A 0 B 1 C 2 D 3 E 4 G 5 H 6;
    8: A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7;
}

/// A function marked `#[napi]`: the attribute implements this for a type of the function's name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a function marked `#[napi]`",
    label = "no `#[napi]` on it"
)]
pub trait Export: 'static {
    /// Its name in JavaScript.
    const NAME: &'static str;

    /// How many arguments it reads.
    #[doc(hidden)]
    const ARITY: usize;

    /// Whether it uses `this`, which is fetched with the arguments then.
    #[doc(hidden)]
    const TAKES_THIS: bool = false;

    #[doc(hidden)]
    fn call<'env>(cx: CallContext<'env>) -> Result<Returned<'env>>;
}

/// Exports a function marked `#[napi]`: the record that the attribute leaves for `export_all`.
#[doc(hidden)]
pub fn define<E: Export>(exports: Object<'_>) -> Result<()> {
    exports.define::<E>()
}
