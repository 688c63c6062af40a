//! Objects and arrays: creation, properties, prototypes.
//!
//! Invariant: reading or writing a property can run JavaScript (accessors, proxies), also on an
//! object just made (accessors on `Object.prototype`), so all of these ask first.
//!
//! Neighbours: `object.rs`, `array.rs`.

use std::ffi::CStr;
use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Value};
use crate::error::Result;

pub(crate) fn new_object(env: Env<'_>) -> Result<Value<'_>> {
    // SAFETY: the env is live on its thread; `out` is a place for one handle.
    env.make(|env, out| unsafe { sys::napi_create_object(env, out) })
}

pub(crate) fn new_array(env: Env<'_>, length: usize) -> Result<Value<'_>> {
    // SAFETY: as in `new_object`.
    env.make(|env, out| unsafe { sys::napi_create_array_with_length(env, length, out) })
}

impl<'env> Value<'env> {
    pub(crate) fn get_property(self, key: Value<'env>) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handles belong together and are live.
        self.env()
            .make(|env, out| unsafe { sys::napi_get_property(env, self.raw(), key.raw(), out) })
    }

    /// Reads a property by a name that is UTF-8.
    #[inline]
    pub(crate) fn get_named(self, name: &CStr) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live; the name ends with a zero.
        self.env().make(|env, out| unsafe {
            sys::napi_get_named_property(env, self.raw(), name.as_ptr(), out)
        })
    }

    /// Defines a plain property, by a name that is UTF-8: no setter is asked.
    #[inline]
    pub(crate) fn define_named(self, name: &CStr, value: Value<'env>) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        let descriptor = sys::napi_property_descriptor {
            utf8name: name.as_ptr(),
            name: ptr::null_mut(),
            method: None,
            getter: None,
            setter: None,
            value: value.raw(),
            attributes: sys::PropertyAttributes::writable
                | sys::PropertyAttributes::enumerable
                | sys::PropertyAttributes::configurable,
            data: ptr::null_mut(),
        };
        // SAFETY: env and handles belong together and are live; the descriptor is a local, its name
        // ends with a zero, and the host reads both during the call.
        env.check(unsafe { sys::napi_define_properties(env.raw(), self.raw(), 1, &descriptor) })
    }

    pub(crate) fn set_property(self, key: Value<'env>, value: Value<'env>) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        // SAFETY: env and handles belong together and are live.
        env.check(unsafe { sys::napi_set_property(env.raw(), self.raw(), key.raw(), value.raw()) })
    }

    pub(crate) fn has_property(self, key: Value<'env>) -> Result<bool> {
        self.env().entering_js()?;
        // SAFETY: env and handles belong together and are live.
        self.env()
            .read(|env, out| unsafe { sys::napi_has_property(env, self.raw(), key.raw(), out) })
    }

    pub(crate) fn has_own_property(self, key: Value<'env>) -> Result<bool> {
        self.env().entering_js()?;
        // SAFETY: env and handles belong together and are live.
        self.env()
            .read(|env, out| unsafe { sys::napi_has_own_property(env, self.raw(), key.raw(), out) })
    }

    pub(crate) fn delete_property(self, key: Value<'env>) -> Result<bool> {
        self.env().entering_js()?;
        // SAFETY: env and handles belong together and are live.
        self.env()
            .read(|env, out| unsafe { sys::napi_delete_property(env, self.raw(), key.raw(), out) })
    }

    pub(crate) fn get_element(self, index: u32) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        self.env().make(|env, out| unsafe { sys::napi_get_element(env, self.raw(), index, out) })
    }

    pub(crate) fn set_element(self, index: u32, value: Value<'env>) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        // SAFETY: env and handles belong together and are live.
        env.check(unsafe { sys::napi_set_element(env.raw(), self.raw(), index, value.raw()) })
    }

    pub(crate) fn array_length(self) -> Result<u32> {
        // SAFETY: env and handle belong together and are live. The length of an array is no
        // accessor: no JavaScript runs.
        self.env().read(|env, out| unsafe { sys::napi_get_array_length(env, self.raw(), out) })
    }

    /// The object's own enumerable string keys, numbers among them as strings.
    pub(crate) fn own_keys(self) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        self.env().make(|env, out| unsafe {
            sys::napi_get_all_property_names(
                env,
                self.raw(),
                sys::KeyCollectionMode::own_only,
                sys::KeyFilter::enumerable | sys::KeyFilter::skip_symbols,
                sys::KeyConversion::numbers_to_strings,
                out,
            )
        })
    }

    pub(crate) fn get_prototype(self) -> Result<Value<'env>> {
        self.env().entering_js()?;
        // SAFETY: env and handle belong together and are live.
        self.env().make(|env, out| unsafe { sys::napi_get_prototype(env, self.raw(), out) })
    }

    pub(crate) fn is_instance_of(self, constructor: Value<'env>) -> Result<bool> {
        self.env().entering_js()?;
        // SAFETY: env and handles belong together and are live.
        self.env().read(|env, out| unsafe {
            sys::napi_instanceof(env, self.raw(), constructor.raw(), out)
        })
    }

    pub(crate) fn freeze_object(self) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        // SAFETY: env and handle belong together and are live.
        env.check(unsafe { sys::napi_object_freeze(env.raw(), self.raw()) })
    }

    pub(crate) fn seal_object(self) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        // SAFETY: env and handle belong together and are live.
        env.check(unsafe { sys::napi_object_seal(env.raw(), self.raw()) })
    }

    /// Defines one own property: a value, or accessors.
    pub(crate) fn define(
        self,
        key: Value<'env>,
        property: Property<'env>,
        attributes: i32,
    ) -> Result<()> {
        let env = self.env();
        env.entering_js()?;
        let mut descriptor = sys::napi_property_descriptor {
            utf8name: ptr::null(),
            name: key.raw(),
            method: None,
            getter: None,
            setter: None,
            value: ptr::null_mut(),
            attributes,
            data: ptr::null_mut(),
        };
        match property {
            Property::Value(value) => descriptor.value = value.raw(),
            Property::Accessors { getter, setter } => {
                descriptor.getter = getter.and_then(Callback::raw);
                descriptor.setter = setter.and_then(Callback::raw);
            }
        }
        // SAFETY: env and handles belong together and are live; the descriptor is a local that
        // the host reads during the call, and callbacks follow the C ABI (see `calls.rs`).
        env.check(unsafe { sys::napi_define_properties(env.raw(), self.raw(), 1, &descriptor) })
    }
}

pub(crate) use super::calls::Callback;

/// What [`Value::define`] puts on an object.
pub(crate) enum Property<'env> {
    Value(Value<'env>),
    Accessors { getter: Option<Callback>, setter: Option<Callback> },
}
