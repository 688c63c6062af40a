//! Where the bytes of an `ArrayBuffer` or a view of one are.
//!
//! Invariant: a `Span` is true until JavaScript runs again; nobody keeps one longer. Bytes of a
//! `SharedArrayBuffer` are marked shared: other threads may write to them, so no Rust reference
//! is made to them.
//!
//! Neighbours: `bytes.rs` (borrowing and copying), `new_bytes.rs` (creation).

use std::os::raw::c_void;
use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Value};
use crate::error::{Error, Result};
use crate::types::Type;

/// A stretch of memory that belongs to JavaScript.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) data: *mut u8,
    pub(super) bytes: usize,
    pub(super) shared: bool,
}

/// Which object a byte source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    TypedArray,
    DataView,
    ArrayBuffer,
    SharedArrayBuffer,
}

/// A typed array's element type, by its number in the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElementType(pub(super) i32);

impl ElementType {
    /// The size of one element.
    fn bytes(self) -> Option<usize> {
        // In the manual's order; the last is Float16, newer than napi-sys.
        const SIZES: [usize; 12] = [1, 1, 1, 2, 2, 4, 4, 4, 8, 8, 8, 2];
        usize::try_from(self.0).ok().and_then(|index| SIZES.get(index)).copied()
    }

    /// The name of the typed array's class.
    pub(crate) const fn class_name(self) -> &'static str {
        const NAMES: [&str; 12] = [
            "Int8Array",
            "Uint8Array",
            "Uint8ClampedArray",
            "Int16Array",
            "Uint16Array",
            "Int32Array",
            "Uint32Array",
            "Float32Array",
            "Float64Array",
            "BigInt64Array",
            "BigUint64Array",
            "Float16Array",
        ];
        match self.0 {
            0..12 => NAMES[self.0 as usize],
            _ => "typed array of an unknown kind",
        }
    }
}

/// A number type that can be an element.
///
/// # Safety
/// Any bits are a value of it, and `TYPE` is the element type with its layout.
#[doc(hidden)]
pub unsafe trait RawElement: Copy + Default + 'static {
    const TYPE: ElementType;

    /// The typed array, and what an argument may be.
    const ARRAY: &'static Type = &Type::Text(Self::TYPE.class_name());
    const TAKEN: &'static Type = Self::ARRAY;

    /// Whether an array of `other` has elements of this type.
    fn accepts(other: ElementType) -> bool {
        other == Self::TYPE
    }
}

/// The fields that `napi_get_typedarray_info` and its like report.
struct View {
    element: ElementType,
    buffer: sys::napi_value,
    offset: usize,
    data: *mut u8,
    bytes: usize,
}

/// A typed array's description; nothing if the value is none.
fn if_typed_array(value: Value<'_>) -> Result<Option<View>> {
    let (mut kind, mut length, mut offset) = (-1, 0, 0);
    let mut data = ptr::null_mut::<c_void>();
    let mut buffer = ptr::null_mut();
    let env = value.env();
    // SAFETY: env and handle belong together and are live; the out-pointers are locals.
    let status = unsafe {
        sys::napi_get_typedarray_info(
            env.raw(),
            value.raw(),
            &mut kind,
            &mut length,
            &mut data,
            &mut buffer,
            &mut offset,
        )
    };
    if status == sys::Status::napi_invalid_arg {
        return Ok(None);
    }
    env.check(status)?;
    let element = ElementType(kind);
    let size = element.bytes().ok_or_else(|| {
        Error::type_error(format!("typed arrays of element type {kind} are not supported"))
    })?;
    let bytes = length.checked_mul(size).ok_or_else(|| Error::range_error("too many elements"))?;
    Ok(Some(View { element, buffer, offset, data: data.cast(), bytes }))
}

fn typed_array(value: Value<'_>) -> Result<View> {
    if_typed_array(value)?.ok_or_else(|| value.unexpected("a typed array"))
}

/// A typed array's description, if its elements are of `T`.
fn typed_array_of<T: RawElement>(value: Value<'_>) -> Result<View> {
    let Some(view) = if_typed_array(value)? else {
        return Err(value.unexpected(&format!("a {}", T::TYPE.class_name())));
    };
    if T::accepts(view.element) {
        return Ok(view);
    }
    let (expected, found) = (T::TYPE.class_name(), view.element.class_name());
    Err(Error::type_error(format!("expected a {expected}, found a {found}"))
        .with_code("ERR_INVALID_ARG_TYPE"))
}

/// Refuses what is no typed array with elements of `T`.
pub(crate) fn check_elements<T: RawElement>(value: Value<'_>) -> Result<()> {
    typed_array_of::<T>(value).map(drop)
}

/// The memory of a typed array, which is checked to have elements of `T`.
#[inline]
pub(super) fn locate_elements<T: RawElement>(value: Value<'_>) -> Result<Span> {
    let (mut kind, mut length) = (-1, 0);
    let mut data = ptr::null_mut::<c_void>();
    let mut buffer = ptr::null_mut();
    let env = value.env();
    // SAFETY: env and handle belong together and are live; the out-pointers are locals, or null for
    // what is not asked.
    let status = unsafe {
        sys::napi_get_typedarray_info(
            env.raw(),
            value.raw(),
            &mut kind,
            &mut length,
            &mut data,
            &mut buffer,
            ptr::null_mut(),
        )
    };
    if status != sys::Status::napi_ok || !T::accepts(ElementType(kind)) {
        return Err(refusal::<T>(value));
    }
    // The elements are in memory, so their size is a number.
    span(env, buffer, data.cast(), length * size_of::<T>())
}

