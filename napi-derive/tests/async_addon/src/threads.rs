//! Thread-safe functions.

use std::cell::RefCell;
use std::sync::Mutex;
use std::thread;

use crate::futures::{Signal, turn};
use napi_derive::{Buffer, CallError, Env, Error, Function, IntoJs, JsPromise, Promise, Result, ThreadsafeFunction, Value, ValueRef, napi};

/// Calls it from several threads, and drops it on each of them.
#[napi]
fn call_from_threads(threads: u32, times: u32, callback: ThreadsafeFunction<(u32, String)>) {
    for thread in 0..threads {
        let callback = callback.clone();
        thread::spawn(move || {
            for time in 0..times {
                callback.call((thread, format!("{thread}.{time}"))).unwrap();
            }
        });
    }
}

#[napi]
fn call_batched(times: u32, callback: Function<'_>) -> Result<()> {
    let callback: ThreadsafeFunction<(u32,)> =
        ThreadsafeFunction::builder(callback).batched().build()?;
    thread::spawn(move || (0..times).for_each(|time| callback.call((time,)).unwrap()));
    Ok(())
}

/// All calls are queued before the first is made.
#[napi]
fn call_at_once(times: u32, batched: bool, callback: Function<'_>) -> Result<()> {
    let builder = ThreadsafeFunction::builder(callback);
    let callback: ThreadsafeFunction<(u32,)> =
        if batched { builder.batched() } else { builder }.build()?;
    (0..times).for_each(|time| callback.call((time,)).unwrap());
    Ok(())
}

/// What a bounded queue answers when it is full, on this thread.
#[napi]
fn fill_queue(callback: Function<'_>) -> Result<Vec<String>> {
    let callback: ThreadsafeFunction<(u32,)> =
        ThreadsafeFunction::builder(callback).queue_limit(2).build()?;
    let mut answers = Vec::new();
    for number in 0..3 {
        answers.push(format!("{:?}", callback.call((number,))));
    }
    answers.push(format!("{:?}", callback.call_blocking((3,))));
    answers.push(callback.waiting().to_string());
    Ok(answers)
}

/// A queue of one place: the thread waits for each call to be made.
#[napi]
fn call_blocking(times: u32, callback: Function<'_>) -> Result<()> {
    let callback: ThreadsafeFunction<(u32,)> =
        ThreadsafeFunction::builder(callback).queue_limit(1).build()?;
    for thread in 0..2 {
        let callback = callback.clone();
        thread::spawn(move || {
            (0..times).for_each(|time| callback.call_blocking((thread * times + time,)).unwrap());
        });
    }
    Ok(())
}

/// Asks JavaScript on another thread and waits; the answers come in a promise.
#[napi]
async fn ask(ask: ThreadsafeFunction<(u32,)>) -> Vec<String> {
    let done: ThreadsafeFunction<(u32,)> = ask.clone();
    let finished = Signal::default();
    let finishes = finished.clone();
    let thread = thread::spawn(move || {
        let answers = (0..3).map(|number| {
            match done.call_for_result::<f64>((number,)).unwrap().wait().unwrap() {
                Ok(number) => number.to_string(),
                Err(error) => format!("{error}"),
            }
        });
        let answers = answers.collect::<Vec<String>>();
        finishes.give();
        answers
    });
    // Awaited, on the env's own thread, meanwhile.
    let reply = ask.call_for_result::<String>((3,)).unwrap();
    let reply = match reply.await {
        Ok(Ok(text)) => text,
        other => format!("{other:?}"),
    };
    let waits = ask.call_for_result::<ValueRef>((4,)).unwrap().wait();
    finished.await;
    let mut answers = thread.join().unwrap();
    answers.push(reply);
    answers.push(format!("{:?}", waits.map(drop)));
    answers
}

/// Adds the bytes up on another thread, once `go` is resolved.
#[napi]
async fn sum_elsewhere(bytes: Buffer, go: Promise<()>) -> Result<u32> {
    let (say, said) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        said.recv().unwrap();
        bytes.iter().map(|byte| u32::from(*byte)).sum()
    });
    go.await?;
    say.send(()).unwrap();
    Ok(thread.join().unwrap())
}

/// Polled again and again, at once, until another thread has called the function.
#[napi]
async fn busy_until_called(callback: ThreadsafeFunction<(u32,)>) {
    let thread = thread::spawn(move || {
        callback.call_for_result::<f64>((0,)).unwrap().wait().unwrap().unwrap();
    });
    while !thread.is_finished() {
        turn().await;
    }
}

thread_local! {
    static UNREFED: RefCell<Option<ThreadsafeFunction<(u32,)>>> = const { RefCell::new(None) };
}

/// Stays, and lets the loop end all the same.
#[napi]
fn keep_unrefed(env: Env<'_>, callback: ThreadsafeFunction<(u32,)>) -> Result<()> {
    callback.keep_alive(env)?;
    callback.unref(env)?;
    UNREFED.set(Some(callback));
    Ok(())
}

