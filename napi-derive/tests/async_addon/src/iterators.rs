//! Async iterators.

use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Poll;

use napi_derive::{AsyncEnv, AsyncIter, AsyncIterable, Buffer, Env, Error, Object, Result, napi};

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

/// Reads at most so many elements of whatever `for await` takes.
#[napi]
async fn read(mut elements: AsyncIterable<f64>, most: usize) -> Result<Vec<f64>> {
    let mut read = Vec::new();
    while read.len() < most
        && let Some(element) = elements.next().await?
    {
        read.push(element);
    }
    Ok(read)
}

#[napi]
async fn read_all(elements: AsyncIterable<f64>) -> Result<Vec<f64>> {
    elements.collect().await
}

/// Asks on after errors and the end.
#[napi]
async fn read_on(mut elements: AsyncIterable<f64>, times: u32) -> Vec<String> {
    let mut answers = Vec::new();
    for _ in 0..times {
        answers.push(match elements.next().await {
            Ok(element) => format!("{element:?}"),
            Err(error) => error.message().unwrap_or("thrown").to_owned(),
        });
    }
    answers
}

/// The bytes of a stream.
#[napi]
async fn size(mut chunks: AsyncIterable<Buffer>) -> Result<usize> {
    let mut size = 0;
    while let Some(chunk) = chunks.next().await? {
        size += chunk.len();
    }
    Ok(size)
}

/// Drops it where the env cannot be entered; and while an element is awaited.
#[napi]
async fn drop_while_reading(env: AsyncEnv, mut elements: AsyncIterable<f64>) -> Result<bool> {
    let mut next = Box::pin(elements.next());
    let pending =
        std::future::poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending())).await;
    drop(next);
    env.enter(|_| drop(elements))?;
    Ok(pending)
}
