//! What QuickJS tells of values and jobs beyond Node-API.

use super::{Engine, Handle, Root};
use crate::engine::seam::{
    Errors, Introspection, Outcome, PROMISE_HOOKS, Primitives, Scopes, Strings, Thrown,
};
use rquickjs_sys as q;
use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_int, c_void};

/// JavaScript functions the engine calls back, owned until they are replaced or the engine ends.
#[derive(Default)]
pub struct Listeners {
    rejection: RefCell<Option<Root>>,
    promise_hooks: RefCell<[Option<Root>; PROMISE_HOOKS]>,
    /// While a promise hook runs, no further events are delivered.
    in_promise_hook: Cell<bool>,
    /// The class id of module namespace objects, whose class name is plain "Object".
    module_namespace: Cell<q::JSClassID>,
}

impl Listeners {
    /// Gives up all functions, and stops listening where it did; for the end of the engine.
    pub fn clear(&self, rt: *mut q::JSRuntime) {
        let rejection = self.rejection.borrow_mut().take();
        let hooks = self.promise_hooks.take();
        // SAFETY: rt is live; without a callback the opaque pointer is not used.
        unsafe {
            if rejection.is_some() {
                q::JS_SetHostPromiseRejectionTracker(rt, None, std::ptr::null_mut());
            }
            if hooks.iter().any(Option::is_some) {
                q::JS_SetPromiseHook(rt, None, std::ptr::null_mut());
            }
        }
    }
}

impl Introspection for Engine {
    fn promise_details(&self, value: Handle) -> Option<(i32, Handle)> {
        // SAFETY: live values; the result is owned.
        unsafe {
            let state = q::JS_PromiseState(self.ctx, value.value());
            if state == q::JSPromiseStateEnum_JS_PROMISE_NOT_A_PROMISE {
                return None;
            }
            Some((state as i32, self.push(q::JS_PromiseResult(self.ctx, value.value()))))
        }
    }

    fn proxy_details(&self, value: Handle) -> Option<(Handle, Handle)> {
        // SAFETY: live values; target and handler are owned, or an exception when revoked.
        unsafe {
            if !q::JS_IsProxy(value.value()) {
                return None;
            }
            let part = |part: q::JSValue| match self.adopt(part) {
                Ok(handle) => handle,
                Err(Thrown) => {
                    self.take_exception();
                    self.null()
                }
            };
            let target = part(q::JS_GetProxyTarget(self.ctx, value.value()));
            let handler = part(q::JS_GetProxyHandler(self.ctx, value.value()));
            Some((target, handler))
        }
    }

    fn preview_entries(&self, value: Handle) -> Outcome<Option<(Handle, bool)>> {
        super::collections::preview(self, value)
    }

    fn keys_beyond_elements(&self, value: Handle, only_enumerable: bool) -> Outcome<Handle> {
        super::own_keys::beyond_elements(self, value, only_enumerable)
    }

    fn class_name(&self, value: Handle) -> Outcome<Handle> {
        // SAFETY: live values; the atom is freed here.
        unsafe {
            let class = q::JS_GetClassID(value.value());
            if class == 0 {
                return self.string_latin1(b"");
            }
            if class == self.module_namespace_class() {
                return self.string_latin1(b"Module");
            }
            let atom = q::JS_GetClassName(self.rt, class);
            let name = q::JS_AtomToString(self.ctx, atom);
            q::JS_FreeAtom(self.ctx, atom);
            self.adopt(name)
        }
    }

