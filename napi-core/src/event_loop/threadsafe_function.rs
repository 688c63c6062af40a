//! Thread-safe functions: a queue that any thread fills and the runtime's thread empties, woken by
//! one coalesced `uv_async_send`.
//!
//! Invariants:
//! - Other threads touch only `shared`, `not_full`, `dispatch` and the async handle's send, which
//!   libuv allows from any thread while the handle is not closing; sends happen under the lock and
//!   closing begins under it.
//! - At the end, what is left in the queue goes to `call_js` without an env, so that the addon can
//!   free it; then the finalizer runs, once.
//! - The memory is freed when the handle is closed and no thread holds the function any more.

use crate::abi::types::{napi_env, napi_value};
use crate::engine::{Handle, Root};
use crate::env::{AsyncContext, CallbackScope, Env, Finalizer};
use crate::status::Status;
use libuv_sys2 as uv;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::c_void;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// `napi_threadsafe_function_call_js`.
pub type CallJs = unsafe extern "C" fn(
    env: napi_env,
    js_callback: napi_value,
    context: *mut c_void,
    data: *mut c_void,
);

/// Calls handled in one turn of the loop before others get theirs.
const MAX_CALLS_PER_TURN: usize = 1000;

/// States of `dispatch`.
const IDLE: u8 = 0;
const RUNNING: u8 = 1;
const PENDING: u8 = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    Closing,
    Closed,
}

/// What threads share under the lock.
struct Shared {
    queue: VecDeque<*mut c_void>,
    threads: usize,
    phase: Phase,
    handle_closing: bool,
}

/// How a thread gives up a function.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ReleaseMode {
    /// The function goes on while others hold it.
    Release,
    /// It closes at once.
    Abort,
}

/// What an addon asks for with `napi_create_threadsafe_function`.
pub struct Options {
    /// The JavaScript function, if any.
    pub callback: Option<Handle>,
    /// Resource and name for the async hooks.
    pub resource: Handle,
    /// See `resource`.
    pub name: Handle,
    /// Calls that may wait; 0 for any number.
    pub max_queue_size: usize,
    /// Threads that hold the function from the start.
    pub threads: usize,
    /// Runs when the function ends.
    pub finalizer: Option<Finalizer>,
    /// The addon's pointer.
    pub context: *mut c_void,
    /// Calls JavaScript for one entry; the default calls the function without arguments.
    pub call_js: Option<CallJs>,
}

/// What an addon knows as `napi_threadsafe_function`.
pub struct ThreadSafeFunction {
    shared: Mutex<Shared>,
    not_full: Condvar,
    dispatch: AtomicU8,
    /// Boxed; freed by its close callback.
    handle: *mut uv::uv_async_t,
    max_queue_size: usize,
    context: *mut c_void,
    call_js: CallJs,
    // The rest belongs to the runtime's thread.
    env: NonNull<Env>,
    callback: RefCell<Option<Root>>,
    finalizer: Option<Finalizer>,
    async_context: RefCell<Option<AsyncContext>>,
}

