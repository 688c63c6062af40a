//! Memory for what comes and goes by the thousand, references and attachments: the boxes that were
//! freed last wait for the next ones of their kind.
//!
//! Invariant: a spare box holds no value. Each thread keeps its own spares, at most [`MOST`] of a
//! kind, and frees them when it ends; a box may be made on one thread and kept on another.

use std::cell::RefCell;
use std::mem::MaybeUninit;

/// About as many objects as are let go at once (see the engine's recent objects). None where a
/// sanitizer watches the memory, which it can only do while that is freed.
const MOST: usize = if cfg!(sanitized) { 0 } else { 2048 };

/// The spare boxes of one kind on one thread.
pub struct Spares<T>(RefCell<Vec<Box<MaybeUninit<T>>>>);

impl<T> Spares<T> {
    /// None yet.
    pub const fn new() -> Spares<T> {
        Spares(RefCell::new(Vec::new()))
    }

    /// A box without a value.
    #[inline]
    pub fn take(&self) -> Box<MaybeUninit<T>> {
        match self.0.borrow_mut().pop() {
            Some(spare) => spare,
            None => Box::new_uninit(),
        }
    }

    /// Keeps a box whose value is gone.
    #[inline]
    pub fn keep(&self, emptied: Box<MaybeUninit<T>>) {
        let mut spares = self.0.borrow_mut();
        if spares.len() < MOST {
            spares.push(emptied);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_kept_last_is_taken_first_and_no_more_than_most_are_kept() {
        let spares = Spares::<u64>::new();
        let first = spares.take();
        let address = first.as_ptr() as usize;
        spares.keep(first);
        let second = spares.take();
        assert_eq!(second.as_ptr() as usize, address);
        (0..MOST + 10).for_each(|_| spares.keep(Box::new_uninit()));
        assert_eq!(spares.0.borrow().len(), MOST);
    }
}
