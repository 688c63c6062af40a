//! What a module imports and exports, read from the beginning of its bytecode.
//!
//! QuickJS tells this in no other way. The bytecode was made a moment ago by the same engine; a
//! test compiles a module with everything in it, so a change of the format cannot go unnoticed.

use super::super::Engine;
use crate::engine::module_graph::{Header, Import, Indirect};
use crate::engine::seam::{Primitives, Scopes, Strings};
use rquickjs_sys as q;

impl Header {
    /// Reads it; `None` when the bytes are not those of a module.
    pub fn read(engine: &Engine, bytecode: &[u8]) -> Option<Header> {
        // A version and a checksum come first.
        let mut reader = Reader { bytes: bytecode.get(5..)?, names: Vec::new(), first: 0, engine };
        reader.read_names()?;
        if reader.byte()? != MODULE {
            return None;
        }
        // The module's own name, a URL, is none of the engine's own names and so the first of the
        // table: it tells the number from which that counts.
        reader.first = reader.number()? >> 1;
        for _ in 0..reader.number()? {
            reader.number()?; // names of requests are known
        }
        let mut header = Header::default();
        for _ in 0..reader.number()? {
            if reader.byte()? == LOCAL {
                reader.number()?;
                header.local_exports.push(reader.name()?);
                continue;
            }
            let request = reader.number()? as usize;
            let name = Some(reader.name()?).filter(|name| name != b"*");
            header.indirect_exports.push(Indirect { exported: reader.name()?, name, request });
        }
        for _ in 0..reader.number()? {
            header.star_exports.push(reader.number()? as usize);
        }
        for _ in 0..reader.number()? {
            reader.number()?;
            let name = reader.name()?;
            let request = reader.number()? as usize;
            if name != b"*" {
                header.imports.push(Import { name, request });
            }
        }
        header.awaits = reader.byte()? != 0;
        Some(header)
    }
}

/// The tag of a module.
const MODULE: u8 = 13;
/// The kind of an export that the module declares itself.
const LOCAL: u8 = 0;

enum Name {
    Text(Vec<u8>),
    /// One of the engine's own.
    Known(u32),
}

struct Reader<'a> {
    bytes: &'a [u8],
    names: Vec<Name>,
    first: u32,
    engine: &'a Engine,
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn read_names(&mut self) -> Option<()> {
        for _ in 0..self.number()? {
            let kind = self.byte()?;
            let name = if kind & 0x80 != 0 {
                let high = if kind & 0x40 != 0 { self.number()? << 6 } else { 0 };
                Name::Known(high | u32::from(kind & 0x3f))
            } else {
                Name::Text(self.text()?)
            };
            self.names.push(name);
        }
        Some(())
    }

    /// A string, as UTF-8.
    fn text(&mut self) -> Option<Vec<u8>> {
        let length = self.number()?;
        let (wide, length) = (length & 1 != 0, (length >> 1) as usize);
        let size = if wide { length * 2 } else { length };
        let (bytes, rest) = self.bytes.split_at_checked(size)?;
        self.bytes = rest;
        Some(if wide {
            let units = bytes.chunks_exact(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]]));
            let text: String =
                char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect();
            text.into_bytes()
        } else {
            bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
        })
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        let number = self.number()?;
        if number & 1 != 0 {
            return Some((number >> 1).to_string().into_bytes());
        }
        let atom = match (number >> 1).checked_sub(self.first) {
            None => number >> 1,
            Some(index) => match self.names.get(index as usize)? {
                Name::Text(text) => return Some(text.clone()),
                Name::Known(atom) => *atom,
            },
        };
        let engine = self.engine;
        let mark = engine.mark();
        // SAFETY: the number of one of the engine's own names, which live as long as its runtime;
        // the string is owned.
        let text = engine.adopt(unsafe { q::JS_AtomToString(engine.ctx, atom) });
        let text = text.and_then(|text| engine.with_utf8(engine.duplicate(text), <[u8]>::to_vec));
        engine.release_to(mark);
        text.ok()
    }
}