    fn compile_function(&self, body: &[u8], file: &CStr, parameters: &[String]) -> Outcome<Handle> {
        // The text begins at line -1 (the engine takes 0 for a default) and the wrapper's opening
        // is line 0, so that the body's lines and columns are its own.
        let mut text = format!("\n(function ({}) {{\n", parameters.join(", ")).into_bytes();
        text.extend_from_slice(body);
        text.extend_from_slice(b"\n})");
        let len = text.len();
        text.push(0);
        let mut options = q::JSEvalOptions {
            version: q::JS_EVAL_OPTIONS_VERSION as c_int,
            eval_flags: q::JS_EVAL_TYPE_GLOBAL as c_int,
            filename: file.as_ptr(),
            line_num: -1,
        };
        // SAFETY: `len` bytes followed by a NUL; options and file live for the call.
        self.adopt(unsafe {
            q::JS_Eval2(self.ctx, text.as_ptr().cast(), len as _, &raw mut options)
        })
    }

    fn enqueue_job(&self, function: Handle) -> Outcome<()> {
        let mut arguments = [function.value()];
        // SAFETY: a live function, which the engine duplicates.
        let queued =
            unsafe { q::JS_EnqueueJob(self.ctx, Some(run_job), 1, arguments.as_mut_ptr()) };
        if queued < 0 { Err(Thrown) } else { Ok(()) }
    }

    fn carry_with_jobs(&self, _: Handle, _: &[u8]) -> bool {
        false
    }

    fn has_jobs(&self) -> bool {
        // SAFETY: the runtime is live.
        unsafe { q::JS_IsJobPending(self.rt) }
    }

    fn set_rejection_tracker(&self, function: Option<Handle>) {
        *self.listeners.rejection.borrow_mut() = function.map(|f| Root::new(self, f));
        let callback: q::JSHostPromiseRejectionTracker =
            if function.is_some() { Some(on_rejection) } else { None };
        let opaque: *mut c_void = (&raw const *self).cast_mut().cast();
        // SAFETY: the engine is boxed and outlives its runtime's use of the tracker.
        unsafe { q::JS_SetHostPromiseRejectionTracker(self.rt, callback, opaque) };
    }

    fn set_promise_hooks(&self, hooks: [Option<Handle>; PROMISE_HOOKS]) -> bool {
        let any = hooks.iter().any(Option::is_some);
        let roots = hooks.map(|hook| hook.map(|function| Root::new(self, function)));
        *self.listeners.promise_hooks.borrow_mut() = roots;
        let opaque: *mut c_void = (&raw const *self).cast_mut().cast();
        // SAFETY: as for the rejection tracker.
        unsafe { q::JS_SetPromiseHook(self.rt, if any { Some(on_promise) } else { None }, opaque) };
        true
    }

    fn heap_usage(&self) -> (u64, u64) {
        let mut usage = std::mem::MaybeUninit::<q::JSMemoryUsage>::zeroed();
        // SAFETY: the engine fills the structure in.
        let usage = unsafe {
            q::JS_ComputeMemoryUsage(self.rt, usage.as_mut_ptr());
            usage.assume_init()
        };
        (usage.memory_used_size.max(0) as u64, usage.malloc_size.max(0) as u64)
    }
}

impl Engine {
    /// The class of module namespace objects, learnt from that of an empty module.
    fn module_namespace_class(&self) -> q::JSClassID {
        let known = &self.listeners.module_namespace;
        if known.get() == 0 {
            // SAFETY: a live context, which owns the module; an owned namespace, freed here. When
            // there is no memory for them, the next call tries again.
            unsafe {
                let name = c"napkin:no-exports";
                let module = q::JS_NewCModule(self.ctx, name.as_ptr(), Some(no_exports));
                if module.is_null() {
                    self.drop_result(q::JS_EXCEPTION);
                    return 0;
                }
                let namespace = q::JS_GetModuleNamespace(self.ctx, module);
                known.set(q::JS_GetClassID(namespace));
                self.drop_result(namespace);
            }
        }
        known.get()
    }
}

/// Sets the exports of a module that has none.
unsafe extern "C" fn no_exports(_: *mut q::JSContext, _: *mut q::JSModuleDef) -> c_int {
    0
}

