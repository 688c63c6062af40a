//! The benchmark's functions, written by hand on the C ABI: what there is to be measured against.
//!
//! Correct (every status is looked at, wrong types are a TypeError, nothing is leaked), and without
//! an abstraction that could cost: each function makes the calls it needs and no other.

use std::os::raw::{c_char, c_void};
use std::ptr;

use napi_sys as sys;
use napi_sys::{
    Status, napi_callback_info, napi_env, napi_property_attributes, napi_property_descriptor,
    napi_status, napi_value,
};

type Answer = Result<napi_value, napi_status>;

fn ok(status: napi_status) -> Result<(), napi_status> {
    if status == Status::napi_ok { Ok(()) } else { Err(status) }
}

/// What a failed call becomes: the exception that is pending, or a new one.
#[cold]
unsafe fn fail(env: napi_env, status: napi_status) -> napi_value {
    let mut pending = false;
    unsafe {
        if sys::napi_is_exception_pending(env, &mut pending) == Status::napi_ok && !pending {
            let text = match status {
                Status::napi_number_expected => c"a number was expected",
                Status::napi_string_expected => c"a string was expected",
                Status::napi_boolean_expected => c"a boolean was expected",
                _ => c"wrong argument",
            };
            sys::napi_throw_type_error(env, ptr::null(), text.as_ptr());
        }
    }
    ptr::null_mut()
}

unsafe fn finish(env: napi_env, answer: Answer) -> napi_value {
    match answer {
        Ok(value) => value,
        Err(status) => unsafe { fail(env, status) },
    }
}

unsafe fn arguments<const N: usize>(
    env: napi_env,
    info: napi_callback_info,
) -> Result<[napi_value; N], napi_status> {
    let (mut values, mut count) = ([ptr::null_mut(); N], N);
    unsafe {
        ok(sys::napi_get_cb_info(
            env,
            info,
            &mut count,
            values.as_mut_ptr(),
            ptr::null_mut(),
            ptr::null_mut(),
        ))?;
    }
    Ok(values)
}

unsafe fn double(env: napi_env, value: napi_value) -> Result<f64, napi_status> {
    let mut number = 0.0;
    unsafe { ok(sys::napi_get_value_double(env, value, &mut number))? };
    Ok(number)
}

unsafe fn new_double(env: napi_env, number: f64) -> Answer {
    let mut value = ptr::null_mut();
    unsafe { ok(sys::napi_create_double(env, number, &mut value))? };
    Ok(value)
}

unsafe fn new_text(env: napi_env, text: &[u8]) -> Answer {
    let mut value = ptr::null_mut();
    unsafe {
        let start = text.as_ptr().cast::<c_char>();
        ok(sys::napi_create_string_utf8(env, start, text.len() as isize, &mut value))?;
    }
    Ok(value)
}

/// Appends a string's bytes.
unsafe fn read_text(
    env: napi_env,
    value: napi_value,
    text: &mut Vec<u8>,
) -> Result<(), napi_status> {
    // One call, unless the string turns out to fill the room (a character is cut at four bytes).
    const ROOM: usize = 256;
    let old = text.len();
    text.reserve(ROOM);
    let mut length = 0;
    unsafe {
        let end = text.as_mut_ptr().add(old).cast::<c_char>();
        ok(sys::napi_get_value_string_utf8(env, value, end, ROOM, &mut length))?;
        if length >= ROOM - 4 {
            ok(sys::napi_get_value_string_utf8(env, value, ptr::null_mut(), 0, &mut length))?;
            text.reserve(length + 1);
            let end = text.as_mut_ptr().add(old).cast::<c_char>();
            ok(sys::napi_get_value_string_utf8(env, value, end, length + 1, &mut length))?;
        }
        text.set_len(old + length);
    }
    Ok(())
}

unsafe extern "C" fn empty(_: napi_env, _: napi_callback_info) -> napi_value {
    ptr::null_mut()
}

unsafe extern "C" fn add(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [a, b] = arguments::<2>(env, info)?;
            new_double(env, double(env, a)? + double(env, b)?)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn text(env: napi_env, _: napi_callback_info) -> napi_value {
    unsafe { finish(env, new_text(env, b"hello, hello, hello!")) }
}

unsafe extern "C" fn concat(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [a, b] = arguments::<2>(env, info)?;
            let mut text = Vec::new();
            read_text(env, a, &mut text)?;
            read_text(env, b, &mut text)?;
            new_text(env, &text)
        }
    };
    unsafe { finish(env, run()) }
}

