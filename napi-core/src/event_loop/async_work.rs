//! Async work: a callback on libuv's thread pool, then one on the runtime's thread.
//!
//! Invariants: the request's memory lives until libuv is done with it, even when the addon deletes
//! the work while it is queued; `complete` runs at most once per queueing.

use super::uv_status;
use crate::abi::types::napi_env;
use crate::engine::Handle;
use crate::env::{AsyncContext, CallbackScope, Env};
use crate::status::Status;
use libuv_sys2 as uv;
use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::NonNull;

/// `napi_async_execute_callback`: runs on a pool thread and must not touch JavaScript.
pub type Execute = unsafe extern "C" fn(env: napi_env, data: *mut c_void);
/// `napi_async_complete_callback`: runs on the runtime's thread.
pub type Complete = unsafe extern "C" fn(env: napi_env, status: Status, data: *mut c_void);

/// What an addon knows as `napi_async_work`.
pub struct AsyncWork {
    request: MaybeUninit<uv::uv_work_t>,
    env: NonNull<Env>,
    execute: Execute,
    complete: Option<Complete>,
    data: *mut c_void,
    context: Cell<Option<AsyncContext>>,
    queued: Cell<bool>,
    /// Deleted by the addon while libuv still holds the request.
    deleted: Cell<bool>,
}

impl AsyncWork {
    /// Work that is not queued yet; freed by [`AsyncWork::delete`].
    pub fn create(
        env: &Env,
        resource: Handle,
        name: Handle,
        execute: Execute,
        complete: Option<Complete>,
        data: *mut c_void,
    ) -> *mut AsyncWork {
        Box::into_raw(Box::new(AsyncWork {
            request: MaybeUninit::zeroed(),
            env: NonNull::from(env),
            execute,
            complete,
            data,
            context: Cell::new(Some(AsyncContext::new(env, resource, name))),
            queued: Cell::new(false),
            deleted: Cell::new(false),
        }))
    }

    /// Queues it on the pool.
    ///
    /// # Safety
    /// `work` came from [`AsyncWork::create`] and was not deleted.
    ///
    /// # Errors
    /// What libuv answers; `GenericFailure` when it is queued already.
    pub unsafe fn queue(work: *mut AsyncWork) -> Result<(), Status> {
        // SAFETY: alive by contract; the request is at an address that stays until libuv is done.
        unsafe {
            if (*work).queued.get() {
                return Err(Status::GenericFailure);
            }
            let event_loop = (*work).env.as_ref().runtime().event_loop();
            let request = (*work).request.as_mut_ptr();
            (*request).data = work.cast();
            let result = uv::uv_queue_work(event_loop.raw(), request, Some(on_work), Some(on_done));
            uv_status(result)?;
            (*work).queued.set(true);
            event_loop.begin_cleanup();
        }
        Ok(())
    }

    /// Cancels it if no pool thread has taken it.
    ///
    /// # Safety
    /// As for [`AsyncWork::queue`].
    ///
    /// # Errors
    /// `InvalidArg` when it is not queued, `GenericFailure` when it runs already.
    pub unsafe fn cancel(work: *mut AsyncWork) -> Result<(), Status> {
        // SAFETY: alive by contract; a queued request is known to libuv.
        unsafe {
            if !(*work).queued.get() {
                return Err(Status::InvalidArg);
            }
            uv_status(uv::uv_cancel((*work).request.as_mut_ptr().cast()))
        }
    }

    /// Frees it: now, or when libuv is done with it.
    ///
    /// # Safety
    /// As for [`AsyncWork::queue`]; not used afterwards.
    pub unsafe fn delete(work: *mut AsyncWork) {
        // SAFETY: alive by contract; freed once: here, or in `on_done`.
        unsafe {
            let env = (*work).env.as_ref();
            if let Some(context) = (*work).context.take() {
                context.destroy(env);
            }
            if (*work).queued.get() {
                (*work).deleted.set(true);
            } else {
                drop(Box::from_raw(work));
            }
        }
    }
}

unsafe extern "C" fn on_work(request: *mut uv::uv_work_t) {
    // SAFETY: data is the work that owns this request, alive until `on_done`. Only fields that do
    // not change while it is queued are read on this thread.
    unsafe {
        let work = (*request).data.cast::<AsyncWork>();
        ((*work).execute)((*work).env.as_ptr(), (*work).data);
    }
}

unsafe extern "C" fn on_done(request: *mut uv::uv_work_t, status: c_int) {
    // SAFETY: as above, now on the runtime's thread. The completion may delete the work, so what
    // is needed afterwards is copied out first.
    unsafe {
        let work = (*request).data.cast::<AsyncWork>();
        let env = (*work).env.as_ref();
        env.runtime().event_loop().end_cleanup();
        if !(*work).deleted.get()
            && let Some(complete) = (*work).complete
        {
            let status = uv_status(status).err().unwrap_or(Status::Ok);
            run_completion(work, complete, status);
            return;
        }
        (*work).queued.set(false);
        if (*work).deleted.get() {
            drop(Box::from_raw(work));
        }
    }
}

/// Calls `complete` between the async hooks' before and after.
///
/// # Safety
/// `work` is alive and still counts as queued, so that a hook which deletes it frees nothing yet.
unsafe fn run_completion(work: *mut AsyncWork, complete: Complete, status: Status) {
    // SAFETY: alive by contract; not touched once the completion ran, which may delete it.
    unsafe {
        let env = (*work).env.as_ref();
        let mark = env.open_scope();
        let context = (*work).context.take();
        let resource = context.as_ref().map(|context| context.resource.get(env.engine()));
        let ids = context.as_ref().map(|context| context.ids);
        (*work).context.set(context);
        let scope = CallbackScope::open(env, resource, ids);
        (*work).queued.set(false);
        let failed = if (*work).deleted.get() {
            drop(Box::from_raw(work));
            false
        } else {
            let data = (*work).data;
            let result = env.call_into_addon(|raw| complete(raw, status, data));
            env.report_uncaught(result)
        };
        let _ = scope.close(env, failed);
        env.close_scope(mark);
    }
}
