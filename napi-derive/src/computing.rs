//! `AsyncEnv::compute`: a closure on the host's thread pool, awaited by Rust code.
//!
//! Invariant: the closure's result moves from the pool's thread to the future, on the env's thread;
//! it needs no conversion, since JavaScript never sees it.
//!
//! Neighbours: `async_task.rs` (the same with a promise for JavaScript), `raw/async_work.rs`.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::raw::async_env::AsyncEnv;
use crate::raw::async_work;
use crate::raw::frame::Env;

/// What a closure on the thread pool computes, for an `async fn` to await: see
/// [`AsyncEnv::compute`].
#[must_use = "the closure runs in any case; await this for its result"]
pub struct Computing<R> {
    awaited: Rc<RefCell<Awaited<R>>>,
}

struct Awaited<R> {
    outcome: Option<Result<R>>,
    waker: Option<Waker>,
}

struct Job<F, R> {
    compute: Option<F>,
    outcome: Option<Result<R>>,
}

fn compute<F: FnOnce() -> R, R>(job: &mut Job<F, R>) {
    if let Some(compute) = job.compute.take() {
        let outcome = catch_unwind(AssertUnwindSafe(compute));
        job.outcome = Some(outcome.map_err(Error::from_panic));
    }
}

impl AsyncEnv {
    /// Runs a closure on the host's thread pool, beginning now: `.await` what this returns for its
    /// result. Several run at the same time, as many as the pool has threads.
    ///
    /// The pool is libuv's on Napkin and Node, as for [`Task`](crate::Task). A closure
    /// that has begun runs to its end, also when the future was dropped.
    ///
    /// ```no_run
    /// use napi_derive::{AsyncEnv, Buffer, Result, napi};
    ///
    /// #[napi]
    /// async fn checksums(env: AsyncEnv, files: Vec<Buffer>) -> Result<Vec<u32>> {
    ///     let start = |file: Buffer| env.compute(move || file.iter().map(|b| u32::from(*b)).sum());
    ///     let computing = files.into_iter().map(start).collect::<Result<Vec<_>>>()?;
    ///     let mut sums = Vec::new();
    ///     for sum in computing {
    ///         sums.push(sum.await?);
    ///     }
    ///     Ok(sums)
    /// }
    /// ```
    ///
    /// # Errors
    /// As of [`AsyncEnv::enter`]. Awaiting gives an error if the closure panicked (the code is
    /// `ERR_NATIVE_PANIC`), or if the env ends before it began.
    pub fn compute<R>(&self, closure: impl FnOnce() -> R + Send + 'static) -> Result<Computing<R>>
    where
        R: Send + 'static,
    {
        self.enter(|env| start(env, closure))?
    }
}

fn start<F, R>(env: Env<'_>, closure: F) -> Result<Computing<R>>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    let awaited = Rc::new(RefCell::new(Awaited { outcome: None, waker: None }));
    let settled = Rc::clone(&awaited);
    let complete = move |env: Env<'_>, job: Job<F, R>, _cancelled: bool| {
        let outcome = job.outcome.unwrap_or_else(|| {
            // The env ends, and the host gave the queue up.
            Err(Error::new("the computation was cancelled").with_code("ERR_TASK_CANCELLED"))
        });
        let waker = {
            let mut awaited = settled.borrow_mut();
            awaited.outcome = Some(outcome);
            awaited.waker.take()
        };
        let Some(waker) = waker else { return Ok(()) };
        waker.wake();
        // Now, and not in a later turn of the loop.
        Executor::of(env)?.run_woken(env);
        Ok(())
    };
    let job = Job { compute: Some(closure), outcome: None };
    let name = std::any::type_name::<F>();
    async_work::queue(env, name, job, compute::<F, R>, complete)?;
    Ok(Computing { awaited })
}

impl<R> Future for Computing<R> {
    type Output = Result<R>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<R>> {
        let mut awaited = self.awaited.borrow_mut();
        match awaited.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                awaited.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl<R> fmt::Debug for Computing<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Computing")
    }
}
