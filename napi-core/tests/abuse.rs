//! Misuse that must end in a status and not in a crash: NULL and absurd arguments, things closed or
//! concluded twice, calls after the end, no stack, no memory.

#[macro_use]
mod support;

use napi_core::abi::EXPORTS;
use napi_sys::*;
use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::null_mut;
use support::values::{
    function, number, number_in, object, script, string, take_exception, text_in,
};
use support::{env_of, in_env, runtime};

/// Any of the exported functions, called with whole words. The ABIs this is tested on pass them in
/// registers or on the stack alike, and a callee ignores those it has no parameter for.
type AnyFunction = unsafe extern "C" fn(
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
    usize,
) -> napi_status;

/// Functions without a status, or whose first parameter is no env.
const OTHERS: [&str; 7] = [
    "napi_acquire_threadsafe_function",
    "napi_call_threadsafe_function",
    "napi_fatal_error",
    "napi_get_threadsafe_function_context",
    "napi_module_register",
    "napi_release_threadsafe_function",
    "napi_remove_async_cleanup_hook",
];

fn functions() -> impl Iterator<Item = (&'static str, AnyFunction)> {
    EXPORTS.iter().filter(|export| !OTHERS.contains(&export.0)).map(|export| {
        // SAFETY: the address of a C function that takes words and doubles and answers a status.
        (export.0, unsafe { std::mem::transmute::<*const c_void, AnyFunction>(export.1) })
    })
}

