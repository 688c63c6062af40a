//! Short forms of the Node-API calls that most tests make.

use napi_sys::*;
use std::ptr::null_mut;

/// The finalizers that ran, by their data pointer, and how often.
pub type Finalized = std::cell::RefCell<Vec<usize>>;

/// A number.
pub fn number(env: napi_env, value: f64) -> napi_value {
    let mut made = null_mut();
    ok!(napi_create_double(env, value, &mut made));
    made
}

/// The number in a value.
pub fn number_in(env: napi_env, value: napi_value) -> f64 {
    let mut number = 0.0;
    ok!(napi_get_value_double(env, value, &mut number));
    number
}

/// A string.
pub fn string(env: napi_env, text: &str) -> napi_value {
    let mut made = null_mut();
    ok!(napi_create_string_utf8(env, text.as_ptr().cast(), text.len() as isize, &mut made));
    made
}

/// The text in a string.
pub fn text_in(env: napi_env, value: napi_value) -> String {
    let mut len = 0;
    ok!(napi_get_value_string_utf8(env, value, null_mut(), 0, &mut len));
    let mut bytes = vec![0u8; len + 1];
    ok!(napi_get_value_string_utf8(env, value, bytes.as_mut_ptr().cast(), bytes.len(), &mut len));
    bytes.truncate(len);
    String::from_utf8(bytes).expect("the host writes UTF-8")
}

/// An object.
pub fn object(env: napi_env) -> napi_value {
    let mut made = null_mut();
    ok!(napi_create_object(env, &mut made));
    made
}

/// The result of a script that must not throw.
pub fn script(env: napi_env, source: &str) -> napi_value {
    let mut value = null_mut();
    ok!(napi_run_script(env, string(env, source), &mut value));
    value
}

/// A function that calls `callback`.
pub fn function(env: napi_env, callback: napi_callback, data: *mut std::ffi::c_void) -> napi_value {
    let mut made = null_mut();
    ok!(napi_create_function(env, null_mut(), 0, callback, data, &mut made));
    made
}

/// Sets a property of the global object.
pub fn set_global(env: napi_env, name: &std::ffi::CStr, value: napi_value) {
    let mut global = null_mut();
    ok!(napi_get_global(env, &mut global));
    ok!(napi_set_named_property(env, global, name.as_ptr(), value));
}

/// Takes the pending exception; its `name: message`.
pub fn take_exception(env: napi_env) -> Option<String> {
    let (mut pending, mut exception, mut text) = (false, null_mut(), null_mut());
    ok!(napi_is_exception_pending(env, &mut pending));
    if !pending {
        return None;
    }
    ok!(napi_get_and_clear_last_exception(env, &mut exception));
    ok!(napi_coerce_to_string(env, exception, &mut text));
    Some(text_in(env, text))
}
