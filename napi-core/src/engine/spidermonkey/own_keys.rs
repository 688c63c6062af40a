//! Listing an object's keys: with the filters of `napi_get_all_property_names`, and those beyond
//! the elements of an array, for inspection. Sealing, which goes over all keys.
//!
//! Invariant: lists of keys live until the operation ends, so a key's bits name it for that long
//! (the collector does not move what keys are made of).

use super::objects::Key;
use super::{Engine, Handle};
use crate::engine::array_index::array_index;
use crate::engine::seam::{Buffers, KeyFilter, Objects, Outcome, Primitives, Scopes, Strings};
use mozjs_sys::glue;
use mozjs_sys::jsapi::{
    JS, JS_IdToValue, JS_PreventExtensions, JSITER_HIDDEN, JSITER_OWNONLY, JSITER_SYMBOLS,
    JSITER_SYMBOLSONLY, js, jsid,
};
use mozjs_sys::jsgc::Rooted;
use std::collections::HashSet;

/// A list of keys that the collector traces.
struct Keys(*mut JS::PersistentRootedIdVector);

impl Keys {
    /// The own keys that `flags` select.
    fn of(engine: &Engine, object: Handle, flags: u32) -> Outcome<Keys> {
        let object = engine.object_in(object)?;
        // SAFETY: a live context and object; the list is destroyed by `drop`.
        unsafe {
            let keys = Keys(glue::CreateRootedIdVector(engine.cx));
            let vector = JS::MutableHandleIdVector { ptr: glue::GetIdVectorAddress(keys.0).cast() };
            engine.check(js::GetPropertyKeys(engine.cx, object.handle(), flags, vector))?;
            Ok(keys)
        }
    }

