//! Which headers an addon is built against.
//!
//! What the user names (`--nodedir`) is used. Otherwise the Node-API headers inside this crate
//! will do, unless a source includes something that only Node has (`needed`); then a Node on
//! this machine is looked for (`node`).

pub mod needed;
pub mod node;
pub mod own;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Result};

/// Where the headers are, and what kind they are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    /// The value of `node_root_dir`.
    pub root: PathBuf,
    /// Added to `include_dirs` of every target.
    pub directories: Vec<PathBuf>,
    /// Whether `root` holds the headers of a Node, with V8's and libuv's.
    pub is_node: bool,
}

impl Headers {
    /// Those of a Node installation (`DIR/include/node`), a bare `DIR/include`, or a checkout of
    /// Node's source.
    pub fn of_node(directory: &Path) -> Result<Headers> {
        Headers::in_directory(directory).ok_or_else(|| {
            Diagnostic::new(format!(
                "there is no node_api.h in {0}/include/node or {0}/include",
                directory.display()
            ))
            .help("give --nodedir a directory that holds Node's headers, or leave it away")
        })
    }

    fn in_directory(directory: &Path) -> Option<Headers> {
        let candidates = ["include/node", "include", "src", "."];
        let found = candidates
            .iter()
            .map(|name| directory.join(name))
            .find(|candidate| candidate.join("node_api.h").is_file())?;
        let mut directories = vec![found];
        // A source checkout keeps the headers of its parts in several places.
        let parts = ["deps/uv/include", "deps/v8/include", "deps/zlib"];
        directories
            .extend(parts.iter().map(|part| directory.join(part)).filter(|dir| dir.is_dir()));
        Some(Headers { root: directory.to_path_buf(), directories, is_node: true })
    }

    /// Directories that a program using this crate brings.
    pub fn of_directories(directories: &[PathBuf]) -> Headers {
        let first = directories.first().cloned().unwrap_or_default();
        let root = match first.ends_with("include/node") {
            true => first.parent().and_then(Path::parent).map(Path::to_path_buf),
            false => None,
        };
        Headers { root: root.unwrap_or(first), directories: directories.to_vec(), is_node: false }
    }
}

/// Writes a file unless it has this content already.
pub(crate) fn write_if_changed(path: &Path, text: &str) -> std::io::Result<()> {
    match std::fs::read(path) {
        Ok(old) if old == text.as_bytes() => Ok(()),
        _ => std::fs::write(path, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn headers_are_found_in_the_usual_places() {
        let space = TestSpace::new();
        let error = Headers::of_node(space.root()).err().unwrap();
        assert!(error.message.contains("no node_api.h"));
        space.write("include/node_api.h", "");
        let headers = Headers::of_node(space.root()).unwrap();
        assert_eq!(headers.directories, [space.path("include")]);
        space.write("include/node/node_api.h", "");
        let headers = Headers::of_node(space.root()).unwrap();
        assert_eq!(headers.directories, [space.path("include/node")]);
        assert_eq!(headers.root, space.root());
    }
}
