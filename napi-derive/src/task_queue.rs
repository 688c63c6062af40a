//! What an executor shares with other threads: the numbers of the futures that were woken.
//!
//! Invariants: a waker is in the queue at most once between two polls of its future, so the queue is
//! never longer than there are futures. A future that neither is in the queue nor can come there by
//! the doing of anything but JavaScript itself is known: nobody need wait for it.
//!
//! Neighbours: `executor.rs` empties the queue; `raw/doorbell.rs` gets it to do so.
//! `tests/model.rs` tries all interleavings of this very file.

use std::collections::VecDeque;
use std::sync::{Arc, OnceLock, PoisonError};
use std::task::Wake;

use crate::raw::doorbell::Doorbell;
use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering, fence};
use crate::sync::{Mutex, MutexGuard};

/// A future of an executor; never given to another one.
pub(crate) type TaskId = u64;

pub(crate) struct TaskQueue {
    woken: Mutex<VecDeque<TaskId>>,
    bell: Arc<Doorbell>,
    /// The bell to ring while the other one is answered, once there was a need. Bun answers a bell
    /// that is rung in its answer at once, again and again, before anything else.
    relay: OnceLock<Arc<Doorbell>>,
    to_relay: AtomicBool,
}

impl TaskQueue {
    pub(crate) fn new(bell: Arc<Doorbell>) -> Arc<TaskQueue> {
        Arc::new(TaskQueue {
            woken: Mutex::new(VecDeque::new()),
            bell,
            relay: OnceLock::new(),
            to_relay: AtomicBool::new(false),
        })
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

    /// Whether there are others.
    pub(crate) fn is_filled(&self) -> bool {
        !self.woken().is_empty()
    }

    pub(crate) fn relay(&self) -> Option<&Arc<Doorbell>> {
        self.relay.get()
    }

    pub(crate) fn set_relay(&self, bell: Arc<Doorbell>) {
        let _ = self.relay.set(bell);
    }

    /// One of the two bells is being answered: the other one is rung from now on.
    pub(crate) fn answering(&self, relay: bool) {
        self.to_relay.store(!relay, Ordering::Relaxed);
    }

    /// Has the queue emptied, after it was filled under its lock. Either bell will do.
    pub(crate) fn ring(&self) {
        let relay = self.relay.get().filter(|_| self.to_relay.load(Ordering::Relaxed));
        relay.unwrap_or(&self.bell).ring_after_lock();
    }
}

/// Wakes one future, from any thread, also when it or its env is gone.
pub(crate) struct TaskWaker {
    id: TaskId,
    /// It is in the queue, or will not be polled any more.
    queued: AtomicBool,
    /// How many of its shares are [`JsWaker`]s. Counted on the env's thread alone.
    held_by_js: AtomicUsize,
    queue: Arc<TaskQueue>,
}

impl TaskWaker {
    pub(crate) fn new(id: TaskId, queue: Arc<TaskQueue>) -> Arc<TaskWaker> {
        let held_by_js = AtomicUsize::new(0);
        Arc::new(TaskWaker { id, queued: AtomicBool::new(true), held_by_js, queue })
    }

    /// Whether the future was woken, or may be by something other than a promise of JavaScript.
    /// `own` shares are the executor's. To be asked between two polls; a `false` stays true until
    /// JavaScript runs.
    pub(crate) fn may_be_woken(self: &Arc<Self>, own: usize) -> bool {
        // In this order: whoever gave up a share without being counted here has woken it before.
        let others = Arc::strong_count(self) - own - self.held_by_js.load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        others > 0 || self.queued.load(Ordering::Acquire)
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
            self.queue.ring();
        }
    }
}

/// The waker of a future that waits for a promise of JavaScript. Stays on the env's thread.
pub(crate) struct JsWaker(Arc<TaskWaker>);

impl JsWaker {
    pub(crate) fn new(waker: Arc<TaskWaker>) -> JsWaker {
        waker.held_by_js.fetch_add(1, Ordering::Relaxed);
        JsWaker(waker)
    }

    pub(crate) fn wake(self) {
        self.0.wake_by_ref();
    }
}

impl Drop for JsWaker {
    fn drop(&mut self) {
        self.0.held_by_js.fetch_sub(1, Ordering::Relaxed);
    }
}
