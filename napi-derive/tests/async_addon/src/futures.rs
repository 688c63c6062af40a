//! `async fn`, promises awaited, futures spawned.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

use napi_derive::{
    AsyncEnv, BytesView, Env, Error, Function, FunctionRef, JsPromise, ObjectRef, Promise, Ref,
    Result, Value, ValueRef, napi,
};

/// Pending once, and woken at once.
pub(crate) fn turn() -> impl Future<Output = ()> {
    let mut turned = false;
    std::future::poll_fn(move |context| {
        if std::mem::replace(&mut turned, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
}

/// Ready when another thread says so.
#[derive(Clone, Default)]
pub(crate) struct Signal(Arc<Mutex<(bool, Option<Waker>)>>);

impl Signal {
    pub(crate) fn give(&self) {
        let waker = {
            let mut state = self.0.lock().unwrap();
            state.0 = true;
            state.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Signal {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap();
        if state.0 {
            return Poll::Ready(());
        }
        state.1 = Some(context.waker().clone());
        Poll::Pending
    }
}

#[napi]
async fn at_once(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
async fn after_turns(text: &str, turns: u32) -> Result<String> {
    for _ in 0..turns {
        turn().await;
    }
    if text.is_empty() {
        return Err(Error::range_error("nothing").with_code("ERR_EMPTY"));
    }
    Ok(format!("{text} after {turns}"))
}

#[napi]
async fn from_thread(value: f64) -> f64 {
    let signal = Signal::default();
    let given = signal.clone();
    thread::spawn(move || given.give());
    signal.await;
    value
}

/// Waits for what never comes, and need not be waited for.
#[napi]
fn never_unref(env: Env<'_>) -> Result<JsPromise<'_>> {
    let signal = Signal::default();
    // Somebody else could give it.
    SIGNALS.lock().unwrap().push(signal.clone());
    env.spawn_unref(signal)
}

static SIGNALS: Mutex<Vec<Signal>> = Mutex::new(Vec::new());

#[napi]
async fn panics_later(turns: u32) {
    for _ in 0..turns {
        turn().await;
    }
    panic!("after {turns} turns");
}

#[napi]
async fn sum(a: Promise<f64>, b: Promise<f64>) -> Result<f64> {
    Ok(a.await? + b.await?)
}

#[napi]
async fn name_of(promise: Promise<ObjectRef>, env: AsyncEnv) -> Result<String> {
    let object = promise.await?;
    env.enter(|env| object.get(env)?.get("name"))?
}

/// Calls back between awaits.
#[napi]
async fn each(env: AsyncEnv, times: u32, callback: FunctionRef) -> Result<f64> {
    let mut total = 0.0;
    for time in 0..times {
        total += env.enter(|env| callback.get(env)?.call::<f64>((time,)))??;
        turn().await;
    }
    Ok(total)
}

/// Awaits what a callback returns.
#[napi]
async fn follow(env: AsyncEnv, callback: FunctionRef) -> Result<ValueRef> {
    let promise: Promise<ValueRef> = env.enter(|env| callback.get(env)?.call(()))??;
    promise.await
}

#[napi]
fn spawned(env: Env<'_>, number: f64) -> Result<JsPromise<'_>> {
    // Not `Send`, and kept across an await.
    let shared = Rc::new(Cell::new(number));
    env.spawn(async move {
        turn().await;
        shared.get() * 2.0
    })
}

thread_local! {
    static OUTSIDE: RefCell<Option<AsyncEnv>> = const { RefCell::new(None) };
}

#[napi]
async fn keep_env(env: AsyncEnv) {
    OUTSIDE.set(Some(env));
}

/// An `AsyncEnv` in a plain call, in which it must not work.
#[napi]
fn enter_outside() -> String {
    OUTSIDE.with_borrow(|env| match env.as_ref().map(|env| env.enter(|_| ())) {
        Some(Err(error)) => error.to_string(),
        other => format!("{other:?}"),
    })
}

/// Through JavaScript into itself: the inner call has a frame of its own.
#[napi]
async fn enter_twice(env: AsyncEnv, callback: FunctionRef) -> Result<Vec<String>> {
    OUTSIDE.set(Some(env.clone()));
    let inner = env.clone();
    let nested = env.enter(|_| inner.enter(|_| ()).unwrap_err().to_string())?;
    let called: String = env.enter(|env| callback.get(env)?.call(()))??;
    Ok(vec![nested, called])
}

/// Bytes are borrowed while a future starts that would run JavaScript.
#[napi]
fn spawn_while_borrowed<'env>(
    env: Env<'env>,
    bytes: BytesView<'env>,
    callback: Function<'env>,
) -> Result<Vec<String>> {
    let callback: FunctionRef = Ref::new(callback)?;
    let answer = Rc::new(RefCell::new(Vec::new()));
    let answers = Rc::clone(&answer);
    keep_now(env)?;
    let inner = OUTSIDE.take().ok_or_else(|| Error::new("no env was kept"))?;
    let guard = bytes.borrow()?;
    let spawned = env.spawn(async move {
        let called = inner.enter(|env| callback.get(env)?.call::<()>(()));
        answers.borrow_mut().push(match called {
            Ok(Err(error)) => error.code().unwrap_or("none").to_owned(),
            other => format!("{other:?}"),
        });
    });
    let started = spawned.map(drop).map_err(|error| error.code().map(str::to_owned));
    answer.borrow_mut().push(format!("{started:?} {}", guard.len()));
    drop(guard);
    Ok(answer.take())
}

fn keep_now(env: Env<'_>) -> Result<()> {
    env.global()?.get::<Function<'_>>("keepEnv")?.call(())
}

/// A custom thenable calls back in the poll that awaits it.
#[napi]
async fn then_at_once(env: AsyncEnv, thenable: ValueRef) -> Result<f64> {
    turn().await;
    let promise: Promise<f64> = env.enter(|env| thenable.get(env)?.to())??;
    promise.await
}

/// JavaScript settles the promise in the very poll that found it pending.
#[napi]
async fn settled_in_poll(
    env: AsyncEnv,
    mut promise: Promise<f64>,
    settle: FunctionRef,
) -> Result<f64> {
    let mut first = true;
    std::future::poll_fn(move |context| {
        let polled = Pin::new(&mut promise).poll(context);
        if polled.is_pending() && std::mem::replace(&mut first, false) {
            let called = env.enter(|env| settle.get(env)?.call::<()>(()));
            if let Err(error) = called.and_then(|result| result) {
                return Poll::Ready(Err(error));
            }
        }
        polled
    })
    .await
}

static DROPPED: AtomicU32 = AtomicU32::new(0);
static WAKERS: Mutex<Vec<Waker>> = Mutex::new(Vec::new());

struct Counted(#[allow(dead_code)] ValueRef, ThreadCheck);

struct ThreadCheck(thread::ThreadId);

impl Drop for Counted {
    fn drop(&mut self) {
        if thread::current().id() == self.1.0 {
            DROPPED.fetch_add(1, Ordering::SeqCst);
        }
        if DROPPED.load(Ordering::SeqCst) % 3 == 2 {
            panic!("a destructor of a future");
        }
    }
}

/// Never ready; its waker goes to every thread.
#[napi]
async fn never(value: ValueRef) {
    let _counted = Counted(value, ThreadCheck(thread::current().id()));
    std::future::poll_fn::<(), _>(|context| {
        WAKERS.lock().unwrap().push(context.waker().clone());
        Poll::Pending
    })
    .await;
}

#[napi]
fn dropped() -> u32 {
    DROPPED.load(Ordering::SeqCst)
}

/// Wakes all that `never` left, from here and from another thread; how many.
#[napi]
fn wake_all() -> u32 {
    let wakers = std::mem::take(&mut *WAKERS.lock().unwrap());
    let count = wakers.len() as u32;
    wakers.iter().for_each(Waker::wake_by_ref);
    thread::spawn(move || wakers.into_iter().for_each(Waker::wake)).join().unwrap();
    count
}

/// Many futures, each woken by threads at once.
#[napi]
fn many(env: Env<'_>, futures: u32) -> Result<Vec<Value<'_>>> {
    let signals: Vec<Signal> = (0..futures).map(|_| Signal::default()).collect();
    let mut promises = Vec::new();
    for (number, signal) in (0..futures).zip(&signals) {
        let signal = signal.clone();
        let promise = env.spawn(async move {
            signal.await;
            turn().await;
            number
        })?;
        promises.push(promise.into());
    }
    for part in signals.chunks(signals.len().div_ceil(4).max(1)) {
        let part = part.to_vec();
        thread::spawn(move || part.iter().for_each(Signal::give));
    }
    Ok(promises)
}
