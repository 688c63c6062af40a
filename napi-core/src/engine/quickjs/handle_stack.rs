//! The stack of slots behind all handles: chunks that never move, so addresses stay put.
//!
//! Invariants: slots below `top` (in chunks up to the current one) are initialised and each owns
//! its value; `top` is below the current chunk's end, so that there is room for one more; a
//! [`Mark`] taken earlier is a position at or below `top`. Pushing is a store and an
//! increment; closing an empty scope is one comparison. What `retired` has, it owns: the slots
//! above `top` that show the same values do not.

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
    retired: UnsafeCell<Retired>,
    rt: *mut q::JSRuntime,
}

/// The values of the scope closed last, which lay in the slots from `start` on.
struct Retired {
    start: Mark,
    values: Vec<q::JSValue>,
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
            retired: UnsafeCell::new(Retired {
                start: Mark { top: range.start.cast(), chunk: 0 },
                values: Vec::new(),
            }),
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
        let range = self.range(index);
        self.chunk.set(index);
        self.top.set(range.start);
        self.end.set(range.end);
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

    /// As [`HandleStack::release_to`], for a scope that an addon closes: its values, and those of a
    /// scope that ended right before it, stay alive until [`HandleStack::restore_retired`] or the end
    /// of the next such scope. On Node a handle can be read after its scope until others overwrite
    /// it, and addons that open a scope as their first act return such handles.
    pub fn retire_to(&self, mark: Mark) {
        // SAFETY: `retired` is touched here, in `free_retired` and in `restore_retired` only, and no
        // borrow of it lives while one of them frees a value or calls another.
        if unsafe { &*self.retired.get() }.start.top != self.top.get() {
            self.free_retired();
        }
        // SAFETY: as above; the slots from `mark` to the top are initialised and owned: by the
        // vector from here on.
        unsafe {
            let retired = &mut *self.retired.get();
            retired.start = mark;
            for chunk in (mark.chunk..=self.chunk.get()).rev() {
                let range = self.range(chunk);
                let start = if chunk == mark.chunk { mark.top } else { range.start };
                let end = if chunk == self.chunk.get() { self.top.get() } else { range.end };
                let count = end.offset_from_unsigned(start);
                retired
                    .values
                    .splice(0..0, std::slice::from_raw_parts(start, count).iter().copied());
            }
        }
        self.move_to(mark);
    }

    /// Puts what [`HandleStack::retire_to`] kept back into its slots, except where other handles are
    /// by now; the caller's own scope ends next and frees them.
    pub fn restore_retired(&self) {
        // SAFETY: as in `retire_to`.
        let retired = unsafe { &mut *self.retired.get() };
        let (mut place, values) = (retired.start, std::mem::take(&mut retired.values));
        let top = self.mark();
        let is_below = |mark: Mark, other: Mark| (mark.chunk, mark.top) < (other.chunk, other.top);
        // A scope that was closed while no callback ran, by now of no interest.
        let is_lost = is_below(top, place);
        for value in values {
            if is_lost || is_below(place, top) {
                // SAFETY: an owned value.
                unsafe { q::JS_FreeValueRT(self.rt, value) };
            } else {
                // SAFETY: a slot at or above the top, which held this value before: given up.
                unsafe { place.top.write(value) };
            }
            place.top = place.top.wrapping_add(1);
            if place.top == self.range(place.chunk).end {
                place = Mark { chunk: place.chunk + 1, top: self.range(place.chunk + 1).start };
            }
        }
        if !is_lost && is_below(top, place) {
            self.move_to(place);
        }
    }

    /// Makes `mark` the top without freeing or initialising what lies between.
    fn move_to(&self, mark: Mark) {
        if self.chunk.get() != mark.chunk {
            self.enter(mark.chunk);
        }
        self.top.set(mark.top);
    }

    /// The slots of a chunk that exists.
    fn range(&self, chunk: usize) -> std::ops::Range<*mut q::JSValue> {
        // SAFETY: as in `next_chunk`.
        let range = unsafe { (&mut *self.chunks.get())[chunk].as_mut_ptr_range() };
        range.start.cast()..range.end.cast()
    }

    fn free_retired(&self) {
        // SAFETY: as in `retire_to`.
        let mut values = unsafe { std::mem::take(&mut (&mut *self.retired.get()).values) };
        for value in values.drain(..) {
            // SAFETY: an owned value.
            unsafe { q::JS_FreeValueRT(self.rt, value) };
        }
        // SAFETY: as in `retire_to`.
        let retired = unsafe { &mut *self.retired.get() };
        if retired.values.is_empty() && values.capacity() <= CHUNK {
            retired.values = values; // the next scope needs no allocation
        }
    }

    fn start(&self) -> *mut q::JSValue {
        self.range(self.chunk.get()).start
    }

    /// Frees everything; for the end of the engine.
    pub fn clear(&self) {
        self.free_retired();
        self.release_to(Mark { top: self.range(0).start, chunk: 0 });
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
