//! `internalBinding('fs_watch')`: watchers of files on the runtime's loop, by numbers.
//!
//! Invariant: one handler per thread's runtime; it is let go when the runtime ends.

use super::status::Numbers;
use crate::bindings::system::{Answer, FilePath};
use napi_core::system::file_watch::{Id, Seen, Watchers};
use napi_core::{Call, Local, Scope};
use napi_derive::{CallContext, Env, IntoJs, Object, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static WATCHERS: RefCell<Option<Rc<Watchers>>> = const { RefCell::new(None) };
    /// What the handler is told of, until it takes it.
    static SEEN: RefCell<Option<Seen>> = const { RefCell::new(None) };
}

/// `setHandler`, which needs the host's own API: the handler is called from the loop.
///
/// # Errors
/// The exception, when the engine has no memory for it.
pub fn add_host_functions<'s>(
    scope: &Scope<'s>,
    exports: Local<'_>,
) -> std::result::Result<(), Local<'s>> {
    scope.set(exports, "setHandler", scope.function("setHandler", set_handler)?)
}

/// `setHandler(handler)`: called with the number of the watcher that saw something.
fn set_handler<'s>(
    scope: &Scope<'s>,
    call: &Call<'s>,
) -> std::result::Result<Local<'s>, Local<'s>> {
    let handler = scope.persist(call.argument(0));
    let watchers = Watchers::new(
        scope.runtime(),
        Rc::new(move |scope, id: Id, seen| {
            SEEN.set(Some(seen));
            let handler = scope.local_of(&handler);
            let told = scope.call(handler, scope.undefined(), &[scope.number(id.into())]);
            if let Err(thrown) = told {
                scope.runtime().raise(thrown);
            }
        }),
    );
    WATCHERS.set(Some(Rc::new(watchers)));
    Ok(scope.undefined())
}

/// The other functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("takeEvent", take_event)?;
    exports.define_function("takeStatuses", take_statuses)?;
    exports.define_typed("watch", |FilePath(path): FilePath, recursive: bool| {
        Answer::Ok(watchers().watch(&path, recursive)?)
    })?;
    exports.define_typed("poll", |FilePath(path): FilePath, interval: u32| {
        Answer::Ok(watchers().poll(&path, interval)?)
    })?;
    exports.define_typed("keepAlive", |id: Id, keep: bool| watchers().keep_alive(id, keep))?;
    exports.define_typed("close", |id: Id| watchers().close(id))
}

/// The watchers of this thread's runtime.
///
/// # Panics
/// Never: the scripts set a handler before they use another function.
fn watchers() -> Rc<Watchers> {
    WATCHERS.with_borrow(Clone::clone).expect("the handler is set first")
}

/// `takeEvent()`: `[errno, renamed, name]` of what the system told; the name may be absent.
fn take_event(cx: CallContext<'_>) -> Result<Value<'_>> {
    let env = cx.env();
    let all = env.array()?;
    match SEEN.take() {
        Some(Seen::Event(name, renamed)) => {
            all.push(0)?;
            all.push(renamed)?;
            if let Some(name) = name {
                all.push(env.buffer(name)?)?;
            }
        }
        Some(Seen::Failed(errno)) => all.push(errno)?,
        _ => {}
    }
    Ok(all.into())
}

/// `takeStatuses(bigint)`: `[now, before]`, where the status is another one.
fn take_statuses(cx: CallContext<'_>) -> Result<Value<'_>> {
    let bigint: bool = cx.arg(0)?;
    let both = cx.env().array()?;
    if let Some(Seen::Changed(now, before)) = SEEN.take() {
        both.push(Numbers::of_status(*now, bigint).into_js(cx.env())?)?;
        both.push(Numbers::of_status(*before, bigint).into_js(cx.env())?)?;
    }
    Ok(both.into())
}