const FIELDS: [&std::ffi::CStr; 10] = [
    c"alpha", c"beta", c"gamma", c"delta", c"epsilon", c"zeta", c"eta", c"theta", c"iota", c"kappa",
];

unsafe extern "C" fn struct_in(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [object] = arguments::<1>(env, info)?;
            let mut sum = 0.0;
            for name in FIELDS {
                let mut field = ptr::null_mut();
                ok(sys::napi_get_named_property(env, object, name.as_ptr(), &mut field))?;
                sum += double(env, field)?;
            }
            new_double(env, sum)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn struct_out(env: napi_env, _: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let mut object = ptr::null_mut();
            ok(sys::napi_create_object(env, &mut object))?;
            let mut number = 0.5;
            for name in FIELDS {
                number += 1.0;
                let field = new_double(env, number)?;
                ok(sys::napi_set_named_property(env, object, name.as_ptr(), field))?;
            }
            Ok(object)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn mixed_in(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [object] = arguments::<1>(env, info)?;
            let mut field = ptr::null_mut();
            let mut name = Vec::new();
            ok(sys::napi_get_named_property(env, object, c"name".as_ptr(), &mut field))?;
            read_text(env, field, &mut name)?;
            ok(sys::napi_get_named_property(env, object, c"age".as_ptr(), &mut field))?;
            let age = double(env, field)?;
            ok(sys::napi_get_named_property(env, object, c"active".as_ptr(), &mut field))?;
            let mut active = false;
            ok(sys::napi_get_value_bool(env, field, &mut active))?;
            ok(sys::napi_get_named_property(env, object, c"email".as_ptr(), &mut field))?;
            let (mut kind, mut email) = (0, Vec::new());
            ok(sys::napi_typeof(env, field, &mut kind))?;
            if kind != sys::ValueType::napi_undefined && kind != sys::ValueType::napi_null {
                read_text(env, field, &mut email)?;
            }
            new_double(env, (name.len() + email.len()) as f64 + age + f64::from(u8::from(active)))
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn mixed_out(env: napi_env, _: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let (mut object, mut field) = (ptr::null_mut(), ptr::null_mut());
            ok(sys::napi_create_object(env, &mut object))?;
            let name = new_text(env, b"Ada Lovelace")?;
            ok(sys::napi_set_named_property(env, object, c"name".as_ptr(), name))?;
            ok(sys::napi_create_uint32(env, 36, &mut field))?;
            ok(sys::napi_set_named_property(env, object, c"age".as_ptr(), field))?;
            ok(sys::napi_get_boolean(env, true, &mut field))?;
            ok(sys::napi_set_named_property(env, object, c"active".as_ptr(), field))?;
            Ok(object)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn vec_in(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [array] = arguments::<1>(env, info)?;
            let mut length = 0;
            ok(sys::napi_get_array_length(env, array, &mut length))?;
            let mut sum = 0.0;
            for index in 0..length {
                let mut element = ptr::null_mut();
                ok(sys::napi_get_element(env, array, index, &mut element))?;
                sum += double(env, element)?;
            }
            new_double(env, sum)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn vec_out(env: napi_env, _: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let mut array = ptr::null_mut();
            ok(sys::napi_create_array_with_length(env, 1000, &mut array))?;
            for index in 0..1000 {
                let element = new_double(env, f64::from(index) + 0.5)?;
                ok(sys::napi_set_element(env, array, index, element))?;
            }
            Ok(array)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn view(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [array] = arguments::<1>(env, info)?;
            let (mut kind, mut length, mut data) = (0, 0, ptr::null_mut());
            ok(sys::napi_get_typedarray_info(
                env,
                array,
                &mut kind,
                &mut length,
                &mut data,
                ptr::null_mut(),
                ptr::null_mut(),
            ))?;
            if kind != sys::TypedarrayType::float64_array {
                return Err(Status::napi_invalid_arg);
            }
            let elements = match length {
                0 => &[],
                _ => std::slice::from_raw_parts(data.cast_const().cast::<f64>(), length),
            };
            new_double(env, elements.iter().sum())
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn buffer_length(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [buffer] = arguments::<1>(env, info)?;
            let (mut data, mut length, mut value) = (ptr::null_mut(), 0, ptr::null_mut());
            ok(sys::napi_get_buffer_info(env, buffer, &mut data, &mut length))?;
            ok(sys::napi_create_uint32(env, length as u32, &mut value))?;
            Ok(value)
        }
    };
    unsafe { finish(env, run()) }
}

struct Counter {
    count: f64,
}

unsafe extern "C" fn free_counter(_: napi_env, counter: *mut c_void, _: *mut c_void) {
    drop(unsafe { Box::from_raw(counter.cast::<Counter>()) });
}

unsafe extern "C" fn counter_new(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let mut target = ptr::null_mut();
            ok(sys::napi_get_new_target(env, info, &mut target))?;
            if target.is_null() {
                return Err(Status::napi_invalid_arg);
            }
            let (mut this, mut value, mut count) = (ptr::null_mut(), ptr::null_mut(), 1);
            ok(sys::napi_get_cb_info(
                env,
                info,
                &mut count,
                &mut value,
                &mut this,
                ptr::null_mut(),
            ))?;
            let counter = Box::into_raw(Box::new(Counter { count: double(env, value)? }));
            let status = sys::napi_wrap(
                env,
                this,
                counter.cast(),
                Some(free_counter),
                ptr::null_mut(),
                ptr::null_mut(),
            );
            if status != Status::napi_ok {
                drop(Box::from_raw(counter));
                return Err(status);
            }
            Ok(this)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn counter_add(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let (mut this, mut value, mut count) = (ptr::null_mut(), ptr::null_mut(), 1);
            ok(sys::napi_get_cb_info(
                env,
                info,
                &mut count,
                &mut value,
                &mut this,
                ptr::null_mut(),
            ))?;
            let number = double(env, value)?;
            let mut counter = ptr::null_mut();
            ok(sys::napi_unwrap(env, this, &mut counter))?;
            let counter = counter.cast::<Counter>();
            (*counter).count += number;
            new_double(env, (*counter).count)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn counter_get(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let (mut this, mut counter) = (ptr::null_mut(), ptr::null_mut());
            ok(sys::napi_get_cb_info(
                env,
                info,
                ptr::null_mut(),
                ptr::null_mut(),
                &mut this,
                ptr::null_mut(),
            ))?;
            ok(sys::napi_unwrap(env, this, &mut counter))?;
            new_double(env, (*counter.cast::<Counter>()).count)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn option(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [value] = arguments::<1>(env, info)?;
            let mut kind = 0;
            ok(sys::napi_typeof(env, value, &mut kind))?;
            match kind {
                sys::ValueType::napi_undefined | sys::ValueType::napi_null => new_double(env, 0.0),
                _ => new_double(env, double(env, value)?),
            }
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn checked(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [value] = arguments::<1>(env, info)?;
            let number = double(env, value)?;
            if number < 0.0 {
                ok(sys::napi_throw_error(env, ptr::null(), c"negative".as_ptr()))?;
                return Ok(ptr::null_mut());
            }
            new_double(env, number)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn color(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [value] = arguments::<1>(env, info)?;
            let number = double(env, value)?;
            let code = if number == 0.0 {
                1
            } else if number == 1.0 {
                2
            } else if number == 2.0 {
                3
            } else {
                return Err(Status::napi_invalid_arg);
            };
            let mut value = ptr::null_mut();
            ok(sys::napi_create_uint32(env, code, &mut value))?;
            Ok(value)
        }
    };
    unsafe { finish(env, run()) }
}

unsafe extern "C" fn callback(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [function] = arguments::<1>(env, info)?;
            let (mut this, mut result) = (ptr::null_mut(), ptr::null_mut());
            ok(sys::napi_get_undefined(env, &mut this))?;
            let argument = new_double(env, 1.5)?;
            ok(sys::napi_call_function(env, this, function, 1, &argument, &mut result))?;
            new_double(env, double(env, result)?)
        }
    };
    unsafe { finish(env, run()) }
}

/// The number is on the heap, as data that is more than a pointer would be.
unsafe extern "C" fn call_js(
    env: napi_env,
    function: napi_value,
    _: *mut c_void,
    data: *mut c_void,
) {
    let number = unsafe { Box::from_raw(data.cast::<f64>()) };
    if env.is_null() || function.is_null() {
        return;
    }
    let run = || -> Result<(), napi_status> {
        unsafe {
            let (mut this, mut result) = (ptr::null_mut(), ptr::null_mut());
            ok(sys::napi_get_undefined(env, &mut this))?;
            let argument = new_double(env, *number)?;
            ok(sys::napi_call_function(env, this, function, 1, &argument, &mut result))
        }
    };
    // An exception stays pending: the host makes it an uncaught one.
    let _ = run();
}

struct Sender(sys::napi_threadsafe_function);

// SAFETY: the host allows calling and releasing it on any thread.
unsafe impl Send for Sender {}

impl Sender {
    unsafe fn send(self, calls: u32) {
        for number in 0..calls {
            let data = Box::into_raw(Box::new(f64::from(number)));
            let mode = sys::ThreadsafeFunctionCallMode::nonblocking;
            let status = unsafe { sys::napi_call_threadsafe_function(self.0, data.cast(), mode) };
            if status != Status::napi_ok {
                drop(unsafe { Box::from_raw(data) });
                return;
            }
        }
        let mode = sys::ThreadsafeFunctionReleaseMode::release;
        unsafe { sys::napi_release_threadsafe_function(self.0, mode) };
    }
}

unsafe extern "C" fn threads(env: napi_env, info: napi_callback_info) -> napi_value {
    let run = || -> Answer {
        unsafe {
            let [calls, function] = arguments::<2>(env, info)?;
            let calls = double(env, calls)? as u32;
            let name = new_text(env, b"floor")?;
            let mut made = ptr::null_mut();
            ok(sys::napi_create_threadsafe_function(
                env,
                function,
                ptr::null_mut(),
                name,
                0,
                1,
                ptr::null_mut(),
                None,
                ptr::null_mut(),
                Some(call_js),
                &mut made,
            ))?;
            let sender = Sender(made);
            std::thread::spawn(move || sender.send(calls));
            Ok(ptr::null_mut())
        }
    };
    unsafe { finish(env, run()) }
}

type Callback = unsafe extern "C" fn(napi_env, napi_callback_info) -> napi_value;

const FUNCTIONS: [(&str, Callback); 17] = [
    ("empty", empty),
    ("add", add),
    ("text", text),
    ("concat", concat),
    ("structIn", struct_in),
    ("structOut", struct_out),
    ("mixedIn", mixed_in),
    ("mixedOut", mixed_out),
    ("vecIn", vec_in),
    ("vecOut", vec_out),
    ("view", view),
    ("bufferLength", buffer_length),
    ("option", option),
    ("checked", checked),
    ("color", color),
    ("callback", callback),
    ("threads", threads),
];

unsafe fn register(env: napi_env, exports: napi_value) -> Result<(), napi_status> {
    unsafe {
        for (name, callback) in FUNCTIONS {
            let (start, length) = (name.as_ptr().cast::<c_char>(), name.len() as isize);
            let (mut function, mut key) = (ptr::null_mut(), ptr::null_mut());
            let callback = Some(callback);
            ok(sys::napi_create_function(
                env,
                start,
                length,
                callback,
                ptr::null_mut(),
                &mut function,
            ))?;
            ok(sys::napi_create_string_utf8(env, start, length, &mut key))?;
            ok(sys::napi_set_property(env, exports, key, function))?;
        }
        let member =
            |name: &'static std::ffi::CStr,
             method: sys::napi_callback,
             getter: sys::napi_callback,
             attributes: napi_property_attributes| napi_property_descriptor {
                utf8name: name.as_ptr(),
                name: ptr::null_mut(),
                method,
                getter,
                setter: None,
                value: ptr::null_mut(),
                attributes,
                data: ptr::null_mut(),
            };
        let members = [
            member(c"add", Some(counter_add), None, sys::PropertyAttributes::writable),
            member(c"count", None, Some(counter_get), sys::PropertyAttributes::configurable),
        ];
        let mut class = ptr::null_mut();
        ok(sys::napi_define_class(
            env,
            c"Counter".as_ptr(),
            7,
            Some(counter_new),
            ptr::null_mut(),
            members.len(),
            members.as_ptr(),
            &mut class,
        ))?;
        ok(sys::napi_set_named_property(env, exports, c"Counter".as_ptr(), class))
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn napi_register_module_v1(env: napi_env, exports: napi_value) -> napi_value {
    match unsafe { register(env, exports) } {
        Ok(()) => exports,
        Err(status) => unsafe { fail(env, status) },
    }
}
