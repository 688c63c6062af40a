//! Memory of addons that buffers show: its owner is told once that the engine let go of it.
//!
//! Invariant: owners are told on the engine's thread only. Collections run there; what another thread
//! lets go of all the same waits in a list.

use crate::engine::seam::ReleaseBytes;
use std::cell::Cell;
use std::ffi::c_void;
use std::sync::{Mutex, PoisonError};
use std::thread::ThreadId;

/// External memory that lost its last buffer, and whom to tell.
pub struct External {
    pub owner: Box<dyn ReleaseBytes>,
    pub len: usize,
    pub home: *const Released,
    /// There is a buffer: the owner is told of its end.
    pub is_shown: Cell<bool>,
}

/// An owner to be told on the engine's thread.
struct Orphan(Box<dyn ReleaseBytes>);

// SAFETY: it only lies in a list until the engine's thread takes it out.
unsafe impl Send for Orphan {}

/// What the engine let go of.
pub struct Released {
    thread: ThreadId,
    /// Owners whose memory was let go on another thread than the engine's.
    orphans: Mutex<Vec<Orphan>>,
    /// Bytes of external memory shown since the last full collection.
    pub(super) shown: Cell<usize>,
}

impl Default for Released {
    fn default() -> Released {
        Released {
            thread: std::thread::current().id(),
            orphans: Mutex::default(),
            shown: Cell::new(0),
        }
    }
}

impl Released {
    /// Tells an owner that its memory was let go of, at once if this is the engine's thread; whether
    /// it was.
    pub fn give_back(&self, owner: Box<dyn ReleaseBytes>) -> bool {
        let at_home = std::thread::current().id() == self.thread;
        if at_home {
            owner.release();
        } else {
            let mut orphans = self.orphans.lock().unwrap_or_else(PoisonError::into_inner);
            orphans.push(Orphan(owner));
        }
        at_home
    }

    /// Tells the owners that could not be told at once; on the engine's thread.
    pub fn release_all(&self) {
        let orphans =
            std::mem::take(&mut *self.orphans.lock().unwrap_or_else(PoisonError::into_inner));
        for orphan in orphans {
            orphan.0.release();
        }
    }

    /// Everything dead was collected just now.
    pub fn collected(&self) {
        self.shown.set(0);
    }
}

/// The engine lets go of external memory, wherever it stands.
///
/// # Safety
/// `external` is a leaked [`External`], and not used afterwards.
pub unsafe extern "C" fn let_go(_: *mut c_void, external: *mut c_void) {
    // SAFETY: the box was leaked into the buffer's user data, which the engine hands back once.
    let external = unsafe { Box::from_raw(external.cast::<External>()) };
    if !external.is_shown.get() {
        return;
    }
    // SAFETY: the engine's memory outlives its context, and with it every buffer.
    let home = unsafe { &*external.home };
    if home.give_back(external.owner) {
        home.shown.set(home.shown.get().saturating_sub(external.len));
    }
}
