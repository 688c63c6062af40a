//! `Ref<T>`: a handle that outlives the call, and `WeakRef<T>`, whose value may be collected.
//!
//! Neighbours: `raw/references.rs`, `handle.rs`.

use std::fmt;
use std::marker::PhantomData;

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::executor::hear_of_dropped;
use crate::handle::{Handle, Local};
use crate::raw::frame::{Env, Value};
use crate::raw::references::Reference;
use crate::types::Type;
use crate::value::Kind;

/// Keeps a JavaScript value alive beyond the call, until it is dropped.
///
/// Any thread may carry and drop it; the value is then let go on its env's thread, in one of the
/// next turns of its loop. It is read where it was made, with an `Env`. It may outlive the env;
/// reading it then is an error. `T` is the handle with the lifetime `'static`; [`ObjectRef`] and the
/// like spell it.
///
/// ```no_run
/// # use napi_derive::*;
/// # fn f(env: Env<'_>, callback: Function<'_>) -> Result<()> {
/// let kept: FunctionRef = Ref::new(callback)?;
/// // in a later call:
/// kept.get(env)?.call::<()>(("done",))
/// # }
/// ```
pub struct Ref<T: Handle> {
    reference: Reference,
    /// Only a name for the type of the value, which is elsewhere.
    handle: PhantomData<fn() -> T>,
}

/// A reference to an object.
pub type ObjectRef = Ref<crate::Object<'static>>;
/// A reference to a function.
pub type FunctionRef = Ref<crate::Function<'static>>;
/// A reference to any value.
pub type ValueRef = Ref<Value<'static>>;

/// A reference to an instance of a class.
pub type InstanceRef<T> = Ref<crate::Instance<'static, T>>;

impl<T: Handle> Ref<T> {
    /// A reference to this value.
    pub fn new<'env>(handle: impl Local<'env, Static = T>) -> Result<Ref<T>> {
        let value = handle.into();
        let reference = Reference::new(value)?;
        if !reference.is_heard_of() {
            hear_of_dropped(value.env());
        }
        Ok(Ref { reference, handle: PhantomData })
    }

    /// The value, for the length of this call.
    pub fn get<'env>(&self, env: Env<'env>) -> Result<T::In<'env>> {
        T::restore(self.reference.get(env)?)
    }
}

/// Knows a JavaScript value without keeping it: for caches, and for objects that know each other.
///
/// ```no_run
/// # use napi_derive::*;
/// # fn f(env: Env<'_>, object: Object<'_>) -> Result<()> {
/// let known: WeakRef<Object<'static>> = WeakRef::new(object)?;
/// // in a later call:
/// if let Some(object) = known.get(env)? {
///     object.set("seen", true)?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct WeakRef<T: Handle> {
    reference: Reference,
    handle: PhantomData<fn() -> T>,
}

impl<T: Handle> WeakRef<T> {
    /// A weak reference to this value.
    ///
    /// # Errors
    /// When it is no object, function or symbol.
    pub fn new<'env>(handle: impl Local<'env, Static = T>) -> Result<WeakRef<T>> {
        let value: Value<'env> = handle.into();
        if !matches!(value.kind(), Kind::Object | Kind::Function | Kind::Symbol) {
            return Err(value.unexpected("an object, a function or a symbol"));
        }
        Ok(WeakRef { reference: Reference::weak(value)?, handle: PhantomData })
    }

    /// The value, for the length of this call; nothing if it was collected.
    pub fn get<'env>(&self, env: Env<'env>) -> Result<Option<T::In<'env>>> {
        self.reference.find(env)?.map(T::restore).transpose()
    }
}

impl<T: Handle> fmt::Debug for WeakRef<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WeakRef")
    }
}

/// An argument to be kept.
impl<'env, T> FromJs<'env> for Ref<T>
where
    T: Handle,
    T::In<'env>: FromJs<'env> + Local<'env, Static = T>,
{
    const TYPE: &'static Type = <T::In<'env> as FromJs<'env>>::TYPE;

    fn from_js(value: Value<'env>) -> Result<Ref<T>> {
        Ref::new(T::In::<'env>::from_js(value)?)
    }
}

impl<'env, T: Handle> IntoJs<'env> for Ref<T> {
    const TYPE: &'static Type = T::TYPE;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        self.reference.get(env)
    }
}

impl<T: Handle> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ref")
    }
}
