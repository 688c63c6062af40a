//! `ThreadsafeFunction`: calling JavaScript from any thread.
//!
//! Invariants: the queue holds what was accepted and not yet called; it is bounded if that was
//! asked for. The handles on other threads share it with the receiver on the env's thread, which
//! has the JavaScript function. When the last handle is dropped, what is queued is still called;
//! when the env ends, it is dropped there, and every later call is an error.
//!
//! Neighbours: `raw/doorbell.rs` (the host's thread-safe function), `reply.rs` (results).

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::convert::{FromJs, IntoArguments};
use crate::error::{Error, Result};
use crate::function::Function;
use crate::raw::doorbell::{Answer, Doorbell};
use crate::raw::env_life::EnvLife;
use crate::raw::env_state::EnvState;
use crate::raw::frame::{Env, Value};
use crate::reply::{Reply, channel};
use crate::turns_ahead::TurnsAhead;
use crate::types::Type;

/// As many calls in one turn of a batched function; then promise jobs and other events run.
const BATCH: usize = 1000;

/// A JavaScript function that any thread can call. `Args` is a tuple of what it is called with:
/// values that are `Send` and convert into JavaScript, which happens on the env's thread.
///
/// Clone it for each thread. A function of JavaScript converts into one, so it can be the parameter
/// of a `#[napi]` function; [`ThreadsafeFunction::builder`] has the options. While one exists, the
/// loop keeps running (unless it was made with [`Builder::unref`]). What the function throws is an
/// uncaught exception, unless the result was asked for with
/// [`call_for_result`](ThreadsafeFunction::call_for_result).
///
/// ```no_run
/// use napi_derive::{ThreadsafeFunction, napi};
///
/// #[napi]
/// fn count(limit: u32, progress: ThreadsafeFunction<(u32, String)>) {
///     std::thread::spawn(move || {
///         for number in 0..limit {
///             if progress.call((number, format!("{number} of {limit}"))).is_err() {
///                 return; // nobody listens any more
///             }
///         }
///     });
/// }
/// ```
pub struct ThreadsafeFunction<Args: Send + 'static> {
    handle: Arc<Handle<Args>>,
}

/// Why a call was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallError {
    /// The queue is full.
    QueueFull,
    /// The env ends, or has ended.
    Closing,
    /// The queue is full, and this is the thread that empties it.
    WouldDeadlock,
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CallError::QueueFull => "the queue of the thread-safe function is full",
            CallError::Closing => "the environment of the thread-safe function ends or has ended",
            CallError::WouldDeadlock => {
                "the queue is full, and waiting on the environment's own thread would never end"
            }
        })
    }
}

impl std::error::Error for CallError {}

/// What gets the result of a call, on the env's thread.
type OnResult = Box<dyn for<'env> FnOnce(Result<Value<'env>>) + Send>;

struct Call<Args> {
    arguments: Args,
    on_result: Option<OnResult>,
}

/// What all threads share.
struct Shared<Args> {
    queue: Mutex<Queue<Args>>,
    room: Condvar,
    /// 0 for any number.
    limit: usize,
    bell: Arc<Doorbell>,
    life: Arc<EnvLife>,
}

struct Queue<Args> {
    calls: VecDeque<Call<Args>>,
    /// No call is accepted any more.
    closed: bool,
    /// The last handle was dropped.
    abandoned: bool,
}

impl<Args> Shared<Args> {
    fn queue(&self) -> MutexGuard<'_, Queue<Args>> {
        // Nothing panics under the lock.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the clones of a function share: the last one closes it.
struct Handle<Args: Send + 'static> {
    shared: Arc<Shared<Args>>,
}

impl<Args: Send + 'static> Drop for Handle<Args> {
    fn drop(&mut self) {
        self.shared.queue().abandoned = true;
        self.shared.bell.ring();
    }
}

/// The end on the env's thread.
struct Receiver<Args> {
    shared: Arc<Shared<Args>>,
    /// Taken from the queue of a function without a limit, all that was there at once.
    taken: RefCell<VecDeque<Call<Args>>>,
    /// Asked for on behalf of `taken`.
    turns: TurnsAhead,
    batched: bool,
}

