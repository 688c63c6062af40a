//! A thread's mail: the ports and workers its scripts know by number, and the one wake by which
//! other threads reach its loop.
//!
//! Invariants: the mailroom belongs to its thread, [`Mail`] to all; what arrives for the scripts is
//! handed over one event at a time, each followed by the task queues; the loop is kept alive while
//! any port or worker here asks for it, or a closed port has still to say so.

use super::port::{Item, Letter, Port};
use super::worker::Worker;
use crate::run;
use napi_core::event_loop::wake::{Wake, Waker};
use napi_core::runtime::RuntimeState;
use napi_core::{Local, Persistent, Scope};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

/// Letters of one port that are handed over before other events get their turn.
const MOST_LETTERS_AT_ONCE: usize = 1000;

/// What other threads tell this one.
pub enum Event {
    /// Something came to the port of this number.
    Port(u32),
    /// The port of this number is closed; nothing comes after this.
    PortClosed(u32),
    /// The worker of this number ended, with this exit code.
    WorkerEnded(u32, i32, Option<String>),
    /// The script of this thread, a worker, shall begin.
    Begin,
    /// The scripts of this thread shall end.
    Halt,
}

/// Where other threads put events for this one.
pub struct Mail {
    events: Mutex<VecDeque<Event>>,
    waker: Waker,
}

impl Mail {
    /// Leaves an event and wakes the thread.
    pub fn put(&self, event: Event) {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).push_back(event);
        self.waker.wake();
    }

    fn take(&self) -> Option<Event> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// A port that this thread's scripts hold.
struct Held {
    port: Arc<Port>,
    receiving: bool,
    keeps_alive: bool,
}

/// A thread's mail.
pub struct Mailroom {
    wake: Wake,
    mail: Arc<Mail>,
    ports: RefCell<HashMap<u32, Held>>,
    workers: RefCell<HashMap<u32, Worker>>,
    next: Cell<u32>,
    /// `deliver(kind, number, ...)` of `internal/worker/delivery`.
    deliver: RefCell<Option<Persistent>>,
    keeping_alive: Cell<usize>,
}

thread_local! {
    static CURRENT: RefCell<Option<Rc<Mailroom>>> = const { RefCell::new(None) };
}

/// The mailroom of this thread's runtime; opened when it is first needed.
///
/// # Errors
/// The system's message, when the loop cannot be woken from other threads.
pub fn current(runtime: &RuntimeState) -> Result<Rc<Mailroom>, String> {
    if let Some(mailroom) = opened() {
        return Ok(mailroom);
    }
    let wake = Wake::new(runtime, Rc::new(on_wake))?;
    let mail = Arc::new(Mail { events: Mutex::default(), waker: wake.waker() });
    let mailroom = Rc::new(Mailroom {
        wake,
        mail,
        ports: RefCell::default(),
        workers: RefCell::default(),
        next: Cell::new(0),
        deliver: RefCell::default(),
        keeping_alive: Cell::new(0),
    });
    CURRENT.set(Some(mailroom.clone()));
    Ok(mailroom)
}

/// The mailroom of this thread, if there is one.
pub fn opened() -> Option<Rc<Mailroom>> {
    CURRENT.with_borrow(Clone::clone)
}

/// Ends the mail of this thread before its runtime ends: workers are terminated and waited for,
/// ports are closed.
pub fn close() {
    let Some(mailroom) = CURRENT.take() else { return };
    let workers = std::mem::take(&mut *mailroom.workers.borrow_mut());
    for worker in workers.values() {
        worker.terminate();
    }
    workers.into_values().for_each(Worker::join);
    let ports = std::mem::take(&mut *mailroom.ports.borrow_mut());
    for held in ports.into_values() {
        held.port.close();
    }
    mailroom.deliver.borrow_mut().take();
}

impl Mailroom {
    /// For other threads.
    pub fn mail(&self) -> Arc<Mail> {
        self.mail.clone()
    }

