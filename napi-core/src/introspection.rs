//! The `engine` binding: a JavaScript object through which a runtime's own scripts see what the
//! engine knows: classes of objects, promises, proxies, jobs, the heap.
//!
//! Its functions are native functions like an addon's, in an env of the host's own. They are for
//! trusted built-in scripts, which pass arguments of the right type; wrong ones read as `undefined`.

use crate::abi::types::{napi_callback_info, napi_env, napi_value};
use crate::engine::{
    Buffers, Errors, Functions, Handle, Introspection, Kind, Lifetimes, Objects, Outcome,
    Primitives, Promises, Realms, Strings, Thrown,
};
use crate::env::{CallbackInfo, Env, FunctionRecord, Role};
use crate::runtime::RuntimeState;
use std::ffi::CString;
use std::ptr::NonNull;
use std::time::{Duration, Instant};

/// One function of a binding.
pub type Native = fn(&Env, &CallbackInfo) -> Outcome<Handle>;

const FUNCTIONS: [(&str, Native); 21] = [
    ("classOf", class_of),
    ("previewEntries", preview_entries),
    ("ownNonIndexKeys", own_non_index_keys),
    ("promiseDetails", promise_details),
    ("proxyDetails", proxy_details),
    ("compileFunction", compile_function),
    ("runScript", run_script),
    ("checkScript", check_script),
    ("makeRealm", make_realm),
    ("withTimeLimit", with_time_limit),
    ("gc", gc),
    ("detachArrayBuffer", detach_array_buffer),
    ("setPromiseRejectionTracker", set_promise_rejection_tracker),
    ("setPromiseHooks", set_promise_hooks),
    ("drainMicrotasks", drain_microtasks),
    ("enqueueMicrotask", enqueue_microtask),
    ("carryWithJobs", carry_with_jobs),
    ("heapUsage", heap_usage),
    ("externalMemory", external_memory),
    ("externalAddress", external_address),
    ("setBufferPrototype", set_buffer_prototype),
];

/// The binding's object.
///
/// # Errors
/// When the engine has no memory for it.
pub fn binding(runtime: &RuntimeState) -> Outcome<Handle> {
    object_of(runtime, &FUNCTIONS)
}

/// An object with these functions.
///
/// # Errors
/// When the engine has no memory for it.
pub fn object_of(runtime: &RuntimeState, functions: &[(&str, Native)]) -> Outcome<Handle> {
    let env = runtime.own_env();
    let engine = env.engine();
    let object = engine.object()?;
    for &(name, native) in functions {
        let record = FunctionRecord {
            env: NonNull::from(env),
            callback: call_native,
            data: native as *mut std::ffi::c_void,
            role: Role::Member,
        };
        let function = engine.function(name.as_bytes(), record)?;
        engine.set_named(object, name.as_bytes(), function)?;
    }
    Ok(object)
}

unsafe extern "C" fn call_native(env: napi_env, info: napi_callback_info) -> napi_value {
    // SAFETY: the trampoline passes the env of the record and the running call's info; `data` is
    // one of the function pointers of FUNCTIONS, put there by `binding`.
    let (env, info, native) = unsafe {
        let info = &*info;
        (&*env, info, std::mem::transmute::<*mut std::ffi::c_void, Native>(info.data))
    };
    match native(env, info) {
        Ok(value) => Some(value),
        Err(Thrown) => {
            env.catch_engine_exception();
            None
        }
    }
}

/// A string as UTF-8; empty for other values.
pub fn text(env: &Env, value: Handle) -> Outcome<Vec<u8>> {
    let engine = env.engine();
    if engine.kind(value) != Kind::String {
        return Ok(Vec::new());
    }
    engine.with_utf8(value, <[u8]>::to_vec)
}

/// A string as the engine takes names of files.
pub fn file_name(env: &Env, value: Handle) -> Outcome<CString> {
    let mut name = text(env, value)?;
    name.retain(|byte| *byte != 0);
    Ok(CString::new(name).unwrap_or_default())
}

/// An array of these values.
pub fn array_of(env: &Env, values: &[Handle]) -> Outcome<Handle> {
    let array = env.engine().array(0)?;
    for (index, value) in values.iter().enumerate() {
        env.engine().set_index(array, index as u32, *value)?;
    }
    Ok(array)
}

/// The result of functions without one.
pub fn undefined(env: &Env) -> Outcome<Handle> {
    Ok(env.engine().undefined())
}

fn function_or_none(env: &Env, value: Handle) -> Option<Handle> {
    (env.engine().kind(value) == Kind::Function).then_some(value)
}

/// `classOf(value)`: the class name of an object.
fn class_of(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    env.engine().class_name(info.argument(env, 0))
}

/// `previewEntries(iterator)`: `[flat, isKeyValue]`.
fn preview_entries(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    match env.engine().preview_entries(info.argument(env, 0))? {
        Some((entries, pairs)) => array_of(env, &[entries, env.engine().boolean(pairs)]),
        None => undefined(env),
    }
}

/// `ownNonIndexKeys(array, onlyEnumerable)`.
fn own_non_index_keys(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let only_enumerable = engine.boolean_value(info.argument(env, 1)).unwrap_or(false);
    engine.keys_beyond_elements(info.argument(env, 0), only_enumerable)
}

/// `promiseDetails(promise)`: `[state, result]`.
fn promise_details(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    match env.engine().promise_details(info.argument(env, 0)) {
        Some((state, result)) => array_of(env, &[env.engine().int32(state), result]),
        None => undefined(env),
    }
}

