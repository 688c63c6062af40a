//! Property names that addons pass again and again: a small cache of atoms by address and content.
//!
//! An addon names a property by a literal, so the same address comes with the same bytes almost
//! always; comparing the bytes is cheaper than the engine's look-up, which hashes them. The bytes
//! are compared every time, since a buffer may hold another name by now.
//!
//! Invariant: each entry in use owns a reference to its atom; users get a reference of their own,
//! because running JavaScript may push the entry out meanwhile.

use rquickjs_sys as q;
use std::cell::UnsafeCell;

const ENTRIES: usize = 256;
/// Longer names are not kept.
const LONGEST: usize = 31;

#[derive(Clone, Copy)]
struct Entry {
    address: usize,
    atom: q::JSAtom,
    len: u8,
    bytes: [u8; LONGEST],
}

const EMPTY: Entry = Entry { address: 0, atom: q::JS_ATOM_NULL, len: 0, bytes: [0; LONGEST] };

pub struct AtomCache(UnsafeCell<Box<[Entry; ENTRIES]>>);

impl AtomCache {
    pub fn new() -> AtomCache {
        AtomCache(UnsafeCell::new(Box::new([EMPTY; ENTRIES])))
    }

    #[inline(always)]
    fn place(name: &[u8]) -> usize {
        let address = name.as_ptr() as usize;
        (address ^ (address >> 8) ^ name.len()) % ENTRIES
    }

    /// A reference to the atom of this name, if it is here.
    #[inline(always)]
    pub fn find(&self, ctx: *mut q::JSContext, name: &[u8]) -> Option<q::JSAtom> {
        // SAFETY: the entries are touched only in this file, and no reference to them lives while
        // anything else runs.
        let entry = unsafe { &(&*self.0.get())[Self::place(name)] };
        let known = entry.address == name.as_ptr() as usize
            && usize::from(entry.len) == name.len()
            && entry.bytes[..name.len()] == *name;
        // SAFETY: the entry owns a reference to the atom.
        known.then(|| unsafe { q::JS_DupAtom(ctx, entry.atom) })
    }

    /// Keeps an atom that was looked up.
    pub fn keep(&self, ctx: *mut q::JSContext, name: &[u8], atom: q::JSAtom) {
        if name.is_empty() || name.len() > LONGEST {
            return;
        }
        let mut entry = Entry { address: name.as_ptr() as usize, len: name.len() as u8, ..EMPTY };
        entry.bytes[..name.len()].copy_from_slice(name);
        // SAFETY: a live atom; the entry that is pushed out is given up after it was replaced.
        unsafe {
            entry.atom = q::JS_DupAtom(ctx, atom);
            let place = &raw mut (*self.0.get())[Self::place(name)];
            let old = place.replace(entry);
            if old.atom != q::JS_ATOM_NULL {
                q::JS_FreeAtom(ctx, old.atom);
            }
        }
    }

    /// Gives up every atom; for the end of the engine.
    pub fn clear(&self, ctx: *mut q::JSContext) {
        for index in 0..ENTRIES {
            // SAFETY: as in `keep`.
            unsafe {
                let place = &raw mut (*self.0.get())[index];
                let old = place.replace(EMPTY);
                if old.atom != q::JS_ATOM_NULL {
                    q::JS_FreeAtom(ctx, old.atom);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{Engine, Objects, Primitives};

    #[test]
    fn one_buffer_may_hold_one_name_after_another() {
        let engine = Engine::new().expect("an engine");
        let object = engine.object().expect("an object");
        let mut name = *b"first";
        for (text, value) in [(b"first", 1), (b"other", 2), (b"first", 3)] {
            name.copy_from_slice(text);
            engine.set_named(object, &name, engine.int32(value)).expect("a plain property");
        }
        let read = |text: &[u8]| {
            engine.get_named(object, text).ok().and_then(|value| engine.number_value(value))
        };
        assert_eq!((read(b"first"), read(b"other")), (Some(3.0), Some(2.0)));
    }
}
