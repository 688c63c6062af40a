//! Values that Rust owns: bytes and elements copied out of JavaScript, and externals.
//!
//! What is owned may go to another thread: nothing in JavaScript refers to it.
//!
//! Neighbours: `views.rs` (borrowing instead of copying), `raw/external.rs`.

use std::any::Any;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::frame::{Env, Value};
use crate::raw::memory::RawElement;
use crate::types::Type;
use crate::views::{BytesView, TypedArray};

/// Bytes of one's own: a copy of those of any `Buffer`, typed array, `DataView` or `ArrayBuffer`;
/// as a result, a Node `Buffer` that takes over the memory.
///
/// ```no_run
/// use napi_derive::{Buffer, napi};
///
/// #[napi]
/// fn reversed(mut bytes: Buffer) -> Buffer {
///     bytes.reverse();
///     bytes
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Buffer(pub Vec<u8>);

/// Elements of one's own: a copy of those of a typed array; as a result, a new typed array.
///
/// `TypedVec<f64>` is a `Float64Array`, where `Vec<f64>` is an array of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypedVec<T: RawElement>(pub Vec<T>);

/// A Rust value that JavaScript holds and cannot look into: an argument and a result.
///
/// ```no_run
/// use napi_derive::{External, napi};
///
/// struct Connection {
///     port: u16,
/// }
///
/// #[napi]
/// fn connect(port: u16) -> External<Connection> {
///     External::new(Connection { port })
/// }
///
/// #[napi]
/// fn port(connection: External<Connection>) -> u16 {
///     connection.port
/// }
/// ```
#[derive(Debug)]
pub struct External<T>(Rc<T>);

impl<T> External<T> {
    /// A new one.
    pub fn new(value: T) -> External<T> {
        External(Rc::new(value))
    }
}

impl<T> Clone for External<T> {
    fn clone(&self) -> Self {
        External(Rc::clone(&self.0))
    }
}

impl<T> Deref for External<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'env, T: Any> FromJs<'env> for External<T> {
    const TYPE: &'static Type = Type::OBJECT;

    fn from_js(value: Value<'env>) -> Result<Self> {
        value.external::<T>().map(External)
    }
}

impl<'env, T: Any> IntoJs<'env> for External<T> {
    const TYPE: &'static Type = Type::OBJECT;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        crate::raw::external::new_external_of(env, self.0)
    }
}

impl Deref for Buffer {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl<'env> FromJs<'env> for Buffer {
    const TYPE: &'static Type = Type::BYTES;

    fn from_js(value: Value<'env>) -> Result<Self> {
        BytesView::from_js(value)?.to_vec().map(Buffer)
    }
}

impl<'env> IntoJs<'env> for Buffer {
    const TYPE: &'static Type = <u8 as RawElement>::ARRAY;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.buffer(self.0).map(Value::from)
    }
}

impl<T: RawElement> Deref for TypedVec<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: RawElement> DerefMut for TypedVec<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<'env, T: RawElement> FromJs<'env> for TypedVec<T> {
    const TYPE: &'static Type = T::TAKEN;

    fn from_js(value: Value<'env>) -> Result<Self> {
        TypedArray::<T>::from_js(value)?.to_vec().map(TypedVec)
    }
}

impl<'env, T: RawElement> IntoJs<'env> for TypedVec<T> {
    const TYPE: &'static Type = T::ARRAY;

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.typed_array(&self.0).map(Value::from)
    }
}
