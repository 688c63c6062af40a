//! Roots: slots outside any handle scope, in a table that belongs to the engine.
//!
//! The table knows every root, so the end of the engine empties them all: a root that somebody
//! still holds then (an addon's work it never deleted, an embedder's persistent value) shows
//! `undefined` and can be dropped safely.
//!
//! Invariants: slots never move; a free slot holds the address of the next free one, as a private
//! value; the table's memory outlives its roots (they are dropped before the engine's memory is
//! given back, or hold a share of it).

use super::Engine;
use super::handle::Handle;
use mozjs_sys::jsapi::JS;
use mozjs_sys::jsval::{PrivateValue, UndefinedValue};
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

const CHUNK: usize = 256;

type Chunk = Box<[UnsafeCell<JS::Value>; CHUNK]>;

/// See the module's description.
pub struct RootTable {
    first_free: Cell<*mut JS::Value>,
    chunks: UnsafeCell<Vec<Chunk>>,
}

/// A value kept alive outside any handle scope.
pub struct Root {
    slot: NonNull<JS::Value>,
    table: NonNull<RootTable>,
}

impl RootTable {
    /// An empty table.
    pub fn new() -> RootTable {
        RootTable { first_free: Cell::new(std::ptr::null_mut()), chunks: UnsafeCell::default() }
    }

    #[inline]
    fn insert(&self, value: JS::Value) -> NonNull<JS::Value> {
        let slot = match NonNull::new(self.first_free.get()) {
            Some(slot) => slot,
            None => self.grow(),
        };
        // SAFETY: a free slot of the table: its value is the link to the next free one.
        unsafe {
            self.first_free.set(slot.read().to_private().cast_mut().cast());
            slot.write(value);
        }
        slot
    }

    /// Adds a chunk of free slots; the first of them.
    #[cold]
    fn grow(&self) -> NonNull<JS::Value> {
        let chunk: Chunk =
            Box::new(std::array::from_fn(|_| UnsafeCell::new(free_slot(std::ptr::null_mut()))));
        for pair in chunk.windows(2) {
            // SAFETY: a chunk nobody else knows of yet.
            unsafe { pair[0].get().write(free_slot(pair[1].get())) };
        }
        let first = chunk[0].get();
        // SAFETY: the vector is touched only in this file, for the length of a statement that calls
        // nothing; growing it moves boxes, not their contents.
        unsafe { (*self.chunks.get()).push(chunk) };
        // SAFETY: the address of a slot.
        unsafe { NonNull::new_unchecked(first) }
    }

    #[inline]
    fn remove(&self, slot: NonNull<JS::Value>) {
        // SAFETY: a slot in use.
        unsafe { slot.write(free_slot(self.first_free.replace(slot.as_ptr()))) };
    }

    /// Shows every slot to the collector; it passes over private values, which free slots hold.
    pub fn for_each(&self, mut visit: impl FnMut(*mut JS::Value)) {
        // SAFETY: as in `grow`; the collector makes no roots.
        for chunk in unsafe { &*self.chunks.get() } {
            for slot in chunk.iter() {
                // SAFETY: a slot of the table; only those with a thing of the heap are shown.
                if unsafe { (*slot.get()).is_gcthing() } {
                    visit(slot.get());
                }
            }
        }
    }

    /// Empties every root; for the end of the engine.
    pub fn clear(&self) {
        self.for_each(|slot| {
            // SAFETY: a slot of the table in use.
            unsafe { slot.write(UndefinedValue()) };
        });
    }
}

fn free_slot(next: *mut JS::Value) -> JS::Value {
    PrivateValue(next.cast_const().cast())
}

impl Root {
    /// Keeps the value of a handle.
    pub fn new(engine: &Engine, handle: Handle) -> Root {
        Root { slot: engine.roots.insert(handle.value()), table: NonNull::from(&engine.roots) }
    }

    /// A handle to the value in the innermost scope.
    #[inline]
    pub fn get(&self, engine: &Engine) -> Handle {
        // SAFETY: the root's slot is in use until the root is dropped.
        engine.push(unsafe { self.slot.read() })
    }

    /// The root's own slot as a handle: valid while the root is.
    #[inline]
    pub fn borrow(&self) -> Handle {
        Handle::at(self.slot.as_ptr())
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        // SAFETY: the table's invariant: its memory outlives its roots.
        unsafe { self.table.as_ref() }.remove(self.slot);
    }
}
