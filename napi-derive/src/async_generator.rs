//! Rust types as async generators of JavaScript.
//!
//! Invariant: one request at a time, in the order in which JavaScript asked, as in an async
//! generator; a generator that gave its last value, failed or panicked is not asked again.
//!
//! Neighbours: `generator.rs`, `async_iterator.rs` (without the protocol), `turns.rs`, `executor.rs`
//! runs the steps.

use std::cell::RefCell;
use std::future::Future;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::class::{Class, Mutable, kept_instance};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::executor::start;
use crate::generator::{Method, Request, Step};
use crate::native::Export;
use crate::object::Object;
use crate::raw::calls::{CallContext, Returned};
use crate::raw::frame::{Env, Value};
use crate::turns::Turns;
use crate::types::Type;

/// A Rust type that behaves as an async generator of JavaScript: the result [`JsAsyncGenerator`],
/// or a class marked `#[napi(async_generator)]`.
///
/// What JavaScript asks while a step is under way waits for its turn.
///
/// ```no_run
/// use napi_derive::{AsyncGenerator, JsAsyncGenerator, Promise, Result, Step, napi};
///
/// /// The results of promises, as they are asked for.
/// struct Results(std::vec::IntoIter<Promise<f64>>);
///
/// impl AsyncGenerator for Results {
///     type Yield = f64;
///     type Next = ();
///     type Return = ();
///
///     async fn next(&mut self, _: Option<()>) -> Result<Step<f64>> {
///         Ok(match self.0.next() {
///             Some(promise) => Step::Yield(promise.await?),
///             None => Step::Done(None),
///         })
///     }
/// }
///
/// #[napi]
/// fn results(promises: Vec<Promise<f64>>) -> JsAsyncGenerator<Results> {
///     JsAsyncGenerator(Results(promises.into_iter()))
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no async generator",
    label = "`AsyncGenerator` is not implemented for it",
    note = "implement `napi_derive::AsyncGenerator`; elements without the protocol are an `AsyncIter`"
)]
pub trait AsyncGenerator {
    /// Its elements.
    type Yield: for<'env> IntoJs<'env>;
    /// What `next` can be given: `()` takes anything and leaves it.
    type Next: for<'env> FromJs<'env>;
    /// What it ends with, and what `return` is given: `()` for nothing.
    type Return: for<'env> FromJs<'env> + for<'env> IntoJs<'env>;

    /// The next element. `value` is the argument of JavaScript's `next`.
    fn next(
        &mut self,
        value: Option<Self::Next>,
    ) -> impl Future<Output = Result<Step<Self::Yield, Self::Return>>>;

    /// JavaScript calls `return`, as it does when a loop is left. One that answers with an element
    /// goes on.
    fn complete(
        &mut self,
        value: Option<Self::Return>,
    ) -> impl Future<Output = Result<Step<Self::Yield, Self::Return>>> {
        async { Ok(Step::Done(value)) }
    }

    /// JavaScript calls `throw`. One that answers with an element has caught it.
    fn catch(
        &mut self,
        error: Error,
    ) -> impl Future<Output = Result<Step<Self::Yield, Self::Return>>> {
        async { Err(error) }
    }
}

/// An [`AsyncGenerator`] as a result: it is dropped when it has ended, or when its object is
/// collected.
pub struct JsAsyncGenerator<G>(pub G);

type RequestOf<G> = Request<<G as AsyncGenerator>::Next, <G as AsyncGenerator>::Return>;

async fn answer<G: AsyncGenerator>(
    generator: &mut G,
    request: RequestOf<G>,
) -> Result<Step<G::Yield, G::Return>> {
    match request {
        Request::Next(value) => generator.next(value).await,
        Request::Return(value) => generator.complete(value).await,
        Request::Throw(error) => generator.catch(error).await,
    }
}

/// What the functions of a generator share.
struct Shared<G> {
    /// Taken for the length of a step; `None` as well when it ended.
    generator: RefCell<Option<G>>,
    turns: Rc<Turns>,
}

impl<'env, G: AsyncGenerator + 'static> IntoJs<'env> for JsAsyncGenerator<G> {
    const TYPE: &'static Type = &Type::Generic(
        "AsyncGenerator",
        &[
            <G::Yield as IntoJs<'env>>::TYPE,
            &Type::OrUndefined(<G::Return as IntoJs<'env>>::TYPE),
            &Type::OrUndefined(<G::Next as FromJs<'env>>::TYPE),
        ],
    );

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let generator = RefCell::new(Some(self.0));
        let shared = Rc::new(Shared { generator, turns: Rc::default() });
        let object = env.object()?;
        for method in Method::ALL {
            let shared = Rc::clone(&shared);
            object.define_closure(method.name(), move |cx| {
                let step = method.request(cx).map(|request| step(Rc::clone(&shared), request));
                start(cx.env(), step)?.into_value(cx.env())
            })?;
        }
        let symbol: Object<'env> = env.global()?.get("Symbol")?;
        let symbol: Value<'env> = symbol.get("asyncIterator")?;
        object.set(symbol, env.function("[Symbol.asyncIterator]", itself)?)?;
        Ok(object.into())
    }
}

fn itself(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.this()
}

/// One step of a generator, which comes back unless it has ended.
fn step<G: AsyncGenerator + 'static>(
    shared: Rc<Shared<G>>,
    request: RequestOf<G>,
) -> impl Future<Output = Result<Step<G::Yield, G::Return>>> + 'static {
    let turn = shared.turns.take();
    async move {
        let _turn = turn.await;
        // A panic drops it.
        let generator = shared.generator.take();
        let Some(mut generator) = generator else { return request.after_the_end() };
        let step = answer(&mut generator, request).await?;
        if let Step::Yield(_) = step {
            shared.generator.replace(Some(generator));
        }
        Ok(step)
    }
}

/// A method of a class that is an async generator: `next`, `return` or `throw` by number.
#[doc(hidden)]
pub struct AsyncGeneratorMethod<T, const METHOD: usize>(PhantomData<T>);

impl<T, const METHOD: usize> Export for AsyncGeneratorMethod<T, METHOD>
where
    T: Class + AsyncGenerator,
    T::Access: Mutable,
{
    const NAME: &'static str = Method::ALL[METHOD].name();
    const ARITY: usize = 1;
    const TAKES_THIS: bool = true;

    fn call<'env>(cx: CallContext<'env>) -> Result<Returned<'env>> {
        let asked = || {
            let request = Method::ALL[METHOD].request(cx)?;
            let kept = kept_instance::<T>(cx, Self::NAME)?;
            let progress = kept.progress();
            let turn = progress.turns.take();
            Ok(async move {
                let _turn = turn.await;
                let mut instance = kept.borrow_mut()?;
                // It is finished unless it yields: also when it fails or panics.
                if progress.finished.replace(true) {
                    return request.after_the_end();
                }
                let step = answer(&mut *instance, request).await?;
                progress.finished.set(matches!(step, Step::Done(_)));
                Ok::<_, Error>(step)
            })
        };
        start(cx.env(), asked())
    }
}

/// `[Symbol.asyncIterator]` of such a class.
#[doc(hidden)]
pub struct Itself;

impl Export for Itself {
    const NAME: &'static str = "[Symbol.asyncIterator]";
    const ARITY: usize = 0;
    const TAKES_THIS: bool = true;

    fn call<'env>(cx: CallContext<'env>) -> Result<Returned<'env>> {
        itself(cx).map(Returned::from)
    }
}
