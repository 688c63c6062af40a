//! What futures find around them without the feature `tokio`: nothing.
//!
//! Neighbours: `tokio_runtime.rs` in its place, `executor.rs`.

use crate::error::Result;

#[derive(Default)]
pub(crate) struct Surroundings(());

/// Stands for the guard of a runtime.
pub(crate) struct Entered(());

impl Surroundings {
    #[inline]
    pub(crate) fn enter(&self) -> Result<Entered> {
        Ok(Entered(()))
    }

    #[inline]
    pub(crate) fn entered_before(&self) -> Entered {
        Entered(())
    }
}
