//! `Turns`: asynchronous requests that are answered one at a time, in the order in which they came.
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
}

/// A turn, which ends when it is dropped: after its step, also if that panicked.
pub(crate) struct Turn {
    turns: Rc<Turns>,
    own: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        // Dropped without having come: the env ends, and the others go with it.
        if self.turns.current.get() == self.own {
            self.turns.current.set(self.own + 1);
            let waiting = self.turns.waiting.take();
            waiting.into_iter().for_each(Waker::wake);
        }
    }
}
