//! The entries of collections that JavaScript cannot see without moving an iterator or at all.
//!
//! QuickJS has no API for them, so this reads its private structures, as they are in version
//! 0.16.2, which rquickjs-sys 0.14.0 brings.
//!
//! Invariants: nothing is read unless the engine says that it is that version and gives the class
//! of the object the expected name; nothing is written; while a list is walked, no call into the
//! engine is made but the duplication of a value, which changes a count.

use super::own_keys::append;
use super::{Engine, Handle, handle};
use crate::engine::seam::{Objects, Outcome};
use rquickjs_sys as q;
use std::ffi::{CStr, c_int};
use std::mem::offset_of;

const LAYOUT_VERSION: &CStr = c"0.16.2";

/// `struct list_head`: a ring with a head that is no entry.
#[repr(C)]
struct Link {
    _previous: *mut Link,
    next: *mut Link,
}

/// `JSMapRecord`: an entry; the value is undefined in sets.
#[repr(C)]
struct Record {
    _references: c_int,
    /// Deleted, but an iterator stands on it.
    empty: bool,
    _map: *mut MapState,
    link: Link,
    _hash_link: Link,
    key: q::JSValue,
    value: q::JSValue,
}

/// The beginning of `JSMapState`: what a map, set, weak map or weak set holds.
#[repr(C)]
struct MapState {
    _is_weak: bool,
    records: Link,
}

/// `JSMapIteratorData`.
#[repr(C)]
struct IteratorData {
    /// The map or set; undefined once there is nothing more.
    collection: q::JSValue,
    /// 0 keys, 1 values, 2 both.
    kind: c_int,
    /// The entry given last; NULL before the first.
    current: *mut Record,
}

/// What of each entry is listed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Keys,
    Values,
    Both,
}

/// What the structure behind an object of a class is.
#[derive(Clone, Copy)]
enum Shape {
    Iterator { over_map: bool },
    Weak { is_map: bool },
}

/// Class ids of the engine's table. Ids of classes that others register come after it.
const CLASSES: [(q::JSClassID, &CStr, Shape); 4] = [
    (38, c"WeakMap", Shape::Weak { is_map: true }),
    (39, c"WeakSet", Shape::Weak { is_map: false }),
    (44, c"Map Iterator", Shape::Iterator { over_map: true }),
    (45, c"Set Iterator", Shape::Iterator { over_map: false }),
];

/// What an iterator has still to give, or a weak collection holds: a flat array of values, or of
/// keys and values in turn, and which of the two it is. `None` for everything else.
pub fn preview(engine: &Engine, value: Handle) -> Outcome<Option<(Handle, bool)>> {
    let mut class = 0;
    // SAFETY: a live value; the pointer is not followed before its class is known.
    let data = unsafe { q::JS_GetAnyOpaque(value.value(), &raw mut class) };
    let Some(shape) = shape_of(engine, class) else { return Ok(None) };
    if data.is_null() {
        return Ok(None);
    }
    // SAFETY: the version and the class's name say that this is the structure behind the object.
    let (entries, part) = unsafe {
        match shape {
            Shape::Iterator { over_map } => {
                remaining(engine, &*data.cast::<IteratorData>(), over_map)
            }
            Shape::Weak { is_map } => {
                let state = &*data.cast::<MapState>();
                let part = if is_map { Part::Both } else { Part::Keys };
                (entries_from(engine, state, state.records.next, part, is_map), part)
            }
        }
    };
    let list = engine.array(0)?;
    let mut entries = (0..).zip(entries);
    while let Some((count, value)) = entries.next() {
        if let Err(thrown) = append(engine, list, count, value) {
            entries.for_each(|(_, value)| engine.free(value));
            return Err(thrown);
        }
    }
    Ok(Some((list, part == Part::Both)))
}

fn shape_of(engine: &Engine, class: q::JSClassID) -> Option<Shape> {
    let (_, name, shape) = *CLASSES.iter().find(|(id, ..)| *id == class)?;
    // SAFETY: a static string; an atom of a class of this runtime and its text, both freed here.
    unsafe {
        if CStr::from_ptr(q::JS_GetVersion()) != LAYOUT_VERSION {
            return None;
        }
        let atom = q::JS_GetClassName(engine.rt, class);
        let text = q::JS_AtomToCStringLen(engine.ctx, std::ptr::null_mut(), atom);
        q::JS_FreeAtom(engine.ctx, atom);
        if text.is_null() {
            return None;
        }
        let same = CStr::from_ptr(text) == name;
        q::JS_FreeCString(engine.ctx, text);
        same.then_some(shape)
    }
}

/// Owned copies of what an iterator has still to give.
///
/// # Safety
/// `data` is behind a live iterator over a map (or set).
unsafe fn remaining(
    engine: &Engine,
    data: &IteratorData,
    over_map: bool,
) -> (Vec<q::JSValue>, Part) {
    let part = match data.kind {
        0 => Part::Keys,
        1 => Part::Values,
        _ => Part::Both,
    };
    let mut class = 0;
    // SAFETY: the collection, if there is one yet, is a map (or set) that the iterator keeps alive,
    // and was made with its state; the current record stays in its list while the iterator stands
    // on it.
    unsafe {
        let state = q::JS_GetAnyOpaque(data.collection, &raw mut class).cast::<MapState>();
        if state.is_null() {
            return (Vec::new(), part);
        }
        let state = &*state;
        let next =
            if data.current.is_null() { state.records.next } else { (*data.current).link.next };
        (entries_from(engine, state, next, part, over_map), part)
    }
}

/// Owned copies of the entries from `next` on. A set's keys are its values too.
///
/// # Safety
/// `next` is in the list of the live `state`.
unsafe fn entries_from(
    engine: &Engine,
    state: &MapState,
    mut next: *mut Link,
    part: Part,
    has_values: bool,
) -> Vec<q::JSValue> {
    let mut entries = Vec::new();
    while !std::ptr::eq(next, &raw const state.records) {
        // SAFETY: every link but the head is in a record; keys and values are live while their
        // record is no deleted one, those of weak maps because a key that dies takes its record
        // along.
        unsafe {
            let record = &*next.byte_sub(offset_of!(Record, link)).cast::<Record>();
            next = record.link.next;
            if record.empty {
                continue;
            }
            if part != Part::Values {
                entries.push(handle::dup(engine.ctx, record.key));
            }
            if part != Part::Keys {
                let value = if has_values { record.value } else { record.key };
                entries.push(handle::dup(engine.ctx, value));
            }
        }
    }
    entries
}
