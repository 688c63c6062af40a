//! Maps and sets of `indexmap` (feature `indexmap`): in the order that JavaScript has them.
//!
//! Neighbours: `maps.rs`.

use std::hash::{BuildHasher, Hash};

use indexmap::{IndexMap, IndexSet};

use super::maps::{elements, object, properties};
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// A plain object's own properties, in its order.
impl<'env, V: FromJs<'env>, S: BuildHasher + Default> FromJs<'env> for IndexMap<String, V, S> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        properties(value)
    }
}

/// A plain object, whose properties are in the order of the map. (JavaScript has those first that
/// are array indexes.)
impl<'env, K: AsRef<str>, V: IntoJs<'env>, S> IntoJs<'env> for IndexMap<K, V, S> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        object(env, self.into_iter())
    }
}

/// A `Set`, in its order.
impl<'env, T, S> FromJs<'env> for IndexSet<T, S>
where
    T: FromJs<'env> + Eq + Hash,
    S: BuildHasher + Default,
{
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        elements(value)
    }
}

/// A `Set`, whose elements are in the order of Rust's.
impl<'env, T: IntoJs<'env>, S> IntoJs<'env> for IndexSet<T, S> {
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.set_of(self).map(Value::from)
    }
}
