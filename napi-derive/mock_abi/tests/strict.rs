//! The safe API on a host that is strict: see the crate's documentation. Each test ends its env,
//! which fails if a rule of the C ABI was broken meanwhile, on any thread.
//!
//! `cargo +nightly miri test -p napi-derive-mock-abi` runs the same under Miri, where it is
//! installed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

use napi_derive::{
    Deferred, Env, Function, Instance, Object, Promise, Result, ThreadsafeFunction, TypedArray,
    ValueRef, linked_init, napi,
};
use napi_derive_mock_abi::values::{Finalizer, Kind};
use napi_derive_mock_abi::{Host, Value, threads};

// ---- the module under test

#[napi]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
fn greet(name: &str) -> String {
    format!("hello {name}")
}

/// Many handles, each given back before the next is made.
#[napi]
fn in_scopes(env: Env<'_>, list: Object<'_>, times: u32) -> Result<f64> {
    let mut total = 0.0;
    for _ in 0..times {
        total += env.scope([list.into()], |_, [list]| {
            list.to::<Object<'_>>()?.get::<Object<'_>>("inner")?.get::<f64>("size")
        })?;
    }
    Ok(total)
}

/// What was thrown is caught, and everything works on; the second error goes through.
#[napi]
fn catches(env: Env<'_>, callback: Function<'_>) -> Result<String> {
    let caught = callback.call::<f64>(("first",)).unwrap_err();
    let object = env.object()?;
    object.set("caught", caught.into_value(env)?)?;
    let message: String = object.get::<Object<'_>>("caught")?.get("message")?;
    callback.call::<()>((message,))?;
    Ok("not reached".to_owned())
}

#[napi]
fn panics() {
    panic!("at the boundary");
}

#[napi]
struct Counter {
    count: f64,
    drops: Rc<Cell<usize>>,
}

thread_local! {
    static DROPS: Rc<Cell<usize>> = Rc::default();
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.drops.set(self.drops.get() + 1);
    }
}

#[napi]
impl Counter {
    #[napi(constructor)]
    fn new(count: f64) -> Counter {
        Counter { count, drops: DROPS.with(Rc::clone) }
    }

    #[napi]
    fn increment(&mut self) -> f64 {
        self.count += 1.0;
        self.count
    }
}

/// Runs JavaScript while the instance is borrowed exclusively.
#[napi]
fn with_counter(counter: &mut Counter, callback: Function<'_>) -> Result<f64> {
    let before = counter.count;
    callback.call::<()>(())?;
    assert_eq!(counter.count, before, "nobody else can have changed it");
    Ok(before)
}

#[napi]
fn new_counter(count: f64) -> Counter {
    Counter::new(count)
}

/// Borrows bytes and tries to run JavaScript, which would take them away.
#[napi]
fn calls_while_borrowed(bytes: TypedArray<'_, u8>, callback: Function<'_>) -> Result<String> {
    let mut guard = bytes.borrow_mut()?;
    guard[0] = 7;
    let refused = callback.call::<()>(()).unwrap_err();
    assert_eq!(&*guard, [7, 2, 3]);
    drop(guard);
    callback.call::<()>(())?;
    assert_eq!(bytes.borrow()?.len(), 0, "it was detached by now");
    Ok(refused.to_string())
}

#[napi]
fn two_borrows(bytes: TypedArray<'_, u8>) -> Result<bool> {
    let shared = bytes.borrow()?;
    let (another, exclusive) = (bytes.borrow(), bytes.borrow_mut());
    Ok(shared.len() == another?.len() && exclusive.is_err())
}

static KEPT: Mutex<Vec<ValueRef>> = Mutex::new(Vec::new());

#[napi]
fn read_kept(env: Env<'_>, index: u32) -> Result<String> {
    let kept = KEPT.lock().unwrap();
    kept[index as usize].get(env)?.to::<Object<'_>>()?.get("name")
}

#[napi]
fn drop_elsewhere(value: ValueRef) {
    thread::spawn(move || drop(value)).join().unwrap();
}

