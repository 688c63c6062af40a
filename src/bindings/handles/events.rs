//! The handler that the scripts set, and what it is called with.

use napi_core::system::handles::{Event, Handles, Id};
use napi_core::{Call, Local, Scope};
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static HANDLES: RefCell<Option<Rc<Handles>>> = const { RefCell::new(None) };
}

type Answer<'s, T> = Result<T, Local<'s>>;

/// The handles of this thread's runtime.
///
/// # Panics
/// Never: the scripts set a handler before they use another function.
pub fn with_handles<T>(use_them: impl FnOnce(&Handles) -> T) -> T {
    let handles = HANDLES.with_borrow(Clone::clone).expect("the handler is set first");
    use_them(&handles)
}

/// `setHandler`, which needs the host's own API: the handler is called from the loop.
///
/// # Errors
/// The exception, when the engine has no memory for it.
pub fn add_host_functions<'s>(scope: &Scope<'s>, exports: Local<'_>) -> Answer<'s, ()> {
    scope.set(exports, "setHandler", scope.function("setHandler", set_handler)?)
}

/// `setHandler(handler)`: what is called with the number of a handle, that of an event, and what
/// there is to say about it. The scripts' `EVENTS` (`internal/handles.js`) names the events.
fn set_handler<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s, Local<'s>> {
    let handler = scope.persist(call.argument(0));
    let handles = Handles::new(
        scope.runtime(),
        Rc::new(move |scope, id, event| {
            let told = tell(scope, scope.local_of(&handler), id, event);
            if let Err(thrown) = told {
                scope.runtime().raise(thrown);
            }
        }),
    );
    HANDLES.set(Some(Rc::new(handles)));
    Ok(scope.undefined())
}

fn tell<'s>(scope: &Scope<'s>, handler: Local<'s>, id: Id, event: Event<'_>) -> Answer<'s, ()> {
    let number = |number: i32| scope.number(number.into());
    let nothing = scope.undefined();
    let (event, first, second) = match event {
        Event::Data(content) => (0, scope.buffer(content)?, nothing),
        Event::End(errno) => (1, number(errno), nothing),
        Event::Written(errno) => (2, number(errno), nothing),
        Event::ShutDown(errno) => (3, number(errno), nothing),
        Event::Connected(errno) => (4, number(errno), nothing),
        Event::Connection(errno, accepted) => (5, number(errno), scope.number(accepted.into())),
        Event::Closed => (6, nothing, nothing),
        Event::Addresses(errno, list) => {
            let list = list.iter().map(|address| scope.string(&address.ip()));
            let list = list.collect::<Answer<'s, Vec<_>>>()?;
            (8, number(errno), scope.array(&list)?)
        }
        Event::Names(errno, host, service) => {
            let names = [scope.string(host)?, scope.string(service)?];
            (9, number(errno), scope.array(&names)?)
        }
        Event::Message(content, from) => {
            let family = scope.string(if from.is_v6() { "IPv6" } else { "IPv4" })?;
            let port = scope.number(from.port().into());
            let from = [scope.string(&from.ip())?, family, port];
            (10, scope.buffer(content)?, scope.array(&from)?)
        }
        Event::Sent(errno) => (11, number(errno), nothing),
        Event::Exit(status, signal) => (7, scope.number(status as f64), number(signal)),
    };
    let arguments = [scope.number(id.into()), number(event), first, second];
    scope.call(handler, nothing, &arguments).map(drop)
}
