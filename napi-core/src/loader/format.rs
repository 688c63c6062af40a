//! What a file is, by its first bytes: a library of which system and machine, or something else.
//!
//! Invariant: any bytes have an answer.

use std::fmt;

/// A kind of system, by the format of its libraries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// ELF: Linux and most Unixes, by the ABI byte of the header.
    Elf(u8),
    /// Mach-O: macOS.
    MachO,
    /// PE: Windows.
    Pe,
}

/// What a library is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The system.
    pub system: System,
    /// The machine, as Node's `process.arch` names it.
    pub machine: Machine,
    /// 32 or 64.
    pub bits: u8,
    /// Byte order.
    pub big_endian: bool,
}

/// A processor architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Machine {
    /// One with a name.
    Named(&'static str),
    /// One by its number in the file.
    Number(u32),
    /// Several at once (macOS).
    Several,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A library (or program) for this target.
    Native(Target),
    /// Something else, in words.
    Other(&'static str),
}

const ELF_NONE: u8 = 0;
const ELF_GNU: u8 = 3;

impl Target {
    /// What this process runs on.
    pub fn native() -> Target {
        let system = if cfg!(windows) {
            System::Pe
        } else if cfg!(target_vendor = "apple") {
            System::MachO
        } else {
            System::Elf(ELF_NONE)
        };
        let machine = match std::env::consts::ARCH {
            "x86_64" => "x64",
            "x86" => "ia32",
            "aarch64" => "arm64",
            "powerpc64" => "ppc64",
            "loongarch64" => "loong64",
            other => other,
        };
        Target {
            system,
            machine: Machine::Named(machine),
            bits: if cfg!(target_pointer_width = "64") { 64 } else { 32 },
            big_endian: cfg!(target_endian = "big"),
        }
    }

    /// Whether a library for this target can run in this process, as far as the first bytes say.
    pub fn runs_on(&self, native: &Target) -> bool {
        let same_system = match (self.system, native.system) {
            // Other Unixes mark their files in ways of their own; their loader knows best.
            (System::Elf(abi), System::Elf(_)) => {
                !cfg!(target_os = "linux") || matches!(abi, ELF_NONE | ELF_GNU)
            }
            (own, other) => own == other,
        };
        let same_machine = self.machine == native.machine || self.machine == Machine::Several;
        same_system
            && same_machine
            && self.bits == native.bits
            && self.big_endian == native.big_endian
    }

    /// The system's phrase for a file that is no library.
    pub fn invalid_header(&self) -> &'static str {
        match self.system {
            System::Elf(_) => "invalid ELF header",
            System::MachO => "not a mach-o file",
            System::Pe => "is not a valid Win32 application",
        }
    }

    /// The phrase for a library that is for another target.
    pub fn mismatch(&self, native: &Target) -> &'static str {
        match (self.system, native.system) {
            (System::Elf(_), System::Elf(_)) if self.bits != native.bits => match self.bits {
                64 => "wrong ELF class: ELFCLASS64",
                _ => "wrong ELF class: ELFCLASS32",
            },
            (System::Elf(_), System::Elf(_)) => "wrong architecture",
            (System::MachO, System::MachO) => "incompatible architecture",
            _ => native.invalid_header(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.system {
            System::MachO => "macOS",
            System::Pe => "Windows",
            System::Elf(2) => "NetBSD",
            System::Elf(6) => "Solaris",
            System::Elf(9) => "FreeBSD",
            System::Elf(12) => "OpenBSD",
            System::Elf(_) => match std::env::consts::OS {
                "linux" | "macos" | "windows" => "Linux",
                other => other,
            },
        })?;
        match self.machine {
            Machine::Named(name) => write!(f, " {name}")?,
            Machine::Number(number) => write!(f, " on machine number {number}")?,
            Machine::Several => f.write_str(" on several machines")?,
        }
        write!(f, " ({} bits", self.bits)?;
        f.write_str(if self.big_endian { ", big-endian)" } else { ")" })
    }
}

