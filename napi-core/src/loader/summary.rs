//! What a file is, in a few words: for lists of addons that a package has.
//!
//! Invariant: the words before the first comma say what kind of addon it is; files that cannot be an
//! addon here have none that begin with "Node-API".

use super::error::Problem;
use super::{elf, inspect, symbols};
use object::read::ReadCache;
use std::fs::File;
use std::path::Path;

/// "Node-API, glibc", "V8's C++ interface (v8::HandleScope::HandleScope, 12 more)", "for macOS
/// arm64 (64 bits)", "there is no such file" and their like, of the file at `path`. It is read as
/// [`super::load`] reads it before it is opened.
pub fn summary(path: &Path) -> String {
    match inspect::inspect(path) {
        Ok(()) => opened(path).unwrap_or_else(|| "a library".to_owned()),
        Err(problem) => words(&problem),
    }
}

/// A library for this machine: its interface and its C library. `None` where that cannot be told.
fn opened(path: &Path) -> Option<String> {
    let data = ReadCache::new(File::open(path).ok()?);
    let wants = elf::read(&data).ok()?;
    let has = |prefix: &[u8]| wants.libraries.iter().any(|name| name.starts_with(prefix));
    let named = |whole: &[u8]| wants.libraries.contains(&whole);
    let is_addon = wants.symbols.iter().any(|name| symbols::is_node_api(name));
    let interface = if is_addon { "Node-API" } else { "a library without calls of Node-API" };
    let c_library = if has(b"libc.musl") || has(b"ld-musl") {
        ", musl"
    } else if has(b"libc.so.6") || has(b"ld-linux") {
        ", glibc"
    } else if named(b"libdl.so") || named(b"libm.so") || named(b"liblog.so") {
        ", Android's C library"
    } else if named(b"libc.so") {
        ", musl" // whose library has this name too, and all others inside
    } else {
        ""
    };
    Some(format!("{interface}{c_library}"))
}

fn words(problem: &Problem) -> String {
    match problem {
        Problem::Missing => "there is no such file".to_owned(),
        Problem::OtherMachine(target) => format!("for {target}"),
        Problem::Foreign(what) | Problem::NotShared(what) => (*what).to_owned(),
        Problem::NeedsV8(names) => several("V8's C++ interface", names, symbols::readable),
        Problem::NewerNodeApi(names) => several("newer Node-API", names, str::to_owned),
        Problem::UnknownLibuv(names) => several("other libuv", names, str::to_owned),
        Problem::Truncated { .. } | Problem::Empty => "a file that was cut off".to_owned(),
        Problem::Damaged(what) => format!("damaged: {what}"),
        other => other.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

fn several(what: &str, names: &[String], show: fn(&str) -> String) -> String {
    let first = names.first().map_or_else(String::new, |name| show(name));
    match names.len() {
        0 | 1 => format!("{what} ({first})"),
        count => format!("{what} ({first}, {} more)", count - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_addon_are_told_apart() {
        assert_eq!(summary(Path::new("/nowhere/x.node")), "there is no such file");
        assert!(!summary(Path::new(env!("CARGO_MANIFEST_DIR"))).starts_with("Node-API"));
        assert!(
            !summary(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")))
                .starts_with("Node-API")
        );
    }

    #[test]
    fn missing_symbols_are_counted() {
        let v8 = ["_ZN2v811HandleScopeD1Ev", "node_module_register"].map(str::to_owned).to_vec();
        assert_eq!(
            words(&Problem::NeedsV8(v8)),
            "V8's C++ interface (v8::HandleScope::~HandleScope, 1 more)"
        );
        assert_eq!(
            words(&Problem::NewerNodeApi(vec!["napi_x".to_owned()])),
            "newer Node-API (napi_x)"
        );
    }
}
