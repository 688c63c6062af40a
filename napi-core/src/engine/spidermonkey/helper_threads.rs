//! The threads that compile and collect beside scripts. They are ours and not the engine's, so that a
//! program that ends before there is work for them starts none.
//!
//! Invariant: the engine gives out no more tasks at a time than it was told, so there are no more
//! threads. They wait on statics, so the end of the process waits for running tasks only.

use super::unbound::{HelperTask, run_helper_task, set_helper_task_callback};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Enough for the engine's compilers.
const STACK: usize = 2 << 20;
/// More threads than that find nothing to do.
const MOST: usize = 8;

struct Pool {
    tasks: VecDeque<Task>,
    running: usize,
    idle: usize,
    /// The process ends: no task begins any more.
    ended: bool,
}

struct Task(*mut HelperTask);

// SAFETY: the engine gives a task to be run on any one thread.
unsafe impl Send for Task {}

static POOL: Mutex<Pool> =
    Mutex::new(Pool { tasks: VecDeque::new(), running: 0, idle: 0, ended: false });
static WORK: Condvar = Condvar::new();
static DONE: Condvar = Condvar::new();

/// Makes the engine give its tasks to the threads of this file; before the first context is made.
pub fn register() {
    // SAFETY: a plain question. (That of the standard library reads files about limits first.)
    let processors = unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) };
    let count = usize::try_from(processors).unwrap_or(0).clamp(2, MOST);
    // SAFETY: once in this process, before the engine makes threads of its own.
    unsafe { set_helper_task_callback(dispatch, count, STACK) };
}

/// Waits for the tasks that run, and lets no other begin: for the end of the process, which takes
/// away what they use.
pub extern "C" fn end() {
    let mut pool = lock();
    pool.ended = true;
    while pool.running != 0 {
        pool = DONE.wait(pool).unwrap_or_else(PoisonError::into_inner);
    }
}

fn lock() -> MutexGuard<'static, Pool> {
    POOL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Called by the engine on any thread.
unsafe extern "C" fn dispatch(task: *mut HelperTask) {
    let mut pool = lock();
    pool.tasks.push_back(Task(task));
    if pool.idle >= pool.tasks.len() {
        WORK.notify_one();
        return;
    }
    let builder = thread::Builder::new().name("JS Helper".to_owned()).stack_size(STACK);
    if builder.spawn(|| work(lock())).is_err() && pool.idle + pool.running == 0 {
        drop(run_next(pool)); // no thread will come to it
    }
}

/// Runs a task, if there is one.
fn run_next(mut pool: MutexGuard<'static, Pool>) -> MutexGuard<'static, Pool> {
    let Some(Task(task)) = pool.tasks.pop_front() else { return pool };
    pool.running += 1;
    drop(pool);
    // SAFETY: a task of the engine, taken once.
    unsafe { run_helper_task(task) };
    let mut pool = lock();
    pool.running -= 1;
    if pool.running == 0 {
        DONE.notify_all();
    }
    pool
}

fn work(mut pool: MutexGuard<'static, Pool>) {
    loop {
        if pool.ended || pool.tasks.is_empty() {
            pool.idle += 1;
            pool = WORK.wait(pool).unwrap_or_else(PoisonError::into_inner);
            pool.idle -= 1;
        } else {
            pool = run_next(pool);
        }
    }
}
