//! From a source text to a module that knows what it requests, with nothing behind it yet.

use super::super::Engine;
use super::hooks::{self, Asking};
use super::{Entry, Handle};
use crate::engine::module_graph::Header;
use crate::engine::seam::{ModuleRequest, ModuleStage, Outcome, Thrown};
use rquickjs_sys as q;
use std::ffi::{CStr, c_char, c_int};

/// A context in which modules are compiled only to be written out as bytecode.
pub struct Scratch {
    ctx: *mut q::JSContext,
    /// Bytes of source it has compiled.
    used: usize,
}

/// When a scratch context is given up, with the code in it.
const ENOUGH: usize = 1 << 20;

impl Scratch {
    fn new(engine: &Engine) -> Outcome<Scratch> {
        // SAFETY: the runtime is live; the context gets only what compiling needs.
        unsafe {
            let ctx = q::JS_NewContextRaw(engine.rt);
            if ctx.is_null() {
                return Err(engine.refuse("out of memory while compiling a module"));
            }
            q::JS_AddIntrinsicEval(ctx);
            q::JS_AddIntrinsicRegExpCompiler(ctx);
            Ok(Scratch { ctx, used: 0 })
        }
    }

    /// Gives it up, with all it compiled.
    pub fn free(self) {
        // SAFETY: the context is ours, and no value of it was kept.
        unsafe { q::JS_FreeContext(self.ctx) };
    }
}

/// A source text as the engine wants it: with a NUL behind it.
fn terminated(source: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(source.len() + 1);
    text.extend_from_slice(source);
    text.push(0);
    text
}

/// Compiles without running; an owned module or an exception.
///
/// # Safety
/// `ctx` is live.
pub unsafe fn compile_in(ctx: *mut q::JSContext, source: &[u8], name: &CStr) -> q::JSValue {
    let text = terminated(source);
    let mut options = q::JSEvalOptions {
        version: q::JS_EVAL_OPTIONS_VERSION as c_int,
        eval_flags: (q::JS_EVAL_TYPE_MODULE | q::JS_EVAL_FLAG_COMPILE_ONLY) as c_int,
        filename: name.as_ptr(),
        line_num: 1,
    };
    // SAFETY: `source.len()` bytes followed by a NUL; options and name live for the call.
    unsafe { q::JS_Eval2(ctx, text.as_ptr().cast::<c_char>(), source.len() as _, &raw mut options) }
}

/// See [`crate::engine::Modules::compile_module`].
pub fn compile(engine: &Engine, source: &[u8], name: &CStr) -> Outcome<Handle> {
    hooks::install(engine);
    let mut scratch = match engine.modules.scratch.take() {
        Some(scratch) => scratch,
        None => Scratch::new(engine)?,
    };
    scratch.used += source.len();
    let (bytecode, requests) = to_bytecode(engine, &scratch, source, name);
    if scratch.used < ENOUGH {
        engine.modules.scratch.set(Some(scratch));
    } else {
        scratch.free();
    }
    let Some(bytecode) = bytecode else {
        return Err(throw_syntax_error(engine, source, name));
    };
    let Some(header) = Header::read(engine, &bytecode) else {
        return Err(engine.refuse("the engine wrote bytecode in a form that is not known"));
    };
    engine.modules.asking.replace(Asking::Reads);
    // SAFETY: bytes that this engine wrote just now.
    let module = unsafe {
        let flags = q::JS_READ_OBJ_BYTECODE as c_int;
        q::JS_ReadObject(engine.ctx, bytecode.as_ptr(), bytecode.len() as _, flags)
    };
    engine.modules.asking.replace(Asking::ForImport);
    if module.tag != i64::from(q::JS_TAG_MODULE) {
        return Err(Thrown);
    }
    // SAFETY: the tag says that it is a module; the context owns it for its whole life.
    let definition = unsafe { module.u.ptr.cast::<q::JSModuleDef>() };
    let meta_of = engine.modules.meta_of(name).unwrap_or(definition);
    let record = engine.add_module(Entry {
        definition,
        meta_of,
        name: name.to_bytes().to_vec(),
        dependencies: requests.is_empty().then(Vec::new),
        requests,
        header,
        resolved: false,
        is_gone: false,
        stage: ModuleStage::Unlinked,
    });
    // The engine has no hook for import.meta, so it is filled in before anything runs: for those
    // modules that may mention it.
    if source.windows(4).any(|word| word == b"meta") {
        hooks::fill_meta(engine, meta_of, name)?;
    }
    Ok(record)
}

/// The module's bytecode, `None` when it does not compile, and what it requests.
fn to_bytecode(
    engine: &Engine,
    scratch: &Scratch,
    source: &[u8],
    name: &CStr,
) -> (Option<Vec<u8>>, Vec<ModuleRequest>) {
    engine.modules.asking.replace(Asking::Compiles(Vec::new()));
    // SAFETY: the scratch context is live; the compiled module and the exception are given up
    // here, the bytes are copied before they are freed.
    let bytecode = unsafe {
        let ctx = scratch.ctx;
        let module = compile_in(ctx, source, name);
        let (mut length, mut data) = (0, std::ptr::null_mut());
        if module.tag == i64::from(q::JS_TAG_MODULE) {
            let flags = q::JS_WRITE_OBJ_BYTECODE as c_int;
            data = q::JS_WriteObject(ctx, &raw mut length, module, flags);
        }
        q::JS_FreeValue(ctx, module);
        if data.is_null() {
            q::JS_FreeValue(ctx, q::JS_GetException(ctx));
            None
        } else {
            let bytes = std::slice::from_raw_parts(data, length as usize).to_vec();
            q::js_free(ctx, data.cast());
            Some(bytes)
        }
    };
    match engine.modules.asking.replace(Asking::ForImport) {
        Asking::Compiles(requests) => (bytecode, requests),
        _ => (bytecode, Vec::new()),
    }
}

/// Compiles in the real context what does not compile, for an error of that context.
fn throw_syntax_error(engine: &Engine, source: &[u8], name: &CStr) -> Thrown {
    engine.modules.asking.replace(Asking::Compiles(Vec::new()));
    // SAFETY: the context is live; what compiles against expectation stays the context's.
    let module = unsafe { compile_in(engine.ctx, source, name) };
    engine.modules.asking.replace(Asking::ForImport);
    if module.tag == i64::from(q::JS_TAG_EXCEPTION) {
        return Thrown;
    }
    engine.refuse("a module could not be compiled; there may be no memory left")
}
