//! What native code attaches to JavaScript objects, and how we notice that an object died.
//!
//! Instances of native classes and externals carry their [`Attachment`] in a reserved slot, and a
//! finalizer tells of their death. Every other object has it in a weak map of the engine, as a
//! private value, and is held by a weak pointer that the collector updates or empties: so frozen
//! objects and proxies work, and nothing about the object can be seen to change. The collector
//! offers no such pointer to symbols: there the weak map holds an object whose finalizer tells; the
//! symbol itself never moves.
//!
//! Objects with a finalizer are never young and never moved (`heap.rs` sees to that), so theirs is a
//! plain pointer: telling the collector of a weak one costs more than making the object.
//!
//! Invariant: an attachment lives exactly as long as its object; it is freed by the collector (or at
//! the engine's end), which only notifies and never runs JavaScript.

use super::layout::{self, class_of, fixed_slot};
use super::{Engine, Handle, Pinned};
use crate::engine::seam::{Lifetimes, Outcome, Scopes};
use crate::env::Attachment;
use mozjs_sys::jsapi::{
    JS, JS_NewObjectWithGivenProto, JS_PreventExtensions, JS_UpdateWeakPointerAfterGC,
    JSCLASS_FOREGROUND_FINALIZE, JSCLASS_RESERVED_SLOTS_SHIFT, JSClass, JSClassOps, JSObject,
    JSTracer,
};
use mozjs_sys::jsgc::Heap;
use mozjs_sys::jsval::{ObjectValue, PrivateValue, SymbolValue, UndefinedValue};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ffi::c_void;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

/// How much addons may say their outside memory grew before it is time to collect, in bytes.
const EXTERNAL_GROWTH: i64 = 64 << 20;

const ONE_SLOT: u32 = 1 << JSCLASS_RESERVED_SLOTS_SHIFT;

/// Instances made by native constructors; the slot is their attachment. An instance is an ordinary
/// object to whoever asks for its class.
static INSTANCE: JSClass =
    class(c"Object", ONE_SLOT | JSCLASS_FOREGROUND_FINALIZE, &raw const CARRIER_OPS);
/// `napi_create_external` values; the slot is their attachment.
static EXTERNAL: JSClass =
    class(c"External", ONE_SLOT | JSCLASS_FOREGROUND_FINALIZE, &raw const CARRIER_OPS);
/// What the weak map holds for a symbol; the slot is its attachment.
static HOLDER: JSClass =
    class(c"Attachment", ONE_SLOT | JSCLASS_FOREGROUND_FINALIZE, &raw const HOLDER_OPS);

static CARRIER_OPS: JSClassOps = finalized_by(finalize_carrier);
static HOLDER_OPS: JSClassOps = finalized_by(finalize_holder);

const fn finalized_by(
    finalizer: unsafe extern "C" fn(*mut JS::GCContext, *mut JSObject),
) -> JSClassOps {
    JSClassOps {
        addProperty: None,
        delProperty: None,
        enumerate: None,
        newEnumerate: None,
        resolve: None,
        mayResolve: None,
        finalize: Some(finalizer),
        call: None,
        construct: None,
        trace: None,
    }
}

const fn class(name: &'static std::ffi::CStr, flags: u32, ops: *const JSClassOps) -> JSClass {
    JSClass {
        name: name.as_ptr(),
        flags,
        cOps: ops,
        spec: std::ptr::null(),
        ext: std::ptr::null(),
        oOps: std::ptr::null(),
    }
}

/// The object an attachment belongs to, held weakly.
pub struct WeakObject {
    /// NULL when this is dropped: the collector, or whoever ends the engine, sees to that.
    object: ManuallyDrop<Heap<*mut JSObject>>,
    /// The symbol in place of the object; alive as long as this is.
    symbol: Cell<*mut JS::Symbol>,
    uncatchable: Cell<bool>,
}

impl WeakObject {
    fn empty() -> WeakObject {
        WeakObject {
            object: ManuallyDrop::default(),
            symbol: Cell::new(std::ptr::null_mut()),
            uncatchable: Cell::new(false),
        }
    }

    pub(super) fn is_uncatchable(&self) -> bool {
        self.uncatchable.get()
    }
}

/// The attachments of all objects in the weak map (not symbols) that live.
pub struct Attachments {
    list: RefCell<Vec<NonNull<Attachment>>>,
    /// The weak map; undefined before the first entry.
    map: UnsafeCell<JS::Value>,
    /// An external that no script sees, for its shape; undefined before the first one is made.
    external: UnsafeCell<JS::Value>,
    any_uncatchable: Cell<bool>,
    is_sweeping: Cell<bool>,
}

