//! `Task` and `AsyncTask`: computing on the host's thread pool, with a promise for the result.
//!
//! Neighbours: `raw/async_work.rs`, `abort_signal.rs`; `computing.rs` is for Rust code that waits.
//! For work that waits instead of computing, see `executor.rs`.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use crate::abort_signal::{AbortSignal, Listener};
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::promise::{Deferred, JsPromise};
use crate::raw::async_work::{self, Queued};
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// A computation for the host's thread pool: JavaScript goes on meanwhile, and gets a promise.
///
/// The pool is libuv's on Napkin and Node (`UV_THREADPOOL_SIZE`, four threads by default), shared
/// with the file system and `crypto`: meant for computing, not for waiting.
///
/// ```no_run
/// use napi_derive::{AbortSignal, AsyncTask, Env, Result, Task, napi};
///
/// struct CountPrimes {
///     limit: u32,
/// }
///
/// impl Task for CountPrimes {
///     type Output = usize;
///     type JsValue = u32;
///
///     /// On a thread of the pool.
///     fn compute(&mut self) -> Result<usize> {
///         Ok((2..self.limit).filter(|n| (2..*n).all(|d| n % d != 0)).count())
///     }
///
///     /// On JavaScript's thread.
///     fn resolve(&mut self, _env: Env<'_>, count: usize) -> Result<u32> {
///         Ok(count as u32)
///     }
/// }
///
/// /// `await countPrimes(1000, controller.signal)`
/// #[napi]
/// fn count_primes(limit: u32, signal: Option<AbortSignal>) -> AsyncTask<CountPrimes> {
///     AsyncTask::with_optional_signal(CountPrimes { limit }, signal)
/// }
/// ```
pub trait Task: Send + Sized + 'static {
    /// What is computed.
    type Output: Send + 'static;

    /// What the promise resolves with.
    type JsValue: for<'any> IntoJs<'any>;

    /// Computes, on a thread of the pool, where there is no env. A panic rejects the promise.
    fn compute(&mut self) -> Result<Self::Output>;

    /// Makes what the promise resolves with, on the env's thread. `Err` rejects it.
    fn resolve(&mut self, env: Env<'_>, output: Self::Output) -> Result<Self::JsValue>;

    /// What becomes of an error of `compute`, on the env's thread: it rejects the promise, unless
    /// this makes a value of it.
    fn reject(&mut self, env: Env<'_>, error: Error) -> Result<Self::JsValue> {
        let _ = env;
        Err(error)
    }
}

/// A [`Task`] as the result of a function, which JavaScript sees as a promise.
#[must_use = "the task is queued when this converts into JavaScript"]
pub struct AsyncTask<T> {
    task: T,
    signal: Option<AbortSignal>,
}

impl<T: Task> AsyncTask<T> {
    /// The task, to be queued when it is returned.
    pub fn new(task: T) -> AsyncTask<T> {
        AsyncTask { task, signal: None }
    }

    /// With a signal that rejects the promise, with its reason. A task that has not begun is taken
    /// out of the queue; one that has goes on, and its result is dropped (it can look at
    /// [`AbortSignal::flag`]).
    pub fn with_signal(task: T, signal: AbortSignal) -> AsyncTask<T> {
        AsyncTask { task, signal: Some(signal) }
    }

    /// With a signal if there is one: an `Option<AbortSignal>` argument.
    pub fn with_optional_signal(task: T, signal: Option<AbortSignal>) -> AsyncTask<T> {
        AsyncTask { task, signal }
    }
}

impl<'env, T: Task> IntoJs<'env> for AsyncTask<T> {
    const TYPE: &'static Type = &Type::Generic("Promise", &[<T::JsValue as IntoJs<'static>>::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        queue(env, self.task, self.signal).map(Into::into)
    }
}

impl<'env> Env<'env> {
    /// Runs a closure on the host's thread pool; a promise for what it returns.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// #[napi]
    /// fn checksum(env: Env<'_>, bytes: Vec<u8>) -> Result<JsPromise<'_>> {
    ///     env.compute(move || bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>())
    /// }
    /// ```
    pub fn compute<R>(self, compute: impl FnOnce() -> R + Send + 'static) -> Result<JsPromise<'env>>
    where
        R: for<'any> IntoJs<'any> + Send + 'static,
    {
        queue(self, Closure { compute: Some(compute) }, None)
    }

    /// Runs a closure on the host's thread pool, then another one on the env's thread, with what
    /// the first returned: for functions that take a callback. `name` is what the host's diagnostics
    /// call the work.
    ///
    /// The second gets an error when the first panicked, or when the env ends before it began. What
    /// it returns as an error is an uncaught exception.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// #[napi]
    /// fn checksum(env: Env<'_>, bytes: Vec<u8>, callback: FunctionRef) -> Result<()> {
    ///     let sum = move || bytes.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    ///     env.compute_then("checksum", sum, move |env, sum| callback.get(env)?.call((Null, sum?)))
    /// }
    /// ```
    ///
    /// # Errors
    /// When the host does not take the work.
    pub fn compute_then<R: Send + 'static>(
        self,
        name: &str,
        compute: impl FnOnce() -> R + Send + 'static,
        complete: impl for<'any> FnOnce(Env<'any>, Result<R>) -> Result<()> + 'static,
    ) -> Result<()> {
        let job = Detached { compute: Some(compute), output: None };
        let complete = move |env: Env<'_>, job: Detached<_, R>, _: bool| {
            complete(env, job.output.unwrap_or_else(|| Err(given_up())))
        };
        async_work::queue(self, name, job, Detached::run, complete).map(drop)
    }
}

