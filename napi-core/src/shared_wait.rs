//! Threads that wait for shared memory to change: what is behind `Atomics.wait` and
//! `Atomics.notify`.
//!
//! The engine has its own, but a thread waiting in there can be ended by nobody; here the
//! [`Interrupter`] of its runtime can. Process-wide: threads are found by the address they wait on.

use crate::engine::{Buffers, ElementType, Interrupter, Interrupts};
use crate::scope::{Local, Scope};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicI32, AtomicI64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waited {
    /// Somebody notified.
    Notified,
    /// The memory did not hold the expected value.
    NotEqual,
    /// Nobody came in time.
    TimedOut,
    /// The runtime's JavaScript shall end.
    Interrupted,
}

type Queues = HashMap<usize, VecDeque<Arc<Condvar>>>;

/// Who waits, by address, longest first.
static QUEUES: Mutex<Option<Queues>> = Mutex::new(None);

fn queues() -> MutexGuard<'static, Option<Queues>> {
    QUEUES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An element of shared memory that outlives the call.
#[derive(Clone, Copy)]
enum Element<'m> {
    Int32(&'m AtomicI32),
    Int64(&'m AtomicI64),
}

impl Element<'_> {
    fn address(self) -> usize {
        match self {
            Element::Int32(element) => element.as_ptr() as usize,
            Element::Int64(element) => element.as_ptr() as usize,
        }
    }

    fn load(self) -> i64 {
        match self {
            Element::Int32(element) => i64::from(element.load(Ordering::SeqCst)),
            Element::Int64(element) => element.load(Ordering::SeqCst),
        }
    }
}

impl Scope<'_> {
    /// The element of an `Int32Array` or `BigInt64Array` on shared memory; `None` for all else.
    fn shared_element<'m>(&'m self, array: Local<'m>, index: usize) -> Option<Element<'m>> {
        let engine = self.runtime().engine();
        let view = engine.view(array.handle())?;
        let buffer = engine.view_buffer(array.handle()).ok()?;
        engine.shared_array_buffer_bytes(buffer)?;
        if index >= view.length {
            return None;
        }
        // SAFETY: inside the view's memory, aligned as its elements are; shared memory stays
        // while the array does, which the local holds, and is only accessed atomically or by
        // racing scripts, which the engine's own atomics assume too.
        unsafe {
            match view.element? {
                ElementType::Int32 => {
                    Some(Element::Int32(AtomicI32::from_ptr(view.data.cast::<i32>().add(index))))
                }
                ElementType::BigInt64 => {
                    Some(Element::Int64(AtomicI64::from_ptr(view.data.cast::<i64>().add(index))))
                }
                _ => None,
            }
        }
    }

    /// Blocks this thread while nobody notifies, if the element holds `expected`; `None` when there
    /// is no such element in shared memory.
    pub fn wait_for_notify(
        &self,
        array: Local<'_>,
        index: usize,
        expected: i64,
        timeout: Option<Duration>,
    ) -> Option<Waited> {
        let element = self.shared_element(array, index)?;
        Some(wait(element, expected, timeout, self.runtime().engine().interrupter()))
    }

    /// Wakes at most `count` threads that wait for the element; how many there were. `None` as for
    /// [`Scope::wait_for_notify`].
    pub fn notify_waiting(&self, array: Local<'_>, index: usize, count: usize) -> Option<usize> {
        Some(notify(self.shared_element(array, index)?.address(), count))
    }
}

fn wait(
    element: Element<'_>,
    expected: i64,
    timeout: Option<Duration>,
    interrupter: &Interrupter,
) -> Waited {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let address = element.address();
    let own = Arc::new(Condvar::new());
    let mut table = queues();
    if element.load() != expected {
        return Waited::NotEqual;
    }
    table.get_or_insert_default().entry(address).or_default().push_back(own.clone());
    let waits = |table: &Option<Queues>| {
        let queue = table.as_ref().and_then(|queues| queues.get(&address));
        queue.is_some_and(|queue| queue.iter().any(|other| Arc::ptr_eq(other, &own)))
    };
    loop {
        if !waits(&table) {
            return Waited::Notified; // whoever notified took us out
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let ended = match left {
            _ if interrupter.is_interrupted() => Some(Waited::Interrupted),
            Some(Duration::ZERO) => Some(Waited::TimedOut),
            _ => None,
        };
        if let Some(ended) = ended {
            leave(&mut table, address, &own);
            return ended;
        }
        table = match left {
            Some(left) => own.wait_timeout(table, left).unwrap_or_else(PoisonError::into_inner).0,
            None => own.wait(table).unwrap_or_else(PoisonError::into_inner),
        };
    }
}

fn leave(table: &mut Option<Queues>, address: usize, own: &Arc<Condvar>) {
    let Some(queues) = table else { return };
    if let Some(queue) = queues.get_mut(&address) {
        queue.retain(|other| !Arc::ptr_eq(other, own));
        if queue.is_empty() {
            queues.remove(&address);
        }
    }
}

fn notify(address: usize, count: usize) -> usize {
    let mut table = queues();
    let Some(queues) = table.as_mut() else { return 0 };
    let Some(queue) = queues.get_mut(&address) else { return 0 };
    let count = count.min(queue.len());
    for waiting in queue.drain(..count) {
        waiting.notify_one();
    }
    if queue.is_empty() {
        queues.remove(&address);
    }
    count
}

/// Some runtime's JavaScript was interrupted: whoever waits looks whether it is theirs.
pub(crate) fn someone_was_interrupted() {
    for waiting in queues().iter().flat_map(HashMap::values).flatten() {
        waiting.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait_on(
        element: &'static AtomicI32,
        interrupter: Interrupter,
    ) -> std::thread::JoinHandle<Waited> {
        std::thread::spawn(move || wait(Element::Int32(element), 0, None, &interrupter))
    }

    #[test]
    fn the_longest_waiting_are_woken() {
        static ELEMENT: AtomicI32 = AtomicI32::new(0);
        let threads = [0, 1].map(|_| wait_on(&ELEMENT, Interrupter::default()));
        let mut woken = 0;
        while woken < 2 {
            woken += notify(ELEMENT.as_ptr() as usize, 1);
        }
        for thread in threads {
            assert_eq!(thread.join().unwrap(), Waited::Notified);
        }
        assert_eq!(notify(ELEMENT.as_ptr() as usize, 1), 0);
    }

    #[test]
    fn a_wait_ends_without_a_notification() {
        static ELEMENT: AtomicI32 = AtomicI32::new(0);
        let never = Interrupter::default();
        let element = Element::Int32(&ELEMENT);
        assert_eq!(wait(element, 1, None, &never), Waited::NotEqual);
        assert_eq!(wait(element, 0, Some(Duration::from_millis(1)), &never), Waited::TimedOut);
        let interrupter = Interrupter::default();
        let thread = wait_on(&ELEMENT, interrupter.clone());
        interrupter.interrupt();
        assert_eq!(thread.join().unwrap(), Waited::Interrupted);
        assert_eq!(notify(ELEMENT.as_ptr() as usize, 1), 0, "nobody is left in the queue");
    }
}
