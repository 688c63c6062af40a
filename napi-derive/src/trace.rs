//! What is told to `tracing`, with the target `napi_derive`: a span for each call of a function
//! marked `#[napi]`, and events for what is thrown, and for envs.
//!
//! While nobody listens, each costs one look at an atomic number.
//!
//! Neighbours: `no_trace.rs` in its place; `raw/calls.rs`, `raw/env_state.rs` and `executor.rs`
//! tell.

use tracing::span::EnteredSpan;
use tracing::{debug, trace_span};

use crate::error::Error;

const TARGET: &str = "napi_derive";

/// Inside of a call of the function, until it is dropped.
#[inline]
pub(crate) fn call(function: &'static str) -> EnteredSpan {
    trace_span!(target: TARGET, "call", function).entered()
}

/// Inside of a constructor.
#[inline]
pub(crate) fn construct(class: &'static str) -> EnteredSpan {
    trace_span!(target: TARGET, "construct", class).entered()
}

/// A call ends with an exception: what an argument did not convert into, `Err`, a panic.
pub(crate) fn thrown(error: &Error) {
    debug!(target: TARGET, code = error.code(), %error, "thrown");
}

/// The same of a future.
pub(crate) fn rejected(error: &Error) {
    debug!(target: TARGET, code = error.code(), %error, "rejected");
}

/// This thread has an env in which the library keeps something.
pub(crate) fn env_begins() {
    debug!(target: TARGET, "env begins");
}

/// It has ended, and all that was kept for it was dropped.
pub(crate) fn env_ends() {
    debug!(target: TARGET, "env ends");
}
