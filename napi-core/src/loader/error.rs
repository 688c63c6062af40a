//! Every way in which loading an addon fails, in words.
//!
//! Invariants: each message names the file, what was found, what was expected and what to do. The
//! first line keeps the system's own phrase (or Node's) where there is one, because packages and
//! people search for it; `ERR_DLOPEN_FAILED` wherever Node gives it.

use super::format::Target;
use crate::abi::SUPPORTED_VERSION;
use std::fmt;
use std::path::{Path, PathBuf};

/// A file that could not be loaded, and why.
#[derive(Debug)]
pub struct LoadError {
    file: PathBuf,
    problem: Problem,
}

/// Why a file could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// There is no such file.
    Missing,
    /// It is a directory.
    Directory,
    /// It is a pipe, a device or the like.
    NotRegular,
    /// It cannot be read; the system's reason.
    Unreadable(String),
    /// It has no bytes.
    Empty,
    /// It is something else than a library of this system.
    Foreign(&'static str),
    /// It is a library for another processor.
    OtherMachine(Target),
    /// It is an ELF file, but no shared library.
    NotShared(&'static str),
    /// It ends before what its headers announce.
    Truncated {
        /// Bytes that the headers speak of.
        needed: u64,
        /// Bytes there are.
        present: u64,
    },
    /// Its headers make no sense.
    Damaged(&'static str),
    /// It needs V8 or Node's C++ interface: the mangled names.
    NeedsV8(Vec<String>),
    /// It needs functions of a newer Node-API.
    NewerNodeApi(Vec<String>),
    /// It needs libuv functions that are not there.
    UnknownLibuv(Vec<String>),
    /// The system's loader refused.
    Refused {
        /// Its message.
        message: String,
        /// What that means, where it is known.
        hint: Option<String>,
    },
    /// It is a library that registers no module.
    NotRegistered,
    /// It registered a module without an init function.
    NoEntryPoint,
    /// Its module wants a newer Node-API version.
    NewerVersion(i32),
}

impl LoadError {
    /// The failure of `file`.
    pub fn new(file: &Path, problem: Problem) -> LoadError {
        LoadError { file: file.to_owned(), problem }
    }

    /// The `code` of the JavaScript error. Node has none for a module without an init function.
    pub fn code(&self) -> Option<&'static str> {
        (self.problem != Problem::NoEntryPoint).then_some("ERR_DLOPEN_FAILED")
    }

    /// Why.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.file.display();
        match &self.problem {
            Problem::Refused { message, hint } => {
                if !message.contains(&*file.to_string()) {
                    write!(f, "{file}: ")?;
                }
                f.write_str(message)?;
                hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n{hint}"))
            }
            Problem::NotRegistered => write!(
                f,
                "Module did not self-register: '{file}'.\n\
                 The library was opened, but it neither exports napi_register_module_v1 nor calls \
                 napi_module_register when it is opened. Is it a Node-API addon, and was the file \
                 with NAPI_MODULE (or its like) linked into it?"
            ),
            Problem::NoEntryPoint => write!(
                f,
                "Module has no declared entry point.\n\
                 '{file}' called napi_module_register with a module whose nm_register_func is NULL."
            ),
            Problem::NewerVersion(_) => write!(f, "{file} {}", self.problem),
            problem => write!(f, "{file}: {problem}"),
        }
    }
}

impl std::error::Error for LoadError {}

const REINSTALL: &str = "Install the package again or rebuild it (npm rebuild) on this system.";

