//! Doorbells: any thread rings, the env's thread answers soon. One thread-safe function of the
//! host behind each, which carries no data: what is to be done waits in queues of our own.
//!
//! Invariants:
//! - The host's function is used only under `line`'s lock while `line` holds it. It is taken out
//!   before the host frees it: by `close`, by a ring that is told the function is closing (which
//!   gives up our hold), or by the finalizer, whichever is first. So a ring after the env is gone
//!   does nothing.
//! - The context is touched by the env's thread alone: by `on_ring` and, once, by `on_closed`.
//! - Many rings before an answer are one: `rung` is cleared before the answer looks at the queues,
//!   or before a later one does that is on its way already.
//!
//! Neighbours: `executor.rs`, `threadsafe_function.rs` answer; `env_life.rs` rings.

use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use napi_sys as sys;

use super::frame::{Env, Frame, Value};
use super::strings;
use crate::error::Result;
use crate::rung::Rung;

/// Who answers. Lives on the env's thread.
pub(crate) trait Answer: 'static {
    /// Asked before each answer: whether it is to take back the ring, so that further rings bring
    /// another. `false` only if answers that are on their way already will follow this one, the
    /// last of which takes the ring back.
    fn takes_back(&self) -> bool {
        true
    }

    /// Somebody rang since the last answer. `function` is what the bell was installed with.
    fn answer<'env>(&self, env: Env<'env>, function: Option<Value<'env>>);

    /// No answer will come any more: the bell was closed, or the env ends.
    fn closed(&self);
}

/// The host's thread-safe function.
struct Line(sys::napi_threadsafe_function);

// SAFETY: the host allows calling and releasing it from any thread.
unsafe impl Send for Line {}

/// Rings on the env's thread. Any thread may hold it, for as long as it likes.
pub(crate) struct Doorbell {
    line: Mutex<Option<Line>>,
    rung: Rung,
}

struct Context {
    bell: Arc<Doorbell>,
    answer: Rc<dyn Answer>,
}

impl Doorbell {
    /// A bell of this env, which keeps the loop running until it is told not to. `make` gives who
    /// answers it; the host keeps `function` for the answers.
    pub(crate) fn install<A: Answer>(
        env: Env<'_>,
        name: &str,
        function: Option<Value<'_>>,
        make: impl FnOnce(&Arc<Doorbell>) -> Rc<A>,
    ) -> Result<Rc<A>> {
        let name = strings::from_utf8(env, name)?;
        let bell = Arc::new(Doorbell { line: Mutex::new(None), rung: Rung::new() });
        let answer = make(&bell);
        let context = Context { bell: Arc::clone(&bell), answer: answer.clone() };
        let context = Box::into_raw(Box::new(context)).cast::<c_void>();
        let mut line = ptr::null_mut();
        // SAFETY: env, name and function belong together and are live; the context is what the two callbacks
        // expect, and stays until `on_closed`, the last of them; `line` is a local.
        let status = unsafe {
            sys::napi_create_threadsafe_function(
                env.raw(),
                function.map_or(ptr::null_mut(), Value::raw),
                ptr::null_mut(),
                name.raw(),
                0,
                1,
                context,
                Some(on_closed),
                context,
                Some(on_ring),
                &mut line,
            )
        };
        if let Err(error) = env.check(status) {
            // SAFETY: no function was made, so nobody else has the context.
            drop(unsafe { Box::from_raw(context.cast::<Context>()) });
            return Err(error);
        }
        *bell.line() = Some(Line(line));
        Ok(answer)
    }

    fn line(&self) -> MutexGuard<'_, Option<Line>> {
        // Nothing panics under the lock.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the env's thread answer soon. From any thread; `false` when nobody will answer.
    pub(crate) fn ring(&self) -> bool {
        // Otherwise an answer is on its way, or the line is dead, which `closed` tells the owner.
        !self.rung.ring() || self.pass_on()
    }

