//! The library as a Rust program uses it: scripts, functions of the program's own, values that are
//! kept, errors, the loop.

#[macro_use]
mod support;

use napi_core::{Call, Host, Local, Runtime, RuntimeError, Scope};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use support::{addon, evaluate, runtime};

/// `add(a, b)`.
fn add<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Result<Local<'s>, Local<'s>> {
    match (scope.as_number(call.argument(0)), scope.as_number(call.argument(1))) {
        (Some(a), Some(b)) => Ok(scope.number(a + b)),
        _ => Err(scope.error(&format!("add needs two numbers, not {} values", call.len()))?),
    }
}

#[test]
fn scripts_run_and_call_functions_of_the_program() {
    let runtime = runtime();
    runtime.enter(|scope| {
        let function = scope.function("add", add).expect("memory");
        scope.set(scope.global(), "add", function).expect("no setter");
        let sum = scope.evaluate("add(40, 2)", "sum.js").expect("no exception");
        assert_eq!(scope.as_number(sum), Some(42.0));
        let name = scope.evaluate("add.name + add.length", "name.js").expect("no exception");
        assert_eq!(scope.to_text(name), "add0");
        let caught =
            "try { add('a') } catch (error) { `${error instanceof Error} ${error.message}` }";
        let caught = scope.evaluate(caught, "caught.js").expect("the script catches it");
        assert_eq!(scope.to_text(caught), "true add needs two numbers, not 1 values");
    });
}

#[test]
fn functions_of_scripts_are_called_with_values_of_the_program() {
    let runtime = runtime();
    runtime.enter(|scope| {
        let source = "(function (list, factor) { return list.map(n => n * factor + this.base) })";
        let function = scope.evaluate(source, "map.js").expect("no exception");
        assert!(scope.is_function(function));
        let list = scope.array(&[scope.number(1.0), scope.number(2.0)]).expect("memory");
        let this = scope.object().expect("memory");
        scope.set(this, "base", scope.number(0.5)).expect("no setter");
        let mapped = scope.call(function, this, &[list, scope.number(10.0)]).expect("no exception");
        assert_eq!(scope.to_text(mapped), "10.5,20.5");
        assert!(scope.call(scope.undefined(), this, &[]).is_err(), "undefined is no function");
    });
}

#[test]
fn errors_are_described_with_their_stack() {
    let runtime = runtime();
    runtime.enter(|scope| {
        let source = "function inner() { throw new TypeError('no such thing') }\nfunction outer() { inner() }\nouter()";
        let thrown = scope.evaluate(source, "where.js").expect_err("it throws");
        let text = scope.describe(thrown);
        assert!(text.starts_with("TypeError: no such thing\n    at inner (where.js:1"), "{text}");
        assert!(text.contains("at outer (where.js:2"), "{text}");
        let syntax = scope.evaluate("let 1", "syntax.js").expect_err("a SyntaxError");
        assert!(scope.describe(syntax).starts_with("SyntaxError"));
        let primitive = scope.evaluate("throw 'just text'", "text.js").expect_err("it throws");
        assert_eq!(scope.describe(primitive), "just text");
        let odd = "throw { toString() { throw new Error('again') } }";
        let odd = scope.evaluate(odd, "odd.js").expect_err("it throws");
        assert_eq!(scope.describe(odd), "<a value that cannot be converted to a string>");
        assert!(scope.evaluate("1", "a\0b.js").is_ok(), "a NUL in a file name is harmless");
    });
}

#[test]
fn persistent_values_live_until_they_are_dropped() {
    let runtime = runtime();
    let kept = runtime.enter(|scope| {
        let made = scope.evaluate(
            "globalThis.gone = 0; globalThis.registry = new FinalizationRegistry(() => { gone++ });
             globalThis.object = { answer: 42 }; registry.register(object, 0); object",
            "kept.js",
        );
        let kept = scope.persist(made.expect("no exception"));
        assert!(scope.evaluate("object = null", "drop.js").is_ok());
        kept
    });
    runtime.collect_garbage();
    runtime.callback(|scope| {
        let object = scope.local_of(&kept);
        let answer = scope.get(object, "answer").expect("no getter");
        assert_eq!(scope.as_number(answer), Some(42.0));
    });
    drop(kept);
    runtime.collect_garbage();
    runtime.callback(|_| ()); // the registry's callback is a job
    assert_eq!(evaluate(&runtime, "gone"), "1");
}

#[test]
fn promise_jobs_run_after_the_outermost_callback() {
    let runtime = runtime();
    runtime.callback(|scope| {
        let script = "globalThis.log = []; Promise.resolve().then(() => log.push('job'))";
        assert!(scope.evaluate(script, "job.js").is_ok());
        runtime.callback(|scope| assert!(scope.has_jobs(), "not after an inner callback"));
        assert!(scope.has_jobs());
    });
    assert_eq!(evaluate(&runtime, "log.join()"), "job");
}