/// Functions of envs that have ended or will end, for all threads.
static KEPT: Mutex<Vec<ThreadsafeFunction<(u32,)>>> = Mutex::new(Vec::new());

#[napi]
fn keep_for_all(callback: Function<'_>) -> Result<()> {
    let callback = ThreadsafeFunction::builder(callback).queue_limit(1).unref().build()?;
    // A thread that waits for room when the env ends.
    let waits = callback.clone();
    callback.call((0,))?;
    let (started, begun) = std::sync::mpsc::channel();
    let thread = thread::spawn(move || {
        started.send(()).unwrap();
        waits.call_blocking((1,))
    });
    begun.recv()?;
    WAITING.lock().unwrap().push(thread);
    KEPT.lock().unwrap().push(callback);
    Ok(())
}

static WAITING: Mutex<Vec<thread::JoinHandle<Result<(), CallError>>>> = Mutex::new(Vec::new());

/// What the kept functions answer, here and on another thread, and what the waiting threads got.
#[napi]
fn call_kept(env: Env<'_>) -> Result<Vec<String>> {
    let kept = std::mem::take(&mut *KEPT.lock().unwrap());
    let mut answers = Vec::new();
    for callback in kept {
        answers.push(format!("{:?}", callback.call((2,))));
        answers.push(format!("{:?}", callback.call_for_result::<f64>((2,)).map(drop)));
        answers.push(callback.unref(env).unwrap_err().to_string());
        let elsewhere = thread::spawn(move || callback.call_blocking((3,)));
        answers.push(format!("{:?}", elsewhere.join().unwrap()));
    }
    for thread in std::mem::take(&mut *WAITING.lock().unwrap()) {
        answers.push(format!("{:?}", thread.join().unwrap()));
    }
    Ok(answers)
}

/// An argument that does not convert, on its way.
#[napi]
fn call_with_unconvertible(callback: ThreadsafeFunction<(u64,)>) -> Result<()> {
    callback.call((u64::MAX,)).map_err(Error::from)
}

/// A closure with a promise, settled by a thread through a function of its own.
#[napi]
fn settle_from_thread(env: Env<'_>, value: f64) -> Result<JsPromise<'_>> {
    let (deferred, promise) = env.promise()?;
    let deferred = std::cell::Cell::new(Some(deferred));
    let settle = env.closure("settle", move |cx| {
        if let Some(deferred) = deferred.take() {
            deferred.resolve(cx.env(), cx.value(0)?)?;
        }
        cx.env().undefined()
    })?;
    let settle: ThreadsafeFunction<(f64,)> = ThreadsafeFunction::builder(settle).build()?;
    thread::spawn(move || settle.call((value,)));
    Ok(promise)
}

struct Panics(u32);

impl<'env> IntoJs<'env> for Panics {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        assert_ne!(self.0, 1, "a conversion");
        self.0.into_js(env)
    }
}

/// The second of three calls panics while it is converted.
#[napi]
fn call_with_panic(batched: bool, callback: Function<'_>) -> Result<()> {
    let builder = ThreadsafeFunction::builder(callback);
    let callback: ThreadsafeFunction<(Panics,)> =
        if batched { builder.batched() } else { builder }.build()?;
    (0..3).try_for_each(|number| callback.call((Panics(number),)).map_err(Error::from))
}

/// Threads that call until they are told that nobody listens, one waiting for room, one not, one
/// for results.
#[napi]
fn call_until_closed(callback: Function<'_>) -> Result<()> {
    let bounded: ThreadsafeFunction<(u32,)> =
        ThreadsafeFunction::builder(callback).queue_limit(4).build()?;
    let unbounded: ThreadsafeFunction<(u32,)> =
        ThreadsafeFunction::builder(callback).batched().build()?;
    let asked = unbounded.clone();
    let threads = [
        thread::spawn(move || (0..).find_map(|n| bounded.call_blocking((n,)).err())),
        thread::spawn(move || {
            // Not faster than it is called, or the queue would fill the memory.
            (0..).find_map(|n| {
                while unbounded.waiting() > 1000 {
                    thread::yield_now();
                }
                unbounded.call((n,)).err()
            })
        }),
        thread::spawn(move || {
            let mut closed = None;
            while closed.is_none() {
                match asked.call_for_result::<ValueRef>((0,)) {
                    // What the call returned is dropped here, perhaps after its env.
                    Ok(reply) => drop(reply.wait()),
                    Err(error) => closed = Some(error),
                }
            }
            closed
        }),
    ];
    CALLING.lock().unwrap().extend(threads);
    Ok(())
}

static CALLING: Mutex<Vec<thread::JoinHandle<Option<CallError>>>> = Mutex::new(Vec::new());

/// Joins those threads; what each was told.
#[napi]
fn join_calling() -> Vec<String> {
    let threads = std::mem::take(&mut *CALLING.lock().unwrap());
    threads.into_iter().map(|thread| format!("{:?}", thread.join().unwrap())).collect()
}
