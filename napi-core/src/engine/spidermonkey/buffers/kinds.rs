//! What an object is, if it has to do with bytes: the flags of its class say so.

use super::super::layout;
use crate::engine::seam::ElementType;
use mozjs_sys::jsapi::{
    JSCLASS_CACHED_PROTO_MASK, JSCLASS_CACHED_PROTO_SHIFT, JSCLASS_RESERVED_SLOTS_MASK,
    JSCLASS_RESERVED_SLOTS_SHIFT, JSObject, JSProtoKey,
};

/// What an object is, if it has to do with bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Buffer,
    Shared,
    Typed(ElementType),
    DataView,
}

const FIRST_TYPED: u32 = JSProtoKey::JSProto_Int8Array as u32;
const BUFFER_KEY: u32 = JSProtoKey::JSProto_ArrayBuffer as u32;
const SHARED_KEY: u32 = JSProtoKey::JSProto_SharedArrayBuffer as u32;
const DATA_VIEW_KEY: u32 = JSProtoKey::JSProto_DataView as u32;

/// Element types in the order of the engine's numbers for their constructors.
const TYPED: [ElementType; 12] = [
    ElementType::Int8,
    ElementType::Uint8,
    ElementType::Int16,
    ElementType::Uint16,
    ElementType::Int32,
    ElementType::Uint32,
    ElementType::Float32,
    ElementType::Float64,
    ElementType::Uint8Clamped,
    ElementType::BigInt64,
    ElementType::BigUint64,
    ElementType::Float16,
];

const _: () = assert!(
    JSProtoKey::JSProto_Uint8Array as u32 == FIRST_TYPED + 1
        && JSProtoKey::JSProto_Float64Array as u32 == FIRST_TYPED + 7
        && JSProtoKey::JSProto_Uint8ClampedArray as u32 == FIRST_TYPED + 8
        && JSProtoKey::JSProto_Float16Array as u32 == FIRST_TYPED + 11
);

/// What an object is, and how many reserved slots it has: the class says so. The prototypes of
/// these classes have the same key, but no slots.
#[inline(always)]
pub fn kind_of(object: *mut JSObject) -> Option<(Kind, u32)> {
    // SAFETY: every object has a class.
    let flags = unsafe { (*layout::class_of(object)).flags };
    let slots = (flags >> JSCLASS_RESERVED_SLOTS_SHIFT) & JSCLASS_RESERVED_SLOTS_MASK;
    if slots == 0 {
        return None;
    }
    let kind = match (flags >> JSCLASS_CACHED_PROTO_SHIFT) & JSCLASS_CACHED_PROTO_MASK {
        BUFFER_KEY => Kind::Buffer,
        SHARED_KEY => Kind::Shared,
        DATA_VIEW_KEY => Kind::DataView,
        key => Kind::Typed(*TYPED.get(key.wrapping_sub(FIRST_TYPED) as usize)?),
    };
    Some((kind, slots))
}
