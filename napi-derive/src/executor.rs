//! The executor: one for each env, run by its loop.
//!
//! Invariants: futures live, are polled and are dropped on the env's thread, so they need not be
//! `Send`; wakers are, and know only a number and a queue. A future is polled at once when it is
//! started, so one that does not wait costs no turn of the loop. While a future waits, the loop
//! keeps running, unless it waits for promises of JavaScript alone: as with JavaScript's own
//! `await`, it is up to what settles those then. When the env ends, its futures are dropped, and
//! wakers do nothing any more.
//!
//! Neighbours: `raw/doorbell.rs` (how a waker reaches the env's thread), `raw/async_env.rs` (how a
//! future reaches the env), `task_queue.rs` (what is shared with other threads).

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::promise::{Deferred, JsPromise};
use crate::raw::async_env::while_polling;
use crate::raw::calls::Returned;
use crate::raw::doorbell::{Answer, Doorbell};
use crate::raw::env_state::EnvState;
use crate::raw::frame::{Env, Value};
use crate::task_queue::{JsWaker, TaskId, TaskQueue, TaskWaker};
use crate::tokio_runtime::Surroundings;
use crate::trace;

/// As many futures are polled in one go; then promise jobs run, and other events have their turn.
const BATCH: usize = 256;

pub(crate) struct Executor {
    tasks: RefCell<HashMap<TaskId, Entry>>,
    next: Cell<TaskId>,
    queue: Arc<TaskQueue>,
    /// How many futures keep the loop running.
    keeping: Cell<usize>,
    closed: Cell<bool>,
    /// What futures find around them, besides the env.
    pub(crate) surroundings: Surroundings,
}

struct Entry {
    /// Taken out while it is polled.
    task: Option<Box<dyn Task>>,
    waker: Arc<TaskWaker>,
    /// It was woken in its own poll, and is to be polled again.
    again: bool,
    /// It may keep the loop running.
    may_keep: bool,
    /// It does.
    keeps: bool,
}

thread_local! {
    /// The future that is being polled.
    static POLLED: RefCell<Option<Arc<TaskWaker>>> = const { RefCell::new(None) };
}

/// Makes this the future that is polled, until it is dropped.
struct Polling(Option<Arc<TaskWaker>>);

impl Polling {
    fn begin(task: Arc<TaskWaker>) -> Polling {
        Polling(POLLED.replace(Some(task)))
    }
}

impl Drop for Polling {
    fn drop(&mut self) {
        POLLED.set(self.0.take());
    }
}

/// What wakes a future that waits for a promise of JavaScript: the executor's own waker, which it
/// counts, or that of whatever is between the two.
pub(crate) enum PromiseWaker {
    Task(JsWaker),
    Other(Waker),
}

impl PromiseWaker {
    pub(crate) fn of(waker: &Waker) -> PromiseWaker {
        // A waker that is made of an `Arc` has its address. (`will_wake` compares tables of functions
        // too, of which a compiler may make several.)
        let is_own = |task: &&Arc<TaskWaker>| waker.data() == Arc::as_ptr(task).cast::<()>();
        let task = POLLED.with_borrow(|polled| polled.as_ref().filter(is_own).cloned());
        match task {
            Some(task) => PromiseWaker::Task(JsWaker::new(task)),
            None => PromiseWaker::Other(waker.clone()),
        }
    }

    pub(crate) fn wake(self) {
        match self {
            PromiseWaker::Task(waker) => waker.wake(),
            PromiseWaker::Other(waker) => waker.wake(),
        }
    }
}

/// A future with the promise it settles.
trait Task {
    /// Polls it; when it is ready, settles the promise.
    fn poll(&mut self, env: Env<'_>, context: &mut Context<'_>) -> Poll<Result<()>>;
}

struct Settling<F> {
    future: Pin<Box<F>>,
    deferred: Option<Deferred>,
}

impl<F> Task for Settling<F>
where
    F: Future<Output: for<'any> IntoJs<'any>>,
{
    fn poll(&mut self, env: Env<'_>, context: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = while_polling(env, || {
            catch_unwind(AssertUnwindSafe(|| self.future.as_mut().poll(context)))
        });
        let outcome = match polled {
            Ok(Ok(Poll::Pending)) => return Poll::Pending,
            Ok(Ok(Poll::Ready(output))) => {
                catch_unwind(AssertUnwindSafe(|| output.into_js(env))).map_err(Error::from_panic)
            }
            Ok(Err(payload)) => Err(Error::from_panic(payload)),
            Err(error) => Err(error),
        };
        let Some(deferred) = self.deferred.take() else { return Poll::Ready(Ok(())) };
        Poll::Ready(match outcome {
            Ok(Ok(value)) => deferred.resolve(env, value),
            Ok(Err(error)) | Err(error) => {
                trace::rejected(&error);
                deferred.reject(env, error)
            }
        })
    }
}

