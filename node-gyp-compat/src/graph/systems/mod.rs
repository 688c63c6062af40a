//! What the tools of each system are told: one file per system behind the functions here.
//!
//! The graph decides which steps there are and which files they read and make; a system decides
//! how that is said to its compiler, archiver and linker, and which of a target's settings it
//! heeds. `xcode` and `msvs` hold the tables of `xcode_settings` and `msvs_settings`.

mod linux;
mod macos;
mod msvs;
mod msvs_tables;
mod settings;
mod windows;
pub mod windows_words;
mod xcode;
mod xcode_environment;

use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::flags::{CompileFlags, LinkFlags};
use crate::graph::{Scene, Step, StepKind};
use crate::system::System;
use crate::targets::Target;

/// What a file among the sources is.
pub enum Source {
    Compile(StepKind),
    /// An object or archive to be linked as it is.
    Linked,
    /// Names what a library exports; for the linker.
    Definition,
    /// A header or notes.
    Passed,
    /// Code of a language or system that is not built here.
    Foreign,
}

/// One source on its way to its object.
pub struct CompileLine<'c> {
    pub kind: StepKind,
    pub source: &'c str,
    pub output: &'c str,
    pub depfile: &'c str,
    /// What the target's settings and then the environment say.
    pub flags: Vec<String>,
    pub environment: Vec<String>,
}

/// The objects and libraries of a target on their way to its product.
pub struct LinkLine<'l> {
    pub output: &'l str,
    /// The product's name, without directories.
    pub file: &'l str,
    /// Objects, and the libraries of other targets.
    pub inputs: &'l [String],
    /// Definition files among the sources.
    pub definitions: &'l [String],
    pub flags: &'l LinkFlags,
    pub has_cxx: bool,
}

pub use xcode_environment::fill as fill_variables;

impl System {
    pub(super) fn classify(self, file: &str) -> Source {
        let extension = Path::new(file).extension().and_then(|e| e.to_str()).unwrap_or("");
        let own = match self {
            System::Linux => linux::classify(extension),
            System::Mac => macos::classify(extension),
            System::Windows => windows::classify(extension),
        };
        own.unwrap_or(match extension {
            "c" => Source::Compile(StepKind::CompileC),
            "cc" | "cpp" | "cxx" => Source::Compile(StepKind::CompileCxx),
            "m" | "mm" | "s" | "S" | "asm" | "nasm" | "cu" | "rs" | "f" | "f90" | "C" | "c++"
            | "swift" | "y" | "l" | "proto" => Source::Foreign,
            _ => Source::Passed,
        })
    }

    pub(super) fn compile_flags(self, scene: &Scene) -> Result<CompileFlags> {
        match self {
            System::Linux => linux::compile_flags(scene),
            System::Mac => macos::compile_flags(scene),
            System::Windows => windows::compile_flags(scene),
        }
    }

    pub(super) fn link_flags(self, scene: &Scene) -> Result<LinkFlags> {
        match self {
            System::Linux => linux::link_flags(scene),
            System::Mac => macos::link_flags(scene),
            System::Windows => windows::link_flags(scene),
        }
    }

    /// The step that compiles one source; its files are filled in by the caller.
    pub(super) fn compile(self, scene: &Scene, line: CompileLine) -> Result<Step> {
        match self {
            System::Linux | System::Mac => linux::compile(scene, line),
            System::Windows => windows::compile(scene, line),
        }
    }

    pub(super) fn archive(self, scene: &Scene, objects: &[String], output: &str) -> Result<Step> {
        match self {
            System::Linux => linux::archive(scene, objects, output),
            System::Mac => macos::archive(scene, objects, output),
            System::Windows => windows::archive(scene, objects, output),
        }
    }

    pub(super) fn link(self, scene: &Scene, line: &LinkLine) -> Result<Step> {
        match self {
            System::Linux => linux::link(scene, line),
            System::Mac => macos::link(scene, line),
            System::Windows => windows::link(scene, line),
        }
    }

    /// The step that makes what stands for the program in a link, if it is made here.
    pub(super) fn host_library(self, scene: &Scene, flags: &LinkFlags) -> Result<Option<Step>> {
        match self {
            System::Windows => windows::host_library(scene, flags),
            System::Linux | System::Mac => Ok(None),
        }
    }

    /// The file that others link to use a shared library, beside the library itself.
    pub(super) fn import_library(self, made: &str) -> Option<String> {
        (self == System::Windows).then(|| format!("{made}.lib"))
    }

    /// What commands of the `.gyp` file are told about the target.
    pub(super) fn command_variables(self, scene: &Scene) -> Vec<(&'static str, String)> {
        match self {
            System::Mac => xcode_environment::variables(scene),
            System::Linux | System::Windows => Vec::new(),
        }
    }

    /// Tells of settings for this system that have no effect.
    pub(super) fn check_settings(self, target: &Target, warnings: &mut Vec<Diagnostic>) {
        match self {
            System::Linux => {}
            System::Mac => xcode::check(target, warnings),
            System::Windows => msvs::check(target, warnings),
        }
    }
}

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod macos_tests;
#[cfg(test)]
mod windows_tests;
