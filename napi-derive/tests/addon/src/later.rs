//! What outlives a call: references, deferreds, data of the env, thread-locals at its end.

use std::cell::{Cell, RefCell};

use napi_derive::{
    CallContext, Deferred, Env, Error, Function, FunctionRef, JsPromise, Object, Ref, Result, Value,
    ValueRef,
};

#[derive(Default)]
struct Kept {
    callback: RefCell<Option<FunctionRef>>,
    deferred: Cell<Option<Deferred>>,
}

thread_local! {
    /// Outlives the env of a worker: dropped when its thread ends.
    static OUTLIVING: RefCell<Option<ValueRef>> = const { RefCell::new(None) };
}

fn kept(env: Env<'_>) -> Result<std::rc::Rc<Kept>> {
    env.data::<Kept>()?.ok_or_else(|| Error::new("no data in this env"))
}

fn keep(cx: CallContext<'_>) -> Result<()> {
    let callback: Function<'_> = cx.arg(0)?;
    kept(cx.env())?.callback.replace(Some(Ref::new(callback)?));
    Ok(())
}

fn call_kept(cx: CallContext<'_>) -> Result<Value<'_>> {
    let kept = kept(cx.env())?;
    let callback = match &*kept.callback.borrow() {
        Some(callback) => callback.get(cx.env())?,
        None => return cx.env().null(),
    };
    callback.call((cx.value(0)?,))
}

fn forget(cx: CallContext<'_>) -> Result<bool> {
    Ok(kept(cx.env())?.callback.take().is_some())
}

fn promise(cx: CallContext<'_>) -> Result<JsPromise<'_>> {
    let (deferred, promise) = cx.env().promise()?;
    kept(cx.env())?.deferred.set(Some(deferred));
    Ok(promise)
}

fn settle(cx: CallContext<'_>) -> Result<bool> {
    let Some(deferred) = kept(cx.env())?.deferred.take() else { return Ok(false) };
    match cx.arg::<Option<String>>(1)? {
        None => deferred.resolve(cx.env(), cx.value(0)?)?,
        Some(message) => deferred.reject(cx.env(), Error::type_error(message))?,
    }
    Ok(true)
}

fn outlive(cx: CallContext<'_>) -> Result<()> {
    let reference = Ref::new(cx.value(0)?)?;
    OUTLIVING.with(|place| place.replace(Some(reference)));
    Ok(())
}

pub(crate) fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    env.set_data(Kept::default())?;
    exports.define_function("keep", keep)?;
    exports.define_function("callKept", call_kept)?;
    exports.define_function("forget", forget)?;
    exports.define_function("promise", promise)?;
    exports.define_function("settle", settle)?;
    exports.define_function("outlive", outlive)
}
