//! References and promises' other ends, carried and dropped by other threads.

use std::sync::Mutex;
use std::thread;

use napi_derive::{
    AsyncEnv, Callback, CallbackRef, Deferred, Env, Error, Function, JsPromise, Ref, Result, Value,
    ValueRef, napi,
};

#[napi]
fn drop_elsewhere(values: Vec<ValueRef>) {
    thread::spawn(move || drop(values)).join().unwrap();
}

#[napi]
fn touch(value: Value<'_>) -> Result<()> {
    Ref::new(value).map(drop)
}

/// There and back; read where it was made.
#[napi]
fn carry<'env>(env: Env<'env>, value: Value<'env>) -> Result<Value<'env>> {
    let kept: ValueRef = Ref::new(value)?;
    let kept = thread::spawn(move || kept).join().map_err(|_| Error::new("panicked"))?;
    kept.get(env)
}

static KEPT: Mutex<Vec<ValueRef>> = Mutex::new(Vec::new());
static DEFERRED: Mutex<Vec<Deferred>> = Mutex::new(Vec::new());

/// For whichever env asks next.
#[napi]
fn leave(value: ValueRef) {
    KEPT.lock().unwrap().push(value);
}

#[napi]
fn leave_deferred(env: Env<'_>) -> Result<JsPromise<'_>> {
    let (deferred, promise) = env.promise()?;
    DEFERRED.lock().unwrap().push(deferred);
    Ok(promise)
}

/// What another env's references and deferreds answer here; they are dropped here as well.
#[napi]
fn take_left(env: Env<'_>) -> Vec<String> {
    let kept = std::mem::take(&mut *KEPT.lock().unwrap());
    let mut answers: Vec<String> = kept
        .iter()
        .map(|value| value.get(env).map_or_else(|error| error.to_string(), |_| "read".to_owned()))
        .collect();
    for deferred in std::mem::take(&mut *DEFERRED.lock().unwrap()) {
        let settled = deferred.resolve(env, 1);
        answers.push(settled.map_or_else(|error| error.to_string(), |()| "settled".to_owned()));
    }
    answers
}

#[napi]
fn apply(numbers: Vec<f64>, callback: Callback<'_, (f64,), f64>) -> Result<Vec<f64>> {
    numbers.into_iter().map(|number| callback.call((number,))).collect()
}

#[napi]
async fn apply_later(
    env: AsyncEnv,
    number: f64,
    callback: CallbackRef<(f64,), String>,
) -> Result<String> {
    crate::futures::turn().await;
    env.enter(|env| callback.call(env, (number,)))?
}

#[napi]
fn times(env: Env<'_>, factor: f64) -> Result<Function<'_>> {
    env.typed_closure("times", move |number: f64| number * factor)
}

#[napi]
fn nothing(env: Env<'_>) -> Result<Function<'_>> {
    env.typed_closure("nothing", || ())
}

static EXITS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Remembers, when the env ends, in what order the hooks ran; one of them panics.
#[napi]
fn remember_exit(env: Env<'_>, hooks: u32) -> Result<()> {
    for hook in 0..hooks {
        env.on_exit(move || {
            EXITS.lock().unwrap().push(hook);
            assert_ne!(hook, 1, "a cleanup hook");
        })?;
    }
    Ok(())
}

#[napi]
fn exits() -> Vec<u32> {
    std::mem::take(&mut *EXITS.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
}
