//! What threads share, in every interleaving: the very files of the crate, with loom's locks and
//! atomics in the place of the standard library's. Only the host is a model: a function of it that
//! was called is a token, which the env's thread takes and answers, until there is none; and it may
//! be closing, after which a call gives up the caller's hold.

// The files are included whole; not everything in them is used here.
#![allow(dead_code)]

#[path = "../src/burial.rs"]
mod burial;
#[path = "../src/line.rs"]
mod line;
#[path = "../src/reply.rs"]
mod reply;
#[path = "../src/rung.rs"]
mod rung;
#[path = "../src/task_queue.rs"]
mod task_queue;
#[path = "../src/turns_ahead.rs"]
mod turns_ahead;

mod sync {
    pub(crate) use loom::sync::{Condvar, Mutex, MutexGuard, atomic};
}

mod raw {
    pub(crate) mod doorbell {
        use std::sync::Arc;

        use loom::sync::Mutex;

        use crate::line::{HostFunction, Line};

        /// A thread-safe function of the host.
        pub(crate) struct Function {
            state: Mutex<State>,
        }

        struct State {
            /// As many answers as the host owes.
            owed: usize,
            closing: bool,
            /// The library's hold on it.
            held: bool,
            freed: bool,
        }

        impl HostFunction for Arc<Function> {
            fn call(&self) -> bool {
                let mut state = self.state.lock().unwrap();
                assert!(!state.freed, "called after it was freed");
                assert!(state.held, "called without a hold");
                if state.closing {
                    state.held = false;
                    return false;
                }
                state.owed += 1;
                true
            }

            fn release(self) {
                let mut state = self.state.lock().unwrap();
                assert!(!state.freed, "released after it was freed");
                assert!(std::mem::replace(&mut state.held, false), "released twice");
            }
        }

        impl Function {
            /// The env ends: no call is accepted any more.
            pub(crate) fn begin_closing(&self) {
                self.state.lock().unwrap().closing = true;
            }

            /// The finalizer has returned: the memory goes.
            pub(crate) fn free(&self) {
                let mut state = self.state.lock().unwrap();
                assert!(!state.held, "freed while it is held");
                assert!(!std::mem::replace(&mut state.freed, true), "freed twice");
            }
        }

        pub(crate) struct Doorbell {
            line: Line<Arc<Function>>,
            pub(crate) function: Arc<Function>,
        }

        impl Doorbell {
            pub(crate) fn new() -> Doorbell {
                let state = State { owed: 0, closing: false, held: true, freed: false };
                let function = Arc::new(Function { state: Mutex::new(state) });
                let line = Line::new();
                line.open(Arc::clone(&function));
                Doorbell { line, function }
            }

            pub(crate) fn ring(&self) -> bool {
                self.line.ring()
            }

            pub(crate) fn ring_after_lock(&self) -> bool {
                self.line.ring_after_lock()
            }

            pub(crate) fn close(&self) {
                self.line.close();
            }

            pub(crate) fn ring_times(&self, times: usize) {
                self.line.ring_times(times);
            }

            /// Whether the env's thread is to answer now.
            pub(crate) fn take(&self) -> bool {
                self.take_if(|| true)
            }

            /// The same; `takes_back` says whether the answer takes back the ring.
            pub(crate) fn take_if(&self, takes_back: impl Fn() -> bool) -> bool {
                {
                    let mut state = self.function.state.lock().unwrap();
                    if state.owed == 0 {
                        return false;
                    }
                    state.owed -= 1;
                }
                if takes_back() {
                    self.line.answer();
                }
                true
            }
        }
    }

    pub(crate) mod env_life {
        /// Of an env whose thread is another one.
        pub(crate) struct EnvLife;

        impl EnvLife {
            pub(crate) fn is_here(&self) -> bool {
                false
            }
        }
    }
}

use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use loom::sync::Mutex;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use burial::Burial;
use raw::doorbell::Doorbell;
use raw::env_life::EnvLife;
use task_queue::{JsWaker, TaskQueue, TaskWaker};

