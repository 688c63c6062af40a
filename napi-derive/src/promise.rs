//! `Promise` and `Deferred`.
//!
//! Neighbours: `raw/promises.rs`.

use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::handle::handle;
use crate::object::Object;
use crate::raw::frame::Env;
use crate::raw::promises::{self, Outcome, RawDeferred};

handle! {
    /// A promise.
    Promise: Object, "a promise", |value| value.is_promise()
}

/// The other end of a promise: settles it once, in any later call on the same thread.
///
/// It can be stored. Dropping it leaves the promise pending for ever.
pub struct Deferred(RawDeferred);

impl Deferred {
    /// Resolves the promise.
    pub fn resolve<'env>(self, env: Env<'env>, value: impl IntoJs<'env>) -> Result<()> {
        let value = value.into_js(env)?;
        self.0.settle(value, Outcome::Resolved)
    }

    /// Rejects the promise.
    pub fn reject(self, env: Env<'_>, error: impl Into<Error>) -> Result<()> {
        let value = error.into().into_value(env)?;
        self.0.settle(value, Outcome::Rejected)
    }
}

impl<'env> Env<'env> {
    /// A new promise and what settles it.
    pub fn promise(self) -> Result<(Deferred, Promise<'env>)> {
        let (deferred, promise) = promises::new_promise(self)?;
        Ok((Deferred(deferred), Promise::assume(promise)))
    }
}
