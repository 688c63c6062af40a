//! Async contexts and callback scopes: what `async_hooks` sees of native code.
//!
//! Invariant: `before` and `after` are emitted in pairs, innermost first; the task queues run when
//! the outermost callback scope closes and not inside another one.

use super::Env;
use crate::engine::{Handle, Primitives, Root};
use crate::host::AsyncIds;
use crate::status::Status;
use std::cell::Cell;

/// What an addon knows as `napi_async_context`.
pub struct AsyncContext {
    /// The resource object; async hooks receive it.
    pub resource: Root,
    /// Its async id and trigger id.
    pub ids: AsyncIds,
}

impl AsyncContext {
    /// A context for `resource`; tells the host's async hooks.
    pub fn new(env: &Env, resource: Handle, name: Handle) -> AsyncContext {
        let ids = env.runtime().emit_async_init(resource, name);
        AsyncContext { resource: Root::new(env.engine(), resource), ids }
    }

    /// The context ends; tells the host's async hooks.
    pub fn destroy(self, env: &Env) {
        env.runtime().emit_async_destroy(self.ids);
    }
}

/// What an addon knows as `napi_callback_scope`; closing it runs the task queues.
pub struct CallbackScope {
    ids: Option<AsyncIds>,
    closed: Cell<bool>,
}

impl CallbackScope {
    /// Opens a scope; with ids the async hooks hear `before`.
    pub fn open(env: &Env, resource: Option<Handle>, ids: Option<AsyncIds>) -> CallbackScope {
        let runtime = env.runtime();
        runtime.enter_callback();
        if let Some(ids) = ids {
            let resource = resource.unwrap_or_else(|| env.engine().undefined());
            runtime.emit_async_before(ids, resource);
        }
        CallbackScope { ids, closed: Cell::new(false) }
    }

    /// Closes it: `after`, then, when it is the outermost, the task queues (unless an exception is
    /// on its way out, as in Node).
    pub fn close(&self, env: &Env, failed: bool) -> Result<(), Status> {
        if self.closed.replace(true) {
            return Err(Status::CallbackScopeMismatch);
        }
        let runtime = env.runtime();
        if let Some(ids) = self.ids {
            runtime.emit_async_after(ids, failed);
        }
        runtime.leave_callback(failed);
        Ok(())
    }
}
