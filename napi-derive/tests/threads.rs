//! Nothing that belongs to an env leaves its thread: this file compiles only if none of the types
//! is `Send` or `Sync`.
//!
//! A type that were `Send` would match both implementations of `NotSend`, and the compiler could
//! not tell which is meant. (As compile-fail cases, these would show the private fields in the
//! compiler's words, and change with them.)

use std::rc::Rc;

use napi_derive::{
    Array, ArrayBuffer, Borrowed, BorrowedMut, BytesView, CallContext, Deferred, Env, Error,
    Exclusive, External, Function, FunctionRef, Instance, InstanceRef, JsDate, JsError, JsMap,
    JsRegExp, JsSet, JsString, Object, ObjectRef, Promise, Shared, Symbol, TypedArray, Value,
    ValueRef,
};

struct Ambiguous;

/// A class that this binary can link without a host. Its values could go anywhere.
type Number = napi_derive::__private::NoParent;

trait NotSend<Marker> {
    const ANSWER: bool = true;
}
impl<T: ?Sized> NotSend<()> for T {}
impl<T: ?Sized + Send> NotSend<Ambiguous> for T {}

trait NotSync<Marker> {
    const ANSWER: bool = true;
}
impl<T: ?Sized> NotSync<()> for T {}
impl<T: ?Sized + Sync> NotSync<Ambiguous> for T {}

macro_rules! stay_on_their_thread {
    ($($ty:ty),* $(,)?) => {
        [$((<$ty as NotSend<_>>::ANSWER, <$ty as NotSync<_>>::ANSWER)),*]
    };
}

#[test]
fn what_belongs_to_an_env_stays_on_its_thread() {
    let answers = stay_on_their_thread![
        Env<'static>,
        CallContext<'static>,
        Value<'static>,
        Object<'static>,
        Array<'static>,
        Function<'static>,
        JsString<'static>,
        Symbol<'static>,
        Promise<'static>,
        ArrayBuffer<'static>,
        BytesView<'static>,
        TypedArray<'static, f64>,
        Borrowed<'static, u8>,
        BorrowedMut<'static, u8>,
        Instance<'static, Number>,
        Shared<'static, Number>,
        Exclusive<'static, Number>,
        InstanceRef<Number>,
        External<u32>,
        JsDate<'static>,
        JsError<'static>,
        JsMap<'static>,
        JsRegExp<'static>,
        JsSet<'static>,
        ObjectRef,
        FunctionRef,
        ValueRef,
        Deferred,
        Error,
        Rc<()>,
    ];
    assert!(answers.iter().all(|answer| *answer == (true, true)));
}
