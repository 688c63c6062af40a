//! The entries of collections that JavaScript cannot see without moving an iterator or at all.
//!
//! The engine's API has the keys of weak collections. For an iterator it has nothing, so this reads
//! the reserved slots of such objects, as they are in the version of the engine that is built in.
//!
//! Invariant: nothing is written, and no function of a script is called.

use super::{Engine, Handle, layout};
use crate::engine::seam::{Objects, Outcome, Scopes};
use mozjs_sys::glue::JS_GetReservedSlot;
use mozjs_sys::jsapi::{
    JS, JS_NondeterministicGetWeakMapKeys, JS_NondeterministicGetWeakSetKeys, JSContext, JSObject,
    js,
};
use mozjs_sys::jsval::{Int32Value, ObjectValue, UndefinedValue};
use std::ffi::CStr;

/// Reserved slots of a map or set iterator: the collection (undefined once there is nothing more),
/// what of each entry is given, and how many entries were given or passed over.
const TARGET: u32 = 0;
const PART: u32 = 1;
const GIVEN: u32 = 3;

const KEYS: i32 = 0;
const VALUES: i32 = 1;

/// What an iterator has still to give, or a weak collection holds: a flat array of values, or of
/// keys and values in turn, and which of the two it is. `None` for everything else.
pub fn preview(engine: &Engine, value: Handle) -> Outcome<Option<(Handle, bool)>> {
    let Some(object) = value.object() else { return Ok(None) };
    let result = engine.blank();
    let mark = engine.mark();
    let found = match class_name(object).to_bytes() {
        b"Map Iterator" => remaining(engine, object, result, true),
        b"Set Iterator" => remaining(engine, object, result, false),
        b"WeakMap" => weak_map(engine, object, result).map(|()| true),
        b"WeakSet" => weak_set(engine, object, result).map(|()| false),
        _ => return Ok(None),
    };
    engine.release_to(mark);
    found.map(|pairs| Some((result, pairs)))
}

/// The engine's name of an object's class.
pub(super) fn class_name<'a>(object: *mut JSObject) -> &'a CStr {
    // SAFETY: every object has a class, and classes are statics with a NUL-terminated name.
    unsafe { CStr::from_ptr((*layout::class_of(object)).name) }
}

fn reserved(object: *mut JSObject, slot: u32) -> JS::Value {
    let mut value = UndefinedValue();
    // SAFETY: callers know the class of the object, and that it has this slot.
    unsafe { JS_GetReservedSlot(object, slot, &raw mut value) };
    value
}

/// What an iterator over a map (or set) has still to give.
fn remaining(
    engine: &Engine,
    iterator: *mut JSObject,
    result: Handle,
    over_map: bool,
) -> Outcome<bool> {
    let part = reserved(iterator, PART).to_int32();
    let target = reserved(iterator, TARGET);
    let given = reserved(iterator, GIVEN);
    let list = engine.array(0)?;
    result.set(list.value());
    if target.is_object() {
        let skip = given.asBits_ as u32 as i32; // a private number: its low half
        walk(engine, target.to_object(), list, over_map, part, skip)?;
    }
    Ok(part != KEYS && part != VALUES)
}

/// Where [`collect`] keeps what it needs: the list, what is listed, and how many entries are left
/// to pass over.
const LIST: usize = 0;
const STATE: usize = 1;

/// Lists the entries of a map or set, without those given already. The engine's own walk calls back
/// for each.
fn walk(
    engine: &Engine,
    collection: *mut JSObject,
    list: Handle,
    is_map: bool,
    part: i32,
    skip: i32,
) -> Outcome<()> {
    let collection = engine.pin(collection);
    let state = engine.array(0)?;
    for (index, number) in [part, skip, 0].into_iter().enumerate() {
        let number = engine.push(Int32Value(number));
        engine.append(state, index as u32, number)?;
    }
    // SAFETY: live values in traced slots; the function has two reserved slots.
    unsafe {
        let made = js::NewFunctionWithReserved(engine.cx, Some(collect), 2, 0, std::ptr::null());
        let function = engine.adopt(made.cast())?;
        let object = function.value().to_object();
        js::SetFunctionNativeReserved(object, LIST, &list.value());
        js::SetFunctionNativeReserved(object, STATE, &state.value());
        let undefined = engine.push(UndefinedValue());
        let walked = if is_map {
            JS::MapForEach(engine.cx, collection.handle(), function.js(), undefined.js())
        } else {
            JS::SetForEach(engine.cx, collection.handle(), function.js(), undefined.js())
        };
        engine.check(walked)
    }
}

