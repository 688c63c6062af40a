//! What `napi-core` asks of its surroundings, answered by the built-in scripts.
//!
//! The scripts hand over their functions once (`internal/bootstrap`, `internal/timers`,
//! `internal/async_hooks`); numbers that both sides read often are in shared memory, so that an
//! empty task queue costs two loads and no call.

use crate::builtins::Loader;
use napi_core::scope::SharedNumbers;
use napi_core::{AsyncIds, Host, Local, Persistent, Scope};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The state of one run.
pub struct NodeHost {
    /// The built-in scripts.
    pub loader: Loader,
    /// `[0]` nextTick callbacks wait, `[1]` rejections wait.
    pub tick_info: SharedNumbers<i32>,
    /// `[0]` immediates queued, `[1]` of those, referenced.
    pub immediate_info: SharedNumbers<u32>,
    /// `[0]` last async id, `[1]` execution async id, `[2]` trigger async id.
    pub async_fields: SharedNumbers<f64>,
    /// What `internal/bootstrap` returned.
    functions: RefCell<Option<Persistent>>,
    process_timers: RefCell<Option<Persistent>>,
    process_immediate: RefCell<Option<Persistent>>,
    async_callbacks: RefCell<Option<Persistent>>,
    /// For each open `before`: the ids to restore, or `None` when the scripts do it.
    entered: RefCell<Vec<Option<(f64, f64)>>>,
    /// The loop's time when the run began, in ms.
    pub loop_start: Cell<u64>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<NodeHost>>> = const { RefCell::new(None) };
}

/// The host of this thread's run, for native functions.
///
/// # Panics
/// Never in a running script: it is set before any script runs.
pub fn current() -> Rc<NodeHost> {
    CURRENT.with_borrow(|current| current.clone()).expect("set before any script runs")
}

impl NodeHost {
    /// The host of a run on this thread.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn install<'s>(scope: &Scope<'s>) -> Result<Rc<NodeHost>, Local<'s>> {
        let host = Rc::new(NodeHost {
            loader: Loader::new(scope)?,
            tick_info: SharedNumbers::new(2),
            immediate_info: SharedNumbers::new(2),
            async_fields: SharedNumbers::new(3),
            functions: RefCell::default(),
            process_timers: RefCell::default(),
            process_immediate: RefCell::default(),
            async_callbacks: RefCell::default(),
            entered: RefCell::default(),
            loop_start: Cell::new(scope.runtime().event_loop().now()),
        });
        host.async_fields.set(0, 1.0);
        host.async_fields.set(1, 1.0);
        CURRENT.with_borrow_mut(|current| *current = Some(host.clone()));
        Ok(host)
    }

    /// Lets go of every JavaScript value; before the runtime ends.
    pub fn uninstall() {
        CURRENT.with_borrow_mut(|current| current.take());
    }

    /// Keeps what `internal/bootstrap` returned.
    pub fn set_functions(&self, scope: &Scope<'_>, functions: Local<'_>) {
        *self.functions.borrow_mut() = Some(scope.persist(functions));
    }

    /// Keeps the two functions of `internal/timers`.
    pub fn set_timer_functions(&self, timers: Persistent, immediate: Persistent) {
        *self.process_timers.borrow_mut() = Some(timers);
        *self.process_immediate.borrow_mut() = Some(immediate);
    }

    /// Keeps the callbacks of `internal/async_hooks`.
    pub fn set_async_callbacks(&self, callbacks: Option<Persistent>) {
        *self.async_callbacks.borrow_mut() = callbacks;
    }

    /// Milliseconds of the loop since the run began.
    pub fn now(&self, scope: &Scope<'_>) -> f64 {
        (scope.runtime().event_loop().now() - self.loop_start.get()) as f64
    }

    /// Calls one of the functions `internal/bootstrap` returned; they never throw.
    pub fn call<'s>(
        &self,
        scope: &Scope<'s>,
        name: &str,
        arguments: &[Local<'_>],
    ) -> Option<Local<'s>> {
        let functions = self.functions.borrow().as_ref().map(|f| scope.local_of(f))?;
        let result = scope
            .get(functions, name)
            .and_then(|function| scope.call(function, functions, arguments));
        match result {
            Ok(value) => Some(value),
            Err(_) if scope.runtime().is_stopping() => None, // a worker's scripts were ended
            Err(thrown) => {
                // A bug in the built-in scripts must not vanish.
                eprintln!("napkin: internal error in {name}: {}", scope.describe(thrown));
                None
            }
        }
    }

    fn kept<'s>(&self, scope: &Scope<'s>, slot: &RefCell<Option<Persistent>>) -> Option<Local<'s>> {
        slot.borrow().as_ref().map(|value| scope.local_of(value))
    }

    /// Calls a member of the async hooks' callbacks; whether there are any.
    fn async_call(&self, scope: &Scope<'_>, name: &str, arguments: &[Local<'_>]) -> bool {
        let Some(callbacks) = self.kept(scope, &self.async_callbacks) else { return false };
        if let Ok(function) = scope.get(callbacks, name)
            && let Err(thrown) = scope.call(function, callbacks, arguments)
        {
            scope.runtime().raise(thrown);
        }
        true
    }
}

