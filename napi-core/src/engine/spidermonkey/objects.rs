//! Objects and properties by way of property keys.
//!
//! Invariant: keys and objects are in traced slots for the length of an operation, since getters,
//! setters and proxies may run scripts and collect.

use super::introspection::is_module_namespace;
use super::layout::{self, class_of};
use super::{Engine, Handle, Pinned};
use crate::engine::seam::{KeyFilter, Objects, Outcome, Property, PropertyContent};
use mozjs_sys::jsapi::{
    JS, JS_DefinePropertyById, JS_DefinePropertyById2, JS_DeletePropertyById, JS_FreezeObject,
    JS_GetClassObject, JS_GetClassPrototype, JS_GetElement, JS_GetPropertyById, JS_GetPrototype,
    JS_HasElement, JS_HasInstance, JS_HasOwnPropertyById, JS_HasPropertyById,
    JS_NewObjectWithGivenProto, JS_NewPlainObject, JS_SetElement, JS_SetPropertyById,
    JS_SetPrototype, JS_StringToId, JS_ValueToId, JSCLASS_IS_PROXY, JSObject, JSPROP_ENUMERATE,
    JSProtoKey, JSString, jsid,
};
use mozjs_sys::jsgc::Rooted;
use mozjs_sys::jsid::{IntId, VoidId};
use mozjs_sys::jsval::{ObjectOrNullValue, ObjectValue, UndefinedValue};

/// A property key where the engine's functions find it.
pub(super) type Key<'e> = Pinned<'e, jsid>;

/// The atom of a key that is one.
pub(super) fn atom_of(key: jsid) -> Option<*mut JSString> {
    key.is_string().then(|| key.to_string())
}

