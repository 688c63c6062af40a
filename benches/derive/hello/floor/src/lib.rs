//! Three functions: text, numbers, and one that fails; by hand on the C ABI.

use std::os::raw::c_char;
use std::ptr;

use napi_sys as sys;
use napi_sys::{Status, napi_callback_info, napi_env, napi_status, napi_value};

type Answer = Result<napi_value, napi_status>;

fn ok(status: napi_status) -> Result<(), napi_status> {
    if status == Status::napi_ok { Ok(()) } else { Err(status) }
}

unsafe fn finish(env: napi_env, answer: Answer) -> napi_value {
    answer.unwrap_or_else(|_| unsafe {
        let mut pending = false;
        if sys::napi_is_exception_pending(env, &mut pending) == Status::napi_ok && !pending {
            sys::napi_throw_type_error(env, ptr::null(), c"wrong argument".as_ptr());
        }
        ptr::null_mut()
    })
}

unsafe fn argument(env: napi_env, info: napi_callback_info) -> Answer {
    let (mut value, mut count) = (ptr::null_mut(), 1);
    unsafe {
        ok(sys::napi_get_cb_info(
            env,
            info,
            &mut count,
            &mut value,
            ptr::null_mut(),
            ptr::null_mut(),
        ))?;
    }
    Ok(value)
}

unsafe fn double(env: napi_env, value: napi_value) -> Result<f64, napi_status> {
    let mut number = 0.0;
    unsafe { ok(sys::napi_get_value_double(env, value, &mut number))? };
    Ok(number)
}

unsafe extern "C" fn greet(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let value = argument(env, info)?;
            let mut length = 0;
            ok(sys::napi_get_value_string_utf8(env, value, ptr::null_mut(), 0, &mut length))?;
            let mut name = Vec::<u8>::with_capacity(length + 1);
            let start = name.as_mut_ptr().cast::<c_char>();
            ok(sys::napi_get_value_string_utf8(env, value, start, length + 1, &mut length))?;
            name.set_len(length);
            let text = format!("Hello, {}!", String::from_utf8_lossy(&name));
            let mut made = ptr::null_mut();
            let start = text.as_ptr().cast::<c_char>();
            ok(sys::napi_create_string_utf8(env, start, text.len() as isize, &mut made))?;
            Ok(made)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn sum_to(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let limit = double(env, argument(env, info)?)?;
            if limit < 0.0 || limit > f64::from(u32::MAX) || limit.fract() != 0.0 {
                return Err(Status::napi_invalid_arg);
            }
            let mut sum = ptr::null_mut();
            ok(sys::napi_create_double(env, limit * (limit + 1.0) / 2.0, &mut sum))?;
            Ok(sum)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn reciprocal(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let number = double(env, argument(env, info)?)?;
            if number == 0.0 {
                let text = c"zero has no reciprocal";
                ok(sys::napi_throw_range_error(env, ptr::null(), text.as_ptr()))?;
                return Ok(ptr::null_mut());
            }
            let mut value = ptr::null_mut();
            ok(sys::napi_create_double(env, 1.0 / number, &mut value))?;
            Ok(value)
        }
    };
    unsafe { finish(env, run()) }
}

type Callback = unsafe extern "C" fn(napi_env, napi_callback_info) -> napi_value;

#[unsafe(no_mangle)]
unsafe extern "C" fn napi_register_module_v1(env: napi_env, exports: napi_value) -> napi_value {
    let functions: [(&str, Callback); 3] =
        [("greet", greet), ("sumTo", sum_to), ("reciprocal", reciprocal)];
    for (name, callback) in functions {
        let (start, length) = (name.as_ptr().cast::<c_char>(), name.len() as isize);
        let callback = Some(callback);
        let mut made = ptr::null_mut();
        unsafe {
            let set = ok(sys::napi_create_function(
                env,
                start,
                length,
                callback,
                ptr::null_mut(),
                &mut made,
            ))
            .and_then(|()| {
                let mut key = ptr::null_mut();
                ok(sys::napi_create_string_utf8(env, start, length, &mut key))?;
                ok(sys::napi_set_property(env, exports, key, made))
            });
            if let Err(status) = set {
                return finish(env, Err(status));
            }
        }
    }
    exports
}
