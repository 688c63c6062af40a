//! What threads share, in every interleaving: the very files of the crate, with loom's locks and
//! atomics in the place of the standard library's. Only the host is a model: a bell that was rung
//! is a token in `posted`, which the env's thread takes and answers, until there is none.

// The files are included whole; not everything in them is used here.
#![allow(dead_code)]

#[path = "../src/reply.rs"]
mod reply;
#[path = "../src/rung.rs"]
mod rung;
#[path = "../src/task_queue.rs"]
mod task_queue;

mod sync {
    pub(crate) use loom::sync::{Condvar, Mutex, MutexGuard, atomic};
}

mod raw {
    pub(crate) mod doorbell {
        use loom::sync::atomic::{AtomicUsize, Ordering};

        use crate::rung::Rung;

        pub(crate) struct Doorbell {
            pub(crate) rung: Rung,
            /// As many answers as the host owes.
            pub(crate) posted: AtomicUsize,
        }

        impl Doorbell {
            pub(crate) fn new() -> Doorbell {
                Doorbell { rung: Rung::new(), posted: AtomicUsize::new(0) }
            }

            pub(crate) fn ring(&self) -> bool {
                if self.rung.ring() {
                    self.posted.fetch_add(1, Ordering::AcqRel);
                }
                true
            }

            pub(crate) fn ring_after_lock(&self) -> bool {
                if self.rung.ring_after_lock() {
                    self.posted.fetch_add(1, Ordering::AcqRel);
                }
                true
            }

            /// Whether the env's thread is to answer now.
            pub(crate) fn take(&self) -> bool {
                if self.posted.load(Ordering::Acquire) == 0 {
                    return false;
                }
                self.posted.fetch_sub(1, Ordering::AcqRel);
                self.rung.answer();
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

use raw::doorbell::Doorbell;
use raw::env_life::EnvLife;
use task_queue::{TaskQueue, TaskWaker};

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

/// References that threads drop: a list under a lock, behind a flag, as in `raw/env_life.rs`. The
/// flag is looked at without the lock, so the bell is rung in full.
#[test]
fn no_dropped_reference_is_forgotten() {
    use loom::sync::atomic::AtomicBool;

    loom::model(|| {
        let bell = Arc::new(Doorbell::new());
        let buried = Arc::new((AtomicBool::new(false), Mutex::new(Vec::new())));
        let threads = [1, 2].map(|number| {
            let (bell, buried) = (Arc::clone(&bell), Arc::clone(&buried));
            thread::spawn(move || {
                buried.1.lock().unwrap().push(number);
                buried.0.store(true, Ordering::Release);
                bell.ring();
            })
        });
        let mut deleted = Vec::new();
        let mut answer = || {
            while bell.take() {
                if buried.0.load(Ordering::Acquire) {
                    buried.0.store(false, Ordering::Release);
                    deleted.append(&mut buried.1.lock().unwrap());
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
