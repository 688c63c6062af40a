//! The references of an env, newest first: the order in which its teardown finalizes them.
//!
//! Invariant: what is in the list is alive; a reference is in it from its making until it is
//! destroyed.

use super::Reference;
use std::cell::Cell;
use std::ptr::NonNull;

/// A doubly linked list through the references themselves.
#[derive(Default)]
pub struct ReferenceList {
    newest: Cell<Option<NonNull<Reference>>>,
    /// Where a walk through the list is.
    cursor: Cell<Option<NonNull<Reference>>>,
}

impl ReferenceList {
    /// The reference made last.
    pub fn newest(&self) -> Option<NonNull<Reference>> {
        self.newest.get()
    }

    /// Makes a reference that is in no list the newest.
    ///
    /// # Safety
    /// It is alive and stays where it is until it was unlinked.
    #[inline(always)]
    pub unsafe fn link(&self, reference: NonNull<Reference>) {
        let older = self.newest.replace(Some(reference));
        // SAFETY: alive by contract; what is in the list is alive.
        unsafe {
            reference.as_ref().older.set(older);
            if let Some(older) = older {
                older.as_ref().newer.set(Some(reference));
            }
        }
    }

    /// Takes a reference out.
    #[inline]
    pub fn unlink(&self, reference: &Reference) {
        let (older, newer) = (reference.older.take(), reference.newer.take());
        if self.cursor.get() == Some(NonNull::from(reference)) {
            self.cursor.set(older);
        }
        // SAFETY: neighbours in the list are alive.
        unsafe {
            match newer {
                Some(newer) => newer.as_ref().older.set(older),
                None => self.newest.set(older),
            }
            if let Some(older) = older {
                older.as_ref().newer.set(newer);
            }
        }
    }

    /// Visits the references from the newest to the oldest, whatever happens to them meanwhile
    /// (new ones are not visited); whether `visit` said so of any. `visit` is given a live one.
    pub fn for_each(&self, visit: impl Fn(NonNull<Reference>) -> bool) -> bool {
        let mut any = false;
        self.cursor.set(self.newest.get());
        while let Some(reference) = self.cursor.get() {
            // SAFETY: in the list, so alive: `unlink` moves the cursor on.
            self.cursor.set(unsafe { reference.as_ref() }.older.get());
            any |= visit(reference);
        }
        any
    }
}
