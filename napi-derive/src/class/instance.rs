//! Instances as arguments: borrowed for a call, or as handles.
//!
//! Neighbours: `raw/instances.rs` (the guards), `parameter.rs` (references as parameters).

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use super::{Class, Mutable};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::handle::{Handle, Local};
use crate::object::Object;
use crate::parameter::{Referent, ReferentMut};
use crate::raw::calls::{CallContext, Returned};
use crate::raw::frame::{Env, Value};
use crate::raw::instances::{self, Exclusive, Kept, Shared};
use crate::types::Type;

/// The object of an instance of a class: a handle that is an [`Object`] and gives the Rust value.
///
/// ```no_run
/// use napi_derive::{Instance, InstanceRef, Ref, Result, napi};
///
/// #[napi]
/// struct Folder {
///     children: Vec<InstanceRef<Folder>>,
/// }
///
/// #[napi]
/// impl Folder {
///     #[napi]
///     fn adopt(&mut self, child: Instance<'_, Folder>) -> Result<()> {
///         self.children.push(Ref::new(child)?);
///         Ok(())
///     }
/// }
/// ```
pub struct Instance<'env, T: Class> {
    object: Object<'env>,
    class: PhantomData<fn() -> T>,
}

impl<T: Class> Clone for Instance<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Class> Copy for Instance<'_, T> {}

impl<'env, T: Class> Instance<'env, T> {
    fn assume(value: Value<'env>) -> Instance<'env, T> {
        Instance { object: Object::assume(value), class: PhantomData }
    }

    /// A new object for this value.
    pub fn new(env: Env<'env>, value: T) -> Result<Instance<'env, T>> {
        super::new_instance(env, value).map(Instance::assume)
    }

    /// Borrows the Rust value. An error if a call that has not finished yet is changing it.
    pub fn borrow(self) -> Result<Shared<'env, T>> {
        Shared::from_js(self.into())
    }

    /// Borrows the Rust value exclusively. An error if a call that has not finished yet uses it.
    pub fn borrow_mut(self) -> Result<Exclusive<'env, T>>
    where
        T::Access: Mutable,
    {
        Exclusive::from_js(self.into())
    }
}

impl<'env, T: Class> Deref for Instance<'env, T> {
    type Target = Object<'env>;

    fn deref(&self) -> &Object<'env> {
        &self.object
    }
}

impl<T: Class> fmt::Debug for Instance<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({})", T::NAME)
    }
}

impl<'env, T: Class> From<Instance<'env, T>> for Value<'env> {
    fn from(instance: Instance<'env, T>) -> Value<'env> {
        instance.object.into()
    }
}

impl<'env, T: Class> FromJs<'env> for Instance<'env, T> {
    const TYPE: &'static Type = T::TYPE;

    fn from_js(value: Value<'env>) -> Result<Self> {
        if instances::is_instance::<T>(value) {
            Ok(Instance::assume(value))
        } else {
            Err(not_one::<T>(value))
        }
    }
}

impl<'env, T: Class> IntoJs<'env> for Instance<'env, T> {
    const TYPE: &'static Type = T::TYPE;

    fn into_js(self, _: Env<'env>) -> Result<Value<'env>> {
        Ok(self.into())
    }
}

impl<T: Class> Handle for Instance<'static, T> {
    const TYPE: &'static Type = T::TYPE;

    type In<'env> = Instance<'env, T>;

    fn restore(value: Value<'_>) -> Result<Instance<'_, T>> {
        Ok(Instance::assume(value))
    }
}

impl<'env, T: Class> Local<'env> for Instance<'env, T> {
    type Static = Instance<'static, T>;
}

/// A guard is sound for as long as it is kept: `'kept` may be `'static`, in a future.
impl<'env, 'kept, T: Class> FromJs<'env> for Shared<'kept, T> {
    const TYPE: &'static Type = T::TYPE;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Shared::of(value)?.ok_or_else(|| not_one::<T>(value))
    }
}

