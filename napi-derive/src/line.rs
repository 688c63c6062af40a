//! The line to the host behind a doorbell: rung by any thread, until either side hangs up.
//!
//! Invariants: the host's function is used only under the lock, while it is there, and its hold is
//! given up exactly once: by whoever takes it out, or by the call that is told that the function is
//! closing. Many rings before an answer become one (`rung.rs`).
//!
//! Neighbours: `raw/doorbell.rs` (the host's functions behind the trait). `tests/model.rs` tries
//! all interleavings of this very file.

use std::sync::PoisonError;

use crate::rung::Rung;
use crate::sync::{Mutex, MutexGuard};

/// A hold on what the host calls back for.
pub(crate) trait HostFunction {
    /// Has the host call on the env's thread. `false`: it is closing, and this hold is given up.
    fn call(&self) -> bool;

    /// Gives up the hold.
    fn release(self);
}

pub(crate) struct Line<F> {
    function: Mutex<Option<F>>,
    rung: Rung,
}

impl<F: HostFunction> Line<F> {
    /// A line that nobody is at the other end of yet.
    pub(crate) fn new() -> Line<F> {
        Line { function: Mutex::new(None), rung: Rung::new() }
    }

    fn function(&self) -> MutexGuard<'_, Option<F>> {
        // Nothing panics under the lock.
        self.function.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens the line.
    pub(crate) fn open(&self, function: F) {
        *self.function() = Some(function);
    }

    /// Has the env's thread answer soon; `false` when nobody will.
    pub(crate) fn ring(&self) -> bool {
        // Otherwise an answer is on its way, or the line is dead, which its owner is told.
        !self.rung.ring() || self.pass_on()
    }

    /// The same, for what was put in place under a lock: see [`Rung::ring_after_lock`].
    #[inline]
    pub(crate) fn ring_after_lock(&self) -> bool {
        !self.rung.ring_after_lock() || self.pass_on()
    }

    /// Has the env's thread answer that many times more, whatever else rings.
    pub(crate) fn ring_times(&self, times: usize) {
        let mut function = self.function();
        for _ in 0..times {
            if !tell(&mut function) {
                return;
            }
        }
    }

    fn pass_on(&self) -> bool {
        tell(&mut self.function())
    }

    /// The answer begins: rings from here on need another one. It may be left to a later answer that
    /// is on its way already.
    pub(crate) fn answer(&self) {
        self.rung.answer();
    }

    /// What `use_it` gives of the host's function, if the line is open.
    pub(crate) fn with<R>(&self, use_it: impl FnOnce(&F) -> R) -> Option<R> {
        self.function().as_ref().map(use_it)
    }

    /// Hangs up.
    pub(crate) fn close(&self) {
        // Not released under the lock: the host may end the function then and there, which hangs up
        // again. Whoever rings meanwhile finds the line closed.
        let function = self.function().take();
        if let Some(host) = function {
            host.release();
        }
    }
}

/// Has the host call, if the line is open and the host is not closing.
fn tell<F: HostFunction>(function: &mut Option<F>) -> bool {
    match function {
        None => false,
        Some(host) if host.call() => true,
        Some(_) => {
            // The call has given up the hold: there is none to release.
            *function = None;
            false
        }
    }
}
