//! Our own Node-API headers, carried inside the library.
//!
//! An addon that uses only `node_api.h` needs no Node installation: the headers are written to
//! `build/node-headers/include/node`, where `node_root_dir` then points, and nothing depends on
//! where this crate's source was.

use std::path::{Path, PathBuf};

use crate::headers::write_if_changed;

const FILES: [(&str, &str); 4] = [
    ("node_api.h", include_str!("../../../include/node_api.h")),
    ("node_api_types.h", include_str!("../../../include/node_api_types.h")),
    ("js_native_api.h", include_str!("../../../include/js_native_api.h")),
    ("js_native_api_types.h", include_str!("../../../include/js_native_api_types.h")),
];

/// The source of the delay-load hook of addons on Windows, and where it is put in `build/`.
const HOOK: &str = include_str!("../../gyp/delay_load_hook.cc");
pub const DELAY_LOAD_HOOK: &str = "node-headers/delay_load_hook.cc";

/// What a program that loads addons exports, and the import library made of that.
const SYMBOLS: &str = include_str!("../../../include/node_api.symbols");
pub const DEFINITIONS: &str = "node-headers/node.def";
pub const IMPORT_LIBRARY: &str = "node-headers/node.lib";

/// Writes what only links on Windows need into `build/`.
pub fn unpack_for_windows(build: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(build.join("node-headers"))?;
    let names = SYMBOLS.lines().map(str::trim);
    let names = names.filter(|name| !name.is_empty() && !name.starts_with('#'));
    let names: String = names.map(|name| format!("    {name}\n")).collect();
    write_if_changed(&build.join(DEFINITIONS), &format!("LIBRARY node.exe\nEXPORTS\n{names}"))?;
    write_if_changed(&build.join(DELAY_LOAD_HOOK), HOOK)
}

/// Writes the headers below `root` and returns their directory. Files that are there already
/// with this content stay, so that nothing is compiled anew.
pub fn unpack(root: &Path) -> std::io::Result<PathBuf> {
    let directory = root.join("include/node");
    std::fs::create_dir_all(&directory)?;
    for (name, text) in FILES {
        write_if_changed(&directory.join(name), text)?;
    }
    Ok(directory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn headers_are_written_once() {
        let space = TestSpace::new();
        let directory = unpack(space.root()).unwrap();
        assert!(space.read("include/node/node_api.h").contains("napi_create_async_work"));
        let time = |name: &str| directory.join(name).metadata().unwrap().modified().unwrap();
        let before = time("js_native_api.h");
        space.write("include/node/node_api.h", "old");
        unpack(space.root()).unwrap();
        assert_eq!(time("js_native_api.h"), before);
        assert_ne!(space.read("include/node/node_api.h"), "old");
    }
}
