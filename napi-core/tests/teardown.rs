//! A runtime that is dropped in every state an addon can leave it in: nothing crashes, every
//! finalizer runs once, in Node's order, and values that outlive the runtime stay sound.

mod support;

use napi_core::{Runtime, RuntimeError, Scope};
use std::cell::{Cell, RefCell};
use std::path::Path;
use std::rc::Rc;
use support::{addon, evaluate, runtime};

/// What the addon writes to (`Log` in `state.c`).
#[repr(C)]
struct Log {
    length: usize,
    text: [u8; 4096],
}

/// A runtime with the addon as `addon`, and its log.
struct Stage {
    runtime: Runtime,
    log: Box<RefCell<Log>>,
}

impl Stage {
    fn new() -> Stage {
        Stage::on(runtime(), addon::state())
    }

    fn on(runtime: Runtime, file: &Path) -> Stage {
        let log = Box::new(RefCell::new(Log { length: 0, text: [0; 4096] }));
        load(&runtime, file, log.as_ptr());
        Stage { runtime, log }
    }

    fn run(&self, script: &str) -> String {
        evaluate(&self.runtime, script)
    }

    fn words(&self) -> Vec<String> {
        let log = self.log.borrow();
        let text = std::str::from_utf8(&log.text[..log.length]).expect("the addon writes ASCII");
        text.split_whitespace().map(str::to_owned).collect()
    }

    /// Drops the runtime; what the log says then.
    fn end(self) -> Vec<String> {
        let Stage { runtime, log } = self;
        drop(runtime);
        Stage { runtime: support::runtime(), log }.words()
    }
}

fn load(runtime: &Runtime, file: &Path, log: *mut Log) {
    runtime.callback(|scope| {
        let load = || {
            let addon = scope.load_addon(file)?;
            scope.set(scope.global(), "addon", addon)?;
            scope.evaluate(&format!("addon.open({}n)", log as usize), "load.js")
        };
        load().map(drop).unwrap_or_else(|thrown| panic!("{}", scope.describe(thrown)));
    });
}

#[test]
fn nothing_open() {
    assert_eq!(Stage::new().end(), ["instance"]);
}

#[test]
fn finalizers_run_once_newest_first_and_instance_data_last() {
    let stage = Stage::new();
    stage.run("globalThis.kept = [addon.wrap({}), addon.finalize({}), addon.external()]");
    assert_eq!(stage.end(), ["external", "finalizer", "wrap", "instance"]);
}

#[test]
fn what_died_before_is_not_finalized_again() {
    let stage = Stage::new();
    stage.run("globalThis.kept = addon.wrap({}); addon.wrap({}); addon.finalize({}); 0");
    stage.runtime.collect_garbage();
    assert_eq!(stage.words(), [""; 0], "not inside the collection");
    stage.runtime.run().expect("no exception");
    let mut before = stage.words();
    before.sort();
    assert_eq!(before, ["finalizer", "wrap"]);
    assert_eq!(stage.end()[2..], ["wrap", "instance"]);
}

#[test]
fn finalizers_that_wait_in_the_queue() {
    let stage = Stage::new();
    stage.run("addon.wrap({}); addon.finalize({}); 0");
    stage.runtime.collect_garbage();
    let mut words = stage.end();
    words.sort();
    assert_eq!(words, ["finalizer", "instance", "wrap"]);
}

#[test]
fn strong_references_and_deferreds() {
    let stage = Stage::new();
    stage.run(
        "let cycle = addon.wrap({}); cycle.self = cycle; addon.hold(cycle); cycle = null;
         addon.hold(() => addon); addon.pending().then(() => addon);
         globalThis.promise = addon.pending(); 0",
    );
    assert_eq!(stage.end(), ["wrap", "instance"]);
}

#[test]
fn work_and_contexts_that_were_never_deleted() {
    let stage = Stage::new();
    stage.run("addon.forgotten(addon.wrap({})); 0");
    assert_eq!(stage.end(), ["wrap", "instance"]);
}

#[test]
fn queued_work_completes() {
    let stage = Stage::new();
    stage.run("for (let i = 0; i < 8; i++) addon.work()");
    let words = stage.end();
    assert_eq!(words.iter().filter(|word| *word == "work").count(), 8, "{words:?}");
    assert_eq!(words.last().map(String::as_str), Some("instance"));
}

