//! The C types of the Node-API headers, as the exported functions name them.
//!
//! Invariant: every type here has the layout of its namesake in `include/js_native_api_types.h` and
//! `include/node_api_types.h`; the table test in `tests/headers.rs` holds both sides together.
//! Addons see `napi_env`, `napi_value` and the rest as opaque pointers; here they carry what they
//! really point to, so that a NULL check is an `Option` and a wrong pointer kind does not compile.

#![allow(non_camel_case_types)]
#![allow(missing_docs)] // the names are the manual's own

use crate::engine::Handle;
use crate::env::Env;
use std::ffi::{c_char, c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::NonNull;

pub use crate::status::Status as napi_status;

/// `napi_env` as it arrives: NULL or an env of ours.
pub type napi_env = *const Env;
/// `napi_value` as it arrives: NULL or the address of a slot.
pub type napi_value = Option<Handle>;
pub type napi_ref = *mut crate::env::Reference;
/// A number of [`crate::env::Deferreds`], not an address.
pub type napi_deferred = *mut c_void;
pub type napi_handle_scope = *mut c_void;
pub type napi_escapable_handle_scope = *mut c_void;
pub type napi_callback_scope = *mut crate::env::CallbackScope;
pub type napi_async_context = *mut crate::env::AsyncContext;
pub type napi_callback_info = *const crate::env::CallbackInfo;

pub type napi_callback =
    Option<unsafe extern "C" fn(env: napi_env, info: napi_callback_info) -> napi_value>;
pub type napi_finalize =
    Option<unsafe extern "C" fn(env: napi_env, data: *mut c_void, hint: *mut c_void)>;
pub type napi_cleanup_hook = Option<unsafe extern "C" fn(arg: *mut c_void)>;
pub type napi_addon_register_func =
    unsafe extern "C" fn(env: napi_env, exports: napi_value) -> napi_value;

/// An out-parameter: NULL or a place the addon gave us to write one `T` to.
#[repr(transparent)]
pub struct Out<T>(*mut MaybeUninit<T>);

impl<T> Clone for Out<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Out<T> {}

impl<T> Out<T> {
    /// NULL becomes `napi_invalid_arg`; anything else a place that can be written.
    #[inline(always)]
    pub fn check(self) -> Result<Place<T>, napi_status> {
        match NonNull::new(self.0) {
            Some(place) => Ok(Place(place)),
            None => Err(napi_status::InvalidArg),
        }
    }

    /// Writes when the addon asked for the value, does nothing when it passed NULL.
    #[inline(always)]
    pub fn write_if_wanted(self, value: T) {
        if let Some(place) = NonNull::new(self.0) {
            Place(place).write(value);
        }
    }

    /// Whether the addon passed a place.
    #[inline(always)]
    pub fn is_wanted(self) -> bool {
        !self.0.is_null()
    }
}

/// A checked out-parameter.
#[derive(Clone, Copy)]
pub struct Place<T>(NonNull<MaybeUninit<T>>);

impl<T> Place<T> {
    #[inline(always)]
    pub fn write(self, value: T) {
        // SAFETY: Node-API's contract: a non-NULL out-parameter points to writable memory for one
        // value of its declared type for the length of the call; `write` does not read or drop
        // what was there, so it may be uninitialised.
        unsafe { self.0.as_ptr().write(MaybeUninit::new(value)) }
    }
}

/// `napi_extended_error_info`.
#[repr(C)]
pub struct napi_extended_error_info {
    pub error_message: *const c_char,
    pub engine_reserved: *mut c_void,
    pub engine_error_code: u32,
    pub error_code: napi_status,
}

/// `napi_node_version`.
#[repr(C)]
pub struct napi_node_version {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
    pub release: *const c_char,
}

/// `napi_type_tag`.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct napi_type_tag {
    pub lower: u64,
    pub upper: u64,
}

/// `napi_property_descriptor`.
#[repr(C)]
pub struct napi_property_descriptor {
    pub utf8name: *const c_char,
    pub name: napi_value,
    pub method: napi_callback,
    pub getter: napi_callback,
    pub setter: napi_callback,
    pub value: napi_value,
    pub attributes: c_int,
    pub data: *mut c_void,
}

/// Bits of `napi_property_attributes`.
pub mod attributes {
    use std::ffi::c_int;
    pub const WRITABLE: c_int = 1 << 0;
    pub const ENUMERABLE: c_int = 1 << 1;
    pub const CONFIGURABLE: c_int = 1 << 2;
    pub const STATIC: c_int = 1 << 10;
}

/// `napi_module`, as `napi_module_register` receives it.
#[repr(C)]
pub struct napi_module {
    pub nm_version: c_int,
    pub nm_flags: u32,
    pub nm_filename: *const c_char,
    pub nm_register_func: Option<napi_addon_register_func>,
    pub nm_modname: *const c_char,
    pub nm_priv: *mut c_void,
    pub reserved: [*mut c_void; 4],
}

/// `NAPI_AUTO_LENGTH`.
pub const AUTO_LENGTH: usize = usize::MAX;

/// `NAPI_VERSION_EXPERIMENTAL`: what a module built with `NAPI_EXPERIMENTAL` reports.
pub const VERSION_EXPERIMENTAL: i32 = 0x7fff_ffff;
