//! The context that a promise job was queued in, for `AsyncLocalStorage`: a property of an object of
//! the host's own is kept with every job that is queued, and set back when the job runs.
//!
//! A reaction to a pending promise can carry an object of the embedder's. One to a settled promise
//! cannot, but it enters the queue at once, and the engine asks for the current global just before:
//! so what is current then is kept with the place in the queue that the job is about to get.
//!
//! Invariant: `done` is how many jobs were ever taken from the queue, so that with the queue's
//! length it numbers every job that was ever in it. Nothing here is asked before the first use.

use super::{Engine, Handle, Root};
use crate::engine::seam::{Objects, Outcome, Scopes};
use mozjs_sys::glue::{CreateJobQueue, DeleteJobQueue, JobQueueTraps, RustJobQueue};
use mozjs_sys::jsapi::{JS, JS_GetContextPrivate, JSContext, JSObject};
use mozjs_sys::jsval::{ObjectValue, UndefinedValue};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ptr::NonNull;

/// See the module's description.
#[derive(Default)]
pub struct Continuations {
    /// The host's object, and the name of its property.
    place: RefCell<Option<(Root, Vec<u8>)>>,
    queue: Cell<Option<NonNull<RustJobQueue>>>,
    done: Cell<usize>,
    /// What was current when jobs entered the queue, with their numbers, in order.
    noted: RefCell<VecDeque<(usize, Root)>>,
}

impl Continuations {
    /// Gives up all values; for the end of the engine.
    pub fn clear(&self) {
        self.place.take();
        self.noted.take();
    }

    /// Frees the queue; after the end of the context.
    pub fn end(&self) {
        if let Some(queue) = self.queue.take() {
            // SAFETY: made by `carry`, freed once; its context has ended.
            unsafe { DeleteJobQueue(queue.as_ptr()) };
        }
    }

    fn is_on(&self) -> bool {
        self.queue.get().is_some()
    }

    /// The number of the job that enters the queue next.
    fn next_number(&self, cx: *mut JSContext) -> usize {
        // SAFETY: a live context.
        self.done.get() + unsafe { JS::GetRegularMicroTaskCount(cx) }
    }
}

impl Engine {
    /// From now on every promise job is run with the value that `holder[name]` has when it is
    /// queued: the property is set back then. `holder` is a plain object of the host's.
    pub(super) fn carry(&self, holder: Handle, name: &[u8]) {
        *self.continuations.place.borrow_mut() = Some((Root::new(self, holder), name.to_vec()));
        if self.continuations.is_on() {
            return;
        }
        let traps = JobQueueTraps {
            getHostDefinedData: Some(get_data),
            getHostDefinedGlobal: Some(get_global),
            runJobs: Some(run_jobs),
            traceNonGCThingMicroTask: Some(trace_nothing),
        };
        // SAFETY: the traps are copied. The queue of jobs itself is the context's; this only
        // answers for them. It is freed after the context.
        unsafe {
            let queue = CreateJobQueue(&raw const traps);
            self.continuations.queue.set(NonNull::new(queue));
            JS::SetJobQueue(self.cx, queue.cast());
        }
    }

    fn global_object(&self) -> *mut JSObject {
        // SAFETY: a constant of the engine.
        unsafe { (*self.global.get()).to_object() }
    }

    /// What is current, in a new handle.
    fn current_context(&self) -> Handle {
        let place = self.continuations.place.borrow();
        let found = place.as_ref().map(|(holder, name)| self.get_named(holder.borrow(), name));
        found.and_then(Outcome::ok).unwrap_or_else(|| self.push(UndefinedValue()))
    }

    /// A job was taken from the queue and is about to run: what was current when it was queued is
    /// current again.
    #[inline]
    pub(super) fn continue_job(&self, job: Handle) {
        if self.continuations.is_on() {
            self.restore_context(job);
        }
        self.continuations.done.set(self.continuations.done.get() + 1);
    }

    fn restore_context(&self, job: Handle) {
        let mark = self.mark();
        let noted = self.noted_for(self.continuations.done.get());
        // SAFETY: a live job.
        let is_ours = unsafe { JS::IsJSMicroTask(&job.value()) };
        if is_ours {
            let context = match self.data_of(job.value().to_object()) {
                // The global stands for a context that is no object.
                Some(data) if data == self.global_object() => self.push(UndefinedValue()),
                Some(data) => self.push(ObjectValue(data)),
                None => noted.map_or_else(|| self.push(UndefinedValue()), |noted| noted.get(self)),
            };
            let place = self.continuations.place.borrow();
            if let Some((holder, name)) = &*place
                && self.set_named(holder.borrow(), name, context).is_err()
            {
                self.discard_exception(); // a plain object: there was no memory
            }
        }
        self.release_to(mark);
    }

