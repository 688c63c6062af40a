//! Which libraries of a Cargo package, or of a workspace's packages, are addons.

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::cargo;
use crate::configure::absolute;
use crate::diagnostic::{Diagnostic, Result};
use crate::project::BuildOptions;

/// A library target of the kind that can be loaded.
#[derive(Debug, PartialEq, Eq)]
pub struct Library {
    pub package: String,
    pub manifest: PathBuf,
    /// The target's name, and the product's without `.node`.
    pub name: String,
}

impl Library {
    /// Where its Cargo.toml is.
    pub fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new("."))
    }
}

/// The libraries that cargo would build in this directory.
pub fn find(options: &BuildOptions) -> Result<Vec<Library>> {
    let directory = absolute(&options.directory)?;
    let words = ["metadata", "--no-deps", "--format-version", "1"].map(str::to_owned);
    let output =
        cargo::command(options, &words)?.output().map_err(|error| cargo::cannot_run(&error))?;
    if !output.status.success() {
        let printed = String::from_utf8_lossy(&output.stderr);
        let manifest = directory.join("Cargo.toml");
        return Err(Diagnostic::new(format!("cargo cannot read {}", manifest.display()))
            .output(printed.trim_end().to_owned()));
    }
    let metadata: Json = serde_json::from_slice(&output.stdout)
        .map_err(|error| Diagnostic::new(format!("cargo metadata printed no JSON: {error}")))?;
    select(&metadata, &directory)
}

/// Those of the package in this directory; in a workspace without one, those of all members.
pub fn select(metadata: &Json, directory: &Path) -> Result<Vec<Library>> {
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let manifest_of =
        |package: &Json| PathBuf::from(package["manifest_path"].as_str().unwrap_or(""));
    let own = directory.join("Cargo.toml");
    let is_package = packages.iter().any(|package| manifest_of(package) == own);
    let wanted = packages.iter().filter(|package| !is_package || manifest_of(package) == own);
    let mut libraries = Vec::new();
    for package in wanted {
        for target in package["targets"].as_array().into_iter().flatten() {
            if is_cdylib(target) {
                libraries.push(Library {
                    package: package["name"].as_str().unwrap_or("").to_owned(),
                    manifest: manifest_of(package),
                    name: target["name"].as_str().unwrap_or("").replace('-', "_"),
                });
            }
        }
    }
    match libraries.is_empty() {
        false => Ok(libraries),
        true => Err(Diagnostic::new(format!(
            "{} has no library that can be loaded as an addon",
            own.display()
        ))
        .note("expected a library whose crate-type holds \"cdylib\"")
        .help("add to Cargo.toml:\n[lib]\ncrate-type = [\"cdylib\"]")),
    }
}

/// Whether a target is the package's library, as one that can be loaded. An example may be of that
/// type too, and is no addon.
pub fn is_cdylib(target: &Json) -> bool {
    let kinds = target["kind"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "cdylib"))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;

    pub fn metadata(packages: &[(&str, &str, &str)]) -> Json {
        let packages = packages.iter().map(|(name, directory, kind)| {
            json!({
                "name": name,
                "manifest_path": format!("{directory}/Cargo.toml"),
                "targets": [{"name": name, "kind": [kind]}],
            })
        });
        json!({"packages": packages.collect::<Vec<_>>()})
    }

    #[test]
    fn the_package_here_or_all_of_a_workspace() {
        let two = metadata(&[("a", "/w/a", "cdylib"), ("b-b", "/w/b", "cdylib")]);
        let names = |directory: &str| {
            let libraries = select(&two, Path::new(directory)).unwrap();
            libraries.into_iter().map(|library| library.name).collect::<Vec<_>>()
        };
        assert_eq!(names("/w"), ["a", "b_b"]);
        assert_eq!(names("/w/b"), ["b_b"]);
        let error = select(&metadata(&[("a", "/w", "lib")]), Path::new("/w")).unwrap_err();
        assert!(error.help.unwrap().contains("crate-type = [\"cdylib\"]"));
    }
}