#[napi]
fn drop_here(value: ValueRef) {
    drop(value);
}

thread_local! {
    static STAYING: RefCell<Vec<ValueRef>> = const { RefCell::new(Vec::new()) };
    static DEFERRED: RefCell<Option<Deferred>> = const { RefCell::new(None) };
}

#[napi]
fn stay(value: ValueRef) {
    STAYING.with_borrow_mut(|staying| staying.push(value));
}

/// Calls from a thread, and hangs up there.
#[napi]
fn call_from_thread(callback: ThreadsafeFunction<(f64,)>) {
    thread::spawn(move || (0..3).for_each(|n| callback.call((f64::from(n),)).unwrap()))
        .join()
        .unwrap();
}

static CALLING: Mutex<Option<ThreadsafeFunction<(f64,)>>> = Mutex::new(None);

#[napi]
fn keep_calling(callback: ThreadsafeFunction<(f64,)>) {
    *CALLING.lock().unwrap() = Some(callback);
}

thread_local! {
    static WAKERS: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
}

/// Ready when it is woken the second time; its waker can be taken to other threads.
#[napi]
async fn twice_woken() -> f64 {
    let mut polls = 0.0;
    std::future::poll_fn(|context| {
        polls += 1.0;
        if polls > 2.0 {
            return Poll::Ready(());
        }
        WAKERS.with_borrow_mut(|wakers| wakers.push(context.waker().clone()));
        Poll::Pending
    })
    .await;
    polls
}

#[napi]
async fn plus_one(number: Promise<f64>) -> Result<f64> {
    Ok(number.await? + 1.0)
}

#[napi]
fn keep_deferred(env: Env<'_>) -> Result<napi_derive::JsPromise<'_>> {
    let (deferred, promise) = env.promise()?;
    DEFERRED.set(Some(deferred));
    Ok(promise)
}

#[napi]
fn is_counter(value: napi_derive::Value<'_>) -> bool {
    value.to::<Instance<'_, Counter>>().is_ok()
}

// Not `export_all`: that reads a section of the library, which Miri does not have.
fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define::<add>()?;
    exports.define::<greet>()?;
    exports.define::<in_scopes>()?;
    exports.define::<catches>()?;
    exports.define::<panics>()?;
    exports.define::<with_counter>()?;
    exports.define::<new_counter>()?;
    exports.define::<calls_while_borrowed>()?;
    exports.define::<two_borrows>()?;
    exports.define::<read_kept>()?;
    exports.define::<drop_elsewhere>()?;
    exports.define::<drop_here>()?;
    exports.define::<stay>()?;
    exports.define::<call_from_thread>()?;
    exports.define::<keep_calling>()?;
    exports.define::<twice_woken>()?;
    exports.define::<plus_one>()?;
    exports.define::<keep_deferred>()?;
    exports.define::<is_counter>()?;
    exports.define_class::<Counter>()
}

fn start() -> Host {
    Host::start(linked_init(init))
}

/// How many references the module itself keeps: that to its class.
const OWN: usize = 1;

// ---- the tests

#[test]
fn arguments_results_and_errors() {
    let host = start();
    assert_eq!(host.call("add", [1.0.into(), 2.0.into()]).unwrap().number(), 3.0);
    for name in ["", "Ada", &"long ".repeat(100), &"é€😀".repeat(80)] {
        assert_eq!(host.call("greet", [name.into()]).unwrap().text(), format!("hello {name}"));
    }
    let thrown = host.call("add", [1.0.into(), "x".into()]).unwrap_err();
    assert_eq!(thrown.text(), "add: argument `b`: expected a number, found a string");
    let thrown = host.call("panics", []).unwrap_err();
    assert!(
        thrown.text().starts_with("panic in native code: at the boundary"),
        "{}",
        thrown.text()
    );
    assert_eq!(host.end(), 0);
}