/// How many first bytes [`recognise`] wants, where the file has them.
pub const HEAD: usize = 1024;

/// What a file is that begins with these bytes.
pub fn recognise(head: &[u8]) -> Format {
    match head {
        [0x7f, b'E', b'L', b'F', ..] => elf(head),
        [0xcf | 0xce, 0xfa, 0xed, 0xfe, ..] => mach_o(head),
        [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0..32, ..] => Format::Native(Target {
            system: System::MachO,
            machine: Machine::Several,
            bits: 64,
            big_endian: false,
        }),
        [b'M', b'Z', ..] => pe(head),
        _ => Format::Other(other(head)),
    }
}

fn half(head: &[u8], at: usize, big_endian: bool) -> Option<u16> {
    let bytes = [*head.get(at)?, *head.get(at + 1)?];
    Some(if big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
}

fn word(head: &[u8], at: usize) -> Option<u32> {
    let low = half(head, at, false)?;
    Some(u32::from(half(head, at.checked_add(2)?, false)?) << 16 | u32::from(low))
}

fn named(name: Option<&'static str>, number: u32) -> Machine {
    name.map_or(Machine::Number(number), Machine::Named)
}

fn elf(head: &[u8]) -> Format {
    const CUT: Format = Format::Other("the beginning of an ELF file, cut off inside its header");
    let (Some(class), Some(order), Some(abi)) = (head.get(4), head.get(5), head.get(7)) else {
        return CUT;
    };
    let (1 | 2, 1 | 2) = (*class, *order) else {
        return Format::Other("a damaged ELF file (its class or byte order is none)");
    };
    let (bits, big_endian) = (class * 32, *order == 2);
    let Some(number) = half(head, 18, big_endian) else { return CUT };
    let name = match (number, bits) {
        (3, _) => Some("ia32"),
        (8, _) => Some("mips"),
        (20, _) => Some("ppc"),
        (21, _) => Some("ppc64"),
        (22, 64) => Some("s390x"),
        (22, _) => Some("s390"),
        (40, _) => Some("arm"),
        (62, _) => Some("x64"),
        (183, _) => Some("arm64"),
        (243, 64) => Some("riscv64"),
        (243, _) => Some("riscv32"),
        (258, _) => Some("loong64"),
        _ => None,
    };
    let machine = named(name, number.into());
    Format::Native(Target { system: System::Elf(*abi), machine, bits, big_endian })
}

fn mach_o(head: &[u8]) -> Format {
    let Some(number) = word(head, 4) else {
        return Format::Other("the beginning of a macOS library, cut off inside its header");
    };
    let name = match number {
        7 => Some("ia32"),
        0x0100_0007 => Some("x64"),
        12 => Some("arm"),
        0x0100_000c => Some("arm64"),
        _ => None,
    };
    let bits = if head.first() == Some(&0xcf) { 64 } else { 32 };
    let machine = named(name, number);
    Format::Native(Target { system: System::MachO, machine, bits, big_endian: false })
}

fn pe(head: &[u8]) -> Format {
    let header = word(head, 0x3c).and_then(|at| usize::try_from(at).ok());
    let signed =
        header.filter(|at| at.checked_add(4).and_then(|end| head.get(*at..end)) == Some(b"PE\0\0"));
    let Some(number) = signed.and_then(|at| half(head, at + 4, false)) else {
        return Format::Other("a DOS or Windows file without a library's header");
    };
    let (name, bits) = match number {
        0x014c => (Some("ia32"), 32),
        0x01c4 => (Some("arm"), 32),
        0x8664 => (Some("x64"), 64),
        0xaa64 => (Some("arm64"), 64),
        _ => (None, 64),
    };
    let machine = named(name, number.into());
    Format::Native(Target { system: System::Pe, machine, bits, big_endian: false })
}

fn other(head: &[u8]) -> &'static str {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"version https://git-lfs") {
        "a Git LFS pointer, not the file it stands for (git lfs pull fetches that)"
    } else if starts(b"!<arch>\n") {
        "a static library (.a), made for the linker"
    } else if starts(b"PK\x03\x04")
        || starts(b"\x1f\x8b")
        || starts(b"BZh")
        || starts(b"\xfd7zXZ\0")
    {
        "a packed archive, not the library inside it"
    } else if starts(b"\0asm") {
        "a WebAssembly module"
    } else if starts(b"BC\xc0\xde") {
        "LLVM bitcode, not yet compiled for a machine"
    } else if starts(b"#!") {
        "a script"
    } else if starts(b"<") {
        "a web page or another markup file (was the download refused?)"
    } else if head.iter().all(|byte| *byte == 0) {
        "a file of zeros"
    } else if std::str::from_utf8(head).is_ok_and(|text| !text.contains('\0')) {
        "a text file"
    } else {
        "no library of any system known here"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elf_head(class: u8, order: u8, abi: u8, machine: u16) -> Vec<u8> {
        let mut head = vec![0x7f, b'E', b'L', b'F', class, order, 1, abi];
        head.resize(18, 0);
        let machine = if order == 2 { machine.to_be_bytes() } else { machine.to_le_bytes() };
        head.extend(machine);
        head.resize(64, 0);
        head
    }

    fn shown(head: &[u8]) -> String {
        match recognise(head) {
            Format::Native(target) => target.to_string(),
            Format::Other(what) => what.to_owned(),
        }
    }

    #[test]
    fn names_libraries_by_system_and_machine() {
        let mut windows = vec![0; 512];
        windows[..2].copy_from_slice(b"MZ");
        windows[0x3c] = 0x80;
        windows[0x80..0x86].copy_from_slice(b"PE\0\0\x64\x86");
        let cases: [(&[u8], &str); 7] = [
            (&elf_head(2, 1, 0, 183), "Linux arm64 (64 bits)"),
            (&elf_head(1, 1, 3, 40), "Linux arm (32 bits)"),
            (&elf_head(2, 2, 0, 22), "Linux s390x (64 bits, big-endian)"),
            (&elf_head(2, 1, 9, 62), "FreeBSD x64 (64 bits)"),
            (&elf_head(2, 1, 0, 9999), "Linux on machine number 9999 (64 bits)"),
            (b"\xcf\xfa\xed\xfe\x07\0\0\x01\x03\0\0\0", "macOS x64 (64 bits)"),
            (&windows, "Windows x64 (64 bits)"),
        ];
        for (head, name) in cases {
            assert_eq!(shown(head), name);
        }
    }

    #[test]
    fn names_what_is_no_library() {
        for (head, name) in [
            (&b"module.exports = 1;\n"[..], "text file"),
            (b"\x7fELF\x02", "cut off"),
            (b"\x7fELF\x03\x01\x01\0\0", "damaged"),
            (b"MZ\0\0\0\0", "DOS or Windows"),
            (b"!<arch>\n", "static library"),
            (b"version https://git-lfs.github.com/spec/v1\n", "LFS"),
            (b"\0\0\0\0", "zeros"),
            (b"\0asm\x01\0\0\0", "WebAssembly"),
            (b"<!DOCTYPE html>", "web page"),
            (b"\x89PNG\r\n\x1a\n\0\0", "no library"),
        ] {
            assert!(shown(head).contains(name), "{}", shown(head));
        }
    }

    #[test]
    fn only_the_own_target_runs() {
        let native = Target::native();
        assert!(native.runs_on(&native));
        for other in [
            Target { bits: 96 - native.bits, ..native },
            Target { big_endian: !native.big_endian, ..native },
            Target { machine: Machine::Number(1), ..native },
            Target {
                system: if native.system == System::Pe { System::MachO } else { System::Pe },
                ..native
            },
        ] {
            assert!(!other.runs_on(&native), "{other}");
        }
    }
}
