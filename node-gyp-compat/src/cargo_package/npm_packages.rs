//! `--npm`: a package for each platform, in `npm/PLATFORM/`, and the main package's
//! `optionalDependencies`, by which npm installs the one that fits.
//!
//! A package holds the library and what npm needs to know. All are of the main package's version,
//! exactly: the loader and the library are of one build.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::cargo::{self, Made};
use super::libraries::Library;
use super::package_json::PackageJson;
use super::platform::{Platform, triple_in_path};
use super::{Note, Npm, cannot_read, cannot_write, module_files, product};
use crate::diagnostic::{Diagnostic, Result};
use crate::project::BuildOptions;

/// What a platform's package says as the main package does. npm wants `repository` to be the same
/// in packages that are published with provenance.
const INHERITED: [&str; 9] = [
    "author",
    "license",
    "homepage",
    "repository",
    "bugs",
    "funding",
    "keywords",
    "engines",
    "publishConfig",
];

/// What is known before building, so that a mistake is told before a long build.
pub struct Preparation {
    mode: Npm,
    host: String,
    /// For each library.
    packages: Vec<PackageJson>,
}

impl Preparation {
    pub fn new(options: &BuildOptions, mode: Npm, libraries: &[Library]) -> Result<Preparation> {
        let packages = libraries.iter().map(|library| {
            let package = package_of(library)?;
            let main = Main::of(&package)?;
            check_versions(&package, &main, mode)?;
            Ok(package)
        });
        let packages = packages.collect::<Result<_>>()?;
        Ok(Preparation { mode, host: cargo::host(options)?, packages })
    }

    fn triple<'a>(&'a self, built: &'a Path) -> &'a str {
        triple_in_path(built).unwrap_or(&self.host)
    }

    /// Whether a library is for another system than this.
    pub fn is_foreign(&self, built: &Path) -> bool {
        self.triple(built) != self.host
    }

    /// Writes the package of a library that was built. Returns the library's copy in it, and
    /// whether that is new.
    pub fn write(
        &self,
        library: &Library,
        made: &Made,
        notes: &mut Vec<Note>,
    ) -> Result<(PathBuf, bool)> {
        let (index, built) = (made.library, &made.file);
        let triple = self.triple(built);
        let platform = Platform::of_triple(triple).ok_or_else(|| {
            Diagnostic::new(format!("npm's packages have no name for the target {triple}"))
                .note("expected a target of Linux (gnu, musl), macOS, Windows, FreeBSD or Android")
        })?;
        let package = &self.packages[index];
        let main = Main::of(package)?;
        let folder = library.folder().join("npm").join(&platform.name);
        let file = format!("{}.{}.node", library.name, platform.name);
        let described = describe(package, &main, &platform, &file);
        let mut changed = write_text(&folder.join("package.json"), &described)?;
        changed |= write_text(&folder.join("README.md"), &readme(&main, &platform))?;
        let product = folder.join(&file);
        let copied = product::install(built, &product, made.fresh)
            .map_err(|error| cannot_write(&product, &error))?;
        copy_licenses(library.folder(), &folder)?;
        if changed || copied {
            notes.push(Note::Info(format!("{} was written", module_files::shown(&folder))));
        }
        self.add_dependencies(library, index, notes)?;
        Ok((product, copied))
    }

    /// Every package that is there must be one that npm would install.
    fn add_dependencies(
        &self,
        library: &Library,
        index: usize,
        notes: &mut Vec<Note>,
    ) -> Result<()> {
        let package = &self.packages[index];
        let main = Main::of(package)?;
        let mut wanted = Vec::new();
        for (name, found) in packages_beside(library, &main)? {
            if found != main.version {
                let folder = library.folder().join("npm").join(name);
                return Err(Diagnostic::new("the packages are of different versions")
                    .note(format!("package.json has version {}", main.version))
                    .note(format!("{} has version {found}", module_files::shown(&folder)))
                    .help("build that platform again, or remove the folder"));
            }
            wanted.push((format!("{}-{name}", main.name), main.version));
        }
        if self.mode == Npm::Update {
            let others = platform_dependencies(package, &main);
            wanted.extend(others.map(|(name, _)| (name.to_owned(), main.version)));
        }
        wanted.sort();
        wanted.dedup();
        if let Some(changed) = package.with_optional_dependencies(&wanted)? {
            changed.save()?;
            let shown = module_files::shown(&changed.path);
            notes.push(Note::Info(format!("{shown} was changed: optionalDependencies")));
        }
        if package.get("files").is_none() && !library.folder().join(".npmignore").exists() {
            notes.push(Note::Warning(
                "package.json has no `files`: npm would pack build/, npm/ and more\n  \
                 (add \"files\": [\"index.js\", \"index.d.ts\"])"
                    .into(),
            ));
        }
        Ok(())
    }
}

/// What the main package must say.
struct Main<'p> {
    name: &'p str,
    version: &'p str,
}

