//! The directory where headers of Node releases are kept, shared with node-gyp itself.
//!
//! `DIR/20.11.1/include/node/` holds the headers of that release, `DIR/20.11.1/installVersion`
//! the number of the layout; both tools read what the other installed. A release appears under
//! its name only when it is complete.

mod install;
mod programs;
mod version;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;

pub use install::Source;
pub use version::Version;

/// The layout that this crate writes, and the oldest it reads; node-gyp's number for it.
const LAYOUT: u32 = 11;

pub struct DevelopmentDirectory {
    pub path: PathBuf,
}

impl DevelopmentDirectory {
    /// Where node-gyp keeps it if `--devdir` is not given: in the user's cache. A user without a
    /// home has none: what others can write to is no place for headers.
    pub fn usual(environment: &Environment) -> Option<PathBuf> {
        let home = environment.get("HOME").map(PathBuf::from);
        let mac = cfg!(target_os = "macos");
        let cache = match environment.get("XDG_CACHE_HOME").filter(|_| !mac) {
            Some(cache) => PathBuf::from(cache),
            None => home?.join(if mac { "Library/Caches" } else { ".cache" }),
        };
        Some(cache.join("node-gyp"))
    }

    /// The names of what is there, as node-gyp lists them.
    pub fn entries(&self) -> Result<Vec<String>> {
        let entries = match std::fs::read_dir(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|error| self.wrong("read", error))?,
        };
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.to_owned()));
        let mut names: Vec<String> =
            names.filter(|name| name != "current" && !name.starts_with('.')).collect();
        names.sort_by_key(|name| (Version::parse(name), name.clone()));
        Ok(names)
    }

    /// The releases whose headers can be used, the newest last.
    pub fn releases(&self) -> Vec<Version> {
        let names = self.entries().unwrap_or_default();
        let versions = names.iter().filter_map(|name| Version::parse(name));
        versions.filter(|version| self.headers(version).is_some()).collect()
    }

    /// The directory to give as `--nodedir`, if the release is installed.
    pub fn headers(&self, version: &Version) -> Option<PathBuf> {
        let directory = self.path.join(version.to_string());
        let layout = std::fs::read_to_string(directory.join("installVersion")).ok()?;
        let usable = layout.trim().parse().is_ok_and(|number: u32| number >= LAYOUT)
            && directory.join("include/node/node_api.h").is_file();
        usable.then_some(directory)
    }

    /// Removes a release; whether it was there.
    pub fn remove(&self, name: &str) -> Result<bool> {
        let name = Version::parse(name).map_or(name.to_owned(), |version| version.to_string());
        // Only what stands in this directory itself.
        if name.is_empty() || name.contains('/') || name.starts_with('.') {
            return Err(Diagnostic::new(format!("`{name}` is no version of Node"))
                .help("`node-gyp list` prints the versions that are installed"));
        }
        match std::fs::remove_dir_all(self.path.join(&name)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.wrong("remove from", error)),
        }
    }

    fn wrong(&self, action: &str, error: std::io::Error) -> Box<Diagnostic> {
        Diagnostic::new(format!("cannot {action} {}: {error}", self.path.display()))
            .help("name another directory with --devdir")
    }
}

/// The version that Node headers say they are of, from `node_version.h`.
pub fn version_of_headers(directory: &Path) -> Option<Version> {
    let text = std::fs::read_to_string(directory.join("node_version.h")).ok()?;
    let number = |name: &str| -> Option<u32> {
        let start = format!("#define NODE_{name}_VERSION");
        let line = text.lines().find(|line| line.starts_with(&start))?;
        line[start.len()..].trim().parse().ok()
    };
    Some(Version::new(number("MAJOR")?, number("MINOR")?, number("PATCH")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn releases_are_listed_found_and_removed() {
        let space = TestSpace::new();
        let directory = DevelopmentDirectory { path: space.path("dev") };
        assert_eq!(directory.entries().unwrap(), [""; 0]);
        for (name, layout) in [("20.11.1", "11"), ("9.0.0", "11"), ("18.0.0", "9")] {
            space.write(&format!("dev/{name}/include/node/node_api.h"), "");
            space.write(&format!("dev/{name}/installVersion"), &format!("{layout}\n"));
        }
        space.write("dev/.partial-1/x", "");
        assert_eq!(directory.entries().unwrap(), ["9.0.0", "18.0.0", "20.11.1"]);
        let releases: Vec<_> = directory.releases().iter().map(Version::to_string).collect();
        assert_eq!(releases, ["9.0.0", "20.11.1"], "18.0.0 has an older layout");
        assert!(directory.remove("v9.0.0").unwrap());
        assert!(!directory.remove("9.0.0").unwrap());
        for name in ["..", ".", "", "a/b"] {
            assert!(directory.remove(name).is_err(), "{name}");
        }
        assert!(space.exists("dev/20.11.1"));
    }

    #[test]
    fn headers_tell_their_version() {
        let space = TestSpace::new();
        space.write(
            "node_version.h",
            "#define NODE_MAJOR_VERSION 26\n#define NODE_MINOR_VERSION 10\n\
             #define NODE_PATCH_VERSION 3\n",
        );
        assert_eq!(version_of_headers(space.root()), Version::parse("26.10.3"));
        assert_eq!(version_of_headers(&space.path("none")), None);
    }

    #[test]
    fn the_usual_place_is_the_users_cache() {
        let mut environment = Environment::default();
        assert_eq!(DevelopmentDirectory::usual(&environment), None);
        environment.set("HOME", "/home/me");
        environment.set("XDG_CACHE_HOME", "/cache");
        if !cfg!(target_os = "macos") {
            let usual = DevelopmentDirectory::usual(&environment);
            assert_eq!(usual, Some("/cache/node-gyp".into()));
        }
    }
}