#[test]
fn scopes_are_closed_and_their_handles_not_used_after() {
    let host = start();
    let (list, inner) = (host.object(), host.object());
    inner.set("size", 2.0.into());
    list.set("inner", (&inner).into());
    let arguments = [(&list).into(), 50.0.into()];
    assert_eq!(host.call("inScopes", arguments).unwrap().number(), 100.0);
    inner.set("size", "x".into());
    // An error leaves its scope, too.
    assert!(host.call("inScopes", [(&list).into(), 1.0.into()]).is_err());
    assert_eq!(host.end(), 0);
}

#[test]
fn no_call_is_made_while_an_exception_is_pending() {
    let host = start();
    let error = host.object();
    error.set("message", "thrown by JavaScript".into());
    let seen = Rc::new(RefCell::new(Vec::new()));
    let notes = Rc::clone(&seen);
    let throws = host.script(move |arguments| {
        notes.borrow_mut().push(arguments[0].text());
        Err((&error).into())
    });
    let thrown = host.call("catches", [throws]).unwrap_err();
    assert_eq!(thrown.text(), "thrown by JavaScript");
    assert_eq!(*seen.borrow(), ["first", "thrown by JavaScript"]);
    assert_eq!(host.end(), 0);
}

#[test]
fn instances_are_dropped_once_and_borrowed_by_the_rules() {
    let host = start();
    let counter = host.construct("Counter", [5.0.into()]).unwrap();
    let object = Rc::clone(counter.object().unwrap());
    assert_eq!(host.call_method(&object, "increment").unwrap().number(), 6.0);
    // Entered again from JavaScript, while it is borrowed.
    let again: Rc<RefCell<Option<String>>> = Rc::default();
    let (noted, entered) = (Rc::clone(&again), Rc::clone(&object));
    let env = Rc::clone(&host.env);
    let callback = host.script(move |_| {
        let increment = entered.get("increment");
        let this = Value::Object(Rc::clone(&entered));
        let outcome = env.call(increment.object().unwrap(), this, Vec::new(), None);
        *noted.borrow_mut() = outcome.err().map(|error| error.text());
        Ok(Value::Undefined)
    });
    assert_eq!(host.call("withCounter", [counter.clone(), callback]).unwrap().number(), 6.0);
    assert!(again.borrow().as_deref().is_some_and(|text| text.contains("Counter")), "{again:?}");
    // Without `new`, and what another addon wrapped.
    assert!(host.call("Counter", [1.0.into()]).unwrap_err().text().contains("without 'new'"));
    let foreign = host.object();
    let somebody_elses = 5_u64;
    foreign.wrapped.set((&raw const somebody_elses).cast_mut().cast());
    assert!(matches!(host.call("isCounter", [(&foreign).into()]), Ok(Value::Bool(false))));
    assert!(matches!(host.call("isCounter", [counter.clone()]), Ok(Value::Bool(true))));
    let drops = DROPS.with(Rc::clone);
    assert_eq!(drops.get(), 0);
    drop((counter, object));
    host.call("newCounter", [1.0.into()]).map(drop).unwrap();
    // Of the first, what the callback has is still there until it dies with its function.
    host.turn();
    let before = drops.get();
    assert!((1..=2).contains(&before));
    // The rest goes with the env.
    let kept = host.construct("Counter", [1.0.into()]).unwrap();
    assert_eq!(host.end(), 0);
    assert_eq!(drops.get(), 3);
    drop(kept);
    assert_eq!(drops.get(), 3, "once");
}

#[test]
fn no_javascript_runs_while_bytes_are_borrowed() {
    let host = start();
    let (view, buffer) = host.bytes(&[1, 2, 3]);
    let detaches = host.script(move |_| {
        if let Kind::Buffer(memory) = &buffer.kind {
            memory.detach();
        }
        Ok(Value::Undefined)
    });
    let refused = host.call("callsWhileBorrowed", [view, detaches]).unwrap();
    assert!(refused.text().contains("while bytes of a buffer are borrowed"), "{}", refused.text());
    assert_eq!(host.scripts(), 1);
    let (view, _buffer) = host.bytes(&[1, 2, 3]);
    assert!(matches!(host.call("twoBorrows", [view]), Ok(Value::Bool(true))));
    assert_eq!(host.end(), 0);
}

