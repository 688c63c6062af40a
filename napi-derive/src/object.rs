//! `Object`: properties, and defining functions on it.
//!
//! Neighbours: `raw/objects.rs`, `native.rs` (which functions can be defined), `array.rs`.

use std::ops::BitOr;

use crate::class::{self, Class};
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::function::Function;
use crate::handle::handle;
use crate::native::{CallNative, Export, TypedFunction};
use crate::raw::calls::{self, CallContext};
use crate::raw::frame::{Env, Value};
use crate::raw::objects::{self, Property};
use crate::raw::strings;
use crate::string::{JsString, Symbol};
use crate::value::Kind;

handle! {
    /// An object; arrays and functions are objects too.
    Object: Value, "an object", "object",
    |value| Ok(matches!(value.kind(), Kind::Object | Kind::Function))
}

/// The name of a property: text, a number, or any JavaScript value.
pub trait Key<'env> {
    /// The key as a value.
    #[doc(hidden)]
    fn into_key(self, env: Env<'env>) -> Result<Value<'env>>;
}

impl<'env> Key<'env> for &str {
    #[inline]
    fn into_key(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::property_key(env, self)
    }
}

impl<'env> Key<'env> for String {
    #[inline]
    fn into_key(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::property_key(env, &self)
    }
}

impl<'env> Key<'env> for &String {
    #[inline]
    fn into_key(self, env: Env<'env>) -> Result<Value<'env>> {
        strings::property_key(env, self)
    }
}

impl<'env> Key<'env> for u32 {
    #[inline]
    fn into_key(self, env: Env<'env>) -> Result<Value<'env>> {
        env.uint32(self)
    }
}

macro_rules! handle_keys {
    ($($handle:ident)*) => {
        $(
            impl<'env> Key<'env> for $handle<'env> {
                #[inline]
                fn into_key(self, _: Env<'env>) -> Result<Value<'env>> {
                    Ok(self.into())
                }
            }
        )*
    };
}
handle_keys!(Value JsString Symbol);

/// Whether a property can be written, seen by `for…in`, redefined. Combined with `|`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes(i32);

impl Attributes {
    /// None of them.
    pub const NONE: Attributes = Attributes(0);
    /// It can be assigned.
    pub const WRITABLE: Attributes = Attributes(1);
    /// It is seen by `for…in` and `Object.keys`.
    pub const ENUMERABLE: Attributes = Attributes(2);
    /// It can be deleted and redefined.
    pub const CONFIGURABLE: Attributes = Attributes(4);
    /// Visible, but neither assignable nor redefinable.
    pub const READ_ONLY: Attributes = Attributes::ENUMERABLE;
    /// As methods of a class: all but visible.
    pub const METHOD: Attributes = Attributes(5);
    /// As by assignment: all three.
    pub const DEFAULT: Attributes = Attributes(7);

    pub(crate) fn of(writable: bool, enumerable: bool, configurable: bool) -> Attributes {
        Attributes(i32::from(writable) | i32::from(enumerable) << 1 | i32::from(configurable) << 2)
    }
}

impl BitOr for Attributes {
    type Output = Attributes;

    fn bitor(self, other: Attributes) -> Attributes {
        Attributes(self.0 | other.0)
    }
}

impl<'env> Object<'env> {
    /// A new, empty object.
    pub(crate) fn create(env: Env<'env>) -> Result<Object<'env>> {
        objects::new_object(env).map(Object::assume)
    }

    /// Reads a property and converts it.
    #[inline]
    pub fn get<T: FromJs<'env>>(self, key: impl Key<'env>) -> Result<T> {
        let key = key.into_key(self.env())?;
        T::from_js(self.get_property(key)?)
    }

    /// Assigns a property.
    #[inline]
    pub fn set(self, key: impl Key<'env>, value: impl IntoJs<'env>) -> Result<()> {
        let env = self.env();
        let value = value.into_js(env)?;
        self.set_property(key.into_key(env)?, value)
    }

    /// Whether the object or one of its prototypes has the property.
    pub fn has(self, key: impl Key<'env>) -> Result<bool> {
        self.has_property(key.into_key(self.env())?)
    }

    /// Whether the object itself has the property.
    pub fn has_own(self, key: impl Key<'env>) -> Result<bool> {
        self.has_own_property(key.into_key(self.env())?)
    }

    /// Deletes a property; false if it cannot be deleted.
    pub fn delete(self, key: impl Key<'env>) -> Result<bool> {
        self.delete_property(key.into_key(self.env())?)
    }

