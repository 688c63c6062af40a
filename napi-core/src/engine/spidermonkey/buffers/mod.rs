//! ArrayBuffers, SharedArrayBuffers, typed arrays and DataViews.
//!
//! What kind an object is stands in the flags of its class, and what a view shows in its reserved
//! slots, so both are read without a call.
//!
//! Invariants: external memory is handed to the engine with an owner that is told exactly once, on
//! the engine's thread, that the engine let go of it: when the buffer is collected, detached,
//! transferred, or the engine ends. Memory whose address is given out stays where it is: small
//! buffers have it inside the object, but buffers are never young, and old objects are not moved (the
//! collector does not compact: see `heap.rs`). A young view that has no buffer yet gets one first.

mod external;
mod kinds;

pub use external::Released;

use super::{Engine, Handle, layout, unbound};
use crate::engine::seam::{
    Buffers, Bytes, ElementType, Lifetimes, Outcome, ReleaseBytes, Scopes, View,
};
use external::{External, let_go};
use kinds::{Kind, kind_of};
use mozjs_sys::jsapi::{
    JS, JS_ClearPendingException, JS_GetArrayBufferViewBuffer, JS_GetArrayBufferViewByteLength,
    JS_GetArrayBufferViewByteOffset, JS_GetTypedArrayLength, JS_NewBigInt64ArrayWithBuffer,
    JS_NewBigUint64ArrayWithBuffer, JS_NewDataView, JS_NewFloat16ArrayWithBuffer,
    JS_NewFloat32ArrayWithBuffer, JS_NewFloat64ArrayWithBuffer, JS_NewInt8ArrayWithBuffer,
    JS_NewInt16ArrayWithBuffer, JS_NewInt32ArrayWithBuffer, JS_NewUint8ArrayWithBuffer,
    JS_NewUint8ClampedArrayWithBuffer, JS_NewUint16ArrayWithBuffer, JS_NewUint32ArrayWithBuffer,
    JS_SetPrototype, JSObject, glue, js,
};
use std::cell::Cell;

/// The longest buffer the engine makes, in bytes.
const LONGEST: usize = 16 << 30;

/// How many bytes of external memory may be shown before it is time to collect what shows them.
const EXTERNAL_GROWTH: usize = 64 << 20;

/// Reserved slots of a view, and how many views of buffers that never change their length have.
const BUFFER: usize = 0;
const LENGTH: usize = 1;
const BYTE_OFFSET: usize = 2;
const DATA: usize = 3;
const FIXED_LENGTH_SLOTS: u32 = 4;

impl Engine {
    #[inline(always)]
    fn bytes_kind(&self, value: Handle) -> Option<Kind> {
        kind_of(value.object()?).map(|(kind, _)| kind)
    }

    /// Gives a view that has no buffer yet one of its own. When there is no memory for that, what was
    /// read stays right until the next collection.
    #[cold]
    fn settle_down(&self, view: Handle) {
        if self.view_buffer(view).is_err() {
            self.discard_exception();
        }
    }

    fn allocation_failed(&self) -> crate::engine::Thrown {
        // SAFETY: a live context; what waits says only that there is no memory.
        unsafe { JS_ClearPendingException(self.cx) };
        self.throw_range_error(b"Array buffer allocation failed")
    }

    /// What a view of a buffer that never changes its length shows.
    ///
    /// # Safety
    /// `object` is such a view.
    #[inline(always)]
    unsafe fn fixed_view(object: *mut JSObject, element: Option<ElementType>) -> View {
        // SAFETY: such views have these slots; sizes and addresses are private values, which are
        // their own bits, and a detached view's address is undefined.
        unsafe {
            let data = *layout::fixed_slot(object, DATA);
            View {
                element,
                length: (*layout::fixed_slot(object, LENGTH)).to_private() as usize,
                byte_offset: (*layout::fixed_slot(object, BYTE_OFFSET)).to_private() as usize,
                data: if data.is_undefined() {
                    std::ptr::null_mut()
                } else {
                    data.to_private().cast_mut().cast()
                },
            }
        }
    }

