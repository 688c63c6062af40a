//! What native code has attached to one JavaScript object: a wrap, a type tag, weak references,
//! finalizers, the class that made it, an external's pointer.
//!
//! Invariants: exactly one attachment per object, shared by all envs of a runtime (so an object is
//! wrapped once, whoever asks); it lives as long as the object; `object_died` runs inside the
//! collector and only marks and queues.

use super::references::Reference;
use super::spares::Spares;
use crate::abi::types::napi_type_tag;
use crate::engine::WeakObject;
use std::cell::Cell;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

/// See the module's description.
pub struct Attachment {
    object: WeakObject,
    /// The wrapped pointer; meaningful while `wrapped`.
    data: Cell<*mut c_void>,
    /// The pointer in an external, which can be wrapped as well.
    external: Cell<*mut c_void>,
    wrapped: Cell<bool>,
    /// The reference that `napi_wrap` made; None once the addon deleted it.
    wrap: Cell<Option<NonNull<Reference>>>,
    /// Head of the list of references that want to know of the object's death.
    watchers: Cell<Option<NonNull<Reference>>>,
    class: Cell<Option<u64>>,
    tag: Cell<Option<napi_type_tag>>,
}

thread_local! {
    static SPARES: Spares<Attachment> = const { Spares::new() };
}

impl Attachment {
    /// For an object that has none yet; the caller frees it, with [`Attachment::object_died`].
    #[inline(always)]
    pub fn boxed(object: WeakObject) -> NonNull<Attachment> {
        let place = SPARES.try_with(Spares::take).unwrap_or_else(|_| Box::new_uninit());
        NonNull::from(Box::leak(Box::write(
            place,
            Attachment {
                object,
                data: Cell::new(std::ptr::null_mut()),
                external: Cell::new(std::ptr::null_mut()),
                wrapped: Cell::new(false),
                wrap: Cell::new(None),
                watchers: Cell::new(None),
                class: Cell::new(None),
                tag: Cell::new(None),
            },
        )))
    }

    /// The object, for the engine to revive.
    pub fn object(&self) -> &WeakObject {
        &self.object
    }

    /// The native class that made the object.
    #[inline]
    pub fn class(&self) -> Option<u64> {
        self.class.get()
    }

    /// Says which native class made the object.
    pub fn set_class(&self, class: u64) {
        self.class.set(Some(class));
    }

    /// The type tag, if it was set.
    pub fn tag(&self) -> Option<napi_type_tag> {
        self.tag.get()
    }

    /// Sets the type tag.
    pub fn set_tag(&self, tag: napi_type_tag) {
        self.tag.set(Some(tag));
    }

    /// The pointer in an external.
    pub fn external_data(&self) -> *mut c_void {
        self.external.get()
    }

    /// Sets the pointer in an external.
    pub fn set_external_data(&self, data: *mut c_void) {
        self.external.set(data);
    }

    /// The wrapped pointer, if the object is wrapped.
    #[inline(always)]
    pub fn wrapped(&self) -> Option<*mut c_void> {
        if self.wrapped.get() { Some(self.data.get()) } else { None }
    }

    /// Wraps; `reference` carries the finalizer, if there is one.
    pub fn wrap(&self, data: *mut c_void, reference: Option<NonNull<Reference>>) {
        self.data.set(data);
        self.wrapped.set(true);
        self.wrap.set(reference);
    }

    /// Unwraps; the pointer and the reference that carried the finalizer.
    pub fn remove_wrap(&self) -> Option<(*mut c_void, Option<NonNull<Reference>>)> {
        self.wrapped.replace(false).then(|| (self.data.get(), self.wrap.take()))
    }

    /// `reference` goes away: it is no watcher any more, nor the wrap's reference.
    pub(super) fn forget(&self, reference: &Reference) {
        if self.wrap.get().is_some_and(|wrap| std::ptr::eq(wrap.as_ptr(), reference)) {
            self.wrap.set(None);
        }
        let target = NonNull::from(reference);
        let mut link = &self.watchers;
        while let Some(watcher) = link.get() {
            // SAFETY: watchers unlink themselves here before they are freed.
            let next = unsafe { &watcher.as_ref().next_watcher };
            if watcher == target {
                link.set(next.take());
                return;
            }
            link = {
                // SAFETY: the watcher stays in the list, and so alive, while this loop runs.
                unsafe { &(*watcher.as_ptr()).next_watcher }
            };
        }
    }

    /// `reference` wants to know of the object's death.
    pub(super) fn watch(&self, reference: &Reference) {
        reference.next_watcher.set(self.watchers.replace(Some(NonNull::from(reference))));
    }

    /// The engine freed the object: tells whoever wants to know and frees the attachment. Runs
    /// inside the collector.
    ///
    /// # Safety
    /// `attachment` came from [`Attachment::boxed`] and is not used afterwards.
    pub unsafe fn object_died(attachment: NonNull<Attachment>) {
        // SAFETY: alive by contract until it is given up below.
        let watchers = unsafe { &attachment.as_ref().watchers };
        while let Some(watcher) = watchers.get() {
            // SAFETY: in the list, so alive; it is taken off before it is told, since being told
            // may free it (a basic finalizer that deletes its reference).
            let watcher = unsafe { watcher.as_ref() };
            watchers.set(watcher.next_watcher.take());
            watcher.object_died();
        }
        const { assert!(!std::mem::needs_drop::<Attachment>()) };
        // SAFETY: made by `boxed`, unused from here on, and without anything to drop.
        let emptied = unsafe { Box::from_raw(attachment.as_ptr().cast::<MaybeUninit<Self>>()) };
        // Without a place to keep it, at the end of the thread, it is freed.
        let _ = SPARES.try_with(|spares| spares.keep(emptied));
    }
}
