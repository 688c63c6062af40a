//! What compiled scripts are marked with, so that no other build reads them. The build script of this
//! crate uses this file too.

use mozjs_sys::glue::SetBuildId;
use mozjs_sys::jsapi::{JS, JS_GetImplementationVersion};
use std::ffi::CStr;

/// Gives the engine its mark; before anything is compiled or read.
pub fn register() {
    // SAFETY: a function that lives as long as the program.
    unsafe { JS::SetProcessBuildIdOp(Some(build_id)) };
}

unsafe extern "C" fn build_id(id: *mut JS::BuildIdCharVector) -> bool {
    // SAFETY: a static NUL-terminated string.
    let engine = unsafe { CStr::from_ptr(JS_GetImplementationVersion()) }.to_string_lossy();
    let text = format!("{} in napi-core {}", engine, env!("CARGO_PKG_VERSION"));
    // SAFETY: the engine's vector, into which the bytes are copied.
    unsafe { SetBuildId(id, text.as_ptr().cast(), text.len()) }
}
