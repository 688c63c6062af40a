//! Addons that are Cargo packages: their `cdylib`, built by cargo, put where node-gyp puts addons,
//! with the files that make it a package for JavaScript.
//!
//! ```text
//! libraries      what there is to build
//! cargo          runs cargo, which does the work
//! product        the copy of the library, build/Release/NAME.node
//! registration   whether a host finds the module in the library
//! declarations   the TypeScript declarations inside the library
//! loader         the text of index.js
//! module_files   index.js and index.d.ts: where, and when they are written
//! platform       target triples to npm's and napi-rs's names of systems
//! package_json   package.json as it is read, and changed without losing anything
//! npm_packages   --npm: a package for each platform
//! ```

mod cargo;
pub mod declarations;
mod libraries;
mod loader;
mod module_files;
mod npm_packages;
mod package_json;
mod platform;
mod product;
mod registration;

use std::path::{Path, PathBuf};

use crate::configure::absolute;
use crate::diagnostic::{Diagnostic, Error, Result};
use crate::node_variables::node_arch;
use crate::project::{BuildOptions, BuildReport, Configuration};
use libraries::Library;

/// What is written besides the library.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    pub js: Choice,
    pub dts: Choice,
    pub npm: Npm,
}

/// Whether a file is written, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    Usual,
    At(PathBuf),
    No,
}

/// The packages for npm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Npm {
    #[default]
    No,
    Make,
    /// The same; versions in `optionalDependencies` that differ are set.
    Update,
}

/// What a build did, and has to tell.
pub struct Built {
    pub report: BuildReport,
    pub notes: Vec<Note>,
}

/// Something to tell, as important as it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Note {
    Verbose(String),
    Info(String),
    Warning(String),
}

/// The names of the addons that the package (or workspace) makes.
pub fn libraries(options: &BuildOptions) -> std::result::Result<Vec<String>, Error> {
    let libraries = libraries::find(options).map_err(without_texts)?;
    Ok(libraries.into_iter().map(|library| library.name).collect())
}

/// Builds with cargo, which also gets the further arguments.
pub fn build(
    options: &BuildOptions,
    outputs: &Outputs,
    arguments: &[String],
) -> std::result::Result<Built, Error> {
    build_libraries(options, outputs, arguments).map_err(without_texts)
}

/// Makes cargo forget what it built of the package itself; its dependencies stay.
pub fn clean(options: &BuildOptions) -> std::result::Result<(), Error> {
    let libraries = libraries::find(options).map_err(without_texts)?;
    let mut words = vec!["clean".to_owned(), "--quiet".to_owned()];
    for library in libraries {
        words.extend(["--package".to_owned(), library.package]);
    }
    let status = cargo::command(options, &words)
        .and_then(|mut command| command.status().map_err(|error| cargo::cannot_run(&error)));
    match status.map_err(without_texts)?.success() {
        true => Ok(()),
        false => Err(without_texts(cargo::failed(&words))),
    }
}

fn without_texts(diagnostic: Box<Diagnostic>) -> Error {
    Error::new(diagnostic, Default::default())
}

fn build_libraries(
    options: &BuildOptions,
    outputs: &Outputs,
    arguments: &[String],
) -> Result<Built> {
    if options.target_arch.as_deref().is_some_and(|arch| arch != node_arch()) {
        return Err(Diagnostic::new("--arch does not choose the processor of a Cargo package")
            .help("name cargo's target: -- --target aarch64-unknown-linux-gnu"));
    }
    let libraries = libraries::find(options)?;
    check(options, outputs, &libraries)?;
    let npm = match outputs.npm {
        Npm::No => None,
        _ => Some(npm_packages::Preparation::new(options, outputs.npm, &libraries)?),
    };
    let build = absolute(&options.directory)?.join("build");
    let mut notes = Vec::new();
    let mut products = Vec::new();
    let mut ran = 0;
    let made = cargo::build(options, &libraries, arguments)?;
    for made in &made {
        let library = &libraries[made.library];
        let product =
            build.join(options.configuration.name()).join(format!("{}.node", library.name));
        // What does not run here is for its package only.
        let foreign = npm.as_ref().is_some_and(|npm| npm.is_foreign(&made.file));
        if !foreign {
            let copied = product::install(&made.file, &product, made.fresh)
                .map_err(|error| cannot_write(&product, &error))?;
            ran += usize::from(copied);
            products.push(product.clone());
        }
        let bytes = std::fs::read(&made.file).map_err(|error| cannot_read(&made.file, &error))?;
        notes.extend(registration::warning(&bytes, &product).map(Note::Warning));
        notes.extend(module_files::write(library, (&made.file, &bytes), &build, outputs)?);
        if let Some(npm) = &npm {
            let (package, copied) = npm.write(library, made, &mut notes)?;
            ran += usize::from(copied);
            products.push(package);
        }
    }
    let report = BuildReport {
        steps: products.len(),
        products,
        ran,
        warnings: Vec::new(),
        headers: None,
        headers_needed: None,
    };
    Ok(Built { report, notes })
}

/// Options that do not go together.
fn check(options: &BuildOptions, outputs: &Outputs, libraries: &[Library]) -> Result<()> {
    for (choice, name) in [(&outputs.js, "--js"), (&outputs.dts, "--dts")] {
        if let (Choice::At(_), [_, _, ..]) = (choice, libraries) {
            let names: Vec<_> = libraries.iter().map(|library| &library.name[..]).collect();
            return Err(Diagnostic::new(format!("{name} names one file, for several addons"))
                .note(format!("found the libraries {}", names.join(", ")))
                .help(format!("leave {name} out: each gets its file beside its Cargo.toml")));
        }
    }
    if outputs.js != Choice::No || outputs.dts != Choice::No {
        libraries.iter().try_for_each(|library| module_files::check(library, outputs))?;
    }
    if outputs.npm != Npm::No && options.configuration == Configuration::Debug {
        return Err(Diagnostic::new("--npm makes packages of release builds only")
            .help("leave --debug out"));
    }
    Ok(())
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    Diagnostic::new(format!("cannot write {}: {error}", path.display()))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    Diagnostic::new(format!("cannot read {}: {error}", path.display()))
}