impl Engine {
    #[inline(always)]
    pub(super) fn pin_key(&self, key: jsid) -> Key<'_> {
        Pinned::new(&self.ids, key)
    }

    /// The key that a value stands for; converting an object may run a script.
    #[inline]
    pub(super) fn key_of(&self, value: Handle) -> Outcome<Key<'_>> {
        let key = self.pin_key(VoidId());
        // SAFETY: a live value and a key in traced slots.
        self.check(unsafe { JS_ValueToId(self.cx, value.js(), key.out()) })?;
        Ok(key)
    }

    /// The key of a name that an addon passed.
    #[inline(always)]
    pub(super) fn key_named(&self, name: &[u8]) -> Outcome<Key<'_>> {
        match self.names.find((), name) {
            Some(known) => Ok(self.pin_key(known)),
            None => self.look_up_key(name),
        }
    }

    #[cold]
    #[inline(never)]
    fn look_up_key(&self, name: &[u8]) -> Outcome<Key<'_>> {
        let key = self.pin_key(VoidId());
        // SAFETY: `len` bytes or units, which the engine copies; the atom is in a traced slot while
        // its key is made.
        unsafe {
            let atom = if name.is_ascii() {
                mozjs_sys::jsapi::JS_AtomizeStringN(self.cx, name.as_ptr().cast(), name.len())
            } else {
                let units: Vec<u16> = String::from_utf8_lossy(name).encode_utf16().collect();
                mozjs_sys::jsapi::JS_AtomizeUCStringN(self.cx, units.as_ptr(), units.len())
            };
            if atom.is_null() {
                return Err(self.thrown());
            }
            let atom = Pinned::new(&self.strings, atom);
            self.check(JS_StringToId(self.cx, atom.handle(), key.out()))?;
        }
        self.names.keep((), name, key.get());
        Ok(key)
    }

    /// The key of an element.
    fn key_at(&self, index: u32) -> Outcome<Key<'_>> {
        if let Ok(small) = i32::try_from(index) {
            return Ok(self.pin_key(IntId(small)));
        }
        let key = self.pin_key(VoidId());
        // SAFETY: a live context; the key is in a traced slot.
        self.check(unsafe { mozjs_sys::jsapi::JS_IndexToId(self.cx, index, key.out()) })?;
        Ok(key)
    }

    #[inline(always)]
    fn get_by_key(&self, object: Handle, key: &Key<'_>) -> Outcome<Handle> {
        let object = self.object_in(object)?;
        let result = self.blank();
        // SAFETY: live values in traced slots.
        let got =
            unsafe { JS_GetPropertyById(self.cx, object.handle(), key.handle(), result.out()) };
        self.done(got, result)
    }

    #[inline(always)]
    fn set_by_key(&self, object: Handle, key: &Key<'_>, value: Handle) -> Outcome<()> {
        let object = self.object_in(object)?;
        // SAFETY: live values in traced slots. A refusal is no exception to this function.
        self.check(unsafe {
            JS_SetPropertyById(self.cx, object.handle(), key.handle(), value.js())
        })
    }

    fn has_by_key(&self, object: Handle, key: &Key<'_>) -> Outcome<bool> {
        let object = self.object_in(object)?;
        let mut found = false;
        // SAFETY: live values in traced slots.
        self.check(unsafe {
            JS_HasPropertyById(self.cx, object.handle(), key.handle(), &raw mut found)
        })?;
        Ok(found)
    }

    fn delete_by_key(&self, object: Handle, key: &Key<'_>) -> Outcome<bool> {
        let object = self.object_in(object)?;
        let mut result = JS::ObjectOpResult { code_: 0 };
        // SAFETY: live values in traced slots.
        self.check(unsafe {
            JS_DeletePropertyById(self.cx, object.handle(), key.handle(), &raw mut result)
        })?;
        Ok(result.code_ == 0)
    }

    /// Defines a property; `Ok(false)` when the object refuses.
    pub(super) fn define_by_key(
        &self,
        object: &Pinned<'_, *mut JSObject>,
        key: &Key<'_>,
        descriptor: JS::PropertyDescriptor,
    ) -> Outcome<bool> {
        let mut descriptor = Rooted::new_unrooted(descriptor);
        let mut result = JS::ObjectOpResult { code_: 0 };
        // SAFETY: live values in traced slots; the descriptor is traced while the call runs, stays
        // where it is, and is the newest of its kind when it is taken off.
        let defined = unsafe {
            Rooted::add_to_root_stack(&raw mut descriptor, self.cx);
            let defined = JS_DefinePropertyById(
                self.cx,
                object.handle(),
                key.handle(),
                JS::Handle::from_marked_location(&raw const descriptor.data),
                &raw mut result,
            );
            descriptor.remove_from_root_stack();
            defined
        };
        self.check(defined)?;
        Ok(result.code_ == 0)
    }

    /// Adds a value to the end of a list of `count`.
    pub(super) fn append(&self, list: Handle, count: u32, value: Handle) -> Outcome<()> {
        let key = self.key_at(count)?;
        self.define_data(list, &key, value)
    }

    /// Defines an ordinary data property.
    fn define_data(&self, object: Handle, key: &Key<'_>, value: Handle) -> Outcome<()> {
        let object = self.object_in(object)?;
        // SAFETY: live values in traced slots.
        self.check(unsafe {
            JS_DefinePropertyById2(
                self.cx,
                object.handle(),
                key.handle(),
                value.js(),
                JSPROP_ENUMERATE as u32,
            )
        })
    }
}

impl Objects for Engine {
    #[inline]
    fn object(&self) -> Outcome<Handle> {
        // SAFETY: a live context in its realm.
        self.adopt(unsafe { JS_NewPlainObject(self.cx) })
    }

    fn object_with_properties(
        &self,
        prototype: Option<Handle>,
        names: &[Handle],
        values: &[Handle],
    ) -> Outcome<Handle> {
        let object = match prototype {
            Some(prototype) => {
                let prototype = self.pin(prototype.object().unwrap_or(std::ptr::null_mut()));
                // SAFETY: a live context; an object or NULL for none; no class is a plain object.
                self.adopt(unsafe {
                    JS_NewObjectWithGivenProto(self.cx, std::ptr::null(), prototype.handle())
                })?
            }
            None => self.object()?,
        };
        for (name, value) in names.iter().zip(values) {
            let key = self.key_of(*name)?;
            self.define_data(object, &key, *value)?;
        }
        Ok(object)
    }

