//! `Turns`: asynchronous requests that are answered one at a time, in the order in which they came.
//!
//! Invariant: a turn ends when it is dropped, also before it has come, so none waits for ever.
//!
//! Neighbours: `async_generator.rs`.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// The turns of one generator.
#[derive(Default)]
pub(crate) struct Turns {
    /// The turn that has come, and the next one to be given out.
    current: Cell<u64>,
    given: Cell<u64>,
    /// Those that were dropped before they came.
    skipped: RefCell<Vec<u64>>,
    waiting: RefCell<Vec<Waker>>,
}

impl Turns {
    /// Takes the next turn, which has come when all before it have ended.
    pub(crate) fn take(self: &Rc<Self>) -> impl Future<Output = Turn> + use<> {
        let own = self.given.get();
        self.given.set(own + 1);
        let turn = Turn { turns: Rc::clone(self), own };
        async move {
            std::future::poll_fn(|context| {
                if turn.turns.current.get() == turn.own {
                    return Poll::Ready(());
                }
                turn.turns.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            })
            .await;
            turn
        }
    }

    fn end(&self, turn: u64) {
        let mut skipped = self.skipped.borrow_mut();
        if self.current.get() != turn {
            skipped.push(turn);
            return;
        }
        let mut next = turn + 1;
        while let Some(place) = skipped.iter().position(|skipped| *skipped == next) {
            skipped.swap_remove(place);
            next += 1;
        }
        drop(skipped);
        self.current.set(next);
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}

/// A turn, which ends when it is dropped: after its step, also if that panicked.
pub(crate) struct Turn {
    turns: Rc<Turns>,
    own: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.end(self.own);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::task::{Context, Wake};

    use super::*;

    #[derive(Default)]
    struct Wakes(AtomicU32);

    impl Wake for Wakes {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    type Taken = Pin<Box<dyn Future<Output = Turn>>>;

    fn take(turns: &Rc<Turns>, count: usize) -> Vec<Taken> {
        (0..count).map(|_| Box::pin(turns.take()) as Taken).collect()
    }

    fn poll(taken: &mut Taken, wakes: &Arc<Wakes>) -> Option<Turn> {
        let waker = Waker::from(Arc::clone(wakes));
        match taken.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(turn) => Some(turn),
            Poll::Pending => None,
        }
    }

    #[test]
    fn turns_come_one_after_the_other() {
        let (turns, wakes) = (Rc::new(Turns::default()), Arc::new(Wakes::default()));
        let mut taken = take(&turns, 3);
        assert!(poll(&mut taken[1], &wakes).is_none());
        let first = poll(&mut taken[0], &wakes);
        assert!(first.is_some() && poll(&mut taken[2], &wakes).is_none());
        assert_eq!(wakes.0.load(Ordering::Relaxed), 0);
        drop(first);
        assert_eq!(wakes.0.load(Ordering::Relaxed), 2, "all that wait look again");
        assert!(poll(&mut taken[2], &wakes).is_none());
        assert!(poll(&mut taken[1], &wakes).is_some());
        assert!(poll(&mut taken[2], &wakes).is_some());
    }

    #[test]
    fn a_turn_that_is_given_up_is_passed_over() {
        let (turns, wakes) = (Rc::new(Turns::default()), Arc::new(Wakes::default()));
        let mut taken = take(&turns, 4);
        // Neither of the two has come; they are dropped in any order.
        drop(taken.remove(2));
        drop(taken.remove(1));
        drop(poll(&mut taken[0], &wakes));
        assert!(poll(&mut taken[1], &wakes).is_some());
        assert!(turns.skipped.borrow().is_empty());
    }
}
