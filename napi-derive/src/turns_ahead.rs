//! Turns of the env's thread that its host was asked for ahead, many at once.
//!
//! Invariant: at least as many answers are on their way as turns are counted here, so the ring that
//! brought them may be taken back by the last: whatever is queued until then, that one finds.
//!
//! Neighbours: `threadsafe_function.rs`, `line.rs`. `tests/model.rs` tries all interleavings of this
//! very file.

use std::cell::Cell;

/// As many as are asked for at once.
const MOST: usize = 1000;

#[derive(Default)]
pub(crate) struct TurnsAhead(Cell<usize>);

impl TurnsAhead {
    /// A turn begins, one of those or another; whether no other is counted, so that it is the one to
    /// take back the ring.
    pub(crate) fn begin(&self) -> bool {
        let left = self.0.get().saturating_sub(1);
        self.0.set(left);
        left == 0
    }

    /// How many turns to ask for, for that many calls: none while some are on their way.
    pub(crate) fn to_ask(&self, calls: usize) -> usize {
        if self.0.get() > 0 {
            return 0;
        }
        let turns = calls.min(MOST);
        self.0.set(turns);
        turns
    }
}
