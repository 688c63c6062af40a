//! The layout of objects, for what is read so often that a call would cost more than the reading.
//!
//! The engine publishes where an object's class and its first slots are, for inlining. Where a
//! function's own slots and an array's elements are it does not: the tests below hold both against
//! its functions, and the crate's version is pinned.
//!
//! Invariant: nothing here keeps an address; whoever does must not let anything collect meanwhile.

use mozjs_sys::jsapi::{JS, JSClass, JSObject};

unsafe extern "C" {
    #[link_name = "_ZN2js11ArrayObject6class_E"]
    static ARRAY_CLASS: JSClass;
}

/// Slots of a function that come before its reserved ones.
const OWN_SLOTS_OF_FUNCTIONS: usize = 4;

/// In [`Elements::flags`]: none of them can be assigned.
const FROZEN: u32 = 0x40;

/// What stands before an object's elements.
#[repr(C)]
struct Elements {
    flags: u32,
    /// Elements that hold a value (or the mark of a hole).
    initialized: u32,
    _capacity: u32,
    _length: u32,
}

/// The class of an object.
#[inline(always)]
pub fn class_of(object: *mut JSObject) -> *const JSClass {
    // SAFETY: every object begins with its shape, every shape with its base, every base with the
    // class: the layout that the engine's headers publish for inlining.
    unsafe {
        let shape = (*object.cast::<JS::shadow::Object>()).shape;
        (*(*shape).base).clasp
    }
}

/// Whether an object is an array (a proxy of one is not).
#[inline(always)]
pub fn is_array(object: *mut JSObject) -> bool {
    std::ptr::eq(class_of(object), &raw const ARRAY_CLASS)
}

/// A slot that lies in the object itself.
///
/// # Safety
/// `object` is a live native object with more than `index` such slots.
#[inline(always)]
pub unsafe fn fixed_slot(object: *mut JSObject, index: usize) -> *mut JS::Value {
    // SAFETY: slots follow the head that the engine's headers publish.
    unsafe { object.cast::<JS::shadow::NativeObject>().add(1).cast::<JS::Value>().add(index) }
}

/// Gives an object the shape of another, as the engine does when an object changes its prototype or
/// takes no more properties; `false`, and nothing done, when they are not alike.
///
/// # Safety
/// Both are live native objects without properties of their own, `object` newly made.
#[inline(always)]
pub unsafe fn take_shape(object: *mut JSObject, model: *mut JSObject) -> bool {
    // SAFETY: with one class and as many slots, shapes differ in prototype and flags alone. Shapes
    // are never young, and collections are not incremental, so the store needs no barrier.
    unsafe {
        let (model, object) =
            (model.cast::<JS::shadow::Object>(), object.cast::<JS::shadow::Object>());
        let (wanted, has) = ((*model).shape, (*object).shape);
        let alike = std::ptr::eq((*(*wanted).base).clasp, (*(*has).base).clasp)
            && (*wanted).immutableFlags == (*has).immutableFlags;
        if alike {
            (*object).shape = wanted;
        }
        alike
    }
}

/// A reserved slot of a native function that has them.
///
/// # Safety
/// `function` is such a function, and `index` is below 3.
#[inline(always)]
pub unsafe fn function_slot(function: *mut JSObject, index: usize) -> JS::Value {
    // SAFETY: see the module's description.
    unsafe { *fixed_slot(function, OWN_SLOTS_OF_FUNCTIONS + index) }
}

/// The head of an array's elements, and the elements.
///
/// # Safety
/// `array` is a live array.
#[inline(always)]
unsafe fn elements(array: *mut JSObject) -> (*const Elements, *mut JS::Value) {
    // SAFETY: the third word of a native object points behind the head of its elements.
    unsafe {
        let first = (*array.cast::<JS::shadow::NativeObject>())._1.cast::<JS::Value>();
        (first.cast::<Elements>().sub(1), first)
    }
}

/// An element that an array has as a plain value. `None` says nothing: it may be a hole, an
/// accessor, out of range, or the object is no array.
#[inline(always)]
pub fn plain_element(object: *mut JSObject, index: u32) -> Option<JS::Value> {
    if !is_array(object) {
        return None;
    }
    // SAFETY: a live array; the index is below what is initialised.
    unsafe {
        let (head, first) = elements(object);
        if index >= (*head).initialized {
            return None;
        }
        let value = *first.add(index as usize);
        (!value.is_magic()).then_some(value)
    }
}

