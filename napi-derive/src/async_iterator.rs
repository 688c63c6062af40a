//! `AsyncIter`: an asynchronous Rust source as an async iterator of JavaScript.
//!
//! Invariant: one step of the source at a time, in the order in which JavaScript asked, as in an
//! async generator; the source is dropped when it ends, fails, or JavaScript leaves its loop.
//!
//! Neighbours: `executor.rs` runs the steps.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::object::Object;
use crate::raw::calls::CallContext;
use crate::raw::frame::{Env, Value};
use crate::reference::{Ref, ValueRef};
use crate::types::Type;

/// An async iterator for JavaScript: the result of a function, for `for await (const x of f())`.
///
/// It is made of an asynchronous closure that gives the next element, or `None` at the end, like
/// the `next` of an iterator. `Err` is thrown in the loop, and ends it.
///
/// ```no_run
/// use napi_derive::{AsyncIter, Error, Promise, napi};
///
/// /// The sums of a list of promises, one by one.
/// #[napi]
/// fn running_sum(numbers: Vec<Promise<f64>>) -> AsyncIter<f64> {
///     let mut numbers = numbers.into_iter();
///     let mut sum = 0.0;
///     AsyncIter::new(async move || {
///         let Some(number) = numbers.next() else { return Ok::<_, Error>(None) };
///         sum += number.await?;
///         Ok(Some(sum))
///     })
/// }
/// ```
pub struct AsyncIter<T> {
    source: Box<dyn Source<T>>,
}

type Step<'a, T> = Pin<Box<dyn Future<Output = Result<Option<T>>> + 'a>>;

trait Source<T> {
    fn step(&mut self) -> Step<'_, T>;
}

struct Steps<F>(F);

impl<F, T, E> Source<T> for Steps<F>
where
    F: AsyncFnMut() -> Result<Option<T>, E>,
    E: Into<Error>,
{
    fn step(&mut self) -> Step<'_, T> {
        Box::pin(async move { (self.0)().await.map_err(Into::into) })
    }
}

impl<T: 'static> AsyncIter<T> {
    /// The elements that an asynchronous closure gives.
    pub fn new<E: Into<Error> + 'static>(
        step: impl AsyncFnMut() -> Result<Option<T>, E> + 'static,
    ) -> AsyncIter<T> {
        AsyncIter { source: Box::new(Steps(step)) }
    }

    /// The elements that a function gives when it is polled: for a `Stream` of the `futures`
    /// crates, `AsyncIter::poll_fn(move |context| stream.poll_next_unpin(context).map(Ok))`.
    pub fn poll_fn<E: Into<Error> + 'static>(
        mut poll: impl FnMut(&mut Context<'_>) -> Poll<Result<Option<T>, E>> + 'static,
    ) -> AsyncIter<T> {
        AsyncIter::new(async move || std::future::poll_fn(&mut poll).await)
    }
}

impl<T> AsyncIter<T>
where
    T: for<'any> IntoJs<'any> + 'static,
{
    /// The same as a `ReadableStream`, where the host has them.
    ///
    /// # Errors
    /// When `ReadableStream.from` does not exist.
    pub fn into_readable_stream(self, env: Env<'_>) -> Result<Object<'_>> {
        let missing = |_| Error::new("this host has no `ReadableStream.from`");
        let class: Object<'_> = env.global()?.get("ReadableStream").map_err(missing)?;
        let from: Function<'_> = class.get("from").map_err(missing)?;
        from.call_with(class, (self,))
    }
}

/// What the functions of an iterator share.
struct Shared<T> {
    /// Taken for the length of a step; `None` as well when it ended.
    source: RefCell<Option<Box<dyn Source<T>>>>,
    /// The turn that may take the source, and the next one to be given out.
    turn: Cell<u64>,
    turns: Cell<u64>,
    waiting: RefCell<VecDeque<Waker>>,
}

impl<T: 'static> Shared<T> {
    /// Waits until everything that was asked before is answered.
    fn turn(self: &Rc<Self>) -> impl Future<Output = Turn<T>> + use<T> {
        let own = self.turns.get();
        self.turns.set(own + 1);
        let turn = Turn { shared: Rc::clone(self), own };
        async move {
            std::future::poll_fn(|context| {
                if turn.shared.turn.get() == turn.own {
                    return Poll::Ready(());
                }
                turn.shared.waiting.borrow_mut().push_back(context.waker().clone());
                Poll::Pending
            })
            .await;
            turn
        }
    }
}

/// A turn, which ends when it is dropped: after its step, also if that panicked.
struct Turn<T> {
    shared: Rc<Shared<T>>,
    own: u64,
}

impl<T> Drop for Turn<T> {
    fn drop(&mut self) {
        // Dropped without having come: the env ends, and the others go with it.
        if self.shared.turn.get() == self.own {
            self.shared.turn.set(self.own + 1);
            let waiting = self.shared.waiting.take();
            waiting.into_iter().for_each(Waker::wake);
        }
    }
}

/// What `next` resolves with.
struct Element<T> {
    value: Option<T>,
}

impl<'env, T: IntoJs<'env>> IntoJs<'env> for Element<T> {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let result = env.object()?;
        let done = self.value.is_none();
        result.set("value", self.value)?;
        result.set("done", done)?;
        Ok(result.into())
    }
}

/// What `return` resolves with.
struct Returned(ValueRef);

impl<'env> IntoJs<'env> for Returned {
    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let result = env.object()?;
        result.set("value", self.0.get(env)?)?;
        result.set("done", true)?;
        Ok(result.into())
    }
}

impl<'env, T> IntoJs<'env> for AsyncIter<T>
where
    T: for<'any> IntoJs<'any> + 'static,
{
    const TYPE: &'static Type =
        &Type::Generic("AsyncIterableIterator", &[<T as IntoJs<'env>>::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let shared = Rc::new(Shared {
            source: RefCell::new(Some(self.source)),
            turn: Cell::new(0),
            turns: Cell::new(0),
            waiting: RefCell::default(),
        });
        let iterator = env.object()?;
        let steps = Rc::clone(&shared);
        let next = env.closure("next", move |cx| {
            let turn = steps.turn();
            cx.give(cx.env().spawn(async move { step(turn.await).await })?)
        })?;
        iterator.set("next", next)?;
        let end = env.closure("return", move |cx| {
            let turn = shared.turn();
            let value: ValueRef = Ref::new(cx.value(0)?)?;
            cx.give(cx.env().spawn(async move {
                let turn = turn.await;
                drop(turn.shared.source.take());
                Returned(value)
            })?)
        })?;
        iterator.set("return", end)?;
        let symbol: Object<'env> = env.global()?.get("Symbol")?;
        let symbol: Value<'env> = symbol.get("asyncIterator")?;
        iterator.set(symbol, env.function("[Symbol.asyncIterator]", itself)?)?;
        Ok(iterator.into())
    }
}

fn itself(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.this()
}

/// One step of the source, which comes back unless it has ended.
async fn step<T>(turn: Turn<T>) -> Result<Element<T>> {
    // A panic drops the source, and what is asked for afterwards finds the end.
    let source = turn.shared.source.take();
    let Some(mut source) = source else { return Ok(Element { value: None }) };
    let value = source.step().await?;
    if value.is_some() {
        turn.shared.source.replace(Some(source));
    }
    Ok(Element { value })
}
