//! Which ranges of memory are borrowed in the current call.
//!
//! Invariant: two live borrows overlap only if both are shared, exactly as Rust's own references.
//! A small fixed table, so that a borrow costs no allocation and a call without one only three
//! stores; when it is full, borrowing fails (always at the same count, never by chance of
//! addresses).
//!
//! Neighbours: `raw/bytes.rs` holds a slot for each guard; `Env::entering_js` asks `is_empty`.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

/// How many borrows can live at once in one call.
pub(crate) const CAPACITY: usize = 8;

/// The borrows of one frame. Slots are numbered; bit `n` of `used` says slot `n` is taken.
pub(crate) struct Ledger {
    used: Cell<u8>,
    exclusive: Cell<u8>,
    /// The range of slot 0, which most calls that borrow need alone.
    first: Cell<(usize, usize)>,
    /// Those of the others, written at the second borrow.
    others: OnceCell<[Cell<(usize, usize)>; CAPACITY - 1]>,
}

/// Why a borrow was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It overlaps another borrow, and one of the two is exclusive.
    Overlap,
    /// Too many borrows live at once.
    Full,
}

impl Ledger {
    #[inline]
    pub(crate) fn new() -> Ledger {
        Ledger {
            used: Cell::new(0),
            exclusive: Cell::new(0),
            first: Cell::new((0, 0)),
            others: OnceCell::new(),
        }
    }

    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.used.get() == 0
    }

    /// Whether an access to these addresses would break a live borrow.
    pub(crate) fn conflicts(&self, range: &Range<usize>, exclusive: bool) -> bool {
        let held = if exclusive { self.used.get() } else { self.exclusive.get() };
        let others = self.others.get().map_or(&[][..], |others| others);
        std::iter::once(&self.first).chain(others).enumerate().any(|(slot, taken)| {
            let (start, end) = taken.get();
            held & (1 << slot) != 0 && start < range.end && range.start < end
        })
    }

    /// Takes a slot for a borrow of these addresses.
    #[inline]
    pub(crate) fn acquire(
        &self,
        range: Range<usize>,
        exclusive: bool,
    ) -> std::result::Result<u8, Refused> {
        if self.used.get() != 0 {
            return self.acquire_another(range, exclusive);
        }
        self.first.set((range.start, range.end));
        self.used.set(1);
        self.exclusive.set(exclusive.into());
        Ok(0)
    }

    fn acquire_another(
        &self,
        range: Range<usize>,
        exclusive: bool,
    ) -> std::result::Result<u8, Refused> {
        if self.conflicts(&range, exclusive) {
            return Err(Refused::Overlap);
        }
        let used = self.used.get();
        let slot = used.trailing_ones();
        if slot as usize >= CAPACITY {
            return Err(Refused::Full);
        }
        let others = self.others.get_or_init(|| [const { Cell::new((0, 0)) }; CAPACITY - 1]);
        let place = (slot as usize).checked_sub(1).map_or(&self.first, |other| &others[other]);
        place.set((range.start, range.end));
        self.used.set(used | 1 << slot);
        if exclusive {
            self.exclusive.set(self.exclusive.get() | 1 << slot);
        }
        Ok(slot as u8)
    }

    /// Forgets all borrows: those of guards that were leaked, when the call is over.
    pub(crate) fn clear(&self) {
        self.used.set(0);
        self.exclusive.set(0);
    }

    /// Gives a slot back.
    #[inline]
    pub(crate) fn release(&self, slot: u8) {
        let rest = !(1u8 << slot);
        self.used.set(self.used.get() & rest);
        self.exclusive.set(self.exclusive.get() & rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_borrows_overlap_freely() {
        let ledger = Ledger::new();
        let first = ledger.acquire(10..20, false).unwrap();
        let second = ledger.acquire(15..30, false).unwrap();
        assert_ne!(first, second);
        assert!(!ledger.is_empty());
        ledger.release(first);
        ledger.release(second);
        assert!(ledger.is_empty());
    }

    #[test]
    fn exclusive_borrows_exclude_what_overlaps() {
        let ledger = Ledger::new();
        let exclusive = ledger.acquire(10..20, true).unwrap();
        assert_eq!(ledger.acquire(19..25, false), Err(Refused::Overlap));
        assert_eq!(ledger.acquire(0..11, true), Err(Refused::Overlap));
        assert!(ledger.acquire(20..25, true).is_ok(), "neighbours do not overlap");
        ledger.release(exclusive);
        assert!(ledger.acquire(10..20, false).is_ok());
    }

    #[test]
    fn an_exclusive_borrow_is_refused_over_a_shared_one() {
        let ledger = Ledger::new();
        ledger.acquire(0..8, false).unwrap();
        assert_eq!(ledger.acquire(0..8, true), Err(Refused::Overlap));
        assert!(ledger.conflicts(&(4..5), true));
        assert!(!ledger.conflicts(&(4..5), false));
    }

    #[test]
    fn the_table_fills_and_empties() {
        let ledger = Ledger::new();
        for start in 0..CAPACITY {
            ledger.acquire(start..start + 1, true).unwrap();
        }
        assert_eq!(ledger.acquire(100..101, false), Err(Refused::Full));
        ledger.release(3);
        assert_eq!(ledger.acquire(100..101, false), Ok(3));
    }
}
