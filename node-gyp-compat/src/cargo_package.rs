//! Addons that are Cargo packages: their `cdylib`, built by cargo, put where node-gyp puts addons.
//!
//! cargo does all the work, and what it prints goes straight through. This module finds the
//! libraries, calls it, and copies what it made to `build/Release/NAME.node`, so that loaders
//! find it as they find any addon.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value as Json;

use crate::configure::absolute;
use crate::diagnostic::{Diagnostic, Error, ErrorKind, Result};
use crate::node_variables::node_arch;
use crate::project::{BuildOptions, BuildReport, Configuration};
use crate::shell;

/// A library target of the kind that can be loaded.
#[derive(Debug, PartialEq, Eq)]
struct Library {
    package: String,
    manifest: PathBuf,
    /// The target's name, and the product's without `.node`.
    name: String,
}

/// The names of the addons that the package (or workspace) makes.
pub fn libraries(options: &BuildOptions) -> std::result::Result<Vec<String>, Error> {
    let libraries = find(options).map_err(without_texts)?;
    Ok(libraries.into_iter().map(|library| library.name).collect())
}

/// Builds with cargo, which also gets the further arguments.
pub fn build(
    options: &BuildOptions,
    arguments: &[String],
) -> std::result::Result<BuildReport, Error> {
    build_libraries(options, arguments).map_err(without_texts)
}

/// Makes cargo forget what it built of the package itself; its dependencies stay.
pub fn clean(options: &BuildOptions) -> std::result::Result<(), Error> {
    let libraries = find(options).map_err(without_texts)?;
    let mut words = vec!["clean".to_owned(), "--quiet".to_owned()];
    for library in libraries {
        words.extend(["--package".to_owned(), library.package]);
    }
    let status = cargo(options, &words)
        .and_then(|mut command| command.status().map_err(|error| cannot_run(&error)));
    match status.map_err(without_texts)?.success() {
        true => Ok(()),
        false => Err(without_texts(failed(&words))),
    }
}

fn without_texts(diagnostic: Box<Diagnostic>) -> Error {
    Error::new(diagnostic, Default::default())
}

fn cargo(options: &BuildOptions, words: &[String]) -> Result<std::process::Command> {
    let environment = &options.environment;
    // cargo tells its subcommands where it is itself.
    let named = environment.get("CARGO");
    let program =
        match named.or_else(|| Some(environment.find_program("cargo")?.to_string_lossy().into())) {
            Some(program) => program,
            None => {
                return Err(Diagnostic::new(
                "this addon is a Cargo package, and there is no cargo on the PATH",
            )
            .help(
                "install Rust with rustup, or add the directory of cargo (~/.cargo/bin) to PATH",
            ));
            }
        };
    let mut command = environment.command(program);
    command.args(words).current_dir(&options.directory).stdin(Stdio::null());
    Ok(command)
}

fn cannot_run(error: &std::io::Error) -> Box<Diagnostic> {
    Diagnostic::new(format!("cannot run cargo: {error}"))
}

fn failed(words: &[String]) -> Box<Diagnostic> {
    let line = shell::join(words);
    Diagnostic::new(format!("`cargo {line}` failed, with the messages above"))
        .kind(ErrorKind::Build)
}

