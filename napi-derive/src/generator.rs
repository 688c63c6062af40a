//! Rust types as generators of JavaScript: `next(value)`, `return(value)`, `throw(error)`.
//!
//! Invariant: a generator that gave its last value, failed or panicked is not asked again; what
//! JavaScript asks it afterwards is answered as a finished generator answers.
//!
//! Neighbours: `iterator.rs` (Rust's iterators), `async_generator.rs`; `class/` for classes that
//! are generators themselves (`#[napi(generator)]`).

use std::cell::{Cell, OnceCell, RefCell};
use std::marker::PhantomData;
use std::rc::Rc;

use crate::class::{Class, Mutable, receiver_mut};
use crate::convert::{FromJs, IntoJs};
use crate::error::{Error, Result};
use crate::iterator::{iteration, iterator_prototype, running};
use crate::native::Export;
use crate::raw::calls::{CallContext, Returned};
use crate::raw::frame::{Env, Value};
use crate::turns::Turns;
use crate::types::Type;

/// What a generator answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<Y, R = ()> {
    /// One more element: `{ value, done: false }`.
    Yield(Y),
    /// The end, with what `yield*` gives, or nothing: `{ value, done: true }`.
    Done(Option<R>),
}

impl<'env, Y: IntoJs<'env>, R: IntoJs<'env>> IntoJs<'env> for Step<Y, R> {
    const TYPE: &'static Type =
        &Type::Generic("IteratorResult", &[Y::TYPE, &Type::OrUndefined(R::TYPE)]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        match self {
            Step::Yield(value) => iteration(env, value, false),
            Step::Done(value) => iteration(env, value, true),
        }
    }
}

/// A Rust type that behaves as a generator of JavaScript: the result [`JsGenerator`], or a class
/// marked `#[napi(generator)]`.
///
/// ```no_run
/// use napi_derive::{Generator, JsGenerator, Result, Step, napi};
///
/// /// Gives the sums of the numbers that it is sent, and in the end how many there were.
/// #[derive(Default)]
/// struct Sums {
///     sum: f64,
///     count: u32,
/// }
///
/// impl Generator for Sums {
///     type Yield = f64;
///     type Next = f64;
///     type Return = u32;
///
///     fn next(&mut self, number: Option<f64>) -> Result<Step<f64, u32>> {
///         if let Some(number) = number {
///             self.sum += number;
///             self.count += 1;
///         }
///         Ok(if self.count < 10 { Step::Yield(self.sum) } else { Step::Done(Some(self.count)) })
///     }
/// }
///
/// #[napi]
/// fn sums() -> JsGenerator<Sums> {
///     JsGenerator(Sums::default())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no generator",
    label = "`Generator` is not implemented for it",
    note = "implement `napi_derive::Generator`; a type with Rust's `Iterator` is a `JsIterator` or, \
            as a class, `#[napi(iterator)]`"
)]
pub trait Generator {
    /// Its elements.
    type Yield: for<'env> IntoJs<'env>;
    /// What `next` can be given: `()` takes anything and leaves it.
    type Next: for<'env> FromJs<'env>;
    /// What it ends with, and what `return` is given: `()` for nothing.
    type Return: for<'env> FromJs<'env> + for<'env> IntoJs<'env>;

    /// The next element. `value` is the argument of JavaScript's `next`; that of the first call
    /// counts, too.
    fn next(&mut self, value: Option<Self::Next>) -> Result<Step<Self::Yield, Self::Return>>;

    /// JavaScript calls `return`, as it does when a loop is left or an array pattern is filled.
    /// One that answers with an element goes on.
    fn complete(&mut self, value: Option<Self::Return>) -> Result<Step<Self::Yield, Self::Return>> {
        Ok(Step::Done(value))
    }

    /// JavaScript calls `throw`. One that answers with an element has caught it.
    fn catch(&mut self, error: Error) -> Result<Step<Self::Yield, Self::Return>> {
        Err(error)
    }
}

/// A [`Generator`] as a result: it is dropped when it has ended, or when its object is collected.
pub struct JsGenerator<G>(pub G);

/// What JavaScript asks a generator.
pub(crate) enum Request<N, R> {
    Next(Option<N>),
    Return(Option<R>),
    Throw(Error),
}