/// Two threads make progress and wake the future; it is polled after the last progress.
#[test]
fn no_wake_of_a_future_is_lost() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let queue = TaskQueue::new(Arc::clone(&bell));
        let task = TaskWaker::new(7, Arc::clone(&queue));
        task.rearm();
        let progress = Arc::new(AtomicUsize::new(0));
        let seen = std::cell::Cell::new(0);
        let answer = || {
            while bell.take() {
                while let Some(id) = queue.next() {
                    assert_eq!(id, 7);
                    task.rearm();
                    seen.set(progress.load(Ordering::Relaxed));
                }
            }
        };
        let threads = [1, 2].map(|_| {
            let (progress, waker) = (Arc::clone(&progress), Waker::from(Arc::clone(&task)));
            thread::spawn(move || {
                progress.fetch_add(1, Ordering::Relaxed);
                waker.wake();
            })
        });
        // At any moment, and once more at the end.
        answer();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        answer();
        assert_eq!(seen.get(), 2);
        assert!(queue.next().is_none());
    });
}

/// Calls that threads queue under a lock, with the cheap look at the bell.
#[test]
fn no_call_stays_in_the_queue() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let queue = Arc::new(Mutex::new(Vec::new()));
        let threads = [1, 2].map(|number| {
            let (bell, queue) = (Arc::clone(&bell), Arc::clone(&queue));
            thread::spawn(move || {
                queue.lock().unwrap().push(number);
                bell.ring_after_lock();
            })
        });
        let mut called = Vec::new();
        let mut answer = || {
            while bell.take() {
                called.append(&mut queue.lock().unwrap());
            }
        };
        answer();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        answer();
        called.sort_unstable();
        assert_eq!(called, [1, 2]);
    });
}

/// Calls that are taken out together and made one in each turn, for which the turns are asked ahead.
#[test]
fn no_call_stays_without_a_turn() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        // Two are there already.
        let queue = Arc::new(Mutex::new(vec![1, 2]));
        bell.ring_after_lock();
        let thread = {
            let (bell, queue) = (Arc::clone(&bell), Arc::clone(&queue));
            thread::spawn(move || {
                queue.lock().unwrap().push(3);
                bell.ring_after_lock();
            })
        };
        let turns = turns_ahead::TurnsAhead::default();
        let (mut taken, mut called) = (Vec::new(), Vec::new());
        let mut answer = || {
            while bell.take_if(|| turns.begin()) {
                if taken.is_empty() {
                    taken.append(&mut queue.lock().unwrap());
                }
                let Some(number) = taken.pop() else { continue };
                match taken.len() {
                    0 => drop(bell.ring()),
                    others => bell.ring_times(turns.to_ask(others)),
                }
                called.push(number);
            }
        };
        answer();
        thread.join().unwrap();
        answer();
        called.sort_unstable();
        assert_eq!(called, [1, 2, 3]);
    });
}

/// References that threads drop. The flag is looked at without the lock, so the bell is rung in
/// full.
#[test]
fn no_dropped_reference_is_forgotten() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let burial = Arc::new(Burial::new());
        let threads = [1, 2].map(|number| {
            let (bell, burial) = (Arc::clone(&bell), Arc::clone(&burial));
            thread::spawn(move || {
                if burial.bury(number) {
                    bell.ring();
                }
            })
        });
        let mut deleted = Vec::new();
        let mut answer = || {
            while bell.take() {
                if burial.has_buried() {
                    deleted.append(&mut burial.take());
                }
            }
        };
        answer();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        answer();
        deleted.sort_unstable();
        assert_eq!(deleted, [1, 2]);
    });
}

/// Threads drop references while their env ends: each is deleted by the env's thread before that, or
/// goes with the env, and none stays in the list.
#[test]
fn references_are_dropped_while_their_env_ends() {
    loom::model(|| {
        let burial = Arc::new(Burial::new());
        let threads = [1, 2].map(|number| {
            let burial = Arc::clone(&burial);
            thread::spawn(move || burial.bury(number))
        });
        let mut deleted = if burial.has_buried() { burial.take() } else { Vec::new() };
        burial.end();
        let accepted = threads.map(|thread| thread.join().unwrap());
        assert!(!burial.is_alive());
        assert!(burial.take().is_empty());
        assert!(!burial.bury(3));
        // What was deleted had been accepted, once.
        deleted.sort_unstable();
        let unique = deleted.len();
        deleted.dedup();
        assert_eq!(deleted.len(), unique);
        assert!(deleted.iter().all(|number| accepted[number - 1]));
    });
}

