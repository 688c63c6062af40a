//! Listing an object's keys: with the filters of `napi_get_all_property_names`, and those beyond
//! the elements of an array, for inspection.

use super::{Engine, Handle};
use crate::engine::array_index::array_index;
use crate::engine::seam::{Buffers, KeyFilter, Objects, Outcome, Scopes, Strings, Thrown};
use rquickjs_sys as q;
use std::collections::HashSet;

/// The engine's list of own property names, freed on drop.
struct Names<'a> {
    engine: &'a Engine,
    list: *mut q::JSPropertyEnum,
    len: u32,
}

impl Names<'_> {
    fn entries(&self) -> &[q::JSPropertyEnum] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: the engine filled `len` entries.
        unsafe { std::slice::from_raw_parts(self.list, self.len as usize) }
    }
}

impl Drop for Names<'_> {
    fn drop(&mut self) {
        // SAFETY: list and len came from JS_GetOwnPropertyNames.
        unsafe { q::JS_FreePropertyEnum(self.engine.ctx, self.list, self.len) };
    }
}

impl<'a> Names<'a> {
    /// The own keys that `flags` select.
    fn of(engine: &'a Engine, object: Handle, flags: u32) -> Outcome<Names<'a>> {
        let mut names = Names { engine, list: std::ptr::null_mut(), len: 0 };
        // SAFETY: a live object; the out-parameters are ours.
        let result = unsafe {
            q::JS_GetOwnPropertyNames(
                engine.ctx,
                &raw mut names.list,
                &raw mut names.len,
                object.value(),
                flags as i32,
            )
        };
        if result < 0 { Err(Thrown) } else { Ok(names) }
    }
}

fn own_names<'a>(engine: &'a Engine, object: Handle, filter: KeyFilter) -> Outcome<Names<'a>> {
    let mut flags = 0;
    if !filter.skip_strings {
        flags |= q::JS_GPN_STRING_MASK;
    }
    if !filter.skip_symbols {
        flags |= q::JS_GPN_SYMBOL_MASK;
    }
    if flags == 0 {
        return Ok(Names { engine, list: std::ptr::null_mut(), len: 0 });
    }
    Names::of(engine, object, flags)
}

/// Attribute flags of an own property; `None` when a proxy hides it.
fn attributes(engine: &Engine, object: Handle, atom: q::JSAtom) -> Outcome<Option<u32>> {
    // SAFETY: live values; the descriptor's values are owned and freed here.
    unsafe {
        let mut property = std::mem::zeroed::<q::JSPropertyDescriptor>();
        let found = q::JS_GetOwnProperty(engine.ctx, &raw mut property, object.value(), atom);
        if found < 0 {
            return Err(Thrown);
        }
        if found == 0 {
            return Ok(None);
        }
        engine.free(property.value);
        if property.flags & q::JS_PROP_GETSET as i32 != 0 {
            engine.free(property.getter);
            engine.free(property.setter);
        }
        Ok(Some(property.flags as u32))
    }
}

/// Keys met so far on the way up the prototype chain; owns a reference to each atom.
struct Seen<'a> {
    engine: &'a Engine,
    atoms: HashSet<q::JSAtom>,
}

impl Seen<'_> {
    /// Whether the key is new.
    fn insert(&mut self, atom: q::JSAtom) -> bool {
        let new = self.atoms.insert(atom);
        if new {
            // SAFETY: the atom is alive in the list it came from.
            unsafe { q::JS_DupAtom(self.engine.ctx, atom) };
        }
        new
    }
}

impl Drop for Seen<'_> {
    fn drop(&mut self) {
        for atom in &self.atoms {
            // SAFETY: a reference of ours since `insert`.
            unsafe { q::JS_FreeAtom(self.engine.ctx, *atom) };
        }
    }
}

