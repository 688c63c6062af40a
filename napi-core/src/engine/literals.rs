//! What addons say again and again: a small cache of what the engine made of short texts, by
//! address and content. One holds the atoms of property names, one the strings.
//!
//! An addon names a property, or answers a word, by a literal, so the same address comes with the
//! same bytes almost always; comparing the bytes is cheaper than the engine's look-up, which hashes
//! them, and than making the string anew. The bytes are compared every time, since a buffer may
//! hold another text by now.
//!
//! Invariants: each entry in use owns what it keeps. Users get a copy of their own, or borrow it
//! ([`Literals::lend`]): what JavaScript that runs meanwhile pushes out then stays alive until
//! everything lent is back.

use std::cell::{Cell, RefCell, UnsafeCell};

const ENTRIES: usize = 256;
/// Longer texts are not kept.
const LONGEST: usize = 31;

/// What the engine made of a text: counted, so that copies and ends are told to the engine.
pub trait Counted: Copy {
    /// What the engine needs for counting.
    type Context: Copy;
    /// One more owner.
    fn copy(self, ctx: Self::Context) -> Self;
    /// One owner less.
    fn release(self, ctx: Self::Context);
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
pub struct Literals<T> {
    entries: UnsafeCell<Box<[Entry<T>; ENTRIES]>>,
    /// How often something is lent now.
    lent: Cell<usize>,
    /// What was pushed out while something was lent.
    pushed_out: RefCell<Vec<T>>,
}

impl<T: Counted> Literals<T> {
    pub fn new() -> Literals<T> {
        let empty = Entry { address: 0, len: 0, bytes: [0; LONGEST], kept: None };
        Literals {
            entries: UnsafeCell::new(Box::new([empty; ENTRIES])),
            lent: Cell::new(0),
            pushed_out: RefCell::default(),
        }
    }

    #[inline(always)]
    fn place(&self, text: &[u8]) -> *mut Entry<T> {
        let address = text.as_ptr() as usize;
        // SAFETY: the entries are touched only in this file, and no reference to them lives while
        // anything else runs.
        unsafe { &raw mut (*self.entries.get())[(address ^ (address >> 8) ^ text.len()) % ENTRIES] }
    }

    /// A copy of what is kept for this text.
    #[inline(always)]
    pub fn find(&self, ctx: T::Context, text: &[u8]) -> Option<T> {
        self.known(text).map(|kept| kept.copy(ctx))
    }

    /// What is kept for this text, alive until it is given back with [`Literals::take_back`].
    #[cfg_attr(feature = "spidermonkey", allow(dead_code))] // a collector traces what is in use
    #[inline(always)]
    pub fn lend(&self, text: &[u8]) -> Option<T> {
        let kept = self.known(text)?;
        self.lent.set(self.lent.get() + 1);
        Some(kept)
    }

    /// Ends a loan.
    #[cfg_attr(feature = "spidermonkey", allow(dead_code))]
    #[inline(always)]
    pub fn take_back(&self, ctx: T::Context) {
        let lent = self.lent.get() - 1;
        self.lent.set(lent);
        if lent == 0 && !self.pushed_out.borrow().is_empty() {
            self.release_pushed_out(ctx);
        }
    }

    #[cold]
    fn release_pushed_out(&self, ctx: T::Context) {
        for old in self.pushed_out.take() {
            old.release(ctx);
        }
    }

    #[inline(always)]
    fn known(&self, text: &[u8]) -> Option<T> {
        // SAFETY: as in `place`.
        let entry = unsafe { &*self.place(text) };
        let known = entry.address == text.as_ptr() as usize
            && usize::from(entry.len) == text.len()
            && entry.bytes[..text.len()] == *text;
        if known { entry.kept } else { None }
    }

    /// Keeps what was made of a text.
    pub fn keep(&self, ctx: T::Context, text: &[u8], made: T) {
        if text.is_empty() || text.len() > LONGEST {
            return;
        }
        let address = text.as_ptr() as usize;
        let kept = Some(made.copy(ctx));
        let mut entry = Entry { address, len: text.len() as u8, bytes: [0; LONGEST], kept };
        entry.bytes[..text.len()].copy_from_slice(text);
        // SAFETY: as in `place`.
        let old = unsafe { self.place(text).replace(entry) };
        self.push_out(old.kept, ctx);
    }

    /// As [`Literals::keep`], from the second time on that a text of this length comes from this
    /// address: most places that hold text hold each only once.
    #[inline]
    pub fn keep_if_met(&self, ctx: T::Context, text: &[u8], made: T) {
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
        let old = entry.kept.take();
        self.push_out(old, ctx);
    }

    fn push_out(&self, old: Option<T>, ctx: T::Context) {
        match old {
            Some(old) if self.lent.get() > 0 => self.pushed_out.borrow_mut().push(old),
            Some(old) => old.release(ctx),
            None => {}
        }
    }

    /// Shows all that is kept, for a collector that traces it.
    #[cfg_attr(not(feature = "spidermonkey"), allow(dead_code))]
    pub fn for_each_kept(&self, mut visit: impl FnMut(&mut T)) {
        for index in 0..ENTRIES {
            // SAFETY: as in `place`; `visit` is a collector, which comes back to nothing here.
            if let Some(kept) = unsafe { &mut (&mut *self.entries.get())[index].kept } {
                visit(kept);
            }
        }
        self.pushed_out.borrow_mut().iter_mut().for_each(visit);
    }

    /// Gives up everything; for the end of the engine.
    pub fn clear(&self, ctx: T::Context) {
        for index in 0..ENTRIES {
            // SAFETY: as in `place`.
            let kept = unsafe { (&raw mut (*self.entries.get())[index].kept).replace(None) };
            if let Some(kept) = kept {
                kept.release(ctx);
            }
        }
        self.release_pushed_out(ctx);
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

    // Only an engine that counts its names lends them.
    #[cfg(not(feature = "spidermonkey"))]
    #[test]
    fn a_name_that_is_pushed_out_while_it_is_lent_stays_alive() {
        let engine = Engine::new().expect("an engine");
        let object = engine.object().expect("an object");
        let name: &[u8] = b"lent";
        engine.set_named(object, name, engine.int32(1)).expect("a plain property");
        let atom = engine.names.lend(name).expect("the name is kept");
        let others: Vec<String> = (0..5000).map(|number| format!("other{number}")).collect();
        for other in &others {
            engine.set_named(object, other.as_bytes(), engine.int32(2)).expect("a plain property");
        }
        assert!(engine.names.pushed_out.borrow().contains(&atom), "so many push every name out");
        engine.names.take_back(engine.ctx);
        assert!(engine.names.pushed_out.borrow().is_empty());
        let value = engine.get_named(object, name).expect("a plain property");
        assert_eq!(engine.number_value(value), Some(1.0));
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
