//! Borrowing and copying the bytes of JavaScript.
//!
//! Invariants: a guard's memory stays in place and unchanged by others while it lives, because
//! nothing in this crate runs JavaScript meanwhile (`Env::entering_js`) and shared memory is
//! never borrowed; overlapping guards follow Rust's rules (`ledger.rs`). Shared memory is read
//! and written with atomic bytes.
//!
//! Neighbours: `memory.rs` (where the bytes are), `views.rs` (the public views).

use std::ops::{Deref, DerefMut, Range};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, Ordering};

use super::frame::{Env, Value};
use super::memory::{RawElement, Source, Span, locate, locate_elements};
use crate::error::{Error, Result};
use crate::ledger::Refused;

/// A shared borrow of a view's elements: derefs to a slice.
///
/// While it lives, calls that may run JavaScript fail with an error. Elements in shared memory
/// (`SharedArrayBuffer`) are copied when the guard is made.
pub struct Borrowed<'env, T: RawElement> {
    elements: Elements<T>,
    env: Env<'env>,
}

enum Elements<T> {
    InPlace { start: NonNull<T>, length: usize, slot: Option<u8> },
    Copied(Vec<T>),
}

impl<'env, T: RawElement> Borrowed<'env, T> {
    pub(crate) fn new(value: Value<'env>, source: Source) -> Result<Borrowed<'env, T>> {
        Borrowed::over(value.env(), locate(value, source)?)
    }

    /// Borrows a typed array that has yet to be checked.
    #[inline]
    pub(crate) fn of_elements(value: Value<'env>) -> Result<Borrowed<'env, T>> {
        Borrowed::over(value.env(), locate_elements::<T>(value)?)
    }

    #[inline]
    fn over(env: Env<'env>, span: Span) -> Result<Borrowed<'env, T>> {
        if span.shared || !span.data.cast::<T>().is_aligned() {
            return Ok(Borrowed { elements: Elements::Copied(copy_out(env, span)?), env });
        }
        let slot = acquire(env, span, false)?;
        let length = span.bytes / size_of::<T>();
        let start = NonNull::new(span.data.cast::<T>()).unwrap_or(NonNull::dangling());
        Ok(Borrowed { elements: Elements::InPlace { start, length, slot }, env })
    }
}

impl<T: RawElement> Deref for Borrowed<'_, T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.elements {
            // SAFETY: the host reported this memory, aligned and filled; while the slot is held
            // no JavaScript runs and no exclusive guard overlaps. A length of zero comes with
            // any aligned pointer.
            Elements::InPlace { start, length, .. } => unsafe {
                std::slice::from_raw_parts(start.as_ptr(), *length)
            },
            Elements::Copied(elements) => elements,
        }
    }
}

impl<T: RawElement> Drop for Borrowed<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Elements::InPlace { slot: Some(slot), .. } = self.elements {
            self.env.ledger().release(slot);
        }
    }
}

/// An exclusive borrow of a view's elements: derefs to a mutable slice.
///
/// While it lives, calls that may run JavaScript fail with an error, and so does borrowing
/// anything that overlaps it.
pub struct BorrowedMut<'env, T: RawElement> {
    start: NonNull<T>,
    length: usize,
    slot: Option<u8>,
    env: Env<'env>,
}

impl<'env, T: RawElement> BorrowedMut<'env, T> {
    pub(crate) fn new(value: Value<'env>, source: Source) -> Result<BorrowedMut<'env, T>> {
        BorrowedMut::over(value.env(), locate(value, source)?)
    }

    /// Borrows a typed array that has yet to be checked.
    #[inline]
    pub(crate) fn of_elements(value: Value<'env>) -> Result<BorrowedMut<'env, T>> {
        BorrowedMut::over(value.env(), locate_elements::<T>(value)?)
    }

    fn over(env: Env<'env>, span: Span) -> Result<BorrowedMut<'env, T>> {
        if span.shared {
            return Err(Error::type_error(
                "shared memory cannot be borrowed for writing, since other threads may use it: \
                 use `write_at` or `copy_from`",
            ));
        }
        if !span.data.cast::<T>().is_aligned() {
            return Err(Error::type_error(
                "the view's memory is not aligned for its elements: use `write_at`",
            ));
        }
        let slot = acquire(env, span, true)?;
        let start = NonNull::new(span.data.cast::<T>()).unwrap_or(NonNull::dangling());
        Ok(BorrowedMut { start, length: span.bytes / size_of::<T>(), slot, env })
    }
}

impl<T: RawElement> Deref for BorrowedMut<'_, T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: as for `Borrowed`; this guard is the only one over its memory.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.length) }
    }
}

impl<T: RawElement> DerefMut for BorrowedMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as for `deref`; `&mut self` makes this the only slice of the guard.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.length) }
    }
}

impl<T: RawElement> Drop for BorrowedMut<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(slot) = self.slot {
            self.env.ledger().release(slot);
        }
    }
}

fn addresses(span: Span) -> Range<usize> {
    span.data.addr()..span.data.addr() + span.bytes
}

