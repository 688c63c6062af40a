//! Finalizers: when they run, and that each runs exactly once.
//!
//! - Modules of version 10 and below: never inside the collector. A dead object's reference goes
//!   into the env's queue, which the event loop drains in its check phase, as Node's SetImmediate.
//! - Experimental modules: basic finalizers run at once, inside the collector, and must not touch
//!   the JavaScript heap (a call that would is fatal, with a message that says what to do).
//! - At teardown: the queue, then the remaining references, newest first.

use super::{Env, Reference};
use crate::abi::types::{VERSION_EXPERIMENTAL, napi_env};
use std::ffi::c_void;
use std::ptr::NonNull;

/// A finalizer callback with its two pointers.
#[derive(Clone, Copy)]
pub struct Finalizer {
    /// `napi_finalize`.
    pub callback: unsafe extern "C" fn(env: napi_env, data: *mut c_void, hint: *mut c_void),
    /// First pointer: the native data.
    pub data: *mut c_void,
    /// Second pointer: the hint.
    pub hint: *mut c_void,
}

impl Env {
    /// A watched object died. Runs inside the collector.
    pub(super) fn finalize_from_collector(&self, reference: &Reference) {
        if self.module_version() == VERSION_EXPERIMENTAL {
            let outer = self.in_collector.replace(true);
            // SAFETY: alive; not used afterwards.
            unsafe { Reference::finalize(NonNull::from(reference)) };
            self.in_collector.set(outer);
            return;
        }
        self.enqueue(reference);
    }

    /// Queues a reference whose finalizer is due.
    pub(super) fn enqueue(&self, reference: &Reference) {
        if reference.queued.replace(true) {
            return;
        }
        self.queue.borrow_mut().push_back(NonNull::from(reference));
        self.runtime().schedule_finalizers();
    }

    /// `node_api_post_finalizer`: a call without an object.
    pub fn post_finalizer(&self, finalizer: Finalizer) {
        let reference = Reference::finalizer_only(self, finalizer);
        // SAFETY: just linked, alive until it is finalized.
        self.enqueue(unsafe { reference.as_ref() });
    }

    /// A reference goes away before its turn came.
    pub(super) fn dequeue(&self, reference: &Reference) {
        if reference.queued.replace(false) {
            let target = NonNull::from(reference);
            self.queue.borrow_mut().retain(|queued| *queued != target);
        }
    }

    /// Runs what is queued, including what finalizers queue meanwhile.
    pub fn drain_finalizers(&self) {
        loop {
            let next = self.queue.borrow_mut().pop_front();
            let Some(reference) = next else { return };
            // SAFETY: queued references are alive: destroying one takes it off the queue.
            unsafe {
                reference.as_ref().queued.set(false);
                Reference::finalize(reference);
            }
        }
    }

    /// Whether finalizers wait.
    pub fn has_queued_finalizers(&self) -> bool {
        !self.queue.borrow().is_empty()
    }

    /// Calls a finalizer in a scope of its own; what it throws is an uncaught exception. An
    /// exception that waits for somebody else goes on waiting.
    pub fn call_finalizer(&self, finalizer: Finalizer) {
        let scope = self.open_scope();
        let aside = self.put_exceptions_aside();
        let thrown = self.call_into_addon(|env| {
            // SAFETY: the addon registered this callback for these pointers, to be called once.
            unsafe { (finalizer.callback)(env, finalizer.data, finalizer.hint) };
        });
        if let Err(exception) = thrown {
            self.runtime().uncaught_exception(exception);
        }
        self.restore_exceptions(aside);
        self.close_scope(scope);
    }
}
