//! The constructor of each class in each env.
//!
//! Invariant: a class has one constructor in an env, made when it is exported or first needed;
//! the env's data keeps it.
//!
//! Neighbours: `raw/construction.rs`, `members.rs`.

use std::any::TypeId;
use std::marker::PhantomData;

use super::{Class, ClassMembers};
use crate::error::Result;
use crate::function::Function;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::raw::references::Reference;
use crate::raw::{construction, module};

/// In the data of an env: the constructor of `T`.
struct Constructor<T> {
    reference: Reference,
    class: PhantomData<fn() -> T>,
}

/// The constructor of a class in this env.
fn constructor_of<T: Class>(env: Env<'_>) -> Result<Function<'_>> {
    if let Some(known) = env.data::<Constructor<T>>()? {
        return known.reference.get(env).map(Function::assume);
    }
    let constructor = Function::assume(construction::new_constructor::<T>(env)?);
    let prototype: Object<'_> = constructor.get("prototype")?;
    if T::HAS_PARENT {
        let parent = constructor_of::<T::Parent>(env)?;
        prototype.set_prototype(parent.get("prototype")?)?;
        constructor.set_prototype(*parent)?;
    }
    let members = ClassMembers {
        class: TypeId::of::<T>(),
        name: T::NAME,
        constructor: *constructor,
        prototype,
        attributes: None,
        adding: false,
    };
    T::define_fields(&members)?;
    T::define(&members)?;
    module::add_more_members(&ClassMembers { adding: true, ..members })?;
    let reference = Reference::new(constructor.into())?;
    env.set_data(Constructor::<T> { reference, class: PhantomData })?;
    Ok(constructor)
}

/// Exports a class.
#[doc(hidden)]
pub fn define_class<T: Class>(exports: Object<'_>) -> Result<()> {
    exports.set(T::NAME, constructor_of::<T>(exports.env())?)
}

/// A new object of the class for this value.
#[doc(hidden)]
pub fn new_instance<T: Class>(env: Env<'_>, value: T) -> Result<Value<'_>> {
    construction::new_instance(constructor_of::<T>(env)?.into(), value)
}