impl Default for Attachments {
    fn default() -> Attachments {
        Attachments {
            list: RefCell::default(),
            map: UnsafeCell::new(UndefinedValue()),
            external: UnsafeCell::new(UndefinedValue()),
            any_uncatchable: Cell::new(false),
            is_sweeping: Cell::new(false),
        }
    }
}

impl Attachments {
    /// The slots of objects of our own, for the collector.
    pub fn slots(&self) -> [*mut JS::Value; 2] {
        [self.map.get(), self.external.get()]
    }

    /// Gives up the objects of our own; for the end of the engine.
    pub fn forget_slots(&self) {
        for slot in self.slots() {
            // SAFETY: a slot of our own, to which no reference exists.
            unsafe { slot.write(UndefinedValue()) };
        }
    }

    /// A new attachment of `object`.
    #[inline]
    fn add(&self, object: *mut JSObject) -> NonNull<Attachment> {
        let attachment = Attachment::boxed(WeakObject::empty());
        // SAFETY: just made, and it stays where it is; the barrier of `set` tells the collector.
        unsafe { attachment.as_ref() }.object().object.set(object);
        self.list.borrow_mut().push(attachment);
        attachment
    }

    /// The object of this attachment is an error that no `catch` sees.
    pub(super) fn mark_uncatchable(&self, attachment: &Attachment) {
        self.any_uncatchable.set(true);
        attachment.object().uncatchable.set(true);
    }

    /// Whether any error was made that no `catch` sees.
    pub(super) fn any_uncatchable(&self) -> bool {
        self.any_uncatchable.get()
    }

    /// Updates the weak pointers, and frees the attachments of objects that died; for the collector.
    pub fn sweep(&self, tracer: *mut JSTracer) {
        // Taken out, since telling of a death may run a basic finalizer, which may come back here.
        let mut list = self.list.take();
        self.is_sweeping.set(true);
        list.retain(|attachment| {
            // SAFETY: called by the collector with its tracer, for a weak pointer of ours; the
            // attachment is freed once, here, and taken off the list.
            unsafe {
                let object = (&raw const *attachment.as_ref().object().object).cast_mut();
                let alive = JS_UpdateWeakPointerAfterGC(tracer, object);
                if !alive {
                    Attachment::object_died(*attachment);
                }
                alive
            }
        });
        self.is_sweeping.set(false);
        let mut since = self.list.borrow_mut();
        if since.is_empty() {
            *since = list;
        } else {
            since.append(&mut list);
        }
    }

    /// Frees what is left; for the end of the engine.
    pub fn end_all(&self) {
        for attachment in self.list.take() {
            // SAFETY: as in `sweep`. The pointer is emptied with its barrier.
            unsafe {
                attachment.as_ref().object().object.set(std::ptr::null_mut());
                Attachment::object_died(attachment);
            }
        }
    }
}

unsafe extern "C" fn finalize_carrier(_: *mut JS::GCContext, object: *mut JSObject) {
    // SAFETY: the slot of these classes is undefined or an attachment that nobody else frees.
    unsafe {
        if let Some(attachment) = attachment_in_slot(object) {
            Attachment::object_died(attachment);
        }
    }
}

unsafe extern "C" fn finalize_holder(_: *mut JS::GCContext, holder: *mut JSObject) {
    // SAFETY: the slot of this class is undefined or an attachment that nobody else frees.
    unsafe {
        if let Some(attachment) = attachment_in_slot(holder) {
            Attachment::object_died(attachment);
        }
    }
}

/// # Safety
/// `object` is of a class above.
#[inline(always)]
unsafe fn attachment_in_slot(object: *mut JSObject) -> Option<NonNull<Attachment>> {
    // SAFETY: these classes have one reserved slot, which is in the object itself.
    let value = unsafe { *fixed_slot(object, 0) };
    if value.is_undefined() { None } else { NonNull::new(value.to_private().cast_mut().cast()) }
}

/// # Safety
/// `object` is of a class above, and its slot is undefined.
#[inline(always)]
unsafe fn set_slot(object: *mut JSObject, attachment: NonNull<Attachment>) {
    let value = PrivateValue(attachment.as_ptr().cast_const().cast());
    // SAFETY: as in `attachment_in_slot`. Neither the old value nor the new one is a thing of the
    // heap, so the collector need not be told.
    unsafe { fixed_slot(object, 0).write(value) };
}

