//! Manual: "Working with JavaScript properties", and making objects and arrays.

use super::arguments::{is_name, name, required, slice, to_object};
use super::entry;
use super::types::{AUTO_LENGTH, Out, napi_env, napi_value};
use crate::engine::{Handle, KeyFilter, Kind, Objects, Primitives, Thrown};
use crate::env::Env;
use crate::status::Status;
use std::ffi::{c_char, c_int};

/// `{}`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_object(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(env.engine().object().map_err(|Thrown| Status::GenericFailure)?);
        Ok(())
    })
}

/// An object with a prototype (NULL for the usual one) and properties.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_create_object_with_properties(
    env: napi_env,
    prototype_or_null: napi_value,
    property_names: *const Handle,
    property_values: *const Handle,
    property_count: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        let names = slice(property_names, property_count)?;
        let values = slice(property_values, property_count)?;
        for name in names {
            if !is_name(env, *name) {
                return Err(Status::NameExpected);
            }
        }
        if let Some(prototype) = prototype_or_null {
            let kind = env.engine().kind(prototype);
            if kind != Kind::Null && !env.engine().is_object(prototype) {
                return Err(Status::ObjectExpected);
            }
        }
        // V8 takes NULL for a null prototype here.
        let prototype = prototype_or_null.unwrap_or_else(|| env.engine().null());
        let object = env.engine().object_with_properties(Some(prototype), names, values);
        result.write(object.map_err(|Thrown| Status::GenericFailure)?);
        Ok(())
    })
}

/// `[]`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_array(env: napi_env, result: Out<Handle>) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        result.write(env.engine().array(0).map_err(|Thrown| Status::GenericFailure)?);
        Ok(())
    })
}

/// `new Array(length)`; a length beyond 2^31 is taken as 0, as V8 takes it.
#[unsafe(no_mangle)]
pub extern "C" fn napi_create_array_with_length(
    env: napi_env,
    length: usize,
    result: Out<Handle>,
) -> Status {
    entry::values(env, |env| {
        let result = result.check()?;
        let length = (length as i32).max(0) as usize;
        result.write(env.engine().array(length).map_err(|Thrown| Status::GenericFailure)?);
        Ok(())
    })
}

/// Whether the value is an array.
#[unsafe(no_mangle)]
pub extern "C" fn napi_is_array(env: napi_env, value: napi_value, result: Out<bool>) -> Status {
    entry::predicate(env, value, result, |engine, value| engine.is_array(value))
}

/// The length of an array.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_array_length(
    env: napi_env,
    value: napi_value,
    result: Out<u32>,
) -> Status {
    entry::run_js(env, |env| {
        let (value, result) = (required(value)?, result.check()?);
        if !env.engine().is_array(value) {
            return Err(Status::ArrayExpected);
        }
        result.write(env.engine().array_length(value)?);
        Ok(())
    })
}

/// `object[key] = value`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_set_property(
    env: napi_env,
    object: napi_value,
    key: napi_value,
    value: napi_value,
) -> Status {
    entry::run_js(env, |env| {
        let (key, value) = (required(key)?, required(value)?);
        let object = to_object(env, object)?;
        Ok(env.engine().set(object, key, value)?)
    })
}

/// `key in object`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_has_property(
    env: napi_env,
    object: napi_value,
    key: napi_value,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let (result, key) = (result.check()?, required(key)?);
        let object = to_object(env, object)?;
        result.write(env.engine().has(object, key)?);
        Ok(())
    })
}

/// `object[key]`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_property(
    env: napi_env,
    object: napi_value,
    key: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let (key, result) = (required(key)?, result.check()?);
        let object = to_object(env, object)?;
        result.write(env.engine().get(object, key)?);
        Ok(())
    })
}

/// `delete object[key]`; `result` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_delete_property(
    env: napi_env,
    object: napi_value,
    key: napi_value,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let key = required(key)?;
        let object = to_object(env, object)?;
        result.write_if_wanted(env.engine().delete(object, key)?);
        Ok(())
    })
}

/// `Object.hasOwn(object, key)`; the key must be a string or a symbol.
#[unsafe(no_mangle)]
pub extern "C" fn napi_has_own_property(
    env: napi_env,
    object: napi_value,
    key: napi_value,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let (key, result) = (required(key)?, result.check()?);
        let object = to_object(env, object)?;
        if !is_name(env, key) {
            return Err(Status::NameExpected);
        }
        result.write(env.engine().has_own(object, key)?);
        Ok(())
    })
}

/// `object[utf8name] = value`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_set_named_property(
    env: napi_env,
    object: napi_value,
    utf8name: *const c_char,
    value: napi_value,
) -> Status {
    entry::run_js(env, |env| {
        let value = required(value)?;
        let object = to_object(env, object)?;
        let name = name(utf8name, AUTO_LENGTH)?;
        Ok(env.engine().set_named(object, name, value)?)
    })
}

/// `utf8name in object`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_has_named_property(
    env: napi_env,
    object: napi_value,
    utf8name: *const c_char,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let object = to_object(env, object)?;
        let name = name(utf8name, AUTO_LENGTH)?;
        result.write(env.engine().has_named(object, name)?);
        Ok(())
    })
}

