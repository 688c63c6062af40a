//! A stack of slots that the collector traces: chunks that never move, so addresses stay put.
//!
//! Three of them belong to an engine: values (the handles), objects and property keys (what the
//! engine's functions take by the address of a bare pointer).
//!
//! Invariants: slots below `top` (in chunks up to the current one) are initialised; `top` is below
//! the current chunk's end, so that there is room for one more; a [`Mark`] taken earlier is a
//! position at or below `top`. Pushing is a store and an increment; closing a scope is two stores.

use std::cell::{Cell, UnsafeCell};
use std::mem::MaybeUninit;

const CHUNK: usize = 1024;

type Chunk<T> = Box<[MaybeUninit<T>]>;

/// A position in the stack.
pub struct Mark<T> {
    top: *mut T,
    chunk: usize,
}

impl<T> Clone for Mark<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Mark<T> {}

/// See the module's description.
pub struct Slots<T> {
    top: Cell<*mut T>,
    end: Cell<*mut T>,
    /// Index of the chunk `top` points into.
    chunk: Cell<usize>,
    chunks: UnsafeCell<Vec<Chunk<T>>>,
}

impl<T: Copy> Slots<T> {
    /// An empty stack.
    pub fn new() -> Slots<T> {
        let mut first = Box::new_uninit_slice(CHUNK);
        let range = first.as_mut_ptr_range();
        Slots {
            top: Cell::new(range.start.cast()),
            end: Cell::new(range.end.cast()),
            chunk: Cell::new(0),
            chunks: UnsafeCell::new(vec![first]),
        }
    }

    /// A new slot that holds `value`.
    #[inline(always)]
    pub fn push(&self, value: T) -> *mut T {
        let slot = self.top.get();
        // SAFETY: there is always room for one more: slot < end, inside the current chunk.
        unsafe {
            slot.write(value);
            let next = slot.add(1);
            self.top.set(next);
            if next == self.end.get() {
                self.next_chunk();
            }
        }
        slot
    }

    #[cold]
    #[inline(never)]
    fn next_chunk(&self) {
        let index = self.chunk.get() + 1;
        // SAFETY: the vector of chunks is touched only in this file, and nothing is called while
        // the borrow lives; growing it moves boxes, not their contents.
        let chunks = unsafe { &mut *self.chunks.get() };
        if index == chunks.len() {
            chunks.push(Box::new_uninit_slice(CHUNK));
        }
        self.enter(index);
        self.top.set(self.start(index));
    }

    /// Makes chunk `index` current.
    fn enter(&self, index: usize) {
        // SAFETY: as in `next_chunk`.
        let range = unsafe { (&mut *self.chunks.get())[index].as_mut_ptr_range() };
        self.chunk.set(index);
        self.end.set(range.end.cast());
    }

    fn start(&self, index: usize) -> *mut T {
        // SAFETY: as in `next_chunk`.
        unsafe { (&mut *self.chunks.get())[index].as_mut_ptr().cast() }
    }

    /// Puts values side by side; the address of the first. Slots that are passed over, since a chunk
    /// ends before the values do, hold the first value too.
    pub fn push_all(&self, values: impl ExactSizeIterator<Item = T>) -> *const T {
        let count = values.len();
        // SAFETY: `top` and `end` are in one chunk.
        let room = unsafe { self.end.get().offset_from(self.top.get()) } as usize;
        let mut values = values.peekable();
        if count >= room
            && let Some(first) = values.peek().copied()
        {
            self.skip_to_chunk(first, count);
        }
        let start = self.top.get();
        for value in values {
            self.push(value);
        }
        start
    }

    /// Goes on in a chunk that has room for more than `count` slots.
    #[cold]
    fn skip_to_chunk(&self, filler: T, count: usize) {
        let mut slot = self.top.get();
        while slot != self.end.get() {
            // SAFETY: slot < end, in the current chunk.
            unsafe {
                slot.write(filler);
                slot = slot.add(1);
            }
        }
        let index = self.chunk.get() + 1;
        // SAFETY: as in `next_chunk`; chunks above the current one hold nothing.
        unsafe {
            let chunks = &mut *self.chunks.get();
            if chunks.get(index).is_some_and(|chunk| chunk.len() <= count) {
                chunks.truncate(index);
            }
            if index == chunks.len() {
                chunks.push(Box::new_uninit_slice(CHUNK.max(count + 1)));
            }
        }
        self.enter(index);
        self.top.set(self.start(index));
    }