/// A new attachment of an object that carries it in its slot.
///
/// # Safety
/// `object` is an instance or external whose slot is undefined.
#[inline(always)]
unsafe fn attach_to_carrier(object: *mut JSObject) -> NonNull<Attachment> {
    let attachment = Attachment::boxed(WeakObject::empty());
    // SAFETY: just made; the object, which never moves, owns it from now on.
    unsafe {
        *attachment.as_ref().object().object.ptr.get() = object;
        set_slot(object, attachment);
    }
    attachment
}

/// An instance of a native class, branded with its number.
pub fn new_instance(
    engine: &Engine,
    prototype: JS::Handle<*mut JSObject>,
    class: Option<u64>,
) -> Outcome<Handle> {
    // SAFETY: a live context and prototype.
    let instance = engine
        .adopt(unsafe { JS_NewObjectWithGivenProto(engine.cx, &raw const INSTANCE, prototype) })?;
    if let Some(class) = class {
        // SAFETY: just made.
        unsafe { attach_to_carrier(instance.value().to_object()).as_ref().set_class(class) };
    }
    Ok(instance)
}

impl Engine {
    #[inline(always)]
    fn carries_slot(object: *mut JSObject) -> bool {
        let class = class_of(object);
        std::ptr::eq(class, &raw const INSTANCE) || std::ptr::eq(class, &raw const EXTERNAL)
    }

    /// Whether the object is an external.
    #[inline(always)]
    pub(super) fn is_external(object: *mut JSObject) -> bool {
        std::ptr::eq(class_of(object), &raw const EXTERNAL)
    }

    fn weak_map(&self) -> Option<Pinned<'_, *mut JSObject>> {
        // SAFETY: as in `forget_slots`.
        let map = unsafe { *self.attachments.map.get() };
        map.is_object().then(|| self.pin(map.to_object()))
    }

    #[cold]
    fn make_weak_map(&self) -> Outcome<Pinned<'_, *mut JSObject>> {
        // SAFETY: a live context in its realm; the slot is traced.
        unsafe {
            let map = JS::NewWeakMapObject(self.cx);
            if map.is_null() {
                return Err(self.thrown());
            }
            self.attachments.map.get().write(ObjectValue(map));
            Ok(self.pin(map))
        }
    }

    /// What the weak map holds for a key.
    fn in_weak_map(&self, key: Handle) -> Outcome<Option<NonNull<Attachment>>> {
        let Some(map) = self.weak_map() else { return Ok(None) };
        let mark = self.mark();
        let held = self.blank();
        // SAFETY: live values in traced slots.
        let found = unsafe { JS::GetWeakMapEntry(self.cx, map.handle(), key.js(), held.out()) };
        let held = held.value();
        self.release_to(mark);
        self.check(found)?;
        if held.is_undefined() {
            return Ok(None);
        }
        if held.is_object() {
            // SAFETY: only holders are objects in this map.
            return Ok(unsafe { attachment_in_slot(held.to_object()) });
        }
        Ok(NonNull::new(held.to_private().cast_mut().cast()))
    }

    fn put_into_weak_map(&self, key: Handle, value: Handle) -> Outcome<()> {
        let map = match self.weak_map() {
            Some(map) => map,
            None => self.make_weak_map()?,
        };
        // SAFETY: live values in traced slots.
        self.check(unsafe { JS::SetWeakMapEntry(self.cx, map.handle(), key.js(), value.js()) })
    }

    fn attach_to_object(
        &self,
        value: Handle,
        object: *mut JSObject,
    ) -> Outcome<NonNull<Attachment>> {
        let mark = self.mark();
        let attachment = self.attachments.add(object);
        let held = self.push(PrivateValue(attachment.as_ptr().cast_const().cast()));
        // When there is no memory for the entry the attachment waits for its object's death all the
        // same.
        let put = self.put_into_weak_map(value, held);
        self.release_to(mark);
        put.map(|()| attachment)
    }

    fn attach_to_symbol(&self, symbol: Handle) -> Outcome<NonNull<Attachment>> {
        let mark = self.mark();
        let attach = || {
            let null = self.pin(std::ptr::null_mut());
            // SAFETY: a live context; no prototype.
            let holder = self.adopt(unsafe {
                JS_NewObjectWithGivenProto(self.cx, &raw const HOLDER, null.handle())
            })?;
            self.put_into_weak_map(symbol, holder)?;
            let attachment = Attachment::boxed(WeakObject::empty());
            // SAFETY: just made; the holder owns it from now on.
            unsafe {
                attachment.as_ref().object().symbol.set(symbol.value().to_symbol());
                set_slot(holder.value().to_object(), attachment);
            }
            Ok(attachment)
        };
        let attached = attach();
        self.release_to(mark);
        attached
    }
}

