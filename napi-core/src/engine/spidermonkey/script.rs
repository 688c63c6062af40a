//! Source text and bytecode: evaluating scripts, and what the build keeps.
//!
//! Bytecode is an engine's private format: it is made at build time by the very engine that will
//! read it, and never read from anywhere else. The engine reads its instructions and strings where
//! they lie, so it must never go away.

use super::{Engine, Handle, unbound};
use crate::engine::seam::{Outcome, Thrown};
use mozjs_sys::glue;
use mozjs_sys::jsapi::mozilla::{RangedPtr, Utf8Unit};
use mozjs_sys::jsapi::{
    JS, JS_ExecuteScript, JS_IsExceptionPending, JS_ReportErrorASCII, JS_ReportOutOfMemory,
    JSScript,
};
use std::borrow::Cow;
use std::ffi::CStr;
use std::marker::PhantomData;

/// Built-in scripts are compiled whole: nothing is left to be parsed when they run.
const EVERYTHING: JS::DelazificationOption = JS::DelazificationOption::ParseEverythingEagerly;

/// Evaluates a classic script; the completion value.
pub fn run(engine: &Engine, source: &[u8], file: &CStr) -> Outcome<Handle> {
    run_as(engine, source, &Options::new(engine, file)?)
}

/// The same with options of the caller's.
pub(super) fn run_as(engine: &Engine, source: &[u8], options: &Options) -> Outcome<Handle> {
    let text = well_formed(source);
    let mut text = source_text(&text);
    let result = engine.blank();
    // SAFETY: text and options live for the call; the engine copies what it keeps.
    let ran = unsafe { JS::Evaluate2(engine.cx, options.0, &raw mut text, result.out()) };
    engine.done(ran, result)
}

/// UTF-8 as the engine demands it: what is malformed becomes U+FFFD.
pub(super) fn well_formed(source: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(source)
}

/// Text for the engine's compiler, borrowed.
pub(super) fn source_text(text: &str) -> JS::SourceText<Utf8Unit> {
    JS::SourceText {
        units_: text.as_ptr().cast(),
        length_: text.len() as u32,
        ownsUnits_: false,
        _phantom_0: PhantomData,
    }
}

/// How a script is compiled; freed when dropped.
pub(super) struct Options(pub *mut JS::ReadOnlyCompileOptions);

impl Options {
    /// The usual, for a script that begins at the first line of `file`.
    pub(super) fn new(engine: &Engine, file: &CStr) -> Outcome<Options> {
        Options::from_line(engine, file, 1)
    }

    /// For a script that begins at this line of `file`.
    pub(super) fn from_line(engine: &Engine, file: &CStr, line: u32) -> Outcome<Options> {
        // SAFETY: a live context; the name is copied.
        let options = unsafe { glue::NewCompileOptions(engine.cx, file.as_ptr(), line) };
        if options.is_null() { Err(engine.out_of_memory()) } else { Ok(Options(options)) }
    }
}

impl Drop for Options {
    fn drop(&mut self) {
        // SAFETY: made by `NewCompileOptions`, freed once.
        unsafe { glue::DeleteCompileOptions(self.0) };
    }
}

/// A script compiled for no context in particular; let go of when dropped.
struct Stencil(*mut JS::Stencil);

impl Drop for Stencil {
    fn drop(&mut self) {
        // SAFETY: one reference is ours.
        unsafe { JS::StencilRelease(self.0) };
    }
}

/// A compiler that needs no context but tells its errors to one; freed when dropped.
struct Frontend(*mut JS::FrontendContext);

impl Drop for Frontend {
    fn drop(&mut self) {
        // SAFETY: made by `NewFrontendContext`, freed once.
        unsafe { JS::DestroyFrontendContext(self.0) };
    }
}

impl Engine {
    #[cold]
    fn out_of_memory(&self) -> Thrown {
        // SAFETY: a live context.
        unsafe { JS_ReportOutOfMemory(self.cx) };
        self.thrown()
    }

    #[cold]
    fn unreadable_bytecode(&self) -> Thrown {
        let text = c"this bytecode was made by another build: build the program again";
        // SAFETY: a live context and a format without parameters.
        unsafe {
            if !JS_IsExceptionPending(self.cx) {
                JS_ReportErrorASCII(self.cx, text.as_ptr());
            }
        }
        self.thrown()
    }

    /// Compiles a script without running it, for [`Engine::run_bytecode`].
    ///
    /// # Errors
    /// A SyntaxError, waiting in the engine.
    pub fn compile_to_bytecode(&self, source: &[u8], file: &CStr) -> Outcome<Vec<u8>> {
        let text = well_formed(source);
        let options = Options::new(self, file)?;
        // SAFETY: ours alone.
        unsafe {
            (*options.0)._base.eagerDelazificationStrategy_ = EVERYTHING;
            (*options.0)._base.discardSource = true;
        }
        // SAFETY: everything lives for the calls; NULL results are checked.
        unsafe {
            let frontend = Frontend(JS::NewFrontendContext());
            if frontend.0.is_null() {
                return Err(self.out_of_memory());
            }
            let mut made = std::mem::zeroed();
            let mut text = source_text(&text);
            glue::CompileGlobalScriptToStencil_C(
                frontend.0,
                options.0,
                &raw mut text,
                &raw mut made,
            );
            let stencil = Stencil(made.mRawPtr);
            if stencil.0.is_null() {
                std::mem::forget(stencil);
                JS::ConvertFrontendErrorsToRuntimeErrors(self.cx, frontend.0, options.0);
                return Err(self.thrown());
            }
            unbound::encode_stencil(self.cx, stencil.0).ok_or_else(|| self.out_of_memory())
        }
    }