    fn array(&self, length: usize) -> Outcome<Handle> {
        // SAFETY: a live context in its realm.
        self.adopt(unsafe { JS::NewArrayObject1(self.cx, length) })
    }

    #[inline]
    fn is_array(&self, value: Handle) -> bool {
        value.object().is_some_and(layout::is_array)
    }

    fn array_length(&self, array: Handle) -> Outcome<u32> {
        let array = self.object_in(array)?;
        let mut length = 0;
        // SAFETY: a live array.
        self.check(unsafe { JS::GetArrayLength(self.cx, array.handle(), &raw mut length) })?;
        Ok(length)
    }

    fn get(&self, object: Handle, key: Handle) -> Outcome<Handle> {
        let key = self.key_of(key)?;
        self.get_by_key(object, &key)
    }

    #[inline]
    fn get_named(&self, object: Handle, name: &[u8]) -> Outcome<Handle> {
        let key = self.key_named(name)?;
        self.get_by_key(object, &key)
    }

    #[inline]
    fn get_index(&self, object: Handle, index: u32) -> Outcome<Handle> {
        if let Some(array) = object.object()
            && let Some(element) = layout::plain_element(array, index)
        {
            return Ok(self.push(element));
        }
        let object = self.object_in(object)?;
        let result = self.blank();
        // SAFETY: live values in traced slots.
        let got = unsafe { JS_GetElement(self.cx, object.handle(), index, result.out()) };
        self.done(got, result)
    }

    fn set(&self, object: Handle, key: Handle, value: Handle) -> Outcome<()> {
        let key = self.key_of(key)?;
        self.set_by_key(object, &key, value)
    }

    #[inline]
    fn set_named(&self, object: Handle, name: &[u8], value: Handle) -> Outcome<()> {
        let key = self.key_named(name)?;
        self.set_by_key(object, &key, value)
    }

    #[inline]
    fn set_index(&self, object: Handle, index: u32, value: Handle) -> Outcome<()> {
        if let Some(array) = object.object()
            && layout::set_plain_element(array, index, value.value())
        {
            return Ok(());
        }
        let object = self.object_in(object)?;
        // SAFETY: live values in traced slots.
        self.check(unsafe { JS_SetElement(self.cx, object.handle(), index, value.js()) })
    }

    fn has(&self, object: Handle, key: Handle) -> Outcome<bool> {
        let key = self.key_of(key)?;
        self.has_by_key(object, &key)
    }

    fn has_named(&self, object: Handle, name: &[u8]) -> Outcome<bool> {
        let key = self.key_named(name)?;
        self.has_by_key(object, &key)
    }

    fn has_index(&self, object: Handle, index: u32) -> Outcome<bool> {
        let object = self.object_in(object)?;
        let mut found = false;
        // SAFETY: live values in traced slots.
        self.check(unsafe { JS_HasElement(self.cx, object.handle(), index, &raw mut found) })?;
        Ok(found)
    }

    fn has_own(&self, object: Handle, key: Handle) -> Outcome<bool> {
        let key = self.key_of(key)?;
        let object = self.object_in(object)?;
        let mut found = false;
        // SAFETY: live values in traced slots.
        self.check(unsafe {
            JS_HasOwnPropertyById(self.cx, object.handle(), key.handle(), &raw mut found)
        })?;
        Ok(found)
    }

    fn delete(&self, object: Handle, key: Handle) -> Outcome<bool> {
        let key = self.key_of(key)?;
        self.delete_by_key(object, &key)
    }

    fn delete_index(&self, object: Handle, index: u32) -> Outcome<bool> {
        let key = self.key_at(index)?;
        self.delete_by_key(object, &key)
    }

    fn define(&self, object: Handle, key: Handle, property: &Property) -> Outcome<bool> {
        let key = self.key_of(key)?;
        let object = self.object_in(object)?;
        self.define_by_key(&object, &key, describe(property))
    }

    fn keys(&self, object: Handle, filter: KeyFilter) -> Outcome<Handle> {
        super::own_keys::collect(self, object, filter)
    }

