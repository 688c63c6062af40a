//! TypeScript declarations of an addon, out of the library that was built.
//!
//! ```text
//! section    a library file (ELF, Mach-O, PE) to the bytes that napi-derive left in it
//! records    those bytes to records, one for each declaration
//! model      records to namespaces and declarations, in order; what contradicts itself
//! names      how a declared type is called from where it is used
//! layout     signatures and unions in lines that are not too long
//! render     all of it as the text of an index.d.ts
//! ```
//!
//! The library may be for any system, and may be damaged: whatever the bytes are, the answer is
//! declarations or an error that says what was found.

mod layout;
mod model;
mod names;
mod records;
mod render;
mod section;
#[cfg(test)]
mod test_images;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::diagnostic::{ErrorKind, Result};
pub use names::is_identifier;

/// Keys of members that a project's own `lib` may be too old for, and what tells of them.
const DISPOSAL: [&str; 2] = ["[Symbol.dispose]", "[Symbol.asyncDispose]"];
const DISPOSAL_TYPES: &str = "/// <reference lib=\"esnext.disposable\" />\n\n";

/// What an addon declares.
#[derive(Debug)]
pub struct Declarations {
    /// The text after the first lines, which the caller writes.
    pub text: String,
    /// What the addon exports at run time, in the order of the text.
    pub exports: Vec<String>,
    /// What could not be declared as it was meant, each with its place in the Rust source.
    pub warnings: Vec<String>,
}

/// The declarations in a library, whose file is named in errors; none if napi-derive left none.
pub fn of_library(file: &Path, bytes: &[u8]) -> Result<Option<Declarations>> {
    of_bytes(bytes).map_err(|error| {
        let about = format!("the declarations are those in {}", file.display());
        error.kind(ErrorKind::Build).note(about)
    })
}

pub fn of_bytes(library: &[u8]) -> Result<Option<Declarations>> {
    match section::contents(library)? {
        Some(contents) => of_contents(&contents).map(Some),
        None => Ok(None),
    }
}

/// From the contents of the section.
pub fn of_contents(contents: &[u8]) -> Result<Declarations> {
    let mut warnings = Vec::new();
    let model = model::Model::new(records::read(contents)?, &mut warnings)?;
    let mut text = render::render(&model, &mut warnings);
    if DISPOSAL.iter().any(|symbol| text.contains(symbol)) {
        text.insert_str(0, DISPOSAL_TYPES);
    }
    Ok(Declarations { text, exports: model.exports(), warnings })
}
