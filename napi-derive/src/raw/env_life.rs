//! What other threads may know of an env: whether it lives, and what they ask its thread to do.
//!
//! Invariants: its life ends on the env's thread, before the env's memory is gone, or at the latest
//! when another env comes to lie at its address: some hosts run no finalizer at the end of an env.
//! References that other threads drop are buried here, and deleted by the env's thread when it is
//! told, or the next time it comes by, or with the env.
//!
//! Neighbours: `burial.rs` (what the threads share), `env_state.rs` (what only the env's thread
//! knows), `references.rs`, `doorbell.rs`.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use napi_sys as sys;

use super::doorbell::Doorbell;
use crate::burial::Burial;

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
    thread: u64,
    burial: Burial<Buried>,
    bell: OnceLock<Arc<Doorbell>>,
}

/// The lives of this library's envs by their address. Each env is entered once.
static LIVES: Mutex<Vec<(usize, Weak<EnvLife>)>> = Mutex::new(Vec::new());

impl EnvLife {
    /// The life of an env of the current thread, which begins with its first module of this
    /// library. If there was another one at its address, that one is over.
    pub(super) fn begin(env: sys::napi_env) -> Arc<EnvLife> {
        let life = Arc::new(EnvLife {
            thread: current_thread(),
            burial: Burial::new(),
            bell: OnceLock::new(),
        });
        let mut lives = LIVES.lock().unwrap_or_else(PoisonError::into_inner);
        lives.retain(|(address, other)| {
            let Some(other) = other.upgrade() else { return false };
            if *address == env.addr() {
                other.end();
            }
            other.is_alive()
        });
        lives.push((env.addr(), Arc::downgrade(&life)));
        life
    }

    /// Whether the env can still be used. On the env's thread the answer stays true for as long as
    /// the caller does not give control to the host.
    #[inline]
    pub(crate) fn is_alive(&self) -> bool {
        self.burial.is_alive()
    }

    /// Whether this is the env's thread.
    #[inline]
    pub(crate) fn is_here(&self) -> bool {
        self.thread == current_thread()
    }

    /// The env is about to go.
    pub(super) fn end(&self) {
        self.burial.end();
    }

    /// Rings this bell when something is buried.
    pub(crate) fn set_bell(&self, bell: Arc<Doorbell>) {
        let _ = self.bell.set(bell);
    }

    /// Whether the env's thread is told of what is buried.
    #[inline]
    pub(crate) fn has_bell(&self) -> bool {
        self.bell.get().is_some()
    }

    /// Takes a reference that another thread dropped. If the env is gone, it has gone with it.
    pub(super) fn bury(&self, reference: sys::napi_ref) {
        if self.burial.bury(Buried(reference))
            && let Some(bell) = self.bell.get()
        {
            bell.ring();
        }
    }

    /// Deletes what other threads buried.
    ///
    /// # Safety
    /// `env` is the live env of this state, and this is its thread.
    #[inline]
    pub(super) unsafe fn delete_buried(&self, env: sys::napi_env) {
        if self.burial.has_buried() {
            // SAFETY: the caller's promise.
            unsafe { self.delete_buried_now(env) };
        }
    }

    /// # Safety
    /// As for `delete_buried`.
    #[cold]
    unsafe fn delete_buried_now(&self, env: sys::napi_env) {
        for Buried(reference) in self.burial.take() {
            // SAFETY: the reference was made in this env and given up by its only owner; the env
            // is live on its thread, as the caller promised.
            unsafe { sys::napi_delete_reference(env, reference) };
        }
    }
}
