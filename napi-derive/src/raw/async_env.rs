//! `AsyncEnv`: how asynchronous code gets at the env, between its awaits.
//!
//! Invariant: a future has the env only while its executor polls it, through the frame of that
//! poll, and only once at a time. So the bytes that are borrowed around the poll count for it too
//! (same ledger), and native code that JavaScript calls from within `enter`, which has a frame of
//! its own, cannot come back through the outer one.
//!
//! Neighbours: `executor.rs` polls; `env_state.rs` keeps the frame.

use std::fmt;
use std::ptr::{self, NonNull};
use std::rc::Rc;

use napi_sys as sys;

use super::env_state::EnvState;
use super::frame::{Env, Frame};
use crate::error::{Error, Result};

/// The env, for asynchronous code: a parameter of an `async fn` that can be kept across `.await`,
/// where an [`Env`] cannot.
///
/// It works only in a future that this env polls: an `async fn` marked `#[napi]`, or one given to
/// [`Env::spawn`]. It stays on its thread.
///
/// ```no_run
/// use napi_derive::{AsyncEnv, FunctionRef, Promise, Ref, Result, napi};
///
/// #[napi]
/// async fn call_later(env: AsyncEnv, callback: FunctionRef, when: Promise<()>) -> Result<f64> {
///     when.await?;
///     env.enter(|env| callback.get(env)?.call((1, 2)))?
/// }
/// ```
#[derive(Clone)]
pub struct AsyncEnv {
    state: Rc<EnvState>,
}

impl AsyncEnv {
    pub(crate) fn new(env: Env<'_>) -> Result<AsyncEnv> {
        Ok(AsyncEnv { state: EnvState::of(env)? })
    }

    /// Runs `body` with the env. No handle leaves it; what is to be kept goes into a
    /// [`crate::Ref`].
    ///
    /// # Errors
    /// When no future of this env is being polled, or when this is inside another `enter`.
    pub fn enter<R>(&self, body: impl for<'env> FnOnce(Env<'env>) -> R) -> Result<R> {
        let frame = self.state.polling.take().ok_or_else(not_polling)?;
        let _again = Restore { state: &self.state, polling: Some(frame) };
        // SAFETY: `polling` holds a frame only while `while_polling`, which borrows it, is on the
        // stack below; the env's thread is this one, since the state is not `Send`.
        let env = Env::of_frame(unsafe { frame.as_ref() });
        let mut scope = ptr::null_mut();
        // SAFETY: the env is live on its thread; `scope` is a local.
        env.check(unsafe { sys::napi_open_handle_scope(env.raw(), &mut scope) })?;
        let _open = OpenScope { env, scope };
        Ok(body(env))
    }
}

#[cold]
fn not_polling() -> Error {
    Error::new(
        "an `AsyncEnv` was entered outside a future of its environment, or inside another `enter`",
    )
}

impl fmt::Debug for AsyncEnv {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncEnv")
    }
}

struct OpenScope<'env> {
    env: Env<'env>,
    scope: sys::napi_handle_scope,
}

impl Drop for OpenScope<'_> {
    fn drop(&mut self) {
        // SAFETY: opened by `enter` in this env, and the innermost: `body` has closed its own.
        unsafe { sys::napi_close_handle_scope(self.env.raw(), self.scope) };
    }
}

struct Restore<'a> {
    state: &'a EnvState,
    polling: Option<NonNull<Frame>>,
}

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        self.state.polling.set(self.polling);
    }
}

/// Runs `poll` while futures of this env may enter it.
pub(crate) fn while_polling<R>(env: Env<'_>, poll: impl FnOnce() -> R) -> Result<R> {
    let state = EnvState::of(env)?;
    let before = state.polling.replace(Some(env.frame()));
    let _restore = Restore { state: &state, polling: before };
    Ok(poll())
}
