//! A future that another thread completes: what any library that waits elsewhere looks like.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

pub(crate) struct Countdown {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    finished: bool,
    waker: Option<Waker>,
}

impl Countdown {
    pub(crate) fn start(steps: u32) -> Countdown {
        let state = Arc::<Mutex<State>>::default();
        let counting = Arc::clone(&state);
        thread::spawn(move || {
            (0..steps).for_each(|_| thread::sleep(Duration::from_millis(1)));
            let waker = {
                let mut state = counting.lock().expect("nothing panics while it is locked");
                state.finished = true;
                state.waker.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        });
        Countdown { state }
    }
}

impl Future for Countdown {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().expect("nothing panics while it is locked");
        if state.finished {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
