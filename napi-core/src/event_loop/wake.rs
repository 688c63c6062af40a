//! Waking a runtime's loop from other threads.
//!
//! A [`Wake`] is the runtime's end: a callback on its thread, run some time after any [`Waker`] of
//! it was used; several wakes may run it once. Invariants: the handle is touched by other threads
//! only under the lock and only while it is open; it closes with the runtime, by a cleanup hook, or
//! when the `Wake` is dropped before.

use super::uv_message;
use crate::runtime::RuntimeState;
use libuv_sys2 as uv;
use std::cell::{Cell, RefCell};
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

/// What runs on the loop's thread.
pub type OnWake = Rc<dyn Fn(&RuntimeState)>;

/// The address of an open handle.
struct Open(NonNull<uv::uv_async_t>);

// SAFETY: other threads use it for `uv_async_send` only, which any thread may call while the
// handle is open.
unsafe impl Send for Open {}

/// Wakes a loop, from any thread; does nothing once its runtime has ended.
#[derive(Clone)]
pub struct Waker(Arc<Mutex<Option<Open>>>);

/// The runtime's end.
pub struct Wake {
    inner: Rc<Inner>,
}

struct Inner {
    runtime: NonNull<RuntimeState>,
    waker: Waker,
    on_wake: RefCell<Option<OnWake>>,
    hooked: Cell<bool>,
}

impl Waker {
    /// Makes the callback run soon.
    pub fn wake(&self) {
        let handle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = &*handle {
            // SAFETY: open while the lock is held with `Some` in it.
            unsafe { uv::uv_async_send(handle.0.as_ptr()) };
        }
    }

    fn take(&self) -> Option<Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Wake {
    /// Runs `on_wake` when the loop is woken. Does not keep the loop alive until
    /// [`Wake::keep_loop_alive`] says so.
    ///
    /// # Errors
    /// libuv's message.
    pub fn new(runtime: &RuntimeState, on_wake: OnWake) -> Result<Wake, String> {
        let handle = Box::into_raw(Box::new(MaybeUninit::<uv::uv_async_t>::zeroed()));
        let handle = handle.cast::<uv::uv_async_t>();
        // SAFETY: a fresh handle at an address that stays until it is closed; libuv did not take
        // it when this fails.
        unsafe {
            let made = uv::uv_async_init(runtime.event_loop().raw(), handle, Some(on_async));
            if made < 0 {
                drop(Box::from_raw(handle.cast::<MaybeUninit<uv::uv_async_t>>()));
                return Err(uv_message(made));
            }
            uv::uv_unref(handle.cast());
        }
        let waker = Waker(Arc::new(Mutex::new(NonNull::new(handle).map(Open))));
        let inner = Rc::new(Inner {
            runtime: NonNull::from(runtime),
            waker,
            on_wake: RefCell::new(Some(on_wake)),
            hooked: Cell::new(true),
        });
        // The handle's own share, given back when it is closed.
        // SAFETY: the handle is ours.
        unsafe { (*handle).data = Rc::into_raw(inner.clone()).cast_mut().cast() };
        let ending = inner.clone();
        let key = Rc::as_ptr(&inner) as usize;
        runtime.cleanup_hooks().add_host(
            key,
            Box::new(move || {
                ending.hooked.set(false);
                ending.close();
            }),
        );
        Ok(Wake { inner })
    }

    /// What other threads wake with.
    pub fn waker(&self) -> Waker {
        self.inner.waker.clone()
    }

    /// Whether the loop waits for wakes.
    pub fn keep_loop_alive(&self, keep: bool) {
        let handle = self.inner.waker.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = &*handle {
            let handle = handle.0.as_ptr().cast();
            // SAFETY: an open handle of this thread's loop.
            unsafe { if keep { uv::uv_ref(handle) } else { uv::uv_unref(handle) } }
        }
    }
}

impl Drop for Wake {
    fn drop(&mut self) {
        if self.inner.hooked.replace(false) {
            // SAFETY: the hook is there, so the runtime has not ended.
            let runtime = unsafe { self.inner.runtime.as_ref() };
            runtime.cleanup_hooks().remove_host(Rc::as_ptr(&self.inner) as usize);
        }
        self.inner.close();
    }
}

impl Inner {
    fn close(&self) {
        self.on_wake.borrow_mut().take();
        if let Some(handle) = self.waker.take() {
            // SAFETY: an open handle, closed once; nobody else can reach it any more.
            unsafe { uv::uv_close(handle.0.as_ptr().cast(), Some(on_closed)) };
        }
    }
}

unsafe extern "C" fn on_async(handle: *mut uv::uv_async_t) {
    // SAFETY: `data` is a share of Inner that the handle owns until it is closed.
    let inner = unsafe { &*(*handle).data.cast::<Inner>() };
    let Some(on_wake) = inner.on_wake.borrow().clone() else { return };
    // SAFETY: the loop runs, so the runtime exists.
    on_wake(unsafe { inner.runtime.as_ref() });
}

unsafe extern "C" fn on_closed(handle: *mut uv::uv_handle_t) {
    // SAFETY: the share is given back once, and libuv is done with the box.
    unsafe {
        drop(Rc::from_raw((*handle).data.cast::<Inner>()));
        drop(Box::from_raw(handle.cast::<MaybeUninit<uv::uv_async_t>>()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Runtime;

    #[test]
    fn another_thread_wakes_the_loop() {
        let runtime = Runtime::new().unwrap();
        let woken = Rc::new(Cell::new(false));
        let seen = woken.clone();
        let wake = Wake::new(runtime.state(), Rc::new(move |_| seen.set(true))).unwrap();
        assert!(!runtime.is_alive(), "a wake alone keeps no loop alive");
        wake.keep_loop_alive(true);
        let waker = wake.waker();
        std::thread::spawn(move || waker.wake()).join().unwrap();
        while !woken.get() {
            assert!(runtime.poll().unwrap(), "the wake was lost");
        }
        drop(wake);
        runtime.run().unwrap();
    }

    #[test]
    fn a_waker_outlives_its_runtime() {
        let runtime = Runtime::new().unwrap();
        let held = Rc::new(());
        let holder = held.clone();
        let wake = Wake::new(runtime.state(), Rc::new(move |_| drop(Rc::clone(&holder)))).unwrap();
        let waker = wake.waker();
        drop(runtime);
        assert_eq!(Rc::strong_count(&held), 1, "the callback went with the runtime");
        waker.wake();
        wake.keep_loop_alive(true);
        drop(wake);
    }
}
