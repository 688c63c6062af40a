//! `stack`, `Error.captureStackTrace` and `Error.prepareStackTrace` as V8 has them: the frames are
//! noted when an error is made, the text is made when somebody reads it.
//!
//! Invariant: the engine's hook for preparing traces is [`keep_sites`] from the context's start
//! on; what scripts assign to `Error.prepareStackTrace` never reaches it.

use super::Engine;
use rquickjs_sys as q;
use std::ffi::c_int;

const SCRIPT: &str = include_str!("stack_traces.js");

/// What the engine calls with an error and its call sites, and whose answer it keeps as the stack.
unsafe extern "C" fn keep_sites(
    ctx: *mut q::JSContext,
    _: q::JSValue,
    argc: c_int,
    argv: *mut q::JSValue,
) -> q::JSValue {
    if argc < 2 {
        return q::JS_UNDEFINED;
    }
    // SAFETY: `argc` live values, borrowed for the call; the answer is a copy.
    unsafe { q::JS_DupValue(ctx, *argv.add(1)) }
}

/// Installs all of it on a fresh context; once, before any other script.
pub fn install(engine: &Engine) {
    // SAFETY: the engine's own context is live.
    unsafe { install_on(engine.ctx) };
}

/// The same on a context beside the engine's own.
///
/// # Safety
/// `ctx` is live.
pub unsafe fn install_on(ctx: *mut q::JSContext) {
    // SAFETY: a live context by contract; everything made here is freed, and the script's text ends
    // with a NUL.
    unsafe {
        let text = std::ffi::CString::new(SCRIPT).unwrap_or_default();
        let script = q::JS_Eval(
            ctx,
            text.as_ptr(),
            SCRIPT.len() as _,
            c"napkin:stack_traces".as_ptr(),
            q::JS_EVAL_TYPE_GLOBAL as c_int,
        );
        let mut keep_sites = q::JS_NewCFunction2(
            ctx,
            Some(keep_sites),
            c"keepSites".as_ptr(),
            2,
            q::JSCFunctionEnum_JS_CFUNC_generic,
            0,
        );
        let done = q::JS_Call(ctx, script, q::JS_UNDEFINED, 1, &raw mut keep_sites);
        let installed = done.tag != q::JS_TAG_EXCEPTION as i64;
        debug_assert!(installed, "the script must run on a fresh context");
        if !installed {
            // No memory: stacks stay as the engine prints them.
            q::JS_FreeValue(ctx, q::JS_GetException(ctx));
        }
        for value in [done, keep_sites, script] {
            q::JS_FreeValue(ctx, value);
        }
    }
}
