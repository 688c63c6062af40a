//! What smart pointers hold converts as it does by itself: `Box`, `Rc`, `Arc`.
//!
//! Neighbours: `text.rs` and `collections.rs` for pointers to `str` and slices.

use std::rc::Rc;
use std::sync::Arc;

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::calls::Returned;
use crate::raw::frame::{Env, Value};
use crate::types::Type;

macro_rules! pointers {
    ($($pointer:ident)*) => {
        $(
            /// What it points to is converted.
            impl<'env, T: FromJs<'env>> FromJs<'env> for $pointer<T> {
                const TYPE: &'static Type = T::TYPE;

                fn from_js(value: Value<'env>) -> Result<Self> {
                    T::from_js(value).map($pointer::new)
                }
            }
        )*
    };
}
pointers!(Box Rc Arc);

impl<'env, T: IntoJs<'env>> IntoJs<'env> for Box<T> {
    const TYPE: &'static Type = T::TYPE;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        (*self).into_js(env)
    }

    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        (*self).into_return(env)
    }
}

macro_rules! shared {
    ($($pointer:ident)*) => {
        $(
            /// What it points to is cloned if others have it, too, and converted.
            impl<'env, T: IntoJs<'env> + Clone> IntoJs<'env> for $pointer<T> {
                const TYPE: &'static Type = T::TYPE;

                fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
                    $pointer::unwrap_or_clone(self).into_js(env)
                }

                fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
                    $pointer::unwrap_or_clone(self).into_return(env)
                }
            }
        )*
    };
}
shared!(Rc Arc);
