//! Putting the members of a class on its constructor and its prototype.
//!
//! Members have the attributes that those of a JavaScript class have. Methods are plain functions
//! that check their `this` themselves, so that a class can inherit them.
//!
//! Neighbours: `registry.rs` (who runs this), `native.rs` (`Export`).

use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::native::Export;
use crate::object::{Attributes, Key, Object};
use crate::raw::calls;
use crate::raw::frame::{Env, Value};
use crate::raw::objects::Property;
use crate::value::Kind;

/// A class whose members are being defined.
#[doc(hidden)]
pub struct ClassMembers<'env> {
    pub(super) constructor: Object<'env>,
    pub(super) prototype: Object<'env>,
}

/// Where a member goes.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Place {
    /// Static members.
    Constructor,
    /// Those of instances.
    Prototype,
}

/// The key of a member.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum MemberKey {
    /// A name.
    Name(&'static str),
    /// A property of `Symbol`, such as `iterator`.
    WellKnown(&'static str),
    /// What `Symbol.for` gives for this.
    Registered(&'static str),
}

impl MemberKey {
    /// The key in this env. Nothing if the runtime has no such symbol yet.
    fn resolve<'env>(self, env: Env<'env>) -> Result<Option<Value<'env>>> {
        Ok(Some(match self {
            MemberKey::Name(name) => name.into_key(env)?,
            MemberKey::Registered(key) => env.symbol_for(key)?.into(),
            MemberKey::WellKnown(name) => {
                let symbol: Value<'env> = env.global()?.get::<Object<'env>>("Symbol")?.get(name)?;
                match symbol.kind() {
                    Kind::Symbol => symbol,
                    _ if matches!(name, "dispose" | "asyncDispose") => return Ok(None),
                    _ => {
                        return Err(Error::new(format!("this runtime has no Symbol.{name}")));
                    }
                }
            }
        }))
    }
}

/// As those of a JavaScript class.
const METHOD: Attributes = Attributes::METHOD;

impl<'env> ClassMembers<'env> {
    fn place(&self, place: Place) -> Object<'env> {
        match place {
            Place::Constructor => self.constructor,
            Place::Prototype => self.prototype,
        }
    }

    /// Adds a method.
    pub fn method<E: Export>(&self, place: Place, key: MemberKey) -> Result<()> {
        let object = self.place(place);
        match key.resolve(object.env())? {
            Some(key) => object.define_value(key, Function::export::<E>(object.env())?, METHOD),
            None => Ok(()),
        }
    }

    /// Adds an accessor that can only be read.
    pub fn getter<G: Export>(&self, place: Place, key: MemberKey) -> Result<()> {
        self.accessors(place, key, Some(calls::exported::<G>()), None)
    }

    /// Adds an accessor that can only be written.
    pub fn setter<S: Export>(&self, place: Place, key: MemberKey) -> Result<()> {
        self.accessors(place, key, None, Some(calls::exported::<S>()))
    }

    /// Adds an accessor.
    pub fn accessor<G: Export, S: Export>(&self, place: Place, key: MemberKey) -> Result<()> {
        self.accessors(place, key, Some(calls::exported::<G>()), Some(calls::exported::<S>()))
    }

    fn accessors(
        &self,
        place: Place,
        key: MemberKey,
        getter: Option<calls::Callback>,
        setter: Option<calls::Callback>,
    ) -> Result<()> {
        let object = self.place(place);
        match key.resolve(object.env())? {
            Some(key) => object.define_accessors(
                key,
                Property::Accessors { getter, setter },
                Attributes::CONFIGURABLE,
            ),
            None => Ok(()),
        }
    }

    /// Adds a constant to the class.
    pub fn constant(&self, name: &'static str, value: impl IntoJs<'env>) -> Result<()> {
        self.constructor.define_value(name, value, Attributes::READ_ONLY)
    }

    /// Makes instances inherit what iterators have, such as `map`, and `[Symbol.iterator]`.
    pub fn inherit_iterator(&self) -> Result<()> {
        let iterators = crate::iterator::iterator_prototype(self.prototype.env())?;
        self.prototype.set_prototype(iterators)
    }
}