#[test]
fn an_exception_in_the_loop_is_the_error_of_run_and_interrupts_it() {
    let runtime = runtime();
    runtime.enter(|scope| {
        let addon = scope.load_addon(addon::state()).expect("it loads");
        scope.set(scope.global(), "addon", addon).expect("no setter");
        let script = "addon.open(0n); globalThis.calls = 0;
                      addon.callers(() => { if (++calls % 5 == 0) throw new Error('call ' + calls) })";
        assert!(scope.evaluate(script, "throwing.js").is_ok());
    });
    // The threads call for ever, so `run` returns only because it is interrupted.
    for _ in 0..3 {
        let Err(RuntimeError::Uncaught(text)) = runtime.run() else { panic!("an exception") };
        assert!(text.starts_with("Error: call "), "{text}");
    }
    assert!(runtime.is_alive());
}

/// A host with timers of its own: what an embedder with another loop has.
#[derive(Default)]
struct Recorder {
    uncaught: RefCell<Vec<String>>,
    checks: Cell<usize>,
    due: Cell<usize>,
}

impl Host for Recorder {
    fn uncaught_exception(&self, scope: &Scope<'_>, exception: Local<'_>) {
        self.uncaught.borrow_mut().push(scope.to_text(exception));
    }

    fn on_check(&self, scope: &Scope<'_>) {
        self.checks.set(self.checks.get() + 1);
        scope.runtime().event_loop().request_check(self.checks.get() < 3);
    }

    fn on_timer(&self, _: &Scope<'_>) {
        self.due.set(self.due.get() + 1);
    }
}

#[test]
fn a_host_hears_of_exceptions_checks_and_timers() {
    let runtime = runtime();
    let host = Rc::new(Recorder::default());
    runtime.set_host(host.clone());
    runtime.callback(|scope| {
        let error = scope.error("raised").expect("memory");
        scope.runtime().raise(error);
        scope.runtime().event_loop().request_check(true);
        scope.runtime().event_loop().set_timer(1);
    });
    runtime.run().expect("the host took the exception");
    assert_eq!(*host.uncaught.borrow(), ["Error: raised"]);
    assert!(host.checks.get() >= 3);
    assert_eq!(host.due.get(), 1);
    assert!(!runtime.is_alive());
}

#[cfg(unix)]
#[test]
fn a_program_with_its_own_loop_polls_when_there_is_work() {
    let runtime = runtime();
    assert_eq!(runtime.poll_timeout(), Some(std::time::Duration::ZERO), "nothing to wait for");
    runtime.enter(|scope| {
        let addon = scope.load_addon(addon::state()).expect("it loads");
        scope.set(scope.global(), "addon", addon).expect("no setter");
        let script = "addon.open(0n); globalThis.calls = 0; addon.callers(() => { calls++ })";
        assert!(scope.evaluate(script, "poll.js").is_ok());
    });
    let mut turns = 0;
    while evaluate(&runtime, "calls").parse::<u32>().expect("a number") < 50 {
        // The program's own loop: waits for the descriptor as long as the runtime says.
        let timeout = runtime.poll_timeout().map_or(-1, |timeout| timeout.as_millis() as i32);
        let mut wanted = libc::pollfd { fd: runtime.poll_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one descriptor of the live runtime.
        let ready = unsafe { libc::poll(&raw mut wanted, 1, timeout) };
        assert!(ready >= 0);
        assert!(runtime.poll().expect("no exception"), "the function keeps the loop alive");
        turns += 1;
    }
    assert!(turns > 0);
}

#[test]
fn a_loop_without_work_ends_at_once() {
    let runtime = runtime();
    assert!(!runtime.is_alive());
    assert_eq!(runtime.poll(), Ok(false));
    assert_eq!(runtime.run(), Ok(()));
}

#[test]
fn a_file_that_is_no_addon_is_an_error() {
    let runtime = runtime();
    runtime.enter(|scope| {
        let missing = std::path::Path::new("no/such/addon.node");
        let thrown = scope.load_addon(missing).expect_err("there is no such file");
        let code = scope.get(thrown, "code").expect("no getter");
        assert_eq!(scope.to_text(code), "ERR_DLOPEN_FAILED");
        assert!(scope.describe(thrown).contains("no/such/addon.node"));
    });
}

#[test]
fn a_module_linked_into_the_program_is_loaded_by_its_init_function() {
    let runtime = runtime();
    support::in_env(&runtime, |env| {
        use napi_sys::*;
        let mut version = 0;
        ok!(napi_get_version(env, &mut version));
        assert_eq!(version, 10);
        let mut file = std::ptr::null();
        ok!(node_api_get_module_file_name(env, &mut file));
        // SAFETY: a text that lives as long as the env.
        assert_eq!(unsafe { std::ffi::CStr::from_ptr(file) }, c"node:test");
    });
}

#[test]
fn numbers_are_shared_with_scripts_without_calls() {
    let runtime = runtime();
    let numbers = napi_core::scope::SharedNumbers::<f64>::new(2);
    numbers.set(0, 2.5);
    runtime.enter(|scope| {
        let array = scope.shared_array(&numbers).expect("memory");
        scope.set(scope.global(), "shared", array).expect("no setter");
        assert!(scope.evaluate("shared[1] = shared[0] * 2", "shared.js").is_ok());
    });
    assert_eq!(numbers.get(1), 5.0);
    drop(numbers);
    assert_eq!(evaluate(&runtime, "shared[0]"), "2.5");
}

#[test]
fn no_value_is_made_through_an_outer_scope() {
    let runtime = runtime();
    runtime.enter(|outer| {
        let misuse = catch_unwind(AssertUnwindSafe(|| {
            runtime.enter(|_inner| outer.number(1.0)); // would dangle once `_inner` closes
        }));
        assert!(misuse.is_err());
        // The inner scope is closed all the same; and outer values can be used in inner scopes.
        let value = outer.number(7.0);
        assert_eq!(runtime.enter(|inner| inner.as_number(value)), Some(7.0));
    });
}

#[test]
fn a_value_is_not_used_with_another_runtime() {
    let one = runtime();
    let two = match Runtime::new() {
        Ok(two) => two,
        // SpiderMonkey has one runtime per thread, so that there is nothing to mix up.
        Err(why) => return assert!(why.to_string().contains("one runtime per thread"), "{why}"),
    };
    let kept = one.enter(|scope| scope.persist(scope.global()));
    one.enter(|first| {
        let value = first.string("of one").expect("memory");
        let mixed = catch_unwind(AssertUnwindSafe(|| {
            two.enter(|second| second.set(second.global(), "value", value).is_ok())
        }));
        assert!(mixed.is_err());
    });
    let mixed = catch_unwind(AssertUnwindSafe(|| {
        two.enter(|scope| {
            scope.local_of(&kept);
        })
    }));
    assert!(mixed.is_err());
    assert_eq!(evaluate(&two, "typeof value"), "undefined");
}

#[test]
fn a_panic_in_a_callback_leaves_the_runtime_usable() {
    let runtime = runtime();
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        runtime.callback(|scope| {
            let _value = scope.object();
            panic!("of the program's own");
        })
    }));
    assert!(panicked.is_err());
    let script = "globalThis.done = false; Promise.resolve().then(() => { done = true })";
    evaluate(&runtime, script);
    assert_eq!(evaluate(&runtime, "done"), "true", "task queues still run");
}

