//! Reading an ELF library as the system's loader will, before it does: segments, and the dynamic
//! section's symbols and libraries.
//!
//! Invariants: nothing is read that is not known to lie in the file; every allocation is bounded;
//! sections are not relied on (they may be stripped), but where a file has them they must be whole,
//! for their table is the last thing in the file and tells of a file that was cut off.

// On machines of 32 bits the words are not u64 yet.
#![allow(clippy::useless_conversion)]

use super::error::Problem;
use object::NativeEndian;
use object::elf;
use object::read::ReadRef;
use object::read::elf::{Dyn, FileHeader, ProgramHeader, Sym};

#[cfg(target_pointer_width = "64")]
type Header = elf::FileHeader64<NativeEndian>;
#[cfg(target_pointer_width = "32")]
type Header = elf::FileHeader32<NativeEndian>;
type Segment = <Header as FileHeader>::ProgramHeader;
type Symbol = <Header as FileHeader>::Sym;

const ORDER: NativeEndian = NativeEndian;

/// Larger tables are not those of an addon; keeps a damaged file from being read whole.
const LARGEST_TABLE: u64 = 64 << 20;

/// What a library wants from others.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Wants<'data> {
    /// Symbols that must be found, or it cannot be loaded.
    pub symbols: Vec<&'data [u8]>,
    /// Libraries it depends on.
    pub libraries: Vec<&'data [u8]>,
}

/// Reads a library for this machine (see `format.rs`).
pub fn read<'data, R: ReadRef<'data>>(data: R) -> Result<Wants<'data>, Problem> {
    let length = data.len().map_err(|()| Problem::Damaged("its length cannot be told"))?;
    let header = data
        .read_at::<Header>(0)
        .map_err(|()| Problem::Truncated { needed: size_of::<Header>() as u64, present: length })?;
    let segments = segments(header, data, length)?;
    match header.e_type(ORDER) {
        elf::ET_DYN => {}
        elf::ET_REL => return Err(Problem::NotShared("an object file (.o), not yet linked")),
        elf::ET_EXEC => return Err(Problem::NotShared("a program")),
        elf::ET_CORE => return Err(Problem::NotShared("a memory dump (core)")),
        _ => return Err(Problem::Damaged("its ELF type is none that exists")),
    }
    let dynamic = segments.iter().find(|segment| segment.p_type(ORDER) == elf::PT_DYNAMIC);
    let dynamic = dynamic.ok_or(Problem::Damaged("object file has no dynamic section"))?;
    let (offset, size) = dynamic.file_range(ORDER);
    let entries = table::<<Header as FileHeader>::Dyn, R>(data, offset, size)
        .ok_or(Problem::Damaged("its dynamic section is out of range"))?;
    Dynamic::new(entries).wants(data, segments, length)
}

/// The program headers, after checking that all they speak of is in the file.
fn segments<'data, R: ReadRef<'data>>(
    header: &Header,
    data: R,
    length: u64,
) -> Result<&'data [Segment], Problem> {
    let end = |offset: u64, count: u16, size: u16| {
        offset.saturating_add(u64::from(count) * u64::from(size))
    };
    let headers_end =
        end(header.e_phoff(ORDER).into(), header.e_phnum(ORDER), header.e_phentsize(ORDER));
    if headers_end > length {
        return Err(Problem::Truncated { needed: headers_end, present: length });
    }
    let segments = header.program_headers(ORDER, data);
    let segments = segments.map_err(|_| Problem::Damaged("its program headers make no sense"))?;
    let sections = header.e_shoff(ORDER).into();
    let mut needed = match sections {
        0 => 0,
        offset => end(offset, header.e_shnum(ORDER), header.e_shentsize(ORDER)),
    };
    for segment in segments {
        let kind = segment.p_type(ORDER);
        if kind == elf::PT_LOAD || kind == elf::PT_DYNAMIC {
            let (offset, size) = segment.file_range(ORDER);
            needed = needed.max(offset.saturating_add(size));
        }
    }
    if needed > length {
        return Err(Problem::Truncated { needed, present: length });
    }
    Ok(segments)
}

/// `size` bytes at `offset` as whole entries.
fn table<'data, T: object::Pod, R: ReadRef<'data>>(
    data: R,
    offset: u64,
    size: u64,
) -> Option<&'data [T]> {
    if size > LARGEST_TABLE {
        return None;
    }
    let count = usize::try_from(size).ok()? / size_of::<T>();
    data.read_slice_at(offset, count).ok()
}

/// The entries of the dynamic section that matter here; addresses as in memory.
#[derive(Default)]
struct Dynamic {
    symbols: Option<u64>,
    strings: Option<u64>,
    strings_size: u64,
    hash: Option<u64>,
    gnu_hash: Option<u64>,
    is_program: bool,
    libraries: Vec<u64>,
}