    /// Runs what [`Engine::compile_to_bytecode`] made; the completion value.
    ///
    /// # Safety
    /// `bytecode` was made by `compile_to_bytecode` of the same build of the same engine, and lies at
    /// an address that is a multiple of 8.
    ///
    /// # Errors
    /// What the script throws.
    pub unsafe fn run_bytecode(&self, bytecode: &'static [u8]) -> Outcome<Handle> {
        let result = self.blank();
        // SAFETY: trusted bytes by contract; the options' zeroes are the engine's own defaults.
        unsafe {
            let mut options: JS::ReadOnlyDecodeOptions = std::mem::zeroed();
            options.borrowBuffer = true;
            options.usePinnedBytecode = true;
            let ends = bytecode.as_ptr_range();
            let range = JS::TranscodeRange {
                _phantom_0: PhantomData,
                mStart: RangedPtr { _phantom_0: PhantomData, mPtr: ends.start.cast_mut() },
                mEnd: RangedPtr { _phantom_0: PhantomData, mPtr: ends.end.cast_mut() },
            };
            let mut decoded = std::ptr::null_mut();
            let read =
                JS::DecodeStencil(self.cx, &raw const options, &raw const range, &raw mut decoded);
            if read != JS::TranscodeResult::Ok {
                return Err(self.unreadable_bytecode());
            }
            let stencil = Stencil(decoded);
            let options: JS::InstantiateOptions = std::mem::zeroed();
            let mut script = JS::Rooted::<*mut JSScript>::new_unrooted(std::ptr::null_mut());
            JS::Rooted::add_to_root_stack(&raw mut script, self.cx);
            script.data = JS::InstantiateGlobalStencil(
                self.cx,
                &raw const options,
                stencil.0,
                std::ptr::null_mut(),
            );
            let handle = JS::Handle::from_marked_location(&raw const script.data);
            let ran = !script.data.is_null() && JS_ExecuteScript(self.cx, handle, result.out());
            script.remove_from_root_stack();
            self.done(ran, result)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Errors, Functions, Objects, Primitives, Strings};

    const SCRIPT: &[u8] = b"(function add(a) { const one = 1; return a + one; })";

    /// Bytecode where the engine may read numbers out of it, for ever.
    fn leaked(bytecode: &[u8]) -> &'static [u8] {
        let mut words = vec![0u64; bytecode.len().div_ceil(8)];
        for (word, bytes) in words.iter_mut().zip(bytecode.chunks(8)) {
            let mut all = [0; 8];
            all[..bytes.len()].copy_from_slice(bytes);
            *word = u64::from_ne_bytes(all);
        }
        let words: &'static [u64] = words.leak();
        // SAFETY: the bytes of live words, no more than there are.
        unsafe { std::slice::from_raw_parts(words.as_ptr().cast(), bytecode.len()) }
    }

    #[test]
    fn bytecode_runs_in_another_engine_than_it_was_made_by() {
        let bytecode = {
            let maker = Engine::new().expect("an engine");
            leaked(&maker.compile_to_bytecode(SCRIPT, c"add.js").expect("a script"))
        };
        let engine = Engine::new().expect("an engine");
        // SAFETY: made above.
        let add = unsafe { engine.run_bytecode(bytecode) }.expect("a function");
        let sum = engine.call(add, engine.undefined(), &[engine.number(2.0)]).expect("a sum");
        assert_eq!(engine.number_value(sum), Some(3.0));
        let wrong = engine.compile_to_bytecode(b"(", c"wrong.js");
        assert!(wrong.is_err() && engine.is_error(engine.take_exception()));
    }

    #[test]
    fn bytecode_of_another_build_is_refused() {
        let engine = Engine::new().expect("an engine");
        let mut bytecode = engine.compile_to_bytecode(SCRIPT, c"add.js").expect("a script");
        let mark = b"napi-core";
        let place = bytecode.windows(mark.len()).position(|bytes| bytes == mark);
        bytecode[place.expect("it is marked")] = b'N';
        // SAFETY: the mark is all that is read.
        assert!(unsafe { engine.run_bytecode(leaked(&bytecode)) }.is_err());
        let error = engine.take_exception();
        let message = engine.get_named(error, b"message").expect("a property");
        let text = engine.with_utf8(message, |text| String::from_utf8_lossy(text).into_owned());
        assert!(text.expect("a text").contains("another build"));
    }
}
