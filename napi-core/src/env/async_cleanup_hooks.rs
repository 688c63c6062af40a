//! Asynchronous cleanup hooks: hooks that finish later, on the event loop.
//!
//! Invariants: the env stays pinned until the addon removes the hook, so its finalizers run after
//! it; removing is what says "done" once the hook was called. The handle is freed by the removal.

use super::Env;
use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::NonNull;

/// `napi_async_cleanup_hook`.
pub type AsyncHookFunction = unsafe extern "C" fn(handle: *mut AsyncCleanupHook, arg: *mut c_void);

/// What an addon knows as `napi_async_cleanup_hook_handle`.
pub struct AsyncCleanupHook {
    env: NonNull<Env>,
    started: Cell<bool>,
}

impl AsyncCleanupHook {
    /// Registers a hook.
    #[allow(clippy::not_unsafe_ptr_arg_deref)] // handed back to the addon, never read here
    pub fn add(
        env: &Env,
        function: AsyncHookFunction,
        argument: *mut c_void,
    ) -> *mut AsyncCleanupHook {
        let hook = AsyncCleanupHook { env: NonNull::from(env), started: Cell::new(false) };
        let handle = Box::into_raw(Box::new(hook));
        env.pin();
        let run = Box::new(move || {
            // SAFETY: the handle is freed by `remove` only, which takes this closure off the list.
            unsafe {
                (*handle).started.set(true);
                (*handle).env.as_ref().runtime().event_loop().begin_cleanup();
                function(handle, argument);
            }
        });
        env.runtime().cleanup_hooks().add_host(handle as usize, run);
        handle
    }

    /// Removes a hook that has not run, or ends one that has.
    ///
    /// # Safety
    /// `handle` came from [`AsyncCleanupHook::add`] and was not removed. Runtime's thread.
    pub unsafe fn remove(handle: *mut AsyncCleanupHook) {
        // SAFETY: alive by contract, freed here.
        let hook = unsafe { Box::from_raw(handle) };
        // SAFETY: pinned since `add`.
        let env = unsafe { hook.env.as_ref() };
        let runtime = env.runtime();
        if hook.started.get() {
            runtime.event_loop().end_cleanup();
        } else {
            runtime.cleanup_hooks().remove_host(handle as usize);
        }
        runtime.release_pin_later(env);
    }
}
