//! The event loop: a libuv loop, the one `napi_get_uv_event_loop` hands out.
//!
//! Here are the loop itself, its check phase (native finalizers, then the host's immediates) and
//! the host's one timer. Async work and thread-safe functions are in their own files.
//!
//! Invariants: the loop and the handles here are boxed and never move; they are closed in
//! [`EventLoop::close`], after everything that uses them; callbacks reach the runtime through the
//! handles' `data`, set in [`EventLoop::start`].

pub mod async_work;
pub mod threadsafe_function;
pub mod wake;

use crate::engine::Lifetimes;
use crate::runtime::RuntimeState;
use crate::status::Status;
use libuv_sys2 as uv;
use std::cell::Cell;
use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::time::Duration;

/// The handles of a loop, at addresses that stay.
struct Handles {
    uv_loop: uv::uv_loop_t,
    check: uv::uv_check_t,
    /// Active while a check phase is wanted soon: keeps the loop from waiting.
    idle: uv::uv_idle_t,
    timer: uv::uv_timer_t,
}

/// A libuv loop with the handles of the runtime's own phases.
pub struct EventLoop {
    handles: *mut Handles,
    native_check_wanted: Cell<bool>,
    host_check_wanted: Cell<bool>,
    pending_cleanup: Cell<usize>,
    running: Cell<bool>,
    closed: Cell<bool>,
    turns: Cell<u64>,
}

/// A libuv error code as text.
pub fn uv_message(code: i32) -> String {
    // SAFETY: returns a static string for known codes and a leaked one for unknown codes.
    unsafe { CStr::from_ptr(uv::uv_strerror(code)) }.to_string_lossy().into_owned()
}

/// The version of the linked libuv.
pub fn uv_version() -> String {
    // SAFETY: returns a static string.
    unsafe { CStr::from_ptr(uv::uv_version_string()) }.to_string_lossy().into_owned()
}

/// libuv's answer as a status, as Node converts it.
pub fn uv_status(code: i32) -> Result<(), Status> {
    if code >= 0 {
        return Ok(());
    }
    Err(match code {
        uv::uv_errno_t_UV_EINVAL => Status::InvalidArg,
        uv::uv_errno_t_UV_ECANCELED => Status::Cancelled,
        _ => Status::GenericFailure,
    })
}

impl EventLoop {
    /// An initialised loop.
    ///
    /// # Errors
    /// libuv's message.
    pub fn new() -> Result<EventLoop, String> {
        // SAFETY: the handles are plain C structures that uv_*_init fills in, at a heap address
        // that stays until `close`.
        let handles = unsafe {
            let handles =
                Box::into_raw(Box::new(MaybeUninit::<Handles>::zeroed())).cast::<Handles>();
            let uv_loop = &raw mut (*handles).uv_loop;
            let result = uv::uv_loop_init(uv_loop);
            if result < 0 {
                drop(Box::from_raw(handles.cast::<MaybeUninit<Handles>>()));
                return Err(format!("the event loop could not be made: {}", uv_message(result)));
            }
            uv::uv_check_init(uv_loop, &raw mut (*handles).check);
            uv::uv_idle_init(uv_loop, &raw mut (*handles).idle);
            uv::uv_timer_init(uv_loop, &raw mut (*handles).timer);
            handles
        };
        Ok(EventLoop {
            handles,
            native_check_wanted: Cell::new(false),
            host_check_wanted: Cell::new(false),
            pending_cleanup: Cell::new(0),
            running: Cell::new(false),
            closed: Cell::new(false),
            turns: Cell::new(0),
        })
    }

    /// Connects the callbacks to the runtime.
    ///
    /// # Errors
    /// libuv's message.
    pub(crate) fn start(&self, runtime: &RuntimeState) -> Result<(), String> {
        let data: *mut std::ffi::c_void = (&raw const *runtime).cast_mut().cast();
        // SAFETY: initialised handles of a live loop; the check handle must not keep it alive.
        unsafe {
            (*self.handles).check.data = data;
            (*self.handles).idle.data = data;
            (*self.handles).timer.data = data;
            let result = uv::uv_check_start(&raw mut (*self.handles).check, Some(on_check));
            uv::uv_unref((&raw mut (*self.handles).check).cast());
            if result < 0 { Err(uv_message(result)) } else { Ok(()) }
        }
    }

