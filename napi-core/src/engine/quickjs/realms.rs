//! Realms beside the engine's own, for `node:vm`: contexts of the same runtime, which share its
//! values and its job queue.
//!
//! A realm lives as long as a function that was made in it, so nobody owns one: the function that
//! evaluates scripts in it is what its maker holds. Names that its global object lacks are looked
//! up in, and assigned to, the *sandbox*: through the prototype of the global object, an object of
//! a class of ours. It describes properties and does not get them, for the engine to tell a name
//! that is nowhere from one that is `undefined`.

use super::{Engine, Handle, handle, script, stack_traces};
use crate::engine::seam::{Outcome, Realms};
use rquickjs_sys as q;
use std::ffi::{CStr, c_int};
use std::time::Instant;

impl Realms for Engine {
    fn realm(&self, sandbox: Handle) -> Outcome<Option<Handle>> {
        self.adopt(self.make_realm(sandbox)).map(Some)
    }

    fn check_script(&self, source: &[u8], file: &CStr) -> Outcome<()> {
        let flags = q::JS_EVAL_TYPE_GLOBAL | q::JS_EVAL_FLAG_COMPILE_ONLY;
        script::evaluate(self, source, file, flags).map(drop)
    }

    fn limit_time(&self, until: Option<Instant>) -> bool {
        self.time_limit.set(until);
        true
    }

    fn time_limit(&self) -> Option<Instant> {
        self.time_limit.get()
    }
}

impl Engine {
    /// The evaluating function of a new realm, or the exception.
    fn make_realm(&self, sandbox: Handle) -> q::JSValue {
        // SAFETY: a live runtime; the new context is given up at the end, when the function keeps
        // it. The values made here are freed or handed on.
        unsafe {
            let ctx = q::JS_NewContext(self.rt);
            if ctx.is_null() {
                return q::JS_ThrowOutOfMemory(self.ctx);
            }
            q::JS_SetClassProto(ctx, self.classes.function, q::JS_GetFunctionProto(ctx));
            stack_traces::install_on(ctx);
            let evaluate = if self.show_sandbox(ctx, sandbox) {
                q::JS_NewCFunction2(
                    ctx,
                    Some(evaluate),
                    c"evaluate".as_ptr(),
                    3,
                    q::JSCFunctionEnum_JS_CFUNC_generic,
                    0,
                )
            } else {
                q::JS_EXCEPTION
            };
            q::JS_FreeContext(ctx);
            evaluate
        }
    }

    /// Puts the view on `sandbox` behind the global object of `ctx`; false when that threw.
    ///
    /// # Safety
    /// `ctx` is a live context of this engine's runtime.
    unsafe fn show_sandbox(&self, ctx: *mut q::JSContext, sandbox: Handle) -> bool {
        let class = self.sandbox_class();
        // SAFETY: live contexts and values; the view's opaque is a boxed copy that its finalizer
        // frees, and the other values are freed here.
        unsafe {
            let global = q::JS_GetGlobalObject(ctx);
            let prototype = q::JS_GetPrototype(ctx, global);
            let view = q::JS_NewObjectProtoClass(ctx, prototype, class);
            q::JS_FreeValue(ctx, prototype);
            let mut done = false;
            if view.tag != q::JS_TAG_EXCEPTION as i64 {
                let sandbox = handle::dup(ctx, sandbox.value());
                q::JS_SetOpaque(view, Box::into_raw(Box::new(sandbox)).cast());
                done = q::JS_SetPrototype(ctx, global, view) >= 0;
                q::JS_FreeValue(ctx, view);
            }
            q::JS_FreeValue(ctx, global);
            done
        }
    }

    fn sandbox_class(&self) -> q::JSClassID {
        if self.sandbox_class.get() == 0 {
            let mut id = 0;
            let class = q::JSClassDef {
                class_name: c"Object".as_ptr(),
                finalizer: Some(finalize),
                gc_mark: Some(mark),
                call: None,
                exotic: (&raw const SANDBOX).cast_mut(),
            };
            // SAFETY: a live runtime; the definition is copied, the methods are static.
            unsafe {
                q::JS_NewClassID(self.rt, &raw mut id);
                q::JS_NewClass(self.rt, id, &raw const class);
            }
            self.sandbox_class.set(id);
        }
        self.sandbox_class.get()
    }
}

static SANDBOX: q::JSClassExoticMethods = q::JSClassExoticMethods {
    get_own_property: Some(describe),
    get_own_property_names: None,
    delete_property: Some(delete),
    define_own_property: None,
    has_property: Some(has),
    get_property: None,
    set_property: Some(set),
};

