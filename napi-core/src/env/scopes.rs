//! Handle scopes that an addon opens and closes itself.
//!
//! An addon's `napi_handle_scope` is a serial number, never an address, so a scope closed twice or
//! invented is a status and not a crash. Invariant: scopes close from the innermost outwards; when
//! a callback returns, what it left open is closed for it. A handle can be read after its scope was
//! closed as far as it can on Node, since addons return handles of a scope that a destructor has
//! just closed.

use super::Env;
use crate::engine::{Engine, Handle, Scopes};
use crate::status::Status;
use std::cell::{Cell, RefCell};

/// A position in the handle stack.
pub type Mark = <Engine as Scopes>::Mark;

/// The serial number of no scope. It marks that one was closed in the running callback, so that the
/// callback's end is noticed: handles of that scope may be what it returns.
const CLOSED: usize = 0;

struct OpenScope {
    serial: usize,
    mark: Mark,
    escape: Option<Escape>,
}

/// The slot of the outer scope that an escapable scope may fill once.
#[derive(Clone, Copy)]
struct Escape {
    slot: Handle,
    used: bool,
}

/// The scopes an env's addon has open.
#[derive(Default)]
pub struct OpenScopes {
    stack: RefCell<Vec<OpenScope>>,
    next_serial: Cell<usize>,
    /// How many were open when the running callback began: those are not its to close.
    floor: Cell<usize>,
}

impl OpenScopes {
    /// How many are open.
    #[inline(always)]
    pub fn depth(&self) -> usize {
        self.stack.borrow().len()
    }

    /// A callback begins with what is open now; the outer callback's floor.
    #[inline(always)]
    pub fn enter_callback(&self, depth: usize) -> usize {
        let outer = self.floor.get();
        if outer != depth {
            self.floor.set(depth);
        }
        outer
    }

    /// It ended.
    #[inline(always)]
    pub fn leave_callback(&self, outer: usize, depth: usize) {
        if outer != depth {
            self.floor.set(outer);
        }
    }
}

impl Env {
    /// Opens a scope for the host's own use; closed with [`Env::close_scope`].
    #[inline(always)]
    pub fn open_scope(&self) -> Mark {
        self.engine().mark()
    }

    /// Closes a scope of the host's own.
    #[inline(always)]
    pub fn close_scope(&self, mark: Mark) {
        self.engine().release_to(mark);
    }

    /// `napi_open_handle_scope` and its escapable sister; the scope's serial number.
    pub fn open_addon_scope(&self, escapable: bool) -> usize {
        let escape = escapable.then(|| Escape { slot: self.engine().reserve(), used: false });
        let serial = self.scopes.next_serial.get().wrapping_add(1).max(1);
        self.scopes.next_serial.set(serial);
        let mark = self.engine().mark();
        let mut stack = self.scopes.stack.borrow_mut();
        if stack.len() > self.scopes.floor.get() {
            stack.pop_if(|last| last.serial == CLOSED);
        }
        stack.push(OpenScope { serial, mark, escape });
        serial
    }

    /// Closes a scope by its serial number, and any that was left open inside it.
    ///
    /// # Errors
    /// `HandleScopeMismatch` when the running callback opened no such scope.
    pub fn close_addon_scope(&self, serial: usize) -> Result<(), Status> {
        let mark = {
            let mut stack = self.scopes.stack.borrow_mut();
            let position = stack
                .iter()
                .rposition(|scope| scope.serial == serial)
                .filter(|position| *position >= self.scopes.floor.get())
                .ok_or(Status::HandleScopeMismatch)?;
            let mark = stack[position].mark;
            stack.truncate(position);
            stack.push(OpenScope { serial: CLOSED, mark, escape: None });
            mark
        };
        self.engine().retire_to(mark);
        Ok(())
    }

    /// Copies a handle of an escapable scope to the scope around it.
    ///
    /// # Errors
    /// `EscapeCalledTwice`; `HandleScopeMismatch` when no such escapable scope is open.
    pub fn escape(&self, serial: usize, escapee: Handle) -> Result<Handle, Status> {
        let slot = {
            let mut stack = self.scopes.stack.borrow_mut();
            let escape = stack
                .iter_mut()
                .rev()
                .find(|scope| scope.serial == serial)
                .and_then(|scope| scope.escape.as_mut())
                .ok_or(Status::HandleScopeMismatch)?;
            if std::mem::replace(&mut escape.used, true) {
                return Err(Status::EscapeCalledTwice);
            }
            escape.slot
        };
        self.engine().store(slot, escapee);
        Ok(slot)
    }

    /// Forgets the scopes a callback left open, or closed last; their handles go with the callback's
    /// own scope.
    pub(super) fn abandon_scopes(&self, depth: usize) {
        self.scopes.stack.borrow_mut().truncate(depth);
        self.engine().restore_retired();
    }
}
