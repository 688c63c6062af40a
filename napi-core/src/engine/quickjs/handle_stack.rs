//! The stack of slots behind all handles: chunks that never move, so addresses stay put.
//!
//! Invariants: slots below `top` (in chunks up to the current one) are initialised and each owns
//! its value; `top` is below the current chunk's end, so that there is room for one more; a
//! [`Mark`] taken earlier is a position at or below `top`. Pushing is a store and an
//! increment; closing an empty scope is one comparison.

use super::handle::Handle;
use rquickjs_sys as q;
use std::cell::{Cell, UnsafeCell};
use std::mem::MaybeUninit;

const CHUNK: usize = 1024;

type Chunk = Box<[MaybeUninit<q::JSValue>]>;

/// A position in the stack.
#[derive(Clone, Copy)]
pub struct Mark {
    top: *mut q::JSValue,
    chunk: usize,
}

pub struct HandleStack {
    top: Cell<*mut q::JSValue>,
    end: Cell<*mut q::JSValue>,
    /// Index of the chunk `top` points into.
    chunk: Cell<usize>,
    chunks: UnsafeCell<Vec<Chunk>>,
    rt: *mut q::JSRuntime,
}

impl HandleStack {
    pub fn new(rt: *mut q::JSRuntime) -> HandleStack {
        let mut first = Box::new_uninit_slice(CHUNK);
        let range = first.as_mut_ptr_range();
        HandleStack {
            top: Cell::new(range.start.cast()),
            end: Cell::new(range.end.cast()),
            chunk: Cell::new(0),
            chunks: UnsafeCell::new(vec![first]),
            rt,
        }
    }

    /// Takes ownership of `value`.
    #[inline(always)]
    pub fn push(&self, value: q::JSValue) -> Handle {
        let slot = self.top.get();
        // SAFETY: there is always room for one more: slot < end, inside the current chunk, and
        // uninitialised or given up. Growing after the store, and not before it, keeps the value
        // in its registers on the way here.
        unsafe {
            slot.write(value);
            let next = slot.add(1);
            self.top.set(next);
            if next == self.end.get() {
                self.next_chunk();
            }
        }
        Handle::at(slot)
    }

    #[cold]
    #[inline(never)]
    fn next_chunk(&self) {
        let index = self.chunk.get() + 1;
        // SAFETY: the vector of chunks is touched only here and in `release_slow`/`clear`, none of
        // which calls out while the borrow lives; growing it moves boxes, not their contents.
        let chunks = unsafe { &mut *self.chunks.get() };
        if index == chunks.len() {
            chunks.push(Box::new_uninit_slice(CHUNK));
        }
        self.enter(index);
    }

    /// Makes chunk `index` current, empty.
    fn enter(&self, index: usize) {
        // SAFETY: as in `next_chunk`.
        let range = unsafe { (&mut *self.chunks.get())[index].as_mut_ptr_range() };
        self.chunk.set(index);
        self.top.set(range.start.cast());
        self.end.set(range.end.cast());
    }

    #[inline(always)]
    pub fn mark(&self) -> Mark {
        Mark { top: self.top.get(), chunk: self.chunk.get() }
    }

    #[inline(always)]
    pub fn release_to(&self, mark: Mark) {
        if self.top.get() != mark.top {
            self.release_slow(mark);
        }
    }

    /// Frees slots one by one from the top, so that a destructor that runs meanwhile (none runs
    /// JavaScript or pushes) always sees a consistent stack.
    fn release_slow(&self, mark: Mark) {
        loop {
            let bottom = if self.chunk.get() == mark.chunk { mark.top } else { self.start() };
            while self.top.get() != bottom {
                // SAFETY: top > bottom, so the slot below top is initialised and owned; lowering
                // top first gives it up.
                unsafe {
                    let slot = self.top.get().sub(1);
                    self.top.set(slot);
                    let value = Handle::at(slot).value();
                    if value.tag < 0 {
                        q::JS_FreeValueRT(self.rt, value);
                    }
                }
            }
            if self.chunk.get() == mark.chunk {
                return;
            }
            let below = self.chunk.get() - 1;
            self.enter(below);
            self.top.set(self.end.get());
        }
    }

    fn start(&self) -> *mut q::JSValue {
        // SAFETY: as in `next_chunk`.
        unsafe { (&mut *self.chunks.get())[self.chunk.get()].as_mut_ptr().cast() }
    }

    /// Frees everything; for the end of the engine.
    pub fn clear(&self) {
        // SAFETY: as in `next_chunk`; chunk 0 always exists.
        let top = unsafe { (&mut *self.chunks.get())[0].as_mut_ptr().cast() };
        self.release_to(Mark { top, chunk: 0 });
    }

    /// Moves the value out of a slot if the slot is the stack's own and lies above `mark` in the
    /// current chunk; a cheaper end for a callback's result than copying and freeing it.
    #[inline(always)]
    pub fn steal(&self, handle: Handle, mark: Mark) -> Option<q::JSValue> {
        let slot = handle.address();
        if slot >= mark.top && slot < self.top.get() && self.chunk.get() == mark.chunk {
            return Some(handle.replace(q::JS_UNDEFINED));
        }
        None
    }
}