    /// What is called with each event.
    pub fn set_deliver(&self, deliver: Persistent) {
        *self.deliver.borrow_mut() = Some(deliver);
    }

    fn next(&self) -> u32 {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    fn keep_alive(&self, change: isize) {
        let count = self.keeping_alive.get().saturating_add_signed(change);
        self.keeping_alive.set(count);
        self.wake.keep_loop_alive(count > 0);
    }

    // ----- ports -----

    /// Takes a port in; its number.
    pub fn adopt(&self, port: Arc<Port>) -> u32 {
        let id = self.next();
        self.ports.borrow_mut().insert(id, Held { port, receiving: false, keeps_alive: false });
        id
    }

    /// The port of this number.
    pub fn port(&self, id: u32) -> Option<Arc<Port>> {
        self.ports.borrow().get(&id).map(|held| held.port.clone())
    }

    /// Gives a port away: it goes to another thread, with all that waits in it.
    pub fn release(&self, id: u32) -> Option<Arc<Port>> {
        let held = self.ports.borrow_mut().remove(&id)?;
        held.port.stop();
        if held.keeps_alive {
            self.keep_alive(-1);
        }
        Some(held.port)
    }

    /// Whether what comes to a port is handed over.
    pub fn receive(&self, id: u32, receiving: bool) {
        let mut ports = self.ports.borrow_mut();
        let Some(held) = ports.get_mut(&id) else { return };
        held.receiving = receiving;
        held.port.receive_on(self.mail(), id);
    }

    /// Whether a port keeps the loop alive.
    pub fn keep_alive_for_port(&self, id: u32, keep: bool) {
        let mut ports = self.ports.borrow_mut();
        let Some(held) = ports.get_mut(&id) else { return };
        if std::mem::replace(&mut held.keeps_alive, keep) != keep {
            self.keep_alive(if keep { 1 } else { -1 });
        }
    }

    /// Whether it does; `None` when it is closed.
    pub fn port_keeps_alive(&self, id: u32) -> Option<bool> {
        self.ports.borrow().get(&id).map(|held| held.keeps_alive)
    }

    /// Closes a port; the scripts hear of it when they have returned.
    pub fn close_port(&self, id: u32) {
        if let Some(port) = self.release(id) {
            port.close();
            self.keep_alive(1); // until that event
            self.mail.put(Event::PortClosed(id));
        }
    }

    // ----- workers -----

    /// A number for a worker that is to be started.
    pub fn worker_number(&self) -> u32 {
        self.next()
    }

    /// Keeps a started worker.
    pub fn add_worker(&self, id: u32, worker: Worker) {
        self.workers.borrow_mut().insert(id, worker);
        self.keep_alive(1);
    }

    /// Ends a worker's scripts.
    pub fn terminate(&self, id: u32) {
        if let Some(worker) = self.workers.borrow().get(&id) {
            worker.terminate();
        }
    }

    /// Whether a running worker keeps the loop alive.
    pub fn keep_alive_for_worker(&self, id: u32, keep: bool) {
        let change = match self.workers.borrow_mut().get_mut(&id) {
            Some(worker) => std::mem::replace(&mut worker.keeps_alive, keep) != keep,
            None => false,
        };
        if change {
            self.keep_alive(if keep { 1 } else { -1 });
        }
    }

    /// Lets the script of this thread begin when the loop runs: in a worker everything, its main
    /// script too, runs in answer to an event, so that immediates come before timers.
    pub fn begin(&self) {
        self.keep_alive(1);
        self.mail.put(Event::Begin);
    }

    // ----- events -----

    fn deliver(
        &self,
        runtime: &RuntimeState,
        kind: &str,
        arguments: impl for<'s> FnOnce(&Scope<'s>) -> Result<Vec<Local<'s>>, Local<'s>>,
    ) {
        runtime.callback(|scope| {
            let deliver = self.deliver.borrow().as_ref().map(|deliver| scope.local_of(deliver));
            let Some(deliver) = deliver else { return };
            let delivered = scope.string(kind).and_then(|kind| {
                let mut all = vec![kind];
                all.extend(arguments(scope)?);
                scope.call(deliver, scope.undefined(), &all)
            });
            if let Err(thrown) = delivered {
                scope.runtime().raise(thrown);
            }
        });
    }

