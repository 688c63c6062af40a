//! Stopping JavaScript from outside, and what no `catch` sees.
//!
//! The engine ends a script when an operation fails and no exception waits. So an uncatchable error
//! is an object that, when it is thrown, leaves none behind but a mark in the engine; whoever takes
//! the exception then gets such an object again.

use super::{Engine, Handle, OwnedEngine};
use crate::engine::seam::{
    ErrorClass, Errors, Interrupter, Interrupts, Lifetimes, Outcome, Strings,
};
use mozjs_sys::jsapi::{
    JS_AddInterruptCallback, JS_GetContextPrivate, JS_RequestInterruptCallback,
    JS_SetContextPrivate, JS_SetFutexCanWait, JSContext,
};

/// A context that other threads may interrupt.
pub(super) struct Interruptible(pub(super) *mut JSContext);

// SAFETY: used for `JS_RequestInterruptCallback` only, which any thread may call while the context
// lives. The alarm is taken away before the context ends, under its lock; a time limit
// (`realms.rs`) joins its thread before that.
unsafe impl Send for Interruptible {}

impl Interruptible {
    pub(super) fn interrupt(&self) {
        // SAFETY: see above.
        unsafe { JS_RequestInterruptCallback(self.0) };
    }
}

/// Makes the engine ask its interrupter, and lets `Atomics.wait` block its thread.
pub fn install(engine: &OwnedEngine) {
    let context = Interruptible(engine.cx);
    // SAFETY: a live context; the engine's address stays until its end.
    unsafe {
        JS_SetContextPrivate(engine.cx, (&raw const **engine).cast_mut().cast());
        JS_AddInterruptCallback(engine.cx, Some(poll));
        JS_SetFutexCanWait(engine.cx);
    }
    engine.interrupter.set_alarm(Some(Box::new(move || context.interrupt())));
}

unsafe extern "C" fn poll(cx: *mut JSContext) -> bool {
    // SAFETY: the private is the engine, set by `install`.
    let engine = unsafe { &*JS_GetContextPrivate(cx).cast::<Engine>() };
    if !engine.interrupter.is_interrupted() && !engine.is_time_up() {
        return true;
    }
    // What is called later shall end as well.
    // SAFETY: a live context.
    unsafe { JS_RequestInterruptCallback(cx) };
    false
}

impl Interrupts for Engine {
    fn interrupter(&self) -> &Interrupter {
        &self.interrupter
    }

    fn uncatchable_error(&self) -> Outcome<Handle> {
        let message = self.string_latin1(b"interrupted")?;
        let error = self.error(ErrorClass::Error, message)?;
        if let Some(attachment) = self.attachment(error, true)? {
            // SAFETY: the attachment of a live object.
            self.attachments.mark_uncatchable(unsafe { attachment.as_ref() });
        }
        Ok(error)
    }
}

impl Engine {
    /// Whether this is an [`Interrupts::uncatchable_error`].
    pub(super) fn is_uncatchable(&self, value: Handle) -> bool {
        self.attachments.any_uncatchable()
            && self.attachment(value, false).ok().flatten().is_some_and(|attachment| {
                // SAFETY: the attachment of a live object.
                unsafe { attachment.as_ref() }.object().is_uncatchable()
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::runtime::Runtime;

    #[test]
    fn no_script_survives_an_interruption() {
        let runtime = Runtime::new().unwrap();
        let interrupter = runtime.state().interrupter();
        let thread = std::thread::spawn(move || interrupter.interrupt());
        let survived = runtime.enter(|scope| {
            let source = "for (;;) { try { for (;;); } catch {} finally { continue; } }";
            scope.evaluate(source, "endless.js").is_ok()
        });
        assert!(!survived);
        thread.join().unwrap();
        assert!(runtime.state().is_stopping());
    }
}
