//! `stack`, `Error.captureStackTrace` and `Error.prepareStackTrace` as V8 has them: the frames are
//! noted when an error is made, the text is made when somebody reads it.
//!
//! Invariant: the engine's hook for preparing traces is [`keep_sites`] from the context's start
//! on; what scripts assign to `Error.prepareStackTrace` never reaches it.

use super::Engine;
use crate::engine::seam::{Functions, Outcome, Scopes};
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
    let mark = engine.mark();
    let installed = run(engine);
    debug_assert!(installed.is_ok(), "the script must run on a fresh context");
    if installed.is_err() {
        engine.discard_exception(); // no memory: stacks stay as the engine prints them
    }
    engine.release_to(mark);
}

fn run(engine: &Engine) -> Outcome<()> {
    let script = engine.run_script(SCRIPT.as_bytes(), c"napkin:stack_traces")?;
    // SAFETY: a plain constructor on a live context, with a static name.
    let keep_sites = engine.adopt(unsafe {
        q::JS_NewCFunction2(
            engine.ctx,
            Some(keep_sites),
            c"keepSites".as_ptr(),
            2,
            q::JSCFunctionEnum_JS_CFUNC_generic,
            0,
        )
    })?;
    engine.call(script, crate::engine::Primitives::undefined(engine), &[keep_sites]).map(drop)
}
