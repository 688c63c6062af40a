//! Doorbells: any thread rings, the env's thread answers soon. One thread-safe function of the
//! host behind each, which carries no data: what is to be done waits in queues of our own.
//!
//! Invariants:
//! - The host's function is taken off the line (`line.rs`) before the host frees it: by `close`, by
//!   a ring that is told the function is closing (which gives up our hold), when the env ends, or by
//!   the finalizer, whichever is first. So a ring after the env is gone does nothing.
//! - The installation is touched by the env's thread alone: by `on_ring`, by the end of the env and,
//!   once, by `on_closed`.
//! - Many rings before an answer are one: the line is told of the answer before that looks at the
//!   queues, or before a later one does that is on its way already.
//!
//! Neighbours: `executor.rs`, `threadsafe_function.rs` answer; `env_life.rs` rings; `env_state.rs`
//! ends the bells of its env.

use std::cell::RefCell;
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;
use std::sync::Arc;

use napi_sys as sys;

use super::env_state::EnvState;
use super::frame::{Env, Frame, Value};
use super::strings;
use crate::error::Result;
use crate::line::{HostFunction, Line};

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

/// The host's thread-safe function, and our hold on it.
struct Function(sys::napi_threadsafe_function);

// SAFETY: the host allows calling and releasing it from any thread.
unsafe impl Send for Function {}

impl HostFunction for Function {
    fn call(&self) -> bool {
        // SAFETY: the function is on the line, so it is not freed before the call returns; our hold
        // on it is not given up, unless the host answers that it is closing, and then the line drops
        // this. Without a limit on the queue it does not block.
        let status = unsafe {
            sys::napi_call_threadsafe_function(
                self.0,
                ptr::null_mut(),
                sys::ThreadsafeFunctionCallMode::nonblocking,
            )
        };
        status == sys::Status::napi_ok
    }

    fn release(self) {
        // SAFETY: it was on the line, so it exists and the hold is ours to give up, once.
        unsafe {
            sys::napi_release_threadsafe_function(
                self.0,
                sys::ThreadsafeFunctionReleaseMode::release,
            );
        }
    }
}

/// Rings on the env's thread. Any thread may hold it, for as long as it likes.
pub(crate) struct Doorbell {
    line: Line<Function>,
}

/// A bell with who answers it.
pub(super) struct Installed {
    bell: Arc<Doorbell>,
    /// Until the end.
    answer: RefCell<Option<Rc<dyn Answer>>>,
}

impl Installed {
    /// No answer will come any more. Once only.
    pub(super) fn end(&self) {
        // Gives up our hold, if no ring did: some hosts keep the function's memory until then, and
        // those that do not free it only when its finalizer returns.
        self.bell.close();
        if let Some(answer) = self.answer.take() {
            // Destructors may panic, and nothing is left to tell: the panic hook has reported it.
            let _ = catch_unwind(AssertUnwindSafe(|| answer.closed()));
            let _ = catch_unwind(AssertUnwindSafe(|| drop(answer)));
        }
    }
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
        let state = EnvState::of(env)?;
        let bell = Arc::new(Doorbell { line: Line::new() });
        let answer = make(&bell);
        let answers: Rc<dyn Answer> = answer.clone();
        let installed =
            Rc::new(Installed { bell: Arc::clone(&bell), answer: RefCell::new(Some(answers)) });
        let context = Rc::into_raw(Rc::clone(&installed)).cast_mut().cast::<c_void>();
        let mut function_made = ptr::null_mut();
        // SAFETY: env, name and function belong together and are live; the context is the share that
        // the two callbacks expect, and stays until `on_closed`, the last of them, takes it back;
        // `function_made` is a local.
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
                &mut function_made,
            )
        };
        if let Err(error) = env.check(status) {
            // SAFETY: no function was made, so nobody else has that share.
            drop(unsafe { Rc::from_raw(context.cast_const().cast::<Installed>()) });
            return Err(error);
        }
        bell.line.open(Function(function_made));
        state.add_bell(&installed);
        Ok(answer)
    }

    /// Has the env's thread answer soon. From any thread; `false` when nobody will answer.
    pub(crate) fn ring(&self) -> bool {
        self.line.ring()
    }

    /// The same, for what was put in place under a lock: see [`crate::rung::Rung::ring_after_lock`].
    #[inline]
    pub(crate) fn ring_after_lock(&self) -> bool {
        self.line.ring_after_lock()
    }

    /// Has the env's thread answer that many times more, whatever else rings.
    pub(crate) fn ring_times(&self, times: usize) {
        self.line.ring_times(times);
    }

    /// Whether the bell keeps the loop running. Without effect once it is closed.
    pub(crate) fn keep_loop_running(&self, env: Env<'_>, keep: bool) {
        self.line.with(|Function(function)| {
            // SAFETY: the function is on the line, so it exists; the env is live on its thread.
            // (Should it be another env of this thread: the hosts do not look at that parameter.)
            unsafe {
                if keep {
                    sys::napi_ref_threadsafe_function(env.raw(), *function);
                } else {
                    sys::napi_unref_threadsafe_function(env.raw(), *function);
                }
            }
        });
    }

    /// Ends the bell: `closed` follows.
    pub(crate) fn close(&self) {
        self.line.close();
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
    let context = context.cast_const().cast::<Installed>();
    // SAFETY: the share of `install`, taken back only by `on_closed`, which comes last. This is a
    // share of our own: the bell may end in the answer.
    let installed = unsafe {
        Rc::increment_strong_count(context);
        Rc::from_raw(context)
    };
    let Some(answer) = installed.answer.borrow().clone() else {
        // The env ends, or has ended for everything that this crate keeps.
        return;
    };
    if answer.takes_back() {
        installed.bell.line.answer();
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
    let _ = catch_unwind(AssertUnwindSafe(|| drop((answer, installed))));
}

/// `napi_finalize`: the host's function ends.
unsafe extern "C" fn on_closed(_env: sys::napi_env, context: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the share of `install`, after all `on_ring`s.
    let installed = unsafe { Rc::from_raw(context.cast_const().cast::<Installed>()) };
    installed.end();
}