    /// The current position.
    #[inline(always)]
    pub fn mark(&self) -> Mark<T> {
        Mark { top: self.top.get(), chunk: self.chunk.get() }
    }

    /// Gives up every slot above `mark`.
    #[inline(always)]
    pub fn release_to(&self, mark: Mark<T>) {
        if self.chunk.get() != mark.chunk {
            self.leave_chunk(mark.chunk);
        }
        self.top.set(mark.top);
    }

    #[cold]
    #[inline(never)]
    fn leave_chunk(&self, chunk: usize) {
        self.enter(chunk);
    }

    /// Gives up everything; for the end of the engine.
    pub fn clear(&self) {
        self.release_to(Mark { top: self.start(0), chunk: 0 });
    }

    /// Shows every slot in use to the collector.
    pub fn for_each(&self, mut visit: impl FnMut(*mut T)) {
        for index in 0..=self.chunk.get() {
            // SAFETY: as in `next_chunk`.
            let range = unsafe { (&mut *self.chunks.get())[index].as_mut_ptr_range() };
            let mut slot: *mut T = range.start.cast();
            let end = if index == self.chunk.get() { self.top.get() } else { range.end.cast() };
            while slot != end {
                visit(slot);
                // SAFETY: slot < end.
                slot = unsafe { slot.add(1) };
            }
        }
    }
}

/// A slot that is given up when this is dropped: for the length of an operation.
pub struct Pinned<'e, T: Copy> {
    slots: &'e Slots<T>,
    mark: Mark<T>,
    slot: *mut T,
}

impl<'e, T: Copy> Pinned<'e, T> {
    /// Keeps `value` where the collector finds it.
    #[inline(always)]
    pub fn new(slots: &'e Slots<T>, value: T) -> Pinned<'e, T> {
        let mark = slots.mark();
        Pinned { slots, mark, slot: slots.push(value) }
    }

    /// What the slot holds now.
    #[inline(always)]
    pub fn get(&self) -> T {
        // SAFETY: in use until `self` is dropped.
        unsafe { *self.slot }
    }

    /// Its address, for the engine to read.
    #[inline(always)]
    pub fn handle(&self) -> mozjs_sys::jsapi::JS::Handle<T> {
        // SAFETY: the collector traces the slot, which is in use until `self` is dropped.
        unsafe { mozjs_sys::jsapi::JS::Handle::from_marked_location(self.slot) }
    }

    /// Its address, for the engine to write.
    #[inline(always)]
    pub fn out(&self) -> mozjs_sys::jsapi::JS::MutableHandle<T> {
        // SAFETY: as in `handle`; no reference to the slot exists.
        unsafe { mozjs_sys::jsapi::JS::MutableHandle::from_marked_location(self.slot) }
    }
}

impl<T: Copy> Drop for Pinned<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.slots.release_to(self.mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_close_across_chunks_and_slots_keep_their_addresses() {
        let slots = Slots::new();
        let first = slots.push(0usize);
        let mark = slots.mark();
        let pushed: Vec<_> = (1..=3 * CHUNK).map(|value| slots.push(value)).collect();
        for (index, slot) in pushed.iter().enumerate() {
            // SAFETY: a slot in use.
            assert_eq!(unsafe { **slot }, index + 1);
        }
        let mut seen = 0;
        slots.for_each(|_| seen += 1);
        assert_eq!(seen, 3 * CHUNK + 1);
        slots.release_to(mark);
        seen = 0;
        slots.for_each(|slot| {
            assert_eq!(slot, first);
            seen += 1;
        });
        assert_eq!((seen, slots.push(7)), (1, pushed[0]));
    }

    #[test]
    fn values_lie_side_by_side_however_many_they_are() {
        let slots = Slots::new();
        for count in [1, 3, CHUNK - 5, 10, 2 * CHUNK, CHUNK, 4 * CHUNK] {
            let mark = slots.mark();
            slots.push(0);
            let first = slots.push_all(0..count);
            for index in 0..count {
                // SAFETY: `count` slots in use.
                assert_eq!(unsafe { *first.add(index) }, index);
            }
            if count % 2 == 0 {
                slots.release_to(mark);
            }
        }
        let mut seen = 0;
        slots.for_each(|_| seen += 1);
        assert!(seen >= 6 + CHUNK - 5);
    }
}
