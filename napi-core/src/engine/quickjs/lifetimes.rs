//! What native code attaches to JavaScript objects, and how we notice that an object died.
//!
//! Instances of native classes and externals carry their [`Attachment`] as the object's opaque
//! pointer. Every other object (and unique symbol) has it in a weak map of the engine, as the
//! opaque of a *holder* object: when the key dies the engine drops the holder, and its finalizer
//! tells us. So frozen objects and proxies work, and nothing about the object can be seen to change.
//!
//! Invariant: an attachment lives exactly as long as its object; its box is freed by the class
//! finalizer, which runs inside the collector and only notifies, never runs JavaScript.

use super::{Classes, Engine, Handle};
use crate::engine::seam::{Lifetimes, Outcome, Primitives, Scopes};
use crate::env::Attachment;
use rquickjs_sys as q;
use std::ffi::c_void;
use std::ptr::NonNull;

/// The object an attachment belongs to: a value without a reference count.
#[derive(Clone, Copy)]
pub struct WeakObject(q::JSValue);

/// Registers the instance, external and holder classes.
///
/// # Safety
/// `ctx` and `rt` are live and belong together.
pub unsafe fn register_classes(
    ctx: *mut q::JSContext,
    rt: *mut q::JSRuntime,
) -> (q::JSClassID, q::JSClassID, q::JSClassID) {
    let register = |name: &std::ffi::CStr| {
        let mut id = 0;
        let class = q::JSClassDef {
            class_name: name.as_ptr(),
            finalizer: Some(finalize),
            gc_mark: None,
            call: None,
            exotic: std::ptr::null_mut(),
        };
        // SAFETY: rt is live; the definition is copied.
        unsafe {
            q::JS_NewClassID(rt, &raw mut id);
            q::JS_NewClass(rt, id, &raw const class);
        }
        id
    };
    // An instance is an ordinary object to whoever asks for its class.
    let ids = (register(c"Object"), register(c"External"), register(c"Attachment"));
    // SAFETY: ctx is live; V8's externals have a null prototype.
    unsafe { q::JS_SetClassProto(ctx, ids.1, q::JS_NULL) };
    ids
}

unsafe extern "C" fn finalize(_: *mut q::JSRuntime, object: q::JSValue) {
    let mut class = 0;
    // SAFETY: the opaque of these classes is NULL or a boxed attachment that nobody else frees.
    unsafe {
        let attachment = q::JS_GetAnyOpaque(object, &raw mut class).cast::<Attachment>();
        if !attachment.is_null() {
            Box::from_raw(attachment).object_died();
        }
    }
}

/// Gives a fresh instance its attachment, branded with the class that made it.
pub fn brand_instance(engine: &Engine, instance: Handle, class: u64) {
    let attachment = attach_as_opaque(engine, instance.value(), instance.value());
    // SAFETY: just made, owned by the live instance.
    unsafe { attachment.as_ref() }.set_class(class);
}

/// Makes the attachment of `target` and lets `carrier` own it.
fn attach_as_opaque(_: &Engine, carrier: q::JSValue, target: q::JSValue) -> NonNull<Attachment> {
    let attachment = NonNull::from(Box::leak(Box::new(Attachment::new(WeakObject(target)))));
    // SAFETY: a live object of one of the classes above, whose finalizer frees the box.
    unsafe { q::JS_SetOpaque(carrier, attachment.as_ptr().cast::<c_void>()) };
    attachment
}

fn opaque(object: q::JSValue, class: q::JSClassID) -> Option<NonNull<Attachment>> {
    // SAFETY: a live value; answers NULL when it is no object of that class.
    NonNull::new(unsafe { q::JS_GetOpaque(object, class) }.cast())
}

impl Engine {
    fn carries_opaque(&self, classes: Classes, value: q::JSValue) -> bool {
        // SAFETY: a live value.
        let class = unsafe { q::JS_GetClassID(value) };
        class == classes.instance || class == classes.external
    }

    fn holder_of(&self, value: Handle) -> Option<NonNull<Attachment>> {
        let mut key = [value.value()];
        let holder = self.call_intrinsic(
            self.intrinsics.weak_map_get,
            self.intrinsics.weak_map,
            &mut key,
        );
        let found = opaque(holder, self.classes.holder);
        self.free(holder); // the map keeps it
        found
    }

    fn attach_holder(&self, value: Handle) -> Outcome<NonNull<Attachment>> {
        let mark = self.mark();
        // SAFETY: a fresh object of the holder class.
        let holder = self.adopt(unsafe {
            q::JS_NewObjectProtoClass(self.ctx, q::JS_NULL, self.classes.holder)
        })?;
        let attachment = attach_as_opaque(self, holder.value(), value.value());
        let mut entry = [value.value(), holder.value()];
        let set =
            self.call_intrinsic(self.intrinsics.weak_map_set, self.intrinsics.weak_map, &mut entry);
        let stored = self.adopt(set);
        self.release_to(mark);
        stored.map(|_| attachment)
    }
}

impl Lifetimes for Engine {
    fn attachment(&self, value: Handle, create: bool) -> Outcome<Option<NonNull<Attachment>>> {
        let raw = value.value();
        match value.tag() {
            q::JS_TAG_OBJECT if self.carries_opaque(self.classes, raw) => {
                let mut class = 0;
                // SAFETY: a live object of ours.
                let found = NonNull::new(unsafe { q::JS_GetAnyOpaque(raw, &raw mut class) }.cast());
                return Ok(found.or_else(|| create.then(|| attach_as_opaque(self, raw, raw))));
            }
            q::JS_TAG_OBJECT => {}
            q::JS_TAG_SYMBOL if !self.is_registered_symbol(value) => {}
            _ => return Ok(None),
        }
        match self.holder_of(value) {
            Some(found) => Ok(Some(found)),
            None if create => self.attach_holder(value).map(Some),
            None => Ok(None),
        }
    }

    #[inline(always)]
    fn instance_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        opaque(value.value(), self.classes.instance)
    }

    fn revive(&self, attachment: &Attachment) -> Handle {
        // The object is alive as long as its attachment is, so a reference can be added.
        self.push(super::handle::dup(self.ctx, attachment.object().0))
    }

    fn external(&self, data: *mut c_void) -> Outcome<Handle> {
        // SAFETY: a fresh object of the external class.
        let external = self.adopt(unsafe { q::JS_NewObjectClass(self.ctx, self.classes.external) })?;
        let attachment = attach_as_opaque(self, external.value(), external.value());
        // SAFETY: just made, owned by the live external.
        unsafe { attachment.as_ref() }.set_external_data(data);
        Ok(external)
    }

    fn external_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        opaque(value.value(), self.classes.external)
    }

    fn collect(&self) {
        // SAFETY: the runtime is live and no raw value is held across the call.
        unsafe { q::JS_RunGC(self.rt) };
    }

    fn adjust_external_memory(&self, change: i64) -> i64 {
        let total = self.external_memory.get().saturating_add(change).max(0);
        self.external_memory.set(total);
        total
    }
}

impl Engine {
    /// Registered symbols (`Symbol.for`) live for ever and cannot be weak map keys.
    fn is_registered_symbol(&self, symbol: Handle) -> bool {
        let mut key = [symbol.value()];
        let name = self.call_intrinsic(self.intrinsics.symbol_key_for, q::JS_UNDEFINED, &mut key);
        let registered = self.kind(Handle::at(&raw const name)) == crate::engine::Kind::String;
        self.free(name);
        registered
    }
}
