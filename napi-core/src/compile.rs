//! Compiling scripts ahead of time, for a build script that embeds a runtime's own JavaScript.

use crate::engine::Engine;
use crate::runtime::Runtime;

/// Compiles classic scripts to the engine's bytecode, to be run by
/// [`crate::Scope::run_bytecode`] of the same build, which wants the bytes aligned to 8 and for ever.
pub struct Compiler {
    runtime: Runtime,
}

impl Compiler {
    /// A compiler with an engine of its own.
    ///
    /// # Errors
    /// When the engine cannot be made.
    pub fn new() -> Result<Compiler, String> {
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        Ok(Compiler { runtime })
    }

    /// The bytecode of a script; `file` is its name in stack traces.
    ///
    /// # Errors
    /// The SyntaxError as text.
    pub fn compile(&self, source: &str, file: &str) -> Result<Vec<u8>, String> {
        let file = std::ffi::CString::new(file).map_err(|error| error.to_string())?;
        self.runtime.enter(|scope| {
            let engine: &Engine = scope.runtime().engine();
            engine
                .compile_to_bytecode(source.as_bytes(), &file)
                .map_err(|_| scope.describe(scope.take_exception()))
        })
    }
}