/// Assigns a value that is no thing of the heap to an element that an array has as a plain value;
/// `false` when nothing was done.
#[inline(always)]
pub fn set_plain_element(object: *mut JSObject, index: u32, value: JS::Value) -> bool {
    if value.is_gcthing() || !is_array(object) {
        return false;
    }
    // SAFETY: as in `plain_element`. The collector need not be told of such a value, nor, since it
    // never works in steps, of the one that is overwritten.
    unsafe {
        let (head, first) = elements(object);
        if index >= (*head).initialized || (*head).flags & FROZEN != 0 {
            return false;
        }
        let slot = first.add(index as usize);
        if (*slot).is_magic() {
            return false;
        }
        slot.write(value);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Functions, Objects, Primitives, Scopes};
    use crate::engine::spidermonkey::{Engine, Handle};
    use mozjs_sys::jsapi::{JSContext, js};
    use mozjs_sys::jsval::{Int32Value, PrivateValue};

    fn evaluate(engine: &Engine, source: &str) -> Handle {
        engine.run_script(source.as_bytes(), c"layout.js").expect("it does not throw")
    }

    fn object(engine: &Engine, source: &str) -> *mut JSObject {
        evaluate(engine, source).object().expect("an object")
    }

    unsafe extern "C" fn nothing(_: *mut JSContext, _: u32, _: *mut JS::Value) -> bool {
        true
    }

    #[test]
    fn reserved_slots_of_functions_are_where_the_engine_has_them() {
        let engine = Engine::new().expect("an engine");
        // SAFETY: a live context; a function made here, in a handle.
        unsafe {
            let made = js::NewFunctionWithReserved(engine.cx, Some(nothing), 0, 0, c"f".as_ptr());
            let function =
                engine.adopt(made.cast()).expect("a function").object().expect("it is one");
            for index in 0..3 {
                let address = fixed_slot(function, OWN_SLOTS_OF_FUNCTIONS + index).cast_const();
                assert_eq!(address, js::GetFunctionNativeReserved(function, index), "slot {index}");
            }
            let mark = 0x1234_5678 as *const std::ffi::c_void;
            js::SetFunctionNativeReserved(function, 0, &PrivateValue(mark));
            assert_eq!(function_slot(function, 0).to_private(), mark);
        }
    }

    #[test]
    fn plain_elements_are_what_scripts_see() {
        let engine = Engine::new().expect("an engine");
        let mark = engine.mark();
        for source in ["[1, 2.5, 'three']", "Array.from({length: 5000}, (_, i) => i)", "[, 1, , 2]"]
        {
            let array = evaluate(&engine, source);
            let length = engine.array_length(array).expect("an array");
            for index in 0..length + 2 {
                let seen = engine.run_script(source.as_bytes(), c"again.js").expect("again");
                let expected = {
                    let key = engine.int32(index as i32);
                    engine.get(seen, key).expect("an element")
                };
                match plain_element(array.object().expect("an array"), index) {
                    Some(value) => {
                        let value = engine.push(value);
                        assert!(engine.strict_equals(value, expected), "{source}, {index}");
                    }
                    None => assert!(expected.value().is_undefined(), "{source}, {index}"),
                }
                engine.release_to(mark);
                engine.push(array.value());
            }
        }
        for other in ["({0: 1})", "new Uint8Array(3)", "new Proxy([1], {})", "Object('text')"] {
            assert!(plain_element(object(&engine, other), 0).is_none(), "{other}");
        }
    }

    #[test]
    fn only_plain_elements_are_assigned_in_place() {
        let engine = Engine::new().expect("an engine");
        let seven = Int32Value(7);
        let refusing = [
            "Object.freeze([1])",
            "[]",
            "[,]",
            "new Array(3)",
            "({0: 1})",
            "Object.defineProperty([1], 0, {writable: false})",
            "Object.defineProperty([1], 0, {get() {}})",
        ];
        for source in refusing {
            assert!(!set_plain_element(object(&engine, source), 0, seven), "{source}");
        }
        let array = evaluate(&engine, "globalThis.array = [1, 2.5, 'three']; array");
        let text = evaluate(&engine, "'text'").value();
        assert!(!set_plain_element(array.object().expect("an array"), 0, text));
        assert!(set_plain_element(array.object().expect("an array"), 2, seven));
        assert!(evaluate(&engine, "array[2] === 7 && array.length === 3").value().to_boolean());
        let sealed = object(&engine, "Object.seal([1])");
        assert!(set_plain_element(sealed, 0, seven));
    }
}
