//! What other threads may know of an env: whether it lives, and what they ask its thread to do.
//!
//! Invariants: `alive` turns false on the env's thread, before the env's memory is gone, and never
//! true again. References that other threads drop are buried here, and deleted by the env's thread
//! the next time it comes by, or with the env.
//!
//! Neighbours: `env_state.rs` (what only the env's thread knows), `references.rs`, `doorbell.rs`.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use napi_sys as sys;

use super::doorbell::Doorbell;

/// A number for the current thread that no other thread of the process ever has.
pub(crate) fn current_thread() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    // Without a destructor, so it can be asked even while the thread's other locals are dropped.
    thread_local!(static NUMBER: Cell<u64> = const { Cell::new(0) });
    NUMBER.with(|number| {
        if number.get() == 0 {
            number.set(NEXT.fetch_add(1, Ordering::Relaxed));
        }
        number.get()
    })
}

/// A reference of the C ABI on its way to the env's thread. Another thread only carries it.
struct Buried(sys::napi_ref);

// SAFETY: the pointer is not followed by the thread that carries it, only passed back to the host
// on the env's thread.
unsafe impl Send for Buried {}

/// The part of an env's state that any thread may hold.
pub(crate) struct EnvLife {
    alive: AtomicBool,
    thread: u64,
    has_buried: AtomicBool,
    buried: Mutex<Vec<Buried>>,
    bell: OnceLock<Arc<Doorbell>>,
}

impl EnvLife {
    /// The life of an env of the current thread.
    pub(super) fn begin() -> Arc<EnvLife> {
        Arc::new(EnvLife {
            alive: AtomicBool::new(true),
            thread: current_thread(),
            has_buried: AtomicBool::new(false),
            buried: Mutex::new(Vec::new()),
            bell: OnceLock::new(),
        })
    }

    /// Whether the env can still be used. On the env's thread the answer stays true for as long as
    /// the caller does not give control to the host.
    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.alive.load(Ordering::Acquire)
    }

    /// Whether this is the env's thread.
    #[inline]
    pub(crate) fn is_here(&self) -> bool {
        self.thread == current_thread()
    }

    /// The env is about to go.
    pub(super) fn end(&self) {
        self.alive.store(false, Ordering::Release);
    }

    /// Rings this bell when something is buried.
    pub(crate) fn set_bell(&self, bell: Arc<Doorbell>) {
        let _ = self.bell.set(bell);
    }

    /// Takes a reference that another thread dropped.
    pub(super) fn bury(&self, reference: sys::napi_ref) {
        if !self.is_alive() {
            // Its env has taken it along.
            return;
        }
        let mut buried = self.buried.lock().unwrap_or_else(PoisonError::into_inner);
        buried.push(Buried(reference));
        drop(buried);
        self.has_buried.store(true, Ordering::Release);
        if let Some(bell) = self.bell.get() {
            bell.ring();
        }
    }

    /// Deletes what other threads buried.
    ///
    /// # Safety
    /// `env` is the live env of this state, and this is its thread.
    #[inline]
    pub(super) unsafe fn delete_buried(&self, env: sys::napi_env) {
        if self.has_buried.load(Ordering::Acquire) {
            // SAFETY: the caller's promise.
            unsafe { self.delete_buried_now(env) };
        }
    }

    /// # Safety
    /// As for `delete_buried`.
    #[cold]
    unsafe fn delete_buried_now(&self, env: sys::napi_env) {
        // Before taking: what is buried meanwhile sets it again.
        self.has_buried.store(false, Ordering::Release);
        let buried =
            std::mem::take(&mut *self.buried.lock().unwrap_or_else(PoisonError::into_inner));
        for Buried(reference) in buried {
            // SAFETY: the reference was made in this env and given up by its only owner; the env
            // is live on its thread, as the caller promised.
            unsafe { sys::napi_delete_reference(env, reference) };
        }
    }
}
