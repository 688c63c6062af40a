//! A small addon on the bare C ABI: `add`, `LIMIT`, and a namespace, with the declarations that
//! `#[napi]` would leave in the library. It has no dependencies, so that its tests are about the
//! files around it and take no time.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr::{null, null_mut};

type Value = *mut c_void;
type Callback = extern "C" fn(Value, Value) -> Value;

unsafe extern "C" {
    fn napi_get_cb_info(
        env: Value,
        info: Value,
        count: *mut usize,
        arguments: *mut Value,
        this: *mut Value,
        data: *mut *mut c_void,
    ) -> c_int;
    fn napi_get_value_double(env: Value, value: Value, result: *mut f64) -> c_int;
    fn napi_create_double(env: Value, number: f64, result: *mut Value) -> c_int;
    fn napi_create_object(env: Value, result: *mut Value) -> c_int;
    fn napi_create_function(
        env: Value,
        name: *const c_char,
        length: usize,
        callback: Callback,
        data: *mut c_void,
        result: *mut Value,
    ) -> c_int;
    fn napi_set_named_property(
        env: Value,
        object: Value,
        name: *const c_char,
        value: Value,
    ) -> c_int;
}

/// Fields as napi-derive writes them.
macro_rules! declare {
    ($record:ident: $text:literal) => {
        #[used]
        #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,napi_types"))]
        #[cfg_attr(windows, unsafe(link_section = ".napit"))]
        #[cfg_attr(
            not(any(windows, target_vendor = "apple")),
            unsafe(link_section = "napi_derive_types")
        )]
        static $record: [u8; $text.len()] = *$text;
    };
}

declare!(ADD: b"1\x1fsmall-addon\x1fsrc/lib.rs\x1f1\x1ffunction\x1f\x1fadd\x1f\x1f Adds two numbers.\x1f(a: number, b: number): number\x1e");
declare!(LIMIT: b"1\x1fsmall-addon\x1fsrc/lib.rs\x1f2\x1fconst\x1f\x1fLIMIT\x1f\x1f\x1fnumber\x1e");
declare!(POINT: b"1\x1fsmall-addon\x1fsrc/lib.rs\x1f3\x1finterface\x1fplane\x1fPoint\x1f\x1f\x1f\x1cx: number\x1d\x1cy?: number\x1e");
declare!(LENGTH: b"1\x1fsmall-addon\x1fsrc/lib.rs\x1f4\x1ffunction\x1fplane\x1fzero\x1f\x1f\x1f(): Partial<\x01plane.Point\x02>\x1e");
declare!(DELETE: b"1\x1fsmall-addon\x1fsrc/lib.rs\x1f5\x1ffunction\x1f\x1fdelete\x1f\x1f\x1f(...numbers: number[]): number\x1e");

extern "C" fn add(env: Value, info: Value) -> Value {
    let mut arguments = [null_mut(); 2];
    let mut count = arguments.len();
    let mut sum = 0.0;
    let mut result = null_mut();
    // SAFETY: env and info are the host's, for this call; the host writes `count` handles at most
    // into the array, and the other results into locals.
    unsafe {
        let (list, none) = (arguments.as_mut_ptr(), null_mut());
        napi_get_cb_info(env, info, &mut count, list, none, null_mut());
        for argument in arguments {
            let mut number = 0.0;
            napi_get_value_double(env, argument, &mut number);
            sum += number;
        }
        napi_create_double(env, sum, &mut result);
    }
    result
}

extern "C" fn zero(env: Value, _: Value) -> Value {
    let mut result = null_mut();
    // SAFETY: the env is the host's, for this call; the result is a local.
    unsafe { napi_create_object(env, &mut result) };
    result
}

fn set(env: Value, object: Value, name: &CStr, value: Value) {
    // SAFETY: env and handles belong together and are live; the name ends in a NUL.
    unsafe { napi_set_named_property(env, object, name.as_ptr(), value) };
}

fn function(env: Value, callback: Callback) -> Value {
    let mut result = null_mut();
    // SAFETY: the env is live, the callback follows the C ABI, the result is a local.
    unsafe { napi_create_function(env, null(), 0, callback, null_mut(), &mut result) };
    result
}

#[unsafe(no_mangle)]
pub extern "C" fn napi_register_module_v1(env: Value, exports: Value) -> Value {
    let (mut limit, mut plane) = (null_mut(), null_mut());
    // SAFETY: the env is the host's, for this call; the results are locals.
    unsafe {
        napi_create_double(env, 7.0, &mut limit);
        napi_create_object(env, &mut plane);
    }
    set(env, exports, c"add", function(env, add));
    set(env, exports, c"delete", function(env, add));
    set(env, exports, c"LIMIT", limit);
    set(env, plane, c"zero", function(env, zero));
    set(env, exports, c"plane", plane);
    set(env, exports, c"undeclared", limit);
    exports
}
