//! `Reply`: a result that comes back to the thread that asked, to be awaited or waited for.
//!
//! Invariant: what is sent arrives, or the receiver learns that nothing will come: the sender's
//! destructor says so.
//!
//! Neighbours: `threadsafe_function.rs`. `tests/model.rs` tries all interleavings of this very file.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::raw::env_life::EnvLife;
use crate::sync::{Condvar, Mutex, MutexGuard};

/// The result of a call on another thread: a future, or [`Reply::wait`] for it.
#[must_use = "the result comes through this"]
pub struct Reply<R> {
    place: Arc<Place<R>>,
    /// The env whose thread answers, which cannot wait for itself.
    life: Arc<EnvLife>,
}

/// Why no result came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyError {
    /// The function was closed, or its env ended, before the call was made.
    Closed,
    /// Waiting was refused: this is the thread that would have to answer.
    WouldDeadlock,
}

impl fmt::Display for ReplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReplyError::Closed => "the environment ended before the call was made",
            ReplyError::WouldDeadlock => {
                "waiting on the environment's own thread would never end: await the reply"
            }
        })
    }
}

impl std::error::Error for ReplyError {}

struct Place<R> {
    state: Mutex<State<R>>,
    arrived: Condvar,
}

struct State<R> {
    result: Option<R>,
    sender_gone: bool,
    waker: Option<Waker>,
}

impl<R> Place<R> {
    fn state(&self) -> MutexGuard<'_, State<R>> {
        // Nothing panics under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The end that sends.
pub(crate) struct Sender<R>(Arc<Place<R>>);

pub(crate) fn channel<R>(life: Arc<EnvLife>) -> (Sender<R>, Reply<R>) {
    let state = State { result: None, sender_gone: false, waker: None };
    let place = Arc::new(Place { state: Mutex::new(state), arrived: Condvar::new() });
    (Sender(Arc::clone(&place)), Reply { place, life })
}

impl<R> Sender<R> {
    pub(crate) fn send(self, result: R) {
        self.0.state().result = Some(result);
        // The destructor wakes the receiver.
    }
}

impl<R> Drop for Sender<R> {
    fn drop(&mut self) {
        let waker = {
            let mut state = self.0.state();
            state.sender_gone = true;
            state.waker.take()
        };
        self.0.arrived.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<R> Reply<R> {
    /// Blocks this thread until the result is there.
    ///
    /// # Errors
    /// When none will come, and on the env's own thread.
    pub fn wait(self) -> Result<R, ReplyError> {
        let mut state = self.place.state();
        if !state.sender_gone && self.life.is_here() {
            return Err(ReplyError::WouldDeadlock);
        }
        while !state.sender_gone {
            state = self.place.arrived.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.result.take().ok_or(ReplyError::Closed)
    }
}

impl<R> Future for Reply<R> {
    type Output = Result<R, ReplyError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<R, ReplyError>> {
        let waker = context.waker().clone();
        let mut state = self.place.state();
        if state.sender_gone {
            return Poll::Ready(state.result.take().ok_or(ReplyError::Closed));
        }
        let old = state.waker.replace(waker);
        drop(state);
        drop(old);
        Poll::Pending
    }
}

impl<R> fmt::Debug for Reply<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}
