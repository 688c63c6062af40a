//! Manual: "Object wrap" (`napi_define_class`) and `napi_define_properties`.

use super::arguments::{is_name, name, slice, to_object};
use super::entry;
use super::functions::record;
use super::types::{
    AUTO_LENGTH, Out, attributes, napi_callback, napi_env, napi_property_descriptor, napi_value,
};
use crate::engine::{
    Errors, Functions, Handle, Objects, Primitives, Property, PropertyContent, Strings,
};
use crate::env::{Env, Role};
use crate::status::Status;
use std::ffi::{c_char, c_void};

/// The key of a descriptor: its UTF-8 name, or a string or symbol.
fn key_of(env: &Env, descriptor: &napi_property_descriptor) -> Result<Handle, Status> {
    if !descriptor.utf8name.is_null() {
        let name = name(descriptor.utf8name, AUTO_LENGTH)?;
        return env.engine().string_utf8(name).map_err(|_| Status::GenericFailure);
    }
    let key = descriptor.name.ok_or(Status::NameExpected)?;
    if is_name(env, key) { Ok(key) } else { Err(Status::NameExpected) }
}

/// The name a function made for a property gets: none, as Node leaves it (only its class members
/// are named).
fn function_for(
    env: &Env,
    callback: napi_callback,
    descriptor: &napi_property_descriptor,
    role: Role,
    name: &[u8],
) -> Result<Option<Handle>, Status> {
    let Some(callback) = callback else { return Ok(None) };
    let record = record(env, callback, descriptor.data, role);
    Ok(Some(env.engine().function(name, record)?))
}

/// What a descriptor describes, as a property to define.
fn property_of(
    env: &Env,
    descriptor: &napi_property_descriptor,
    method_role: Role,
    accessor_role: Role,
    name: &[u8],
) -> Result<Property, Status> {
    let has = |bit| descriptor.attributes & bit != 0;
    let content = if is_accessor(descriptor) {
        PropertyContent::Accessor {
            get: function_for(env, descriptor.getter, descriptor, accessor_role, name)?,
            set: function_for(env, descriptor.setter, descriptor, accessor_role, name)?,
        }
    } else if let Some(method) =
        function_for(env, descriptor.method, descriptor, method_role, name)?
    {
        PropertyContent::Data(method)
    } else {
        PropertyContent::Data(descriptor.value.ok_or(Status::InvalidArg)?)
    };
    Ok(Property {
        content,
        writable: has(attributes::WRITABLE),
        enumerable: has(attributes::ENUMERABLE),
        configurable: has(attributes::CONFIGURABLE),
    })
}

/// Whether the object refused is told by a status of its kind of property, as in Node.
fn refusal(descriptor: &napi_property_descriptor) -> Status {
    if !is_accessor(descriptor) && descriptor.method.is_some() {
        Status::GenericFailure
    } else {
        Status::InvalidArg
    }
}

fn define(env: &Env, object: Handle, descriptor: &napi_property_descriptor) -> Result<(), Status> {
    let scope = env.open_scope();
    let key = key_of(env, descriptor)?;
    let property = property_of(env, descriptor, Role::Function, Role::Function, b"")?;
    let defined = env.engine().define(object, key, &property);
    if defined.is_err() && !env.engine().has_exception() {
        return Err(refusal(descriptor));
    }
    let defined = defined?;
    env.close_scope(scope);
    if defined { Ok(()) } else { Err(refusal(descriptor)) }
}

/// Defines properties on an object, in order, stopping at the first that fails.
#[unsafe(no_mangle)]
pub extern "C" fn napi_define_properties(
    env: napi_env,
    object: napi_value,
    property_count: usize,
    properties: *const napi_property_descriptor,
) -> Status {
    entry::run_js(env, |env| {
        let properties = slice(properties, property_count)?;
        let object = to_object(env, object)?;
        properties.iter().try_for_each(|descriptor| define(env, object, descriptor))
    })
}

/// A class: its constructor function, with members on its prototype and static ones on itself.
#[unsafe(no_mangle)]
pub extern "C" fn napi_define_class(
    env: napi_env,
    utf8name: *const c_char,
    length: usize,
    constructor: napi_callback,
    data: *mut c_void,
    property_count: usize,
    properties: *const napi_property_descriptor,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let callback = constructor.ok_or(Status::InvalidArg)?;
        let properties = slice(properties, property_count)?;
        let name = name(utf8name, length)?;
        let class = env.new_class();
        let role = Role::Constructor { class };
        let function = env.engine().function(name, record(env, callback, data, role))?;
        let prototype = env.engine().make_class(function)?;
        let is_static =
            |property: &&napi_property_descriptor| property.attributes & attributes::STATIC != 0;
        for (index, descriptor) in properties.iter().enumerate() {
            if !is_static(&descriptor) && wins(env, properties, index) {
                define_member(env, prototype, class, descriptor)?;
            }
        }
        result.write(function);
        properties.iter().filter(is_static).try_for_each(|property| define(env, function, property))
    })
}

fn is_accessor(descriptor: &napi_property_descriptor) -> bool {
    descriptor.getter.is_some() || descriptor.setter.is_some()
}

/// Whether this member is the one of its name that a class gets: V8's templates keep the last
/// accessor, or without one the first method or value.
fn wins(env: &Env, properties: &[napi_property_descriptor], index: usize) -> bool {
    let descriptor = &properties[index];
    let accessor = is_accessor(descriptor);
    !properties.iter().enumerate().any(|(other_index, other)| {
        let beats = match (is_accessor(other), accessor) {
            (true, true) => other_index > index,
            (true, false) => true,
            (false, true) => false,
            (false, false) => other_index < index,
        };
        beats
            && other_index != index
            && other.attributes & attributes::STATIC == 0
            && same_name(env, descriptor, other)
    })
}

fn same_name(env: &Env, a: &napi_property_descriptor, b: &napi_property_descriptor) -> bool {
    if !a.utf8name.is_null() && !b.utf8name.is_null() {
        return name(a.utf8name, AUTO_LENGTH) == name(b.utf8name, AUTO_LENGTH);
    }
    match (a.name, b.name) {
        (Some(a_key), Some(b_key)) if a.utf8name.is_null() && b.utf8name.is_null() => {
            env.engine().strict_equals(a_key, b_key)
        }
        _ => false,
    }
}

/// A member of the prototype.
fn define_member(
    env: &Env,
    prototype: Handle,
    class: u64,
    descriptor: &napi_property_descriptor,
) -> Result<(), Status> {
    let engine = env.engine();
    let scope = env.open_scope();
    let key = key_of(env, descriptor)?;
    let name: &[u8] =
        if descriptor.utf8name.is_null() { b"" } else { name(descriptor.utf8name, AUTO_LENGTH)? };
    let property = property_of(env, descriptor, Role::Method { class }, Role::Member, name)?;
    let defined = engine.define(prototype, key, &property)?;
    env.close_scope(scope);
    if defined { Ok(()) } else { Err(Status::InvalidArg) }
}
