//! Work on libuv's thread pool, whose results come back on a runtime's loop.
//!
//! Invariants: work runs on a thread of the pool and sees nothing of JavaScript; its result is
//! handed over on the runtime's thread, once, unless the runtime is ending; the end of the runtime
//! waits for work that was queued, as Node's does.
//!
//! Neighbours: `event_loop/async_work.rs` is the same for addons, through Node-API.

use crate::runtime::RuntimeState;
use crate::scope::Scope;
use libuv_sys2 as uv;
use std::ffi::c_int;
use std::mem::MaybeUninit;
use std::ptr::NonNull;
use std::rc::Rc;

/// The number by which whoever queued some work knows it.
pub type Ticket = u32;

/// What runs on the pool.
pub type Work<R> = Box<dyn FnOnce() -> R + Send>;

/// What is told of results, from the loop; the task queues run after it.
pub type OnDone<R> = Rc<dyn Fn(&Scope<'_>, Ticket, R)>;

/// A way to the pool, for work with results of one type. It must not outlive its runtime's use:
/// once the runtime ends, what is queued is dropped.
pub struct Pool<R> {
    runtime: NonNull<RuntimeState>,
    on_done: OnDone<R>,
}

/// A request of libuv's with its work, boxed; its `data` is its own address.
struct Job<R> {
    request: uv::uv_work_t,
    runtime: NonNull<RuntimeState>,
    on_done: OnDone<R>,
    ticket: Ticket,
    work: Option<Work<R>>,
    result: Option<R>,
}

impl<R: Send + 'static> Pool<R> {
    /// A way to the pool, for work on behalf of `runtime`; `on_done` hears of all results.
    ///
    /// Belongs to the runtime's thread.
    pub fn new(runtime: &RuntimeState, on_done: OnDone<R>) -> Pool<R> {
        Pool { runtime: NonNull::from(runtime), on_done }
    }

    /// Queues work; the runtime runs scripts (it has not ended).
    pub fn queue(&self, ticket: Ticket, work: Work<R>) {
        // SAFETY: a work request may be zeros until libuv fills it in.
        let request = unsafe { MaybeUninit::<uv::uv_work_t>::zeroed().assume_init() };
        let job = Box::into_raw(Box::new(Job {
            request,
            runtime: self.runtime,
            on_done: self.on_done.clone(),
            ticket,
            work: Some(work),
            result: None,
        }));
        // SAFETY: only running scripts queue work, so the runtime and its loop exist, and they
        // outlive the job: their end waits for `end_cleanup`. The job is at an address that stays
        // until `on_done` frees it; libuv fails only without a callback for the pool.
        unsafe {
            let event_loop = (*job).runtime.as_ref().event_loop();
            let request = &raw mut (*job).request;
            (*request).data = job.cast();
            uv::uv_queue_work(event_loop.raw(), request, Some(on_work::<R>), Some(on_done::<R>));
            event_loop.begin_cleanup();
        }
    }
}

unsafe extern "C" fn on_work<R>(request: *mut uv::uv_work_t) {
    // SAFETY: `data` is the job, which exists until `on_done`, and which no other thread touches
    // before that. What is taken out and put in is `Send`.
    unsafe {
        let job = (*request).data.cast::<Job<R>>();
        if let Some(work) = (*job).work.take() {
            (*job).result = Some(work());
        }
    }
}

unsafe extern "C" fn on_done<R>(request: *mut uv::uv_work_t, _: c_int) {
    // SAFETY: `data` is the box that `queue` leaked; libuv is done with it.
    let job = unsafe { Box::from_raw((*request).data.cast::<Job<R>>()) };
    // SAFETY: the runtime's end waits for this.
    let runtime = unsafe { job.runtime.as_ref() };
    runtime.event_loop().end_cleanup();
    if let Some(result) = job.result
        && !runtime.is_stopping()
    {
        runtime.callback(|scope| (job.on_done)(scope, job.ticket, result));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Runtime;
    use std::cell::RefCell;
    use std::thread;

    #[test]
    fn results_come_back_on_the_loop() {
        let runtime = Runtime::new().unwrap();
        let heard = Rc::new(RefCell::new(Vec::new()));
        let log = heard.clone();
        let here = thread::current().id();
        let pool = Pool::new(
            runtime.state(),
            Rc::new(move |_, ticket, worker: thread::ThreadId| {
                assert_eq!(thread::current().id(), here);
                log.borrow_mut().push((ticket, worker == here));
            }),
        );
        pool.queue(1, Box::new(|| thread::current().id()));
        pool.queue(2, Box::new(|| thread::current().id()));
        runtime.run().unwrap();
        heard.borrow_mut().sort_unstable();
        assert_eq!(*heard.borrow(), [(1, false), (2, false)]);
    }

    #[test]
    fn the_end_of_the_runtime_waits_for_work_and_drops_its_result() {
        let runtime = Runtime::new().unwrap();
        let heard = Rc::new(RefCell::new(0));
        let log = heard.clone();
        let pool = Pool::new(runtime.state(), Rc::new(move |_, _, ()| *log.borrow_mut() += 1));
        let (sender, receiver) = std::sync::mpsc::channel();
        pool.queue(1, Box::new(move || sender.send("ran").unwrap()));
        drop(runtime);
        assert_eq!(receiver.try_recv(), Ok("ran"));
        assert_eq!(*heard.borrow(), 0);
    }
}
