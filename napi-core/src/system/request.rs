//! One synchronous file-system call of libuv (no callback, no loop).
//!
//! Invariant: a request stays where it is from the call until it is cleaned up: libuv leaves
//! pointers into it.

use super::error::{Result, SystemError, check};
use libuv_sys2 as uv;
use std::ffi::{CStr, CString, c_int};
use std::mem::MaybeUninit;

/// A path as libuv takes it; a NUL inside is an error of `syscall`.
pub(super) fn c_path(path: &[u8], syscall: &'static str) -> Result<CString> {
    CString::new(path)
        .map_err(|_| SystemError::new(uv::uv_errno_t_UV_EINVAL, syscall).with_path(path))
}

/// Makes a call with a fresh request, and reads its answer while the request still exists.
///
/// # Safety
/// `call` passes the request to one of libuv's `uv_fs_*` functions with no callback; what it gives
/// it besides is valid for the call.
pub(super) unsafe fn perform<T>(
    syscall: &'static str,
    call: impl FnOnce(*mut uv::uv_fs_t) -> c_int,
    read: impl FnOnce(&mut uv::uv_fs_t) -> T,
) -> Result<T> {
    let mut request = MaybeUninit::<uv::uv_fs_t>::zeroed();
    let result = check(call(request.as_mut_ptr()), syscall);
    // SAFETY: all of a request's fields may be zero, and libuv filled in the rest.
    let request = unsafe { request.assume_init_mut() };
    let answer = result.map(|_| read(request));
    // SAFETY: libuv is done with the request, and does this once; zeros are fine too.
    unsafe { uv::uv_fs_req_cleanup(request) };
    answer
}

/// A call on one path, as [`perform`]; its errors name the path.
///
/// # Safety
/// As for [`perform`].
pub(super) unsafe fn on_path<T>(
    syscall: &'static str,
    path: &[u8],
    call: impl FnOnce(*mut uv::uv_fs_t, &CStr) -> c_int,
    read: impl FnOnce(&mut uv::uv_fs_t) -> T,
) -> Result<T> {
    let name = c_path(path, syscall)?;
    // SAFETY: handed on to the caller; `name` outlives the request.
    unsafe { perform(syscall, |request| call(request, &name), read) }
        .map_err(|error| error.with_path(path))
}

/// A call on two paths, as [`perform`]; its errors name both.
///
/// # Safety
/// As for [`perform`].
pub(super) unsafe fn on_paths(
    syscall: &'static str,
    (path, dest): (&[u8], &[u8]),
    call: impl FnOnce(*mut uv::uv_fs_t, &CStr, &CStr) -> c_int,
) -> Result<()> {
    let (from, to) = (c_path(path, syscall)?, c_path(dest, syscall)?);
    // SAFETY: handed on to the caller; both names outlive the request.
    unsafe { perform(syscall, |request| call(request, &from, &to), |_| ()) }
        .map_err(|error| error.with_path(path).with_dest(dest))
}