    fn entries(&self) -> &[jsid] {
        let mut len = 0;
        // SAFETY: a live list; its entries stay where they are, since nothing is added to it.
        unsafe {
            let first = glue::SliceRootedIdVector(self.0, &raw mut len);
            if len == 0 { &[] } else { std::slice::from_raw_parts(first, len) }
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // SAFETY: made in `of`, destroyed once.
        unsafe { glue::DestroyRootedIdVector(self.0) };
    }
}

/// What a property is, as far as filters ask.
#[derive(Clone, Copy)]
struct Attributes {
    enumerable: bool,
    writable: bool,
    configurable: bool,
}

/// The attributes of an own property; `None` when a proxy hides it.
fn attributes(engine: &Engine, object: Handle, key: &Key<'_>) -> Outcome<Option<Attributes>> {
    let object = engine.object_in(object)?;
    let mut descriptor = Rooted::new_unrooted(JS::PropertyDescriptor::default());
    let mut is_none = true;
    // SAFETY: live values in traced slots; the descriptor is traced while the call runs, stays
    // where it is, and is the newest of its kind when it is taken off.
    let got = unsafe {
        Rooted::add_to_root_stack(&raw mut descriptor, engine.cx);
        let got = mozjs_sys::jsapi::glue::JS_GetOwnPropertyDescriptorById(
            engine.cx,
            object.handle(),
            key.handle(),
            JS::MutableHandle::from_marked_location(&raw mut descriptor.data),
            &raw mut is_none,
        );
        descriptor.remove_from_root_stack();
        got
    };
    engine.check(got)?;
    let property = &descriptor.data;
    Ok((!is_none).then(|| Attributes {
        enumerable: property.enumerable_(),
        // Accessors pass every filter for writable ones.
        writable: property.writable_() || property.hasGetter_() || property.hasSetter_(),
        configurable: property.configurable_(),
    }))
}

pub fn collect(engine: &Engine, object: Handle, filter: KeyFilter) -> Outcome<Handle> {
    let result = engine.array(0)?;
    let mark = engine.mark();
    let listed = list(engine, object, filter, result);
    engine.release_to(mark);
    listed.map(|()| result)
}

fn list(engine: &Engine, object: Handle, filter: KeyFilter, result: Handle) -> Outcome<()> {
    let flags = match (filter.skip_strings, filter.skip_symbols) {
        (true, true) => return Ok(()),
        (false, true) => JSITER_OWNONLY | JSITER_HIDDEN,
        (false, false) => JSITER_OWNONLY | JSITER_HIDDEN | JSITER_SYMBOLS,
        (true, false) => JSITER_OWNONLY | JSITER_HIDDEN | JSITER_SYMBOLS | JSITER_SYMBOLSONLY,
    };
    let mut levels = Vec::new();
    let mut seen = HashSet::new();
    let mut count = 0;
    let level = engine.duplicate(object);
    loop {
        let keys = Keys::of(engine, level, flags)?;
        for key in keys.entries() {
            let mark = engine.mark();
            // An own property shadows its namesakes further up, whether it is listed or not.
            let shadowed = filter.include_prototypes && !seen.insert(key.asBits_);
            let key = engine.pin_key(*key);
            let Some(found) = attributes(engine, level, &key)? else { continue };
            if shadowed
                || filter.only_enumerable && !found.enumerable
                || filter.only_writable && !found.writable
                || filter.only_configurable && !found.configurable
            {
                continue;
            }
            let value = key_value(engine, &key, filter.numbers)?;
            engine.append(result, count, value)?;
            count += 1;
            engine.release_to(mark);
        }
        levels.push(keys);
        if !filter.include_prototypes {
            return Ok(());
        }
        let mark = engine.mark();
        let next = engine.prototype(level)?;
        if !engine.is_object(next) {
            return Ok(());
        }
        engine.store(level, next);
        engine.release_to(mark);
    }
}

/// The key as a value: array indices as numbers when asked for.
fn key_value(engine: &Engine, key: &Key<'_>, numbers: bool) -> Outcome<Handle> {
    let value = engine.blank();
    // SAFETY: a live context; the key is in a traced slot.
    engine.check(unsafe { JS_IdToValue(engine.cx, key.get(), value.out()) })?;
    if value.value().is_int32() {
        return if numbers { Ok(value) } else { engine.to_string(value) };
    }
    if numbers
        && value.value().is_string()
        && let Some(index) = engine.with_utf8(value, array_index)?
    {
        return Ok(engine.number(f64::from(index)));
    }
    Ok(value)
}

/// From so many elements on, only the symbols of a typed array are listed: the engine lists string
/// keys together with all the elements, at 8 bytes each.
const TOO_MANY_ELEMENTS: usize = 1 << 24;

/// The own keys of an array or typed array that are no array indices: strings, then symbols.
pub fn beyond_elements(engine: &Engine, object: Handle, only_enumerable: bool) -> Outcome<Handle> {
    let mut flags = JSITER_OWNONLY | JSITER_SYMBOLS;
    if engine.view(object).is_some_and(|view| view.length >= TOO_MANY_ELEMENTS) {
        flags |= JSITER_SYMBOLSONLY;
    }
    if !only_enumerable {
        flags |= JSITER_HIDDEN;
    }
    let result = engine.array(0)?;
    let keys = Keys::of(engine, object, flags)?;
    let mut count = 0;
    for key in keys.entries() {
        if key.is_int() {
            continue;
        }
        let mark = engine.mark();
        let value = key_value(engine, &engine.pin_key(*key), true)?;
        if !value.value().is_number() {
            engine.append(result, count, value)?;
            count += 1;
        }
        engine.release_to(mark);
    }
    Ok(result)
}

/// `Object.seal(object)`, step by step as the language defines it.
pub fn seal(engine: &Engine, object: Handle) -> Outcome<()> {
    let mut result = JS::ObjectOpResult { code_: 0 };
    {
        let object = engine.object_in(object)?;
        // SAFETY: a live object in a traced slot.
        let prevented =
            unsafe { JS_PreventExtensions(engine.cx, object.handle(), &raw mut result) };
        engine.check(prevented)?;
    }
    if result.code_ != 0 {
        return Err(engine.throw_type_error(b"Cannot prevent extensions"));
    }
    let keys = Keys::of(engine, object, JSITER_OWNONLY | JSITER_HIDDEN | JSITER_SYMBOLS)?;
    for key in keys.entries() {
        let key = engine.pin_key(*key);
        let object = engine.object_in(object)?;
        let mut descriptor = JS::PropertyDescriptor::default();
        descriptor.set_hasConfigurable_(true);
        if !engine.define_by_key(&object, &key, descriptor)? {
            return Err(engine.throw_type_error(b"Cannot seal: a property cannot be redefined"));
        }
    }
    Ok(())
}
