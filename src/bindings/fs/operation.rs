//! An operation of the file system: run at once, or on libuv's pool, from one definition.
//!
//! `internalBinding('fs')` runs operations at once. In `internalBinding('fs_pool')` the same names
//! take a ticket before their arguments; the handler that was set hears `(ticket, failed)` when the
//! operation is done, and `take()` gives its result or throws its error.
//!
//! Invariant: arguments are read on JavaScript's thread; what an operation runs owns all it needs.
//!
//! Neighbours: `mod.rs`, `status.rs`, `content.rs` define the operations.

use crate::bindings::system::{Answer, Failure};
use napi_core::system::SystemError;
use napi_core::system::pool::{Pool, Ticket};
use napi_core::{Call, Local, Scope};
use napi_derive::{CallContext, FromJs, IntoJs, Object, Result, Value};
use std::cell::RefCell;
use std::rc::Rc;

/// What an operation answers, off JavaScript's thread.
pub type Done<T> = std::result::Result<T, SystemError>;

/// Makes the result for JavaScript, from the arguments of `take`.
type Give = Box<dyn for<'e> FnOnce(CallContext<'e>) -> Result<Value<'e>> + Send>;

type Outcome = Done<Give>;

thread_local! {
    static POOL: RefCell<Option<Rc<Pool<Outcome>>>> = const { RefCell::new(None) };
    /// Of the operation that the handler is told of, until it takes it.
    static OUTCOME: RefCell<Option<Outcome>> = const { RefCell::new(None) };
}

/// Where operations are defined: which way they run there.
#[derive(Clone, Copy)]
pub enum Way<'env> {
    /// At once.
    Now(Object<'env>),
    /// On the pool.
    Pooled(Object<'env>),
}

/// The arguments of an operation.
#[derive(Clone, Copy)]
pub struct Arguments<'env> {
    cx: CallContext<'env>,
    first: usize,
}

impl<'env> Arguments<'env> {
    /// The argument at an index, converted.
    pub fn at<T: FromJs<'env>>(self, index: usize) -> Result<T> {
        self.cx.arg(self.first + index)
    }
}

impl Way<'_> {
    /// Defines an operation: `prepare` reads its arguments and makes what runs.
    pub fn define<P, W, T>(self, name: &str, prepare: P) -> Result<()>
    where
        P: for<'e> Fn(Arguments<'e>) -> Answer<W> + Copy + 'static,
        W: FnOnce() -> Done<T> + Send + 'static,
        T: for<'e> IntoJs<'e> + Send + 'static,
    {
        match self {
            Way::Now(exports) => {
                exports.define_function(name, move |cx: CallContext<'_>| -> Answer<T> {
                    Ok(prepare(Arguments { cx, first: 0 })?()?)
                })
            }
            Way::Pooled(exports) => {
                exports.define_function(name, move |cx: CallContext<'_>| -> Answer<()> {
                    let work = prepare(Arguments { cx, first: 1 })?;
                    queue(cx.arg(0)?, move || {
                        let result = work()?;
                        Ok(Box::new(|cx: CallContext<'_>| result.into_js(cx.env())))
                    });
                    Ok(())
                })
            }
        }
    }
}

/// Runs work on the pool; the handler is told of its ticket.
///
/// # Panics
/// Never: the scripts set a handler before they use another function.
pub fn queue(ticket: Ticket, work: impl FnOnce() -> Outcome + Send + 'static) {
    let pool = POOL.with_borrow(Clone::clone).expect("the handler is set first");
    pool.queue(ticket, Box::new(work));
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

/// `setHandler(handler)`: called with the ticket of what is done, and whether it failed.
fn set_handler<'s>(
    scope: &Scope<'s>,
    call: &Call<'s>,
) -> std::result::Result<Local<'s>, Local<'s>> {
    let handler = scope.persist(call.argument(0));
    let pool = Pool::new(
        scope.runtime(),
        Rc::new(move |scope, ticket: Ticket, outcome: Outcome| {
            let arguments = [scope.number(ticket.into()), scope.boolean(outcome.is_err())];
            OUTCOME.set(Some(outcome));
            let told = scope.call(scope.local_of(&handler), scope.undefined(), &arguments);
            if let Err(thrown) = told {
                scope.runtime().raise(thrown);
            }
        }),
    );
    POOL.set(Some(Rc::new(pool)));
    Ok(scope.undefined())
}

/// `take(...)`: the result of what the handler is told of. What was read goes into the views that
/// are given.
pub fn take(cx: CallContext<'_>) -> Answer<Option<Value<'_>>> {
    match OUTCOME.take() {
        Some(Ok(give)) => Ok(Some(give(cx)?)),
        Some(Err(error)) => Err(Failure::System(error)),
        None => Ok(None),
    }
}
