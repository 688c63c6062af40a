//! A runtime: one engine, one event loop, and the envs of the modules loaded into it.
//!
//! [`Runtime`] is what a Rust program embeds; [`RuntimeState`] is the same seen from inside, where
//! code holds `&RuntimeState` while JavaScript and addons call back in, so everything is in cells.
//! Several runtimes can live in a process, each on its thread.
//!
//! Invariants: order of the end: cleanup hooks (newest first, envs' teardowns among them), the
//! engine, then the memory of the envs, whose addresses native functions held; then the loop.

use crate::engine::{
    Buffers, ElementType, Engine, Errors, Handle, Interrupter, Interrupts, Lifetimes, Outcome,
    OwnedEngine, Root, Scopes,
};
use crate::env::{CleanupHooks, Env};
use crate::event_loop::EventLoop;
use crate::host::{AsyncIds, Host, PlainHost};
use crate::scope::{Local, Scope};
use std::cell::{Cell, RefCell};
use std::ffi::CString;
use std::io::Write;
use std::ptr::NonNull;
use std::rc::Rc;
use std::time::Duration;

/// A JavaScript runtime that addons can be loaded into.
///
/// It belongs to the thread that made it: it can neither be sent nor shared, nor can its values.
/// Dropping it ends it: cleanup hooks and finalizers run.
///
/// ```
/// use napi_core::{Call, Local, Runtime, RuntimeError, Scope};
///
/// /// `square(n)`, for scripts.
/// fn square<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Result<Local<'s>, Local<'s>> {
///     match scope.as_number(call.argument(0)) {
///         Some(n) => Ok(scope.number(n * n)),
///         None => Err(scope.error("square needs a number")?),
///     }
/// }
///
/// let runtime = Runtime::new()?;
/// let outcome = runtime.callback(|scope| {
///     let run = || {
///         scope.set(scope.global(), "square", scope.function("square", square)?)?;
///         scope.evaluate("`7 squared is ${square(7)}`", "example.js")
///     };
///     run().map(|text| scope.to_text(text)).map_err(|thrown| scope.describe(thrown))
/// });
/// assert_eq!(outcome.as_deref(), Ok("7 squared is 49"));
/// runtime.run()?; // timers, sockets, native work: until nothing is left to wait for
/// # Ok::<(), RuntimeError>(())
/// ```
pub struct Runtime {
    state: Box<RuntimeState>,
}

/// The inside of a [`Runtime`].
pub struct RuntimeState {
    engine: RefCell<Option<OwnedEngine>>,
    /// The same engine without the cell's bookkeeping; its memory stays as long as this.
    engine_memory: Rc<Engine>,
    host: RefCell<Rc<dyn Host>>,
    event_loop: EventLoop,
    hooks: CleanupHooks,
    #[allow(clippy::vec_box)] // addons hold the addresses of the envs
    envs: RefCell<Vec<Box<Env>>>,
    next_class: Cell<u64>,
    callback_depth: Cell<usize>,
    /// Scopes that are open now, of the embedder's and of the host's own callbacks.
    open_scopes: Cell<usize>,
    uncaught: RefCell<Option<String>>,
    stopping: Cell<bool>,
    stopped: Cell<bool>,
    buffer_class: RefCell<Option<Root>>,
    buffer_class_asked: Cell<bool>,
    released_pins: RefCell<Vec<*const Env>>,
    own_env: Cell<*const Env>,
}

/// Why a runtime could not be made or ended badly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeError {
    /// The engine or the loop could not be made.
    Start(String),
    /// An exception reached the event loop; the text is what was printed.
    Uncaught(String),
    /// The event loop runs already: this is a callback of it.
    AlreadyRunning,
}

impl std::fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            RuntimeError::Start(why) => write!(f, "the runtime could not be started: {why}"),
            RuntimeError::Uncaught(what) => write!(f, "an exception was not caught: {what}"),
            RuntimeError::AlreadyRunning => {
                write!(f, "the event loop runs already; it cannot be run from one of its callbacks")
            }
        }
    }
}

impl std::error::Error for RuntimeError {}

impl Runtime {
    /// A runtime with an engine and an event loop of its own.
    ///
    /// # Errors
    /// When the engine or the loop cannot be made.
    pub fn new() -> Result<Runtime, RuntimeError> {
        let engine = Engine::new().map_err(RuntimeError::Start)?;
        Runtime::with_engine(engine)
    }

