//! `Map` and `Set`.
//!
//! Neighbours: `convert/maps.rs` (Rust's sets, and maps as plain objects).

use super::{global_class, is_instance_of};
use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::function::Function;
use crate::handle::handle;
use crate::object::Object;
use crate::raw::frame::{Env, Value};

handle! {
    /// A `Map`. (A `HashMap` is a plain object.)
    JsMap: Object, "a Map", "Map<unknown, unknown>", |value| is_instance_of(value, "Map")
}

handle! {
    /// A `Set`. `HashSet` and `BTreeSet` convert from and into one.
    JsSet: Object, "a Set", "Set<unknown>", |value| is_instance_of(value, "Set")
}

/// `object[method](...)`, with the arguments given as values.
fn invoke<'env, R: FromJs<'env>>(
    object: Object<'env>,
    method: &str,
    arguments: &[Value<'env>],
) -> Result<R> {
    object.get::<Function<'env>>(method)?.call_with(object, arguments)
}

/// What iterating over it gives, in a new array.
fn elements<'env, R: FromJs<'env>>(object: Object<'env>) -> Result<R> {
    invoke(*global_class(object.env(), "Array")?, "from", &[object.into()])
}

impl<'env> JsMap<'env> {
    /// The entries, in the order they were added.
    pub fn entries<K: FromJs<'env>, V: FromJs<'env>>(self) -> Result<Vec<(K, V)>> {
        elements(*self)
    }

    /// The value of a key, if the map has it.
    pub fn find<V: FromJs<'env>>(self, key: impl IntoJs<'env>) -> Result<Option<V>> {
        let key = key.into_js(self.env())?;
        match invoke(*self, "has", &[key])? {
            true => invoke(*self, "get", &[key]).map(Some),
            false => Ok(None),
        }
    }

    /// Adds an entry, or replaces the value of the key.
    pub fn insert(self, key: impl IntoJs<'env>, value: impl IntoJs<'env>) -> Result<()> {
        let env = self.env();
        let key = key.into_js(env)?;
        let value = value.into_js(env)?;
        invoke(*self, "set", &[key, value])
    }

    /// Removes a key; whether the map had it.
    pub fn remove(self, key: impl IntoJs<'env>) -> Result<bool> {
        let key = key.into_js(self.env())?;
        invoke(*self, "delete", &[key])
    }

    /// The number of entries.
    pub fn size(self) -> Result<usize> {
        self.get("size")
    }
}

impl<'env> JsSet<'env> {
    /// The elements, in the order they were added.
    pub fn values<T: FromJs<'env>>(self) -> Result<Vec<T>> {
        elements(*self)
    }

    /// Adds an element.
    pub fn insert(self, value: impl IntoJs<'env>) -> Result<()> {
        let value = value.into_js(self.env())?;
        invoke(*self, "add", &[value])
    }

    /// Whether the set has this element.
    pub fn contains(self, value: impl IntoJs<'env>) -> Result<bool> {
        let value = value.into_js(self.env())?;
        invoke(*self, "has", &[value])
    }

    /// The number of elements.
    pub fn size(self) -> Result<usize> {
        self.get("size")
    }
}

impl<'env> Env<'env> {
    /// A new `Map` of these entries.
    pub fn map_of<K: IntoJs<'env>, V: IntoJs<'env>>(
        self,
        entries: impl IntoIterator<Item = (K, V)>,
    ) -> Result<JsMap<'env>> {
        let entries = self.array_of(entries)?;
        let map = global_class(self, "Map")?.new_instance((entries,))?;
        Ok(JsMap::assume(map.into()))
    }

    /// A new `Set` of these elements.
    pub fn set_of<T: IntoJs<'env>>(
        self,
        elements: impl IntoIterator<Item = T>,
    ) -> Result<JsSet<'env>> {
        let elements = self.array_of(elements)?;
        let set = global_class(self, "Set")?.new_instance((elements,))?;
        Ok(JsSet::assume(set.into()))
    }
}