impl Executor {
    /// The executor of this env, made when it is first needed.
    pub(crate) fn of(env: Env<'_>) -> Result<Rc<Executor>> {
        if let Some(slot) = env.data::<Slot>()? {
            return Ok(Rc::clone(&slot.0));
        }
        let answering = Doorbell::install(env, "napi-derive.executor", None, |bell| {
            let executor = Rc::new(Executor {
                tasks: RefCell::default(),
                next: Cell::new(0),
                queue: TaskQueue::new(Arc::clone(bell)),
                keeping: Cell::new(0),
                closed: Cell::new(false),
                surroundings: Surroundings::default(),
            });
            Rc::new(Answering { executor, relay: false })
        })?;
        let executor = Rc::clone(&answering.executor);
        executor.queue.bell().keep_loop_running(env, false);
        // References that other threads drop are let go by it, too.
        EnvState::of(env)?.life().set_bell(Arc::clone(executor.queue.bell()));
        env.set_data(Slot(Rc::clone(&executor)))?;
        Ok(executor)
    }

    /// Starts a future; it is polled before this returns.
    fn start<F>(&self, env: Env<'_>, future: F, deferred: Deferred, may_keep: bool) -> Result<()>
    where
        F: Future<Output: for<'any> IntoJs<'any>> + 'static,
    {
        if self.closed.get() {
            return Err(Error::new("the environment ends: no future can be started"));
        }
        // It fails here or not at all.
        let _entered = self.surroundings.enter()?;
        let id = self.next.get();
        self.next.set(id + 1);
        let waker = TaskWaker::new(id, Arc::clone(&self.queue));
        let task = Settling { future: Box::pin(future), deferred: Some(deferred) };
        let entry =
            Entry { task: Some(Box::new(task)), waker, again: false, may_keep, keeps: false };
        self.tasks.borrow_mut().insert(id, entry);
        self.poll(env, id)
    }

    /// A future begins to keep the loop running, or ceases to.
    fn keep(&self, env: Env<'_>, before: bool, now: bool) {
        if before == now {
            return;
        }
        let keeping = self.keeping.get();
        self.keeping.set(if now { keeping + 1 } else { keeping - 1 });
        // The first one, or the last.
        if keeping == usize::from(before) {
            self.queue.bell().keep_loop_running(env, now);
        }
    }

    /// Polls a future, if it still waits.
    fn poll(&self, env: Env<'_>, id: TaskId) -> Result<()> {
        let (mut task, waker) = {
            let mut tasks = self.tasks.borrow_mut();
            let Some(entry) = tasks.get_mut(&id) else { return Ok(()) };
            match entry.task.take() {
                Some(task) => (task, Arc::clone(&entry.waker)),
                None => {
                    entry.again = true;
                    return Ok(());
                }
            }
        };
        // What wakes it from here on is heard.
        waker.rearm();
        // Also for its destructor. It was entered when the future was started.
        let _entered = self.surroundings.entered_before();
        let polled = {
            let _polling = Polling::begin(Arc::clone(&waker));
            let waker = Waker::from(Arc::clone(&waker));
            task.poll(env, &mut Context::from_waker(&waker))
        };
        let Poll::Ready(outcome) = polled else {
            return self.wait(env, id, task, waker);
        };
        let entry = self.tasks.borrow_mut().remove(&id);
        if let Some(entry) = entry {
            self.keep(env, entry.keeps, false);
        }
        drop_quietly(task)?;
        outcome
    }

    /// A future is pending.
    fn wait(
        &self,
        env: Env<'_>,
        id: TaskId,
        task: Box<dyn Task>,
        waker: Arc<TaskWaker>,
    ) -> Result<()> {
        let (again, kept, keeps) = {
            let mut tasks = self.tasks.borrow_mut();
            let Some(entry) = tasks.get_mut(&id) else {
                // The env ended in the poll.
                drop(tasks);
                return drop_quietly(task);
            };
            entry.task = Some(task);
            let again = std::mem::take(&mut entry.again);
            // The two shares: the entry's, and the one in this call.
            let keeps = entry.may_keep && (again || waker.may_be_woken(2));
            (again, std::mem::replace(&mut entry.keeps, keeps), keeps)
        };
        self.keep(env, kept, keeps);
        if again {
            // It was taken out of the queue in its own poll, and goes there again.
            waker.rearm();
            Waker::from(waker).wake();
        }
        Ok(())
    }

    /// Polls the futures that were woken.
    pub(crate) fn run_woken(self: &Rc<Self>, env: Env<'_>) {
        for _ in 0..BATCH {
            let Some(id) = self.queue.next() else { return };
            if let Err(error) = self.poll(env, id) {
                crate::raw::errors::uncaught(env, error);
            }
        }
        // The others in a later turn.
        if self.queue.is_filled() {
            if self.queue.relay().is_none() && !self.closed.get() {
                // Without one it goes on all the same.
                let _ = self.install_relay(env);
            }
            self.queue.ring();
        }
    }

    fn install_relay(self: &Rc<Self>, env: Env<'_>) -> Result<()> {
        let mut installed = None;
        Doorbell::install(env, "napi-derive.executor", None, |bell| {
            installed = Some(Arc::clone(bell));
            Rc::new(Answering { executor: Rc::clone(self), relay: true })
        })?;
        if let Some(bell) = installed {
            bell.keep_loop_running(env, false);
            // Only now, when it can be rung: threads will.
            self.queue.set_relay(bell);
        }
        Ok(())
    }
}

/// An executor behind one of its bells.
struct Answering {
    executor: Rc<Executor>,
    relay: bool,
}

impl Answer for Answering {
    fn answer<'env>(&self, env: Env<'env>, _: Option<Value<'env>>) {
        self.executor.queue.answering(self.relay);
        // Without the env's state there are no references either.
        let _ = crate::raw::references::delete_dropped(env);
        self.executor.run_woken(env);
    }

