//! Whether a library says what a host is to run: a function of a known name, or a call of
//! `napi_module_register` when it is loaded.
//!
//! What does neither loads nowhere ("Module did not self-register"), and nothing fails before.

use std::path::Path;

use object::{File, NameOrOrdinal, Object};

/// The function that hosts look for.
const FUNCTION: &[u8] = b"napi_register_module_v1";
/// What a constructor calls instead.
const CALL: &[u8] = b"napi_module_register";

/// What to tell the user of a library (its bytes) that registers no module. One of no known format
/// is reported by who needs its contents.
pub fn warning(library: &[u8], product: &Path) -> Option<String> {
    let registers = registers(library)?;
    (!registers).then(|| {
        format!(
            "{} registers no module, so nothing can load it: expected the exported function \
             napi_register_module_v1; with napi-derive, write napi_derive::module!(); in \
             src/lib.rs",
            product.display()
        )
    })
}

/// Nothing if it cannot be told.
fn registers(library: &[u8]) -> Option<bool> {
    let file = File::parse(library).ok()?;
    let exported = file.exports().ok()?.flatten().any(|export| is(export.name(), FUNCTION));
    Some(exported || file.imports().ok()?.flatten().any(|import| is(import.name(), CALL)))
}

/// Mach-O puts an underscore before the names of C.
fn is(name: NameOrOrdinal<&[u8]>, wanted: &[u8]) -> bool {
    match name {
        NameOrOrdinal::Name(name) => name == wanted || name.strip_prefix(b"_") == Some(wanted),
        NameOrOrdinal::Ordinal(_) => false,
    }
}
