//! For tests: the smallest library files of each system that hold one section.

/// Numbers of a file, one after the other.
struct Image {
    bytes: Vec<u8>,
    big_endian: bool,
}

impl Image {
    fn new(big_endian: bool) -> Image {
        Image { bytes: Vec::new(), big_endian }
    }

    fn raw(&mut self, bytes: &[u8]) -> &mut Image {
        self.bytes.extend_from_slice(bytes);
        self
    }

    /// A name in a field of fixed length.
    fn name(&mut self, name: &str, length: usize) -> &mut Image {
        self.raw(name.as_bytes());
        let padding = vec![0; length - name.len()];
        self.raw(&padding)
    }

    fn number(&mut self, value: u64, length: usize) -> &mut Image {
        let bytes = value.to_le_bytes();
        let mut bytes = bytes[..length].to_vec();
        if self.big_endian {
            bytes.reverse();
        }
        self.raw(&bytes)
    }

    fn u16s(&mut self, values: &[u64]) -> &mut Image {
        values.iter().fold(self, |image, value| image.number(*value, 2))
    }

    fn u32s(&mut self, values: &[u64]) -> &mut Image {
        values.iter().fold(self, |image, value| image.number(*value, 4))
    }

    fn u64s(&mut self, values: &[u64]) -> &mut Image {
        values.iter().fold(self, |image, value| image.number(*value, 8))
    }
}

/// ELF of 64 bits, or of 32 with the most significant byte first.
pub fn elf(contents: &[u8], small: bool) -> Vec<u8> {
    let names = b"\0napi_derive_types\0.shstrtab\0";
    let (header, entry, word) = if small { (52, 40, 4) } else { (64, 64, 8) };
    let mut image = Image::new(small);
    let class = if small { [1, 2] } else { [2, 1] };
    image.raw(b"\x7fELF").raw(&class).raw(&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let machine = if small { 8 } else { 62 };
    image.u16s(&[3, machine]).u32s(&[1]);
    let table = header + contents.len() as u64 + names.len() as u64;
    image.number(0, word).number(0, word).number(table, word).u32s(&[0]);
    image.u16s(&[header, 0, 0, entry, 3, 2]);
    image.raw(contents).raw(names);
    let after = header + contents.len() as u64;
    let sections =
        [[0; 4], [1, 1, header, contents.len() as u64], [19, 3, after, names.len() as u64]];
    for [name, kind, offset, size] in sections {
        image.u32s(&[name, kind]).number(0, word).number(0, word);
        image.number(offset, word).number(size, word).u32s(&[0, 0]);
        image.number(1, word).number(0, word);
    }
    image.bytes
}

pub fn mach_o(contents: &[u8]) -> Vec<u8> {
    let size = contents.len() as u64;
    let (header, command) = (32, 72 + 80);
    let offset = header + command;
    let mut image = Image::new(false);
    image.u32s(&[0xfeed_facf, 0x0100_000c, 0, 6, 1, command, 0, 0]);
    image.u32s(&[0x19, command]).name("__DATA", 16).u64s(&[0, size, offset, size]);
    image.u32s(&[3, 3, 1, 0]);
    image.name("napi_types", 16).name("__DATA", 16).u64s(&[0, size]);
    image.u32s(&[offset, 0, 0, 0, 0, 0, 0, 0]).raw(contents);
    image.bytes
}

/// A universal file of two libraries.
pub fn universal(first: &[u8], second: &[u8]) -> Vec<u8> {
    let start = 8 + 2 * 20;
    let mut image = Image::new(true);
    image.u32s(&[0xcafe_babe, 2]);
    image.u32s(&[0x0100_0007, 3, start, first.len() as u64, 0]);
    image.u32s(&[0x0100_000c, 0, start + first.len() as u64, second.len() as u64, 0]);
    image.raw(first).raw(second);
    image.bytes
}

pub fn pe(contents: &[u8]) -> Vec<u8> {
    let size = contents.len() as u64;
    let optional = 112 + 16 * 8;
    let offset = 64 + 4 + 20 + optional + 40;
    let mut image = Image::new(false);
    image.name("MZ", 60).u32s(&[64]).raw(b"PE\0\0");
    image.u16s(&[0x8664, 1]).u32s(&[0, 0, 0]).u16s(&[optional, 0x2022]);
    // The optional header: its kind, then what is not looked at, then sixteen empty directories.
    image.u16s(&[0x20b]).name("", 106).u32s(&[16]).name("", 16 * 8);
    image.name(".napit", 8).u32s(&[size, 0x1000, size, offset, 0, 0, 0, 0x4000_0040]);
    image.raw(contents);
    image.bytes
}
