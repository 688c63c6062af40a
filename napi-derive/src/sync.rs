//! What of `std::sync` the files use that `tests/model.rs` includes, with another `sync`.

pub(crate) use std::sync::{Condvar, Mutex, MutexGuard, atomic};
