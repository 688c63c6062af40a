//! Handles: addresses of slots. Roots, owned slots outside any scope, are in `roots.rs`.
//!
//! Invariant: a `Handle` points to a `JSValue` that is live and owned by somebody else (the handle
//! stack, the engine's argument vector, a callback's frame) for as long as its scope is open.

use crate::engine::literals::Counted;
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
        let slot = self.0.as_ptr();
        // Word by word, and volatile to keep the compiler from reading both as one block: slots
        // have mostly just been written as two words, and a processor that must put the block
        // together from two stores waits for both to leave its store buffer.
        // SAFETY: the type's invariant: the slot is live while its scope is open; an addon that
        // hands in a stale or invented napi_value breaks Node-API's contract.
        unsafe {
            q::JSValue {
                u: (&raw const (*slot).u).read_volatile(),
                tag: (&raw const (*slot).tag).read_volatile(),
            }
        }
    }

    #[inline(always)]
    pub(super) fn tag(self) -> i32 {
        self.value().tag as i32
    }

    /// Puts an owned value into the slot and returns the owned value that was there.
    #[inline(always)]
    pub(super) fn replace(self, value: q::JSValue) -> q::JSValue {
        let old = self.value();
        // SAFETY: as for `value`; used only on slots of the handle stack, which are writable.
        unsafe { self.0.as_ptr().write(value) };
        old
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

impl Counted for q::JSAtom {
    type Context = *mut q::JSContext;

    #[inline(always)]
    fn copy(self, ctx: *mut q::JSContext) -> q::JSAtom {
        // SAFETY: a live atom.
        unsafe { q::JS_DupAtom(ctx, self) }
    }

    fn release(self, ctx: *mut q::JSContext) {
        // SAFETY: a live atom, owned by the caller.
        unsafe { q::JS_FreeAtom(ctx, self) };
    }
}

impl Counted for q::JSValue {
    type Context = *mut q::JSContext;

    #[inline(always)]
    fn copy(self, ctx: *mut q::JSContext) -> q::JSValue {
        dup(ctx, self)
    }

    fn release(self, ctx: *mut q::JSContext) {
        free(ctx, self);
    }
}