/// `proxyDetails(proxy)`: `[target, handler]`.
fn proxy_details(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    match env.engine().proxy_details(info.argument(env, 0)) {
        Some((target, handler)) => array_of(env, &[target, handler]),
        None => undefined(env),
    }
}

/// `compileFunction(body, file, parameters)`.
fn compile_function(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let body = text(env, info.argument(env, 0))?;
    let file = file_name(env, info.argument(env, 1))?;
    let list = info.argument(env, 2);
    let mut parameters = Vec::new();
    for index in 0..engine.array_length(list)? {
        let parameter = text(env, engine.get_index(list, index)?)?;
        parameters.push(String::from_utf8_lossy(&parameter).into_owned());
    }
    engine.compile_function(&body, &file, &parameters)
}

/// `runScript(source, file)`.
fn run_script(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let source = text(env, info.argument(env, 0))?;
    let file = file_name(env, info.argument(env, 1))?;
    env.engine().run_script(&source, &file)
}

/// `checkScript(source, file)`: throws its SyntaxError.
fn check_script(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let source = text(env, info.argument(env, 0))?;
    let file = file_name(env, info.argument(env, 1))?;
    env.engine().check_script(&source, &file)?;
    undefined(env)
}

/// `makeRealm(sandbox)`: what evaluates scripts in a new realm; `undefined` where there is only one.
fn make_realm(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let realm = env.engine().realm(info.argument(env, 0))?;
    realm.map_or_else(|| undefined(env), Ok)
}

/// `withTimeLimit(milliseconds, function)`: `[result]`, or `[]` when the time was up; `undefined`
/// where the engine knows no limits.
fn with_time_limit(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let time = engine.number_value(info.argument(env, 0)).unwrap_or(0.0).clamp(0.0, 1e15);
    let outer = engine.time_limit();
    let own = Instant::now() + Duration::from_secs_f64(time / 1000.0);
    if !engine.limit_time(Some(outer.map_or(own, |outer| outer.min(own)))) {
        return undefined(env);
    }
    let result = engine.call(info.argument(env, 1), engine.undefined(), &[]);
    engine.limit_time(outer);
    match result {
        Ok(result) => array_of(env, &[result]),
        Err(Thrown) => {
            let is_outer = outer.is_some_and(|outer| outer <= own);
            if is_outer || Instant::now() < own || env.runtime().is_stopping() {
                return Err(Thrown);
            }
            engine.take_exception();
            array_of(env, &[])
        }
    }
}

/// `gc()`: collects fully.
fn gc(env: &Env, _: &CallbackInfo) -> Outcome<Handle> {
    env.engine().collect();
    undefined(env)
}

/// `detachArrayBuffer(buffer)`.
fn detach_array_buffer(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let detached = env.engine().detach(info.argument(env, 0));
    Ok(env.engine().boolean(detached))
}

/// `setPromiseRejectionTracker(function)`.
fn set_promise_rejection_tracker(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    env.engine().set_rejection_tracker(function_or_none(env, info.argument(env, 0)));
    undefined(env)
}

/// `setPromiseHooks(init, before, after, resolve)`: whether the engine calls them.
fn set_promise_hooks(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let hook = |index| function_or_none(env, info.argument(env, index));
    let calls = env.engine().set_promise_hooks([hook(0), hook(1), hook(2), hook(3)]);
    Ok(env.engine().boolean(calls))
}

/// `drainMicrotasks()`: runs the promise jobs; what escapes one is an uncaught exception.
fn drain_microtasks(env: &Env, _: &CallbackInfo) -> Outcome<Handle> {
    env.engine().drain_jobs(|engine| {
        let exception = engine.take_exception();
        env.runtime().uncaught_exception(exception);
    });
    undefined(env)
}

/// `enqueueMicrotask(function)`.
fn enqueue_microtask(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    env.engine().enqueue_job(info.argument(env, 0))?;
    undefined(env)
}

/// `carryWithJobs(holder, name)`: whether the engine does it.
fn carry_with_jobs(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let engine = env.engine();
    let name = text(env, info.argument(env, 1))?;
    Ok(engine.boolean(engine.carry_with_jobs(info.argument(env, 0), &name)))
}

/// `heapUsage()`: `[used, total]` in bytes.
fn heap_usage(env: &Env, _: &CallbackInfo) -> Outcome<Handle> {
    let (used, total) = env.engine().heap_usage();
    array_of(env, &[env.engine().number(used as f64), env.engine().number(total as f64)])
}

/// `externalMemory()`: what `napi_adjust_external_memory` was told, in bytes.
fn external_memory(env: &Env, _: &CallbackInfo) -> Outcome<Handle> {
    Ok(env.engine().number(env.engine().adjust_external_memory(0) as f64))
}

/// `externalAddress(external)`: its pointer in hexadecimal.
fn external_address(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    match env.engine().external_attachment(info.argument(env, 0)) {
        Some(attachment) => {
            // SAFETY: the argument keeps the external, and so its attachment, alive.
            let address = unsafe { attachment.as_ref() }.external_data() as usize;
            env.engine().string_latin1(format!("{address:x}").as_bytes())
        }
        None => undefined(env),
    }
}

/// `setBufferPrototype(prototype)`: what Buffers made by addons inherit from.
fn set_buffer_prototype(env: &Env, info: &CallbackInfo) -> Outcome<Handle> {
    let prototype = crate::scope::Local::new(env.runtime(), info.argument(env, 0));
    env.runtime().set_buffer_prototype(prototype);
    undefined(env)
}