/// Takes a slot for the span. Nothing needs no slot.
#[inline]
fn acquire(env: Env<'_>, span: Span, exclusive: bool) -> Result<Option<u8>> {
    if span.bytes == 0 {
        return Ok(None);
    }
    match env.ledger().acquire(addresses(span), exclusive) {
        Ok(slot) => Ok(Some(slot)),
        Err(refused) => Err(refusal(refused)),
    }
}

#[cold]
fn refusal(refused: Refused) -> Error {
    Error::new(match refused {
        Refused::Overlap => {
            "these bytes overlap bytes that are borrowed already, one of the two for writing: \
             drop the other guard first, or use `copy_from`"
        }
        Refused::Full => "too many byte borrows at once: drop some, or copy with `to_vec`",
    })
    .with_code("ERR_BYTES_BORROWED")
}

/// Refuses an access that would break a live borrow.
fn check_free(env: Env<'_>, span: Span, exclusive: bool) -> Result<()> {
    if env.ledger().is_empty() || !env.ledger().conflicts(&addresses(span), exclusive) {
        return Ok(());
    }
    Err(refusal(Refused::Overlap))
}

/// The part of a span that begins at `start`, of that many bytes.
fn part(span: Span, start: usize, bytes: usize) -> Result<Span> {
    match start.checked_add(bytes) {
        Some(end) if end <= span.bytes => {
            // SAFETY: `start` is within the span. An empty span may be null, with start 0.
            let data = unsafe { span.data.add(start) };
            Ok(Span { data, bytes, shared: span.shared })
        }
        _ => Err(Error::range_error(format!(
            "{bytes} bytes at {start} are out of range: the view has {} bytes",
            span.bytes
        ))
        .with_code("ERR_OUT_OF_RANGE")),
    }
}

/// A copy of the span's elements.
fn copy_out<T: RawElement>(env: Env<'_>, span: Span) -> Result<Vec<T>> {
    check_free(env, span, false)?;
    let length = span.bytes / size_of::<T>();
    let mut elements = Vec::<T>::with_capacity(length);
    // SAFETY: the vector has room for `length` elements, of which any bits are values; the
    // memory is the host's, and no exclusive guard is over it.
    unsafe {
        let target = elements.as_mut_ptr().cast::<u8>();
        move_bytes(span.data, span.shared, target, false, length * size_of::<T>());
        elements.set_len(length);
    }
    Ok(elements)
}

/// Copies bytes that may overlap; shared ones atomically.
///
/// # Safety
/// Both ranges are valid, and no Rust reference is to the target.
unsafe fn move_bytes(
    source: *mut u8,
    source_shared: bool,
    target: *mut u8,
    target_shared: bool,
    bytes: usize,
) {
    if bytes == 0 {
        return;
    }
    if !source_shared && !target_shared {
        // SAFETY: the caller's promise.
        return unsafe { std::ptr::copy(source, target, bytes) };
    }
    let one = |index: usize| {
        // SAFETY: `index` is in range of both; what other threads may touch is accessed
        // atomically, what they cannot is accessed plainly.
        unsafe {
            let (from, to) = (source.add(index), target.add(index));
            let byte = if source_shared {
                AtomicU8::from_ptr(from).load(Ordering::Relaxed)
            } else {
                from.read()
            };
            if target_shared {
                AtomicU8::from_ptr(to).store(byte, Ordering::Relaxed);
            } else {
                to.write(byte);
            }
        }
    };
    if target.addr() <= source.addr() {
        (0..bytes).for_each(one);
    } else {
        (0..bytes).rev().for_each(one);
    }
}

/// A copy of all elements of a view.
pub(crate) fn to_vec<T: RawElement>(value: Value<'_>, source: Source) -> Result<Vec<T>> {
    copy_out(value.env(), locate(value, source)?)
}

/// Copies `range` (in bytes) of one view to the byte `at` of another; they may overlap.
pub(crate) fn copy_between<'env>(
    (target, target_source): (Value<'env>, Source),
    at: usize,
    (source, source_source): (Value<'env>, Source),
    range: Range<usize>,
) -> Result<()> {
    let env = target.env();
    let bytes = range.end.saturating_sub(range.start);
    let from = part(locate(source, source_source)?, range.start, bytes)?;
    let to = part(locate(target, target_source)?, at, bytes)?;
    check_free(env, from, false)?;
    check_free(env, to, true)?;
    // SAFETY: both spans were just reported by the host, and no guard conflicts.
    unsafe { move_bytes(from.data, from.shared, to.data, to.shared, bytes) };
    Ok(())
}

/// Copies Rust bytes to the byte `at` of a view.
pub(crate) fn write_at(value: Value<'_>, source: Source, at: usize, bytes: &[u8]) -> Result<()> {
    let to = part(locate(value, source)?, at, bytes.len())?;
    check_free(value.env(), to, true)?;
    // `bytes` cannot be of this memory: a slice of it would come from a guard, which conflicts.
    // SAFETY: as in `copy_between`; `bytes` is only read.
    unsafe { move_bytes(bytes.as_ptr().cast_mut(), false, to.data, to.shared, bytes.len()) };
    Ok(())
}