impl ThreadSafeFunction {
    /// An open function; keeps the loop and the env alive until it ends.
    ///
    /// # Errors
    /// `GenericFailure` when libuv cannot make the handle.
    pub fn create(env: &Env, options: Options) -> Result<*mut ThreadSafeFunction, Status> {
        let handle = Box::into_raw(Box::new(MaybeUninit::<uv::uv_async_t>::zeroed()));
        let handle = handle.cast::<uv::uv_async_t>();
        // SAFETY: a fresh handle at an address that stays until it is closed.
        let made =
            unsafe { uv::uv_async_init(env.runtime().event_loop().raw(), handle, Some(on_wake)) };
        if made < 0 {
            // SAFETY: libuv did not take the handle.
            drop(unsafe { Box::from_raw(handle.cast::<MaybeUninit<uv::uv_async_t>>()) });
            return Err(Status::GenericFailure);
        }
        let function = Box::into_raw(Box::new(ThreadSafeFunction {
            shared: Mutex::new(Shared {
                queue: VecDeque::new(),
                threads: options.threads,
                phase: Phase::Open,
                handle_closing: false,
            }),
            not_full: Condvar::new(),
            dispatch: AtomicU8::new(IDLE),
            handle,
            max_queue_size: options.max_queue_size,
            context: options.context,
            call_js: options.call_js.unwrap_or(call_without_arguments),
            env: NonNull::from(env),
            callback: RefCell::new(options.callback.map(|f| Root::new(env.engine(), f))),
            finalizer: options.finalizer,
            async_context: RefCell::new(Some(AsyncContext::new(
                env,
                options.resource,
                options.name,
            ))),
        }));
        // SAFETY: the handle is ours; its callbacks find the function through `data`.
        unsafe { (*handle).data = function.cast() };
        env.pin();
        let close = Box::new(move || {
            // SAFETY: the hook is removed before the function is freed.
            unsafe { &*function }.close_at_teardown();
        });
        env.runtime().cleanup_hooks().add_host(function as usize, close);
        Ok(function)
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        // A panic cannot leave the state half changed: no code under the lock can panic midway.
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The addon's pointer.
    pub fn context(&self) -> *mut c_void {
        self.context
    }

    /// Queues a call. Any thread that holds the function.
    ///
    /// # Safety
    /// `function` is alive: the calling thread holds it.
    ///
    /// # Errors
    /// `QueueFull`; `Closing` once it closes (the thread's hold is then gone); `InvalidArg` when
    /// nobody holds it.
    pub unsafe fn call(
        function: *const ThreadSafeFunction,
        data: *mut c_void,
        blocking: bool,
    ) -> Result<(), Status> {
        // SAFETY: alive by contract.
        let this = unsafe { &*function };
        let mut shared = this.lock();
        while this.max_queue_size > 0
            && shared.queue.len() >= this.max_queue_size
            && shared.phase == Phase::Open
        {
            if !blocking {
                return Err(Status::QueueFull);
            }
            shared = this.not_full.wait(shared).unwrap_or_else(PoisonError::into_inner);
        }
        if shared.phase == Phase::Open {
            shared.queue.push_back(data);
            this.wake();
            return Ok(());
        }
        if shared.threads == 0 {
            return Err(Status::InvalidArg);
        }
        shared.threads -= 1;
        let last = shared.phase == Phase::Closed && shared.threads == 0;
        drop(shared);
        if last {
            // SAFETY: closed, and this was the last thread that held it.
            drop(unsafe { Box::from_raw(function.cast_mut()) });
        }
        Err(Status::Closing)
    }

    /// One more thread holds the function.
    ///
    /// # Errors
    /// `Closing` once it closes.
    pub fn acquire(&self) -> Result<(), Status> {
        let mut shared = self.lock();
        if shared.phase != Phase::Open {
            return Err(Status::Closing);
        }
        shared.threads += 1;
        Ok(())
    }

    /// One thread less holds it; the last one, or an abort, closes it.
    ///
    /// # Safety
    /// As for [`ThreadSafeFunction::call`]; not used by this thread afterwards.
    ///
    /// # Errors
    /// `InvalidArg` when nobody holds it.
    pub unsafe fn release(
        function: *const ThreadSafeFunction,
        mode: ReleaseMode,
    ) -> Result<(), Status> {
        // SAFETY: alive by contract.
        let this = unsafe { &*function };
        let mut shared = this.lock();
        if shared.threads == 0 {
            return Err(Status::InvalidArg);
        }
        shared.threads -= 1;
        if (shared.threads == 0 || mode == ReleaseMode::Abort) && shared.phase == Phase::Open {
            if mode == ReleaseMode::Abort {
                shared.phase = Phase::Closing;
                this.not_full.notify_all();
            }
            this.wake();
        }
        let last = shared.phase == Phase::Closed && shared.threads == 0;
        drop(shared);
        if last {
            // SAFETY: closed, and this was the last thread that held it.
            drop(unsafe { Box::from_raw(function.cast_mut()) });
        }
        Ok(())
    }

    /// Whether the function keeps the loop alive. Runtime's thread.
    pub fn keep_loop_alive(&self, keep: bool) {
        if self.lock().handle_closing {
            return;
        }
        // SAFETY: an initialised handle that is not closing.
        unsafe {
            if keep { uv::uv_ref(self.handle.cast()) } else { uv::uv_unref(self.handle.cast()) }
        }
    }

    /// Makes the loop empty the queue soon. Called under the lock, with the handle not closing.
    fn wake(&self) {
        if self.dispatch.fetch_or(PENDING, Ordering::AcqRel) & RUNNING == 0 {
            // SAFETY: may be called from any thread; the handle is open (see the invariants).
            unsafe { uv::uv_async_send(self.handle) };
        }
    }

    /// Empties the queue, giving way to the loop after a while.
    fn dispatch(&self) {
        let mut more = true;
        let mut left = MAX_CALLS_PER_TURN;
        while more && left > 0 {
            left -= 1;
            self.dispatch.store(RUNNING, Ordering::Release);
            more = self.dispatch_one();
            if self.dispatch.swap(IDLE, Ordering::AcqRel) & PENDING != 0 {
                more = true;
            }
        }
        let shared = self.lock();
        if more && !shared.handle_closing {
            self.wake();
        }
    }

    /// Handles one entry; whether there are more.
    fn dispatch_one(&self) -> bool {
        let mut shared = self.lock();
        if shared.handle_closing {
            return false;
        }
        if shared.phase != Phase::Open {
            self.close(shared);
            return false;
        }
        let entry = shared.queue.pop_front();
        if self.max_queue_size > 0 && entry.is_some() {
            // One place, one thread: waking only when the queue was full would leave the other
            // waiting threads asleep for good.
            self.not_full.notify_one();
        }
        let more = !shared.queue.is_empty();
        if !more && shared.threads == 0 {
            shared.phase = Phase::Closing;
            self.not_full.notify_all();
            self.close(shared);
        } else {
            drop(shared);
        }
        if let Some(data) = entry {
            self.call_one(data);
        }
        more
    }

    fn call_one(&self, data: *mut c_void) {
        self.in_callback_scope(|env| {
            let callback = self.callback.borrow().as_ref().map(|root| root.get(env.engine()));
            let result = env.call_into_addon(|raw| {
                // SAFETY: the addon's own callback with its own pointers, on the runtime's thread.
                unsafe { (self.call_js)(raw, callback, self.context, data) }
            });
            env.report_uncaught_by_version(result)
        });
    }

    /// Runs `body` between the async hooks' before and after, then the task queues; `body` says
    /// whether it failed.
    fn in_callback_scope(&self, body: impl FnOnce(&Env) -> bool) {
        // SAFETY: the env is pinned until the function ended.
        let env = unsafe { self.env.as_ref() };
        let mark = env.open_scope();
        let (resource, ids) = match &*self.async_context.borrow() {
            Some(context) => (Some(context.resource.get(env.engine())), Some(context.ids)),
            None => (None, None),
        };
        let scope = CallbackScope::open(env, resource, ids);
        let failed = body(env);
        let _ = scope.close(env, failed);
        env.close_scope(mark);
    }

    /// Closes the handle; its callback ends the function.
    fn close(&self, mut shared: MutexGuard<'_, Shared>) {
        if std::mem::replace(&mut shared.handle_closing, true) {
            return;
        }
        drop(shared);
        // SAFETY: the env is pinned until the function ended.
        unsafe { self.env.as_ref() }.runtime().event_loop().begin_cleanup();
        // SAFETY: an open handle, closed once.
        unsafe { uv::uv_close(self.handle.cast(), Some(on_closed)) };
    }

    /// The runtime ends: close, whatever is queued.
    fn close_at_teardown(&self) {
        let mut shared = self.lock();
        if shared.phase == Phase::Open {
            shared.phase = Phase::Closing;
            self.not_full.notify_all();
        }
        self.close(shared);
    }

    /// The handle is closed: what is left in the queue, then the finalizer, then the end.
    ///
    /// # Safety
    /// `function` is alive; called once, by the close callback.
    unsafe fn finish(function: *mut ThreadSafeFunction) {
        // SAFETY: alive by contract.
        let this = unsafe { &*function };
        // SAFETY: the env is pinned until the end of this function.
        let env = unsafe { this.env.as_ref() };
        let runtime = env.runtime();
        runtime.cleanup_hooks().remove_host(function as usize);
        let rest = std::mem::take(&mut this.lock().queue);
        for data in rest {
            // SAFETY: without an env the callback may only free its data.
            unsafe { (this.call_js)(std::ptr::null(), None, this.context, data) };
        }
        if let Some(finalizer) = this.finalizer {
            this.in_callback_scope(|env| {
                let result = env.call_into_addon(|raw| {
                    // SAFETY: the addon registered this callback for these pointers.
                    unsafe { (finalizer.callback)(raw, finalizer.data, finalizer.hint) }
                });
                env.report_uncaught_by_version(result)
            });
        }
        this.callback.borrow_mut().take();
        if let Some(context) = this.async_context.borrow_mut().take() {
            context.destroy(env);
        }
        let mut shared = this.lock();
        shared.phase = Phase::Closed;
        let last = shared.threads == 0;
        drop(shared);
        if last {
            // SAFETY: closed and held by nobody.
            drop(unsafe { Box::from_raw(function) });
        }
        runtime.event_loop().end_cleanup();
        env.release_pin();
    }
}

/// What a function does that was made without a `call_js`.
unsafe extern "C" fn call_without_arguments(
    env: napi_env,
    js_callback: napi_value,
    _: *mut c_void,
    _: *mut c_void,
) {
    if env.is_null() || js_callback.is_none() {
        return;
    }
    crate::abi::call_callback_without_arguments(env, js_callback);
}

unsafe extern "C" fn on_wake(handle: *mut uv::uv_async_t) {
    // SAFETY: data is the function that owns the handle, alive until the handle is closed.
    unsafe { &*(*handle).data.cast::<ThreadSafeFunction>() }.dispatch();
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: as above; the handle's box is freed here, once.
    unsafe {
        let function = (*handle).data.cast::<ThreadSafeFunction>();
        drop(Box::from_raw(handle.cast::<MaybeUninit<uv::uv_async_t>>()));
        ThreadSafeFunction::finish(function);
    }
}