impl<Args> ThreadsafeFunction<Args>
where
    Args: for<'env> IntoArguments<'env> + Send + 'static,
{
    /// A function that any thread can call, with options.
    pub fn builder(function: Function<'_>) -> Builder<'_, Args> {
        Builder { function, limit: 0, keep_loop_running: true, batched: false, args: PhantomData }
    }

    /// Queues a call. It returns at once, on any thread.
    ///
    /// # Errors
    /// [`CallError::QueueFull`], [`CallError::Closing`].
    pub fn call(&self, arguments: Args) -> Result<(), CallError> {
        self.push(Call { arguments, on_result: None }, false)
    }

    /// Queues a call, and waits for room if the queue is full.
    ///
    /// # Errors
    /// [`CallError::Closing`], also while it waits; [`CallError::WouldDeadlock`] on the env's own
    /// thread.
    pub fn call_blocking(&self, arguments: Args) -> Result<(), CallError> {
        self.push(Call { arguments, on_result: None }, true)
    }

    /// Queues a call; what it returns comes back converted, or as the error it threw. If it
    /// returns a promise, that is the promise: take `R` as [`ValueRef`](crate::ValueRef) to have
    /// it on the env's thread.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// # fn f(ask: ThreadsafeFunction<(String,)>) {
    /// std::thread::spawn(move || {
    ///     let reply = ask.call_for_result::<bool>(("go on?".to_owned(),)).unwrap();
    ///     match reply.wait() {
    ///         Ok(Ok(answer)) => println!("{answer}"),
    ///         Ok(Err(thrown)) => println!("it threw: {thrown}"),
    ///         Err(closed) => println!("{closed}"),
    ///     }
    /// });
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`ThreadsafeFunction::call`].
    pub fn call_for_result<R>(&self, arguments: Args) -> Result<Reply<Result<R>>, CallError>
    where
        R: for<'env> FromJs<'env> + Send + 'static,
    {
        let (sender, reply) = channel(Arc::clone(&self.handle.shared.life));
        let on_result: OnResult = Box::new(move |result| sender.send(result.and_then(R::from_js)));
        self.push(Call { arguments, on_result: Some(on_result) }, false)?;
        Ok(reply)
    }

    fn push(&self, call: Call<Args>, wait: bool) -> Result<(), CallError> {
        let shared = &*self.handle.shared;
        let mut queue = shared.queue();
        while shared.limit > 0 && queue.calls.len() >= shared.limit && !queue.closed {
            if !wait {
                return Err(CallError::QueueFull);
            }
            if shared.life.is_here() {
                return Err(CallError::WouldDeadlock);
            }
            queue = shared.room.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        if queue.closed {
            return Err(CallError::Closing);
        }
        queue.calls.push_back(call);
        drop(queue);
        if shared.bell.ring_after_lock() { Ok(()) } else { Err(CallError::Closing) }
    }

    /// How many calls wait in the queue. (Of a function without a limit, those that JavaScript's
    /// thread has taken out together no longer count.)
    pub fn waiting(&self) -> usize {
        self.handle.shared.queue().calls.len()
    }

    /// Lets the loop end although this function exists.
    ///
    /// # Errors
    /// In another env than the function's.
    pub fn unref(&self, env: Env<'_>) -> Result<()> {
        self.keep_loop_running(env, false)
    }

    /// Keeps the loop running while this function exists, as it does from the start.
    ///
    /// # Errors
    /// In another env than the function's.
    pub fn keep_alive(&self, env: Env<'_>) -> Result<()> {
        self.keep_loop_running(env, true)
    }

    fn keep_loop_running(&self, env: Env<'_>, keep: bool) -> Result<()> {
        let shared = &*self.handle.shared;
        if !Arc::ptr_eq(EnvState::of(env)?.life(), &shared.life) {
            return Err(Error::new("the thread-safe function belongs to another environment"));
        }
        shared.bell.keep_loop_running(env, keep);
        Ok(())
    }
}

impl<Args: Send + 'static> Clone for ThreadsafeFunction<Args> {
    fn clone(&self) -> Self {
        ThreadsafeFunction { handle: Arc::clone(&self.handle) }
    }
}

impl<Args: Send + 'static> fmt::Debug for ThreadsafeFunction<Args> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ThreadsafeFunction")
    }
}

/// Without a limit, keeping the loop running.
impl<'env, Args> FromJs<'env> for ThreadsafeFunction<Args>
where
    Args: for<'any> IntoArguments<'any> + Send + 'static,
{
    const TYPE: &'static Type =
        &Type::Function(<Args as IntoArguments<'env>>::TYPES, Type::UNKNOWN);

    fn from_js(value: Value<'env>) -> Result<Self> {
        ThreadsafeFunction::builder(value.to()?).build()
    }
}

/// The options of a [`ThreadsafeFunction`].
///
/// ```no_run
/// # use napi_derive::*;
/// # fn f(callback: Function<'_>) -> Result<()> {
/// let log: ThreadsafeFunction<(String,)> =
///     ThreadsafeFunction::builder(callback).queue_limit(64).unref().build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "`build` makes the function"]
pub struct Builder<'env, Args> {
    function: Function<'env>,
    limit: usize,
    keep_loop_running: bool,
    batched: bool,
    args: PhantomData<fn(Args)>,
}

