//! `BytesView`, `TypedArray` and `ArrayBuffer`: the bytes of JavaScript.
//!
//! Invariant: a view holds no pointer: each borrow asks the host where the bytes are now, so a
//! view of a buffer that was detached or resized in the meantime is just empty or shorter.
//!
//! Neighbours: `raw/bytes.rs` (the guards), `raw/new_bytes.rs` (creation).

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::handle::{Handle, Local, handle};
use crate::object::Object;
use crate::raw::bytes::{self, Borrowed, BorrowedMut};
use crate::raw::frame::{Env, Value};
use crate::raw::memory::{self, RawElement, Source};
use crate::raw::new_bytes;
use crate::types::Type;

handle! {
    /// An `ArrayBuffer`.
    ArrayBuffer: Object, "an ArrayBuffer", "ArrayBuffer", |value| value.is_array_buffer()
}

/// The bytes of any typed array, `Buffer`, `DataView`, `ArrayBuffer` or `SharedArrayBuffer`.
#[derive(Clone, Copy)]
pub struct BytesView<'env> {
    value: Value<'env>,
    source: Source,
}

impl<'env> BytesView<'env> {
    /// The number of bytes.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> Result<usize> {
        memory::byte_length(self.value, self.source)
    }

    /// Borrows the bytes for reading. While the guard lives, no JavaScript can run: what would
    /// run it fails instead. Shared memory is copied.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// fn sum(cx: CallContext<'_>) -> Result<f64> {
    ///     let view: BytesView<'_> = cx.arg(0)?;
    ///     let bytes = view.borrow()?;
    ///     Ok(bytes.iter().map(|byte| f64::from(*byte)).sum())
    /// }
    /// ```
    #[inline]
    pub fn borrow(self) -> Result<Borrowed<'env, u8>> {
        Borrowed::new(self.value, self.source)
    }

    /// Borrows the bytes for writing, excluding borrows that overlap them. While the guard lives,
    /// no JavaScript can run. Shared memory is refused.
    #[inline]
    pub fn borrow_mut(self) -> Result<BorrowedMut<'env, u8>> {
        BorrowedMut::new(self.value, self.source)
    }

    /// A copy of the bytes.
    pub fn to_vec(self) -> Result<Vec<u8>> {
        bytes::to_vec(self.value, self.source)
    }

    /// Writes `bytes` at `offset`; a RangeError if they do not fit.
    pub fn write_at(self, offset: usize, bytes: &[u8]) -> Result<()> {
        bytes::write_at(self.value, self.source, offset, bytes)
    }

    /// Copies a range of bytes of `source` to `offset`, also within the same memory; a RangeError
    /// if the range is out of bounds or does not fit.
    pub fn copy_from(
        self,
        offset: usize,
        source: &BytesView<'env>,
        range: Range<usize>,
    ) -> Result<()> {
        bytes::copy_between((self.value, self.source), offset, (source.value, source.source), range)
    }

    /// The buffer it is a view of: an `ArrayBuffer` or `SharedArrayBuffer`.
    pub fn buffer(self) -> Result<Object<'env>> {
        memory::buffer_of(self.value, self.source).map(|(buffer, _)| Object::assume(buffer))
    }

    /// Where in its buffer it begins.
    pub fn byte_offset(self) -> Result<usize> {
        memory::buffer_of(self.value, self.source).map(|(_, offset)| offset)
    }
}

impl<'env> FromJs<'env> for BytesView<'env> {
    const TYPE: &'static Type = Type::BYTES;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        match memory::source_of(value)? {
            Some(source) => Ok(BytesView { value, source }),
            None => Err(value.unexpected("a Buffer, typed array, DataView or ArrayBuffer")),
        }
    }
}

/// A typed array with elements of `T`.
///
/// `u8` is `Uint8Array` (also `Buffer` and `Uint8ClampedArray`), `f64` is `Float64Array`, `i64`
/// is `BigInt64Array`, and so on.
#[derive(Clone, Copy)]
pub struct TypedArray<'env, T: RawElement> {
    value: Value<'env>,
    element: PhantomData<T>,
}

/// A `Uint8Array`, which a Node `Buffer` is too.
pub type Uint8Array<'env> = TypedArray<'env, u8>;

impl<'env, T: RawElement> TypedArray<'env, T> {
    fn assume(value: Value<'env>) -> TypedArray<'env, T> {
        TypedArray { value, element: PhantomData }
    }

    /// The number of elements.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> Result<usize> {
        memory::byte_length(self.value, Source::TypedArray).map(|bytes| bytes / size_of::<T>())
    }