    /// The same, for what was put in place under a lock: see [`Rung::ring_after_lock`].
    #[inline]
    pub(crate) fn ring_after_lock(&self) -> bool {
        !self.rung.ring_after_lock() || self.pass_on()
    }

    /// Has the env's thread answer that many times more, whatever else rings.
    pub(crate) fn ring_times(&self, times: usize) {
        let mut line = self.line();
        for _ in 0..times {
            if !Doorbell::tell_host(&mut line) {
                return;
            }
        }
    }

    /// Tells the host.
    fn pass_on(&self) -> bool {
        Doorbell::tell_host(&mut self.line())
    }

    fn tell_host(line: &mut MutexGuard<'_, Option<Line>>) -> bool {
        let Some(Line(function)) = &**line else { return false };
        // SAFETY: the function is in `line`, so it is not freed before the lock is given back; our
        // hold on it is not given up. Without a limit on the queue this does not block.
        let status = unsafe {
            sys::napi_call_threadsafe_function(
                *function,
                ptr::null_mut(),
                sys::ThreadsafeFunctionCallMode::nonblocking,
            )
        };
        if status != sys::Status::napi_ok {
            // Closing: this call has given up our hold.
            **line = None;
            return false;
        }
        true
    }

    /// Whether the bell keeps the loop running. Without effect once it is closed.
    pub(crate) fn keep_loop_running(&self, env: Env<'_>, keep: bool) {
        let line = self.line();
        let Some(Line(function)) = &*line else { return };
        // SAFETY: the function is in `line`, so it exists; the env is live on its thread. (Should
        // it be another env of this thread: the hosts do not look at that parameter.)
        unsafe {
            if keep {
                sys::napi_ref_threadsafe_function(env.raw(), *function);
            } else {
                sys::napi_unref_threadsafe_function(env.raw(), *function);
            }
        }
    }

    /// Ends the bell: `closed` follows.
    pub(crate) fn close(&self) {
        if let Some(Line(function)) = self.line().take() {
            // SAFETY: it was in `line`, so it exists and the hold is ours to give up, once.
            unsafe {
                sys::napi_release_threadsafe_function(
                    function,
                    sys::ThreadsafeFunctionReleaseMode::release,
                );
            }
        }
    }
}

/// `napi_threadsafe_function_call_js`: somebody rang.
unsafe extern "C" fn on_ring(
    env: sys::napi_env,
    function: sys::napi_value,
    context: *mut c_void,
    _data: *mut c_void,
) {
    if env.is_null() {
        // The env ends; `on_closed` follows.
        return;
    }
    // SAFETY: the context of `install`, freed only by `on_closed`, which comes last. The share keeps
    // the answerer should it close the bell.
    let (bell, answer) = unsafe {
        let context = &*context.cast_const().cast::<Context>();
        (Arc::clone(&context.bell), Rc::clone(&context.answer))
    };
    if answer.takes_back() {
        bell.rung.answer();
    }
    // SAFETY: the host calls on the env's thread, with a live env and an open handle scope.
    let frame = unsafe { Frame::new(env) };
    let env = Env::of_frame(&frame);
    // SAFETY: the host gives a handle of the open scope, or null if there is no function.
    let function = (!function.is_null()).then(|| unsafe { Value::from_raw(function, env) });
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| answer.answer(env, function))) {
        frame.ledger.clear();
        super::errors::uncaught(env, crate::Error::from_panic(payload));
    }
    // The last share may be dropped here, and its destructor may panic.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(answer)));
}

/// `napi_finalize`: the host's function ends.
unsafe extern "C" fn on_closed(_env: sys::napi_env, context: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the context of `install`, after all `on_ring`s.
    let context = unsafe { Box::from_raw(context.cast::<Context>()) };
    // Gives up our hold, if no ring did: some hosts keep the function's memory until then, and
    // those that do not free it only when this finalizer returns.
    context.bell.close();
    // Destructors may panic, and nothing is left to tell: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(|| context.answer.closed()));
    let _ = catch_unwind(AssertUnwindSafe(|| drop(context)));
}
