//! Promises and the engine's job queue.

use super::{Engine, Handle};
use crate::engine::seam::{Functions, Outcome, Primitives, Promises, Scopes, Settlers};
use rquickjs_sys as q;

/// The C API has no other way to settle a promise than its two functions: resolve, reject.
pub const SETTLERS: usize = 2;

impl Promises for Engine {
    fn promise(&self) -> Outcome<(Handle, [Handle; 2])> {
        let mut functions = [q::JS_UNDEFINED; 2];
        // SAFETY: the engine fills in two owned functions when it succeeds.
        let promise =
            self.adopt(unsafe { q::JS_NewPromiseCapability(self.ctx, functions.as_mut_ptr()) })?;
        Ok((promise, functions.map(|function| self.push(function))))
    }

    fn settle(&self, settlers: &Settlers, resolve: bool, value: Handle) -> Outcome<()> {
        let function = settlers[usize::from(!resolve)].borrow();
        self.call(function, self.undefined(), &[value]).map(drop)
    }

    fn is_promise(&self, value: Handle) -> bool {
        // SAFETY: a live value.
        unsafe { q::JS_IsPromise(value.value()) }
    }

    fn drain_jobs(&self, mut on_throw: impl FnMut(&Self)) {
        while !self.interrupter.is_interrupted() {
            let mut context = std::ptr::null_mut();
            // SAFETY: the runtime is live; the out-parameter is ours.
            match unsafe { q::JS_ExecutePendingJob(self.rt, &raw mut context) } {
                0 => return,
                result if result < 0 => {
                    let mark = self.mark();
                    on_throw(self);
                    self.release_to(mark);
                }
                _ => {}
            }
        }
    }
}
