//! Promises that native code settles.
//!
//! Invariant: a deferred is settled at most once, in its own env, on its thread (it holds an
//! `Rc`, so it is not `Send`).
//!
//! Neighbours: `promise.rs`.

use std::ptr;
use std::rc::Rc;

use napi_sys as sys;

use super::env_state::EnvState;
use super::frame::{Env, Value};
use crate::error::{Error, Result};

pub(crate) struct RawDeferred {
    deferred: sys::napi_deferred,
    env: sys::napi_env,
    state: Rc<EnvState>,
}

/// How a promise is settled.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    Resolved,
    Rejected,
}

pub(crate) fn new_promise(env: Env<'_>) -> Result<(RawDeferred, Value<'_>)> {
    let state = EnvState::of(env)?;
    let mut deferred = ptr::null_mut();
    // SAFETY: the env is live on its thread; the out-pointers are locals.
    let promise =
        env.make(|env, out| unsafe { sys::napi_create_promise(env, &mut deferred, out) })?;
    Ok((RawDeferred { deferred, env: env.raw(), state }, promise))
}

impl RawDeferred {
    /// Settles the promise. Resolving reads the value's `then`, which may run JavaScript.
    pub(crate) fn settle(self, value: Value<'_>, outcome: Outcome) -> Result<()> {
        let env = value.env();
        if !self.state.is_alive() || self.env != env.raw() {
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