impl<N, R> Request<N, R> {
    /// What a generator answers that has finished.
    pub(crate) fn after_the_end<Y>(self) -> Result<Step<Y, R>> {
        match self {
            Request::Next(_) => Ok(Step::Done(None)),
            Request::Return(value) => Ok(Step::Done(value)),
            Request::Throw(error) => Err(error),
        }
    }
}

type RequestOf<G> = Request<<G as Generator>::Next, <G as Generator>::Return>;

fn answer<G: Generator>(
    generator: &mut G,
    request: RequestOf<G>,
) -> Result<Step<G::Yield, G::Return>> {
    match request {
        Request::Next(value) => generator.next(value),
        Request::Return(value) => generator.complete(value),
        Request::Throw(error) => generator.catch(error),
    }
}

/// The three ways to ask.
#[derive(Clone, Copy)]
pub(crate) enum Method {
    Next,
    Return,
    Throw,
}

impl Method {
    pub(crate) const ALL: [Method; 3] = [Method::Next, Method::Return, Method::Throw];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Method::Next => "next",
            Method::Return => "return",
            Method::Throw => "throw",
        }
    }

    /// The request that a call makes.
    pub(crate) fn request<'env, N, R>(self, cx: CallContext<'env>) -> Result<Request<N, R>>
    where
        N: FromJs<'env>,
        R: FromJs<'env>,
    {
        let named =
            |error: Error| error.prefixed(format_args!("{}: argument `value`: ", self.name()));
        let argument = cx.value(0)?;
        Ok(match self {
            Method::Next => Request::Next(Option::from_js(argument).map_err(named)?),
            Method::Return => Request::Return(Option::from_js(argument).map_err(named)?),
            Method::Throw => Request::Throw(Error::thrown(argument)),
        })
    }
}

impl<'env, G: Generator + 'static> IntoJs<'env> for JsGenerator<G> {
    const TYPE: &'static Type = &Type::Generic(
        "Generator",
        &[
            <G::Yield as IntoJs<'env>>::TYPE,
            &Type::OrUndefined(<G::Return as IntoJs<'env>>::TYPE),
            &Type::OrUndefined(<G::Next as FromJs<'env>>::TYPE),
        ],
    );

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let object = env.object()?;
        object.set_prototype(iterator_prototype(env)?)?;
        let state = Rc::new(RefCell::new(Some(self.0)));
        for method in Method::ALL {
            let state = Rc::clone(&state);
            object.define_closure(method.name(), move |cx| {
                let request = method.request(cx)?;
                let step = step(&state, request)?;
                step.into_js(cx.env())
            })?;
        }
        Ok(object.into())
    }
}

/// One step of a generator, which is dropped when it was the last.
fn step<G: Generator>(
    state: &RefCell<Option<G>>,
    request: RequestOf<G>,
) -> Result<Step<G::Yield, G::Return>> {
    let mut state = state.try_borrow_mut().map_err(|_| running("generator"))?;
    // A panic drops it.
    let Some(mut generator) = state.take() else { return request.after_the_end() };
    let step = answer(&mut generator, request)?;
    if let Step::Yield(_) = step {
        *state = Some(generator);
    }
    Ok(step)
}

/// What an instance remembers whose class is a generator.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) finished: Cell<bool>,
    pub(crate) turns: Rc<Turns>,
}

/// Where an instance keeps it; empty for all other classes.
pub(crate) type Slot = OnceCell<Rc<Progress>>;

/// A method of a class that is a generator: `next`, `return` or `throw` by number.
#[doc(hidden)]
pub struct GeneratorMethod<T, const METHOD: usize>(PhantomData<T>);

impl<T, const METHOD: usize> Export for GeneratorMethod<T, METHOD>
where
    T: Class + Generator,
    T::Access: Mutable,
{
    const NAME: &'static str = Method::ALL[METHOD].name();
    const ARITY: usize = 1;
    const TAKES_THIS: bool = true;

    fn call<'env>(cx: CallContext<'env>) -> Result<Returned<'env>> {
        let request = Method::ALL[METHOD].request(cx)?;
        let step = {
            let mut instance = receiver_mut::<T>(cx, Self::NAME)?;
            let progress = instance.progress();
            // It is finished unless it yields: also when it fails or panics.
            if progress.finished.replace(true) {
                request.after_the_end()?
            } else {
                let step = answer(&mut *instance, request)?;
                progress.finished.set(matches!(step, Step::Done(_)));
                step
            }
        };
        step.into_return(cx.env())
    }
}
