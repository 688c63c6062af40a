//! Open libraries: the one thing that belongs to the process and not to a runtime.
//!
//! Invariants: a library is never closed. Node closes those of a worker when it ends; but an
//! addon's threads, thread-local destructors and `atexit` functions may still be in its code, and
//! nothing can tell. Opening happens under one lock, so that the thread which finds a library open
//! already also finds what its constructors registered on the other thread.

use super::error::Problem;
use super::registration::{self, Registration};
use super::{hints, symbols, system};
use std::ffi::{CStr, c_void};
use std::path::{Path, PathBuf};
use std::ptr::NonNull;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A library of the process, by the address the system knows it by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Library(pub(super) usize);

impl Library {
    /// The address of a symbol.
    pub fn symbol(self, name: &CStr) -> Option<NonNull<c_void>> {
        system::symbol(self, name)
    }
}

/// A library that was opened for a module.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub library: Library,
    /// What its constructors registered in this very call.
    pub registered_now: Option<Registration>,
    /// What they registered when it was opened first.
    pub registered_before: Option<Registration>,
}

/// An entry of the process's list.
struct Loaded {
    library: Library,
    path: PathBuf,
    registration: Option<Registration>,
}

static LOADED: Mutex<Vec<Loaded>> = Mutex::new(Vec::new());
static OPENING: Mutex<()> = Mutex::new(());

fn loaded() -> MutexGuard<'static, Vec<Loaded>> {
    LOADED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The files of the addons that the process has open, in the order of their loading.
pub fn loaded_libraries() -> Vec<PathBuf> {
    loaded().iter().map(|loaded| loaded.path.clone()).collect()
}

/// Opens a library, or finds it open.
pub fn open(path: &Path, flags: Option<i32>) -> Result<Opened, Problem> {
    // A constructor that opens another addon holds the lock already.
    let _alone = (!registration::is_opening())
        .then(|| OPENING.lock().unwrap_or_else(PoisonError::into_inner));
    let (result, registered_now) = registration::collect(|| system::open(path, flags));
    let library = result.map_err(|message| Problem::Refused {
        hint: hints::explain(&path.to_string_lossy(), &message, symbols::is_node_api),
        message,
    })?;
    let registered_before = remember(library, path, registered_now.as_ref());
    Ok(Opened { library, registered_now, registered_before })
}

/// Enters a library into the list; what was known of its registration before.
fn remember(library: Library, path: &Path, new: Option<&Registration>) -> Option<Registration> {
    let mut loaded = loaded();
    match loaded.iter_mut().find(|loaded| loaded.library == library) {
        Some(known) => {
            let before = known.registration.clone();
            if new.is_some() {
                known.registration = new.cloned();
            }
            before
        }
        None => {
            loaded.push(Loaded { library, path: path.to_owned(), registration: new.cloned() });
            None
        }
    }
}
