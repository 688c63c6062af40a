//! Realms beside the engine's own, for `node:vm`, and scripts with a time limit.
//!
//! A realm shares the compartment of the first one, so values go between them as they are. It lives
//! as long as something that was made in it: the function that evaluates scripts in it is what its
//! maker holds. Names that its global object lacks are looked up in, and assigned to, the *sandbox*,
//! through a proxy behind the global object (`realms.js`).
//!
//! A time limit is a thread that waits for its end and then interrupts the engine
//! (`interrupts.rs`); it is joined when the limit is taken away, so it never outlives the context.

use super::interrupts::Interruptible;
use super::script::{self, Options};
use super::{Engine, Handle, natives, start};
use crate::engine::seam::{Functions, Outcome, Primitives, Realms, Strings};
use mozjs_sys::jsapi::{JS, JS_NewFunction, JSContext, JSObject};
use std::ffi::{CStr, CString};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Instant;

/// Shows a sandbox behind the global object of the realm it runs in.
const SHOW_SANDBOX: &str = include_str!("realms.js");

impl Realms for Engine {
    fn realm(&self, sandbox: Handle) -> Outcome<Option<Handle>> {
        let global = start::realm_beside(self);
        if global.is_null() {
            return Err(self.thrown());
        }
        let global = self.pin(global);
        self.inside(global.get(), || {
            super::stack_traces::define_on_realm(self)?;
            let show = script::run(self, SHOW_SANDBOX.as_bytes(), c"napkin:realms")?;
            self.call(show, self.undefined(), &[sandbox])?;
            // SAFETY: a live context in the new realm.
            let function =
                unsafe { JS_NewFunction(self.cx, Some(evaluate), 3, 0, c"evaluate".as_ptr()) };
            self.adopt(function.cast())
        })
        .map(Some)
    }

    fn check_script(&self, source: &[u8], file: &CStr) -> Outcome<()> {
        self.compile_to_bytecode(source, file).map(drop)
    }

    fn limit_time(&self, until: Option<Instant>) -> bool {
        let limit = until.and_then(|until| TimeLimit::start(self.cx, until));
        let started = limit.is_some() == until.is_some();
        self.time_limit.replace(limit);
        started
    }

    fn time_limit(&self) -> Option<Instant> {
        self.time_limit.borrow().as_ref().map(|limit| limit.until)
    }
}

impl Engine {
    /// Does something in the realm of this object.
    fn inside<T>(&self, object: *mut JSObject, work: impl FnOnce() -> T) -> T {
        // SAFETY: a live object of this context; the realm is left again, whatever `work` answers.
        unsafe {
            let outer = JS::EnterRealm(self.cx, object);
            let result = work();
            JS::LeaveRealm(self.cx, outer);
            result
        }
    }

    /// Whether the limit is over; what the engine asks when it is interrupted.
    pub(super) fn is_time_up(&self) -> bool {
        self.time_limit().is_some_and(|until| Instant::now() >= until)
    }
}

/// `evaluate(text, file, firstLine)`, called in its realm.
unsafe extern "C" fn evaluate(cx: *mut JSContext, argc: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine; the callee is a function, first in the vector.
    unsafe {
        let callee = (*vp).to_object();
        natives::run(cx, argc, vp, |engine, _, arguments| {
            engine.inside(callee, || evaluate_here(engine, arguments))
        })
    }
}

fn evaluate_here(engine: &Engine, [text, file, line]: [Handle; 3]) -> Outcome<Handle> {
    let text = engine.with_utf8(text, <[u8]>::to_vec)?;
    let file = engine.with_utf8(file, |name| {
        CString::new(name.split(|byte| *byte == 0).next().unwrap_or_default()).unwrap_or_default()
    })?;
    let line = engine.number_value(line).unwrap_or(1.0);
    script::run_as(engine, &text, &Options::from_line(engine, &file, line as u32)?)
}

/// A limit and the thread that waits for its end.
pub struct TimeLimit {
    until: Instant,
    /// Dropped, it ends the thread.
    cancel: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl TimeLimit {
    /// `None` when the system has no thread for it.
    fn start(cx: *mut JSContext, until: Instant) -> Option<TimeLimit> {
        let (cancel, cancelled) = channel();
        let context = Interruptible(cx);
        let wait = move || {
            let left = until.saturating_duration_since(Instant::now());
            if cancelled.recv_timeout(left) == Err(RecvTimeoutError::Timeout) {
                context.interrupt();
            }
        };
        let thread = std::thread::Builder::new().name("time limit".to_owned()).spawn(wait).ok()?;
        Some(TimeLimit { until, cancel: Some(cancel), thread: Some(thread) })
    }
}

impl Drop for TimeLimit {
    fn drop(&mut self) {
        self.cancel.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // it does nothing that could panic
        }
    }
}
