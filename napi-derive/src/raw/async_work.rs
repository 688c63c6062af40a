//! Work on the host's thread pool (libuv's), completed on the env's thread.
//!
//! Invariant: between `queue` and the completion the context belongs to the host; the pool's thread
//! has its `job`, and nothing else of it is touched meanwhile.
//!
//! Neighbours: `async_task.rs` (the public `AsyncTask`).

use std::cell::Cell;
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;

use napi_sys as sys;

use super::frame::{Env, Frame};
use super::strings;
use crate::error::{Error, Result};

/// Work that was queued; it stays on the env's thread.
#[derive(Clone)]
pub(crate) struct Queued {
    /// Null before it is queued and after it completed.
    work: Rc<Cell<sys::napi_async_work>>,
}

impl Queued {
    /// Takes the work out of the queue, unless a thread has begun it: then `false`. The completion
    /// follows in any case.
    pub(crate) fn cancel(&self, env: Env<'_>) -> bool {
        let work = self.work.get();
        // SAFETY: the env is live on its thread; the work is not null, so it was queued and not
        // deleted yet.
        !work.is_null()
            && unsafe { sys::napi_cancel_async_work(env.raw(), work) } == sys::Status::napi_ok
    }
}

struct Context<J, C> {
    job: J,
    compute: fn(&mut J),
    complete: C,
    queued: Queued,
}

/// Runs `compute` on a thread of the pool, then `complete` on the env's thread, with whether the
/// work was cancelled before it began.
pub(crate) fn queue<J, C>(
    env: Env<'_>,
    name: &str,
    job: J,
    compute: fn(&mut J),
    complete: C,
) -> Result<Queued>
where
    J: Send + 'static,
    C: for<'env> FnOnce(Env<'env>, J, bool) -> Result<()> + 'static,
{
    let name = strings::from_utf8(env, name)?;
    let queued = Queued { work: Rc::new(Cell::new(ptr::null_mut())) };
    let context = Box::new(Context { job, compute, complete, queued: queued.clone() });
    let context = Box::into_raw(context).cast::<c_void>();
    let mut work = ptr::null_mut();
    // SAFETY: env and name belong together and are live; the two callbacks are those of exactly
    // this context; `work` is a local.
    let status = unsafe {
        sys::napi_create_async_work(
            env.raw(),
            ptr::null_mut(),
            name.raw(),
            Some(execute::<J, C>),
            Some(completed::<J, C>),
            context,
            &mut work,
        )
    };
    let outcome = env.check(status).and_then(|()| {
        queued.work.set(work);
        // SAFETY: the work was just made in this env, and is queued once.
        env.check(unsafe { sys::napi_queue_async_work(env.raw(), work) })
    });
    if let Err(error) = outcome {
        queued.work.set(ptr::null_mut());
        // SAFETY: the work, if there is one, was not queued, so no callback will run: it is ours
        // to delete, and the context to free.
        unsafe {
            if !work.is_null() {
                sys::napi_delete_async_work(env.raw(), work);
            }
            drop(Box::from_raw(context.cast::<Context<J, C>>()));
        }
        return Err(error);
    }
    Ok(queued)
}

/// `napi_async_execute_callback`, on a thread of the pool.
unsafe extern "C" fn execute<J, C>(_env: sys::napi_env, context: *mut c_void) {
    let context = context.cast::<Context<J, C>>();
    // SAFETY: the context of `queue`, of which this thread alone uses these two fields until the
    // completion. `J` is `Send`.
    let (job, compute) = unsafe { (&mut (*context).job, (*context).compute) };
    // `compute` catches panics itself; one of the payload's destructor must not cross into C.
    let _ = catch_unwind(AssertUnwindSafe(|| compute(job)));
}

/// `napi_async_complete_callback`, on the env's thread.
unsafe extern "C" fn completed<J, C>(
    env: sys::napi_env,
    status: sys::napi_status,
    context: *mut c_void,
) where
    C: for<'env> FnOnce(Env<'env>, J, bool) -> Result<()>,
{
    // SAFETY: the host completes once, with the context of `queue`, and has no further use for it.
    let context = unsafe { Box::from_raw(context.cast::<Context<J, C>>()) };
    let Context { job, complete, queued, .. } = *context;
    // SAFETY: the host calls on the env's thread with a live env and an open handle scope.
    let frame = unsafe { Frame::new(env) };
    // SAFETY: made in this env, completed, and deleted only here.
    unsafe { sys::napi_delete_async_work(env, queued.work.replace(ptr::null_mut())) };
    let env = Env::of_frame(&frame);
    let cancelled = status == sys::Status::napi_cancelled;
    let outcome = catch_unwind(AssertUnwindSafe(|| complete(env, job, cancelled)));
    let error = match outcome {
        Ok(Ok(())) => return,
        Ok(Err(error)) => error,
        Err(payload) => Error::from_panic(payload),
    };
    frame.ledger.clear();
    super::errors::uncaught(env, error);
}