impl<Args> Builder<'_, Args>
where
    Args: for<'any> IntoArguments<'any> + Send + 'static,
{
    /// At most this many calls wait (0: any number, as from the start).
    pub fn queue_limit(mut self, calls: usize) -> Self {
        self.limit = calls;
        self
    }

    /// Lets the loop end although the function exists.
    pub fn unref(mut self) -> Self {
        self.keep_loop_running = false;
        self
    }

    /// Makes all calls that wait in one go, and only then runs `process.nextTick` callbacks and
    /// promise jobs, which otherwise follow each call. Much faster for many small calls.
    pub fn batched(mut self) -> Self {
        self.batched = true;
        self
    }

    /// Makes the function.
    pub fn build(self) -> Result<ThreadsafeFunction<Args>> {
        let env = self.function.env();
        let life = Arc::clone(EnvState::of(env)?.life());
        let name = "napi-derive.ThreadsafeFunction";
        let receiver = Doorbell::install(env, name, Some(self.function.into()), |bell| {
            let queue = Queue { calls: VecDeque::new(), closed: false, abandoned: false };
            let shared = Shared {
                queue: Mutex::new(queue),
                room: Condvar::new(),
                limit: self.limit,
                bell: Arc::clone(bell),
                life,
            };
            Rc::new(Receiver {
                shared: Arc::new(shared),
                taken: RefCell::default(),
                turns: TurnsAhead::default(),
                batched: self.batched,
            })
        })?;
        let shared = Arc::clone(&receiver.shared);
        if !self.keep_loop_running {
            shared.bell.keep_loop_running(env, false);
        }
        Ok(ThreadsafeFunction { handle: Arc::new(Handle { shared }) })
    }
}

impl<Args> Receiver<Args>
where
    Args: for<'env> IntoArguments<'env> + Send + 'static,
{
    fn call(env: Env<'_>, function: Option<Value<'_>>, call: Call<Args>) {
        let result = match function.map(Function::assume) {
            Some(function) => function.call::<Value<'_>>(call.arguments),
            None => Err(Error::new("the host has lost the function")),
        };
        match (call.on_result, result) {
            (Some(on_result), result) => {
                if result.is_err() {
                    // The thread that asked will drop the exception.
                    crate::executor::hear_of_dropped(env);
                }
                on_result(result);
            }
            (None, Ok(_)) => {}
            (None, Err(error)) => crate::raw::errors::uncaught(env, error),
        }
    }

    /// Has the others answered, in turns of their own. Asking for many at once costs both threads
    /// less than one after the other.
    fn ring_for_the_others(&self) {
        match self.taken.borrow().len() {
            // Some may be in the queue.
            0 => drop(self.shared.bell.ring()),
            others => self.shared.bell.ring_times(self.turns.to_ask(others)),
        }
    }

    /// The next call, and whether there may be others.
    fn next(&self) -> Next<Args> {
        let mut taken = self.taken.borrow_mut();
        if let Some(call) = taken.pop_front() {
            return Next::Call(call, true);
        }
        let mut queue = self.shared.queue();
        if self.shared.limit == 0 {
            std::mem::swap(&mut *taken, &mut queue.calls);
            if let Some(call) = taken.pop_front() {
                return Next::Call(call, !taken.is_empty() || queue.abandoned);
            }
        } else if let Some(call) = queue.calls.pop_front() {
            let more = !queue.calls.is_empty() || queue.abandoned;
            drop(queue);
            // One place, one thread.
            self.shared.room.notify_one();
            return Next::Call(call, more);
        }
        queue.closed |= queue.abandoned;
        if queue.closed { Next::End } else { Next::Nothing }
    }
}

enum Next<Args> {
    Call(Call<Args>, bool),
    Nothing,
    End,
}

impl<Args> Answer for Receiver<Args>
where
    Args: for<'env> IntoArguments<'env> + Send + 'static,
{
    fn takes_back(&self) -> bool {
        self.turns.begin()
    }

    fn answer<'env>(&self, env: Env<'env>, function: Option<Value<'env>>) {
        let batch = if self.batched { BATCH } else { 1 };
        let mut more = false;
        for _ in 0..batch {
            match self.next() {
                Next::Nothing => return,
                Next::End => return self.shared.bell.close(),
                Next::Call(call, others) => {
                    more = others;
                    // Before the call, which may end the env.
                    if batch == 1 && more {
                        self.ring_for_the_others();
                    }
                    // A conversion that panics must not keep the calls behind it.
                    let called = AssertUnwindSafe(|| Self::call(env, function, call));
                    if let Err(payload) = catch_unwind(called) {
                        crate::raw::errors::uncaught(env, Error::from_panic(payload));
                    }
                }
            }
        }
        if batch > 1 && more {
            self.shared.bell.ring();
        }
    }

    fn closed(&self) {
        let calls = {
            let mut queue = self.shared.queue();
            queue.closed = true;
            std::mem::take(&mut queue.calls)
        };
        self.shared.room.notify_all();
        drop(calls);
        drop(self.taken.take());
    }
}
