//! ArrayBuffers, SharedArrayBuffers, typed arrays and DataViews.
//!
//! Invariant: external memory is handed to the engine with an owner that is told exactly once that
//! the engine let go of it: when the buffer is collected, detached, or the runtime ends.

use super::{Engine, Handle, shared_memory};
use crate::engine::seam::{
    Buffers, Bytes, ElementType, Outcome, Primitives, ReleaseBytes, Scopes, Thrown, View,
};
use rquickjs_sys as q;
use std::ffi::c_void;

/// Engine-managed memory: grows, shrinks and goes through the engine's allocator.
unsafe extern "C" fn reallocate(
    rt: *mut q::JSRuntime,
    _: *mut c_void,
    data: *mut c_void,
    size: q::size_t,
) -> *mut c_void {
    // SAFETY: data came from the engine's allocator; size 0 frees.
    unsafe { q::js_realloc_rt(rt, data, size) }
}

/// Foreign memory, until a script transfers it to another length: then it is copied, and what
/// follows is the engine's.
struct External {
    owner: Option<Box<dyn ReleaseBytes>>,
    len: usize,
}

/// Lets go of foreign memory, or moves its content to memory of another size.
unsafe extern "C" fn release_or_move(
    rt: *mut q::JSRuntime,
    external: *mut c_void,
    data: *mut c_void,
    size: q::size_t,
) -> *mut c_void {
    let external = external.cast::<External>();
    // SAFETY: the box was leaked into the opaque; the engine lets go (size 0) once, last. `data` is
    // foreign and `len` bytes long while there is an owner, and from the engine's allocator after.
    unsafe {
        if size == 0 {
            match Box::from_raw(external).owner {
                Some(owner) => owner.release(),
                None => q::js_free_rt(rt, data),
            }
            return std::ptr::null_mut();
        }
        if (*external).owner.is_none() {
            return q::js_realloc_rt(rt, data, size);
        }
        let moved = q::js_malloc_rt(rt, size);
        if !moved.is_null() {
            let kept = (*external).len.min(size as usize);
            moved.cast::<u8>().copy_from_nonoverlapping(data.cast(), kept);
            if let Some(owner) = (*external).owner.take() {
                owner.release();
            }
        }
        moved
    }
}

/// The engine's numbering of element types.
fn engine_type(element: ElementType) -> q::JSTypedArrayEnum {
    use q::*;
    match element {
        ElementType::Int8 => JSTypedArrayEnum_JS_TYPED_ARRAY_INT8,
        ElementType::Uint8 => JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8,
        ElementType::Uint8Clamped => JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8C,
        ElementType::Int16 => JSTypedArrayEnum_JS_TYPED_ARRAY_INT16,
        ElementType::Uint16 => JSTypedArrayEnum_JS_TYPED_ARRAY_UINT16,
        ElementType::Int32 => JSTypedArrayEnum_JS_TYPED_ARRAY_INT32,
        ElementType::Uint32 => JSTypedArrayEnum_JS_TYPED_ARRAY_UINT32,
        ElementType::Float32 => JSTypedArrayEnum_JS_TYPED_ARRAY_FLOAT32,
        ElementType::Float64 => JSTypedArrayEnum_JS_TYPED_ARRAY_FLOAT64,
        ElementType::BigInt64 => JSTypedArrayEnum_JS_TYPED_ARRAY_BIG_INT64,
        ElementType::BigUint64 => JSTypedArrayEnum_JS_TYPED_ARRAY_BIG_UINT64,
        ElementType::Float16 => JSTypedArrayEnum_JS_TYPED_ARRAY_FLOAT16,
    }
}

impl Engine {
    /// Calls a captured getter that answers a number.
    fn length_by(&self, getter: q::JSValue, object: q::JSValue) -> Option<usize> {
        let value = self.ask_intrinsic(getter, object, &mut [])?;
        self.number_value(Handle::at(&raw const value)).map(|number| number as usize)
    }

    fn bytes_of(&self, buffer: q::JSValue) -> Bytes {
        let mut len = 0;
        // SAFETY: a live buffer object. NULL with an exception means detached.
        let data = unsafe { q::JS_GetArrayBuffer(self.ctx, &raw mut len, buffer) };
        if data.is_null() {
            self.discard_exception();
        }
        Bytes { data, len: len as usize }
    }

