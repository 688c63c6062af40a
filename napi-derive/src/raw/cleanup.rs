//! Cleanup hooks: what runs on the env's thread when the env ends.
//!
//! Neighbours: `env.rs` documents the public method. The data of an env (`env_state.rs`) needs no
//! hook: it is dropped with the env.

use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};

use napi_sys as sys;

use super::frame::Env;
use crate::error::Result;

type Hook = Box<dyn FnOnce()>;

impl Env<'_> {
    /// Runs `hook` on this thread when the env ends, newest hook first: to stop threads, or to
    /// close what the operating system gave. No JavaScript runs any more, so it gets no `Env`.
    ///
    /// What is only to be dropped then can be stored with [`Env::set_data`].
    pub fn on_exit(self, hook: impl FnOnce() + 'static) -> Result<()> {
        let hook: Hook = Box::new(hook);
        let argument = Box::into_raw(Box::new(hook)).cast::<c_void>();
        // SAFETY: the env is live on its thread; `run` expects exactly this box.
        let status = unsafe { sys::napi_add_env_cleanup_hook(self.raw(), Some(run), argument) };
        self.check(status).inspect_err(|_| {
            // SAFETY: the hook was not added, so nobody else has the box.
            drop(unsafe { Box::from_raw(argument.cast::<Hook>()) });
        })
    }
}

unsafe extern "C" fn run(argument: *mut c_void) {
    // SAFETY: the host runs a hook once, with the box of `on_exit`.
    let hook = unsafe { Box::from_raw(argument.cast::<Hook>()) };
    // A panic has nowhere to go: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(hook));
}