/// `object[utf8name]`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_named_property(
    env: napi_env,
    object: napi_value,
    utf8name: *const c_char,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let name = name(utf8name, AUTO_LENGTH)?;
        let object = to_object(env, object)?;
        result.write(env.engine().get_named(object, name)?);
        Ok(())
    })
}

/// `object[index] = value`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_set_element(
    env: napi_env,
    object: napi_value,
    index: u32,
    value: napi_value,
) -> Status {
    entry::run_js(env, |env| {
        let value = required(value)?;
        let object = to_object(env, object)?;
        Ok(env.engine().set_index(object, index, value)?)
    })
}

/// `index in object`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_has_element(
    env: napi_env,
    object: napi_value,
    index: u32,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let object = to_object(env, object)?;
        result.write(env.engine().has_index(object, index)?);
        Ok(())
    })
}

/// `object[index]`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_element(
    env: napi_env,
    object: napi_value,
    index: u32,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let object = to_object(env, object)?;
        result.write(env.engine().get_index(object, index)?);
        Ok(())
    })
}

/// `delete object[index]`; `result` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn napi_delete_element(
    env: napi_env,
    object: napi_value,
    index: u32,
    result: Out<bool>,
) -> Status {
    entry::run_js(env, |env| {
        let object = to_object(env, object)?;
        result.write_if_wanted(env.engine().delete_index(object, index)?);
        Ok(())
    })
}

/// Bits of `napi_key_filter`.
mod key_filter {
    use std::ffi::c_int;
    pub const WRITABLE: c_int = 1;
    pub const ENUMERABLE: c_int = 1 << 1;
    pub const CONFIGURABLE: c_int = 1 << 2;
    pub const SKIP_STRINGS: c_int = 1 << 3;
    pub const SKIP_SYMBOLS: c_int = 1 << 4;
}

fn all_keys(
    env: &Env,
    object: napi_value,
    key_mode: c_int,
    filter: c_int,
    conversion: c_int,
    result: Out<Handle>,
) -> Result<(), Status> {
    let result = result.check()?;
    let object = to_object(env, object)?;
    let include_prototypes = match key_mode {
        0 => true,
        1 => false,
        _ => return Err(Status::InvalidArg),
    };
    let numbers = match conversion {
        0 => true,
        1 => false,
        _ => return Err(Status::InvalidArg),
    };
    let keys = env.engine().keys(
        object,
        KeyFilter {
            skip_symbols: filter & key_filter::SKIP_SYMBOLS != 0,
            skip_strings: filter & key_filter::SKIP_STRINGS != 0,
            only_enumerable: filter & key_filter::ENUMERABLE != 0,
            only_writable: filter & key_filter::WRITABLE != 0,
            only_configurable: filter & key_filter::CONFIGURABLE != 0,
            numbers,
            include_prototypes,
        },
    )?;
    result.write(keys);
    Ok(())
}

/// The enumerable string keys of an object and its prototypes, as strings.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_property_names(
    env: napi_env,
    object: napi_value,
    result: Out<Handle>,
) -> Status {
    let filter = key_filter::ENUMERABLE | key_filter::SKIP_SYMBOLS;
    entry::run_js(env, |env| all_keys(env, object, 0, filter, 1, result))
}

/// The keys of an object, filtered.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_all_property_names(
    env: napi_env,
    object: napi_value,
    key_mode: c_int,
    key_filter: c_int,
    key_conversion: c_int,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| all_keys(env, object, key_mode, key_filter, key_conversion, result))
}

/// `Object.getPrototypeOf(object)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_get_prototype(
    env: napi_env,
    object: napi_value,
    result: Out<Handle>,
) -> Status {
    entry::run_js(env, |env| {
        let result = result.check()?;
        let object = to_object(env, object)?;
        let engine = env.engine();
        // V8 answers null for proxies here, without asking their trap.
        let prototype =
            if engine.is_proxy(object) { engine.null() } else { engine.prototype(object)? };
        result.write(prototype);
        Ok(())
    })
}

/// `Object.setPrototypeOf(object, value)`.
#[unsafe(no_mangle)]
pub extern "C" fn node_api_set_prototype(
    env: napi_env,
    object: napi_value,
    value: napi_value,
) -> Status {
    entry::run_js(env, |env| {
        let value = required(value)?;
        let object = to_object(env, object)?;
        let engine = env.engine();
        if engine.kind(value) != Kind::Null && !engine.is_object(value) {
            return Ok(()); // V8 ignores it
        }
        match engine.set_prototype(object, value) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Status::GenericFailure),
            Err(Thrown) => {
                // Node drops what a trap throws.
                env.discard_engine_exception();
                Err(Status::GenericFailure)
            }
        }
    })
}

/// `Object.freeze(object)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_object_freeze(env: napi_env, object: napi_value) -> Status {
    entry::run_js(env, |env| {
        let object = to_object(env, object)?;
        Ok(env.engine().freeze(object)?)
    })
}

/// `Object.seal(object)`.
#[unsafe(no_mangle)]
pub extern "C" fn napi_object_seal(env: napi_env, object: napi_value) -> Status {
    entry::run_js(env, |env| {
        let object = to_object(env, object)?;
        Ok(env.engine().seal(object)?)
    })
}
