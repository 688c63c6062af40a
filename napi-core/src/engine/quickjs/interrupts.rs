//! Stopping JavaScript from outside, or when its time is up: the engine asks every few thousand steps.

use super::{Engine, Handle, OwnedEngine};
use crate::engine::seam::{ErrorClass, Errors, Interrupter, Interrupts, Outcome, Strings};
use rquickjs_sys as q;
use std::ffi::{c_int, c_void};
use std::time::Instant;

/// Makes the runtime ask its engine, and lets `Atomics.wait` block its thread.
pub fn install(engine: &OwnedEngine) {
    let opaque = (&raw const **engine).cast_mut().cast();
    // SAFETY: the runtime is live; the engine stays where it is and outlives its runtime.
    unsafe {
        q::JS_SetInterruptHandler(engine.rt, Some(poll), opaque);
        q::JS_SetCanBlock(engine.rt, true);
    }
}

unsafe extern "C" fn poll(_: *mut q::JSRuntime, engine: *mut c_void) -> c_int {
    // SAFETY: the engine that `install` was given.
    let engine = unsafe { &*engine.cast::<Engine>() };
    let late = engine.time_limit.get().is_some_and(|limit| Instant::now() >= limit);
    c_int::from(late || engine.interrupter.is_interrupted())
}

impl Interrupts for Engine {
    fn interrupter(&self) -> &Interrupter {
        &self.interrupter
    }

    fn uncatchable_error(&self) -> Outcome<Handle> {
        let message = self.string_latin1(b"interrupted")?;
        let error = self.error(ErrorClass::Error, message)?;
        // SAFETY: a live error object.
        unsafe { q::JS_SetUncatchableError(self.ctx, error.value()) };
        Ok(error)
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
