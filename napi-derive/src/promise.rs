//! `JsPromise`, `Deferred`, and `Promise<T>`: promises made, and promises awaited.
//!
//! Invariant: a `Promise<T>` is settled by the two functions it gave to `then`, each called on the
//! env's thread; what it holds is a Rust value or an error, never a handle.
//!
//! Neighbours: `raw/promises.rs`, `executor.rs` (who polls what awaits).

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::executor::{Executor, PromiseWaker};
use crate::function::Function;
use crate::handle::handle;
use crate::object::Object;
use crate::raw::calls::CallContext;
use crate::raw::frame::{Env, Value};
use crate::raw::promises::{self, Outcome, RawDeferred};
use crate::types::Type;

handle! {
    /// A promise, for the length of the call: [`Promise`] is one to await.
    JsPromise: Object, "a promise", "Promise<unknown>", |value| value.is_promise()
}

/// The other end of a promise: settles it once, in any later call of its env.
///
/// It can be stored, and any thread may carry it; settling takes an [`Env`]. Dropping it leaves the
/// promise pending for ever.
pub struct Deferred(RawDeferred);

impl Deferred {
    /// Resolves the promise.
    pub fn resolve<'env>(self, env: Env<'env>, value: impl IntoJs<'env>) -> Result<()> {
        let value = value.into_js(env)?;
        self.0.settle(value, Outcome::Resolved)
    }

    /// Rejects the promise.
    pub fn reject(self, env: Env<'_>, error: impl Into<Error>) -> Result<()> {
        let value = error.into().into_value(env)?;
        self.0.settle(value, Outcome::Rejected)
    }
}

impl<'env> Env<'env> {
    /// A new promise and what settles it.
    pub fn promise(self) -> Result<(Deferred, JsPromise<'env>)> {
        let (deferred, promise) = promises::new_promise(self)?;
        Ok((Deferred(deferred), JsPromise::assume(promise)))
    }
}

/// A promise of JavaScript that Rust code awaits: an argument of a function.
///
/// `.await` gives what it resolves with, converted, or the error it rejects with. It stays on its
/// thread. As JavaScript's own `await`, it takes anything: what is no promise is converted at once.
///
/// ```no_run
/// use napi_derive::{Promise, Result, napi};
///
/// #[napi]
/// async fn double(number: Promise<f64>) -> Result<f64> {
///     Ok(number.await? * 2.0)
/// }
/// ```
pub struct Promise<T> {
    awaited: Rc<RefCell<Awaited<T>>>,
}

struct Awaited<T> {
    outcome: Option<Result<T>>,
    /// Whether there was an outcome: of an object that gives two, the first counts.
    settled: bool,
    waker: Option<PromiseWaker>,
}

impl<T> Awaited<T> {
    fn settle(awaited: &RefCell<Awaited<T>>, outcome: Result<T>) {
        let waker = {
            let mut awaited = awaited.borrow_mut();
            if awaited.settled {
                return;
            }
            awaited.settled = true;
            awaited.outcome = Some(outcome);
            awaited.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<'env, T> FromJs<'env> for Promise<T>
where
    T: for<'any> FromJs<'any> + 'static,
{
    const TYPE: &'static Type = &Type::Union(&[
        <T as FromJs<'env>>::TYPE,
        &Type::Generic("PromiseLike", &[<T as FromJs<'env>>::TYPE]),
    ]);

    fn from_js(value: Value<'env>) -> Result<Promise<T>> {
        let awaited = Rc::new(RefCell::new(Awaited { outcome: None, settled: false, waker: None }));
        match then_of(value)? {
            None => Awaited::settle(&awaited, T::from_js(value)),
            Some(then) => {
                let resolved = Rc::clone(&awaited);
                let on_resolved = value.env().closure("onResolved", move |cx| {
                    Awaited::settle(&resolved, T::from_js(cx.value(0)?));
                    go_on(cx)
                })?;
                let rejected = Rc::clone(&awaited);
                let on_rejected = value.env().closure("onRejected", move |cx| {
                    Awaited::settle(&rejected, Err(Error::thrown(cx.value(0)?)));
                    go_on(cx)
                })?;
                then.call_with::<()>(value, (on_resolved, on_rejected))?;
            }
        }
        Ok(Promise { awaited })
    }
}

/// The `then` of a promise, or of an object that behaves like one.
fn then_of(value: Value<'_>) -> Result<Option<Function<'_>>> {
    match value.to::<Object<'_>>() {
        Ok(object) => Ok(object.get::<Value<'_>>("then")?.to().ok()),
        Err(_) => Ok(None),
    }
}

/// Polls what was woken now, as a promise job, and not in a later turn of the loop.
fn go_on(cx: CallContext<'_>) -> Result<Value<'_>> {
    Executor::of(cx.env())?.run_woken(cx.env());
    cx.env().undefined()
}

impl<T> Future for Promise<T> {
    type Output = Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let mut awaited = self.awaited.borrow_mut();
        match awaited.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                awaited.waker = Some(PromiseWaker::of(context.waker()));
                Poll::Pending
            }
        }
    }
}

impl<T> fmt::Debug for Promise<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Promise")
    }
}
