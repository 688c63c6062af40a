//! `AsyncIterable`: what JavaScript's `for await` takes, read by asynchronous Rust code.
//!
//! Invariant: as in a loop of JavaScript, what is not read to its end is told so once: an iterator
//! by `return`, the reader of a stream by `cancel`.
//!
//! Neighbours: `async_iterator.rs` (the other direction), `promise.rs`.

use std::fmt;
use std::marker::PhantomData;

use crate::convert::FromJs;
use crate::error::{Error, Result};
use crate::function::Function;
use crate::object::Object;
use crate::promise::Promise;
use crate::raw::async_env::AsyncEnv;
use crate::raw::frame::{Env, Value};
use crate::reference::{ObjectRef, Ref};
use crate::types::Type;

/// Elements of JavaScript that asynchronous code reads one by one: whatever `for await` takes. A
/// `ReadableStream`, a stream of Node, an async generator, an array of promises.
///
/// Dropped before its end, it is closed, as a loop closes it that is left.
///
/// ```no_run
/// use napi_derive::{AsyncIterable, Buffer, Result, napi};
///
/// /// `await size(response.body)`, `await size(fs.createReadStream('a.txt'))`
/// #[napi]
/// async fn size(mut chunks: AsyncIterable<Buffer>) -> Result<usize> {
///     let mut size = 0;
///     while let Some(chunk) = chunks.next().await? {
///         size += chunk.len();
///     }
///     Ok(size)
/// }
/// ```
pub struct AsyncIterable<T> {
    env: AsyncEnv,
    iterator: ObjectRef,
    protocol: Protocol,
    finished: bool,
    elements: PhantomData<fn() -> T>,
}

/// How the next element is asked for, and the end is told.
#[derive(Clone, Copy)]
struct Protocol {
    next: &'static str,
    close: &'static str,
}

const ITERATOR: Protocol = Protocol { next: "next", close: "return" };
/// Of streams that are no async iterables, in hosts where they are not.
const READER: Protocol = Protocol { next: "read", close: "cancel" };

impl<'env, T> FromJs<'env> for AsyncIterable<T>
where
    T: for<'any> FromJs<'any> + 'static,
{
    const TYPE: &'static Type = &Type::Union(&[
        &Type::Generic("AsyncIterable", &[<T as FromJs<'env>>::TYPE]),
        &Type::Generic("Iterable", &[<Promise<T> as FromJs<'env>>::TYPE]),
    ]);

    fn from_js(value: Value<'env>) -> Result<Self> {
        let env = value.env();
        let (method, protocol) = opening(value)?;
        let iterator: Object<'env> = method.call_with(value, ())?;
        Ok(AsyncIterable {
            env: AsyncEnv::new(env)?,
            iterator: Ref::new(iterator)?,
            protocol,
            finished: false,
            elements: PhantomData,
        })
    }
}

/// The method that begins to read the value.
fn opening(value: Value<'_>) -> Result<(Function<'_>, Protocol)> {
    let expected = "an async iterable or a ReadableStream";
    let object: Object<'_> = value.to().map_err(|_| value.unexpected(expected))?;
    let symbol: Object<'_> = value.env().global()?.get("Symbol")?;
    let keys: [(Value<'_>, Protocol); 3] = [
        (symbol.get("asyncIterator")?, ITERATOR),
        (value.env().string("getReader")?.into(), READER),
        (symbol.get("iterator")?, ITERATOR),
    ];
    for (key, protocol) in keys {
        if let Some(method) = object.get::<Option<Function<'_>>>(key)? {
            return Ok((method, protocol));
        }
    }
    Err(value.unexpected(expected))
}

impl<T> AsyncIterable<T>
where
    T: for<'any> FromJs<'any> + 'static,
{
    /// The next element; nothing at the end. After an error it has ended.
    pub async fn next(&mut self) -> Result<Option<T>> {
        if self.finished {
            return Ok(None);
        }
        let asked = self.env.enter(|env| self.ask(env)).and_then(|asked| asked);
        let answer = match asked {
            Ok(step) => step.await,
            Err(error) => Err(error),
        };
        // What fails is not asked again, and need not be closed.
        self.finished = !matches!(answer, Ok(Element(Some(_))));
        let Element(Some(value)) = answer? else { return Ok(None) };
        match value.await {
            Ok(value) => Ok(Some(value)),
            Err(error) => {
                self.tell_the_end();
                Err(error)
            }
        }
    }

    /// Reads the rest.
    pub async fn collect(mut self) -> Result<Vec<T>> {
        let mut elements = Vec::new();
        while let Some(element) = self.next().await? {
            elements.push(element);
        }
        Ok(elements)
    }
}

impl<T> AsyncIterable<T> {
    fn ask(&self, env: Env<'_>) -> Result<Promise<Element<T>>>
    where
        T: for<'any> FromJs<'any> + 'static,
    {
        let iterator = self.iterator.get(env)?;
        iterator.get::<Function<'_>>(self.protocol.next)?.call_with(iterator, ())
    }

    fn tell_the_end(&mut self) {
        if std::mem::replace(&mut self.finished, true) {
            return;
        }
        // Outside of a poll, because the env ends, there is nobody to tell. What comes of it is
        // awaited, so that its failing is no unhandled rejection, and then left.
        let _ = self.env.enter(|env| -> Result<()> {
            let iterator = self.iterator.get(env)?;
            match iterator.get::<Option<Function<'_>>>(self.protocol.close)? {
                Some(close) => close.call_with::<Promise<()>>(iterator, ()).map(drop),
                None => Ok(()),
            }
        });
    }
}

impl<T> Drop for AsyncIterable<T> {
    fn drop(&mut self) {
        self.tell_the_end();
    }
}

impl<T> fmt::Debug for AsyncIterable<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsyncIterable")
    }
}

/// `{ value, done }`: the value, which may be a promise, unless it is the end.
struct Element<T>(Option<Promise<T>>);

impl<'env, T> FromJs<'env> for Element<T>
where
    T: for<'any> FromJs<'any> + 'static,
{
    fn from_js(value: Value<'env>) -> Result<Self> {
        let step: Object<'env> =
            value.to().map_err(|_: Error| value.unexpected("an iterator's result"))?;
        Ok(Element(match step.get::<Value<'env>>("done")?.coerce_bool()? {
            true => None,
            false => Some(step.get("value")?),
        }))
    }
}
