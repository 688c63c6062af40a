//! The functions of the binding that need the host's own API: signals call JavaScript back from the
//! loop, an addon's init gets handles, and an exit in a worker leaves JavaScript.
//!
//! Invariant: one handler per thread's runtime; it is let go when the runtime ends.

use crate::threads::worker;
use napi_core::system::signals::Signals;
use napi_core::{Call, Local, Native, Scope};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

thread_local! {
    static SIGNALS: RefCell<Option<Rc<Signals>>> = const { RefCell::new(None) };
}

type Answer<'s> = Result<Local<'s>, Local<'s>>;

const FUNCTIONS: [(&str, Native); 6] = [
    ("setSignalHandler", set_signal_handler),
    ("startSignal", start_signal),
    ("stopSignal", stop_signal),
    ("dlopen", dlopen),
    ("inspectAddon", inspect_addon),
    ("reallyExit", really_exit),
];

/// Defines the functions on the binding.
///
/// # Errors
/// The exception, when the engine has no memory for them.
pub fn add_host_functions<'s>(scope: &Scope<'s>, exports: Local<'_>) -> Result<(), Local<'s>> {
    for (name, native) in FUNCTIONS {
        scope.set(exports, name, scope.function(name, native)?)?;
    }
    Ok(())
}

/// `setSignalHandler(handler)`: what is called with the number of a signal that came.
fn set_signal_handler<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let handler = scope.persist(call.argument(0));
    let signals = Signals::new(
        scope.runtime(),
        Rc::new(move |scope, signal| {
            let number = scope.number(f64::from(signal));
            if let Err(thrown) = scope.call(scope.local_of(&handler), scope.undefined(), &[number])
            {
                scope.runtime().raise(thrown);
            }
        }),
    );
    SIGNALS.set(Some(Rc::new(signals)));
    Ok(scope.undefined())
}

fn signal_number(scope: &Scope<'_>, call: &Call<'_>) -> i32 {
    scope.as_number(call.argument(0)).unwrap_or(-1.0) as i32
}

/// `startSignal(number)`: 0, or a negative errno.
fn start_signal<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let signals = SIGNALS.with_borrow(Clone::clone);
    let started = signals.map_or(Ok(()), |signals| signals.start(signal_number(scope, call)));
    Ok(scope.number(started.map_or_else(|error| f64::from(error.errno), |()| 0.0)))
}

/// `stopSignal(number)`.
fn stop_signal<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    if let Some(signals) = SIGNALS.with_borrow(Clone::clone) {
        signals.stop(signal_number(scope, call));
    }
    Ok(scope.undefined())
}

/// `dlopen(module, filename, flags)`: loads the addon into `module.exports`.
fn dlopen<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let path = scope.to_text(call.argument(1));
    let flags = scope.as_number(call.argument(2)).map(|flags| flags as i32);
    scope.dlopen(call.argument(0), Path::new(&path), flags)?;
    Ok(scope.undefined())
}

/// `inspectAddon(filename)`: what the file is, in a few words.
fn inspect_addon<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let path = scope.to_text(call.argument(0));
    scope.string(&napi_core::loader::summary(Path::new(&path)))
}

/// `reallyExit(code)`: ends the process at once; in a worker, the worker.
fn really_exit<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let code = scope.as_number(call.argument(0)).unwrap_or(0.0) as i64 as i32;
    match worker::this() {
        Some(this) => Err(worker::exit(scope, &this, code)),
        None => crate::run::exit(code),
    }
}
