//! What an executor shares with other threads: the numbers of the futures that were woken.
//!
//! Invariant: a waker is in the queue at most once between two polls of its future, so the queue is
//! never longer than there are futures.
//!
//! Neighbours: `executor.rs` empties the queue; `raw/doorbell.rs` gets it to do so.
//! `tests/model.rs` tries all interleavings of this very file.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};
use std::task::Wake;

use crate::raw::doorbell::Doorbell;
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::{Mutex, MutexGuard};

/// A future of an executor; never given to another one.
pub(crate) type TaskId = u64;

pub(crate) struct TaskQueue {
    woken: Mutex<VecDeque<TaskId>>,
    bell: Arc<Doorbell>,
}

impl TaskQueue {
    pub(crate) fn new(bell: Arc<Doorbell>) -> Arc<TaskQueue> {
        Arc::new(TaskQueue { woken: Mutex::new(VecDeque::new()), bell })
    }

    fn woken(&self) -> MutexGuard<'_, VecDeque<TaskId>> {
        // Nothing panics under the lock.
        self.woken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn bell(&self) -> &Arc<Doorbell> {
        &self.bell
    }

    /// The future that was woken first.
    pub(crate) fn next(&self) -> Option<TaskId> {
        self.woken().pop_front()
    }

    /// Has the rest answered in a later turn.
    pub(crate) fn ring_if_filled(&self) {
        if !self.woken().is_empty() {
            self.bell.ring();
        }
    }
}

/// Wakes one future, from any thread, also when it or its env is gone.
pub(crate) struct TaskWaker {
    id: TaskId,
    /// It is in the queue, or will not be polled any more.
    queued: AtomicBool,
    queue: Arc<TaskQueue>,
}

impl TaskWaker {
    pub(crate) fn new(id: TaskId, queue: Arc<TaskQueue>) -> Arc<TaskWaker> {
        Arc::new(TaskWaker { id, queued: AtomicBool::new(true), queue })
    }

    /// The future is about to be polled.
    pub(crate) fn rearm(&self) {
        // A read-modify-write: the poll sees what was done before the wake it takes back.
        self.queued.swap(false, Ordering::AcqRel);
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.queued.swap(true, Ordering::AcqRel) {
            self.queue.woken().push_back(self.id);
            self.queue.bell.ring_after_lock();
        }
    }
}
