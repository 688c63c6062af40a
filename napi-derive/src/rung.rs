//! Whether a bell was rung: many rings before an answer become one.
//!
//! Invariant: what was put in place before a ring is seen by an answer that begins after it.
//!
//! Neighbours: `raw/doorbell.rs`. `tests/model.rs` tries all interleavings of this very file.

use crate::sync::atomic::{AtomicBool, Ordering};

pub(crate) struct Rung(AtomicBool);

impl Rung {
    pub(crate) fn new() -> Rung {
        Rung(AtomicBool::new(false))
    }

    /// Rings; whether this is the first ring since the last answer, which is to be passed on.
    #[inline]
    pub(crate) fn ring(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }

    /// The same, cheaper when an answer is on its way already, which it only looks for.
    ///
    /// What is to be done was put in place under a lock that the answer takes before it concludes
    /// that there is nothing to do: either it finds it, or it took the lock first, and then the
    /// look, which comes after that lock, finds the bell silent. Without such a lock a look could
    /// miss that the answer has begun.
    #[inline]
    pub(crate) fn ring_after_lock(&self) -> bool {
        !self.0.load(Ordering::Relaxed) && self.ring()
    }

    /// The answer begins: rings from here on need another one.
    pub(crate) fn answer(&self) {
        // A read-modify-write: what was queued before the ring it takes back is seen by the answer.
        self.0.swap(false, Ordering::AcqRel);
    }
}
