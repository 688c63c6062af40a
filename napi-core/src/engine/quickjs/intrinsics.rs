//! Built-in functions captured when the engine is made, for what QuickJS's C API does not offer.
//!
//! Captured once, so that scripts which replace `Symbol` or `Reflect` cannot change what Node-API
//! functions do. Invariant: every value here is owned and released by [`Intrinsics::release`].

use rquickjs_sys as q;
use std::ffi::CStr;

pub struct Intrinsics {
    pub symbol: q::JSValue,
    pub symbol_for: q::JSValue,
    pub symbol_key_for: q::JSValue,
    pub bigint: q::JSValue,
    pub bigint_to_string: q::JSValue,
    pub date_value_of: q::JSValue,
    pub reflect_set: q::JSValue,
    pub array: q::JSValue,
    pub data_view: q::JSValue,
    pub data_view_buffer: q::JSValue,
    pub data_view_byte_length: q::JSValue,
    pub data_view_byte_offset: q::JSValue,
    pub array_buffer_detached: q::JSValue,
    pub uint8_array: q::JSValue,
    pub typed_array_length: q::JSValue,
    pub typed_array_offset: q::JSValue,
    pub typed_array_buffer: q::JSValue,
    pub weak_map: q::JSValue,
    pub weak_map_get: q::JSValue,
    pub weak_map_set: q::JSValue,
    pub weak_ref: q::JSValue,
    pub weak_ref_deref: q::JSValue,
    pub shared_array_buffer: q::JSValue,
    pub has_own: q::JSValue,
    pub object_proto: q::JSValue,
    pub syntax_error: q::JSValue,
    pub range_error: q::JSValue,
    pub type_error: q::JSValue,
    pub error: q::JSValue,
    pub shared_array_buffer_class: q::JSClassID,
    pub length_atom: q::JSAtom,
    pub name_atom: q::JSAtom,
    pub prototype_atom: q::JSAtom,
    pub constructor_atom: q::JSAtom,
}

impl Intrinsics {
    /// # Safety
    /// `ctx` is live. What it lacks, [`Intrinsics::missing`] tells.
    pub unsafe fn capture(ctx: *mut q::JSContext) -> Intrinsics {
        let path = |names: &[&CStr]| {
            // SAFETY: ctx is live; every intermediate value is freed, the last one returned owned.
            unsafe {
                let mut value = q::JS_GetGlobalObject(ctx);
                for name in names {
                    let next = q::JS_GetPropertyStr(ctx, value, name.as_ptr());
                    q::JS_FreeValue(ctx, value);
                    value = next;
                }
                value
            }
        };
        let getter = |object: q::JSValue, name: &CStr| {
            // SAFETY: ctx is live; the descriptor's values are owned and all but the getter freed.
            unsafe {
                let atom = q::JS_NewAtom(ctx, name.as_ptr());
                let mut property = std::mem::zeroed::<q::JSPropertyDescriptor>();
                property.value = q::JS_UNDEFINED;
                property.getter = q::JS_UNDEFINED;
                property.setter = q::JS_UNDEFINED;
                q::JS_GetOwnProperty(ctx, &raw mut property, object, atom);
                q::JS_FreeAtom(ctx, atom);
                q::JS_FreeValue(ctx, property.value);
                q::JS_FreeValue(ctx, property.setter);
                property.getter
            }
        };
        // SAFETY: ctx is live; the atom is owned.
        let atom = |name: &CStr| unsafe { q::JS_NewAtom(ctx, name.as_ptr()) };
        let weak_map_class = path(&[c"WeakMap"]);
        let view_proto = path(&[c"DataView", c"prototype"]);
        let buffer_proto = path(&[c"ArrayBuffer", c"prototype"]);
        let uint8_proto = path(&[c"Uint8Array", c"prototype"]);
        // SAFETY: ctx is live; uint8_proto is an owned object; the constructor call makes an owned map.
        let (typed_proto, weak_map) = unsafe {
            (
                q::JS_GetPrototype(ctx, uint8_proto),
                q::JS_CallConstructor(ctx, weak_map_class, 0, std::ptr::null_mut()),
            )
        };
        // The C API has no predicate for SharedArrayBuffers; their class id is asked of one.
        let shared = path(&[c"SharedArrayBuffer"]);
        // SAFETY: ctx is live; the instance is owned here, the constructor kept.
        let shared_array_buffer_class = unsafe {
            let instance = q::JS_CallConstructor(ctx, shared, 0, std::ptr::null_mut());
            let class = q::JS_GetClassID(instance);
            q::JS_FreeValue(ctx, instance);
            class
        };
        let intrinsics = Intrinsics {
            symbol: path(&[c"Symbol"]),
            symbol_for: path(&[c"Symbol", c"for"]),
            symbol_key_for: path(&[c"Symbol", c"keyFor"]),
            bigint: path(&[c"BigInt"]),
            bigint_to_string: path(&[c"BigInt", c"prototype", c"toString"]),
            date_value_of: path(&[c"Date", c"prototype", c"getTime"]),
            reflect_set: path(&[c"Reflect", c"set"]),
            array: path(&[c"Array"]),
            data_view: path(&[c"DataView"]),
            data_view_buffer: getter(view_proto, c"buffer"),
            data_view_byte_length: getter(view_proto, c"byteLength"),
            data_view_byte_offset: getter(view_proto, c"byteOffset"),
            array_buffer_detached: getter(buffer_proto, c"detached"),
            uint8_array: path(&[c"Uint8Array"]),
            typed_array_length: getter(typed_proto, c"length"),
            typed_array_offset: getter(typed_proto, c"byteOffset"),
            typed_array_buffer: getter(typed_proto, c"buffer"),
            weak_map,
            weak_map_get: path(&[c"WeakMap", c"prototype", c"get"]),
            weak_map_set: path(&[c"WeakMap", c"prototype", c"set"]),
            weak_ref: path(&[c"WeakRef"]),
            weak_ref_deref: path(&[c"WeakRef", c"prototype", c"deref"]),
            shared_array_buffer: shared,
            has_own: path(&[c"Object", c"prototype", c"hasOwnProperty"]),
            object_proto: path(&[c"Object", c"prototype"]),
            syntax_error: path(&[c"SyntaxError"]),
            range_error: path(&[c"RangeError"]),
            type_error: path(&[c"TypeError"]),
            error: path(&[c"Error"]),
            shared_array_buffer_class,
            length_atom: atom(c"length"),
            name_atom: atom(c"name"),
            prototype_atom: atom(c"prototype"),
            constructor_atom: atom(c"constructor"),
        };
        for value in [weak_map_class, view_proto, buffer_proto, uint8_proto, typed_proto] {
            // SAFETY: owned above.
            unsafe { q::JS_FreeValue(ctx, value) };
        }
        intrinsics
    }