    /// What a view of a buffer that may grow or shrink shows: nothing when it lies outside.
    ///
    /// # Safety
    /// `object` is a view.
    #[cold]
    unsafe fn tracking_view(object: *mut JSObject, element: Option<ElementType>) -> View {
        let (mut len, mut is_shared, mut data) = (0, false, std::ptr::null_mut());
        // SAFETY: a live view.
        unsafe {
            js::GetArrayBufferViewLengthAndData(
                object,
                &raw mut len,
                &raw mut is_shared,
                &raw mut data,
            );
            View {
                element,
                length: match element {
                    Some(_) => JS_GetTypedArrayLength(object),
                    None => JS_GetArrayBufferViewByteLength(object),
                },
                byte_offset: JS_GetArrayBufferViewByteOffset(object),
                data,
            }
        }
    }

    /// # Safety
    /// `object` is a view with so many slots.
    #[inline(always)]
    unsafe fn view_in(object: *mut JSObject, element: Option<ElementType>, slots: u32) -> View {
        // SAFETY: the caller's contract.
        unsafe {
            if slots == FIXED_LENGTH_SLOTS {
                Engine::fixed_view(object, element)
            } else {
                Engine::tracking_view(object, element)
            }
        }
    }
}

impl Buffers for Engine {
    fn array_buffer(&self, len: usize) -> Outcome<Handle> {
        if len > LONGEST {
            return Err(self.allocation_failed());
        }
        // SAFETY: a live context in its realm.
        let buffer = unsafe { JS::NewArrayBuffer(self.cx, len) };
        if buffer.is_null() {
            return Err(self.allocation_failed());
        }
        self.adopt(buffer)
    }

    fn external_array_buffer(&self, bytes: Bytes, owner: Box<dyn ReleaseBytes>) -> Outcome<Handle> {
        let shown = self.buffers.shown.get().saturating_add(bytes.len);
        self.buffers.shown.set(shown);
        if shown > EXTERNAL_GROWTH {
            self.collect();
            self.buffers.shown.set(bytes.len);
        }
        let external = Box::into_raw(Box::new(External {
            owner,
            len: bytes.len,
            home: &raw const self.buffers,
            is_shown: Cell::new(false),
        }));
        // SAFETY: the caller lends the memory until `owner` is told. When there is no buffer, the
        // engine has let go of it at once.
        unsafe {
            let buffer = glue::NewExternalArrayBuffer(
                self.cx,
                bytes.len,
                bytes.data.cast(),
                Some(let_go),
                external.cast(),
            );
            if buffer.is_null() {
                return Err(self.allocation_failed());
            }
            (*external).is_shown.set(true);
            self.adopt(buffer)
        }
    }

    fn array_buffer_bytes(&self, value: Handle) -> Option<Bytes> {
        if self.bytes_kind(value)? != Kind::Buffer {
            return None;
        }
        let (mut len, mut is_shared, mut data) = (0, false, std::ptr::null_mut());
        // SAFETY: a live ArrayBuffer.
        unsafe {
            JS::GetArrayBufferLengthAndData(
                value.value().to_object(),
                &raw mut len,
                &raw mut is_shared,
                &raw mut data,
            );
        }
        Some(Bytes { data, len })
    }

    fn is_array_buffer(&self, value: Handle) -> bool {
        self.bytes_kind(value) == Some(Kind::Buffer)
    }

    fn detach(&self, buffer: Handle) -> bool {
        let object = self.pin(buffer.value().to_object());
        // SAFETY: a live ArrayBuffer. One that cannot be detached (WebAssembly's, an immutable one)
        // throws, which the caller does not want to know.
        unsafe {
            let detached = JS::DetachArrayBuffer(self.cx, object.handle());
            if !detached {
                JS_ClearPendingException(self.cx);
            }
            detached
        }
    }

    fn is_detached(&self, value: Handle) -> bool {
        // SAFETY: a live ArrayBuffer.
        self.is_array_buffer(value)
            && unsafe { JS::IsDetachedArrayBufferObject(value.value().to_object()) }
    }