    /// What a typed array shows. The engine tells where it begins without a call into JavaScript;
    /// its length must be asked, since it may follow a resizable buffer.
    fn typed_view(&self, value: Handle, element: ElementType) -> View {
        let mut view =
            View { element: Some(element), length: 0, byte_offset: 0, data: std::ptr::null_mut() };
        let mut offset = 0;
        // SAFETY: a live typed array; the buffer is owned and given up below. An exception means
        // that it is detached or outside its buffer: it shows nothing.
        let buffer = unsafe {
            q::JS_GetTypedArrayBuffer(
                self.ctx,
                value.value(),
                &raw mut offset,
                std::ptr::null_mut(),
                std::ptr::null_mut(),
            )
        };
        if buffer.tag == q::JS_TAG_EXCEPTION as i64 {
            self.discard_exception();
            return view;
        }
        let bytes = self.bytes_of(buffer);
        self.free(buffer);
        view.byte_offset = offset as usize;
        view.length =
            self.length_by(self.intrinsics.typed_array_length, value.value()).unwrap_or(0);
        if !bytes.data.is_null() {
            view.data = bytes.data.wrapping_add(view.byte_offset);
        }
        view
    }

    /// What a DataView shows.
    fn data_view_of(&self, value: Handle) -> View {
        let read = |getter| self.length_by(getter, value.value()).unwrap_or(0);
        let length = read(self.intrinsics.data_view_byte_length);
        let byte_offset = read(self.intrinsics.data_view_byte_offset);
        let mark = self.mark();
        let data = match self.view_buffer(value) {
            Ok(buffer) => {
                let bytes = self.bytes_of(buffer.value());
                (!bytes.data.is_null()).then(|| bytes.data.wrapping_add(byte_offset))
            }
            Err(Thrown) => {
                self.discard_exception();
                None
            }
        };
        self.release_to(mark);
        View { element: None, length, byte_offset, data: data.unwrap_or(std::ptr::null_mut()) }
    }
}

/// A size as the engine reads it fastest: an integer where it fits.
fn size_value(size: usize) -> q::JSValue {
    match i32::try_from(size) {
        Ok(small) => q::JS_MKVAL(q::JS_TAG_INT, small),
        Err(_) => q::__JS_NewFloat64(size as f64),
    }
}

/// The longest ArrayBuffer the engine makes.
const LONGEST: usize = i32::MAX as usize;

impl Buffers for Engine {
    fn array_buffer(&self, len: usize) -> Outcome<Handle> {
        // Before the memory is taken: the engine's allocator does not check such lengths, and
        // would fill all of it with zeros before the buffer is refused.
        if len > LONGEST {
            return Err(self.throw_range_error(b"Array buffer allocation failed"));
        }
        // SAFETY: zeroed memory of the engine's allocator, which `reallocate` gives back to it; on
        // failure it is given back here.
        unsafe {
            let data = q::js_calloc(self.ctx, 1, len.max(1) as _).cast::<u8>();
            if data.is_null() {
                return Err(crate::engine::Thrown);
            }
            let buffer = q::JS_NewArrayBuffer(
                self.ctx,
                data,
                len as _,
                0,
                Some(reallocate),
                std::ptr::null_mut(),
                false,
            );
            if buffer.tag == q::JS_TAG_EXCEPTION as i64 {
                q::js_free(self.ctx, data.cast());
            }
            self.adopt(buffer)
        }
    }

    fn external_array_buffer(&self, bytes: Bytes, owner: Box<dyn ReleaseBytes>) -> Outcome<Handle> {
        let external = Box::into_raw(Box::new(External { owner: Some(owner), len: bytes.len }));
        // SAFETY: the caller lends the memory until `owner` is told.
        unsafe {
            let buffer = q::JS_NewArrayBuffer(
                self.ctx,
                bytes.data,
                bytes.len as _,
                0,
                Some(release_or_move),
                external.cast(),
                false,
            );
            if buffer.tag == q::JS_TAG_EXCEPTION as i64 {
                drop(Box::from_raw(external));
            } else {
                self.keep_recent_bytes(buffer, bytes.len);
            }
            self.adopt(buffer)
        }
    }

    fn array_buffer_bytes(&self, value: Handle) -> Option<Bytes> {
        self.is_array_buffer(value).then(|| self.bytes_of(value.value()))
    }

    fn is_array_buffer(&self, value: Handle) -> bool {
        // SAFETY: a live value.
        unsafe { q::JS_IsArrayBuffer(value.value()) }
    }

    fn detach(&self, buffer: Handle) -> bool {
        // SAFETY: a live ArrayBuffer; an immutable one (-1 for no buffer) stays.
        unsafe {
            if q::JS_IsImmutableArrayBuffer(buffer.value()) != 0 {
                return false;
            }
            q::JS_DetachArrayBuffer(self.ctx, buffer.value());
        }
        true
    }

    fn is_detached(&self, value: Handle) -> bool {
        if !self.is_array_buffer(value) {
            return false;
        }
        self.ask_intrinsic(self.intrinsics.array_buffer_detached, value.value(), &mut [])
            .and_then(|detached| self.boolean_value(Handle::at(&raw const detached)))
            .unwrap_or(false)
    }