/// The libraries that cargo would build in this directory.
fn find(options: &BuildOptions) -> Result<Vec<Library>> {
    let directory = absolute(&options.directory)?;
    let words = ["metadata", "--no-deps", "--format-version", "1"].map(str::to_owned);
    let output = cargo(options, &words)?.output().map_err(|error| cannot_run(&error))?;
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
fn select(metadata: &Json, directory: &Path) -> Result<Vec<Library>> {
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
fn is_cdylib(target: &Json) -> bool {
    let kinds = target["kind"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "cdylib"))
}

fn build_libraries(options: &BuildOptions, arguments: &[String]) -> Result<BuildReport> {
    if options.target_arch.as_deref().is_some_and(|arch| arch != node_arch()) {
        return Err(Diagnostic::new("--arch does not choose the processor of a Cargo package")
            .help("name cargo's target: -- --target aarch64-unknown-linux-gnu"));
    }
    let libraries = find(options)?;
    let words = build_words(options, &libraries, arguments);
    let mut command = cargo(options, &words)?;
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_run(&error))?;
    let mut made: Vec<(usize, PathBuf, bool)> = Vec::new();
    for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()) {
        let line = line.map_err(|error| cannot_run(&error))?;
        let Ok(message) = serde_json::from_str::<Json>(&line) else {
            // A build script's or a user's own line.
            continue;
        };
        made.extend(artifact(&message, &libraries));
    }
    let status = child.wait().map_err(|error| cannot_run(&error))?;
    if !status.success() {
        return Err(failed(&words));
    }
    let folder = absolute(&options.directory)?.join("build").join(options.configuration.name());
    let mut products = Vec::new();
    let mut ran = 0;
    for (library, file, fresh) in made {
        let product = folder.join(format!("{}.node", libraries[library].name));
        let copied = install(&file, &product, fresh).map_err(|error| {
            Diagnostic::new(format!("cannot write {}: {error}", product.display()))
        })?;
        ran += usize::from(copied);
        products.push(product);
    }
    if products.is_empty() {
        return Err(failed(&words).note("cargo made none of the addon's libraries"));
    }
    Ok(BuildReport {
        steps: products.len(),
        products,
        ran,
        warnings: Vec::new(),
        headers: None,
        headers_needed: None,
    })
}

fn build_words(options: &BuildOptions, libraries: &[Library], arguments: &[String]) -> Vec<String> {
    let mut words: Vec<String> =
        ["build", "--lib", "--message-format=json-render-diagnostics"].map(str::to_owned).into();
    for library in libraries {
        words.extend(["--package".to_owned(), library.package.clone()]);
    }
    if options.configuration == Configuration::Release {
        words.push("--release".into());
    }
    if let Some(jobs) = options.jobs {
        words.push(format!("--jobs={jobs}"));
    }
    if options.verbose {
        words.push("--verbose".into());
    } else if options.quiet {
        words.push("--quiet".into());
    }
    words.extend_from_slice(arguments);
    words
}

/// The library that a message of cargo's says was made: which, its file, and whether it was
/// there already.
fn artifact(message: &Json, libraries: &[Library]) -> Option<(usize, PathBuf, bool)> {
    if message["reason"] != "compiler-artifact" || !is_cdylib(&message["target"]) {
        return None;
    }
    let manifest = Path::new(message["manifest_path"].as_str()?);
    let library = libraries.iter().position(|library| library.manifest == manifest)?;
    let mut files = message["filenames"].as_array()?.iter().filter_map(Json::as_str);
    let file =
        files.find(|file| [".so", ".dylib", ".dll"].iter().any(|end| file.ends_with(end)))?;
    Some((library, PathBuf::from(file), message["fresh"] == true))
}

/// Copies the library to its place, if what is there is not it already.
fn install(file: &Path, product: &Path, fresh: bool) -> std::io::Result<bool> {
    let from = file.metadata()?;
    if let (true, Ok(there)) = (fresh, product.metadata())
        && there.len() == from.len()
        && there.modified()? >= from.modified()?
    {
        return Ok(false);
    }
    std::fs::create_dir_all(product.parent().unwrap_or(Path::new(".")))?;
    // Complete before it has its name: a process may have the old one loaded.
    let partial = product.with_extension("partial");
    std::fs::copy(file, &partial)?;
    std::fs::rename(&partial, product)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn metadata(packages: &[(&str, &str, &str)]) -> Json {
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

    #[test]
    fn artifacts_of_the_libraries_only() {
        let libraries = select(&metadata(&[("a", "/w", "cdylib")]), Path::new("/w")).unwrap();
        let mut message = json!({
            "reason": "compiler-artifact", "manifest_path": "/w/Cargo.toml", "fresh": true,
            "target": {"kind": ["cdylib", "rlib"]},
            "filenames": ["/t/liba.rlib", "/t/liba.so"],
        });
        assert_eq!(artifact(&message, &libraries), Some((0, "/t/liba.so".into(), true)));
        message["manifest_path"] = json!("/other/Cargo.toml");
        assert_eq!(artifact(&message, &libraries), None);
        assert_eq!(artifact(&json!({"reason": "build-finished"}), &libraries), None);
    }
}
