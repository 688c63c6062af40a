//! A worker: a thread with a runtime of its own.
//!
//! Its start: the parent makes the thread and a private channel; the scripts of the worker find
//! their orders in it. Its end, whatever the cause: scripts stop, its own workers are terminated,
//! cleanup hooks and finalizers run, the runtime goes, and only then the parent hears of it.

use super::mailroom::{self, Event, Mail};
use super::port::Port;
use crate::cli::Options;
use crate::run;
use napi_core::{Interrupter, Local, Runtime, Scope};
use std::cell::RefCell;
use std::panic::AssertUnwindSafe;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// The exit code of a worker that was terminated.
const TERMINATED: i32 = 1;

/// The thread ids of the process; the main thread's is 0.
static LAST_THREAD_ID: AtomicU32 = AtomicU32::new(0);

/// The parent's side of a worker.
pub struct Worker {
    control: Arc<Control>,
    thread: JoinHandle<()>,
    pub keeps_alive: bool,
}

/// What both sides touch.
#[derive(Default)]
struct Control(Mutex<State>);

#[derive(Default)]
struct State {
    terminated: bool,
    /// There from when the runtime exists until its scripts have ended.
    running: Option<(Interrupter, Arc<Mail>)>,
    exit_code: Option<i32>,
}

impl Control {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a new worker is told before its scripts run.
pub struct Orders {
    /// Its number in the parent's mailroom.
    pub number: u32,
    /// `threadName`.
    pub name: String,
    /// Its end of the private channel.
    pub port: Arc<Port>,
    /// How to run; what to run comes through the channel.
    pub options: Arc<Options>,
    /// Bytes of native stack.
    pub stack_size: usize,
    /// Where its end is reported.
    pub parent: Arc<Mail>,
}

/// What a worker's thread knows of itself.
pub struct This {
    pub thread_id: u32,
    pub name: String,
    /// The number of its private port.
    pub port: u32,
    control: Arc<Control>,
}

thread_local! {
    static THIS: RefCell<Option<Rc<This>>> = const { RefCell::new(None) };
}

/// The worker of this thread; `None` on the main one.
pub fn this() -> Option<Rc<This>> {
    THIS.with_borrow(Clone::clone)
}

impl Worker {
    /// Starts a worker; its thread id too.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(orders: Orders) -> std::io::Result<(Worker, u32)> {
        let thread_id = LAST_THREAD_ID.fetch_add(1, Ordering::Relaxed) + 1;
        let control = Arc::new(Control::default());
        let own = control.clone();
        let thread = std::thread::Builder::new()
            .name(orders.name.replace('\0', ""))
            .stack_size(orders.stack_size)
            .spawn(move || live(orders, thread_id, own))?;
        Ok((Worker { control, thread, keeps_alive: true }, thread_id))
    }

    /// Ends the worker's scripts, wherever they are.
    pub fn terminate(&self) {
        let mut state = self.control.lock();
        if std::mem::replace(&mut state.terminated, true) {
            return;
        }
        if let Some((interrupter, mail)) = &state.running {
            interrupter.interrupt();
            mail.put(Event::Halt);
        }
    }

    /// Waits until the thread has ended.
    pub fn join(self) {
        // A panic in it was reported as the worker's failure.
        let _ = self.thread.join();
    }
}

/// `process.exit` in a worker: its scripts end here and now. The error leaves JavaScript.
pub fn exit<'s>(scope: &Scope<'s>, this: &This, code: i32) -> Local<'s> {
    this.control.lock().exit_code.get_or_insert(code);
    let error = scope.uncatchable_error();
    scope.runtime().halt();
    error.unwrap_or_else(|thrown| thrown)
}

/// The whole of a worker's thread.
fn live(orders: Orders, thread_id: u32, control: Arc<Control>) {
    let (number, parent) = (orders.number, orders.parent.clone());
    let lived = std::panic::catch_unwind(AssertUnwindSafe(|| {
        let result = work(orders, thread_id, &control);
        THIS.take();
        result
    }));
    let (code, failure) = match lived {
        Ok(Ok(code)) => (code, None),
        Ok(Err(problem)) => (1, Some(problem)),
        Err(_) => (1, Some("the worker ended by an internal error of napkin".to_owned())),
    };
    parent.put(Event::WorkerEnded(number, code, failure));
}

/// Runs the worker's scripts and ends its runtime; the exit code, or why it could not start.
fn work(orders: Orders, thread_id: u32, control: &Arc<Control>) -> Result<i32, String> {
    let runtime = Rc::new(Runtime::new().map_err(|error| error.to_string())?);
    let mailroom = mailroom::current(runtime.state())?;
    let running = Some((runtime.state().interrupter(), mailroom.mail()));
    let port = mailroom.adopt(orders.port);
    drop(mailroom);
    THIS.set(Some(Rc::new(This { thread_id, name: orders.name, port, control: control.clone() })));
    {
        let mut state = control.lock();
        if state.terminated {
            runtime.state().halt();
        }
        state.running = running;
    }
    let natural = run::run_to_the_end(&runtime, &orders.options);
    let code = {
        let mut state = control.lock();
        state.running = None;
        match (natural, state.exit_code) {
            (_, Some(code)) => Ok(code),
            (Err(problem), None) if !state.terminated => Err(problem),
            (Ok(Some(code)), None) => Ok(code),
            _ => Ok(TERMINATED),
        }
    };
    run::end(runtime);
    code
}
