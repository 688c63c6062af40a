//! The C functions themselves, in the order of the manual's chapters.
//!
//! Invariant: each goes through `enter`, and looks at handles through `Env::value`; the only pointers
//! followed are places for results, lists with their length, and strings.
//!
//! Neighbours: `env.rs` (the rules), `threads.rs`.

use std::ffi::CStr;
use std::os::raw::{c_char, c_void};
use std::ptr;
use std::rc::Rc;

use napi_derive::sys;

use super::env::{Env, Needs, construct, enter, new_number};
use super::threads::{self, Callbacks};
use super::values::{Finalizer, Kind, Object, Value};

type Answer = Result<(), sys::napi_status>;

const OK: sys::napi_status = sys::Status::napi_ok;
const INVALID: sys::napi_status = sys::Status::napi_invalid_arg;

/// Runs `body` if the rules are kept.
fn run(
    env: sys::napi_env,
    function: &str,
    needs: Needs,
    body: impl FnOnce(&Env) -> Answer,
) -> sys::napi_status {
    match enter(env, function, needs) {
        Some(env) => body(&env).err().unwrap_or(OK),
        None => sys::Status::napi_generic_failure,
    }
}

/// Stores a result.
fn put<T>(place: *mut T, value: T) {
    // SAFETY: the addon gives a place for the result, which is aligned and its own.
    unsafe { place.write(value) }
}

/// A string of the addon's; a negative length means that it ends with a zero.
fn text(start: *const c_char, length: isize) -> String {
    let bytes = match usize::try_from(length) {
        // SAFETY: start and length describe the addon's string.
        Ok(length) => unsafe { std::slice::from_raw_parts(start.cast::<u8>(), length) },
        // SAFETY: the string ends with a zero.
        Err(_) => unsafe { CStr::from_ptr(start) }.to_bytes(),
    };
    String::from_utf8(bytes.to_vec()).expect("napi-derive passes UTF-8")
}

fn value(env: &Env, handle: sys::napi_value, function: &str) -> Result<Value, sys::napi_status> {
    env.value(handle, function).ok_or(INVALID)
}

fn object(
    env: &Env,
    handle: sys::napi_value,
    function: &str,
) -> Result<Rc<Object>, sys::napi_status> {
    let value = value(env, handle, function)?;
    value.object().cloned().ok_or(sys::Status::napi_object_expected)
}

/// What JavaScript returned, or threw.
fn settle(env: &Env, outcome: Result<Value, Value>, out: *mut sys::napi_value) -> Answer {
    match outcome {
        Ok(value) => {
            put(out, env.handle(value));
            Ok(())
        }
        Err(thrown) => {
            env.exception.replace(Some(thrown));
            Err(sys::Status::napi_pending_exception)
        }
    }
}

/// Defines C functions: their name, parameters after the env, and what must be so.
macro_rules! functions {
    ($($needs:ident $name:ident($env:ident $(, $parameter:ident: $ty:ty)* $(,)?) $body:block)*) => {
        $(
            #[unsafe(no_mangle)]
            extern "C" fn $name(env: sys::napi_env, $($parameter: $ty),*) -> sys::napi_status {
                run(env, stringify!($name), Needs::$needs, |$env| $body)
            }
        )*
    };
}

