//! `Env` and `Value`: what one native call may use, for as long as it lasts.
//!
//! Invariant: a `Frame` lives on the stack of one entry from JavaScript into native code, on the
//! env's thread; `'env` is that stretch of time. Handles made in it stay valid until it ends,
//! because the host closes their scope only then. `Frame` is not `Sync`, so nothing that refers
//! to it is `Send`.
//!
//! Neighbours: `calls.rs` and `module.rs` make frames; `scopes.rs` narrows `'env`.

use std::fmt;
use std::ptr::NonNull;

use napi_sys as sys;

use crate::error::{Error, Result};
use crate::ledger::Ledger;
use crate::status::Status;

/// One entry from JavaScript into native code.
pub(crate) struct Frame {
    env: sys::napi_env,
    pub(crate) ledger: Ledger,
}

impl Frame {
    /// # Safety
    /// `env` is live, this is its thread, and both stay so while the frame exists.
    #[inline]
    pub(super) unsafe fn new(env: sys::napi_env) -> Frame {
        Frame { env, ledger: Ledger::new() }
    }
}

/// The environment of the current call: the entrance to everything JavaScript can do.
///
/// `Copy`, one word. Bound to the call by `'env`, and to its thread (neither `Send` nor `Sync`).
#[derive(Clone, Copy)]
pub struct Env<'env> {
    frame: &'env Frame,
}

impl<'env> Env<'env> {
    #[inline]
    pub(super) fn of_frame(frame: &'env Frame) -> Env<'env> {
        Env { frame }
    }

    /// The frame, for as long as this call lasts.
    pub(super) fn frame(self) -> NonNull<Frame> {
        NonNull::from(self.frame)
    }

    #[inline]
    pub(super) fn raw(self) -> sys::napi_env {
        self.frame.env
    }

    #[inline]
    pub(crate) fn ledger(self) -> &'env Ledger {
        &self.frame.ledger
    }

    /// To be asked before anything that may run JavaScript: refused while bytes are borrowed,
    /// since JavaScript could write to them, detach them or resize them.
    #[inline]
    pub(crate) fn entering_js(self) -> Result<()> {
        if self.frame.ledger.is_empty() { Ok(()) } else { Err(borrowed()) }
    }

    /// A status as a result. Not `napi_ok`: an exception that is pending is taken off the env and
    /// becomes the error.
    #[inline]
    pub(super) fn check(self, status: sys::napi_status) -> Result<()> {
        if status == sys::Status::napi_ok { Ok(()) } else { Err(self.failure(status)) }
    }

    #[cold]
    pub(super) fn failure(self, status: sys::napi_status) -> Error {
        match super::errors::take_pending(self) {
            Some(exception) => Error::thrown(exception),
            None => Error::from(Status::from_raw(status)),
        }
    }

    /// Runs one call of the C ABI that stores a new handle.
    ///
    /// `call` gets the env and a place for the handle, and fills it when it answers `napi_ok`.
    #[inline]
    pub(super) fn make(
        self,
        call: impl FnOnce(sys::napi_env, *mut sys::napi_value) -> sys::napi_status,
    ) -> Result<Value<'env>> {
        let mut handle = std::ptr::null_mut();
        let status = call(self.raw(), &mut handle);
        self.check(status)?;
        Ok(Value { handle, env: self })
    }

    /// Runs one call of the C ABI that stores a plain result.
    #[inline]
    pub(super) fn read<T: Default>(
        self,
        call: impl FnOnce(sys::napi_env, *mut T) -> sys::napi_status,
    ) -> Result<T> {
        let mut result = T::default();
        let status = call(self.raw(), &mut result);
        self.check(status)?;
        Ok(result)
    }
}

#[cold]
fn borrowed() -> Error {
    Error::new(
        "JavaScript cannot run while bytes of a buffer are borrowed: \
         drop the guard that `borrow` or `borrow_mut` returned first, or copy with `to_vec`",
    )
    .with_code("ERR_BYTES_BORROWED")
}

/// Any JavaScript value, for the length of the current call.
///
/// `Copy`, two words. `value.to::<T>()` converts it; the typed handles (`Object`, `Function`...)
/// deref to it.
#[derive(Clone, Copy)]
pub struct Value<'env> {
    handle: sys::napi_value,
    env: Env<'env>,
}

impl<'env> Value<'env> {
    /// # Safety
    /// `handle` is a valid handle of `env`, and stays valid for `'env`.
    #[inline]
    pub(super) unsafe fn from_raw(handle: sys::napi_value, env: Env<'env>) -> Value<'env> {
        Value { handle, env }
    }

    #[inline]
    pub(super) fn raw(self) -> sys::napi_value {
        self.handle
    }

    /// The env this value belongs to.
    #[inline]
    pub fn env(self) -> Env<'env> {
        self.env
    }
}

impl fmt::Debug for Env<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Env")
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({:?})", self.kind())
    }
}