/// The sandbox behind a view, borrowed; `undefined` before there is one.
///
/// # Safety
/// `view` is a live object of the sandbox class.
unsafe fn sandbox_of(view: q::JSValue) -> q::JSValue {
    let mut class = 0;
    // SAFETY: the opaque of the class is NULL or a boxed value.
    unsafe {
        let sandbox = q::JS_GetAnyOpaque(view, &raw mut class).cast::<q::JSValue>();
        sandbox.as_ref().copied().unwrap_or(q::JS_UNDEFINED)
    }
}

unsafe extern "C" fn finalize(rt: *mut q::JSRuntime, view: q::JSValue) {
    let mut class = 0;
    // SAFETY: the opaque is NULL or the box of `show_sandbox`, freed once.
    unsafe {
        let sandbox = q::JS_GetAnyOpaque(view, &raw mut class).cast::<q::JSValue>();
        if !sandbox.is_null() {
            q::JS_FreeValueRT(rt, *Box::from_raw(sandbox));
        }
    }
}

unsafe extern "C" fn mark(rt: *mut q::JSRuntime, view: q::JSValue, mark: q::JS_MarkFunc) {
    // SAFETY: called for live objects of the class, by the collector.
    unsafe { q::JS_MarkValue(rt, sandbox_of(view), mark) };
}

/// Whether the sandbox has the property: -1 is an exception. Its accessors run for their own sake.
unsafe extern "C" fn describe(
    ctx: *mut q::JSContext,
    descriptor: *mut q::JSPropertyDescriptor,
    view: q::JSValue,
    name: q::JSAtom,
) -> c_int {
    // SAFETY: the engine passes live values, and a descriptor to fill in or NULL.
    unsafe {
        let sandbox = sandbox_of(view);
        let found = q::JS_HasProperty(ctx, sandbox, name);
        if found <= 0 || descriptor.is_null() {
            return found;
        }
        let value = q::JS_GetProperty(ctx, sandbox, name);
        if value.tag == q::JS_TAG_EXCEPTION as i64 {
            return -1;
        }
        (*descriptor).flags = q::JS_PROP_C_W_E as c_int;
        (*descriptor).value = value;
        (*descriptor).getter = q::JS_UNDEFINED;
        (*descriptor).setter = q::JS_UNDEFINED;
        1
    }
}

unsafe extern "C" fn has(ctx: *mut q::JSContext, view: q::JSValue, name: q::JSAtom) -> c_int {
    // SAFETY: the engine passes live values. The view hides the global's own prototype from this
    // question, so it is asked as well.
    unsafe {
        let found = q::JS_HasProperty(ctx, sandbox_of(view), name);
        if found != 0 {
            return found;
        }
        let prototype = q::JS_GetPrototype(ctx, view);
        let found = q::JS_HasProperty(ctx, prototype, name);
        q::JS_FreeValue(ctx, prototype);
        found
    }
}

unsafe extern "C" fn delete(ctx: *mut q::JSContext, view: q::JSValue, name: q::JSAtom) -> c_int {
    // SAFETY: the engine passes live values.
    unsafe { q::JS_DeleteProperty(ctx, sandbox_of(view), name, 0) }
}

unsafe extern "C" fn set(
    ctx: *mut q::JSContext,
    view: q::JSValue,
    name: q::JSAtom,
    value: q::JSValue,
    _: q::JSValue,
    _: c_int,
) -> c_int {
    // SAFETY: the engine passes live values, lent; what JS_SetProperty takes is a copy.
    unsafe { q::JS_SetProperty(ctx, sandbox_of(view), name, handle::dup(ctx, value)) }
}

/// `evaluate(text, file, firstLine)`, called in its realm.
unsafe extern "C" fn evaluate(
    ctx: *mut q::JSContext,
    _: q::JSValue,
    argc: c_int,
    argv: *mut q::JSValue,
) -> q::JSValue {
    // SAFETY: the engine passes at least as many arguments as the function's length; the texts are
    // NUL-terminated and given back.
    unsafe {
        debug_assert!(argc >= 3, "the engine fills up missing arguments");
        let mut length = 0;
        let text = q::JS_ToCStringLen2(ctx, &raw mut length, *argv, false);
        if text.is_null() {
            return q::JS_EXCEPTION;
        }
        let file = q::JS_ToCStringLen2(ctx, std::ptr::null_mut(), *argv.add(1), false);
        let mut line = 0;
        let mut result = q::JS_EXCEPTION;
        if !file.is_null() && q::JS_ToInt32(ctx, &raw mut line, *argv.add(2)) >= 0 {
            let mut options = q::JSEvalOptions {
                version: q::JS_EVAL_OPTIONS_VERSION as c_int,
                eval_flags: q::JS_EVAL_TYPE_GLOBAL as c_int,
                filename: file,
                line_num: line,
            };
            result = q::JS_Eval2(ctx, text, length, &raw mut options);
        }
        if !file.is_null() {
            q::JS_FreeCString(ctx, file);
        }
        q::JS_FreeCString(ctx, text);
        result
    }
}
