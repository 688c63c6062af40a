//! Unit tests have no host to link with.
//!
//! They test what needs no env. The functions of the C ABI that destructors refer to are defined
//! here, so that the test binary links; nothing in these tests can reach them. Everything that
//! needs an env is tested in a real one, by `tests/addon`, `tests/async_addon` and `tests/in_env`.

use napi_sys as sys;

#[unsafe(no_mangle)]
extern "C" fn napi_delete_reference(_: sys::napi_env, _: sys::napi_ref) -> sys::napi_status {
    unreachable()
}

#[unsafe(no_mangle)]
extern "C" fn napi_call_threadsafe_function(
    _: sys::napi_threadsafe_function,
    _: *mut std::os::raw::c_void,
    _: sys::napi_threadsafe_function_call_mode,
) -> sys::napi_status {
    unreachable()
}

fn unreachable() -> ! {
    eprintln!("a unit test without a host has a reference to a JavaScript value");
    std::process::abort()
}
