//! Inner handle scopes: loops that make many handles give them back as they go.
//!
//! Invariant: no handle of the outer scope's lifetime can be made while an inner scope is open,
//! because the closure is `'static`: it cannot capture the outer env or any handle. What it needs
//! goes in through the array, and comes out only as something without a lifetime.
//!
//! Neighbours: `frame.rs`. The inner env has the same frame, so borrows count in both.

use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Value};
use crate::error::Result;

struct OpenScope<'env> {
    env: Env<'env>,
    scope: sys::napi_handle_scope,
}

impl Drop for OpenScope<'_> {
    fn drop(&mut self) {
        // SAFETY: the scope was opened in this env and is the innermost: scopes are opened and
        // closed only here, in the order of the stack.
        unsafe { sys::napi_close_handle_scope(self.env.raw(), self.scope) };
    }
}

impl<'env> Env<'env> {
    /// Runs `body` in a handle scope of its own, which releases the handles made in it.
    ///
    /// Only for long loops: the handles of a call are released when it ends anyway. `body`
    /// captures no handle; pass those it needs as `values`.
    ///
    /// ```no_run
    /// # use napi_derive::*;
    /// # fn total(env: Env<'_>, list: Array<'_>) -> Result<f64> {
    /// let mut total = 0.0;
    /// for index in 0..list.len()? {
    ///     total += env.scope([list.into()], move |_, [list]| {
    ///         list.to::<Array>()?.get::<Object>(index)?.get::<f64>("size")
    ///     })?;
    /// }
    /// # Ok(total)
    /// # }
    /// ```
    pub fn scope<const N: usize, R: 'static>(
        self,
        values: [Value<'env>; N],
        body: impl for<'scope> FnOnce(Env<'scope>, [Value<'scope>; N]) -> Result<R> + 'static,
    ) -> Result<R> {
        let mut scope = ptr::null_mut();
        // SAFETY: the env is live on its thread; `scope` is a local.
        self.check(unsafe { sys::napi_open_handle_scope(self.raw(), &mut scope) })?;
        let _open = OpenScope { env: self, scope };
        body(self, values)
    }
}
