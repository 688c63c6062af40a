//! `Array`.
//!
//! Neighbours: `object.rs`, `convert/collections.rs` (vectors and tuples).

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::handle::handle;
use crate::object::Object;
use crate::raw::frame::Env;
use crate::raw::objects;

handle! {
    /// An array.
    Array: Object, "an array", "unknown[]", |value| value.is_array()
}

impl<'env> Array<'env> {
    pub(crate) fn create(env: Env<'env>, length: usize) -> Result<Array<'env>> {
        objects::new_array(env, length).map(Array::assume)
    }

    /// The array as the object it is, whose properties have names.
    pub fn as_object(self) -> Object<'env> {
        self.0
    }

    /// The number of elements.
    pub fn len(self) -> Result<u32> {
        self.array_length()
    }

    /// Whether it has no elements.
    pub fn is_empty(self) -> Result<bool> {
        self.len().map(|length| length == 0)
    }

    /// Reads an element and converts it; `undefined` past the last.
    #[inline]
    pub fn get<T: FromJs<'env>>(self, index: u32) -> Result<T> {
        T::from_js(self.get_element(index)?)
    }

    /// Assigns an element.
    #[inline]
    pub fn set(self, index: u32, value: impl IntoJs<'env>) -> Result<()> {
        let value = value.into_js(self.env())?;
        self.set_element(index, value)
    }

    /// Adds an element at the end.
    pub fn push(self, value: impl IntoJs<'env>) -> Result<()> {
        let length = self.len()?;
        if length == u32::MAX {
            return Err(Error::range_error("the array is full"));
        }
        self.set(length, value)
    }
}
