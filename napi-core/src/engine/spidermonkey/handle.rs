//! Handles: addresses of slots that the collector traces.
//!
//! Invariant: a `Handle` points to a value that somebody else keeps traced (the handle stack, the
//! engine's argument vector, a root) for as long as its scope is open. The collector moves objects
//! and updates the slot, so a value read from it is not kept across anything that may collect.

use crate::engine::literals::Counted;
use mozjs_sys::jsapi::{JS, JSObject, JSString, jsid};
use std::ptr::NonNull;

/// The address of a slot: what an addon knows as `napi_value`.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handle(NonNull<JS::Value>);

impl Handle {
    #[inline(always)]
    pub(super) fn at(slot: *const JS::Value) -> Handle {
        debug_assert!(!slot.is_null());
        // SAFETY: callers pass the address of a slot they own or were lent; never NULL.
        Handle(unsafe { NonNull::new_unchecked(slot.cast_mut()) })
    }

    /// The value in the slot now.
    #[inline(always)]
    pub(super) fn value(self) -> JS::Value {
        // SAFETY: the type's invariant: the slot is live while its scope is open; an addon that
        // hands in a stale or invented napi_value breaks Node-API's contract.
        unsafe { self.0.as_ptr().read() }
    }

    /// Puts a value into a slot of the handle stack.
    #[inline(always)]
    pub(super) fn set(self, value: JS::Value) {
        // SAFETY: as for `value`; used only on slots of the handle stack, which are writable.
        unsafe { self.0.as_ptr().write(value) };
    }

    /// For the engine to read.
    #[inline(always)]
    pub(super) fn js(self) -> JS::Handle<JS::Value> {
        // SAFETY: the collector traces the slot.
        unsafe { JS::Handle::from_marked_location(self.0.as_ptr()) }
    }

    /// For the engine to write; a slot of the handle stack.
    #[inline(always)]
    pub(super) fn out(self) -> JS::MutableHandle<JS::Value> {
        // SAFETY: the collector traces the slot, and no reference to it exists.
        unsafe { JS::MutableHandle::from_marked_location(self.0.as_ptr()) }
    }

    /// The object in the slot, if it is one. Not to be kept across anything that may collect.
    #[inline(always)]
    pub(super) fn object(self) -> Option<*mut JSObject> {
        let value = self.value();
        value.is_object().then(|| value.to_object())
    }

    /// The string in the slot, if it is one. Not to be kept across anything that may collect.
    #[inline(always)]
    pub(super) fn string(self) -> Option<*mut JSString> {
        let value = self.value();
        value.is_string().then(|| value.to_string())
    }
}

/// The collector finds what the caches keep by itself: there is nothing to count.
impl Counted for jsid {
    type Context = ();

    #[inline(always)]
    fn copy(self, (): ()) -> jsid {
        self
    }

    fn release(self, (): ()) {}
}

impl Counted for JS::Value {
    type Context = ();

    #[inline(always)]
    fn copy(self, (): ()) -> JS::Value {
        self
    }

    fn release(self, (): ()) {}
}