#[test]
fn threads_that_hold_a_thread_safe_function() {
    let stage = Stage::new();
    stage.run("globalThis.calls = 0; addon.callers(() => { calls++ }); addon.callers(() => {}); 0");
    while stage.run("calls").parse::<u32>().expect("a number") < 100 {
        assert!(stage.runtime.poll().expect("no exception"), "the function keeps the loop alive");
    }
    assert_eq!(stage.end(), ["callers", "callers", "instance"]);
}

#[test]
fn external_memory() {
    let stage = Stage::new();
    stage.run(
        "globalThis.kept = addon.bytes(); addon.bytes();
         globalThis.view = new Uint8Array(addon.bytes()); 0",
    );
    let words = stage.end();
    assert_eq!(words, ["bytes", "bytes", "bytes", "instance"]);
}

#[test]
fn hooks_of_both_kinds_run_newest_first() {
    let stage = Stage::new();
    stage.run("globalThis.kept = addon.wrap({}); addon.hooks()");
    assert_eq!(stage.end(), ["async-hook", "hook-2", "hook-1", "wrap", "instance"]);
}

#[test]
fn a_hook_that_never_says_that_it_is_done() {
    let stage = Stage::new();
    stage.run("globalThis.kept = addon.wrap({}); addon.stuck()");
    assert_eq!(stage.end(), ["stuck-hook", "wrap", "instance"]);
}

#[test]
fn everything_at_once_in_an_experimental_module() {
    let stage = Stage::on(runtime(), addon::state_experimental());
    stage.run(
        "globalThis.kept = [addon.wrap({}), addon.finalize({}), addon.external(), addon.bytes()];
         addon.hold(addon.wrap({})); addon.pending(); addon.work(); addon.callers(() => {});
         addon.hooks(); addon.stuck(); addon.forgotten({}); 0",
    );
    stage.run("addon.wrap({}); addon.finalize({}); addon.external(); 0");
    stage.runtime.collect_garbage();
    let collected = stage.words();
    assert_eq!(collected.len(), 3, "basic finalizers run inside the collection: {collected:?}");
    let mut words = stage.end();
    words.sort();
    let expected = [
        "async-hook",
        "bytes",
        "callers",
        "external",
        "external",
        "finalizer",
        "finalizer",
        "hook-1",
        "hook-2",
        "instance",
        "stuck-hook",
        "work",
        "wrap",
        "wrap",
        "wrap",
    ];
    assert_eq!(words, expected);
}

#[test]
fn scopes_that_a_function_left_open() {
    let stage = Stage::new();
    let value =
        stage.run("let last; for (let i = 0; i < 3000; i++) last = addon.leave('left'); last");
    assert_eq!(value, "left");
    assert_eq!(stage.end(), ["instance"]);
}

#[test]
fn several_envs_of_one_runtime_end_newest_first() {
    let first = Stage::new();
    let log = first.log.as_ptr();
    first.run("globalThis.one = addon.wrap({})");
    load(&first.runtime, addon::state_experimental(), log);
    first.run("globalThis.two = addon.external()");
    assert_eq!(first.end(), ["external", "instance", "wrap", "instance"]);
}

#[test]
fn one_object_wrapped_and_watched_by_two_envs() {
    let first = Stage::new();
    let log = first.log.as_ptr();
    first.run("globalThis.shared = addon.wrap({}); addon.finalize(shared)");
    load(&first.runtime, addon::state_experimental(), log);
    // The second env finds it wrapped already, and may watch it too.
    first.run("addon.wrap(shared); addon.finalize(shared); shared = null");
    first.runtime.collect_garbage();
    first.runtime.run().expect("no exception");
    let mut words = first.words();
    words.sort();
    assert_eq!(words, ["finalizer", "finalizer", "wrap"]);
    assert_eq!(first.end()[3..], ["instance", "instance"]);
}

#[test]
fn persistent_values_outlive_their_runtime() {
    let stage = Stage::new();
    let kept = stage.runtime.enter(|scope| {
        let object = scope.evaluate("addon.wrap({ big: 'x'.repeat(1000) })", "kept.js");
        scope.persist(object.expect("it does not throw"))
    });
    assert_eq!(stage.end(), ["wrap", "instance"]);
    drop(kept);
}