impl<'env, 'kept, T: Class> FromJs<'env> for Exclusive<'kept, T>
where
    T::Access: Mutable,
{
    const TYPE: &'static Type = T::TYPE;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Exclusive::of(value)?.ok_or_else(|| not_one::<T>(value))
    }
}

impl<T: Class> Referent for T {
    type Held<'env> = Shared<'env, T>;
}

impl<T: Class> ReferentMut for T
where
    T::Access: Mutable,
{
    type Held<'env> = Exclusive<'env, T>;
}

#[cold]
fn not_one<T: Class>(value: Value<'_>) -> Error {
    let expected = format!("an instance of {}", T::NAME);
    match instances::class_name(value) {
        Some(class) => {
            Error::type_error(format!("expected {expected}, found an instance of {class}"))
                .with_code("ERR_INVALID_ARG_TYPE")
        }
        None => value.unexpected(&expected),
    }
}

/// The instance that a method was called on.
#[doc(hidden)]
#[inline]
pub fn receiver<'env, T: Class>(cx: CallContext<'env>, method: &str) -> Result<Shared<'env, T>> {
    Shared::from_js(cx.this()?).map_err(|error| on_receiver(error, method))
}

/// The same for a method that takes `&mut self`.
#[doc(hidden)]
#[inline]
pub fn receiver_mut<'env, T: Class>(
    cx: CallContext<'env>,
    method: &str,
) -> Result<Exclusive<'env, T>>
where
    T::Access: Mutable,
{
    Exclusive::from_js(cx.this()?).map_err(|error| on_receiver(error, method))
}

/// What a method returns that JavaScript can chain: `&Self`, `&mut Self`, or a `Result` of these.
#[doc(hidden)]
pub trait ReturnsThis<T> {
    fn address(self) -> Result<*const T>;
}

impl<T> ReturnsThis<T> for &T {
    #[inline]
    fn address(self) -> Result<*const T> {
        Ok(self)
    }
}

impl<T> ReturnsThis<T> for &mut T {
    #[inline]
    fn address(self) -> Result<*const T> {
        Ok(self)
    }
}

impl<T, R: ReturnsThis<T>, E: Into<Error>> ReturnsThis<T> for Result<R, E> {
    #[inline]
    fn address(self) -> Result<*const T> {
        self.map_err(Into::into)?.address()
    }
}

/// The `this` of a method that returned a reference, which `is_this` compared with `self`.
#[doc(hidden)]
#[inline]
pub fn returned_this<'env>(
    cx: CallContext<'env>,
    method: &str,
    is_this: bool,
) -> Result<Returned<'env>> {
    if is_this { cx.this().map(Returned::from) } else { Err(not_this(method)) }
}

#[cold]
fn not_this(method: &str) -> Error {
    Error::new(format!(
        "{method} returned a reference to another value than `self`: give JavaScript an `Instance`"
    ))
    .with_code("ERR_NOT_THIS")
}

/// The instance of an asynchronous method, borrowed until its future is done or dropped.
#[doc(hidden)]
pub fn kept_receiver<T: Class>(cx: CallContext<'_>, method: &str) -> Result<Shared<'static, T>> {
    Shared::from_js(cx.this()?).map_err(|error| on_receiver(error, method))
}

/// The same for a method that takes `&mut self`.
#[doc(hidden)]
pub fn kept_receiver_mut<T: Class>(
    cx: CallContext<'_>,
    method: &str,
) -> Result<Exclusive<'static, T>>
where
    T::Access: Mutable,
{
    Exclusive::from_js(cx.this()?).map_err(|error| on_receiver(error, method))
}

/// The instance of an asynchronous method, which borrows it later.
pub(crate) fn kept_instance<T: Class>(cx: CallContext<'_>, method: &str) -> Result<Kept<T>> {
    let this = cx.this()?;
    Kept::of(this).ok_or_else(|| on_receiver(not_one::<T>(this), method))
}

#[cold]
fn on_receiver(error: Error, method: &str) -> Error {
    error.prefixed(format_args!("{method}: `this`: "))
}