    fn shared_array_buffer(&self, len: usize) -> Outcome<Handle> {
        if len > LONGEST {
            return Err(self.allocation_failed());
        }
        // SAFETY: a live context in its realm, which allows shared memory.
        let buffer = unsafe { JS::NewSharedArrayBuffer(self.cx, len) };
        if buffer.is_null() {
            return Err(self.allocation_failed());
        }
        self.adopt(buffer)
    }

    /// The engine keeps the length of shared memory, and who waits on it, in front of its first byte:
    /// it shows no memory but its own.
    fn external_shared_array_buffer(
        &self,
        _: Bytes,
        _: Box<dyn ReleaseBytes>,
    ) -> Outcome<Option<Handle>> {
        Ok(None)
    }

    fn shared_array_buffer_bytes(&self, value: Handle) -> Option<Bytes> {
        if self.bytes_kind(value)? != Kind::Shared {
            return None;
        }
        let (mut len, mut is_shared, mut data) = (0, false, std::ptr::null_mut());
        // SAFETY: a live SharedArrayBuffer.
        unsafe {
            JS::GetSharedArrayBufferLengthAndData(
                value.value().to_object(),
                &raw mut len,
                &raw mut is_shared,
                &raw mut data,
            );
        }
        Some(Bytes { data, len })
    }