/// The env ends while threads ring: the hold is given up once, and nobody calls what is freed.
#[test]
fn an_env_ends_while_threads_ring() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let threads = [true, false].map(|in_full| {
            let bell = Arc::clone(&bell);
            thread::spawn(move || if in_full { bell.ring() } else { bell.ring_after_lock() })
        });
        bell.take();
        bell.function.begin_closing();
        bell.close();
        bell.function.free();
        for thread in threads {
            let _ = thread.join().unwrap();
        }
        // The finalizer of another host may come once more.
        bell.close();
        bell.ring();
    });
}

/// The last handle of a function hangs up while another thread still rings.
#[test]
fn a_bell_is_closed_while_a_thread_rings() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let ringing = Arc::clone(&bell);
        let thread = thread::spawn(move || ringing.ring());
        bell.close();
        bell.function.begin_closing();
        bell.function.free();
        thread.join().unwrap();
    });
}

/// Two bells for one queue, each rung while the other one is answered.
#[test]
fn no_wake_is_lost_between_two_bells() {
    loom::model(|| {
        let (bell, relay) = (Arc::new(Doorbell::new()), Arc::new(Doorbell::new()));
        let queue = TaskQueue::new(Arc::clone(&bell));
        queue.set_relay(Arc::clone(&relay));
        let tasks = [1, 2].map(|id| TaskWaker::new(id, Arc::clone(&queue)));
        tasks.iter().for_each(|task| task.rearm());
        let threads = tasks.clone().map(|task| thread::spawn(move || Waker::from(task).wake()));
        let mut polled = Vec::new();
        let mut answer = || {
            let mut is_relays = false;
            while bell.take() || {
                is_relays = relay.take();
                is_relays
            } {
                queue.answering(std::mem::take(&mut is_relays));
                polled.extend(std::iter::from_fn(|| queue.next()));
            }
        };
        answer();
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        answer();
        polled.sort_unstable();
        assert_eq!(polled, [1, 2]);
    });
}

/// A future that is taken to wait for JavaScript alone is not woken by anybody else.
#[test]
fn a_loop_that_need_not_wait_misses_no_wake() {
    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let queue = TaskQueue::new(Arc::clone(&bell));
        let task = TaskWaker::new(7, Arc::clone(&queue));
        task.rearm();
        let promise = JsWaker::new(Arc::clone(&task));
        let waker = Waker::from(Arc::clone(&task));
        let thread = thread::spawn(move || waker.wake());
        // The share here, and no other of the executor.
        let keeps = task.may_be_woken(1);
        // Had the loop ended now, this is what would have been missed.
        let woken_before = queue.is_filled();
        thread.join().unwrap();
        assert!(keeps || (!woken_before && !queue.is_filled()));
        assert_eq!(queue.next(), Some(7));
        task.rearm();
        // The thread is done, and the promise is JavaScript's business.
        assert!(!task.may_be_woken(1));
        promise.wake();
        assert!(task.may_be_woken(1), "it is in the queue");
    });
}

#[test]
fn a_reply_arrives_or_is_known_not_to_come() {
    for sends in [true, false] {
        loom::model(move || {
            let (sender, reply) = reply::channel::<u32>(Arc::new(EnvLife));
            let thread = thread::spawn(move || {
                if sends {
                    sender.send(5);
                }
            });
            let expected = if sends { Ok(5) } else { Err(reply::ReplyError::Closed) };
            assert_eq!(reply.wait(), expected);
            thread.join().unwrap();
        });
    }
}

/// Awaited: a poll that comes too early leaves a waker that is woken.
#[test]
fn a_reply_wakes_who_awaits_it() {
    struct Woken(AtomicUsize);

    impl std::task::Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::AcqRel);
        }
    }

    loom::model(|| {
        let (sender, mut reply) = reply::channel::<u32>(Arc::new(EnvLife));
        let woken = Arc::new(Woken(AtomicUsize::new(0)));
        let waker = Waker::from(Arc::clone(&woken));
        let thread = thread::spawn(move || sender.send(5));
        let first = std::pin::Pin::new(&mut reply).poll(&mut Context::from_waker(&waker));
        thread.join().unwrap();
        match first {
            Poll::Ready(result) => assert_eq!(result, Ok(5)),
            Poll::Pending => {
                assert_eq!(woken.0.load(Ordering::Acquire), 1);
                let again = std::pin::Pin::new(&mut reply).poll(&mut Context::from_waker(&waker));
                assert_eq!(again, Poll::Ready(Ok(5)));
            }
        }
    });
}