    /// Borrows the elements for reading: see [`BytesView::borrow`].
    #[inline]
    pub fn borrow(self) -> Result<Borrowed<'env, T>> {
        Borrowed::new(self.value, Source::TypedArray)
    }

    /// Borrows the elements for writing: see [`BytesView::borrow_mut`].
    #[inline]
    pub fn borrow_mut(self) -> Result<BorrowedMut<'env, T>> {
        BorrowedMut::new(self.value, Source::TypedArray)
    }

    /// A copy of the elements.
    pub fn to_vec(self) -> Result<Vec<T>> {
        bytes::to_vec(self.value, Source::TypedArray)
    }

    /// The same memory as bytes.
    pub fn bytes(self) -> BytesView<'env> {
        BytesView { value: self.value, source: Source::TypedArray }
    }
}

impl<'env, T: RawElement> FromJs<'env> for TypedArray<'env, T> {
    const TYPE: &'static Type = T::TAKEN;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        memory::check_elements::<T>(value)?;
        Ok(TypedArray::assume(value))
    }
}

impl<'env, T: RawElement> FromJs<'env> for Borrowed<'env, T> {
    const TYPE: &'static Type = T::TAKEN;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        Borrowed::of_elements(value)
    }
}

impl<'env, T: RawElement> FromJs<'env> for BorrowedMut<'env, T> {
    const TYPE: &'static Type = T::TAKEN;

    #[inline]
    fn from_js(value: Value<'env>) -> Result<Self> {
        BorrowedMut::of_elements(value)
    }
}

impl<T: RawElement> Handle for TypedArray<'static, T> {
    const TYPE: &'static Type = T::ARRAY;
    type In<'env> = TypedArray<'env, T>;

    fn restore(value: Value<'_>) -> Result<TypedArray<'_, T>> {
        Ok(TypedArray::assume(value))
    }
}

impl<'env, T: RawElement> Local<'env> for TypedArray<'env, T> {
    type Static = TypedArray<'static, T>;
}

impl<'env, T: RawElement> From<TypedArray<'env, T>> for Value<'env> {
    fn from(array: TypedArray<'env, T>) -> Value<'env> {
        array.value
    }
}

impl<'env> From<BytesView<'env>> for Value<'env> {
    fn from(view: BytesView<'env>) -> Value<'env> {
        view.value
    }
}

impl<'env, T: RawElement> IntoJs<'env> for TypedArray<'env, T> {
    const TYPE: &'static Type = T::ARRAY;

    fn into_js(self, _: Env<'env>) -> Result<Value<'env>> {
        Ok(self.value)
    }
}

impl<'env> IntoJs<'env> for BytesView<'env> {
    const TYPE: &'static Type = Type::BYTES;

    fn into_js(self, _: Env<'env>) -> Result<Value<'env>> {
        Ok(self.value)
    }
}

impl fmt::Debug for BytesView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BytesView({:?})", self.source)
    }
}

impl<T: RawElement> fmt::Debug for TypedArray<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::TYPE.class_name())
    }
}

impl<'env> Env<'env> {
    /// A Node `Buffer` that takes over the vector's memory.
    pub fn buffer(self, bytes: Vec<u8>) -> Result<Uint8Array<'env>> {
        new_bytes::buffer_from_vec(self, bytes).map(TypedArray::assume)
    }

    /// A Node `Buffer` with a copy of these bytes.
    pub fn buffer_copy(self, bytes: &[u8]) -> Result<Uint8Array<'env>> {
        new_bytes::buffer_copy(self, bytes).map(TypedArray::assume)
    }

    /// A `Uint8Array` that takes over the vector's memory.
    pub fn uint8_array(self, bytes: Vec<u8>) -> Result<Uint8Array<'env>> {
        let length = bytes.len();
        let buffer = new_bytes::array_buffer_from_vec(self, bytes)?;
        new_bytes::typed_array_over::<u8>(buffer, 0, length).map(TypedArray::assume)
    }

    /// A typed array with a copy of these elements.
    pub fn typed_array<T: RawElement>(self, elements: &[T]) -> Result<TypedArray<'env, T>> {
        new_bytes::typed_array_copy(self, elements).map(TypedArray::assume)
    }

    /// A typed array of zeros.
    pub fn typed_array_zeroed<T: RawElement>(self, length: usize) -> Result<TypedArray<'env, T>> {
        new_bytes::typed_array_zeroed::<T>(self, length).map(TypedArray::assume)
    }

    /// An `ArrayBuffer` that takes over the vector's memory.
    pub fn array_buffer(self, bytes: Vec<u8>) -> Result<ArrayBuffer<'env>> {
        new_bytes::array_buffer_from_vec(self, bytes).map(ArrayBuffer::assume)
    }

    /// An `ArrayBuffer` of zeros.
    pub fn array_buffer_zeroed(self, length: usize) -> Result<ArrayBuffer<'env>> {
        new_bytes::array_buffer_zeroed(self, length).map(ArrayBuffer::assume)
    }
}
