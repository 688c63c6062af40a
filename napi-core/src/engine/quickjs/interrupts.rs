//! Stopping JavaScript from outside: the engine asks a flag every few thousand steps.

use super::{Engine, Handle};
use crate::engine::seam::{ErrorClass, Errors, Interrupter, Interrupts, Outcome, Strings};
use rquickjs_sys as q;
use std::ffi::{c_int, c_void};
use std::sync::atomic::AtomicBool;

/// Makes the engine ask `interrupter`, and lets `Atomics.wait` block its thread.
///
/// # Safety
/// `rt` is live, and `interrupter` lives as long as JavaScript can run in it.
pub unsafe fn install(rt: *mut q::JSRuntime, interrupter: &Interrupter) {
    let flag = (&raw const *interrupter.flag()).cast_mut().cast();
    // SAFETY: rt is live; the flag is where it is as long as the interrupter lives.
    unsafe {
        q::JS_SetInterruptHandler(rt, Some(poll), flag);
        q::JS_SetCanBlock(rt, true);
    }
}

unsafe extern "C" fn poll(_: *mut q::JSRuntime, flag: *mut c_void) -> c_int {
    // SAFETY: the flag that `install` was given.
    let flag = unsafe { &*flag.cast::<AtomicBool>() };
    c_int::from(flag.load(std::sync::atomic::Ordering::Relaxed))
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