/// A queued job: calls its only argument.
unsafe extern "C" fn run_job(
    ctx: *mut q::JSContext,
    _: c_int,
    argv: *mut q::JSValue,
) -> q::JSValue {
    // SAFETY: one argument, as queued above.
    unsafe { q::JS_Call(ctx, *argv, q::JS_UNDEFINED, 0, std::ptr::null_mut()) }
}

unsafe extern "C" fn on_rejection(
    _: *mut q::JSContext,
    promise: q::JSValue,
    reason: q::JSValue,
    is_handled: bool,
    opaque: *mut c_void,
) {
    // SAFETY: opaque is the engine, alive while its runtime is.
    let engine = unsafe { &*opaque.cast::<Engine>() };
    if engine.modules.is_linking() {
        return;
    }
    let mark = engine.mark();
    let listener = engine.listeners.rejection.borrow().as_ref().map(|root| root.get(engine));
    if let Some(listener) = listener {
        let kind = q::JS_MKVAL(q::JS_TAG_INT, i32::from(is_handled));
        let result =
            engine.call_intrinsic(listener.value(), q::JS_UNDEFINED, &mut [kind, promise, reason]);
        engine.drop_result(result);
    }
    engine.release_to(mark);
}

unsafe extern "C" fn on_promise(
    _: *mut q::JSContext,
    kind: q::JSPromiseHookType,
    promise: q::JSValue,
    parent: q::JSValue,
    opaque: *mut c_void,
) {
    // SAFETY: as in `on_rejection`.
    let engine = unsafe { &*opaque.cast::<Engine>() };
    if engine.modules.is_linking() || engine.listeners.in_promise_hook.replace(true) {
        return;
    }
    let mark = engine.mark();
    let hook = engine
        .listeners
        .promise_hooks
        .borrow()
        .get(kind as usize)
        .and_then(|hook| hook.as_ref().map(|root| root.get(engine)));
    if let Some(hook) = hook {
        let result = engine.call_intrinsic(hook.value(), q::JS_UNDEFINED, &mut [promise, parent]);
        engine.drop_result(result);
    }
    engine.release_to(mark);
    engine.listeners.in_promise_hook.set(false);
}

impl Engine {
    /// A listener's result is of no interest, and neither is what it threw: JavaScript that listens
    /// here catches for itself.
    fn drop_result(&self, result: q::JSValue) {
        if result.tag == q::JS_TAG_EXCEPTION as i64 {
            self.take_exception();
        } else {
            self.free(result);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::Functions;

    #[test]
    fn module_namespaces_have_a_class_of_their_own() {
        let engine = Engine::new().unwrap();
        let source = c"export const answer = 42;";
        let mut options = q::JSEvalOptions {
            version: q::JS_EVAL_OPTIONS_VERSION as c_int,
            eval_flags: (q::JS_EVAL_TYPE_MODULE | q::JS_EVAL_FLAG_COMPILE_ONLY) as c_int,
            filename: c"answer.mjs".as_ptr(),
            line_num: 1,
        };
        let name_of = |value: Handle| {
            let name = engine.class_name(value).unwrap();
            engine.with_utf8(name, |text| String::from_utf8_lossy(text).into_owned()).unwrap()
        };
        // SAFETY: a live context and a NUL-terminated source. The evaluation consumes the compiled
        // module and gives a promise; the definition is the context's, the namespace the handle's.
        let namespace = unsafe {
            let len = source.count_bytes();
            let module = q::JS_Eval2(engine.ctx, source.as_ptr(), len as _, &raw mut options);
            assert_eq!(module.tag, i64::from(q::JS_TAG_MODULE));
            let definition = module.u.ptr.cast::<q::JSModuleDef>();
            engine.drop_result(q::JS_EvalFunction(engine.ctx, module));
            engine.adopt(q::JS_GetModuleNamespace(engine.ctx, definition)).unwrap()
        };
        assert_eq!(name_of(namespace), "Module");
        let object = engine.run_script(b"({})", c"object.js").unwrap();
        assert_eq!(name_of(object), "Object");
    }
}
