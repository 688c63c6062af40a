//! Promises that native code settles.
//!
//! Invariant: a deferred is settled at most once, in its own env, on its thread: settling takes an
//! `Env`, which is only there.
//!
//! Neighbours: `promise.rs`.

use std::ptr;
use std::sync::Arc;

use napi_sys as sys;

use super::env_life::EnvLife;
use super::env_state::EnvState;
use super::frame::{Env, Value};
use crate::error::{Error, Result};

pub(crate) struct RawDeferred {
    deferred: sys::napi_deferred,
    env: sys::napi_env,
    life: Arc<EnvLife>,
}

// SAFETY: another thread can only carry it and drop it, which touches nothing of the env; `settle`
// checks that the `Env` it is given is of the env that made it, which is then alive on its thread.
unsafe impl Send for RawDeferred {}

/// How a promise is settled.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    Resolved,
    Rejected,
}

pub(crate) fn new_promise(env: Env<'_>) -> Result<(RawDeferred, Value<'_>)> {
    let life = Arc::clone(EnvState::of(env)?.life());
    let mut deferred = ptr::null_mut();
    // SAFETY: the env is live on its thread; the out-pointers are locals.
    let promise =
        env.make(|env, out| unsafe { sys::napi_create_promise(env, &mut deferred, out) })?;
    Ok((RawDeferred { deferred, env: env.raw(), life }, promise))
}

impl RawDeferred {
    /// Settles the promise. Resolving reads the value's `then`, which may run JavaScript.
    pub(crate) fn settle(self, value: Value<'_>, outcome: Outcome) -> Result<()> {
        let env = value.env();
        if self.env != env.raw() || !self.life.is_alive() {
            return Err(Error::new(
                "a promise was settled in another environment than the one it was made in",
            ));
        }
        env.entering_js()?;
        let settle = match outcome {
            Outcome::Resolved => sys::napi_resolve_deferred,
            Outcome::Rejected => sys::napi_reject_deferred,
        };
        // SAFETY: env, deferred and handle belong together; `self` is consumed, so the deferred
        // is not settled again.
        env.check(unsafe { settle(env.raw(), self.deferred, value.raw()) })
    }
}