impl<'p> Main<'p> {
    fn of(package: &'p PackageJson) -> Result<Main<'p>> {
        let text = |field: &str, example: &str| {
            package.text_of(field).ok_or_else(|| {
                Diagnostic::new(format!("{} has no {field}", package.path.display()))
                    .note("the packages of platforms are named after it, and of its version")
                    .help(format!("add \"{field}\": \"{example}\""))
            })
        };
        Ok(Main { name: text("name", "my-addon")?, version: text("version", "0.1.0")? })
    }
}

fn package_of(library: &Library) -> Result<PackageJson> {
    PackageJson::read(library.folder())?.ok_or_else(|| {
        let place = library.folder().join("package.json");
        let name = library.package.replace('_', "-");
        Diagnostic::new(format!("there is no {}", place.display()))
            .note("--npm makes packages for platforms, which are named after it")
            .help(format!(
                "`npm init` writes one; it may be as short as this:\n\
                 {{\n  \"name\": \"{name}\",\n  \"version\": \"0.1.0\",\n  \"main\": \"index.js\",\n  \
                 \"types\": \"index.d.ts\",\n  \"files\": [\"index.js\", \"index.d.ts\"]\n}}"
            ))
    })
}

/// The main package's dependencies that look like ours: `NAME-linux-x64-gnu`.
fn platform_dependencies<'p>(
    package: &'p PackageJson,
    main: &'p Main<'p>,
) -> impl Iterator<Item = (&'p str, &'p str)> {
    const SYSTEMS: [&str; 5] = ["linux-", "darwin-", "win32-", "freebsd-", "android-"];
    package.optional_dependencies().filter(|(name, _)| {
        let end = name.strip_prefix(main.name).and_then(|end| end.strip_prefix('-'));
        end.is_some_and(|end| SYSTEMS.iter().any(|system| end.starts_with(system)))
    })
}

fn check_versions(package: &PackageJson, main: &Main<'_>, mode: Npm) -> Result<()> {
    // What pnpm and yarn put the version in for, when they publish.
    let replaced = |version: &str| version.starts_with("workspace:");
    let differs = |(_, version): &(&str, &str)| *version != main.version && !replaced(version);
    let others: Vec<_> = platform_dependencies(package, main).filter(differs).collect();
    if others.is_empty() || mode == Npm::Update {
        return Ok(());
    }
    let mut error = Diagnostic::new("optionalDependencies are of another version")
        .note(format!("package.json has version {}", main.version));
    for (name, version) in others {
        error = error.note(format!("it wants {name} {version}"));
    }
    Err(error.help(format!(
        "napkin build --npm=update sets them to {}; or correct `version`",
        main.version
    )))
}

/// The platforms whose packages are in `npm/`, with their versions.
fn packages_beside(library: &Library, main: &Main<'_>) -> Result<Vec<(String, String)>> {
    let folder = library.folder().join("npm");
    let entries = std::fs::read_dir(&folder).map_err(|error| cannot_read(&folder, &error))?;
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| cannot_read(&folder, &error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let package = PackageJson::read(&entry.path()).ok().flatten();
        // Anything else in the folder is not ours.
        if let Some(package) = package
            && package.text_of("name") == Some(&format!("{}-{name}", main.name))
        {
            found.push((name, package.text_of("version").unwrap_or("").to_owned()));
        }
    }
    found.sort();
    Ok(found)
}

/// The package.json of a platform's package, in the order that people know.
fn describe(package: &PackageJson, main: &Main<'_>, platform: &Platform, file: &str) -> String {
    let about = format!("{} for {}", main.name, platform.described());
    let mut fields = vec![
        ("name", json!(format!("{}-{}", main.name, platform.name))),
        ("version", json!(main.version)),
        ("description", json!(about)),
        ("os", json!([platform.os])),
        ("cpu", json!([platform.cpu])),
    ];
    fields.extend(platform.libc.map(|libc| ("libc", json!([libc]))));
    fields.extend([("main", json!(file)), ("files", json!([file]))]);
    fields.extend(INHERITED.iter().filter_map(|name| Some((*name, package.get(name)?.clone()))));
    let fields = fields.iter().map(|(name, value)| {
        let value = match value.as_array() {
            Some(list) if list.len() == 1 => value.to_string(),
            _ => format!("{value:#}").replace('\n', "\n  "),
        };
        format!("  \"{name}\": {value}")
    });
    format!("{{\n{}\n}}\n", fields.collect::<Vec<_>>().join(",\n"))
}

/// Whether the file was another.
fn write_text(path: &Path, text: &str) -> Result<bool> {
    if std::fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    }
    std::fs::write(path, text).map_err(|error| cannot_write(path, &error))?;
    Ok(true)
}

fn readme(main: &Main<'_>, platform: &Platform) -> String {
    format!(
        "# {name}-{end}\n\nThe native addon of `{name}`, built for {about}.\n\n\
         `{name}` loads it where it is needed, and npm installs it along with that: there is no\n\
         need to install it by itself.\n",
        name = main.name,
        end = platform.name,
        about = platform.described(),
    )
}

/// The texts of licences go where the library goes.
fn copy_licenses(from: &Path, to: &Path) -> Result<()> {
    let entries = std::fs::read_dir(from).map_err(|error| cannot_read(from, &error))?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let upper = name.to_string_lossy().to_uppercase();
        let is_license =
            ["LICENSE", "LICENCE", "NOTICE"].iter().any(|word| upper.starts_with(word));
        if is_license && entry.path().is_file() {
            let target = to.join(&name);
            std::fs::copy(entry.path(), &target).map_err(|error| cannot_write(&target, &error))?;
        }
    }
    Ok(())
}