    /// Hands over what waits at a port.
    fn deliver_port(&self, runtime: &RuntimeState, id: u32) {
        let most = self.port(id).map_or(0, |port| port.waiting()).min(MOST_LETTERS_AT_ONCE);
        for _ in 0..most {
            // A letter's reader may have closed or moved the port, or stopped receiving.
            let Some((port, receiving)) =
                self.ports.borrow().get(&id).map(|held| (held.port.clone(), held.receiving))
            else {
                return;
            };
            match port.take(receiving) {
                Some(Item::Letter(letter)) => {
                    self.deliver(runtime, "message", |scope| {
                        let mut arguments = vec![scope.number(f64::from(id))];
                        arguments.extend(self.open_letter(scope, letter)?);
                        Ok(arguments)
                    });
                }
                Some(Item::Close) => return self.close_port(id),
                None => return,
            }
            if runtime.is_stopping() {
                return;
            }
        }
        let more = |held: &Held| held.receiving && held.port.waiting() > 0;
        if self.ports.borrow().get(&id).is_some_and(more) {
            self.mail.put(Event::Port(id));
        }
    }

    /// A letter's three parts: plain values, memory, numbers of ports.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn open_letter<'s>(
        &self,
        scope: &Scope<'s>,
        letter: Arc<Letter>,
    ) -> Result<[Local<'s>; 3], Local<'s>> {
        let (message, ports) = letter.open();
        let [tokens, memory] = scope.write_message(message)?;
        let ports = ports.into_iter().map(|port| self.adopt(port));
        let ports: Vec<_> = ports.map(|id| scope.number(f64::from(id))).collect();
        Ok([tokens, memory, scope.array(&ports)?])
    }

    fn worker_ended(&self, runtime: &RuntimeState, id: u32, code: i32, failure: Option<&str>) {
        let Some(worker) = self.workers.borrow_mut().remove(&id) else { return };
        if worker.keeps_alive {
            self.keep_alive(-1);
        }
        worker.join();
        self.deliver(runtime, "exit", |scope| {
            let failure = match failure {
                Some(text) => scope.string(text)?,
                None => scope.null(),
            };
            Ok(vec![scope.number(f64::from(id)), scope.number(f64::from(code)), failure])
        });
    }
}

fn on_wake(runtime: &RuntimeState) {
    let Some(mailroom) = opened() else { return };
    // What is put meanwhile wakes again: other events of the loop get their turn.
    let waiting = mailroom.mail.events.lock().unwrap_or_else(PoisonError::into_inner).len();
    for _ in 0..waiting {
        if runtime.is_stopping() {
            break;
        }
        match mailroom.mail.take() {
            Some(Event::Port(id)) => mailroom.deliver_port(runtime, id),
            Some(Event::PortClosed(id)) => {
                mailroom.keep_alive(-1);
                mailroom.deliver(runtime, "close", |scope| Ok(vec![scope.number(f64::from(id))]));
            }
            Some(Event::WorkerEnded(id, code, failure)) => {
                mailroom.worker_ended(runtime, id, code, failure.as_deref());
            }
            Some(Event::Begin) => {
                mailroom.keep_alive(-1);
                run::run_main(runtime);
            }
            Some(Event::Halt) => runtime.halt(),
            None => break,
        }
    }
    if runtime.is_stopping() {
        // Interrupted, perhaps before that event was read: the loop ends.
        runtime.halt();
    }
}