    /// The names of the object's own enumerable properties, as `Object.keys` gives them.
    pub fn keys(self) -> Result<Vec<String>> {
        self.own_keys()?.to()
    }

    /// The object's prototype: an object or `null`.
    pub fn prototype(self) -> Result<Value<'env>> {
        self.get_prototype()
    }

    /// `Object.setPrototypeOf`.
    pub fn set_prototype(self, prototype: Object<'env>) -> Result<()> {
        let env = self.env();
        let set: Function<'env> =
            env.global()?.get::<Object<'env>>("Object")?.get("setPrototypeOf")?;
        set.call((self, prototype))
    }

    pub(crate) fn define_accessors(
        self,
        key: impl Key<'env>,
        accessors: Property<'env>,
        attributes: Attributes,
    ) -> Result<()> {
        self.0.define(key.into_key(self.env())?, accessors, attributes.0)
    }

    /// JavaScript's `object instanceof constructor`.
    pub fn instance_of(self, constructor: Function<'env>) -> Result<bool> {
        self.is_instance_of(constructor.into())
    }

    /// `Object.freeze`.
    pub fn freeze(self) -> Result<()> {
        self.freeze_object()
    }

    /// `Object.seal`.
    pub fn seal(self) -> Result<()> {
        self.seal_object()
    }

    /// Defines a property with attributes, without running setters.
    pub fn define_value(
        self,
        key: impl Key<'env>,
        value: impl IntoJs<'env>,
        attributes: Attributes,
    ) -> Result<()> {
        let env = self.env();
        let value = value.into_js(env)?;
        self.0.define(key.into_key(env)?, Property::Value(value), attributes.0)
    }

    /// Defines a property with a getter, visible and redefinable.
    pub fn define_getter<G>(self, key: impl Key<'env>, getter: G) -> Result<()>
    where
        G: for<'call> CallNative<'call> + Copy + 'static,
    {
        let accessors = Property::Accessors { getter: Some(calls::native(getter)), setter: None };
        let attributes = Attributes::ENUMERABLE | Attributes::CONFIGURABLE;
        self.0.define(key.into_key(self.env())?, accessors, attributes.0)
    }

    /// Defines a property with a getter and a setter, visible and redefinable.
    pub fn define_accessor<G, S>(self, key: impl Key<'env>, getter: G, setter: S) -> Result<()>
    where
        G: for<'call> CallNative<'call> + Copy + 'static,
        S: for<'call> CallNative<'call> + Copy + 'static,
    {
        let accessors = Property::Accessors {
            getter: Some(calls::native(getter)),
            setter: Some(calls::native(setter)),
        };
        let attributes = Attributes::ENUMERABLE | Attributes::CONFIGURABLE;
        self.0.define(key.into_key(self.env())?, accessors, attributes.0)
    }

    /// Sets a property to a function that runs `function`.
    ///
    /// `function` takes its [`CallContext`] and captures nothing: nothing is allocated for it.
    pub fn define_function<F>(self, name: &str, function: F) -> Result<()>
    where
        F: for<'call> CallNative<'call> + Copy + 'static,
    {
        self.set(name, self.env().function(name, function)?)
    }

    /// Sets a property to a function that converts its arguments and runs `function`.
    ///
    /// `function` takes up to eight arguments of owned types and captures nothing.
    pub fn define_typed<F, Args>(self, name: &str, function: F) -> Result<()>
    where
        F: TypedFunction<Args> + Copy + 'static,
        Args: 'static,
    {
        self.set(name, self.env().typed_function(name, function)?)
    }

    /// Sets a property to a function with state.
    pub fn define_closure<F>(self, name: &str, closure: F) -> Result<()>
    where
        F: for<'call> Fn(CallContext<'call>) -> Result<Value<'call>> + 'static,
    {
        self.set(name, self.env().closure(name, closure)?)
    }

    /// Sets a property to a function marked `#[napi]`, named by its type: `define::<add>()`.
    pub fn define<E: Export>(self) -> Result<()> {
        self.set_function(E::NAME, calls::exported::<E>())
    }

    #[inline(never)]
    fn set_function(self, name: &str, callback: calls::Callback) -> Result<()> {
        let function = crate::raw::functions::new_function(self.env(), name, callback)?;
        self.set_property(strings::property_key(self.env(), name)?, function)
    }

    /// Sets a property to a class: `define_class::<Counter>()`.
    pub fn define_class<T: Class>(self) -> Result<()> {
        class::define_class::<T>(self)
    }
}