#[test]
fn without_an_env_every_function_answers_invalid_arg() {
    for (name, function) in functions() {
        // `napi_ref_threadsafe_function` and its sister look at the function alone.
        let status = status!(function(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assert_eq!(status, Status::napi_invalid_arg, "{name}");
    }
}

#[test]
fn with_null_for_everything_else_every_function_survives() {
    // What takes NULL for nothing, as in Node.
    let fine =
        ["napi_create_external_arraybuffer", "napi_set_instance_data", "node_api_post_finalizer"];
    in_env(&runtime(), move |env| {
        let mut taken = Vec::new();
        for (name, function) in functions() {
            let status = status!(function(env as usize, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
            if status == Status::napi_ok {
                taken.push(name);
            }
            take_exception(env);
            assert_eq!(number_in(env, number(env, 4.0)), 4.0, "{name} broke the env");
        }
        assert_eq!(taken, fine);
    });
}

#[test]
fn absurd_lengths_are_refused() {
    in_env(&runtime(), |env| {
        let text = c"text".as_ptr();
        let mut value = null_mut();
        for len in [i32::MAX as isize + 1, isize::MAX, -2] {
            let status = status!(napi_create_string_utf8(env, text, len, &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "utf8 {len}");
            let status = status!(napi_create_string_latin1(env, text, len, &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "latin1 {len}");
            let status = status!(napi_create_string_utf16(env, text.cast(), len, &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "utf16 {len}");
            let status = status!(napi_create_function(
                env,
                text,
                len,
                Some(nothing),
                null_mut(),
                &mut value
            ));
            assert_eq!(status, Status::napi_invalid_arg, "function name {len}");
        }
        let callee = script(env, "(function () {})");
        let arguments = [callee];
        for count in [usize::MAX, usize::MAX / 8, 1 << 40, i32::MAX as usize + 1] {
            let argv = arguments.as_ptr();
            let status = status!(napi_call_function(env, callee, callee, count, argv, &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "call {count}");
            let status = status!(napi_new_instance(env, callee, count, argv, &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "new {count}");
        }
        for count in [usize::MAX, isize::MAX as usize] {
            let properties = std::ptr::NonNull::dangling().as_ptr();
            let status = status!(napi_define_properties(env, callee, count, properties));
            assert_eq!(status, Status::napi_invalid_arg, "properties {count}");
            let status = status!(napi_create_bigint_words(env, 0, count, [0].as_ptr(), &mut value));
            assert_eq!(status, Status::napi_invalid_arg, "words {count}");
        }
    });
}

#[test]
fn buffers_that_cannot_be_are_errors_and_their_memory_stays_the_addons() {
    thread_local! { static FINALIZED: Cell<u32> = const { Cell::new(0) } }
    unsafe extern "C" fn count(_: napi_env, _: *mut c_void, _: *mut c_void) {
        FINALIZED.set(FINALIZED.get() + 1);
    }
    let runtime = runtime();
    in_env(&runtime, |env| {
        let (mut value, mut data, mut bytes) = (null_mut(), null_mut(), [0u8; 8]);
        for len in [1 << 46, 1 << 50, usize::MAX / 2, usize::MAX] {
            let status = status!(napi_create_arraybuffer(env, len, &mut data, &mut value));
            assert_ne!(status, Status::napi_ok, "arraybuffer {len}");
            take_exception(env);
            let status = status!(napi_create_buffer(env, len, &mut data, &mut value));
            assert_ne!(status, Status::napi_ok, "buffer {len}");
            take_exception(env);
            let place = bytes.as_mut_ptr().cast();
            let status = status!(napi_create_external_arraybuffer(
                env,
                place,
                len,
                Some(count),
                null_mut(),
                &mut value
            ));
            assert_ne!(status, Status::napi_ok, "external {len}");
            take_exception(env);
        }
        let mut buffer = null_mut();
        ok!(napi_create_arraybuffer(env, 16, &mut data, &mut buffer));
        for (length, offset) in
            [(usize::MAX, 0), (1, usize::MAX), (usize::MAX, usize::MAX), (17, 0)]
        {
            let status =
                status!(napi_create_typedarray(env, 1, length, buffer, offset, &mut value));
            assert_eq!(status, Status::napi_generic_failure, "typed array {length} at {offset}");
            take_exception(env).expect("a RangeError");
            let status = status!(napi_create_dataview(env, length, buffer, offset, &mut value));
            assert_eq!(status, Status::napi_pending_exception, "view {length} at {offset}");
            take_exception(env).expect("a RangeError");
        }
    });
    runtime.run().expect("no exception");
    drop(runtime);
    assert_eq!(FINALIZED.get(), 0, "no buffer was made, so the finalizer is not ours to call");
}

#[test]
fn external_memory_survives_what_scripts_do_to_its_buffer() {
    thread_local! { static RELEASED: Cell<u32> = const { Cell::new(0) } }
    unsafe extern "C" fn release(_: napi_env, data: *mut c_void, _: *mut c_void) {
        // SAFETY: made from a box below, finalized once.
        drop(unsafe { Box::from_raw(data.cast::<[u8; 64]>()) });
        RELEASED.set(RELEASED.get() + 1);
    }
    let runtime = runtime();
    let env = env_of(&runtime);
    let scripts = [
        "const moved = buffer.transfer(); result = new Uint8Array(moved)[63]",
        "const longer = buffer.transfer(128); result = new Uint8Array(longer)[63]",
        "const shorter = buffer.transfer(64).transfer(8).transferToFixedLength(16);
         result = new Uint8Array(shorter)[7]",
        "buffer.transfer(0); result = 9",
        "structured = buffer.slice(8); result = new Uint8Array(structured)[55]",
        "buffer.transfer(4).transfer(0); result = 9",
    ];
    for source in scripts {
        runtime.enter(|_| {
            let data = Box::into_raw(Box::new([9u8; 64])).cast();
            let mut buffer = null_mut();
            ok!(napi_create_external_arraybuffer(
                env,
                data,
                64,
                Some(release),
                null_mut(),
                &mut buffer
            ));
            support::values::set_global(env, c"buffer", buffer);
            script(env, &format!("globalThis.result = 0; {{ let structured; {source} }}"));
            assert_eq!(number_in(env, script(env, "result")), 9.0, "{source}");
            script(env, "buffer = null");
        });
        runtime.collect_garbage();
        runtime.run().expect("no exception");
    }
    assert_eq!(RELEASED.get() as usize, scripts.len(), "each once");
}

unsafe extern "C" fn nothing(_: napi_env, _: napi_callback_info) -> napi_value {
    null_mut()
}

#[test]
fn what_is_closed_or_concluded_twice_is_a_status() {
    in_env(&runtime(), |env| {
        let mut scope = null_mut();
        ok!(napi_open_handle_scope(env, &mut scope));
        ok!(napi_close_handle_scope(env, scope));
        let mismatch = Status::napi_handle_scope_mismatch;
        assert_eq!(status!(napi_close_handle_scope(env, scope)), mismatch);
        let invented = 0xdead_beefusize as napi_handle_scope;
        assert_eq!(status!(napi_close_handle_scope(env, invented)), mismatch);

        let (mut deferred, mut promise) = (null_mut(), null_mut());
        ok!(napi_create_promise(env, &mut deferred, &mut promise));
        ok!(napi_resolve_deferred(env, deferred, promise_value(env)));
        let again = status!(napi_resolve_deferred(env, deferred, promise_value(env)));
        assert_eq!(again, Status::napi_invalid_arg);
        let again = status!(napi_reject_deferred(env, deferred, promise_value(env)));
        assert_eq!(again, Status::napi_invalid_arg);

        let (mut context, mut callback_scope) = (null_mut(), null_mut());
        ok!(napi_async_init(env, null_mut(), string(env, "test"), &mut context));
        ok!(napi_open_callback_scope(env, null_mut(), context, &mut callback_scope));
        ok!(napi_close_callback_scope(env, callback_scope));
        let again = status!(napi_close_callback_scope(env, callback_scope));
        assert_eq!(again, Status::napi_callback_scope_mismatch);
        ok!(napi_async_destroy(env, context));
    });
}

fn promise_value(env: napi_env) -> napi_value {
    number(env, 1.0)
}

#[test]
fn an_external_can_be_wrapped_and_keeps_its_own_pointer() {
    in_env(&runtime(), |env| {
        let (mut value, mut found) = (null_mut(), null_mut());
        let (own, wrapped) = (0x10usize as *mut c_void, 0x20usize as *mut c_void);
        ok!(napi_create_external(env, own, None, null_mut(), &mut value));
        ok!(napi_wrap(env, value, wrapped, None, null_mut(), null_mut()));
        ok!(napi_get_value_external(env, value, &mut found));
        assert_eq!(found, own);
        ok!(napi_unwrap(env, value, &mut found));
        assert_eq!(found, wrapped);
    });
}

#[test]
fn after_the_end_calls_that_would_run_scripts_are_refused() {
    thread_local! { static SEEN: Cell<Option<(napi_status, napi_status)>> = const { Cell::new(None) } }
    unsafe extern "C" fn late(env: napi_env, data: *mut c_void, _: *mut c_void) {
        let (mut global, mut result) = (null_mut(), null_mut());
        ok!(napi_get_global(env, &mut global));
        let run = status!(napi_get_named_property(env, global, c"Array".as_ptr(), &mut result));
        let call =
            status!(napi_call_function(env, global, data.cast(), 0, null_mut(), &mut result));
        SEEN.set(Some((run, call)));
        assert_eq!(number_in(env, number(env, 2.0)), 2.0, "values can be made and read");
    }
    let runtime = runtime();
    in_env(&runtime, |env| {
        let kept = object(env);
        ok!(napi_wrap(env, kept, null_mut(), Some(late), null_mut(), null_mut()));
        support::values::set_global(env, c"kept", kept);
    });
    drop(runtime);
    let cannot = Status::napi_cannot_run_js;
    assert_eq!(SEEN.get(), Some((cannot, cannot)));
}

/// Calls itself, natively, through Node-API, until that fails; tells how it failed.
unsafe extern "C" fn recurse(env: napi_env, info: napi_callback_info) -> napi_value {
    let (mut this, mut callee, mut result) = (null_mut(), null_mut(), null_mut());
    let mut count = 1;
    ok!(napi_get_cb_info(env, info, &mut count, &mut callee, &mut this, null_mut()));
    let status = status!(napi_call_function(env, this, callee, 1, &callee, &mut result));
    assert!(status == Status::napi_ok || status == Status::napi_pending_exception);
    result
}

#[test]
fn endless_native_recursion_is_a_range_error() {
    for _ in 0..2 {
        in_env(&runtime(), |env| {
            let callee = function(env, Some(recurse), null_mut());
            let mut result = null_mut();
            let status = status!(napi_call_function(env, callee, callee, 1, &callee, &mut result));
            assert_eq!(status, Status::napi_pending_exception);
            let text = take_exception(env).expect("it is pending");
            assert_eq!(text, "RangeError: Maximum call stack size exceeded");
            assert_eq!(text_in(env, script(env, "'still ' + 'alive'")), "still alive");
        });
    }
}

/// At the deepest point of a recursion: asks for what needs the engine's own calls.
unsafe extern "C" fn at_the_edge(env: napi_env, info: napi_callback_info) -> napi_value {
    let (mut value, mut count, mut is) = (null_mut(), 1, false);
    ok!(napi_get_cb_info(env, info, &mut count, &mut value, null_mut(), null_mut()));
    status!(napi_is_date(env, value, &mut is));
    status!(napi_is_detached_arraybuffer(env, value, &mut is));
    status!(napi_is_buffer(env, value, &mut is));
    let mut reference = null_mut();
    if status!(napi_create_reference(env, value, 0, &mut reference)) == Status::napi_ok {
        ok!(napi_delete_reference(env, reference));
    }
    // None of these may leave an exception behind that a later call takes for its own.
    let mut element = null_mut();
    ok!(napi_create_object(env, &mut element));
    if status!(napi_set_element(env, element, 0, value)) != Status::napi_ok {
        take_exception(env);
    }
    null_mut()
}

#[test]
fn questions_at_the_end_of_the_stack_leave_no_exception_behind() {
    in_env(&runtime(), |env| {
        support::values::set_global(env, c"ask", function(env, Some(at_the_edge), null_mut()));
        for subject in
            ["new Date()", "new ArrayBuffer(4)", "Symbol('s')", "{}", "new Uint8Array(2)"]
        {
            let source = format!(
                "{{ const subject = {subject}; let thrown;
                    const dive = () => {{ try {{ dive() }} catch (e) {{ thrown = e; ask(subject); throw e }} }};
                    try {{ dive() }} catch {{}}
                    String(thrown) }}"
            );
            let text = text_in(env, script(env, &source));
            assert_eq!(text, "RangeError: Maximum call stack size exceeded");
        }
    });
}

#[test]
fn without_memory_functions_answer_with_a_status() {
    let runtime = runtime();
    let env = env_of(&runtime);
    runtime.enter(|_| {
        let text = "x".repeat(300);
        let target = script(env, "globalThis.target = []");
        for limit in [1usize << 10, 64 << 10, 256 << 10, 1 << 20] {
            runtime.set_memory_limit(limit); // less than is in use, at first
            let mut failures = 0;
            for index in 0..20_000 {
                let (mut value, mut other, mut data) = (null_mut(), null_mut(), null_mut());
                let (mut scope, mut count) = (null_mut(), 0);
                ok!(napi_open_handle_scope(env, &mut scope));
                let statuses = [
                    status!(napi_create_string_utf8(env, text.as_ptr().cast(), 300, &mut value)),
                    status!(napi_create_object(env, &mut value)),
                    status!(napi_create_array_with_length(env, 100, &mut other)),
                    status!(napi_set_element(env, target, index, other)),
                    status!(napi_create_arraybuffer(env, 4096, &mut data, &mut other)),
                    status!(napi_create_external(env, null_mut(), None, null_mut(), &mut other)),
                    status!(napi_create_function(
                        env,
                        null_mut(),
                        0,
                        Some(nothing),
                        null_mut(),
                        &mut other
                    )),
                    status!(napi_create_error(env, null_mut(), number(env, 0.0), &mut other)),
                    status!(napi_get_value_string_utf8(env, target, null_mut(), 0, &mut count)),
                ];
                failures += statuses.iter().filter(|status| **status != Status::napi_ok).count();
                runtime.set_memory_limit(0);
                take_exception(env);
                runtime.set_memory_limit(limit);
                ok!(napi_close_handle_scope(env, scope));
                if failures > 2000 {
                    break;
                }
            }
            assert!(failures > 2000, "a limit of {limit} bytes was felt");
        }
        runtime.set_memory_limit(0);
        script(env, "target = null");
        assert_eq!(number_in(env, script(env, "new Array(1000).fill(1).length")), 1000.0);
    });
}