    fn shared_array_buffer(&self, len: usize) -> Outcome<Handle> {
        let mut length = [q::__JS_NewFloat64(len as f64)];
        // SAFETY: a live constructor, which takes the memory from the runtime's own hooks.
        self.adopt(unsafe {
            q::JS_CallConstructor(
                self.ctx,
                self.intrinsics.shared_array_buffer,
                1,
                length.as_mut_ptr(),
            )
        })
    }

    fn external_shared_array_buffer(
        &self,
        bytes: Bytes,
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<Option<Handle>> {
        if !self.owned {
            // Whoever made the runtime decides what its shared memory is; it knows no owners.
            return Ok(None);
        }
        shared_memory::register_external(bytes.data, owner);
        // SAFETY: memory registered above, to which the engine adds a use through its hooks.
        let buffer = self.adopt(unsafe {
            q::JS_NewArrayBuffer(
                self.ctx,
                bytes.data,
                bytes.len as _,
                0,
                None,
                std::ptr::null_mut(),
                true,
            )
        });
        match buffer {
            Ok(_) => shared_memory::release(bytes.data), // the engine's own use is left
            Err(_) => shared_memory::withdraw(bytes.data),
        }
        buffer.map(Some)
    }

    fn shared_array_buffer_bytes(&self, value: Handle) -> Option<Bytes> {
        // SAFETY: a live value; the engine's class id for SharedArrayBuffer is that of the captured
        // prototype's instances, asked once.
        let class = unsafe { q::JS_GetClassID(value.value()) };
        (class == self.intrinsics.shared_array_buffer_class).then(|| self.bytes_of(value.value()))
    }

    fn typed_array(
        &self,
        element: ElementType,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle> {
        let mut arguments = [buffer.value(), size_value(byte_offset), size_value(length)];
        // SAFETY: live values, borrowed for the call.
        self.adopt(unsafe {
            q::JS_NewTypedArray(self.ctx, 3, arguments.as_mut_ptr(), engine_type(element))
        })
    }

    /// A function that is only there for its `prototype`: the engine makes an instance with it at
    /// once, which is faster than to make one with the usual prototype and change it.
    fn bytes_class(&self, prototype: Handle) -> Outcome<Handle> {
        // SAFETY: live values; the prototype is a copy that the engine takes.
        unsafe {
            let class = self.adopt(q::JS_NewObjectClass(self.ctx, self.classes.function))?;
            q::JS_SetConstructorBit(self.ctx, class.value(), true);
            let defined = q::JS_DefinePropertyValue(
                self.ctx,
                class.value(),
                self.intrinsics.prototype_atom,
                self.dup(prototype),
                0,
            );
            self.truth(defined)?;
            Ok(class)
        }
    }

    fn bytes_of_class(
        &self,
        class: Handle,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle> {
        let mut arguments = [buffer.value(), size_value(byte_offset), size_value(length)];
        // SAFETY: live values, borrowed for the call; both functions are constructors.
        self.adopt(unsafe {
            q::JS_CallConstructor2(
                self.ctx,
                self.intrinsics.uint8_array,
                class.value(),
                3,
                arguments.as_mut_ptr(),
            )
        })
    }

    fn data_view(&self, buffer: Handle, byte_offset: usize, byte_length: usize) -> Outcome<Handle> {
        let mut arguments = [buffer.value(), size_value(byte_offset), size_value(byte_length)];
        // SAFETY: live values, borrowed for the call.
        self.adopt(unsafe {
            q::JS_CallConstructor(self.ctx, self.intrinsics.data_view, 3, arguments.as_mut_ptr())
        })
    }

    fn view(&self, value: Handle) -> Option<View> {
        // SAFETY: a live value.
        let (kind, is_data_view) =
            unsafe { (q::JS_GetTypedArrayType(value.value()), q::JS_IsDataView(value.value())) };
        if is_data_view {
            return Some(self.data_view_of(value));
        }
        if kind == q::JSTypedArrayEnum_JS_TYPED_ARRAY_UINT8 as i32 {
            return Some(self.typed_view(value, ElementType::Uint8)); // most are
        }
        let element =
            ElementType::ALL.into_iter().find(|known| engine_type(*known) as i32 == kind)?;
        Some(self.typed_view(value, element))
    }

    fn view_buffer(&self, view: Handle) -> Outcome<Handle> {
        // SAFETY: a live value.
        let getter = if unsafe { q::JS_IsDataView(view.value()) } {
            self.intrinsics.data_view_buffer
        } else {
            self.intrinsics.typed_array_buffer
        };
        self.adopt(self.call_intrinsic(getter, view.value(), &mut []))
    }
}