functions! {
    // Env
    NoException napi_set_instance_data(env, data: *mut c_void, run: sys::napi_finalize, _hint: *mut c_void) {
        if env.instance_data.replace(Some(Finalizer { run, data })).is_some() {
            env.note("the instance data was replaced");
        }
        Ok(())
    }
    // Also while something is pending: it only looks.
    Nothing napi_get_instance_data(env, out: *mut *mut c_void) {
        put(out, env.instance_data.get().map_or(ptr::null_mut(), |stored| stored.data));
        Ok(())
    }
    NoException napi_add_env_cleanup_hook(env, hook: Option<unsafe extern "C" fn(*mut c_void)>, data: *mut c_void) {
        env.hooks.borrow_mut().push((hook.ok_or(INVALID)?, data));
        Ok(())
    }

    // Exceptions
    Nothing napi_is_exception_pending(env, out: *mut bool) {
        put(out, env.exception.borrow().is_some());
        Ok(())
    }
    Nothing napi_get_and_clear_last_exception(env, out: *mut sys::napi_value) {
        let exception = env.exception.take().unwrap_or(Value::Undefined);
        put(out, env.handle(exception));
        Ok(())
    }
    NoException napi_throw(env, error: sys::napi_value) {
        let error = value(env, error, "napi_throw")?;
        env.exception.replace(Some(error));
        Ok(())
    }
    NoException napi_throw_error(env, _code: *const c_char, message: *const c_char) {
        env.exception.replace(Some(text(message, -1).as_str().into()));
        Ok(())
    }
    NoException napi_create_error(env, _code: sys::napi_value, message: sys::napi_value, out: *mut sys::napi_value) {
        new_error(env, "Error", message, out)
    }
    NoException napi_create_type_error(env, _code: sys::napi_value, message: sys::napi_value, out: *mut sys::napi_value) {
        new_error(env, "TypeError", message, out)
    }
    NoException napi_create_range_error(env, _code: sys::napi_value, message: sys::napi_value, out: *mut sys::napi_value) {
        new_error(env, "RangeError", message, out)
    }
    NoException node_api_create_syntax_error(env, _code: sys::napi_value, message: sys::napi_value, out: *mut sys::napi_value) {
        new_error(env, "SyntaxError", message, out)
    }
    NoException napi_fatal_exception(env, error: sys::napi_value) {
        let error = value(env, error, "napi_fatal_exception")?;
        env.note(format!("an uncaught exception: {}", error.text()));
        Ok(())
    }

    // Scopes
    NoException napi_open_handle_scope(env, out: *mut sys::napi_handle_scope) {
        put(out, ptr::without_provenance_mut(env.open_scope()));
        Ok(())
    }
    Nothing napi_close_handle_scope(env, scope: sys::napi_handle_scope) {
        if env.close_scope(scope.addr()) { Ok(()) } else { Err(sys::Status::napi_handle_scope_mismatch) }
    }

    // References
    NoException napi_create_reference(env, of: sys::napi_value, _count: u32, out: *mut sys::napi_ref) {
        let number = new_number();
        env.references.borrow_mut().insert(number, value(env, of, "napi_create_reference")?);
        put(out, ptr::without_provenance_mut(number));
        Ok(())
    }
    Nothing napi_delete_reference(env, reference: sys::napi_ref) {
        let value = env.references.borrow_mut().remove(&reference.addr());
        if value.is_none() {
            env.note("a reference was deleted that does not exist");
        }
        value.map(drop).ok_or(INVALID)
    }
    NoException napi_get_reference_value(env, reference: sys::napi_ref, out: *mut sys::napi_value) {
        let Some(value) = env.references.borrow().get(&reference.addr()).cloned() else {
            env.note("a reference was read that does not exist");
            return Err(INVALID);
        };
        put(out, env.handle(value));
        Ok(())
    }

    // Values
    NoException napi_get_undefined(env, out: *mut sys::napi_value) {
        put(out, env.handle(Value::Undefined));
        Ok(())
    }
    NoException napi_get_global(env, out: *mut sys::napi_value) {
        put(out, env.handle((&env.global).into()));
        Ok(())
    }
    NoException napi_get_boolean(env, truth: bool, out: *mut sys::napi_value) {
        put(out, env.handle(Value::Bool(truth)));
        Ok(())
    }
    NoException napi_create_double(env, number: f64, out: *mut sys::napi_value) {
        put(out, env.handle(number.into()));
        Ok(())
    }
    NoException napi_create_int32(env, number: i32, out: *mut sys::napi_value) {
        put(out, env.handle(f64::from(number).into()));
        Ok(())
    }
    NoException napi_create_uint32(env, number: u32, out: *mut sys::napi_value) {
        put(out, env.handle(f64::from(number).into()));
        Ok(())
    }
    NoException napi_create_string_utf8(env, start: *const c_char, length: isize, out: *mut sys::napi_value) {
        put(out, env.handle(text(start, length).as_str().into()));
        Ok(())
    }
    NoException node_api_create_property_key_utf8(env, start: *const c_char, length: isize, out: *mut sys::napi_value) {
        put(out, env.handle(text(start, length).as_str().into()));
        Ok(())
    }
    NoException napi_typeof(env, of: sys::napi_value, out: *mut sys::napi_valuetype) {
        put(out, match value(env, of, "napi_typeof")? {
            Value::Undefined => sys::ValueType::napi_undefined,
            Value::Bool(_) => sys::ValueType::napi_boolean,
            Value::Number(_) => sys::ValueType::napi_number,
            Value::Text(_) => sys::ValueType::napi_string,
            Value::Object(object) => match object.kind {
                Kind::Native { .. } | Kind::Script(_) => sys::ValueType::napi_function,
                _ => sys::ValueType::napi_object,
            },
        });
        Ok(())
    }
    NoException napi_get_value_double(env, of: sys::napi_value, out: *mut f64) {
        let Value::Number(number) = value(env, of, "napi_get_value_double")? else {
            return Err(sys::Status::napi_number_expected);
        };
        put(out, number);
        Ok(())
    }
    NoException napi_get_value_int32(env, of: sys::napi_value, out: *mut i32) {
        let Value::Number(number) = value(env, of, "napi_get_value_int32")? else {
            return Err(sys::Status::napi_number_expected);
        };
        put(out, number as i64 as i32);
        Ok(())
    }
    NoException napi_get_value_bool(env, of: sys::napi_value, out: *mut bool) {
        let Value::Bool(truth) = value(env, of, "napi_get_value_bool")? else {
            return Err(sys::Status::napi_boolean_expected);
        };
        put(out, truth);
        Ok(())
    }
    // Cut at a character, and always ended with a zero.
    NoException napi_get_value_string_utf8(env, of: sys::napi_value, buffer: *mut c_char, size: usize, out: *mut usize) {
        let Value::Text(text) = value(env, of, "napi_get_value_string_utf8")? else {
            return Err(sys::Status::napi_string_expected);
        };
        if buffer.is_null() {
            put(out, text.len());
            return Ok(());
        }
        let mut length = text.len().min(size.saturating_sub(1));
        while !text.is_char_boundary(length) {
            length -= 1;
        }
        if size > 0 {
            // SAFETY: the addon's buffer has room for `size` bytes, and `length` is below it.
            unsafe {
                ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), length);
                buffer.add(length).write(0);
            }
        }
        if !out.is_null() {
            put(out, length);
        }
        Ok(())
    }

    // Objects
    NoException napi_create_object(env, out: *mut sys::napi_value) {
        put(out, env.handle(Value::Object(env.new_object(Kind::Plain))));
        Ok(())
    }
    NoException napi_set_property(env, of: sys::napi_value, key: sys::napi_value, to: sys::napi_value) {
        let (object, key) = (object(env, of, "napi_set_property")?, value(env, key, "napi_set_property")?);
        object.set(&key.text(), value(env, to, "napi_set_property")?);
        Ok(())
    }
    NoException napi_get_property(env, of: sys::napi_value, key: sys::napi_value, out: *mut sys::napi_value) {
        let (object, key) = (object(env, of, "napi_get_property")?, value(env, key, "napi_get_property")?);
        put(out, env.handle(object.get(&key.text())));
        Ok(())
    }
    NoException napi_has_own_property(env, of: sys::napi_value, key: sys::napi_value, out: *mut bool) {
        let (object, key) = (object(env, of, "napi_has_own_property")?, value(env, key, "napi_has_own_property")?.text());
        put(out, object.properties.borrow().iter().any(|(name, _)| **name == *key));
        Ok(())
    }
    NoException napi_get_named_property(env, of: sys::napi_value, name: *const c_char, out: *mut sys::napi_value) {
        put(out, env.handle(object(env, of, "napi_get_named_property")?.get(&text(name, -1))));
        Ok(())
    }
    NoException napi_define_properties(env, of: sys::napi_value, count: usize, list: *const sys::napi_property_descriptor) {
        let object = object(env, of, "napi_define_properties")?;
        // SAFETY: pointer and count describe the addon's list.
        for property in unsafe { std::slice::from_raw_parts(list, count) } {
            let name = match property.utf8name.is_null() {
                true => value(env, property.name, "napi_define_properties")?.text(),
                false => text(property.utf8name, -1),
            };
            // Values only: no test needs an accessor.
            object.set(&name, value(env, property.value, "napi_define_properties")?);
        }
        Ok(())
    }
    NoException napi_wrap(env, of: sys::napi_value, data: *mut c_void, run: sys::napi_finalize, _hint: *mut c_void, _out: *mut sys::napi_ref) {
        let object = object(env, of, "napi_wrap")?;
        if !object.wrapped.replace(data).is_null() {
            env.note("an object was wrapped twice");
            return Err(INVALID);
        }
        env.finalizable.add(&object, Finalizer { run, data });
        Ok(())
    }
    NoException napi_unwrap(env, of: sys::napi_value, out: *mut *mut c_void) {
        let wrapped = object(env, of, "napi_unwrap")?.wrapped.get();
        if wrapped.is_null() {
            return Err(INVALID);
        }
        put(out, wrapped);
        Ok(())
    }
    NoException napi_add_finalizer(env, of: sys::napi_value, data: *mut c_void, run: sys::napi_finalize, _hint: *mut c_void, _out: *mut sys::napi_ref) {
        env.finalizable.add(&object(env, of, "napi_add_finalizer")?, Finalizer { run, data });
        Ok(())
    }

    // Functions
    NoException napi_create_function(env, _name: *const c_char, _length: isize, callback: sys::napi_callback, data: *mut c_void, out: *mut sys::napi_value) {
        put(out, env.handle(Value::Object(env.new_object(Kind::Native { callback, data }))));
        Ok(())
    }
    NoException napi_define_class(env, _name: *const c_char, _length: isize, callback: sys::napi_callback, data: *mut c_void, _count: usize, _list: *const sys::napi_property_descriptor, out: *mut sys::napi_value) {
        let class = env.new_object(Kind::Native { callback, data });
        class.set("prototype", Value::Object(env.new_object(Kind::Plain)));
        put(out, env.handle(Value::Object(class)));
        Ok(())
    }
    NoException napi_get_cb_info(env, info: sys::napi_callback_info, count: *mut usize, list: *mut sys::napi_value, this: *mut sys::napi_value, data: *mut *mut c_void) {
        let call = innermost_call(env, info)?;
        if !count.is_null() {
            // SAFETY: a place that holds how many arguments there is room for.
            let room = if list.is_null() { 0 } else { unsafe { *count } };
            for index in 0..room {
                let argument = call.arguments.get(index).cloned().unwrap_or(Value::Undefined);
                // SAFETY: the list has `room` places.
                unsafe { list.add(index).write(env.handle(argument)) };
            }
            put(count, call.arguments.len());
        }
        if !this.is_null() {
            put(this, env.handle(call.this.clone()));
        }
        if !data.is_null() {
            put(data, call.data);
        }
        Ok(())
    }
    NoException napi_get_new_target(env, info: sys::napi_callback_info, out: *mut sys::napi_value) {
        let target = innermost_call(env, info)?.new_target.clone();
        put(out, target.map_or(ptr::null_mut(), |target| env.handle(target)));
        Ok(())
    }
    NoException napi_call_function(env, this: sys::napi_value, function: sys::napi_value, count: usize, list: *const sys::napi_value, out: *mut sys::napi_value) {
        let function = object(env, function, "napi_call_function")?;
        let this = value(env, this, "napi_call_function")?;
        let arguments = values(env, count, list)?;
        settle(env, env.call(&function, this, arguments, None), out)
    }
    NoException napi_new_instance(env, class: sys::napi_value, count: usize, list: *const sys::napi_value, out: *mut sys::napi_value) {
        let class = object(env, class, "napi_new_instance")?;
        let arguments = values(env, count, list)?;
        settle(env, construct(env, &class, arguments), out)
    }

    // Bytes
    NoException napi_get_typedarray_info(env, of: sys::napi_value, kind: *mut sys::napi_typedarray_type, length: *mut usize, data: *mut *mut c_void, buffer: *mut sys::napi_value, offset: *mut usize) {
        let array = object(env, of, "napi_get_typedarray_info")?;
        let Kind::View { buffer: bytes, length: whole } = &array.kind else { return Err(INVALID) };
        let Kind::Buffer(memory) = &bytes.kind else { return Err(INVALID) };
        put(kind, sys::TypedarrayType::uint8_array);
        // Nothing is left of a view of a detached buffer.
        put(length, if memory.start().is_null() { 0 } else { *whole });
        put(data, memory.start().cast());
        put(buffer, env.handle(bytes.into()));
        put(offset, 0);
        Ok(())
    }
    NoException napi_get_arraybuffer_info(env, of: sys::napi_value, data: *mut *mut c_void, length: *mut usize) {
        let buffer = object(env, of, "napi_get_arraybuffer_info")?;
        let Kind::Buffer(memory) = &buffer.kind else { return Err(INVALID) };
        put(data, memory.start().cast());
        put(length, memory.length());
        Ok(())
    }
    NoException napi_is_arraybuffer(env, of: sys::napi_value, out: *mut bool) {
        put(out, matches!(object(env, of, "napi_is_arraybuffer")?.kind, Kind::Buffer(_)));
        Ok(())
    }
    NoException napi_is_typedarray(env, of: sys::napi_value, out: *mut bool) {
        let is = matches!(value(env, of, "napi_is_typedarray")?, Value::Object(object) if matches!(object.kind, Kind::View { .. }));
        put(out, is);
        Ok(())
    }

    // Promises
    NoException napi_create_promise(env, deferred: *mut sys::napi_deferred, out: *mut sys::napi_value) {
        let promise = env.new_object(Kind::Promise(None.into()));
        let number = new_number();
        env.deferreds.borrow_mut().insert(number, Rc::clone(&promise));
        put(deferred, ptr::without_provenance_mut(number));
        put(out, env.handle(Value::Object(promise)));
        Ok(())
    }
    NoException napi_resolve_deferred(env, deferred: sys::napi_deferred, with: sys::napi_value) {
        conclude(env, deferred, Ok(value(env, with, "napi_resolve_deferred")?))
    }
    NoException napi_reject_deferred(env, deferred: sys::napi_deferred, with: sys::napi_value) {
        conclude(env, deferred, Err(value(env, with, "napi_reject_deferred")?))
    }

    // Thread-safe functions
    NoException napi_create_threadsafe_function(env, callee: sys::napi_value, _resource: sys::napi_value, _name: sys::napi_value, _limit: usize, holds: usize, data: *mut c_void, finalize: sys::napi_finalize, context: *mut c_void, call: sys::napi_threadsafe_function_call_js, out: *mut sys::napi_threadsafe_function) {
        let callee = if callee.is_null() { None } else { Some(object(env, callee, "napi_create_threadsafe_function")?) };
        let number = threads::create(env, Callbacks { call, finalize, context, data }, holds);
        if let Some(callee) = callee {
            env.callees.borrow_mut().insert(number, callee);
        }
        put(out, ptr::without_provenance_mut(number));
        Ok(())
    }
    Nothing napi_ref_threadsafe_function(_env, function: sys::napi_threadsafe_function) {
        result(threads::keep_loop_running(function, true))
    }
    Nothing napi_unref_threadsafe_function(_env, function: sys::napi_threadsafe_function) {
        result(threads::keep_loop_running(function, false))
    }
}

