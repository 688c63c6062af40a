//! Signals as events of a runtime's loop.
//!
//! Invariants: a watched signal does not keep the loop alive; the watchers end with the runtime,
//! by a cleanup hook, or earlier by [`Signals::stop`]; a handle is freed only once libuv has closed
//! it. What the callback holds is let go before the engine ends.

use super::error::{Result, SystemError};
use crate::runtime::RuntimeState;
use crate::scope::Scope;
use libuv_sys2 as uv;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// What is called when a signal came, with its number.
pub type OnSignal = Rc<dyn Fn(&Scope<'_>, i32)>;

/// The signals that a runtime listens to.
pub struct Signals(Rc<Watched>);

struct Watched {
    runtime: NonNull<RuntimeState>,
    watchers: RefCell<HashMap<i32, NonNull<Watcher>>>,
    on_signal: RefCell<Option<OnSignal>>,
    ended: Cell<bool>,
}

/// A handle of libuv's, boxed; its `data` is its own address.
struct Watcher {
    handle: uv::uv_signal_t,
    watched: Rc<Watched>,
}

impl Signals {
    /// No signals yet; `on_signal` runs for those that will be started, followed by the task
    /// queues.
    pub fn new(runtime: &RuntimeState, on_signal: OnSignal) -> Signals {
        let watched = Rc::new(Watched {
            runtime: NonNull::from(runtime),
            watchers: RefCell::default(),
            on_signal: RefCell::new(Some(on_signal)),
            ended: Cell::new(false),
        });
        let ending = watched.clone();
        let key = Rc::as_ptr(&watched) as usize;
        runtime.cleanup_hooks().add_host(key, Box::new(move || ending.end()));
        Signals(watched)
    }

    /// Listens to a signal; once is enough.
    ///
    /// # Errors
    /// When the system does not let a program listen to it.
    pub fn start(&self, signal: i32) -> Result<()> {
        if self.0.ended.get() || self.0.watchers.borrow().contains_key(&signal) {
            return Ok(());
        }
        let watcher = Watcher::start(&self.0, signal)?;
        self.0.watchers.borrow_mut().insert(signal, watcher);
        Ok(())
    }

    /// Stops listening: the signal does again what it does by default.
    pub fn stop(&self, signal: i32) {
        let watcher = self.0.watchers.borrow_mut().remove(&signal);
        if let Some(watcher) = watcher {
            Watcher::close(watcher);
        }
    }
}

impl Watched {
    fn end(&self) {
        self.ended.set(true);
        let watchers = std::mem::take(&mut *self.watchers.borrow_mut());
        watchers.into_values().for_each(Watcher::close);
        self.on_signal.borrow_mut().take();
    }
}

impl Watcher {
    fn start(watched: &Rc<Watched>, signal: i32) -> Result<NonNull<Watcher>> {
        // SAFETY: a signal handle may be zeros until libuv fills it in.
        let handle = unsafe { MaybeUninit::<uv::uv_signal_t>::zeroed().assume_init() };
        let watcher = Box::leak(Box::new(Watcher { handle, watched: watched.clone() }));
        let address = NonNull::from(&mut *watcher);
        // SAFETY: the runtime has not ended (`ended` says so), so its loop exists; the handle is
        // at an address that stays until it is closed.
        let result = unsafe {
            let handle = &raw mut (*address.as_ptr()).handle;
            let event_loop = watched.runtime.as_ref().event_loop().raw();
            let result = uv::uv_signal_init(event_loop, handle);
            if result < 0 {
                drop(Box::from_raw(address.as_ptr()));
                return Err(SystemError::new(result, "uv_signal_init"));
            }
            (*handle).data = address.as_ptr().cast();
            uv::uv_unref(handle.cast());
            uv::uv_signal_start(handle, Some(on_signal), signal)
        };
        if result < 0 {
            Watcher::close(address);
            return Err(SystemError::new(result, "uv_signal_start"));
        }
        Ok(address)
    }

    /// Gives the watcher back to libuv, which frees it by [`on_closed`].
    fn close(watcher: NonNull<Watcher>) {
        // SAFETY: an initialised handle, closed once: whoever calls this has taken the watcher out
        // of the list, and the loop runs at least once more before it ends.
        unsafe { uv::uv_close((&raw mut (*watcher.as_ptr()).handle).cast(), Some(on_closed)) };
    }
}

unsafe extern "C" fn on_signal(handle: *mut uv::uv_signal_t, signal: c_int) {
    // SAFETY: `data` is the watcher, which exists until it is closed; a handle being closed gets
    // no more signals.
    let watched = unsafe { (*(*handle).data.cast::<Watcher>()).watched.clone() };
    let Some(on_signal) = watched.on_signal.borrow().clone() else { return };
    // SAFETY: the loop runs, so the runtime exists.
    let runtime = unsafe { watched.runtime.as_ref() };
    runtime.callback(|scope| on_signal(scope, signal));
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: `data` is the box that `Watcher::start` leaked; libuv is done with it.
    drop(unsafe { Box::from_raw((*handle).data.cast::<Watcher>()) });
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::runtime::Runtime;
    use crate::system::process;

    #[test]
    fn a_signal_calls_back_on_the_loop_until_it_is_stopped() {
        let runtime = Runtime::new().unwrap();
        let seen = Rc::new(RefCell::new(Vec::new()));
        let log = seen.clone();
        let on_signal: OnSignal = Rc::new(move |_, signal| log.borrow_mut().push(signal));
        let signals = Signals::new(runtime.state(), on_signal);
        signals.start(libc::SIGUSR2).unwrap();
        signals.start(libc::SIGUSR2).unwrap();
        assert!(!runtime.is_alive(), "a watched signal keeps no loop alive");
        // A loop that nothing keeps alive does not look for signals.
        runtime.state().event_loop().set_timer(60_000);
        process::kill(process::id(), libc::SIGUSR2).unwrap();
        while seen.borrow().is_empty() {
            assert!(runtime.poll().unwrap(), "the signal did not come");
        }
        assert_eq!(*seen.borrow(), [libc::SIGUSR2]);
        signals.stop(libc::SIGUSR2);
        signals.stop(libc::SIGUSR2);
    }

    #[test]
    fn some_signals_cannot_be_watched() {
        let runtime = Runtime::new().unwrap();
        let signals = Signals::new(runtime.state(), Rc::new(|_, _| ()));
        assert_eq!(signals.start(libc::SIGKILL).unwrap_err().code(), "EINVAL");
    }

    #[test]
    fn the_end_of_the_runtime_lets_go_of_the_callback() {
        let runtime = Runtime::new().unwrap();
        let held = Rc::new(());
        let holder = held.clone();
        let signals = Signals::new(runtime.state(), Rc::new(move |_, _| drop(Rc::clone(&holder))));
        signals.start(libc::SIGUSR1).unwrap();
        drop(runtime);
        assert_eq!(Rc::strong_count(&held), 1);
        signals.start(libc::SIGUSR1).unwrap();
        signals.stop(libc::SIGUSR1);
    }
}
