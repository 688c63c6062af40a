//! `AsyncTask`: computing on the host's thread pool, with a promise for the result.
//!
//! Neighbours: `raw/async_work.rs`, `abort_signal.rs`. For work that waits instead of computing,
//! see `executor.rs`.

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
/// use napi_derive::{AbortSignal, AsyncTask, Env, IntoJs, Pooled, Result, Value, napi};
///
/// struct CountPrimes {
///     limit: u32,
/// }
///
/// impl AsyncTask for CountPrimes {
///     type Output = u32;
///
///     /// On a thread of the pool.
///     fn compute(&mut self) -> Result<u32> {
///         Ok((2..self.limit).filter(|n| (2..*n).all(|d| n % d != 0)).count() as u32)
///     }
///
///     /// On JavaScript's thread.
///     fn resolve<'env>(self, env: Env<'env>, count: u32) -> Result<Value<'env>> {
///         count.into_js(env)
///     }
/// }
///
/// /// `await countPrimes(1000, controller.signal)`
/// #[napi]
/// fn count_primes(limit: u32, signal: Option<AbortSignal>) -> Pooled<CountPrimes> {
///     CountPrimes { limit }.in_pool().with_signal(signal)
/// }
/// ```
pub trait AsyncTask: Send + Sized + 'static {
    /// What is computed.
    type Output: Send + 'static;

    /// What `resolve` makes of it, for the TypeScript declarations: `<u32 as IntoJs>::TYPE`.
    const TYPE: &'static Type = Type::UNKNOWN;

    /// Computes, on a thread of the pool, where there is no env. A panic rejects the promise.
    fn compute(&mut self) -> Result<Self::Output>;

    /// Makes the value that the promise resolves with, on the env's thread. `Err` rejects it.
    fn resolve<'env>(self, env: Env<'env>, output: Self::Output) -> Result<Value<'env>>;

    /// What becomes of an error of `compute`, on the env's thread: it rejects the promise, unless
    /// this makes a value of it.
    fn reject(self, env: Env<'_>, error: Error) -> Result<Value<'_>> {
        let _ = env;
        Err(error)
    }

    /// The task, to be returned from a function: it is queued then.
    fn in_pool(self) -> Pooled<Self> {
        Pooled { task: self, signal: None }
    }
}

/// An [`AsyncTask`] as the result of a function, which JavaScript sees as a promise.
#[must_use = "the task is queued when this converts into JavaScript"]
pub struct Pooled<T> {
    task: T,
    signal: Option<AbortSignal>,
}

impl<T: AsyncTask> Pooled<T> {
    /// With a signal that rejects the promise, with its reason. A task that has not begun is taken
    /// out of the queue; one that has goes on, and its result is dropped (it can look at
    /// [`AbortSignal::flag`]).
    pub fn with_signal(mut self, signal: impl Into<Option<AbortSignal>>) -> Pooled<T> {
        self.signal = signal.into();
        self
    }
}

impl<'env, T: AsyncTask> IntoJs<'env> for Pooled<T> {
    const TYPE: &'static Type = &Type::Generic("Promise", &[T::TYPE]);

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
}

/// A closure as a task.
struct Closure<F> {
    compute: Option<F>,
}

impl<F, R> AsyncTask for Closure<F>
where
    F: FnOnce() -> R + Send + 'static,
    R: for<'any> IntoJs<'any> + Send + 'static,
{
    type Output = R;

    fn compute(&mut self) -> Result<R> {
        let compute = self.compute.take().ok_or_else(|| Error::new("computed twice"))?;
        Ok(compute())
    }

    fn resolve<'env>(self, env: Env<'env>, output: R) -> Result<Value<'env>> {
        output.into_js(env)
    }
}

/// What the pool's thread works on.
struct Job<T: AsyncTask> {
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

fn compute<T: AsyncTask>(job: &mut Job<T>) {
    let outcome = catch_unwind(AssertUnwindSafe(|| job.task.compute()));
    job.output = Some(outcome.unwrap_or_else(|payload| Err(Error::from_panic(payload))));
}

fn queue<T: AsyncTask>(
    env: Env<'_>,
    task: T,
    signal: Option<AbortSignal>,
) -> Result<JsPromise<'_>> {
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
        let Job { task, output } = job;
        let settled = catch_unwind(AssertUnwindSafe(|| match output {
            Some(Ok(output)) if !cancelled => task.resolve(env, output),
            Some(Err(error)) => task.reject(env, error),
            // The env ends, and the host gave the queue up.
            _ => Err(Error::new("the task was cancelled").with_code("ERR_TASK_CANCELLED")),
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
