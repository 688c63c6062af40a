//! The systems that builds are for, and the facts about each that more than one stage needs.
//!
//! A build is for the system it runs on; tests make command lines for the others. What the tools
//! of each are told is in `graph/systems`, one file per system.

use crate::targets::TargetType;

/// A family of systems whose tools are told the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// Linux and everything else with gcc or clang, GNU's ar and an ELF linker.
    Linux,
    /// macOS with Apple's clang, ld and libtool.
    Mac,
    /// Windows with Visual C++, or clang and lld under their names for it.
    Windows,
}

impl System {
    /// The family of a system by GYP's name for it.
    pub fn of(os: &str) -> System {
        match os {
            "mac" => System::Mac,
            "win" => System::Windows,
            _ => System::Linux,
        }
    }

    /// What the names of a target's products begin and end with, if it says nothing itself.
    pub fn product_affixes(self, kind: TargetType) -> (&'static str, &'static str) {
        use TargetType::{Executable, LoadableModule, None, SharedLibrary, StaticLibrary};
        match (self, kind) {
            (_, None) => ("", ""),
            (System::Windows, Executable) => ("", "exe"),
            (System::Windows, StaticLibrary) => ("", "lib"),
            (System::Windows, LoadableModule | SharedLibrary) => ("", "dll"),
            (_, Executable) => ("", ""),
            (_, StaticLibrary) => ("lib", "a"),
            (System::Mac, SharedLibrary) => ("lib", "dylib"),
            (System::Mac, LoadableModule) => ("", "so"),
            (System::Linux, LoadableModule | SharedLibrary) => ("lib", "so"),
        }
    }

    /// Whether a library called `libx` makes `libx.a` and not `liblibx.a`.
    pub fn strips_lib(self) -> bool {
        self != System::Windows
    }

    /// The extension of what a compiler makes.
    pub fn object_extension(self) -> &'static str {
        match self {
            System::Windows => "obj",
            System::Linux | System::Mac => "o",
        }
    }
}
