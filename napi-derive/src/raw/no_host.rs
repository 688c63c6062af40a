//! Unit tests have no host to link with.
//!
//! They test what needs no env. The one function of the C ABI that destructors refer to is
//! defined here, so that the test binary links; nothing in these tests can reach it. Everything
//! that needs an env is tested by `tests/addon`, in a real one.

use napi_sys as sys;

#[unsafe(no_mangle)]
extern "C" fn napi_delete_reference(_: sys::napi_env, _: sys::napi_ref) -> sys::napi_status {
    eprintln!("a unit test without a host has a reference to a JavaScript value");
    std::process::abort()
}