impl Dynamic {
    fn new(entries: &[<Header as FileHeader>::Dyn]) -> Dynamic {
        let mut dynamic = Dynamic::default();
        for entry in entries {
            let value: u64 = entry.d_val(ORDER).into();
            match entry.d_tag(ORDER) {
                elf::DT_NULL => break,
                elf::DT_SYMTAB => dynamic.symbols = Some(value),
                elf::DT_STRTAB => dynamic.strings = Some(value),
                elf::DT_STRSZ => dynamic.strings_size = value,
                elf::DT_HASH => dynamic.hash = Some(value),
                elf::DT_GNU_HASH => dynamic.gnu_hash = Some(value),
                elf::DT_NEEDED => dynamic.libraries.push(value),
                elf::DT_FLAGS_1 => dynamic.is_program = value & PIE != 0,
                _ => {}
            }
        }
        dynamic
    }

    fn wants<'data, R: ReadRef<'data>>(
        &self,
        data: R,
        segments: &[Segment],
        length: u64,
    ) -> Result<Wants<'data>, Problem> {
        if self.is_program {
            return Err(Problem::NotShared("a program"));
        }
        let at = |address: Option<u64>| address.and_then(|address| file_offset(segments, address));
        let (Some(symbols), Some(strings)) = (at(self.symbols), at(self.strings)) else {
            return Err(Problem::Damaged("its dynamic section names no symbols or strings"));
        };
        let strings = table::<u8, R>(data, strings, self.strings_size)
            .ok_or(Problem::Damaged("its table of names is out of range"))?;
        let count = self.count_symbols(data, segments)?;
        let size = count.saturating_mul(size_of::<Symbol>() as u64);
        if symbols.saturating_add(size) > length {
            return Err(Problem::Damaged("its table of symbols is out of range"));
        }
        let symbols = table::<Symbol, R>(data, symbols, size)
            .ok_or(Problem::Damaged("its table of symbols is out of range"))?;
        let name = |at: u64| usize::try_from(at).ok().and_then(|at| name_at(strings, at));
        Ok(Wants {
            symbols: symbols
                .iter()
                .filter(|symbol| symbol.is_undefined(ORDER) && symbol.st_bind() == elf::STB_GLOBAL)
                .filter_map(|symbol| name(symbol.st_name(ORDER).into()))
                .filter(|name| !name.is_empty())
                .collect(),
            libraries: self.libraries.iter().filter_map(|at| name(*at)).collect(),
        })
    }

    /// How many symbols the table has, at least all the undefined ones: no field says it.
    fn count_symbols<'data, R: ReadRef<'data>>(
        &self,
        data: R,
        segments: &[Segment],
    ) -> Result<u64, Problem> {
        let field = |address: u64, index: u64| {
            let offset = file_offset(segments, address)?.checked_add(index * 4)?;
            data.read_at::<object::U32<NativeEndian>>(offset)
                .ok()
                .map(|word| u64::from(word.get(ORDER)))
        };
        if let Some(hash) = self.hash {
            // The second word counts the chains, one for each symbol.
            return field(hash, 1).ok_or(Problem::Damaged("its symbol hash is out of range"));
        }
        if let Some(hash) = self.gnu_hash {
            // The second word is the first symbol that is hashed; those before it are not defined.
            let first =
                field(hash, 1).ok_or(Problem::Damaged("its symbol hash is out of range"))?;
            if first > 1 {
                return Ok(first);
            }
        }
        // Nothing is hashed, so nothing is defined. The names follow the symbols by convention.
        let size = self.strings.unwrap_or(0).saturating_sub(self.symbols.unwrap_or(0));
        Ok(size / size_of::<Symbol>() as u64)
    }
}

/// `DF_1_PIE`: a program, whatever its type says.
const PIE: u64 = 0x0800_0000;

/// Where in the file the byte is that will be at `address` in memory.
fn file_offset(segments: &[Segment], address: u64) -> Option<u64> {
    segments.iter().filter(|segment| segment.p_type(ORDER) == elf::PT_LOAD).find_map(|segment| {
        let (offset, size) = segment.file_range(ORDER);
        let inside = address.checked_sub(segment.p_vaddr(ORDER).into())?;
        if inside < size { offset.checked_add(inside) } else { None }
    })
}

/// The name at this place of a string table.
fn name_at(strings: &[u8], at: usize) -> Option<&[u8]> {
    let rest = strings.get(at..)?;
    rest.iter().position(|byte| *byte == 0).map(|end| &rest[..end])
}
