//! Rust iterators as JavaScript's.
//!
//! Neighbours: `generator.rs`, which can be sent values; `class/` for a class that is an iterator itself (`#[napi(iterator)]`).

use std::cell::RefCell;
use std::marker::PhantomData;

use crate::class::{Class, Mutable, receiver_mut};
use crate::convert::IntoJs;
use crate::error::{Error, Result};
use crate::native::Export;
use crate::object::Object;
use crate::raw::calls::{CallContext, Returned};
use crate::raw::frame::{Env, Value};
use crate::types::Type;

/// A Rust iterator as a result: JavaScript gets an iterator, for `for…of`, spreading, and the
/// methods all iterators have.
///
/// It is advanced as JavaScript asks for more, and dropped when it is exhausted, when a loop is
/// left, or when the object is collected. An iterator that is asked for more by its own `next` is
/// an error.
///
/// ```no_run
/// use napi_derive::{JsIterator, napi};
///
/// #[napi]
/// fn squares(limit: u32) -> JsIterator<impl Iterator<Item = u32>> {
///     JsIterator((0..limit).map(|number| number * number))
/// }
/// ```
pub struct JsIterator<I>(pub I);

impl<'env, I> IntoJs<'env> for JsIterator<I>
where
    I: Iterator + 'static,
    I::Item: for<'call> IntoJs<'call>,
{
    const TYPE: &'static Type =
        &Type::Generic("IterableIterator", &[<I::Item as IntoJs<'env>>::TYPE]);

    fn into_js(self, env: Env<'env>) -> Result<Value<'env>> {
        let object = env.object()?;
        object.set_prototype(iterator_prototype(env)?)?;
        let state = std::rc::Rc::new(RefCell::new(Some(self.0)));
        let returned = std::rc::Rc::clone(&state);
        object.define_closure("next", move |cx| {
            let item = {
                let mut state = state.try_borrow_mut().map_err(|_| running("iterator"))?;
                let item = state.as_mut().and_then(Iterator::next);
                if item.is_none() {
                    *state = None;
                }
                item
            };
            let done = item.is_none();
            iteration(cx.env(), item, done)
        })?;
        // What a loop calls that is left early.
        object.define_closure("return", move |cx| {
            drop(returned.try_borrow_mut().map_err(|_| running("iterator"))?.take());
            iteration(cx.env(), cx.value(0)?, true)
        })?;
        Ok(object.into())
    }
}

#[cold]
pub(crate) fn running(what: &str) -> Error {
    Error::type_error(format!("the {what} is already running"))
}

/// `{ value, done }`.
pub(crate) fn iteration<'env>(
    env: Env<'env>,
    value: impl IntoJs<'env>,
    done: bool,
) -> Result<Value<'env>> {
    let result = env.object()?;
    result.set("value", value)?;
    result.set("done", done)?;
    Ok(result.into())
}

/// `%IteratorPrototype%`.
pub(crate) fn iterator_prototype(env: Env<'_>) -> Result<Object<'_>> {
    let symbol: Object<'_> = env.global()?.get("Symbol")?;
    let key: Value<'_> = symbol.get("iterator")?;
    let array = env.array()?;
    let values: crate::Function<'_> = array.as_object().get(key)?;
    let iterator: Object<'_> = values.call_with(array, ())?;
    iterator.prototype()?.to::<Object<'_>>()?.prototype()?.to()
}

/// `next` of a class that is an iterator.
#[doc(hidden)]
pub struct Next<T>(PhantomData<T>);

impl<T> Export for Next<T>
where
    T: Class + Iterator,
    T::Access: Mutable,
    T::Item: for<'env> IntoJs<'env>,
{
    const NAME: &'static str = "next";
    const ARITY: usize = 0;
    const TAKES_THIS: bool = true;

    fn call<'env>(cx: CallContext<'env>) -> Result<Returned<'env>> {
        let item = receiver_mut::<T>(cx, "next")?.next();
        let done = item.is_none();
        iteration(cx.env(), item, done).map(Returned::from)
    }
}
