//! Source text and bytecode: evaluating scripts, compiling functions, and what the build keeps.
//!
//! Bytecode is an engine's private format: it is made at build time by the very engine that will
//! read it, and never read from anywhere else.

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, Thrown};
use rquickjs_sys as q;
use std::ffi::CStr;

/// Evaluates a classic script; the completion value.
pub fn run(engine: &Engine, source: &[u8], file: &CStr) -> Outcome<Handle> {
    evaluate(engine, source, file, q::JS_EVAL_TYPE_GLOBAL)
}

pub(super) fn evaluate(engine: &Engine, source: &[u8], file: &CStr, flags: u32) -> Outcome<Handle> {
    // The engine wants a NUL after the text.
    let mut text = Vec::with_capacity(source.len() + 1);
    text.extend_from_slice(source);
    text.push(0);
    // SAFETY: `source.len()` bytes followed by a NUL, alive for the call.
    engine.adopt(unsafe {
        q::JS_Eval(engine.ctx, text.as_ptr().cast(), source.len() as _, file.as_ptr(), flags as i32)
    })
}

impl Engine {
    /// Compiles a script without running it, for [`Engine::run_bytecode`].
    ///
    /// # Errors
    /// A SyntaxError, waiting in the engine.
    pub fn compile_to_bytecode(&self, source: &[u8], file: &CStr) -> Outcome<Vec<u8>> {
        let flags = q::JS_EVAL_TYPE_GLOBAL | q::JS_EVAL_FLAG_COMPILE_ONLY;
        let compiled = evaluate(self, source, file, flags)?;
        let mut len = 0;
        let options = q::JS_WRITE_OBJ_BYTECODE | q::JS_WRITE_OBJ_STRIP_SOURCE;
        // SAFETY: a live compiled script; the buffer is copied and given back.
        unsafe {
            let data = q::JS_WriteObject(self.ctx, &raw mut len, compiled.value(), options as i32);
            if data.is_null() {
                return Err(Thrown);
            }
            let bytes = std::slice::from_raw_parts(data, len as usize).to_vec();
            q::js_free(self.ctx, data.cast());
            Ok(bytes)
        }
    }

    /// Runs what [`Engine::compile_to_bytecode`] made; the completion value.
    ///
    /// # Safety
    /// `bytecode` was made by `compile_to_bytecode` of the same build of the same engine.
    ///
    /// # Errors
    /// What the script throws.
    pub unsafe fn run_bytecode(&self, bytecode: &[u8]) -> Outcome<Handle> {
        // SAFETY: trusted bytes by contract; JS_EvalFunction takes the compiled script over.
        unsafe {
            let compiled = q::JS_ReadObject(
                self.ctx,
                bytecode.as_ptr(),
                bytecode.len() as _,
                q::JS_READ_OBJ_BYTECODE as i32,
            );
            if compiled.tag == q::JS_TAG_EXCEPTION as i64 {
                return Err(Thrown);
            }
            self.adopt(q::JS_EvalFunction(self.ctx, compiled))
        }
    }
}