    /// What was noted for the job with this number.
    fn noted_for(&self, number: usize) -> Option<Root> {
        let mut noted = self.continuations.noted.borrow_mut();
        let mut found = None;
        while noted.front().is_some_and(|(other, _)| *other <= number) {
            found = noted.pop_front().filter(|(other, _)| *other == number);
        }
        found.map(|(_, context)| context)
    }

    /// The object that a reaction to a pending promise carries.
    fn data_of(&self, job: *mut JSObject) -> Option<*mut JSObject> {
        let (global, data) = (self.pin(std::ptr::null_mut()), self.pin(std::ptr::null_mut()));
        // SAFETY: a live job of the engine's.
        let found =
            unsafe { JS::MaybeGetHostDefinedDataFromJSMicroTask(job, global.out(), data.out()) };
        (found && !data.get().is_null()).then(|| data.get())
    }
}

/// # Safety
/// The context's private is a live engine.
unsafe fn engine_of<'e>(cx: *mut JSContext) -> &'e Engine {
    // SAFETY: the caller's contract.
    unsafe { &*JS_GetContextPrivate(cx).cast::<Engine>() }
}

/// A reaction to a pending promise is made: what it carries.
unsafe extern "C" fn get_data(
    cx: *mut JSContext,
    global: JS::MutableHandle<*mut JSObject>,
    data: JS::MutableHandle<*mut JSObject>,
) -> bool {
    // SAFETY: the engine calls this with its own rooted places.
    unsafe {
        let engine = engine_of(cx);
        let mark = engine.mark();
        let context = engine.current_context().object();
        let this = engine.global_object();
        *global.ptr = this;
        *data.ptr = context.unwrap_or(this);
        engine.release_to(mark);
    }
    true
}

/// A job is made that enters the queue at once.
unsafe extern "C" fn get_global(
    cx: *mut JSContext,
    global: JS::MutableHandle<*mut JSObject>,
) -> bool {
    // SAFETY: as in `get_data`.
    unsafe {
        let engine = engine_of(cx);
        let mark = engine.mark();
        let context = Root::new(engine, engine.current_context());
        engine.release_to(mark);
        let number = engine.continuations.next_number(cx);
        engine.continuations.noted.borrow_mut().push_back((number, context));
        *global.ptr = engine.global_object();
    }
    true
}

/// Only the debugger asks for this; there is none.
unsafe extern "C" fn run_jobs(_: *mut JSContext) {}

/// Every job of ours is an object, which the queue traces by itself.
unsafe extern "C" fn trace_nothing(_: *mut mozjs_sys::jsapi::JSTracer, _: *mut JS::Value) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Functions, Promises, Strings};

    #[test]
    fn jobs_run_with_what_was_current_when_they_were_queued() {
        let engine = Engine::new().unwrap();
        let script = |source: &[u8]| engine.run_script(source, c"carry.js").unwrap();
        let state = script(b"globalThis.state = { frame: undefined }");
        engine.carry(state, b"frame");
        script(
            b"globalThis.seen = [];
            const see = (label) => seen.push(`${label}:${state.frame?.name}`);
            const within = (name, run) => {
              const outer = state.frame;
              state.frame = name === undefined ? undefined : { name };
              try { return run(); } finally { state.frame = outer; }
            };
            let settle;
            const pending = new Promise((resolve) => { settle = resolve; });
            within('a', () => Promise.resolve().then(() => see(1)));
            within('b', () => pending.then(() => see(2)));
            Promise.resolve().then(() => see(3));
            pending.then(() => see(4));
            within('c', () => settle());
            const steps = async (name) => {
              await null; see(name);
              await pending; see(name);
              await { then(resolve) { see('thenable'); resolve(); } }; see(name);
              try { await Promise.reject(1); } catch { see(name); }
              state.frame = { name: 'entered' };
              await 1; see(name);
            };
            within('d', () => steps('d'));
            within('e', () => steps('e'));
            steps('none');",
        );
        engine.drain_jobs(|_| panic!("a job threw"));
        let seen = script(b"seen.sort().join()");
        let seen =
            engine.with_utf8(seen, |text| String::from_utf8_lossy(text).into_owned()).unwrap();
        let mut expected: Vec<String> =
            ["1:a", "2:b", "3:undefined", "4:undefined"].map(str::to_owned).into();
        for (name, frame) in [("d", "d"), ("e", "e"), ("none", "undefined")] {
            for _ in 0..4 {
                expected.push(format!("{name}:{frame}"));
            }
            expected.push(format!("{name}:entered"));
            expected.push(format!("thenable:{frame}"));
        }
        expected.sort();
        assert_eq!(seen, expected.join(","));
    }
}
