//! Putting the members of a class on its constructor and its prototype.
//!
//! Members have the attributes that those of a JavaScript class have. Methods are plain functions
//! that check their `this` themselves, so that a class can inherit them.
//!
//! Neighbours: `registry.rs` (who runs this), `native.rs` (`Export`).

use std::any::TypeId;

use super::{Class, Mutable};
use crate::async_generator::{AsyncGenerator, AsyncGeneratorMethod, Itself};
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::generator::{Generator, GeneratorMethod, Method};
use crate::native::Export;
use crate::object::{Attributes, Key, Object};
use crate::raw::calls;
use crate::raw::frame::{Env, Value};
use crate::raw::objects::Property;
use crate::value::Kind;

/// A class whose members are being defined.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct ClassMembers<'env> {
    pub(crate) class: TypeId,
    pub(super) name: &'static str,
    pub(crate) constructor: Object<'env>,
    pub(super) prototype: Object<'env>,
    /// Those of the next member, if they are not the usual ones.
    pub(super) attributes: Option<Attributes>,
    /// Further members are added: none may be there already. (Those of one block are told apart
    /// when it is compiled.)
    pub(super) adding: bool,
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
    /// For messages.
    fn text(self) -> String {
        match self {
            MemberKey::Name(name) => name.to_owned(),
            MemberKey::WellKnown(name) => format!("[Symbol.{name}]"),
            MemberKey::Registered(key) => format!("[Symbol.for('{key}')]"),
        }
    }

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

impl<'env> ClassMembers<'env> {
    fn place(&self, place: Place) -> Object<'env> {
        match place {
            Place::Constructor => self.constructor,
            Place::Prototype => self.prototype,
        }
    }

    /// For a member with attributes of its own.
    pub fn attributed(&self, writable: bool, enumerable: bool, configurable: bool) -> Self {
        let attributes = Some(Attributes::of(writable, enumerable, configurable));
        ClassMembers { attributes, ..*self }
    }

    /// The key of a new member. Nothing if the runtime has no such symbol yet.
    fn new_key(&self, place: Place, key: MemberKey) -> Result<Option<Value<'env>>> {
        let object = self.place(place);
        let resolved = key.resolve(object.env())?;
        if let Some(value) = resolved
            && self.adding
            && object.has_own(value)?
        {
            return Err(Error::new(format!(
                "the class {} has a member `{}` already: give one of them a `js_name`",
                self.name,
                key.text()
            )));
        }
        Ok(resolved)
    }

    /// Adds a method.
    pub fn method<E: Export>(&self, place: Place, key: MemberKey) -> Result<()> {
        let object = self.place(place);
        let attributes = self.attributes.unwrap_or(Attributes::METHOD);
        match self.new_key(place, key)? {
            Some(key) => object.define_value(key, Function::export::<E>(object.env())?, attributes),
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
        match self.new_key(place, key)? {
            Some(key) => object.define_accessors(
                key,
                Property::Accessors { getter, setter },
                self.attributes.unwrap_or(Attributes::CONFIGURABLE),
            ),
            None => Ok(()),
        }
    }

    /// Adds a constant to the class.
    pub fn constant(&self, name: &'static str, value: impl IntoJs<'env>) -> Result<()> {
        let Some(key) = self.new_key(Place::Constructor, MemberKey::Name(name))? else {
            return Ok(());
        };
        self.constructor.define_value(key, value, Attributes::READ_ONLY)
    }

    /// Makes instances generators: `next`, `return` and `throw`, and what iterators have.
    pub fn generator<T>(&self) -> Result<()>
    where
        T: Class + Generator,
        T::Access: Mutable,
    {
        self.inherit_iterator()?;
        let [next, complete, throw] = Method::ALL.map(|method| MemberKey::Name(method.name()));
        self.method::<GeneratorMethod<T, 0>>(Place::Prototype, next)?;
        self.method::<GeneratorMethod<T, 1>>(Place::Prototype, complete)?;
        self.method::<GeneratorMethod<T, 2>>(Place::Prototype, throw)
    }

    /// Makes instances async generators.
    pub fn async_generator<T>(&self) -> Result<()>
    where
        T: Class + AsyncGenerator,
        T::Access: Mutable,
    {
        let [next, complete, throw] = Method::ALL.map(|method| MemberKey::Name(method.name()));
        self.method::<AsyncGeneratorMethod<T, 0>>(Place::Prototype, next)?;
        self.method::<AsyncGeneratorMethod<T, 1>>(Place::Prototype, complete)?;
        self.method::<AsyncGeneratorMethod<T, 2>>(Place::Prototype, throw)?;
        self.method::<Itself>(Place::Prototype, MemberKey::WellKnown("asyncIterator"))
    }

    /// Makes instances inherit what iterators have, such as `map`, and `[Symbol.iterator]`.
    pub fn inherit_iterator(&self) -> Result<()> {
        let iterators = crate::iterator::iterator_prototype(self.prototype.env())?;
        self.prototype.set_prototype(iterators)
    }
}
