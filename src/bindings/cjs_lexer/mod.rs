//! `internalBinding('cjs_lexer')`: under which names a CommonJS module can be imported.
//!
//! Node's rules, which are those of the package cjs-module-lexer: known forms of assignments to
//! `exports` and `module.exports` are found in the text, without running or parsing it
//! (`exports.rs`); what stands in strings, comments and regular expressions is skipped (`tokens.rs`).

mod exports;
mod tokens;

use napi_derive::{CallContext, Env, Object, Result};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("parse", parse)
}

/// `parse(source)`: names, and specifiers of what is exported whole.
fn parse(cx: CallContext<'_>) -> Result<Vec<Vec<String>>> {
    let source: String = cx.arg(0)?;
    let found = exports::find(&source);
    Ok(vec![found.names, found.reexports])
}
