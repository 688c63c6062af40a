//! What types are in TypeScript, and the declarations that `#[napi]` leaves in the library.
//!
//! Everything here is worked out by the compiler: a type is a tree of constants, which `FromJs` and
//! `IntoJs` name, and a declaration is a static of exactly as many bytes as its text has. So
//! aliases are resolved, nothing is relocated, and nothing runs. (The functions are `#[inline]` so
//! that no code is made of them either.)
//!
//! Neighbours: `said.rs` (what types say), `unions.rs` (what a union has), `render.rs` (text),
//! `declaration.rs` (records).

mod declaration;
mod render;
mod said;
mod unions;

pub use declaration::{Parameter, Part, Place, Takes, length, record};
pub use said::{Said, Unsaid};

/// A type of TypeScript: what [`FromJs::TYPE`](crate::FromJs::TYPE) and
/// [`IntoJs::TYPE`](crate::IntoJs::TYPE) are.
///
/// ```
/// use napi_derive::{Env, FromJs, IntoJs, Result, Type, Value};
///
/// /// A size in JavaScript's way: a number, or text such as `10px`.
/// enum Length {
///     Pixels(f64),
///     Text(String),
/// }
///
/// impl<'env> FromJs<'env> for Length {
///     const TYPE: &'static Type =
///         &Type::Union(&[<f64 as FromJs>::TYPE, &Type::Text("`${number}px`")]);
///
///     fn from_js(value: Value<'env>) -> Result<Length> {
///         match value.to::<f64>() {
///             Ok(pixels) => Ok(Length::Pixels(pixels)),
///             Err(_) => value.to::<String>().map(Length::Text),
///         }
///     }
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Type {
    /// As it stands: `number`, `Uint8Array`, `'left' | 'right'`.
    Text(&'static str),
    /// What another item marked `#[napi]` declares, with its namespace: `geometry.Point`.
    Declared(&'static str),
    /// `T | null | undefined`; as the last parameter, or as a property, it may be missing.
    Optional(&'static Type),
    /// `T | undefined`
    OrUndefined(&'static Type),
    /// `A | B`
    Union(&'static [&'static Type]),
    /// `T[]`
    Array(&'static Type),
    /// `[A, B]`
    Tuple(&'static [&'static Type]),
    /// `Promise<T>`, `Record<string, T>`
    Generic(&'static str, &'static [&'static Type]),
    /// `(arg0: A, arg1: B) => R`
    Function(&'static [&'static Type], &'static Type),
    /// Anything, because nobody looks at it: `void` as what a function gives, `unknown` elsewhere.
    Ignored,
}

impl Type {
    /// `unknown`: what a type is that does not say more.
    pub const UNKNOWN: &'static Type = &Type::Text("unknown");
    pub(crate) const VOID: &'static Type = &Type::Text("void");
    pub(crate) const UNDEFINED: &'static Type = &Type::Text("undefined");
    pub(crate) const NULL: &'static Type = &Type::Text("null");
    pub(crate) const BOOLEAN: &'static Type = &Type::Text("boolean");
    pub(crate) const NUMBER: &'static Type = &Type::Text("number");
    pub(crate) const BIGINT: &'static Type = &Type::Text("bigint");
    pub(crate) const STRING: &'static Type = &Type::Text("string");
    pub(crate) const DATE: &'static Type = &Type::Text("Date");
    pub(crate) const ERROR: &'static Type = &Type::Text("Error");
    pub(crate) const OBJECT: &'static Type = &Type::Text("object");
    pub(crate) const BYTES: &'static Type =
        &Type::Union(&[&Type::Text("ArrayBufferView"), &Type::Text("ArrayBufferLike")]);
}

/// A value that is nowhere, for a call that is never made.
#[doc(hidden)]
pub fn any<T>() -> T {
    unreachable!("the call is there for its type")
}

/// What a function gives whose result cannot be named, such as an `impl Iterator`. The function is
/// not called.
#[doc(hidden)]
pub const fn result_of<R, F>(_: &F) -> &'static Type
where
    R: crate::IntoJs<'static>,
    F: FnOnce() -> R,
{
    R::TYPE
}

/// The same for an `async fn`.
#[doc(hidden)]
pub const fn promised_by<R, F>(_: &F) -> &'static Type
where
    R: Future,
    R::Output: crate::IntoJs<'static>,
    F: FnOnce() -> R,
{
    <R::Output as crate::IntoJs<'static>>::TYPE
}