/// The problem without the file's name.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let native = Target::native();
        match self {
            Problem::Missing => write!(
                f,
                "cannot open shared object file: No such file or directory\n\
                 Nothing is there. If the file should have been built, build it; if it came with a \
                 package, the package may have none for {native}."
            ),
            Problem::Directory => write!(
                f,
                "cannot read file data: Is a directory\n\
                 The path of an addon's file was expected."
            ),
            Problem::NotRegular => write!(
                f,
                "cannot read file data: not a regular file\n\
                 This is a pipe, a socket or a device; an addon's file was expected."
            ),
            Problem::Unreadable(why) => write!(
                f,
                "cannot open shared object file: {why}\n\
                 Give this user the right to read the file and its folder."
            ),
            Problem::Empty => write!(
                f,
                "file too short\n\
                 The file is empty: it was not downloaded or built to its end. {REINSTALL}"
            ),
            Problem::Foreign(what) => write!(
                f,
                "{}\nThis is {what}; a native library for {native} was expected. {REINSTALL}",
                native.invalid_header()
            ),
            Problem::OtherMachine(found) => write!(
                f,
                "{}\nThis library is built for {found}, but this process runs on {native}. {REINSTALL}",
                found.mismatch(&native)
            ),
            Problem::NotShared(what) => write!(
                f,
                "only shared libraries can be loaded\n\
                 This is {what}. Link the addon as a shared library (cc -shared)."
            ),
            Problem::Truncated { needed, present } => write!(
                f,
                "file too short\n\
                 Its headers speak of {needed} bytes, but the file has {present}: it was cut off, \
                 or is still being written. {REINSTALL}"
            ),
            Problem::Damaged(what) => {
                write!(f, "{}\nThe file is damaged: {what}. {REINSTALL}", native.invalid_header())
            }
            Problem::NeedsV8(symbols) => write!(
                f,
                "undefined symbol: {}\n\
                 This addon is built on V8's C++ interface (node.h, nan) and not on Node-API alone: \
                 it needs {}. Only Node itself has that interface. Use a version of the package \
                 that is built on Node-API, or another package for the same purpose.",
                symbols.first().map_or("?", String::as_str),
                List { names: symbols, show: super::symbols::readable }
            ),
            Problem::NewerNodeApi(names) => write!(
                f,
                "undefined symbol: {}\n\
                 The addon calls {}, which {} not part of Node-API up to version \
                 {SUPPORTED_VERSION}, the newest known here. Use an older version of the package, or \
                 a newer version of this runtime.",
                names.first().map_or("?", String::as_str),
                List { names, show: str::to_owned },
                if names.len() == 1 { "is" } else { "are" }
            ),
            Problem::UnknownLibuv(names) => write!(
                f,
                "undefined symbol: {}\n\
                 The addon calls {}, and the program it is being loaded into exports no such \
                 function of libuv {}. Rebuild the addon with libuv's headers of that version; if \
                 you embed this runtime, link the program so that it exports libuv.",
                names.first().map_or("?", String::as_str),
                List { names, show: str::to_owned },
                libuv_version()
            ),
            Problem::NewerVersion(version) => write!(
                f,
                "requires Node-API version {version}, but this runtime only supports version \
                 {SUPPORTED_VERSION} add-ons. Use an older version of the package, or build the \
                 addon with NAPI_VERSION={SUPPORTED_VERSION}."
            ),
            Problem::Refused { message, .. } => f.write_str(message),
            Problem::NotRegistered => f.write_str("Module did not self-register."),
            Problem::NoEntryPoint => f.write_str("Module has no declared entry point."),
        }
    }
}

fn libuv_version() -> String {
    use libuv_sys2 as uv;
    format!("{}.{}", uv::UV_VERSION_MAJOR, uv::UV_VERSION_MINOR)
}

/// Names for a sentence: the first few, and how many more.
struct List<'a> {
    names: &'a [String],
    show: fn(&str) -> String,
}

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 4;
        let mut names: Vec<String> = self.names.iter().map(|name| (self.show)(name)).collect();
        names.dedup();
        let shown = names.len().min(SHOWN);
        f.write_str(&names[..shown].join(", "))?;
        match names.len() - shown {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(problem: Problem) -> String {
        LoadError::new(Path::new("/a/x.node"), problem).to_string()
    }

    #[test]
    fn every_message_names_the_file() {
        let names = || vec!["first_name".to_owned(), "second_name".to_owned()];
        let problems = [
            Problem::Missing,
            Problem::Directory,
            Problem::NotRegular,
            Problem::Unreadable("Permission denied".to_owned()),
            Problem::Empty,
            Problem::Foreign("a text file"),
            Problem::OtherMachine(Target::native()),
            Problem::NotShared("an executable"),
            Problem::Truncated { needed: 2, present: 1 },
            Problem::Damaged("nonsense"),
            Problem::NeedsV8(names()),
            Problem::NewerNodeApi(names()),
            Problem::UnknownLibuv(names()),
            Problem::Refused { message: "no".to_owned(), hint: None },
            Problem::Refused { message: "/a/x.node: no".to_owned(), hint: Some("why".to_owned()) },
            Problem::NotRegistered,
            Problem::NoEntryPoint,
            Problem::NewerVersion(99),
        ];
        for problem in problems {
            let error = LoadError::new(Path::new("/a/x.node"), problem);
            let text = error.to_string();
            assert_eq!(text.matches("/a/x.node").count(), 1, "{text}");
            assert_eq!(error.code().is_none(), *error.problem() == Problem::NoEntryPoint);
        }
    }

    #[test]
    fn the_system_s_words_stay_recognisable() {
        assert!(
            text(Problem::Missing).starts_with(
                "/a/x.node: cannot open shared object file: No such file or directory\n"
            )
        );
        assert!(
            text(Problem::NotRegistered).starts_with("Module did not self-register: '/a/x.node'.")
        );
        assert!(text(Problem::NoEntryPoint).starts_with("Module has no declared entry point."));
        assert!(text(Problem::NewerVersion(99)).starts_with(
            "/a/x.node requires Node-API version 99, but this runtime only supports version 10 add-ons."
        ));
        let refused =
            Problem::Refused { message: "/a/x.node: no".to_owned(), hint: Some("why".to_owned()) };
        assert_eq!(text(refused), "/a/x.node: no\nwhy");
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (0..9)
            .map(|n| format!("_ZN2v87Isolate{}E", format_args!("1{}", char::from(b'a' + n))))
            .collect();
        let message = text(Problem::NeedsV8(names));
        assert!(message.contains("undefined symbol: _ZN2v87Isolate1aE\n"), "{message}");
        assert!(
            message.contains(
                "v8::Isolate::a, v8::Isolate::b, v8::Isolate::c, v8::Isolate::d and 5 more"
            ),
            "{message}"
        );
    }
}