/// `(value, key) => …`: adds an entry to the list, unless it is one to pass over.
unsafe extern "C" fn collect(cx: *mut JSContext, _: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine's walk with two arguments, for a function made above; the
    // context's private is the engine.
    unsafe {
        let engine = &*mozjs_sys::jsapi::JS_GetContextPrivate(cx).cast::<Engine>();
        let function = (*vp).to_object();
        let mark = engine.mark();
        let list = engine.push(*js::GetFunctionNativeReserved(function, LIST));
        let state = engine.push(*js::GetFunctionNativeReserved(function, STATE));
        let (value, key) = (Handle::at(vp.add(2)), Handle::at(vp.add(3)));
        let added = add(engine, list, state, value, key);
        vp.write(UndefinedValue());
        engine.release_to(mark);
        added.is_ok()
    }
}

fn add(engine: &Engine, list: Handle, state: Handle, value: Handle, key: Handle) -> Outcome<()> {
    let number = |index| engine.get_index(state, index).map(|found| found.value().to_int32());
    let (part, skip, count) = (number(0)?, number(1)?, number(2)?);
    let put = |index, number| {
        let number = engine.push(Int32Value(number));
        engine.set_index(state, index, number)
    };
    if skip > 0 {
        return put(1, skip - 1);
    }
    let mut count = count as u32;
    for (wanted, entry) in [(part != VALUES, key), (part != KEYS, value)] {
        if wanted {
            engine.append(list, count, entry)?;
            count += 1;
        }
    }
    put(2, count as i32)
}

fn weak_set(engine: &Engine, set: *mut JSObject, result: Handle) -> Outcome<()> {
    let (set, keys) = (engine.pin(set), engine.pin(std::ptr::null_mut()));
    // SAFETY: a live weak set in a traced slot.
    let listed = unsafe { JS_NondeterministicGetWeakSetKeys(engine.cx, set.handle(), keys.out()) };
    engine.check(listed)?;
    result.set(ObjectValue(keys.get()));
    Ok(())
}

fn weak_map(engine: &Engine, map: *mut JSObject, result: Handle) -> Outcome<()> {
    let (map, keys) = (engine.pin(map), engine.pin(std::ptr::null_mut()));
    // SAFETY: a live weak map in a traced slot.
    let listed = unsafe { JS_NondeterministicGetWeakMapKeys(engine.cx, map.handle(), keys.out()) };
    engine.check(listed)?;
    let keys = engine.push(ObjectValue(keys.get()));
    let list = engine.array(0)?;
    result.set(list.value());
    for index in 0..engine.array_length(keys)? {
        let mark = engine.mark();
        let key = engine.get_index(keys, index)?;
        let value = engine.blank();
        // SAFETY: live values in traced slots.
        engine.check(unsafe {
            JS::GetWeakMapEntry(engine.cx, map.handle(), key.js(), value.out())
        })?;
        engine.append(list, 2 * index, key)?;
        engine.append(list, 2 * index + 1, value)?;
        engine.release_to(mark);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Functions, Introspection, Strings};

    fn preview_of(source: &str) -> (String, bool) {
        let engine = Engine::new().unwrap();
        let value = engine.run_script(source.as_bytes(), c"preview.js").unwrap();
        let (list, pairs) = engine.preview_entries(value).unwrap().unwrap();
        let join = engine.run_script(b"(list) => list.map(String).join()", c"join.js").unwrap();
        let undefined = engine.push(UndefinedValue());
        let text = engine.call(join, undefined, &[list]).unwrap();
        let text =
            engine.with_utf8(text, |text| String::from_utf8_lossy(text).into_owned()).unwrap();
        (text, pairs)
    }

    #[test]
    fn an_iterator_shows_what_it_has_still_to_give() {
        let map = "const m = new Map([[1, 'a'], [2, 'b'], [3, 'c'], [4, 'd']]); m.delete(1);";
        for (rest, expected, pairs) in [
            ("m.entries()", "2,b,3,c,4,d", true),
            ("m.keys()", "2,3,4", false),
            ("m.values()", "b,c,d", false),
            ("const i = m.entries(); i.next(); m.delete(2); i", "3,c,4,d", true),
            ("const i = m.keys(); i.next(); m.set(5, 'e'); m.delete(3); i", "4,5", false),
            ("const i = m.keys(); [...i]; i", "", false),
            ("const i = new Set([1, 2, 3]).values(); i.next(); i", "2,3", false),
            ("new Set([1, 2]).entries()", "1,1,2,2", true),
        ] {
            assert_eq!(
                preview_of(&format!("{map} {rest}")),
                (expected.to_owned(), pairs),
                "{rest}"
            );
        }
    }

    #[test]
    fn weak_collections_show_what_they_hold() {
        let key = "const k = { toString: () => 'k' };";
        assert_eq!(preview_of(&format!("{key} new WeakMap([[k, 1]])")), ("k,1".to_owned(), true));
        assert_eq!(preview_of(&format!("{key} new WeakSet([k])")), ("k".to_owned(), false));
    }
}
