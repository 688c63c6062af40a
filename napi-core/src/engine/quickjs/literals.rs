//! What addons say again and again: a small cache of what the engine made of short texts, by
//! address and content. One holds the atoms of property names, one the strings.
//!
//! An addon names a property, or answers a word, by a literal, so the same address comes with the
//! same bytes almost always; comparing the bytes is cheaper than the engine's look-up, which hashes
//! them, and than making the string anew. The bytes are compared every time, since a buffer may
//! hold another text by now.
//!
//! Invariant: each entry in use owns what it keeps; users get a copy of their own, because running
//! JavaScript may push the entry out meanwhile.

use super::handle::{dup, free};
use rquickjs_sys as q;
use std::cell::UnsafeCell;

const ENTRIES: usize = 256;
/// Longer texts are not kept.
const LONGEST: usize = 31;

/// What the engine made of a text: counted, so that copies and ends are told to the engine.
pub trait Counted: Copy {
    /// One more owner.
    fn copy(self, ctx: *mut q::JSContext) -> Self;
    /// One owner less.
    fn release(self, ctx: *mut q::JSContext);
}

impl Counted for q::JSAtom {
    #[inline(always)]
    fn copy(self, ctx: *mut q::JSContext) -> q::JSAtom {
        // SAFETY: a live atom.
        unsafe { q::JS_DupAtom(ctx, self) }
    }

    fn release(self, ctx: *mut q::JSContext) {
        // SAFETY: a live atom, owned by the caller.
        unsafe { q::JS_FreeAtom(ctx, self) };
    }
}

impl Counted for q::JSValue {
    #[inline(always)]
    fn copy(self, ctx: *mut q::JSContext) -> q::JSValue {
        dup(ctx, self)
    }

    fn release(self, ctx: *mut q::JSContext) {
        free(ctx, self);
    }
}

#[derive(Clone, Copy)]
struct Entry<T> {
    address: usize,
    len: u8,
    bytes: [u8; LONGEST],
    /// Nothing while the text was only met once.
    kept: Option<T>,
}

/// See the module's description.
pub struct Literals<T>(UnsafeCell<Box<[Entry<T>; ENTRIES]>>);

impl<T: Counted> Literals<T> {
    pub fn new() -> Literals<T> {
        let empty = Entry { address: 0, len: 0, bytes: [0; LONGEST], kept: None };
        Literals(UnsafeCell::new(Box::new([empty; ENTRIES])))
    }

    #[inline(always)]
    fn place(&self, text: &[u8]) -> *mut Entry<T> {
        let address = text.as_ptr() as usize;
        // SAFETY: the entries are touched only in this file, and no reference to them lives while
        // anything else runs.
        unsafe { &raw mut (*self.0.get())[(address ^ (address >> 8) ^ text.len()) % ENTRIES] }
    }

    /// A copy of what is kept for this text.
    #[inline(always)]
    pub fn find(&self, ctx: *mut q::JSContext, text: &[u8]) -> Option<T> {
        // SAFETY: as in `place`.
        let entry = unsafe { &*self.place(text) };
        let known = entry.address == text.as_ptr() as usize
            && usize::from(entry.len) == text.len()
            && entry.bytes[..text.len()] == *text;
        if known { entry.kept.map(|kept| kept.copy(ctx)) } else { None }
    }

    /// Keeps what was made of a text.
    pub fn keep(&self, ctx: *mut q::JSContext, text: &[u8], made: T) {
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let address = text.as_ptr() as usize;
        let kept = Some(made.copy(ctx));
        let mut entry = Entry { address, len: text.len() as u8, bytes: [0; LONGEST], kept };
        entry.bytes[..text.len()].copy_from_slice(text);
        // SAFETY: as in `place`.
        self.replaced(unsafe { self.place(text).replace(entry) }, ctx);
    }

    /// As [`Literals::keep`], from the second time on that a text of this length comes from this
    /// address: most places that hold text hold each only once.
    #[inline]
    pub fn keep_if_met(&self, ctx: *mut q::JSContext, text: &[u8], made: T) {
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let (address, len) = (text.as_ptr() as usize, text.len() as u8);
        // SAFETY: as in `place`.
        let entry = unsafe { &mut *self.place(text) };
        if entry.address == address && entry.len == len {
            self.keep(ctx, text, made);
            return;
        }
        (entry.address, entry.len) = (address, len);
        if let Some(old) = entry.kept.take() {
            old.release(ctx);
        }
    }

    fn replaced(&self, old: Entry<T>, ctx: *mut q::JSContext) {
        if let Some(old) = old.kept {
            old.release(ctx);
        }
    }

    /// Gives up everything; for the end of the engine.
    pub fn clear(&self, ctx: *mut q::JSContext) {
        for index in 0..ENTRIES {
            // SAFETY: as in `place`.
            let kept = unsafe { (&raw mut (*self.0.get())[index].kept).replace(None) };
            if let Some(kept) = kept {
                kept.release(ctx);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{Engine, Objects, Primitives, Strings};

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

    #[test]
    fn one_buffer_may_hold_one_string_after_another() {
        let engine = Engine::new().expect("an engine");
        let mut buffer = *b"first";
        let mut made = Vec::new();
        for text in [b"first", b"first", b"first", b"other", b"other", b"first"] {
            buffer.copy_from_slice(text);
            made.push((text, engine.string_utf8(&buffer).expect("a string")));
        }
        for (text, string) in made {
            let same = engine.with_utf8(string, |read| read == text).expect("it is a string");
            assert!(same, "expected {}", String::from_utf8_lossy(text));
        }
    }
}
