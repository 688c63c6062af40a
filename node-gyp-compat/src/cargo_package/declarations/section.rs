//! The section of a library that holds the declarations.
//!
//! It holds text and no pointers, so it is read from the file, whatever system that is for. In a
//! universal Mach-O file the libraries are the same for each processor: the first is read.

use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::read::{Error, ReadRef};
use object::{BinaryFormat, File, FileKind, Object, ObjectSection};

use crate::diagnostic::{Diagnostic, Result};

/// The bytes, or nothing if there is no such section.
pub fn contents(library: &[u8]) -> Result<Option<Vec<u8>>> {
    read(library).map_err(|error| {
        Diagnostic::new(format!("the library that was built cannot be read: {error}"))
            .note("expected a whole ELF, Mach-O or PE library")
            .help("remove it and build again: napkin clean build")
    })
}

fn read(library: &[u8]) -> std::result::Result<Option<Vec<u8>>, Error> {
    match FileKind::parse(library)? {
        FileKind::MachOFat32 => read_first(library, MachOFatFile32::parse(library)?.arches()),
        FileKind::MachOFat64 => read_first(library, MachOFatFile64::parse(library)?.arches()),
        _ => read_one(library),
    }
}

fn read_first<A: FatArch>(
    library: &[u8],
    arches: &[A],
) -> std::result::Result<Option<Vec<u8>>, Error> {
    match arches.first() {
        Some(arch) => read_one(arch.data(library)?),
        None => Ok(None),
    }
}

fn read_one<'data>(library: impl ReadRef<'data>) -> std::result::Result<Option<Vec<u8>>, Error> {
    let file = File::parse(library)?;
    let name = match file.format() {
        BinaryFormat::Elf => "napi_derive_types",
        BinaryFormat::MachO => "napi_types",
        BinaryFormat::Pe => ".napit",
        _ => return Ok(None),
    };
    let mut found = None;
    for section in file.sections() {
        if section.name_bytes()? == name.as_bytes() {
            found.get_or_insert_with(Vec::new).extend_from_slice(section.data()?);
        }
    }
    Ok(found)
}