#[test]
fn after_the_end_scripts_are_refused() {
    let runtime = runtime();
    runtime.stop();
    runtime.stop();
    runtime.enter(|scope| {
        let ended = |thrown: Local<'_>| scope.describe(thrown) == "the runtime has ended";
        assert!(scope.evaluate("1", "late.js").is_err_and(ended));
        assert!(scope.get(scope.global(), "Array").is_err_and(ended));
        assert!(scope.load_addon(addon::state()).is_err_and(ended));
    });
}

#[test]
fn memory_can_be_limited() {
    let runtime = runtime();
    runtime.set_memory_limit(4 << 20);
    runtime.enter(|scope| {
        // SpiderMonkey counts its heap, as V8 does, and not the memory of buffers.
        if napi_core::engine::Engine::version().0 != "spidermonkey" {
            let large = "new ArrayBuffer(64 << 20)";
            let thrown = scope.evaluate(large, "large.js").expect_err("too much at once");
            assert!(scope.describe(thrown).contains("out of memory"), "{}", scope.describe(thrown));
        }
        // To the last byte: not even an error object can be made then.
        let greedy = "{ const all = []; for (;;) all.push(new Array(1000).fill(all)) }";
        assert!(scope.evaluate(greedy, "greedy.js").is_err());
    });
    runtime.set_memory_limit(0);
    assert_eq!(evaluate(&runtime, "new Array(1000000).fill(1).length"), "1000000");
}

#[test]
fn recursion_ends_in_a_range_error_on_threads_of_any_size() {
    let check = |stack: usize| {
        let thread = std::thread::Builder::new().stack_size(stack).spawn(|| {
            let runtime = Runtime::new().expect("a runtime");
            runtime.enter(|scope| {
                let addon = scope.load_addon(addon::state()).expect("it loads");
                scope.set(scope.global(), "addon", addon).expect("no setter");
                for recursion in [
                    "(function f() { f() })()",
                    "(function f() { addon.call(f) })()",
                    "const chain = [addon.call]; addon.call(function f() { return addon.call(f) })",
                    "let deep = []; for (let i = 0; i < 1e6; i++) deep = [deep]; JSON.stringify(deep)",
                ] {
                    let thrown = scope.evaluate(recursion, "deep.js").expect_err("it is endless");
                    let text = scope.describe(thrown);
                    assert!(text.starts_with("RangeError: Maximum call stack size exceeded"), "{text}");
                }
            });
        });
        thread.expect("a thread").join().expect("no thread panics");
    };
    for kibibytes in [512, 2048, 16384] {
        check(kibibytes << 10);
    }
}
