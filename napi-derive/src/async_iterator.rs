//! `AsyncIter`: an asynchronous Rust source as an async iterator of JavaScript.
//!
//! Invariant: the source is dropped when it ends, fails, or JavaScript leaves its loop.
//!
//! Neighbours: `async_generator.rs` runs the steps.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::async_generator::{AsyncGenerator, JsAsyncGenerator};
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::generator::Step;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::reference::ValueRef;
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

type NextElement<'a, T> = Pin<Box<dyn Future<Output = Result<Option<T>>> + 'a>>;

trait Source<T> {
    fn step(&mut self) -> NextElement<'_, T>;
}

struct Steps<F>(F);

impl<F, T, E> Source<T> for Steps<F>
where
    F: AsyncFnMut() -> Result<Option<T>, E>,
    E: Into<Error>,
{
    fn step(&mut self) -> NextElement<'_, T> {
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

/// Without the protocol of generators: whatever `return` is given is what it ends with.
impl<T> AsyncGenerator for AsyncIter<T>
where
    T: for<'any> IntoJs<'any> + 'static,
{
    type Yield = T;
    type Next = ();
    type Return = ValueRef;

    async fn next(&mut self, _: Option<()>) -> Result<Step<T, ValueRef>> {
        Ok(self.source.step().await?.map_or(Step::Done(None), Step::Yield))
    }
}

impl<'env, T> IntoJs<'env> for AsyncIter<T>
where
    T: for<'any> IntoJs<'any> + 'static,
{
    const TYPE: &'static Type =
        &Type::Generic("AsyncIterableIterator", &[<T as IntoJs<'env>>::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        JsAsyncGenerator(self).into_js(env)
    }
}