/// A closure whose result goes to another one.
struct Detached<F, R> {
    compute: Option<F>,
    output: Option<Result<R>>,
}

impl<F: FnOnce() -> R, R> Detached<F, R> {
    fn run(&mut self) {
        if let Some(compute) = self.compute.take() {
            let outcome = catch_unwind(AssertUnwindSafe(compute));
            self.output = Some(outcome.map_err(Error::from_panic));
        }
    }
}

/// The env ends, and the host gave the queue up.
fn given_up() -> Error {
    Error::new("the task was cancelled").with_code("ERR_TASK_CANCELLED")
}

/// A closure as a task.
struct Closure<F> {
    compute: Option<F>,
}

impl<F, R> Task for Closure<F>
where
    F: FnOnce() -> R + Send + 'static,
    R: for<'any> IntoJs<'any> + Send + 'static,
{
    type Output = R;
    type JsValue = R;

    fn compute(&mut self) -> Result<R> {
        let compute = self.compute.take().ok_or_else(|| Error::new("computed twice"))?;
        Ok(compute())
    }

    fn resolve(&mut self, _: Env<'_>, output: R) -> Result<R> {
        Ok(output)
    }
}

/// What the pool's thread works on.
struct Job<T: Task> {
    task: T,
    output: Option<Result<T::Output>>,
}

/// What waits on the env's thread, for the completion or the signal.
#[derive(Default)]
struct Waiting {
    deferred: Cell<Option<Deferred>>,
    queued: Cell<Option<Queued>>,
    listener: Cell<Option<Listener>>,
}

fn compute<T: Task>(job: &mut Job<T>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| job.task.compute()));
    job.output = Some(outcome.unwrap_or_else(|payload| Err(Error::from_panic(payload))));
}

fn queue<T: Task>(env: Env<'_>, task: T, signal: Option<AbortSignal>) -> Result<JsPromise<'_>> {
    let (deferred, promise) = env.promise()?;
    if let Some(signal) = &signal
        && signal.is_aborted(env)?
    {
        deferred.reject(env, Error::thrown(signal.reason(env)?))?;
        return Ok(promise);
    }
    let waiting = Rc::new(Waiting::default());
    waiting.deferred.set(Some(deferred));
    if let Some(signal) = signal {
        let aborted = Rc::clone(&waiting);
        let listener = signal.on_abort(env, move |env, reason| abort(env, &aborted, reason))?;
        waiting.listener.set(Some(listener));
    }
    let completed = Rc::clone(&waiting);
    let complete = move |env: Env<'_>, job: Job<T>, cancelled: bool| {
        if let Some(listener) = completed.listener.take() {
            listener.remove(env)?;
        }
        // Without one, the signal came first.
        let Some(deferred) = completed.deferred.take() else { return Ok(()) };
        let Job { mut task, output } = job;
        let settled = catch_unwind(AssertUnwindSafe(|| {
            let value = match output {
                Some(Ok(output)) if !cancelled => task.resolve(env, output),
                Some(Err(error)) => task.reject(env, error),
                _ => Err(given_up()),
            };
            drop(task);
            value?.into_js(env)
        }));
        match settled.map_err(Error::from_panic) {
            Ok(Ok(value)) => deferred.resolve(env, value),
            Ok(Err(error)) | Err(error) => {
                // What the panic left borrowed was on the stack that is gone.
                env.ledger().clear();
                deferred.reject(env, error)
            }
        }
    };
    let name = std::any::type_name::<T>();
    let queued = async_work::queue(env, name, Job { task, output: None }, compute::<T>, complete)?;
    waiting.queued.set(Some(queued));
    Ok(promise)
}

fn abort(env: Env<'_>, waiting: &Waiting, reason: Value<'_>) -> Result<()> {
    if let Some(queued) = waiting.queued.take() {
        queued.cancel(env);
    }
    match waiting.deferred.take() {
        Some(deferred) => deferred.reject(env, Error::thrown(reason)),
        None => Ok(()),
    }
}