    fn is_proxy(&self, value: Handle) -> bool {
        value.object().is_some_and(|object| is_proxy(object) && !is_module_namespace(object))
    }

    fn prototype(&self, object: Handle) -> Outcome<Handle> {
        let object = self.object_in(object)?;
        let prototype = self.pin(std::ptr::null_mut());
        // SAFETY: live values in traced slots.
        self.check(unsafe { JS_GetPrototype(self.cx, object.handle(), prototype.out()) })?;
        Ok(self.push(ObjectOrNullValue(prototype.get())))
    }

    fn set_prototype(&self, object: Handle, prototype: Handle) -> Outcome<bool> {
        let object = self.object_in(object)?;
        let prototype = self.pin(prototype.object().unwrap_or(std::ptr::null_mut()));
        // SAFETY: live values in traced slots; NULL is no prototype.
        self.check(unsafe { JS_SetPrototype(self.cx, object.handle(), prototype.handle()) })?;
        Ok(true)
    }

    fn freeze(&self, object: Handle) -> Outcome<()> {
        let object = self.object_in(object)?;
        // SAFETY: a live object in a traced slot.
        self.check(unsafe { JS_FreezeObject(self.cx, object.handle()) })
    }

    fn seal(&self, object: Handle) -> Outcome<()> {
        super::own_keys::seal(self, object)
    }

    fn instance_of(&self, value: Handle, constructor: Handle) -> Outcome<bool> {
        let constructor = self.object_in(constructor)?;
        let mut is_instance = false;
        // SAFETY: live values in traced slots.
        self.check(unsafe {
            JS_HasInstance(self.cx, constructor.handle(), value.js(), &raw mut is_instance)
        })?;
        Ok(is_instance)
    }
}

/// Whether an object is a proxy: there is only one kind, since all of the engine is one compartment.
#[inline]
pub(super) fn is_proxy(object: *mut JSObject) -> bool {
    // SAFETY: the class of a live object.
    unsafe { (*class_of(object)).flags & JSCLASS_IS_PROXY != 0 }
}

/// A property as the engine describes it. What is not said stays as it was.
fn describe(property: &Property) -> JS::PropertyDescriptor {
    let mut descriptor = JS::PropertyDescriptor::default();
    descriptor.set_hasEnumerable_(true);
    descriptor.set_enumerable_(property.enumerable);
    descriptor.set_hasConfigurable_(true);
    descriptor.set_configurable_(property.configurable);
    match property.content {
        PropertyContent::Data(value) => {
            descriptor.set_hasValue_(true);
            descriptor.value_ = value.value();
            descriptor.set_hasWritable_(true);
            descriptor.set_writable_(property.writable);
        }
        PropertyContent::Accessor { get, set } => {
            // Half an accessor leaves the other half that was there.
            if let Some(getter) = get.and_then(Handle::object) {
                descriptor.set_hasGetter_(true);
                descriptor.getter_ = getter;
            }
            if let Some(setter) = set.and_then(Handle::object) {
                descriptor.set_hasSetter_(true);
                descriptor.setter_ = setter;
            }
        }
    }
    descriptor
}

impl Engine {
    /// A standard constructor of the realm; `undefined` when there is no memory for it.
    pub(super) fn class_object(&self, key: JSProtoKey) -> JS::Value {
        let found = self.pin(std::ptr::null_mut());
        // SAFETY: a live context in its realm.
        let ok = unsafe { JS_GetClassObject(self.cx, key, found.out()) };
        if ok && !found.get().is_null() { ObjectValue(found.get()) } else { UndefinedValue() }
    }

    /// The prototype of a standard class, in a new handle.
    pub(super) fn class_prototype(&self, key: JSProtoKey) -> Handle {
        let found = self.pin(std::ptr::null_mut());
        // SAFETY: a live context in its realm.
        let ok = unsafe { JS_GetClassPrototype(self.cx, key, found.out()) };
        if ok && !found.get().is_null() {
            self.push(ObjectValue(found.get()))
        } else {
            self.blank()
        }
    }
}