impl Lifetimes for Engine {
    fn attachment(&self, value: Handle, create: bool) -> Outcome<Option<NonNull<Attachment>>> {
        let raw = value.value();
        if raw.is_object() {
            let object = raw.to_object();
            if Engine::carries_slot(object) {
                // SAFETY: a live object of ours.
                unsafe {
                    let found = attachment_in_slot(object);
                    if found.is_some() || !create {
                        return Ok(found);
                    }
                    return Ok(Some(attach_to_carrier(object)));
                }
            }
            return match self.in_weak_map(value)? {
                Some(found) => Ok(Some(found)),
                None if create => self.attach_to_object(value, value.value().to_object()).map(Some),
                None => Ok(None),
            };
        }
        if !raw.is_symbol() || self.is_registered_symbol(value) {
            return Ok(None);
        }
        match self.in_weak_map(value)? {
            Some(found) => Ok(Some(found)),
            None if create => self.attach_to_symbol(value).map(Some),
            None => Ok(None),
        }
    }

    #[inline(always)]
    fn instance_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        let object = value.object()?;
        if !std::ptr::eq(class_of(object), &raw const INSTANCE) {
            return None;
        }
        // SAFETY: a live instance.
        unsafe { attachment_in_slot(object) }
    }

    #[inline]
    fn revive(&self, attachment: &Attachment) -> Option<Handle> {
        let object = attachment.object().object.get();
        if !object.is_null() {
            return Some(self.push(ObjectValue(object)));
        }
        // SAFETY: a symbol lives as long as its attachment.
        let symbol = unsafe { attachment.object().symbol.get().as_ref() }?;
        Some(self.push(SymbolValue(symbol)))
    }

    #[inline(always)]
    fn watched(&self, _: &Attachment) {}

    fn external(&self, data: *mut c_void) -> Outcome<Handle> {
        let external = self.bare_external()?;
        // SAFETY: as in `forget_slots`.
        let mut model = unsafe { *self.attachments.external.get() };
        if !model.is_object() {
            model = self.make_external_model()?;
        }
        let object = external.value().to_object();
        // SAFETY: just made. The two objects differ in nothing but that the model takes no
        // properties, which its shape says; see `layout::take_shape`.
        unsafe {
            layout::take_shape(object, model.to_object());
            attach_to_carrier(object).as_ref().set_external_data(data);
        }
        Ok(external)
    }

    fn external_attachment(&self, value: Handle) -> Option<NonNull<Attachment>> {
        let object = value.object()?;
        // SAFETY: a live external.
        if Engine::is_external(object) { unsafe { attachment_in_slot(object) } } else { None }
    }

    fn release_recent(&self) {
        self.buffers.release_all();
    }

    fn collect(&self) {
        super::heap::collect(self.cx);
        self.external_memory_at_collection.set(self.external_memory.get());
        self.buffers.collected();
        self.buffers.release_all();
    }

    fn ends_with_its_scripts(&self) -> bool {
        true
    }

    fn adjust_external_memory(&self, change: i64) -> i64 {
        let total = self.external_memory.get().saturating_add(change).max(0);
        self.external_memory.set(total);
        let grown = total - self.external_memory_at_collection.get();
        // A basic finalizer may come here from inside the collector.
        if grown > EXTERNAL_GROWTH && !self.attachments.is_sweeping.get() {
            self.collect();
        }
        total
    }
}

impl Engine {
    /// An object of the class of externals.
    fn bare_external(&self) -> Outcome<Handle> {
        let null = self.pin(std::ptr::null_mut());
        // SAFETY: a live context; no prototype.
        self.adopt(unsafe {
            JS_NewObjectWithGivenProto(self.cx, &raw const EXTERNAL, null.handle())
        })
    }

    #[cold]
    fn make_external_model(&self) -> Outcome<JS::Value> {
        let model = self.bare_external()?;
        let object = self.pin(model.value().to_object());
        let mut refused = JS::ObjectOpResult { code_: 0 };
        // SAFETY: a live object in a traced slot.
        self.check(unsafe { JS_PreventExtensions(self.cx, object.handle(), &raw mut refused) })?;
        // SAFETY: as in `forget_slots`.
        unsafe { self.attachments.external.get().write(model.value()) };
        Ok(model.value())
    }

    /// Registered symbols (`Symbol.for`) live for ever and cannot be weak map keys.
    fn is_registered_symbol(&self, symbol: Handle) -> bool {
        let symbol = symbol.value().to_symbol();
        // SAFETY: a live symbol, and nothing is collected while its code is read.
        let code =
            unsafe { JS::GetSymbolCode(JS::Handle::from_marked_location(&raw const symbol)) };
        code == JS::SymbolCode::InSymbolRegistry
    }
}
