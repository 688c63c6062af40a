//! Promises, the job queue, and what runs after it.

use super::roots::Root;
use super::{Engine, Handle};
use crate::engine::seam::{Functions, Outcome, Primitives, Promises, Scopes, Settlers};
use mozjs_sys::glue::JS_DequeueNextMicroTask;
use mozjs_sys::jsapi::{JS, JSFunction, JSObject};
use mozjs_sys::jsval::ObjectValue;
use std::ffi::c_void;

/// A promise is settled by itself.
pub const SETTLERS: usize = 1;

impl Promises for Engine {
    fn promise(&self) -> Outcome<(Handle, [Handle; SETTLERS])> {
        let no_executor = self.pin(std::ptr::null_mut());
        // SAFETY: a live context in its realm.
        let promise = self.adopt(unsafe { JS::NewPromiseObject(self.cx, no_executor.handle()) })?;
        Ok((promise, [promise]))
    }

    fn settle(&self, [promise]: &Settlers, resolve: bool, value: Handle) -> Outcome<()> {
        let promise = self.object_in(promise.borrow())?;
        // SAFETY: a promise of ours, pending until now, and a live value.
        self.check(unsafe {
            if resolve {
                JS::ResolvePromise(self.cx, promise.handle(), value.js())
            } else {
                JS::RejectPromise(self.cx, promise.handle(), value.js())
            }
        })
    }

    fn is_promise(&self, value: Handle) -> bool {
        let Some(object) = value.object() else { return false };
        let object = self.pin(object);
        // SAFETY: a live object.
        unsafe { JS::IsPromiseObject(object.handle()) }
    }

    fn drain_jobs(&self, mut on_throw: impl FnMut(&Self)) {
        let mark = self.mark();
        let job = self.blank();
        while !self.interrupter.is_interrupted() {
            // SAFETY: a live context; the job is in a traced slot.
            unsafe { JS_DequeueNextMicroTask(self.cx, job.out()) };
            if job.value().is_null() {
                if !self.run_cleanup(&mut on_throw) {
                    break;
                }
                continue;
            }
            self.continue_job(job);
            let inner = self.mark();
            if self.run_job(job).is_err() {
                on_throw(self);
            }
            self.release_to(inner);
        }
        // SAFETY: a live context, with no job running.
        unsafe { JS::ClearKeptObjects(self.cx) };
        self.release_to(mark);
    }
}

impl Engine {
    /// Runs a job of the engine's, or a function that was queued as one.
    fn run_job(&self, job: Handle) -> Outcome<()> {
        let entry = self.pin(job.value().to_object());
        // SAFETY: a live job, which the engine made itself where it says so.
        unsafe {
            if !JS::IsJSMicroTask(&job.value()) {
                return self.call(job, self.undefined(), &[]).map(drop);
            }
            self.check(JS::RunJSMicroTask(self.cx, entry.handle()))
        }
    }

    /// Calls what a `FinalizationRegistry` left to do; whether there was something.
    fn run_cleanup(&self, on_throw: &mut impl FnMut(&Self)) -> bool {
        let Some(cleanup) = self.listeners.next_cleanup() else { return false };
        let mark = self.mark();
        if self.call(cleanup.borrow(), self.undefined(), &[]).is_err() {
            on_throw(self);
        }
        self.release_to(mark);
        true
    }
}

/// What the engine calls, in the middle of a collection, when a registry has callbacks to run.
pub unsafe extern "C" fn keep_cleanup(
    function: *mut JSFunction,
    _: *mut JSObject,
    engine: *mut c_void,
) {
    // SAFETY: the engine that was registered with this callback; the function is rooted at once.
    unsafe {
        let engine = &*engine.cast::<Engine>();
        let value = ObjectValue(function.cast());
        engine.listeners.add_cleanup(Root::new(engine, Handle::at(&raw const value)));
    }
}
