//! Nothing that belongs to a call leaves its thread: this file compiles only if none of those types
//! is `Send` or `Sync`; and what may be carried by other threads is both.
//!
//! A type that were `Send` would match both implementations of `NotSend`, and the compiler could
//! not tell which is meant. (As compile-fail cases, these would show the private fields in the
//! compiler's words, and change with them.)

use std::rc::Rc;

use napi_derive::{
    AbortFlag, AbortSignal, Array, ArrayBuffer, AsyncEnv, Borrowed, BorrowedMut, BytesView,
    CallContext, Deferred, Env, Error, Exclusive, External, Function, FunctionRef, Instance,
    InstanceRef, JsDate, JsError, JsMap, JsPromise, JsRegExp, JsSet, JsString, Object, ObjectRef,
    Promise, Reply, Shared, Symbol, ThreadsafeFunction, TypedArray, Value, ValueRef,
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
        JsPromise<'static>,
        AsyncEnv,
        Promise<f64>,
        ArrayBuffer<'static>,
        BytesView<'static>,
        TypedArray<'static, f64>,
        Borrowed<'static, u8>,
        BorrowedMut<'static, u8>,
        Instance<'static, Number>,
        Shared<'static, Number>,
        Exclusive<'static, Number>,
        External<u32>,
        JsDate<'static>,
        JsError<'static>,
        JsMap<'static>,
        JsRegExp<'static>,
        JsSet<'static>,
        Rc<()>,
    ];
    assert!(answers.iter().all(|answer| *answer == (true, true)));
}

/// It is read and settled where there is an `Env`, and dropped anywhere.
#[test]
fn what_outlives_a_call_may_be_carried_by_any_thread() {
    fn any_thread<T: Send + Sync>() {}
    any_thread::<ObjectRef>();
    any_thread::<FunctionRef>();
    any_thread::<ValueRef>();
    any_thread::<InstanceRef<Number>>();
    any_thread::<Error>();
    any_thread::<AbortFlag>();
    any_thread::<AbortSignal>();
    any_thread::<ThreadsafeFunction<(String,)>>();
    any_thread::<Reply<Result<f64, Error>>>();

    fn carried<T: Send>() {}
    carried::<Deferred>();
}
