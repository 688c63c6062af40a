//! `process_wrap`: children and pipes on the runtime's loop, by numbers.
//!
//! Functions that can fail give 0 or more when they succeed, and a negative errno when not.
//! Invariant: one handler per thread's runtime; it is let go when the runtime ends.

use super::command::{command, stdio};
use crate::bindings::system::{Answer, Failure};
use napi_core::system::SystemError;
use napi_core::system::child::handles::{Children, Event, Id, Stdio};
use napi_core::{Call, Local, Scope};
use napi_derive::{BytesView, CallContext, Env, Object, Result, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static CHILDREN: RefCell<Option<Rc<Children>>> = const { RefCell::new(None) };
    /// What a pipe brought, until the handler takes it.
    static CONTENT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
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

/// `setHandler(handler)`: what is called with the name of an event, the number of the child or
/// pipe, and what there is to say about it: `('exit', id, status, signal)`, `('data', id)`, whose
/// content `takeContent()` gives, `('end', id, errno)`, `('written', id, errno)`,
/// `('shutDown', id, errno)`, `('closed', id)`.
fn set_handler<'s>(
    scope: &Scope<'s>,
    call: &Call<'s>,
) -> std::result::Result<Local<'s>, Local<'s>> {
    let handler = scope.persist(call.argument(0));
    let children = Children::new(
        scope.runtime(),
        Rc::new(move |scope, event| {
            let told = arguments(scope, event).and_then(|arguments| {
                scope.call(scope.local_of(&handler), scope.undefined(), &arguments)
            });
            if let Err(thrown) = told {
                scope.runtime().raise(thrown);
            }
        }),
    );
    CHILDREN.set(Some(Rc::new(children)));
    Ok(scope.undefined())
}

fn arguments<'s>(
    scope: &Scope<'s>,
    event: Event,
) -> std::result::Result<Vec<Local<'s>>, Local<'s>> {
    let number = |number: f64| scope.number(number);
    let (name, id, details) = match event {
        Event::Exit(id, status, signal) => {
            ("exit", id, vec![number(status as f64), number(signal.into())])
        }
        Event::Data(id, content) => {
            CONTENT.set(content);
            ("data", id, Vec::new())
        }
        Event::End(id, errno) => ("end", id, vec![number(errno.into())]),
        Event::Written(id, errno) => ("written", id, vec![number(errno.into())]),
        Event::ShutDown(id, errno) => ("shutDown", id, vec![number(errno.into())]),
        Event::Closed(id) => ("closed", id, Vec::new()),
    };
    let mut arguments = vec![scope.string(name)?, number(id.into())];
    arguments.extend(details);
    Ok(arguments)
}

/// The other functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("spawn", spawn)?;
    exports.define_function("takeContent", take_content)?;
    exports.define_typed("kill", |child: Id, signal: i32| {
        errno(with_children(|children| children.kill(child, signal)))
    })?;
    exports.define_typed("keepAliveForChild", |child: Id, keep: bool| {
        with_children(|children| children.keep_alive_for_child(child, keep))
    })?;
    exports.define_typed("forget", |child: Id| with_children(|children| children.forget(child)))?;
    exports.define_typed("openPipe", || {
        with_children(Children::open_pipe).map_or_else(|error| error.errno, |id| id as i32)
    })?;
    exports.define_typed("startReading", |pipe: Id| {
        errno(with_children(|children| children.start_reading(pipe)))
    })?;
    exports.define_typed("stopReading", |pipe: Id| {
        with_children(|children| children.stop_reading(pipe))
    })?;
    exports.define_function("write", write)?;
    exports.define_typed("shutDown", |pipe: Id| {
        errno(with_children(|children| children.shut_down(pipe)))
    })?;
    exports.define_typed("keepAliveForPipe", |pipe: Id, keep: bool| {
        with_children(|children| children.keep_alive_for_pipe(pipe, keep))
    })?;
    exports
        .define_typed("closePipe", |pipe: Id| with_children(|children| children.close_pipe(pipe)))
}

/// The children of this thread's runtime.
///
/// # Panics
/// Never: the scripts set a handler before they use another function.
fn with_children<T>(use_them: impl FnOnce(&Children) -> T) -> T {
    let children = CHILDREN.with_borrow(Clone::clone).expect("the handler is set first");
    use_them(&children)
}

fn errno(result: std::result::Result<(), SystemError>) -> i32 {
    result.map_or_else(|error| error.errno, |()| 0)
}

/// `spawn(options)`: `[number here, pid]`, or a negative errno as the only member.
fn spawn(cx: CallContext<'_>) -> Result<Vec<f64>> {
    match start(cx.arg(0)?) {
        Ok((id, pid)) => Ok(vec![f64::from(id), f64::from(pid)]),
        Err(Failure::System(error)) => Ok(vec![f64::from(error.errno)]),
        Err(Failure::Other(error)) => Err(error),
    }
}

fn start(options: Object<'_>) -> Answer<(Id, i32)> {
    let command = command(options)?;
    let stdio = stdio(options, descriptor)?;
    Ok(with_children(|children| children.spawn(&command, &stdio))?)
}

fn descriptor(kind: &str, member: Object<'_>) -> Answer<Stdio> {
    Ok(match kind {
        "fd" => Stdio::Inherit(member.get("fd")?),
        "pipe" => Stdio::Pipe(member.get("pipe")?),
        "wrap" => Stdio::Share(member.get("pipe")?),
        _ => Stdio::Ignore,
    })
}

/// `takeContent()`: what the pipe brought that the handler hears of.
fn take_content(cx: CallContext<'_>) -> Result<Uint8Array<'_>> {
    cx.env().buffer(CONTENT.take())
}

/// `write(pipe, bytes)`.
fn write(cx: CallContext<'_>) -> Result<i32> {
    let pipe: Id = cx.arg(0)?;
    let content = cx.arg::<BytesView<'_>>(1)?.to_vec()?;
    Ok(errno(with_children(|children| children.write(pipe, content))))
}
