//! What the host library asks of the program around it.
//!
//! `napi-core` knows no Node runtime: task queues beyond the engine's own jobs, `async_hooks`,
//! `process.on('uncaughtException')` and `Buffer.prototype` belong to whoever embeds it. Each
//! method has a default that makes sense without any of them.
//!
//! Neighbours: `runtime.rs` calls these; the `napkin` runtime implements them.

use crate::scope::{Local, Scope};

/// The pair of ids `async_hooks` gives to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct AsyncIds {
    /// The resource's own id.
    pub id: f64,
    /// The id of the resource that caused it.
    pub trigger: f64,
}

/// The Node release whose behaviour is followed, for `napi_get_node_version`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NodeVersion {
    pub major: u32,
    pub minor: u32,
    pub patch: u32,
}

/// The Node release this host follows unless the embedder says otherwise.
pub const NODE_VERSION: NodeVersion = NodeVersion { major: 26, minor: 10, patch: 0 };

/// The surroundings of a [`crate::Runtime`]. All methods run on the runtime's thread, and none is
/// called any more once the runtime is ending.
///
/// ```
/// use napi_core::{Host, Local, Runtime, Scope};
/// use std::cell::RefCell;
/// use std::rc::Rc;
///
/// /// Collects what nobody caught, instead of printing it.
/// #[derive(Default)]
/// struct Collector(RefCell<Vec<String>>);
///
/// impl Host for Collector {
///     fn uncaught_exception(&self, scope: &Scope<'_>, exception: Local<'_>) {
///         self.0.borrow_mut().push(scope.describe(exception));
///     }
/// }
///
/// let runtime = Runtime::new()?;
/// let collector = Rc::new(Collector::default());
/// runtime.set_host(collector.clone());
/// runtime.callback(|scope| {
///     let error = scope.error("nobody caught this").expect("memory");
///     scope.runtime().raise(error);
/// });
/// assert!(collector.0.borrow()[0].starts_with("Error: nobody caught this"));
/// # Ok::<(), napi_core::RuntimeError>(())
/// ```
pub trait Host {
    /// A callback from the event loop returned: run the task queues (`process.nextTick`, then
    /// promise jobs). The default runs the engine's promise jobs.
    fn run_task_queues(&self, scope: &Scope<'_>) {
        scope.run_jobs();
    }

    /// An exception reached the event loop. The default prints it to standard error and makes
    /// [`crate::Runtime::run`] return it as an error.
    fn uncaught_exception(&self, scope: &Scope<'_>, exception: Local<'_>) {
        scope.report_uncaught(exception);
    }

    /// JavaScript thrown by a thread-safe function's callback of a module below version 10: Node
    /// warns (DEP0168) instead of raising an uncaught exception. The default raises it.
    fn uncaught_in_async_callback(&self, scope: &Scope<'_>, exception: Local<'_>) {
        self.uncaught_exception(scope, exception);
    }

    /// The prototype that Buffers made by addons get (`Buffer.prototype`), asked for once, when the
    /// first is made. The default leaves them plain `Uint8Array`s.
    fn buffer_prototype<'s>(&self, _scope: &Scope<'s>) -> Option<Local<'s>> {
        None
    }

    /// The check phase of the loop, every turn: run what `setImmediate` queued.
    /// [`crate::event_loop::EventLoop::request_check`] makes sure that there is a turn.
    fn on_check(&self, _scope: &Scope<'_>) {}

    /// The loop's timer, set by [`crate::event_loop::EventLoop::set_timer`], is due.
    fn on_timer(&self, _scope: &Scope<'_>) {}

    /// A native async resource begins: ids for it. The default gives none.
    fn async_init(&self, _scope: &Scope<'_>, _resource: Local<'_>, _name: Local<'_>) -> AsyncIds {
        AsyncIds::default()
    }

    /// A callback of this resource begins.
    fn async_before(&self, _scope: &Scope<'_>, _ids: AsyncIds, _resource: Local<'_>) {}

    /// A callback of this resource ended. When it `failed`, the context is left without telling the
    /// hooks, as in Node.
    fn async_after(&self, _scope: &Scope<'_>, _ids: AsyncIds, _failed: bool) {}

    /// The resource is gone.
    fn async_destroy(&self, _scope: &Scope<'_>, _ids: AsyncIds) {}
}

/// A host with all defaults: no Node runtime around the engine.
pub struct PlainHost;

impl Host for PlainHost {}