#[test]
fn references_are_deleted_once_on_their_own_thread() {
    let host = start();
    assert_eq!(host.references(), OWN);
    let value = host.object();
    host.call("dropHere", [(&value).into()]).map(drop).unwrap();
    assert_eq!(host.references(), OWN);
    host.call("dropElsewhere", [(&value).into()]).map(drop).unwrap();
    // Its thread is told, and does it in the next turn, with nobody else's help.
    assert_eq!(host.references(), OWN + 1);
    assert!(!threads::loop_is_kept(&host.env));
    host.turn();
    assert_eq!(host.references(), OWN);
    host.call("stay", [(&value).into()]).map(drop).unwrap();
    // What stays goes with the env, and is not deleted afterwards.
    assert_eq!(host.end(), 1);
    drop(STAYING.take());
}

#[test]
fn references_outlive_their_env_on_any_thread() {
    let (taken, number) = thread::spawn(|| {
        let host = start();
        let value = host.object();
        value.set("name", "there".into());
        host.call("stay", [(&value).into()]).map(drop).unwrap();
        let number = host.env.shared.number;
        assert_eq!(host.end(), 1);
        (STAYING.take(), number)
    })
    .join()
    .unwrap();
    let host = start();
    KEPT.lock().unwrap().extend(taken);
    let refused = host.call("readKept", [0.0.into()]).unwrap_err();
    assert!(refused.text().contains("another environment"), "{}", refused.text());
    KEPT.lock().unwrap().clear();
    assert_eq!(host.end(), 0);
    assert_eq!(Host::broken_after(number), [""; 0]);
}

#[test]
fn threads_call_and_hang_up() {
    let host = start();
    let calls = Rc::new(RefCell::new(Vec::new()));
    let notes = Rc::clone(&calls);
    let callback = host.script(move |arguments| {
        notes.borrow_mut().push(arguments[0].number());
        Ok(Value::Undefined)
    });
    host.call("callFromThread", [callback]).map(drop).unwrap();
    assert!(threads::loop_is_kept(&host.env));
    (0..5).for_each(|_| host.turn());
    assert_eq!(*calls.borrow(), [0.0, 1.0, 2.0]);
    assert!(!threads::loop_is_kept(&host.env));
    assert_eq!(host.end(), 0);
}

#[test]
fn threads_call_while_the_env_ends() {
    for _ in 0..if cfg!(miri) { 3 } else { 100 } {
        let host = start();
        let number = host.env.shared.number;
        let callback = host.script(|_| Ok(Value::Undefined));
        host.call("keepCalling", [callback]).map(drop).unwrap();
        let calling = CALLING.lock().unwrap().take().unwrap();
        let started = Arc::new(AtomicBool::new(false));
        let begun = Arc::clone(&started);
        let caller = thread::spawn(move || {
            let mut accepted = 0_usize;
            while calling.call((0.0,)).is_ok() {
                accepted += 1;
                begun.store(true, Ordering::Release);
            }
            accepted
        });
        while !started.load(Ordering::Acquire) {
            thread::yield_now();
        }
        host.turn();
        assert_eq!(host.end(), 0);
        assert!(caller.join().unwrap() > 0);
        assert_eq!(Host::broken_after(number), [""; 0]);
    }
}

#[test]
fn futures_are_woken_from_threads_and_settle_once() {
    let host = start();
    let promise = host.call("twiceWoken", []).unwrap();
    let outcome = || match &promise.object().unwrap().kind {
        Kind::Promise(settled) => settled.borrow().clone(),
        _ => panic!("no promise"),
    };
    for _ in 0..2 {
        assert!(outcome().is_none());
        assert!(threads::loop_is_kept(&host.env), "a thread may wake it");
        let wakers = WAKERS.take();
        thread::spawn(move || wakers.into_iter().for_each(Waker::wake)).join().unwrap();
        host.turn();
    }
    assert_eq!(outcome().unwrap().unwrap().number(), 3.0);
    assert!(!threads::loop_is_kept(&host.env));
    host.turn();
    assert_eq!(host.end(), 0);
}

