//! The box an error is in, with a destructor that is compiled in this crate alone.
//!
//! The functions that addons write drop errors in many places. With an ordinary box each addon would
//! compile the destructors of everything an error may hold, again after every change.
//!
//! Invariant: the box is full until it is dropped or emptied, which happens once.
//!
//! Neighbours: `error.rs`.

use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};

use crate::error::Repr;

pub(crate) struct ErrorBox(ManuallyDrop<Box<Repr>>);

impl ErrorBox {
    pub(crate) fn new(error: Repr) -> ErrorBox {
        ErrorBox(ManuallyDrop::new(Box::new(error)))
    }

    pub(crate) fn into_inner(self) -> Repr {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the box is full, as `self` exists; it is not used again, and `self` is not dropped.
        *unsafe { ManuallyDrop::take(&mut this.0) }
    }
}

impl Deref for ErrorBox {
    type Target = Repr;

    fn deref(&self) -> &Repr {
        &self.0
    }
}

impl DerefMut for ErrorBox {
    fn deref_mut(&mut self) -> &mut Repr {
        &mut self.0
    }
}

impl Drop for ErrorBox {
    #[inline(never)]
    fn drop(&mut self) {
        // SAFETY: the box is full, and nobody uses it after its destructor.
        unsafe { ManuallyDrop::drop(&mut self.0) };
    }
}
