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
use crate::engine::seam::{Lifetimes, Outcome, Primitives, Scopes, Thrown};
use crate::env::Attachment;
use rquickjs_sys as q;
use std::cell::RefCell;
use std::ffi::c_void;
use std::ptr::NonNull;

/// The object an attachment belongs to: a value without a reference count.
#[derive(Clone, Copy)]
pub struct WeakObject {
    value: q::JSValue,
    /// For a symbol, an owned `WeakRef` on it. A symbol that dies in the middle of a collection
    /// (its last owner was part of a cycle) leaves its holder for the next collection, so only
    /// this tells that it is gone.
    witness: q::JSValue,
}

/// Registers the instance, external and holder classes.
///
/// # Safety
/// `ctx` and `rt` are live and belong together.
pub unsafe fn register_classes(
    ctx: *mut q::JSContext,
    rt: *mut q::JSRuntime,
) -> (q::JSClassID, q::JSClassID, q::JSClassID) {
    let register = |name: &std::ffi::CStr, gc_mark| {
        let mut id = 0;
        let class = q::JSClassDef {
            class_name: name.as_ptr(),
            finalizer: Some(finalize),
            gc_mark,
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
    let ids = (
        register(c"Object", None),
        register(c"External", None),
        register(c"Attachment", Some(mark_witness as MarkFunction)),
    );
    // SAFETY: ctx is live; V8's externals have a null prototype.
    unsafe { q::JS_SetClassProto(ctx, ids.1, q::JS_NULL) };
    ids
}

type MarkFunction = unsafe extern "C" fn(*mut q::JSRuntime, q::JSValue, q::JS_MarkFunc);

/// Shows the collector what a holder owns, so that it goes in the same collection.
unsafe extern "C" fn mark_witness(rt: *mut q::JSRuntime, holder: q::JSValue, mark: q::JS_MarkFunc) {
    let mut class = 0;
    // SAFETY: the opaque of this class is NULL or a boxed attachment; the witness is owned by it.
    unsafe {
        let attachment = q::JS_GetAnyOpaque(holder, &raw mut class).cast::<Attachment>();
        if let Some(attachment) = attachment.as_ref() {
            q::JS_MarkValue(rt, attachment.object().witness, mark);
        }
    }
}

unsafe extern "C" fn finalize(rt: *mut q::JSRuntime, object: q::JSValue) {
    let mut class = 0;
    // SAFETY: the opaque of these classes is NULL or a boxed attachment that nobody else frees.
    unsafe {
        let attachment = q::JS_GetAnyOpaque(object, &raw mut class).cast::<Attachment>();
        if let Some(attachment) = NonNull::new(attachment) {
            let witness = attachment.as_ref().object().witness;
            Attachment::object_died(attachment);
            q::JS_FreeValueRT(rt, witness);
        }
    }
}

/// Gives a fresh instance its attachment, branded with the class that made it.
pub fn brand_instance(instance: Handle, class: u64) {
    let object = WeakObject::new(instance.value());
    let attachment = attach_as_opaque(instance.value(), object);
    // SAFETY: just made, owned by the live instance.
    unsafe { attachment.as_ref() }.set_class(class);
}

/// How many fresh attachments keep their objects alive at most.
const RECENT: usize = 1024;

/// How much addons may say their outside memory grew before recent objects are let go, in bytes.
const EXTERNAL_GROWTH: i64 = 16 << 20;

/// Objects that native code began to watch lately. They are kept alive for a while, because addons
/// expect a wrapped or weakly referenced object to live until a collection comes, and counting
/// references would free it in the middle of the function that made it.
///
/// They are let go by a collection, after some turns of the loop, when there are too many, or when
/// the addons' memory outside grows; then the ordinary counting takes over.
#[derive(Default)]
pub struct Recent(RefCell<Vec<q::JSValue>>);

impl Engine {
    fn keep_recent(&self, object: q::JSValue) {
        let full = {
            let mut recent = self.recent.0.borrow_mut();
            recent.push(super::handle::dup(self.ctx, object));
            recent.len() >= RECENT
        };
        if full {
            self.release_recent();
        }
    }
}

impl WeakObject {
    /// An object proper: its attachment dies with it.
    fn new(value: q::JSValue) -> WeakObject {
        WeakObject { value, witness: q::JS_UNDEFINED }
    }
}

impl Engine {
    /// The same for a fresh buffer on an addon's memory, of which only so much is kept.
    pub(super) fn keep_recent_bytes(&self, buffer: q::JSValue, len: usize) {
        let kept = self.recent_bytes.get().saturating_add(len as i64);
        if kept > EXTERNAL_GROWTH {
            self.release_recent();
            return;
        }
        self.recent_bytes.set(kept);
        self.keep_recent(buffer);
    }
}

/// Makes the attachment of `target` and lets `carrier` own it.
fn attach_as_opaque(carrier: q::JSValue, target: WeakObject) -> NonNull<Attachment> {
    let attachment = Attachment::boxed(target);
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

    fn holder_of(&self, value: Handle) -> Outcome<Option<NonNull<Attachment>>> {
        let mut key = [value.value()];
        let holder =
            self.call_intrinsic(self.intrinsics.weak_map_get, self.intrinsics.weak_map, &mut key);
        if holder.tag == q::JS_TAG_EXCEPTION as i64 {
            return Err(Thrown);
        }
        let found = opaque(holder, self.classes.holder);
        self.free(holder); // the map keeps it
        Ok(found)
    }

    /// What tells whether the key of a holder is still alive.
    fn weak_object(&self, value: Handle) -> Outcome<WeakObject> {
        let mut object = WeakObject::new(value.value());
        if value.tag() == q::JS_TAG_SYMBOL {
            let mut target = [value.value()];
            // SAFETY: a live constructor and symbol; the result is owned.
            object.witness = unsafe {
                q::JS_CallConstructor(self.ctx, self.intrinsics.weak_ref, 1, target.as_mut_ptr())
            };
            if object.witness.tag == q::JS_TAG_EXCEPTION as i64 {
                return Err(Thrown);
            }
        }
        Ok(object)
    }

    fn attach_holder(&self, value: Handle) -> Outcome<NonNull<Attachment>> {
        let mark = self.mark();
        // SAFETY: a fresh object of the holder class.
        let holder = self.adopt(unsafe {
            q::JS_NewObjectProtoClass(self.ctx, q::JS_NULL, self.classes.holder)
        })?;
        let mut entry = [value.value(), holder.value()];
        let set =
            self.call_intrinsic(self.intrinsics.weak_map_set, self.intrinsics.weak_map, &mut entry);
        // The witness comes after the map's entry: when the key dies the engine settles its newest
        // weak reference first, and the witness must be settled before the holder that owns it goes.
        let attached = self
            .adopt(set)
            .and_then(|_| self.weak_object(value))
            .map(|object| attach_as_opaque(holder.value(), object));
        self.release_to(mark);
        attached
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
                return Ok(
                    found.or_else(|| create.then(|| attach_as_opaque(raw, WeakObject::new(raw))))
                );
            }
            q::JS_TAG_OBJECT => {}
            q::JS_TAG_SYMBOL if !self.is_registered_symbol(value)? => {}
            _ => return Ok(None),
        }
        match self.holder_of(value)? {
            Some(found) => Ok(Some(found)),
            None if create => self.attach_holder(value).map(Some),
            None => Ok(None),
        }
    }

    #[inline(always)]
    fn instance_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        opaque(value.value(), self.classes.instance)
    }

    fn revive(&self, attachment: &Attachment) -> Option<Handle> {
        let WeakObject { value, witness } = *attachment.object();
        if witness.tag == q::JS_TAG_UNDEFINED as i64 {
            // The object is alive as long as its attachment is, so a reference can be added.
            return Some(self.push(super::handle::dup(self.ctx, value)));
        }
        let symbol = self.ask_intrinsic(self.intrinsics.weak_ref_deref, witness, &mut [])?;
        (symbol.tag == q::JS_TAG_SYMBOL as i64).then(|| self.push(symbol))
    }

    #[inline]
    fn watched(&self, attachment: &Attachment) {
        self.keep_recent(attachment.object().value);
    }

    fn external(&self, data: *mut c_void) -> Outcome<Handle> {
        // SAFETY: a fresh object of the external class.
        let external =
            self.adopt(unsafe { q::JS_NewObjectClass(self.ctx, self.classes.external) })?;
        let object = WeakObject::new(external.value());
        let attachment = attach_as_opaque(external.value(), object);
        // SAFETY: just made, owned by the live external, which is no proxy.
        unsafe {
            attachment.as_ref().set_external_data(data);
            q::JS_PreventExtensions(self.ctx, external.value());
        }
        Ok(external)
    }

    fn external_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        opaque(value.value(), self.classes.external)
    }

    fn release_recent(&self) {
        // Letting go may run basic finalizers, which attach nothing but may come back here.
        self.recent_bytes.set(0);
        let recent = std::mem::take(&mut *self.recent.0.borrow_mut());
        for object in recent {
            self.free(object);
        }
    }

    fn collect(&self) {
        self.release_recent();
        // SAFETY: the runtime is live and no raw value is held across the call.
        unsafe { q::JS_RunGC(self.rt) };
    }

    fn ends_with_its_scripts(&self) -> bool {
        self.owned
    }

    fn adjust_external_memory(&self, change: i64) -> i64 {
        let total = self.external_memory.get().saturating_add(change).max(0);
        self.external_memory.set(total);
        if total - self.external_memory_at_release.get() > EXTERNAL_GROWTH {
            self.external_memory_at_release.set(total);
            self.release_recent();
        }
        total
    }
}

impl Engine {
    /// Registered symbols (`Symbol.for`) live for ever and cannot be weak map keys.
    fn is_registered_symbol(&self, symbol: Handle) -> Outcome<bool> {
        let mut key = [symbol.value()];
        let name = self.call_intrinsic(self.intrinsics.symbol_key_for, q::JS_UNDEFINED, &mut key);
        if name.tag == q::JS_TAG_EXCEPTION as i64 {
            return Err(Thrown);
        }
        let registered = self.kind(Handle::at(&raw const name)) == crate::engine::Kind::String;
        self.free(name);
        Ok(registered)
    }
}