    /// A runtime on an engine made elsewhere (on QuickJS-ng, see `Engine::attach`).
    ///
    /// # Errors
    /// When the loop cannot be made.
    pub fn with_engine(engine: OwnedEngine) -> Result<Runtime, RuntimeError> {
        crate::abi::keep_exports();
        let event_loop = EventLoop::new().map_err(RuntimeError::Start)?;
        let engine_memory = engine.share();
        let state = Box::new(RuntimeState {
            engine: RefCell::new(Some(engine)),
            engine_memory,
            host: RefCell::new(Rc::new(PlainHost)),
            event_loop,
            hooks: CleanupHooks::default(),
            envs: RefCell::default(),
            next_class: Cell::new(0),
            callback_depth: Cell::new(0),
            open_scopes: Cell::new(0),
            uncaught: RefCell::default(),
            stopping: Cell::new(false),
            stopped: Cell::new(false),
            buffer_class: RefCell::default(),
            buffer_class_asked: Cell::new(false),
            released_pins: RefCell::default(),
            own_env: Cell::new(std::ptr::null()),
        });
        let runtime = Runtime { state };
        let state = &runtime.state;
        state.event_loop.start(state).map_err(RuntimeError::Start)?;
        Ok(runtime)
    }

    /// Puts the runtime into its surroundings.
    pub fn set_host(&self, host: Rc<dyn Host>) {
        *self.state.host.borrow_mut() = host;
    }

    /// The inside.
    pub fn state(&self) -> &RuntimeState {
        &self.state
    }

