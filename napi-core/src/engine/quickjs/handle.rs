//! Handles (addresses of slots) and roots (owned slots outside any scope).
//!
//! Invariant: a `Handle` points to a `JSValue` that is live and owned by somebody else (the handle
//! stack, the engine's argument vector, a callback's frame) for as long as its scope is open.

use super::Engine;
use rquickjs_sys as q;
use std::ptr::NonNull;

/// The address of a slot: what an addon knows as `napi_value`.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle(NonNull<q::JSValue>);

impl Handle {
    #[inline(always)]
    pub(super) fn at(slot: *const q::JSValue) -> Handle {
        debug_assert!(!slot.is_null());
        // SAFETY: callers pass the address of a slot they own or were lent; never NULL.
        Handle(unsafe { NonNull::new_unchecked(slot.cast_mut()) })
    }

    /// The value in the slot (borrowed: its reference count is the slot's).
    #[inline(always)]
    pub(super) fn value(self) -> q::JSValue {
        // SAFETY: the type's invariant: the slot is live while its scope is open; an addon that
        // hands in a stale or invented napi_value breaks Node-API's contract.
        unsafe { *self.0.as_ptr() }
    }

    #[inline(always)]
    pub(super) fn tag(self) -> i32 {
        self.value().tag as i32
    }

    /// Puts an owned value into the slot and returns the owned value that was there.
    #[inline(always)]
    pub(super) fn replace(self, value: q::JSValue) -> q::JSValue {
        // SAFETY: as for `value`; used only on slots of the handle stack, which are writable.
        unsafe { self.0.as_ptr().replace(value) }
    }

    #[inline(always)]
    pub(super) fn address(self) -> *mut q::JSValue {
        self.0.as_ptr()
    }
}

/// An owned copy of a borrowed value.
#[inline(always)]
pub(super) fn dup(ctx: *mut q::JSContext, value: q::JSValue) -> q::JSValue {
    if value.tag < 0 {
        // SAFETY: a live reference-counted value of this context's runtime.
        unsafe { q::JS_DupValue(ctx, value) };
    }
    value
}

/// Gives up an owned value.
#[inline(always)]
pub(super) fn free(ctx: *mut q::JSContext, value: q::JSValue) {
    if value.tag < 0 {
        // SAFETY: the caller owned this reference.
        unsafe { q::JS_FreeValue(ctx, value) };
    }
}

/// A value kept alive outside any handle scope.
pub struct Root {
    value: q::JSValue,
    rt: *mut q::JSRuntime,
}

impl Root {
    /// Keeps the value of a handle.
    pub fn new(engine: &Engine, handle: Handle) -> Root {
        Root { value: engine.dup(handle), rt: engine.rt }
    }

    /// A handle to the value in the innermost scope.
    #[inline]
    pub fn get(&self, engine: &Engine) -> Handle {
        engine.push(dup(engine.ctx, self.value))
    }

    /// The root's own slot as a handle: valid while the root is.
    #[inline]
    pub fn borrow(&self) -> Handle {
        Handle::at(&raw const self.value)
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        // SAFETY: the root owned this reference; its runtime outlives all roots (envs and the
        // runtime's own roots are dropped before the engine).
        unsafe { q::JS_FreeValueRT(self.rt, self.value) };
    }
}