impl Host for NodeHost {
    fn run_task_queues(&self, scope: &Scope<'_>) {
        let waiting = || self.tick_info.get(0) != 0 || self.tick_info.get(1) != 0;
        if !waiting() && scope.has_jobs() {
            scope.run_jobs();
        }
        if waiting() {
            self.call(scope, "runTaskQueues", &[]);
        }
    }

    fn uncaught_exception(&self, scope: &Scope<'_>, exception: Local<'_>) {
        if self.functions.borrow().is_some() {
            self.call(scope, "fatalException", &[exception, scope.boolean(false)]);
        } else {
            scope.report_uncaught(exception);
        }
    }

    fn uncaught_in_async_callback(&self, scope: &Scope<'_>, exception: Local<'_>) {
        self.call(scope, "uncaughtInAsyncCallback", &[exception]);
    }

    fn buffer_prototype<'s>(&self, scope: &Scope<'s>) -> Option<Local<'s>> {
        self.call(scope, "bufferPrototype", &[])
    }

    fn on_check(&self, scope: &Scope<'_>) {
        if self.immediate_info.get(0) == 0 {
            return;
        }
        if let Some(function) = self.kept(scope, &self.process_immediate) {
            scope.runtime().callback(|scope| {
                let _ = scope.call(function, scope.undefined(), &[]); // never throws
            });
        }
        if self.immediate_info.get(1) == 0 {
            scope.runtime().event_loop().request_check(false);
        }
    }

    fn on_timer(&self, scope: &Scope<'_>) {
        let Some(function) = self.kept(scope, &self.process_timers) else { return };
        let now = self.now(scope);
        let next = scope.runtime().callback(|scope| {
            let result = scope.call(function, scope.undefined(), &[scope.number(now)]);
            result.ok().and_then(|next| scope.as_number(next)).unwrap_or(0.0)
        });
        if next != 0.0 {
            let event_loop = scope.runtime().event_loop();
            let delay = (next.abs() - self.now(scope)).max(1.0);
            event_loop.set_timer(delay as u64);
            event_loop.keep_alive_for_timer(next > 0.0);
        }
    }

    fn async_init(&self, scope: &Scope<'_>, resource: Local<'_>, name: Local<'_>) -> AsyncIds {
        let id = self.async_fields.get(0) + 1.0;
        self.async_fields.set(0, id);
        let trigger = self.async_fields.get(1);
        let arguments = [scope.number(id), name, scope.number(trigger), resource];
        self.async_call(scope, "init", &arguments);
        AsyncIds { id, trigger }
    }

    fn async_before(&self, scope: &Scope<'_>, ids: AsyncIds, resource: Local<'_>) {
        let arguments = [scope.number(ids.id), scope.number(ids.trigger), resource];
        if self.async_call(scope, "before", &arguments) {
            self.entered.borrow_mut().push(None);
            return;
        }
        let outer = (self.async_fields.get(1), self.async_fields.get(2));
        self.entered.borrow_mut().push(Some(outer));
        self.async_fields.set(1, ids.id);
        self.async_fields.set(2, ids.trigger);
    }

    fn async_after(&self, scope: &Scope<'_>, ids: AsyncIds, failed: bool) {
        let entered = self.entered.borrow_mut().pop().flatten();
        match entered {
            Some((execution, trigger)) => {
                self.async_fields.set(1, execution);
                self.async_fields.set(2, trigger);
            }
            None => {
                let name = if failed { "abandon" } else { "after" };
                self.async_call(scope, name, &[scope.number(ids.id)]);
            }
        }
    }

    fn async_destroy(&self, scope: &Scope<'_>, ids: AsyncIds) {
        self.async_call(scope, "destroy", &[scope.number(ids.id)]);
    }
}