    /// Opens a handle scope and runs `body` in it. JavaScript called from here is not followed by
    /// the task queues; see [`Runtime::callback`].
    pub fn enter<R>(&self, body: impl FnOnce(&Scope<'_>) -> R) -> R {
        self.state.enter(body)
    }

    /// As [`Runtime::enter`], and then, when this is the outermost call, runs the task queues: for
    /// calls that come from outside JavaScript.
    pub fn callback<R>(&self, body: impl FnOnce(&Scope<'_>) -> R) -> R {
        self.state.callback(body)
    }

    /// Runs the event loop until nothing keeps it alive.
    ///
    /// # Errors
    /// With the default host, the first uncaught exception, which interrupts the loop: calling this
    /// again goes on. [`RuntimeError::AlreadyRunning`] from inside a callback of the loop.
    pub fn run(&self) -> Result<(), RuntimeError> {
        self.state.event_loop.run().ok_or(RuntimeError::AlreadyRunning)?;
        self.take_uncaught()
    }

    /// Runs what is ready without waiting: for hosts with a loop of their own. `true` while
    /// something keeps the loop alive. When to call it again, [`Runtime::poll_timeout`] and
    /// [`Runtime::poll_fd`] tell.
    ///
    /// # Errors
    /// As [`Runtime::run`].
    pub fn poll(&self) -> Result<bool, RuntimeError> {
        let alive = self.state.event_loop.poll().ok_or(RuntimeError::AlreadyRunning)?;
        self.take_uncaught().map(|()| alive)
    }

    /// How long [`Runtime::poll`] would have nothing to do unless the descriptor of
    /// [`Runtime::poll_fd`] becomes readable; `None` when only that can bring work.
    pub fn poll_timeout(&self) -> Option<Duration> {
        self.state.event_loop.timeout()
    }

    /// The descriptor that becomes readable when there is work for [`Runtime::poll`]: what other
    /// threads send, what the thread pool finished, sockets.
    #[cfg(unix)]
    pub fn poll_fd(&self) -> std::os::fd::RawFd {
        self.state.event_loop.descriptor()
    }

    /// Limits the memory of JavaScript's heap, in bytes; 0 takes the limit away. Beyond it
    /// JavaScript throws and Node-API functions answer with a status.
    pub fn set_memory_limit(&self, bytes: usize) {
        self.state.engine().set_memory_limit(bytes);
    }

    fn take_uncaught(&self) -> Result<(), RuntimeError> {
        match self.state.uncaught.borrow_mut().take() {
            Some(what) => Err(RuntimeError::Uncaught(what)),
            None => Ok(()),
        }
    }

    /// Whether something keeps the loop alive.
    pub fn is_alive(&self) -> bool {
        self.state.event_loop.is_alive()
    }

    /// Collects garbage fully. Finalizers of version 8 to 10 modules are queued, not run.
    pub fn collect_garbage(&self) {
        self.state.engine().collect();
    }

    /// Ends the runtime: no JavaScript runs from here on; cleanup hooks, then finalizers.
    ///
    /// From inside a callback, JavaScript is refused at once and the loop interrupted; the rest
    /// happens when the runtime is dropped, or stopped again from outside.
    pub fn stop(&self) {
        self.state.stop();
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        self.state.stop();
        // Handles that addons left open may have their say once more: while everything stands.
        self.state.event_loop.close_own_handles();
        self.state.buffer_class.borrow_mut().take();
        let engine = self.state.engine.borrow_mut().take();
        drop(engine);
        self.state.envs.borrow_mut().clear();
        self.state.event_loop.close();
    }
}

impl RuntimeState {
    /// The engine.
    #[inline(always)]
    pub fn engine(&self) -> &Engine {
        &self.engine_memory
    }

    /// A share of the engine's memory, for values that may outlive the runtime.
    pub(crate) fn engine_memory(&self) -> &Rc<Engine> {
        &self.engine_memory
    }

    /// The event loop.
    pub fn event_loop(&self) -> &EventLoop {
        &self.event_loop
    }

    /// The cleanup hooks.
    pub(crate) fn cleanup_hooks(&self) -> &CleanupHooks {
        &self.hooks
    }

    /// The surroundings.
    pub fn host(&self) -> Rc<dyn Host> {
        self.host.borrow().clone()
    }

    /// Whether the end has begun: no JavaScript may run.
    pub fn is_stopping(&self) -> bool {
        self.stopping.get() || self.engine().interrupter().is_interrupted()
    }

    /// What ends this runtime's JavaScript from another thread. Its loop goes on: wake it, and call
    /// [`RuntimeState::halt`] on its thread.
    pub fn interrupter(&self) -> Interrupter {
        self.engine().interrupter().clone()
    }

    /// Ends the JavaScript of this runtime, from inside: nothing runs any more, and
    /// [`Runtime::run`] returns. Cleanup hooks and finalizers wait for [`Runtime::stop`].
    pub fn halt(&self) {
        self.engine().interrupter().interrupt();
        for env in self.envs.borrow().iter() {
            env.stop();
        }
        self.event_loop.leave();
    }

    /// The prototype that Buffers made by addons get (`Buffer.prototype`). Until it is set they are
    /// plain `Uint8Array`s.
    pub fn set_buffer_prototype(&self, prototype: Local<'_>) {
        let scope = self.engine().mark();
        match self.engine().bytes_class(prototype.handle_in(self)) {
            Ok(class) => *self.buffer_class.borrow_mut() = Some(Root::new(self.engine(), class)),
            // Without memory for the class there will be none for Buffers either: they tell.
            Err(_) => drop(self.engine().take_exception()),
        }
        self.engine().release_to(scope);
    }

    /// What makes Buffers; asked of the host once.
    #[inline]
    fn buffer_class(&self) -> std::cell::Ref<'_, Option<Root>> {
        if !self.buffer_class_asked.replace(true) && self.buffer_class.borrow().is_none() {
            self.enter(|scope| {
                if let Some(prototype) = self.host().buffer_prototype(scope) {
                    self.set_buffer_prototype(prototype);
                }
            });
        }
        self.buffer_class.borrow()
    }

    /// A zeroed Buffer, and where its memory begins.
    pub(crate) fn new_bytes(&self, len: usize) -> Outcome<(Handle, *mut u8)> {
        self.engine().bytes(self.buffer_class().as_ref().map(Root::borrow), len)
    }

    /// A Buffer with a copy of this content.
    pub(crate) fn copied_bytes(&self, content: &[u8]) -> Outcome<Handle> {
        let (bytes, memory) = self.new_bytes(content.len())?;
        if !content.is_empty() {
            // SAFETY: the new memory is as long as the content, and nobody else has seen it.
            unsafe { memory.copy_from_nonoverlapping(content.as_ptr(), content.len()) };
        }
        Ok(bytes)
    }

    /// A Buffer on part of an ArrayBuffer.
    pub(crate) fn new_buffer(&self, bytes: Handle, offset: usize, len: usize) -> Outcome<Handle> {
        match &*self.buffer_class() {
            Some(class) => self.engine().bytes_of_class(class.borrow(), bytes, offset, len),
            None => self.engine().typed_array(ElementType::Uint8, bytes, offset, len),
        }
    }

    pub(crate) fn new_class(&self) -> u64 {
        let class = self.next_class.get();
        self.next_class.set(class + 1);
        class
    }

    pub(crate) fn remember_uncaught(&self, text: String) {
        self.uncaught.borrow_mut().get_or_insert(text);
        self.event_loop.interrupt();
    }

    /// Makes an env for a module; its teardown is a cleanup hook from now on.
    pub(crate) fn new_env(&self, module_version: i32, file: CString) -> &Env {
        let env = Env::new(self, module_version, file);
        let address = &raw const *env;
        self.envs.borrow_mut().push(env);
        // SAFETY: the env is boxed, and freed only when the runtime is dropped, after all hooks.
        let env: &Env = unsafe { &*address };
        let teardown = Box::new(move || {
            // SAFETY: as above.
            unsafe { &*address }.release_pin();
        });
        self.hooks.add_host(address as usize, teardown);
        env
    }

    /// The env of the embedding program's own functions; made when it is first needed.
    pub(crate) fn own_env(&self) -> &Env {
        let known = self.own_env.get();
        if !known.is_null() {
            // SAFETY: envs are boxed and freed only when the runtime is dropped.
            return unsafe { &*known };
        }
        let env = self.new_env(crate::abi::SUPPORTED_VERSION as i32, c"napkin:host".into());
        self.own_env.set(env);
        env
    }

    // ----- entering -----

    /// See [`Runtime::enter`].
    pub fn enter<R>(&self, body: impl FnOnce(&Scope<'_>) -> R) -> R {
        let depth = self.open_scopes.get();
        let _open = OpenScope { runtime: self, mark: self.engine().mark(), depth };
        self.open_scopes.set(depth + 1);
        body(&Scope::new(self))
    }

    /// How many scopes are open.
    pub(crate) fn open_scopes(&self) -> usize {
        self.open_scopes.get()
    }

    /// See [`Runtime::callback`].
    pub fn callback<R>(&self, body: impl FnOnce(&Scope<'_>) -> R) -> R {
        self.enter(|scope| {
            self.enter_callback();
            let unwinding = LeaveWhenUnwinding(self);
            let result = body(scope);
            std::mem::forget(unwinding);
            self.leave_callback(false);
            result
        })
    }

    /// A callback from outside JavaScript begins.
    pub(crate) fn enter_callback(&self) {
        self.callback_depth.set(self.callback_depth.get() + 1);
    }

    /// It ended; the outermost one runs the task queues unless it failed.
    pub(crate) fn leave_callback(&self, failed: bool) {
        let depth = self.callback_depth.get() - 1;
        if depth == 0 && !failed && !self.is_stopping() {
            self.enter(|scope| self.host().run_task_queues(scope));
        }
        self.callback_depth.set(depth);
    }

    /// Hands an exception that nobody caught to the host.
    pub(crate) fn uncaught_exception(&self, exception: Handle) {
        if self.is_stopping() {
            return;
        }
        self.enter(|scope| self.host().uncaught_exception(scope, scope.local(exception)));
    }

    /// An exception that nobody caught, from the host's own code.
    pub fn raise(&self, exception: Local<'_>) {
        self.uncaught_exception(exception.handle_in(self));
    }

    /// The same for modules below version 10, which Node only warns about.
    pub(crate) fn uncaught_in_old_module(&self, exception: Handle) {
        if self.is_stopping() {
            return;
        }
        self.enter(|scope| self.host().uncaught_in_async_callback(scope, scope.local(exception)));
    }

    /// Ends a pin of an env from inside a callback of its addon: at the next turn, not under the
    /// addon's feet.
    pub(crate) fn release_pin_later(&self, env: &Env) {
        self.released_pins.borrow_mut().push(env);
        self.event_loop.request_native_check();
    }

    /// Ends the pins given up since the last turn; whether there were any.
    pub(crate) fn release_pins(&self) -> bool {
        let released = std::mem::take(&mut *self.released_pins.borrow_mut());
        for env in &released {
            // SAFETY: envs are boxed and freed only when the runtime is dropped.
            unsafe { &**env }.release_pin();
        }
        !released.is_empty()
    }

    // ----- finalizers -----

    /// Some env has finalizers queued: they run in the loop's next check phase.
    pub(crate) fn schedule_finalizers(&self) {
        if !self.is_stopping() {
            self.event_loop.request_native_check();
        }
    }

    /// Runs the finalizers that wait, each env's in the order they were queued.
    pub(crate) fn drain_finalizers(&self) {
        let mut index = 0;
        loop {
            let env = match self.envs.borrow().get(index) {
                // SAFETY: envs are boxed and freed only when the runtime is dropped.
                Some(env) => unsafe { NonNull::from(&**env).as_ref() },
                None => return,
            };
            if env.has_queued_finalizers() {
                self.callback(|_| env.drain_finalizers());
            }
            index += 1;
        }
    }

    // ----- async hooks -----

    pub(crate) fn emit_async_init(&self, resource: Handle, name: Handle) -> AsyncIds {
        if self.is_stopping() {
            return AsyncIds::default();
        }
        self.enter(|scope| self.host().async_init(scope, scope.local(resource), scope.local(name)))
    }

    pub(crate) fn emit_async_before(&self, ids: AsyncIds, resource: Handle) {
        if !self.is_stopping() {
            self.enter(|scope| self.host().async_before(scope, ids, scope.local(resource)));
        }
    }

    pub(crate) fn emit_async_after(&self, ids: AsyncIds, failed: bool) {
        if !self.is_stopping() {
            self.enter(|scope| self.host().async_after(scope, ids, failed));
        }
    }

    pub(crate) fn emit_async_destroy(&self, ids: AsyncIds) {
        if !self.is_stopping() {
            self.enter(|scope| self.host().async_destroy(scope, ids));
        }
    }

    // ----- the end -----

    fn newest_standing_env(&self) -> Option<&Env> {
        let envs = self.envs.borrow();
        let env = envs.iter().rev().find(|env| !env.is_torn_down())?;
        // SAFETY: envs are boxed and freed only when the runtime is dropped.
        Some(unsafe { NonNull::from(&**env).as_ref() })
    }

    /// See [`Runtime::stop`].
    pub(crate) fn stop(&self) {
        if !self.stopping.replace(true) {
            self.engine().refuse_native_calls();
            for env in self.envs.borrow().iter() {
                env.stop();
            }
        }
        if self.open_scopes.get() > 0 || self.event_loop.is_running() {
            self.event_loop.interrupt();
            return;
        }
        if self.stopped.replace(true) {
            return;
        }
        let mark = self.engine().mark();
        // Hooks may start closing handles, and async hooks finish on the loop; envs that they pin
        // end when they are done.
        loop {
            self.event_loop.run_cleanup();
            if self.hooks.run() | self.release_pins() || self.event_loop.has_pending_cleanup() {
                continue;
            }
            // What an addon never let go of (an asynchronous cleanup hook) holds its env no longer.
            match self.newest_standing_env() {
                Some(env) => env.teardown(),
                None => break,
            }
        }
        if self.engine().has_exception() {
            self.engine().take_exception();
        }
        self.engine().release_to(mark);
    }
}

/// Closes a scope, however its body is left.
struct OpenScope<'r> {
    runtime: &'r RuntimeState,
    mark: <Engine as Scopes>::Mark,
    depth: usize,
}

impl Drop for OpenScope<'_> {
    fn drop(&mut self) {
        self.runtime.open_scopes.set(self.depth);
        self.runtime.engine().release_to(self.mark);
    }
}

/// Leaves a callback whose body panicked, without running the task queues.
struct LeaveWhenUnwinding<'r>(&'r RuntimeState);

impl Drop for LeaveWhenUnwinding<'_> {
    fn drop(&mut self) {
        self.0.leave_callback(true);
    }
}

/// Prints a message as Node's fatal errors are printed, and aborts.
pub fn fatal_error(location: Option<&str>, message: &str) -> ! {
    let mut stderr = std::io::stderr().lock();
    let _ = match location {
        Some(location) => writeln!(stderr, "FATAL ERROR: {location} {message}"),
        None => writeln!(stderr, "FATAL ERROR: {message}"),
    };
    let _ = stderr.flush();
    crate::system::process::abort()
}

/// Says that a panic is a bug of the host, for the panic hook of programs that embed it.
pub fn report_host_bug(panic: &std::panic::PanicHookInfo<'_>) {
    eprintln!(
        "napkin: internal error, a bug of napkin itself and not of your code: {panic}\n\
         Please report it with the addon and the call that led here."
    );
}