pub fn collect(engine: &Engine, object: Handle, filter: KeyFilter) -> Outcome<Handle> {
    let result = engine.array(0)?;
    let mark = engine.mark();
    let mut seen = Seen { engine, atoms: HashSet::new() };
    let mut count = 0;
    let mut level = object;
    loop {
        let names = own_names(engine, level, filter)?;
        for entry in names.entries() {
            // An own property shadows its namesakes further up, whether it is listed or not.
            let shadowed = filter.include_prototypes && !seen.insert(entry.atom);
            let Some(flags) = attributes(engine, level, entry.atom)? else { continue };
            let wanted = |only: bool, bit: u32| !only || flags & bit != 0;
            let accessor = flags & q::JS_PROP_GETSET != 0;
            if shadowed
                || !wanted(filter.only_enumerable, q::JS_PROP_ENUMERABLE)
                || !(wanted(filter.only_writable, q::JS_PROP_WRITABLE) || accessor)
                || !wanted(filter.only_configurable, q::JS_PROP_CONFIGURABLE)
            {
                continue;
            }
            append(engine, result, count, key_value(engine, entry.atom, filter.numbers))?;
            count += 1;
        }
        if !filter.include_prototypes {
            break;
        }
        let next = engine.prototype(level)?;
        if next.tag() != q::JS_TAG_OBJECT {
            break;
        }
        level = next;
    }
    engine.release_to(mark);
    Ok(result)
}

/// Adds an owned value to the end of a list of `count`.
pub(super) fn append(engine: &Engine, list: Handle, count: u32, value: q::JSValue) -> Outcome<()> {
    let flags = q::JS_PROP_C_W_E as i32;
    // SAFETY: a live array, which takes ownership of the value.
    let added =
        unsafe { q::JS_DefinePropertyValueUint32(engine.ctx, list.value(), count, value, flags) };
    engine.truth(added).map(drop)
}

/// From so many elements on, only the symbols of a typed array are listed: the engine lists string
/// keys together with all the elements, at 8 bytes each.
const TOO_MANY_ELEMENTS: u64 = 1 << 24;

/// The own keys of an array or typed array that are no array indices: strings, then symbols.
pub fn beyond_elements(engine: &Engine, object: Handle, only_enumerable: bool) -> Outcome<Handle> {
    let mut flags = q::JS_GPN_SYMBOL_MASK;
    if engine.view(object).is_none_or(|view| (view.length as u64) < TOO_MANY_ELEMENTS) {
        flags |= q::JS_GPN_STRING_MASK;
    }
    if only_enumerable {
        flags |= q::JS_GPN_ENUM_ONLY;
    }
    let result = engine.array(0)?;
    let names = Names::of(engine, object, flags)?;
    // Elements come first and in order: mostly each is the one after the last, which its atom
    // alone tells.
    let (mut next, mut count) = (0, 0);
    for entry in names.entries() {
        // SAFETY: an atom of our own, freed at once: only its identity matters. An equal one in
        // the list keeps it from being another's by then.
        let expected = unsafe {
            let atom = q::JS_NewAtomUInt32(engine.ctx, next);
            q::JS_FreeAtom(engine.ctx, atom);
            atom
        };
        if entry.atom == expected {
            next += 1;
            continue;
        }
        // SAFETY: a live atom; the key is owned.
        let key = unsafe { q::JS_AtomToValue(engine.ctx, entry.atom) };
        match index_of(engine, key)? {
            Some(index) => {
                engine.free(key);
                next = index.saturating_add(1);
            }
            None => {
                append(engine, result, count, key)?;
                count += 1;
            }
        }
    }
    Ok(result)
}

/// The array index that a key is, if it is one.
fn index_of(engine: &Engine, key: q::JSValue) -> Outcome<Option<u32>> {
    if key.tag != q::JS_TAG_STRING as i64 {
        return Ok(None);
    }
    engine.with_utf8(Handle::at(&raw const key), array_index)
}

/// The key as an owned value: array indices as numbers when asked for.
fn key_value(engine: &Engine, atom: q::JSAtom, numbers: bool) -> q::JSValue {
    // SAFETY: a live atom.
    let key = unsafe { q::JS_AtomToValue(engine.ctx, atom) };
    if !numbers {
        return key;
    }
    match index_of(engine, key) {
        Ok(Some(index)) => {
            engine.free(key);
            q::__JS_NewFloat64(f64::from(index))
        }
        _ => key,
    }
}
