//! Modules without a source text.
//!
//! The engine has such modules, but fills them when they are made, not in the order of evaluation.
//! So these get a source text: a variable for each export, set from here by way of the module's
//! environment, and a call of the function that fills them, which is found in `import.meta`.

use super::super::slots::Pinned;
use super::super::{Engine, Handle};
use crate::engine::seam::Outcome;
use mozjs_sys::jsapi::{JS, JS_SetProperty, JSObject};
use std::ffi::{CStr, CString};
use std::fmt::Write;

/// What stack traces call the text: it is no part of the file that the module stands for.
pub const FILE: &CStr = c"node:internal/modules/synthetic";

/// What the function that fills the module is called in its `import.meta`.
pub const FILL: &CStr = c"fill";

/// The text of a module with these exports.
pub fn source(names: &[Vec<u8>]) -> String {
    let mut text = String::from("(0,import.meta.fill)();");
    for (index, name) in names.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(text, "var e{index};export{{e{index} as {}}};", literal(name));
    }
    text
}

/// A string literal; `name` is UTF-8.
fn literal(name: &[u8]) -> String {
    let mut text = String::from("\"");
    for unit in String::from_utf8_lossy(name).encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some(plain) if plain.is_ascii_alphanumeric() || plain == '_' => text.push(plain),
            _ => {
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text.push('"');
    text
}

/// Sets the export with this index, in a linked module.
pub fn set_export(
    engine: &Engine,
    module: &Pinned<'_, *mut JSObject>,
    index: usize,
    value: Handle,
) -> Outcome<()> {
    let name = CString::new(format!("e{index}")).unwrap_or_default();
    // SAFETY: a live, linked module, which has an environment; the variable is one of its own.
    engine.check(unsafe {
        let environment = engine.pin(JS::GetModuleEnvironment(engine.cx, module.handle()));
        JS_SetProperty(engine.cx, environment.handle(), name.as_ptr(), value.js())
    })
}