#[test]
fn futures_end_with_their_env_and_wakers_do_nothing() {
    let host = start();
    let number = host.env.shared.number;
    host.call("twiceWoken", []).map(drop).unwrap();
    host.call("keepDeferred", []).map(drop).unwrap();
    assert_eq!(host.end(), 0);
    let wakers = WAKERS.take();
    thread::spawn(move || wakers.into_iter().for_each(Waker::wake)).join().unwrap();
    drop(DEFERRED.take());
    assert_eq!(Host::broken_after(number), [""; 0]);
}

/// As with JavaScript's own `await`.
#[test]
fn a_future_that_waits_for_javascript_keeps_nothing_running() {
    let host = start();
    let thenable = host.object();
    let resolve: Rc<RefCell<Option<Value>>> = Rc::default();
    let given = Rc::clone(&resolve);
    thenable.set(
        "then",
        host.script(move |arguments| {
            *given.borrow_mut() = Some(arguments[0].clone());
            Ok(Value::Undefined)
        }),
    );
    let promise = host.call("plusOne", [(&thenable).into()]).unwrap();
    assert!(!threads::loop_is_kept(&host.env));
    let resolve = resolve.take().unwrap();
    host.env.call(resolve.object().unwrap(), Value::Undefined, vec![1.0.into()], None).unwrap();
    match &promise.object().unwrap().kind {
        Kind::Promise(settled) => assert_eq!(settled.take().unwrap().unwrap().number(), 2.0),
        _ => panic!("no promise"),
    }
    host.turn();
    assert_eq!(host.end(), 0);
}

/// The host itself: it does note what it is there to note.
#[test]
fn broken_rules_are_noted() {
    use std::ptr::null_mut;

    use napi_derive::sys;

    static FINALIZED: AtomicUsize = AtomicUsize::new(0);
    extern "C" fn finalized(_: sys::napi_env, _: *mut std::ffi::c_void, _: *mut std::ffi::c_void) {
        FINALIZED.fetch_add(1, Ordering::Relaxed);
    }

    let host = start();
    let env = host.env.raw();
    let (mut reference, mut number) = (null_mut(), 0.0);
    let scope = host.env.open_scope();
    let handle = host.env.handle(1.0.into());
    // SAFETY: as the C ABI is called, but for the rule that each call breaks, which the mock sees
    // before it follows any pointer.
    unsafe {
        sys::napi_create_reference(env, handle, 1, &mut reference);
        sys::napi_delete_reference(env, reference);
        sys::napi_delete_reference(env, reference);
        host.env.exception.replace(Some(Value::Undefined));
        sys::napi_get_value_double(env, handle, &mut number);
        host.env.exception.take();
        host.env.close_scope(scope);
        sys::napi_get_value_double(env, handle, &mut number);
    }
    let address = env.addr();
    thread::spawn(move || {
        let env = std::ptr::without_provenance_mut(address);
        // SAFETY: as above.
        unsafe { sys::napi_delete_reference(env, null_mut()) }
    })
    .join()
    .unwrap();
    assert_eq!(
        host.broken(),
        [
            "a reference was deleted that does not exist",
            "napi_get_value_double was called while an exception is pending",
            "napi_get_value_double was given a handle that is not alive",
            "napi_delete_reference was called on another thread than its env's",
        ]
    );
    let object = host.object();
    host.env.finalizable.add(&object, Finalizer { run: Some(finalized), data: null_mut() });
    assert_eq!(host.end(), 0);
    assert_eq!(FINALIZED.load(Ordering::Relaxed), 1);
    // SAFETY: as above.
    unsafe { sys::napi_delete_reference(env, reference) };
    let after = "napi_delete_reference was called after the end of its env";
    assert_eq!(Host::broken_after(address), [after]);
}