/// Why the value is no typed array of `T`, in words.
#[cold]
fn refusal<T: RawElement>(value: Value<'_>) -> Error {
    match typed_array_of::<T>(value) {
        Err(error) => error,
        Ok(_) => Error::new("the host could not describe the typed array"),
    }
}

/// A view's memory.
#[inline]
fn span(env: Env<'_>, buffer: sys::napi_value, data: *mut u8, bytes: usize) -> Result<Span> {
    if bytes == 0 || data.is_null() {
        return Ok(Span { data: ptr::null_mut(), bytes: 0, shared: false });
    }
    Ok(Span { data, bytes, shared: is_shared(env, buffer)? })
}

fn data_view(value: Value<'_>) -> Result<View> {
    let (mut bytes, mut offset) = (0, 0);
    let mut data = ptr::null_mut::<c_void>();
    let mut buffer = ptr::null_mut();
    let env = value.env();
    // SAFETY: as in `typed_array`.
    env.check(unsafe {
        sys::napi_get_dataview_info(
            env.raw(),
            value.raw(),
            &mut bytes,
            &mut data,
            &mut buffer,
            &mut offset,
        )
    })?;
    Ok(View { element: ElementType(-1), buffer, offset, data: data.cast(), bytes })
}

fn array_buffer(value: Value<'_>) -> Result<(*mut u8, usize)> {
    let mut bytes = 0;
    let mut data = ptr::null_mut::<c_void>();
    let env = value.env();
    // SAFETY: as in `typed_array`.
    env.check(unsafe {
        sys::napi_get_arraybuffer_info(env.raw(), value.raw(), &mut data, &mut bytes)
    })?;
    Ok((data.cast(), bytes))
}

/// What kind of byte source the value is, if it is one.
pub(crate) fn source_of(value: Value<'_>) -> Result<Option<Source>> {
    use super::primitives::Class;
    Ok(if value.is_a(Class::TypedArray)? {
        Some(Source::TypedArray)
    } else if value.is_a(Class::ArrayBuffer)? {
        Some(Source::ArrayBuffer)
    } else if value.is_a(Class::DataView)? {
        Some(Source::DataView)
    } else if value.kind() == crate::Kind::Object && array_buffer(value).is_ok() {
        // The only other object whose bytes this call reports.
        Some(Source::SharedArrayBuffer)
    } else {
        None
    })
}

/// The memory of a byte source, as it is now.
pub(super) fn locate(value: Value<'_>, source: Source) -> Result<Span> {
    let view = match source {
        Source::TypedArray => typed_array(value)?,
        Source::DataView => data_view(value)?,
        Source::ArrayBuffer | Source::SharedArrayBuffer => {
            let (data, bytes) = array_buffer(value)?;
            return Ok(Span { data, bytes, shared: source == Source::SharedArrayBuffer });
        }
    };
    span(value.env(), view.buffer, view.data, view.bytes)
}

/// A view's buffer is an `ArrayBuffer`, or else shared.
#[inline]
fn is_shared(env: Env<'_>, buffer: sys::napi_value) -> Result<bool> {
    // SAFETY: the buffer's handle came from the call that described the view.
    env.read(|env, out| unsafe { sys::napi_is_arraybuffer(env, buffer, out) }).map(|plain| !plain)
}

/// The buffer a view is of, and where in it the view begins.
pub(crate) fn buffer_of(value: Value<'_>, source: Source) -> Result<(Value<'_>, usize)> {
    let view = match source {
        Source::TypedArray => typed_array(value)?,
        Source::DataView => data_view(value)?,
        Source::ArrayBuffer | Source::SharedArrayBuffer => return Ok((value, 0)),
    };
    // SAFETY: the handle was just made by the host.
    Ok((unsafe { Value::from_raw(view.buffer, value.env()) }, view.offset))
}

/// The current length in bytes.
pub(crate) fn byte_length(value: Value<'_>, source: Source) -> Result<usize> {
    Ok(match source {
        Source::TypedArray => typed_array(value)?.bytes,
        Source::DataView => data_view(value)?.bytes,
        Source::ArrayBuffer | Source::SharedArrayBuffer => array_buffer(value)?.1,
    })
}

macro_rules! elements {
    ($($number:ty = $index:literal),* $(,)?) => {
        $(
            // SAFETY: a primitive number, of the element type's size; any bits are a value.
            unsafe impl RawElement for $number {
                const TYPE: ElementType = ElementType($index);
            }
        )*
    };
}

elements! {
    i8 = 0,
    i16 = 3,
    u16 = 4,
    i32 = 5,
    u32 = 6,
    f32 = 7,
    f64 = 8,
    i64 = 9,
    u64 = 10,
}

// SAFETY: a byte; any bits are a value. Clamping concerns only how JavaScript stores numbers.
unsafe impl RawElement for u8 {
    const TYPE: ElementType = ElementType(1);
    const TAKEN: &'static Type = &Type::Union(&[Self::ARRAY, &Type::Text("Uint8ClampedArray")]);

    fn accepts(other: ElementType) -> bool {
        other.0 == 1 || other.0 == 2
    }
}