    /// The loop, for `napi_get_uv_event_loop`.
    pub fn raw(&self) -> *mut uv::uv_loop_t {
        // SAFETY: computes an address.
        unsafe { &raw mut (*self.handles).uv_loop }
    }

    /// Runs until nothing keeps the loop alive, or until [`EventLoop::interrupt`]; whether it is
    /// still alive. `None` from inside a callback of the loop, which libuv does not allow.
    pub(crate) fn run(&self) -> Option<bool> {
        self.run_in(uv::uv_run_mode_UV_RUN_DEFAULT)
    }

    /// Runs what is ready; else as [`EventLoop::run`].
    pub(crate) fn poll(&self) -> Option<bool> {
        self.run_in(uv::uv_run_mode_UV_RUN_NOWAIT)
    }

    fn run_in(&self, mode: uv::uv_run_mode) -> Option<bool> {
        if self.running.replace(true) {
            return None;
        }
        // SAFETY: a live loop, run from its own thread, not from a callback of itself.
        let alive = unsafe { uv::uv_run(self.raw(), mode) != 0 };
        self.running.set(false);
        Some(alive)
    }

    /// Whether this is a callback of the loop.
    pub(crate) fn is_running(&self) -> bool {
        self.running.get()
    }

    /// Lets a running loop return after the callback that runs now.
    pub(crate) fn interrupt(&self) {
        if self.running.get() {
            // SAFETY: a live loop, stopped from its own thread.
            unsafe { uv::uv_stop(self.raw()) };
        }
    }

    /// How long the loop would wait for the descriptor; `None` for as long as it takes.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        // SAFETY: a live loop. Its idea of now is that of the last turn.
        let milliseconds = unsafe {
            uv::uv_update_time(self.raw());
            uv::uv_backend_timeout(self.raw())
        };
        u64::try_from(milliseconds).ok().map(Duration::from_millis)
    }

    /// What the loop waits on.
    #[cfg(unix)]
    pub(crate) fn descriptor(&self) -> std::os::fd::RawFd {
        // SAFETY: a live loop.
        unsafe { uv::uv_backend_fd(self.raw()) }
    }

    /// Makes the running loop return after this turn.
    pub(crate) fn leave(&self) {
        // SAFETY: a live loop, on its own thread.
        unsafe { uv::uv_stop(self.raw()) };
    }

    /// Whether something keeps the loop alive.
    pub fn is_alive(&self) -> bool {
        // SAFETY: a live loop.
        unsafe { uv::uv_loop_alive(self.raw()) != 0 }
    }

    /// The time in ms, to which the loop's idea of it is brought: a timer set from here on is not
    /// cut short by what the running callback took so far.
    pub fn now(&self) -> u64 {
        // SAFETY: a live loop.
        unsafe {
            uv::uv_update_time(self.raw());
            uv::uv_now(self.raw())
        }
    }

    /// The loop's monotonic time without its cache, in ns.
    pub fn hrtime() -> u64 {
        // SAFETY: no preconditions.
        unsafe { uv::uv_hrtime() }
    }

    /// Native work waits for the next check phase; keeps the loop alive until then.
    pub(crate) fn request_native_check(&self) {
        self.native_check_wanted.set(true);
        self.update_idle();
    }

    /// Whether the host has immediates that keep the loop alive.
    pub fn request_check(&self, wanted: bool) {
        self.host_check_wanted.set(wanted);
        self.update_idle();
    }

    fn update_idle(&self) {
        // SAFETY: an initialised handle of a live loop.
        unsafe {
            let idle = &raw mut (*self.handles).idle;
            if self.closed.get() {
                return;
            }
            if self.native_check_wanted.get() || self.host_check_wanted.get() {
                uv::uv_idle_start(idle, Some(on_idle));
            } else {
                uv::uv_idle_stop(idle);
            }
        }
    }

    /// Sets the host's timer to fire once, `delay` ms from the loop's now.
    pub fn set_timer(&self, delay: u64) {
        // SAFETY: an initialised handle of a live loop.
        unsafe { uv::uv_timer_start(&raw mut (*self.handles).timer, Some(on_timer), delay, 0) };
    }

    /// Whether the host's timer keeps the loop alive.
    pub fn keep_alive_for_timer(&self, keep: bool) {
        // SAFETY: as above.
        unsafe {
            let timer = (&raw mut (*self.handles).timer).cast();
            if keep { uv::uv_ref(timer) } else { uv::uv_unref(timer) }
        }
    }

    // ----- the end -----

    /// Something must still happen on the loop before the runtime may end.
    pub(crate) fn begin_cleanup(&self) {
        self.pending_cleanup.set(self.pending_cleanup.get() + 1);
    }

    /// It happened.
    pub(crate) fn end_cleanup(&self) {
        self.pending_cleanup.set(self.pending_cleanup.get().saturating_sub(1));
    }

    /// Whether the end has to wait for the loop.
    pub(crate) fn has_pending_cleanup(&self) -> bool {
        self.pending_cleanup.get() > 0
    }

    /// Runs the loop while the end has to wait for it.
    pub(crate) fn run_cleanup(&self) {
        while self.has_pending_cleanup() {
            let more = self.run_in(uv::uv_run_mode_UV_RUN_ONCE).unwrap_or(false);
            if !more && self.has_pending_cleanup() {
                // Nothing left that could finish it: an addon that never removed its async hook.
                self.pending_cleanup.set(0);
            }
        }
    }

    /// Closes the runtime's own handles; the loop runs for the last time.
    pub(crate) fn close_own_handles(&self) {
        if self.closed.replace(true) {
            return;
        }
        // SAFETY: initialised handles of a live loop, closed once.
        unsafe {
            uv::uv_close((&raw mut (*self.handles).check).cast(), None);
            uv::uv_close((&raw mut (*self.handles).idle).cast(), None);
            uv::uv_close((&raw mut (*self.handles).timer).cast(), None);
        }
        // Twice: a turn that was asked to stop does nothing but forget that.
        self.run_in(uv::uv_run_mode_UV_RUN_NOWAIT);
        self.run_in(uv::uv_run_mode_UV_RUN_NOWAIT);
    }

    /// Closes the loop. Handles that addons left open keep the loop's memory from being freed,
    /// since they may still be touched by the addon's threads.
    pub(crate) fn close(&self) {
        // SAFETY: a loop that does not run any more; the memory is freed only once libuv says
        // that nothing refers to the loop, and this is the last call.
        unsafe {
            if uv::uv_loop_close(self.raw()) == 0 {
                drop(Box::from_raw(self.handles.cast::<MaybeUninit<Handles>>()));
            }
        }
    }
}