#[test]
fn a_host_that_keeps_values_and_the_runtime_in_a_cell() {
    struct Keeper(RefCell<Option<napi_core::Persistent>>);
    impl napi_core::Host for Keeper {}
    let runtime = runtime();
    let keeper = Rc::new(Keeper(RefCell::default()));
    runtime.set_host(keeper.clone());
    runtime.enter(|scope| *keeper.0.borrow_mut() = Some(scope.persist(scope.global())));
    drop(runtime);
    assert!(keeper.0.borrow().is_some());
}

thread_local! {
    static RUNTIME: RefCell<Option<Rc<Runtime>>> = const { RefCell::new(None) };
    static NESTED: Cell<Option<RuntimeError>> = const { Cell::new(None) };
}

fn current() -> Rc<Runtime> {
    RUNTIME.with_borrow(|runtime| runtime.clone().expect("set by the test"))
}

#[test]
fn stopping_from_inside_a_callback() {
    fn stop<'s>(
        scope: &Scope<'s>,
        _: &napi_core::Call<'s>,
    ) -> Result<napi_core::Local<'s>, napi_core::Local<'s>> {
        current().stop();
        Ok(scope.undefined())
    }
    let stage = Stage::new();
    let Stage { runtime, log } = stage;
    let runtime = Rc::new(runtime);
    RUNTIME.set(Some(runtime.clone()));
    runtime.callback(|scope| {
        let function = scope.function("stop", stop).expect("memory");
        scope.set(scope.global(), "stop", function).expect("no setter");
        let script =
            "globalThis.calls = 0; addon.callers(() => { calls++; stop(); }); addon.wrap({})";
        assert!(scope.evaluate(script, "stop.js").is_ok());
    });
    // The function is called until the loop is interrupted, in the middle of its dispatch.
    runtime.run().expect("no exception");
    runtime.enter(|scope| {
        let refused = scope.evaluate("calls", "late.js").expect_err("JavaScript is refused");
        assert_eq!(scope.describe(refused), "the runtime has ended");
    });
    RUNTIME.take();
    drop(runtime);
    let stage = Stage { runtime: support::runtime(), log };
    assert_eq!(stage.words(), ["callers", "wrap", "instance"]);
}

#[test]
fn running_the_loop_from_one_of_its_callbacks_is_refused() {
    fn nested<'s>(
        scope: &Scope<'s>,
        _: &napi_core::Call<'s>,
    ) -> Result<napi_core::Local<'s>, napi_core::Local<'s>> {
        NESTED.set(current().run().err());
        Ok(scope.undefined())
    }
    let Stage { runtime, log } = Stage::new();
    let runtime = Rc::new(runtime);
    RUNTIME.set(Some(runtime.clone()));
    runtime.enter(|scope| {
        let function = scope.function("nested", nested).expect("memory");
        scope.set(scope.global(), "nested", function).expect("no setter");
        let script = "let done; addon.callers(() => { if (!done) { done = true; nested(); } }); 0";
        assert!(scope.evaluate(script, "nested.js").is_ok());
    });
    while NESTED.take().is_none_or(|error| error != RuntimeError::AlreadyRunning) {
        runtime.poll().expect("no exception");
    }
    RUNTIME.take();
    drop(runtime);
    let stage = Stage { runtime: support::runtime(), log };
    assert_eq!(stage.words(), ["callers", "instance"]);
}

#[test]
fn runtimes_on_many_threads_load_the_same_addon() {
    let file = addon::state();
    let threads: Vec<_> = (0..6)
        .map(|index| {
            std::thread::spawn(move || {
                for _ in 0..3 {
                    let stage = Stage::on(runtime(), file);
                    stage.run(
                        "globalThis.kept = [addon.wrap({}), addon.bytes()]; addon.hold({});
                         addon.work(); addon.callers(() => {}); addon.hooks(); addon.pending(); 0",
                    );
                    if index % 2 == 0 {
                        stage.runtime.poll().expect("no exception");
                    }
                    let mut words = stage.end();
                    words.sort();
                    let expected = [
                        "async-hook",
                        "bytes",
                        "callers",
                        "hook-1",
                        "hook-2",
                        "instance",
                        "work",
                        "wrap",
                    ];
                    assert_eq!(words, expected);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no thread panics");
    }
}
