//! Maps of strings as plain objects, sets as `Set`s.
//!
//! Neighbours: `builtin/collections.rs` (handles of real `Map`s and `Set`s), `collections.rs`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use crate::builtin::JsSet;
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::object::{Attributes, Object};
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// The own enumerable properties with string keys.
pub(super) fn properties<'env, V: FromJs<'env>, M: FromIterator<(String, V)>>(
    value: Value<'env>,
) -> Result<M> {
    let object: Object<'env> = value.to()?;
    object
        .keys()?
        .into_iter()
        .map(|key| match object.get(&key) {
            Ok(value) => Ok((key, value)),
            Err(error) => Err(error.prefixed(format_args!("property `{key}`: "))),
        })
        .collect()
}

/// A new object with these properties. They are defined, not assigned, so that a key such as
/// `__proto__` is one like any other.
pub(super) fn object<'env, K: AsRef<str>, V: IntoJs<'env>>(
    env: Env<'env>,
    entries: impl Iterator<Item = (K, V)>,
) -> Result<Value<'env>> {
    let object = env.object()?;
    for (key, value) in entries {
        object.define_value(key.as_ref(), value, Attributes::DEFAULT)?;
    }
    Ok(object.into())
}

/// The elements of a `Set`, in its order.
pub(super) fn elements<'env, T: FromJs<'env>, C: FromIterator<T>>(value: Value<'env>) -> Result<C> {
    Ok(JsSet::from_js(value)?.values::<T>()?.into_iter().collect())
}

/// A plain object's own properties.
impl<'env, V: FromJs<'env>, S: BuildHasher + Default> FromJs<'env> for HashMap<String, V, S> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        properties(value)
    }
}

/// A plain object, whose properties are in any order.
impl<'env, K: AsRef<str>, V: IntoJs<'env>, S> IntoJs<'env> for HashMap<K, V, S> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        object(env, self.into_iter())
    }
}

/// A plain object's own properties.
impl<'env, V: FromJs<'env>> FromJs<'env> for BTreeMap<String, V> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        properties(value)
    }
}

/// A plain object, whose properties are in the order of the map.
impl<'env, K: AsRef<str>, V: IntoJs<'env>> IntoJs<'env> for BTreeMap<K, V> {
    const TYPE: &'static Type = &Type::Generic("Record", &[Type::STRING, V::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        object(env, self.into_iter())
    }
}

/// A `Set`.
impl<'env, T, S> FromJs<'env> for HashSet<T, S>
where
    T: FromJs<'env> + Eq + Hash,
    S: BuildHasher + Default,
{
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        elements(value)
    }
}

/// A `Set`, whose elements are in any order.
impl<'env, T: IntoJs<'env>, S> IntoJs<'env> for HashSet<T, S> {
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.set_of(self).map(Value::from)
    }
}

/// A `Set`.
impl<'env, T: FromJs<'env> + Ord> FromJs<'env> for BTreeSet<T> {
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        elements(value)
    }
}

/// A `Set`, whose elements are in the order of Rust's.
impl<'env, T: IntoJs<'env>> IntoJs<'env> for BTreeSet<T> {
    const TYPE: &'static Type = &Type::Generic("Set", &[T::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        env.set_of(self).map(Value::from)
    }
}
