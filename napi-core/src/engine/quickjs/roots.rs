//! Roots: slots outside any handle scope, in a table that belongs to the engine.
//!
//! The table knows every root, so the end of the engine empties them all: a root that somebody
//! still holds then (an addon's work it never deleted, an embedder's persistent value) shows
//! `undefined` and can be dropped safely.
//!
//! Invariants: slots never move; a free slot has the tag "uninitialized" and points to the next
//! free one; every other slot owns its value; the table's memory outlives its roots (they are
//! dropped before the engine's memory is given back, or hold a share of it).

use super::Engine;
use super::handle::{Handle, dup};
use rquickjs_sys as q;
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

const CHUNK: usize = 256;
const FREE: i64 = q::JS_TAG_UNINITIALIZED as i64;

type Chunk = Box<[UnsafeCell<q::JSValue>; CHUNK]>;

pub struct RootTable {
    rt: *mut q::JSRuntime,
    first_free: Cell<*mut q::JSValue>,
    chunks: UnsafeCell<Vec<Chunk>>,
}

/// A value kept alive outside any handle scope.
pub struct Root {
    slot: NonNull<q::JSValue>,
    table: NonNull<RootTable>,
}

impl RootTable {
    pub fn new(rt: *mut q::JSRuntime) -> RootTable {
        RootTable { rt, first_free: Cell::new(std::ptr::null_mut()), chunks: UnsafeCell::default() }
    }

    /// Takes ownership of `value`.
    #[inline]
    fn insert(&self, value: q::JSValue) -> NonNull<q::JSValue> {
        let slot = match NonNull::new(self.first_free.get()) {
            Some(slot) => slot,
            None => self.grow(),
        };
        // SAFETY: a free slot of the table: its value is the link to the next free one.
        unsafe {
            self.first_free.set(slot.read().u.ptr.cast());
            slot.write(value);
        }
        slot
    }

    /// Adds a chunk of free slots; the first of them.
    #[cold]
    fn grow(&self) -> NonNull<q::JSValue> {
        let chunk: Chunk =
            Box::new(std::array::from_fn(|_| UnsafeCell::new(free_slot(std::ptr::null_mut()))));
        for pair in chunk.windows(2) {
            // SAFETY: a chunk nobody else knows of yet.
            unsafe { pair[0].get().write(free_slot(pair[1].get())) };
        }
        let first = chunk[0].get();
        // SAFETY: the vector is touched only here and in `clear`, for the length of a statement
        // that calls nothing; growing it moves boxes, not their contents.
        unsafe { (*self.chunks.get()).push(chunk) };
        // SAFETY: the address of a slot.
        unsafe { NonNull::new_unchecked(first) }
    }

    /// Gives up a slot and its value.
    #[inline]
    fn remove(&self, slot: NonNull<q::JSValue>) {
        // SAFETY: a slot in use. It is free before its value is let go, since that may run
        // finalizers, which may drop other roots.
        unsafe {
            let value = slot.read();
            slot.write(free_slot(self.first_free.replace(slot.as_ptr())));
            if value.tag < 0 {
                q::JS_FreeValueRT(self.rt, value);
            }
        }
    }

    /// Empties every root; for the end of the engine.
    pub fn clear(&self) {
        let mut index = 0;
        loop {
            // SAFETY: as in `grow`; the length is asked anew, since emptying may add roots.
            let chunk = match unsafe { (&(*self.chunks.get())).get(index / CHUNK) } {
                Some(chunk) => chunk[index % CHUNK].get(),
                None => return,
            };
            // SAFETY: a slot of the table, in use unless it says that it is free.
            unsafe {
                let value = chunk.read();
                if value.tag != FREE {
                    chunk.write(q::JS_UNDEFINED);
                    if value.tag < 0 {
                        q::JS_FreeValueRT(self.rt, value);
                    }
                }
            }
            index += 1;
        }
    }
}

fn free_slot(next: *mut q::JSValue) -> q::JSValue {
    q::JSValue { u: q::JSValueUnion { ptr: next.cast() }, tag: FREE }
}

impl Root {
    /// Keeps the value of a handle.
    pub fn new(engine: &Engine, handle: Handle) -> Root {
        let slot = engine.roots.insert(engine.dup(handle));
        Root { slot, table: NonNull::from(&engine.roots) }
    }

    /// A handle to the value in the innermost scope.
    #[inline]
    pub fn get(&self, engine: &Engine) -> Handle {
        // SAFETY: the root's slot is in use until the root is dropped.
        engine.push(dup(engine.ctx, unsafe { self.slot.read() }))
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