    fn closed(&self) {
        self.executor.close();
    }
}

impl Executor {
    /// The env ends.
    fn close(&self) {
        self.closed.set(true);
        let tasks = std::mem::take(&mut *self.tasks.borrow_mut());
        // Without a future nothing was started.
        let _entered = self.surroundings.entered_before();
        for entry in tasks.into_values() {
            // A future whose destructor panics must not keep the others.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(entry)));
        }
    }
}

/// Sees to it that references which other threads drop are let go soon: the executor's bell tells
/// the env's thread of them. Where there can be no executor the env ends, and takes them along.
#[cold]
pub(crate) fn hear_of_dropped(env: Env<'_>) {
    let _ = Executor::of(env);
}

/// The data of the env that holds its executor.
struct Slot(Rc<Executor>);

/// Drops a future; a panic of its destructor is an error.
fn drop_quietly(task: Box<dyn Task>) -> Result<()> {
    catch_unwind(AssertUnwindSafe(|| drop(task))).map_err(Error::from_panic)
}

impl<'env> Env<'env> {
    /// Runs a future on the env's loop; a promise for its result.
    ///
    /// The future is polled on the env's thread, the first time before this returns, and may hold
    /// whatever is `'static`: it need not be `Send`. Whatever wakes it may be on any thread. It
    /// reaches the env through an [`AsyncEnv`](crate::AsyncEnv).
    ///
    /// The loop keeps running while it waits for anything that may wake it from elsewhere, such as
    /// a thread. While it waits for a [`Promise`](crate::Promise) alone, whatever settles that one
    /// decides, as with `await` in JavaScript: if nothing keeps the loop running, the process ends,
    /// and the future with it. [`Env::spawn_unref`] never keeps the loop running. If the env ends
    /// first, the future is dropped. A panic rejects the promise, and so does `Err`.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// #[napi]
    /// fn both(env: Env<'_>, a: Promise<f64>, b: Promise<f64>) -> Result<JsPromise<'_>> {
    ///     env.spawn(async move { Ok::<f64, Error>(a.await? + b.await?) })
    /// }
    /// ```
    pub fn spawn<F>(self, future: F) -> Result<JsPromise<'env>>
    where
        F: Future<Output: for<'any> IntoJs<'any>> + 'static,
    {
        self.spawn_with(future, true)
    }

    /// The same, of a future that is not to be waited for: the loop may end although it has not.
    pub fn spawn_unref<F>(self, future: F) -> Result<JsPromise<'env>>
    where
        F: Future<Output: for<'any> IntoJs<'any>> + 'static,
    {
        self.spawn_with(future, false)
    }

    fn spawn_with<F>(self, future: F, may_keep: bool) -> Result<JsPromise<'env>>
    where
        F: Future<Output: for<'any> IntoJs<'any>> + 'static,
    {
        let executor = Executor::of(self)?;
        let (deferred, promise) = self.promise()?;
        executor.start(self, future, deferred, may_keep)?;
        Ok(promise)
    }
}

/// What an `async fn` marked `#[napi]` returns: its arguments were taken, or could not be, which
/// rejects the promise as everything does that goes wrong in an asynchronous function.
#[doc(hidden)]
pub fn start<'env, F>(env: Env<'env>, future: Result<F>) -> Result<Returned<'env>>
where
    F: Future<Output: for<'any> IntoJs<'any>> + 'static,
{
    let promise = match future.and_then(|future| env.spawn(future)) {
        Ok(promise) => promise,
        Err(error) => {
            trace::rejected(&error);
            let (deferred, promise) = env.promise()?;
            deferred.reject(env, error)?;
            promise
        }
    };
    Ok(Returned::from(Value::from(promise)))
}