    fn typed_array(
        &self,
        element: ElementType,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle> {
        let make = match element {
            ElementType::Int8 => JS_NewInt8ArrayWithBuffer,
            ElementType::Uint8 => JS_NewUint8ArrayWithBuffer,
            ElementType::Uint8Clamped => JS_NewUint8ClampedArrayWithBuffer,
            ElementType::Int16 => JS_NewInt16ArrayWithBuffer,
            ElementType::Uint16 => JS_NewUint16ArrayWithBuffer,
            ElementType::Int32 => JS_NewInt32ArrayWithBuffer,
            ElementType::Uint32 => JS_NewUint32ArrayWithBuffer,
            ElementType::Float32 => JS_NewFloat32ArrayWithBuffer,
            ElementType::Float64 => JS_NewFloat64ArrayWithBuffer,
            ElementType::BigInt64 => JS_NewBigInt64ArrayWithBuffer,
            ElementType::BigUint64 => JS_NewBigUint64ArrayWithBuffer,
            ElementType::Float16 => JS_NewFloat16ArrayWithBuffer,
        };
        let buffer = self.pin(buffer.value().to_object());
        // SAFETY: a live buffer; the caller has checked the range.
        self.adopt(unsafe { make(self.cx, buffer.handle(), byte_offset, length as i64) })
    }

    /// An empty Uint8Array with this prototype, that no script sees: what has its shape has its
    /// prototype.
    fn bytes_class(&self, prototype: Handle) -> Outcome<Handle> {
        let mark = self.mark();
        let model = self.array_buffer(0).and_then(|buffer| {
            let model = self.typed_array(ElementType::Uint8, buffer, 0, 0)?;
            self.change_prototype(model, prototype)?;
            Ok(model.value())
        });
        self.release_to(mark);
        model.map(|model| self.push(model))
    }

    fn bytes_of_class(
        &self,
        class: Handle,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle> {
        let bytes = self.typed_array(ElementType::Uint8, buffer, byte_offset, length)?;
        self.give_class(bytes, class)?;
        Ok(bytes)
    }

    /// An old object from the start: a young one would be moved, and its buffer, which is never
    /// young, would have to be told.
    fn bytes(&self, class: Option<Handle>, length: usize) -> Outcome<(Handle, *mut u8)> {
        let Ok(short) = i32::try_from(length) else {
            return self.bytes_on_buffer(class, length);
        };
        // SAFETY: a live context in its realm.
        let bytes = unsafe { unbound::new_old_bytes(self.cx, short) };
        if bytes.is_null() {
            return Err(self.allocation_failed());
        }
        let bytes = self.adopt(bytes)?;
        if let Some(class) = class {
            self.give_class(bytes, class)?;
        }
        let data = self.view(bytes).map_or(std::ptr::null_mut(), |view| view.data);
        Ok((bytes, data))
    }

    fn data_view(&self, buffer: Handle, byte_offset: usize, byte_length: usize) -> Outcome<Handle> {
        let buffer = self.pin(buffer.value().to_object());
        // SAFETY: a live buffer; the caller has checked the range.
        self.adopt(unsafe { JS_NewDataView(self.cx, buffer.handle(), byte_offset, byte_length) })
    }

    #[inline]
    fn view(&self, value: Handle) -> Option<View> {
        let object = value.object()?;
        let (kind, slots) = kind_of(object)?;
        let element = match kind {
            Kind::Typed(element) => Some(element),
            Kind::DataView => None,
            Kind::Buffer | Kind::Shared => return None,
        };
        // SAFETY: a live view; the slot with its buffer tells whether there is one yet.
        unsafe {
            let view = Engine::view_in(object, element, slots);
            if view.length == 0 || (*layout::fixed_slot(object, BUFFER)).is_object() {
                return Some(view);
            }
            let mark = self.mark();
            self.settle_down(value);
            self.release_to(mark);
            Some(Engine::view_in(value.value().to_object(), element, slots))
        }
    }

    fn view_buffer(&self, view: Handle) -> Outcome<Handle> {
        let view = self.pin(view.value().to_object());
        let mut is_shared = false;
        // SAFETY: a live view.
        self.adopt(unsafe {
            JS_GetArrayBufferViewBuffer(self.cx, view.handle(), &raw mut is_shared)
        })
    }
}

impl Engine {
    /// Makes a new Uint8Array one of this class.
    #[inline(always)]
    fn give_class(&self, bytes: Handle, class: Handle) -> Outcome<()> {
        let (model, object) = (class.value().to_object(), bytes.value().to_object());
        // SAFETY: live typed arrays, the one just made.
        if unsafe { layout::take_shape(object, model) } {
            return Ok(());
        }
        self.change_prototype_to_that_of(bytes, class)
    }

    fn change_prototype(&self, object: Handle, prototype: Handle) -> Outcome<()> {
        let object = self.pin(object.value().to_object());
        let prototype = self.pin(prototype.value().to_object());
        // SAFETY: live objects in traced slots.
        self.check(unsafe { JS_SetPrototype(self.cx, object.handle(), prototype.handle()) })
    }

    /// For views of buffers that may change their length, whose class is another.
    #[cold]
    fn change_prototype_to_that_of(&self, object: Handle, model: Handle) -> Outcome<()> {
        use crate::engine::seam::Objects;
        let mark = self.mark();
        let changed =
            self.prototype(model).and_then(|prototype| self.change_prototype(object, prototype));
        self.release_to(mark);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Errors, Functions, Primitives, Strings};
    use std::cell::Cell;
    use std::rc::Rc;

    fn view_of(engine: &Engine, source: &str) -> Option<(Option<ElementType>, usize, usize, bool)> {
        let value = engine.run_script(source.as_bytes(), c"view.js").unwrap();
        let view = engine.view(value)?;
        Some((view.element, view.length, view.byte_offset, view.data.is_null()))
    }

    #[test]
    fn views_are_read_without_a_call() {
        let engine = Engine::new().unwrap();
        let view = |source: &str| view_of(&engine, source);
        let byte = Some(ElementType::Uint8);
        assert_eq!(view("new Uint8Array(3)"), Some((byte, 3, 0, false)));
        assert_eq!(view("new Uint8Array(300).subarray(7)"), Some((byte, 293, 7, false)));
        assert_eq!(
            view("new Float16Array(new SharedArrayBuffer(8), 2)"),
            Some((Some(ElementType::Float16), 3, 2, false))
        );
        assert_eq!(view("new DataView(new ArrayBuffer(8), 2, 4)"), Some((None, 4, 2, false)));
        let resizable = "var b = new ArrayBuffer(8, { maxByteLength: 16 });";
        assert_eq!(
            view(&format!("{resizable} var v = new Int16Array(b, 2); b.resize(12); v")),
            Some((Some(ElementType::Int16), 5, 2, false))
        );
        assert_eq!(
            view(&format!("{resizable} var v = new DataView(b, 2); b.resize(12); v")),
            Some((None, 10, 2, false))
        );
        assert_eq!(
            view(&format!("{resizable} var v = new Uint8Array(b, 4); b.resize(2); v"))
                .map(|(_, length, ..)| length),
            Some(0)
        );
        for detached in
            ["new Uint8Array(8)", "new Uint8Array(800)", "new DataView(new ArrayBuffer(8))"]
        {
            let shown = view(&format!("var v = {detached}; v.buffer.transfer(); v"));
            assert_eq!(shown.map(|(_, length, _, is_null)| (length, is_null)), Some((0, true)));
        }
        for other in ["({})", "new ArrayBuffer(1)", "Uint8Array.prototype", "DataView.prototype"] {
            assert_eq!(view(other), None, "{other}");
        }
    }

    #[test]
    fn the_address_of_a_small_array_stays() {
        let engine = Engine::new().unwrap();
        let source = c"globalThis.v = Uint8Array.of(1, 2, 3); v";
        let value = engine.run_script(source.to_bytes(), c"small.js").unwrap();
        let before = engine.view(value).unwrap().data;
        engine.collect();
        engine.run_script(b"v[1] = 7", c"write.js").unwrap();
        let after = engine.view(value).unwrap();
        // SAFETY: the live array's three bytes.
        assert_eq!((after.data, unsafe { *before.add(1) }), (before, 7));
    }

    #[test]
    fn arrays_of_a_class_have_its_prototype() {
        let engine = Engine::new().unwrap();
        let source = b"globalThis.p = { __proto__: Uint8Array.prototype }";
        let prototype = engine.run_script(source, c"prototype.js").unwrap();
        let class = engine.bytes_class(prototype).unwrap();
        let check = engine
            .run_script(
                b"(b) => Object.getPrototypeOf(b) === p && b.length === 4 && b[1] === 0",
                c"c.js",
            )
            .unwrap();
        let resizable =
            engine.run_script(b"new ArrayBuffer(9, { maxByteLength: 20 })", c"r.js").unwrap();
        for buffer in [engine.array_buffer(16).unwrap(), resizable] {
            let bytes = engine.bytes_of_class(class, buffer, 2, 4).unwrap();
            let right = engine.call(check, engine.undefined(), &[bytes]).unwrap();
            assert!(engine.boolean_value(right).unwrap());
        }
    }

    struct Counter(Rc<Cell<u32>>);

    impl ReleaseBytes for Counter {
        fn release(self: Box<Self>) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn owners_are_told_once() {
        let told = Rc::new(Cell::new(0));
        let mut memory = [7u8; 64];
        let bytes = Bytes { data: memory.as_mut_ptr(), len: memory.len() };
        let engine = Engine::new().unwrap();
        let external =
            || engine.external_array_buffer(bytes, Box::new(Counter(told.clone()))).unwrap();
        let mark = engine.mark();
        assert!(engine.detach(external()));
        assert_eq!(told.get(), 1);
        for source in [c"(b) => { globalThis.kept = b.transfer(); }", c"(b) => { b.transfer(8); }"]
        {
            let transfer = engine.run_script(source.to_bytes(), c"transfer.js").unwrap();
            engine.call(transfer, engine.undefined(), &[external()]).unwrap();
        }
        external();
        engine.release_to(mark);
        engine.collect();
        assert_eq!(told.get(), 4);
        external();
        drop(engine);
        assert_eq!(told.get(), 5);
    }

    #[test]
    fn buffers_that_are_too_long_are_refused() {
        let engine = Engine::new().unwrap();
        let longest: [fn(&Engine) -> Outcome<Handle>; 2] = [
            |engine| engine.array_buffer(LONGEST + 1),
            |engine| engine.shared_array_buffer(usize::MAX),
        ];
        for make in longest {
            assert!(make(&engine).is_err());
            let exception = engine.take_exception();
            let check = b"(e) => e instanceof RangeError && e.message";
            let check = engine.run_script(check, c"check.js").unwrap();
            let message = engine.call(check, engine.undefined(), &[exception]).unwrap();
            let right = |text: &[u8]| text == b"Array buffer allocation failed";
            assert!(engine.with_utf8(message, right).unwrap());
        }
    }
}
