//! `#[napi_derive::test]` itself: tests with an env, in this very process.

#![forbid(unsafe_code)]

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use napi_derive::{
    AsyncEnv, Env, Error, Function, Object, Promise, Ref, Result, ThreadsafeFunction, ValueRef,
    napi,
};

#[napi]
fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
async fn doubled(number: Promise<f64>) -> Result<f64> {
    Ok(number.await? * 2.0)
}

#[napi_derive::test]
fn a_test_has_an_env(env: Env<'_>) -> Result<()> {
    assert_eq!(env.run_script("6 * 7")?.to::<f64>()?, 42.0);
    Ok(())
}

#[napi_derive::test]
fn a_test_has_the_exports(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    env.global()?.set("addon", exports)?;
    assert_eq!(env.run_script("addon.add(1, 2)")?.to::<f64>()?, 3.0);
    let add: Function<'_> = exports.get("add")?;
    let error = add.call::<f64>((1, "x")).unwrap_err();
    let message: String = error.into_value(env)?.to::<Object<'_>>()?.get("message")?;
    assert_eq!(message, "add: argument `b`: expected a number, found a string");
    Ok(())
}

#[napi_derive::test]
async fn a_test_awaits(env: AsyncEnv) -> Result<()> {
    let promise: Promise<f64> = env.enter(|env| {
        let exports = env.object()?;
        exports.define::<doubled>()?;
        let doubled: Function<'_> = exports.get("doubled")?;
        doubled.call((env.run_script("Promise.resolve(21)")?,))
    })??;
    assert_eq!(promise.await?, 42.0);
    Ok(())
}

#[napi_derive::test]
async fn the_pool_computes_for_an_async_fn(env: AsyncEnv) -> Result<()> {
    let here = thread::current().id();
    let first = env.compute(move || (thread::current().id() != here, 1))?;
    let second = env.compute(|| Vec::from([1, 2]))?;
    // Dropped: it runs, and nobody waits.
    drop(env.compute(|| ())?);
    assert_eq!(second.await?, [1, 2]);
    assert_eq!(first.await?, (true, 1));
    let error = env.compute(|| -> u32 { panic!("on the pool") })?.await.unwrap_err();
    assert_eq!(error.code(), Some("ERR_NATIVE_PANIC"));
    // Inside `enter` there is an env already.
    assert!(env.enter(|_| env.compute(|| ()).is_err())?);
    Ok(())
}

#[napi_derive::test]
#[should_panic(expected = "TypeError: from a script\n    at thrower")]
fn an_exception_fails_the_test_with_its_stack(env: Env<'_>) -> Result<()> {
    env.run_script("function thrower() { throw new TypeError('from a script') }\nthrower()")?;
    Ok(())
}

#[napi_derive::test]
#[should_panic(expected = "panic in native code: assertion")]
fn a_failed_assertion_fails_the_test(env: Env<'_>) {
    assert!(env.undefined().is_err());
}

#[napi_derive::test]
#[should_panic(expected = "RangeError: much later")]
async fn a_rejection_fails_the_test(_env: AsyncEnv) -> Result<()> {
    Err(Error::range_error("much later"))
}

#[napi_derive::test]
#[should_panic(expected = "an exception was not caught: Error: nobody caught")]
fn an_uncaught_exception_fails_the_test(env: Env<'_>) -> Result<()> {
    let thrower = env.run_script("() => { throw new Error('nobody caught') }")?;
    let thrower: ThreadsafeFunction<()> = thrower.to()?;
    thread::spawn(move || thrower.call(()));
    Ok(())
}

static FINISHED: AtomicBool = AtomicBool::new(false);

struct Finished;

impl Drop for Finished {
    fn drop(&mut self) {
        if !FINISHED.load(Ordering::SeqCst) {
            eprintln!("the env ended before the thread did");
            std::process::abort();
        }
    }
}

/// The loop runs until the last clone is dropped; then the env ends.
#[napi_derive::test]
fn the_loop_runs_until_all_is_done(env: Env<'_>) -> Result<()> {
    let calls = env.run_script("globalThis.calls = []; (value) => { calls.push(value) }")?;
    let calls: ThreadsafeFunction<(u32,)> = calls.to()?;
    let check = env.closure("check", |cx| {
        cx.env().run_script("calls.join()")?.to::<String>().and_then(|calls| cx.give(calls))
    })?;
    let check: ThreadsafeFunction<()> = ThreadsafeFunction::builder(check).build()?;
    thread::spawn(move || {
        (0..3).for_each(|number| calls.call((number,)).unwrap());
        // Those calls were made when this one was.
        calls.call_for_result::<()>((3,)).unwrap().wait().unwrap().unwrap();
        let seen = check.call_for_result::<String>(()).unwrap().wait().unwrap().unwrap();
        assert_eq!(seen, "0,1,2,3");
        FINISHED.store(true, Ordering::SeqCst);
    });
    // Dropped when the env ends, which is after the thread's last call.
    env.set_data(Finished)?;
    Ok(())
}

/// Without an executor nobody rings: the next reference of that env takes care of it.
#[napi_derive::test]
fn references_are_dropped_elsewhere_and_after_the_env(env: Env<'_>) -> Result<()> {
    let kept: ValueRef = Ref::new(env.run_script("({})")?)?;
    thread::spawn(move || drop(kept)).join().unwrap();
    let next: ValueRef = Ref::new(env.run_script("({})")?)?;
    // Longer than the env lives.
    thread_local!(static OUTLIVING: std::cell::RefCell<Vec<ValueRef>> = const { std::cell::RefCell::new(Vec::new()) });
    OUTLIVING.with_borrow_mut(|list| list.push(next));
    Ok(())
}
