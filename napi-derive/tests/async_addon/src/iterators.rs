//! Async iterators.

use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;

use napi_derive::{AsyncIter, Env, Error, Object, Result, napi};

static ALIVE: AtomicU32 = AtomicU32::new(0);

struct Counted;

impl Counted {
    fn new() -> Counted {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Counted
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// How many sources exist.
#[napi]
fn iterators() -> u32 {
    ALIVE.load(Ordering::SeqCst)
}

#[napi]
fn count_to(limit: i32) -> AsyncIter<i32> {
    let counted = Counted::new();
    let mut number = 0;
    AsyncIter::new(async move || {
        let _ = &counted;
        crate::futures::turn().await;
        match limit {
            -2 => panic!("minus two"),
            -1 => return Err(Error::new("negative")),
            _ => {}
        }
        number += 1;
        Ok((number <= limit).then_some(number))
    })
}

#[napi]
fn polled() -> AsyncIter<String> {
    let mut left = 3;
    AsyncIter::poll_fn(move |context| {
        left -= 1;
        match left {
            2 | 1 => Poll::Ready(Ok::<_, Error>(Some(left.to_string()))),
            _ => {
                context.waker().wake_by_ref();
                Poll::Ready(Ok(None))
            }
        }
    })
}

#[napi]
fn stream(env: Env<'_>, limit: i32) -> Result<Object<'_>> {
    count_to(limit).into_readable_stream(env)
}