// The linker wants these, which no test comes to.
functions! {
    NoException node_api_symbol_for(env, _start: *const c_char, _length: isize, _out: *mut sys::napi_value) {
        env.note("this host has no symbols");
        Err(sys::Status::napi_generic_failure)
    }
    NoException napi_get_dataview_info(env, _of: sys::napi_value, _length: *mut usize, _data: *mut *mut c_void, _buffer: *mut sys::napi_value, _offset: *mut usize) {
        env.note("this host has no data views");
        Err(sys::Status::napi_generic_failure)
    }
}

// From any thread, so without an env.

#[unsafe(no_mangle)]
extern "C" fn napi_call_threadsafe_function(
    function: sys::napi_threadsafe_function,
    _data: *mut c_void,
    _mode: sys::napi_threadsafe_function_call_mode,
) -> sys::napi_status {
    threads::call(function)
}

#[unsafe(no_mangle)]
extern "C" fn napi_release_threadsafe_function(
    function: sys::napi_threadsafe_function,
    _mode: sys::napi_threadsafe_function_release_mode,
) -> sys::napi_status {
    threads::release(function)
}

fn result(status: sys::napi_status) -> Answer {
    if status == OK { Ok(()) } else { Err(status) }
}

fn new_error(
    env: &Env,
    class: &str,
    message: sys::napi_value,
    out: *mut sys::napi_value,
) -> Answer {
    let error = env.new_object(Kind::Error);
    error.set("name", class.into());
    error.set("message", value(env, message, "napi_create_error")?);
    put(out, env.handle(Value::Object(error)));
    Ok(())
}

fn innermost_call(
    env: &Env,
    info: sys::napi_callback_info,
) -> Result<Rc<super::env::Call>, sys::napi_status> {
    let call = env.calls.borrow().last().cloned();
    call.filter(|call| call.number == info.addr()).ok_or_else(|| {
        env.note("the information of a call was asked for outside that call");
        INVALID
    })
}

fn values(
    env: &Env,
    count: usize,
    list: *const sys::napi_value,
) -> Result<Vec<Value>, sys::napi_status> {
    // SAFETY: the list has `count` places; none is looked at if there are none.
    (0..count).map(|index| value(env, unsafe { *list.add(index) }, "a call")).collect()
}

fn conclude(env: &Env, deferred: sys::napi_deferred, with: Result<Value, Value>) -> Answer {
    let Some(promise) = env.deferreds.borrow_mut().remove(&deferred.addr()) else {
        env.note("a promise was settled twice");
        return Err(INVALID);
    };
    if let Kind::Promise(settled) = &promise.kind {
        settled.replace(Some(with));
    }
    Ok(())
}