/// The runtime behind a handle's data.
///
/// # Safety
/// `data` was set by [`EventLoop::start`]; the runtime outlives its loop.
unsafe fn runtime_of<'a>(data: *mut std::ffi::c_void) -> &'a RuntimeState {
    // SAFETY: by contract.
    unsafe { &*data.cast::<RuntimeState>() }
}

unsafe extern "C" fn on_idle(_: *mut uv::uv_idle_t) {}

/// Every so many turns, objects that native code attached to lately are let go.
const TURNS_RECENT_OBJECTS_LIVE: u64 = 32;

unsafe extern "C" fn on_check(check: *mut uv::uv_check_t) {
    // SAFETY: libuv passes the handle this was started with.
    let runtime = unsafe { runtime_of((*check).data) };
    let event_loop = runtime.event_loop();
    let turns = event_loop.turns.get() + 1;
    event_loop.turns.set(turns);
    if turns % TURNS_RECENT_OBJECTS_LIVE == 0 {
        runtime.engine().release_recent();
    }
    if event_loop.native_check_wanted.replace(false) {
        runtime.release_pins();
        runtime.drain_finalizers();
    }
    if runtime.is_stopping() {
        event_loop.host_check_wanted.set(false); // the host's immediates are JavaScript
    } else {
        runtime.enter(|scope| runtime.host().on_check(scope));
    }
    event_loop.update_idle();
}

unsafe extern "C" fn on_timer(timer: *mut uv::uv_timer_t) {
    // SAFETY: as in `on_check`.
    let runtime = unsafe { runtime_of((*timer).data) };
    if runtime.is_stopping() {
        return;
    }
    runtime.enter(|scope| runtime.host().on_timer(scope));
}
