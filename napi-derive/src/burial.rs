//! What other threads dropped and the env's thread is to delete.
//!
//! Invariants: `alive` turns false on the env's thread, before the env's memory is gone, and never
//! true again. What is buried is taken out once, by the env's thread, while it is alive; what is
//! left then has gone with the env.
//!
//! Neighbours: `raw/env_life.rs` (whose references they are). `tests/model.rs` tries all
//! interleavings of this very file.

use std::sync::PoisonError;

use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Mutex, MutexGuard};

pub(crate) struct Burial<T> {
    alive: AtomicBool,
    has_buried: AtomicBool,
    buried: Mutex<Vec<T>>,
}

impl<T> Burial<T> {
    pub(crate) fn new() -> Burial<T> {
        Burial {
            alive: AtomicBool::new(true),
            has_buried: AtomicBool::new(false),
            buried: Mutex::new(Vec::new()),
        }
    }

    fn buried(&self) -> MutexGuard<'_, Vec<T>> {
        // Nothing panics under the lock.
        self.buried.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// The env is about to go; what is buried goes with it.
    pub(crate) fn end(&self) {
        self.alive.store(false, Ordering::Release);
        self.buried().clear();
    }

    /// Takes what another thread dropped; whether the env's thread is to be told.
    pub(crate) fn bury(&self, dropped: T) -> bool {
        let mut buried = self.buried();
        // Under the lock: what comes after `end` has cleared the list finds out here.
        if !self.is_alive() {
            return false;
        }
        buried.push(dropped);
        drop(buried);
        self.has_buried.store(true, Ordering::Release);
        true
    }

    /// Whether there may be something to take.
    #[inline]
    pub(crate) fn has_buried(&self) -> bool {
        self.has_buried.load(Ordering::Acquire)
    }

    /// Everything that was buried. On the env's thread.
    pub(crate) fn take(&self) -> Vec<T> {
        // Before taking: what is buried meanwhile sets it again.
        self.has_buried.store(false, Ordering::Release);
        std::mem::take(&mut *self.buried())
    }
}
