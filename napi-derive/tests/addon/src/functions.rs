//! Functions: typed, native, closures; calling back; exceptions caught and handed on.

use std::cell::Cell;
use std::rc::Rc;

use napi_derive::{CallContext, Env, Error, Function, Object, Result, Value};

fn call(cx: CallContext<'_>) -> Result<Value<'_>> {
    let callback: Function<'_> = cx.arg(0)?;
    callback.call((1, "two", true, None::<f64>, vec![5.0]))
}

fn call_with_this(cx: CallContext<'_>) -> Result<String> {
    let callback: Function<'_> = cx.arg(0)?;
    callback.call_with(cx.value(1)?, ())
}

/// Passes on all its arguments, however many.
fn apply(cx: CallContext<'_>) -> Result<Value<'_>> {
    let callback: Function<'_> = cx.arg(0)?;
    callback.call(&cx.values_from(1)?)
}

fn construct(cx: CallContext<'_>) -> Result<Object<'_>> {
    cx.arg::<Function<'_>>(0)?.new_instance((cx.value(1)?,))
}

/// Catches what the callback throws, and returns it.
fn catch(cx: CallContext<'_>) -> Result<Value<'_>> {
    let callback: Function<'_> = cx.arg(0)?;
    match callback.call::<Value<'_>>(()) {
        Ok(value) => Ok(value),
        Err(error) => {
            // The env works as if nothing had happened.
            let found = cx.env().array()?;
            found.push(error.into_value(cx.env())?)?;
            Ok(found.into())
        }
    }
}

fn throw(cx: CallContext<'_>) -> Result<()> {
    Err(Error::thrown(cx.value(0)?))
}

fn is_constructed(cx: CallContext<'_>) -> Result<()> {
    let called = cx.this()?.to::<Object<'_>>()?;
    called.set("constructed", cx.new_target()?.is_some())
}

fn late_argument(cx: CallContext<'_>) -> Result<(Value<'_>, Value<'_>)> {
    Ok((cx.value(11)?, cx.value(1000)?))
}

/// Counts how often it is dropped.
struct CountsDrops(Rc<Cell<u32>>);

impl Drop for CountsDrops {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

pub(crate) fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("call", call)?;
    exports.define_function("callWithThis", call_with_this)?;
    exports.define_function("apply", apply)?;
    exports.define_function("construct", construct)?;
    exports.define_function("catch", catch)?;
    exports.define_function("throw", throw)?;
    exports.define_function("IsConstructed", is_constructed)?;
    exports.define_function("lateArgument", late_argument)?;
    exports.define_typed("concat", |a: String, b: String| a + &b)?;
    exports.define_typed("checked", |value: f64| {
        if value < 0.0 { Err(Error::range_error("negative")) } else { Ok(value.sqrt()) }
    })?;
    exports.define_function("closure", |_: CallContext<'_>| 5)?;

    let counter = Cell::new(0u32);
    exports.define_closure("next", move |cx| {
        counter.set(counter.get() + 1);
        cx.give(counter.get())
    })?;
    let drops = Rc::new(Cell::new(0u32));
    let seen = Rc::clone(&drops);
    exports.define_closure("makeDropped", move |cx| {
        let guard = CountsDrops(Rc::clone(&drops));
        let function = cx.env().closure("dropped", move |cx| cx.give(guard.0.get()))?;
        Ok(function.into())
    })?;
    exports.define_closure("drops", move |cx| cx.give(seen.get()))
}