    /// Which built-in a context lacks that somebody else made.
    pub fn missing(&self) -> Option<&'static str> {
        let needed = [
            (self.symbol_for, "Symbol"),
            (self.symbol_key_for, "Symbol"),
            (self.bigint, "BigInt"),
            (self.bigint_to_string, "BigInt"),
            (self.date_value_of, "Date"),
            (self.reflect_set, "Reflect"),
            (self.data_view_buffer, "DataView"),
            (self.array_buffer_detached, "ArrayBuffer"),
            (self.shared_array_buffer, "SharedArrayBuffer"),
            (self.typed_array_buffer, "Uint8Array"),
            (self.weak_map, "WeakMap"),
            (self.weak_map_set, "WeakMap"),
            (self.weak_ref, "WeakRef"),
            (self.weak_ref_deref, "WeakRef"),
            (self.error, "Error"),
        ];
        let lacks = |value: q::JSValue| value.tag != q::JS_TAG_OBJECT as i64;
        needed.into_iter().find(|(value, _)| lacks(*value)).map(|(_, name)| name)
    }

    /// Gives up every captured value.
    pub fn release(&self, ctx: *mut q::JSContext) {
        for value in [
            self.symbol,
            self.symbol_for,
            self.symbol_key_for,
            self.bigint,
            self.bigint_to_string,
            self.date_value_of,
            self.reflect_set,
            self.array,
            self.data_view,
            self.data_view_buffer,
            self.data_view_byte_length,
            self.data_view_byte_offset,
            self.array_buffer_detached,
            self.uint8_array,
            self.typed_array_length,
            self.typed_array_offset,
            self.typed_array_buffer,
            self.weak_map,
            self.weak_map_get,
            self.weak_map_set,
            self.weak_ref,
            self.weak_ref_deref,
            self.shared_array_buffer,
            self.has_own,
            self.object_proto,
            self.syntax_error,
            self.range_error,
            self.type_error,
            self.error,
        ] {
            // SAFETY: each was owned by self; called once, by Engine::end.
            unsafe { q::JS_FreeValue(ctx, value) };
        }
        for atom in [self.length_atom, self.name_atom, self.prototype_atom, self.constructor_atom] {
            // SAFETY: as above.
            unsafe { q::JS_FreeAtom(ctx, atom) };
        }
    }
}
