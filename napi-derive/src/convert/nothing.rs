//! `undefined` and `null`: together as `Option`, apart as `Maybe`, alone as `Undefined` and `Null`.
//!
//! Neighbours: `mod.rs`.

use crate::convert::leaf::{Leaf, Made};
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::calls::Returned;
use crate::raw::frame::{Env, Value};
use crate::types::Type;
use crate::value::Kind;

/// JavaScript's `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Null;

impl<'env> FromJs<'env> for Null {
    const TYPE: &'static Type = Type::NULL;

    fn from_js(value: Value<'env>) -> Result<Self> {
        if value.kind() == Kind::Null { Ok(Null) } else { Err(value.unexpected("null")) }
    }
}

impl<'env> IntoJs<'env> for Null {
    const TYPE: &'static Type = Type::NULL;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.null()
    }
}

/// JavaScript's `undefined`, where `()` would take anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Undefined;

impl<'env> FromJs<'env> for Undefined {
    const TYPE: &'static Type = Type::UNDEFINED;

    fn from_js(value: Value<'env>) -> Result<Self> {
        match value.kind() {
            Kind::Undefined => Ok(Undefined),
            _ => Err(value.unexpected("undefined")),
        }
    }
}

impl<'env> IntoJs<'env> for Undefined {
    const TYPE: &'static Type = Type::UNDEFINED;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.undefined()
    }

    fn into_return(self, _: Env<'env>) -> Result<Returned<'env>> {
        Ok(Returned::UNDEFINED)
    }
}

/// A value, `null`, or `undefined`, which is a missing argument too: where an `Option` cannot tell
/// "leave it as it is" from "remove it".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// `undefined`
    #[default]
    Undefined,
    /// `null`
    Null,
    /// A value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value.
    pub fn value(self) -> Option<T> {
        match self {
            Maybe::Value(value) => Some(value),
            Maybe::Undefined | Maybe::Null => None,
        }
    }
}

impl<'env, T: FromJs<'env>> FromJs<'env> for Maybe<T> {
    const TYPE: &'static Type = &Type::Optional(T::TYPE);

    const LEAF: Leaf = T::LEAF.or_nothing();

    #[inline]
    fn from_number(number: f64) -> Option<Self> {
        T::from_number(number).map(Maybe::Value)
    }

    #[inline]
    fn from_nothing(is_null: bool) -> Option<Self> {
        Some(if is_null { Maybe::Null } else { Maybe::Undefined })
    }

    fn from_js(value: Value<'env>) -> Result<Self> {
        match value.kind() {
            Kind::Undefined => Ok(Maybe::Undefined),
            Kind::Null => Ok(Maybe::Null),
            _ => T::from_js(value).map(Maybe::Value),
        }
    }
}

impl<'env, T: IntoJs<'env>> IntoJs<'env> for Maybe<T> {
    const TYPE: &'static Type = &Type::Optional(T::TYPE);

    fn into_made(self, env: Env<'env>) -> Result<Made<'env>> {
        match self {
            Maybe::Undefined => Ok(Made::Undefined),
            Maybe::Null => env.null().map(Made::Value),
            Maybe::Value(value) => value.into_made(env),
        }
    }

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            Maybe::Undefined => env.undefined(),
            Maybe::Null => env.null(),
            Maybe::Value(value) => value.into_js(env),
        }
    }

    fn into_return(self, env: Env<'env>) -> Result<Returned<'env>> {
        match self {
            Maybe::Undefined => Ok(Returned::UNDEFINED),
            other => other.into_js(env).map(Returned::from),
        }
    }
}
