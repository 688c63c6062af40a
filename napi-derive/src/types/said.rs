//! What a type says of itself, or `unknown` if it is none that converts.
//!
//! A type that does not convert is reported where it is converted; a declaration that insisted on
//! it would report it again. So the constants here exist for every type: those of the `impl` blocks
//! where their bounds hold, and those of the trait elsewhere.
//!
//! Neighbours: the attribute in `macros/` names the constants.

use std::marker::PhantomData;

use super::{Takes, Type};
use crate::async_generator::AsyncGenerator;
use crate::class::Class;
use crate::convert::{FromJs, IntoJs};
use crate::generator::Generator;
use crate::parameter::{Parameter, Referent, ReferentMut};

/// Carries the type whose constants are asked for.
#[doc(hidden)]
pub struct Said<T: ?Sized>(PhantomData<T>);

#[doc(hidden)]
impl<T: IntoJs<'static>> Said<T> {
    pub const RESULT: &'static Type = T::TYPE;
}

#[doc(hidden)]
impl<T: FromJs<'static>> Said<T> {
    pub const ARGUMENT: &'static Type = T::TYPE;
}

#[doc(hidden)]
impl<T: Parameter<'static>> Said<T> {
    pub const PARAMETER: Takes = T::TAKES;
}

#[doc(hidden)]
impl<T: Referent + ?Sized> Said<T> {
    pub const BORROWED: Takes = Takes::Argument(<T::Held<'static> as FromJs<'static>>::TYPE);
    pub const BORROWED_OPTION: Takes =
        Takes::Argument(<Option<T::Held<'static>> as FromJs<'static>>::TYPE);
}

#[doc(hidden)]
impl<T: ReferentMut + ?Sized> Said<T> {
    pub const BORROWED_MUT: Takes = Takes::Argument(<T::Held<'static> as FromJs<'static>>::TYPE);
    pub const BORROWED_MUT_OPTION: Takes =
        Takes::Argument(<Option<T::Held<'static>> as FromJs<'static>>::TYPE);
}

#[doc(hidden)]
impl<T: Class> Said<T> {
    pub const CLASS: &'static Type = T::TYPE;
    pub const NAME: &'static str = T::NAME;
    pub const NAMESPACE: &'static str = T::NAMESPACE;
}

#[doc(hidden)]
impl<T: Iterator<Item: IntoJs<'static>>> Said<T> {
    pub const ELEMENT: &'static Type = <T::Item as IntoJs<'static>>::TYPE;
}

#[doc(hidden)]
impl<T: Generator> Said<T> {
    pub const YIELDED: &'static Type = <T::Yield as IntoJs<'static>>::TYPE;
    pub const RETURNED: &'static Type = &Type::OrUndefined(<T::Return as IntoJs<'static>>::TYPE);
    pub const SENT: &'static Type = <T::Next as FromJs<'static>>::TYPE;
    pub const ENDED_WITH: &'static Type = <T::Return as FromJs<'static>>::TYPE;
}

#[doc(hidden)]
impl<T: AsyncGenerator> Said<T> {
    pub const ASYNC_YIELDED: &'static Type = <T::Yield as IntoJs<'static>>::TYPE;
    pub const ASYNC_RETURNED: &'static Type =
        &Type::OrUndefined(<T::Return as IntoJs<'static>>::TYPE);
    pub const ASYNC_SENT: &'static Type = <T::Next as FromJs<'static>>::TYPE;
    pub const ASYNC_ENDED_WITH: &'static Type = <T::Return as FromJs<'static>>::TYPE;
}

/// What is said of every type.
#[doc(hidden)]
pub trait Unsaid {
    const RESULT: &'static Type = Type::UNKNOWN;
    const ARGUMENT: &'static Type = Type::UNKNOWN;
    const PARAMETER: Takes = Takes::Argument(Type::UNKNOWN);
    const BORROWED: Takes = Takes::Argument(Type::UNKNOWN);
    const BORROWED_OPTION: Takes = Takes::Argument(Type::UNKNOWN);
    const BORROWED_MUT: Takes = Takes::Argument(Type::UNKNOWN);
    const BORROWED_MUT_OPTION: Takes = Takes::Argument(Type::UNKNOWN);
    const CLASS: &'static Type = Type::UNKNOWN;
    const NAME: &'static str = "";
    const NAMESPACE: &'static str = "";
    const ELEMENT: &'static Type = Type::UNKNOWN;
    const YIELDED: &'static Type = Type::UNKNOWN;
    const RETURNED: &'static Type = Type::UNKNOWN;
    const SENT: &'static Type = Type::UNKNOWN;
    const ENDED_WITH: &'static Type = Type::UNKNOWN;
    const ASYNC_YIELDED: &'static Type = Type::UNKNOWN;
    const ASYNC_RETURNED: &'static Type = Type::UNKNOWN;
    const ASYNC_SENT: &'static Type = Type::UNKNOWN;
    const ASYNC_ENDED_WITH: &'static Type = Type::UNKNOWN;
}

impl<T: ?Sized> Unsaid for Said<T> {}
