//! Putting the headers of a Node release into the development directory.
//!
//! They come from a tarball on disk, from a copy of Node's distribution (`--dist-url`, a
//! directory or an address), or from npm's package of Node. Fetching and unpacking is left to
//! the `curl` (or `wget`), `tar` and `npm` of the machine: an HTTP and TLS stack would be larger
//! than this whole crate, and those know the user's proxies and certificates already.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::development::programs::Programs;
use crate::development::{DevelopmentDirectory, LAYOUT, Version, version_of_headers};
use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::node_variables::{gyp_os, node_arch};

/// Where headers may come from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// A headers tarball on disk.
    pub tarball: Option<PathBuf>,
    /// What stands before `/v20.11.1/`: an address, a `file:` address or a directory.
    pub dist_url: Option<String>,
    pub proxy: Option<String>,
    pub no_proxy: Option<String>,
    pub ca_file: Option<PathBuf>,
}

const NODES_OWN: &str = "https://nodejs.org/dist";

/// What was installed, and where it came from.
#[derive(Debug)]
pub struct Installed {
    pub version: Version,
    pub directory: PathBuf,
    pub from: String,
}

impl DevelopmentDirectory {
    /// Installs a release, in the place of an older installation of the same. Without a version
    /// the tarball says which it is of.
    pub fn install(
        &self,
        version: Option<&Version>,
        source: &Source,
        environment: &Environment,
    ) -> Result<Installed> {
        // Unpacked beside its final place, so that the last step is a rename.
        let partial = self.path.join(format!(".partial-{}", std::process::id()));
        let wrong = |error: std::io::Error| {
            Diagnostic::new(format!("cannot write to {}: {error}", self.path.display()))
                .help("name another directory with --devdir")
        };
        remove(&partial).map_err(wrong)?;
        std::fs::create_dir_all(&partial).map_err(wrong)?;
        let fetch = Fetch { programs: Programs { environment, source }, into: &partial };
        let result = fetch.headers(version).and_then(|(version, from)| {
            let text = format!("{LAYOUT}\n");
            std::fs::write(partial.join("release/installVersion"), text).map_err(wrong)?;
            let directory = self.path.join(version.to_string());
            remove(&directory).map_err(wrong)?;
            match std::fs::rename(partial.join("release"), &directory) {
                // Another run installed the same in the meantime.
                Err(_) if self.headers(&version).is_some() => {}
                other => other.map_err(wrong)?,
            }
            Ok(Installed { version, directory, from })
        });
        // What is left is of no use, and being unable to remove it no failure of the rest.
        let _ = remove(&partial);
        result
    }
}

fn remove(directory: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// One installation: where from, and the directory that everything is put into first.
struct Fetch<'f> {
    programs: Programs<'f>,
    into: &'f Path,
}

impl Fetch<'_> {
    fn release(&self) -> PathBuf {
        self.into.join("release")
    }

    /// Leaves the headers in `release/include/node`; returns their version and origin.
    fn headers(&self, version: Option<&Version>) -> Result<(Version, String)> {
        if let Some(tarball) = &self.programs.source.tarball {
            let shown = tarball.display().to_string();
            if !tarball.is_file() {
                return Err(Diagnostic::new(format!("there is no tarball {shown}")));
            }
            self.programs.unpack(tarball, &self.release(), None)?;
            return Ok((self.checked(version, &shown)?, shown));
        }
        let Some(version) = version else {
            return Err(Diagnostic::new("which version of Node should be installed?")
                .help("name it, as in: node-gyp install 26.10.0"));
        };
        let base =
            self.programs.source.dist_url.as_deref().unwrap_or(NODES_OWN).trim_end_matches('/');
        let name = format!("node-v{version}-headers.tar.gz");
        let address = format!("{base}/v{version}/{name}");
        let from = match local(base) {
            Some(directory) => {
                self.take_from_directory(&directory.join(format!("v{version}")), &name)?;
                address
            }
            None => match (
                self.fetch_from_network(version, base, &name),
                &self.programs.source.dist_url,
            ) {
                (Ok(()), _) => address,
                // What was asked for in so many words has no substitute.
                (Err(error), Some(_)) => return Err(self.unreachable(version, *error)),
                (Err(first), None) => match self.fetch_from_npm(version) {
                    Ok(package) => format!("npm's package {package} ({})", first.message),
                    Err(second) => {
                        return Err(self.unreachable(version, *first.note(second.message)));
                    }
                },
            },
        };
        Ok((self.checked(Some(version), &from)?, from))
    }

    fn unreachable(&self, version: &Version, error: Diagnostic) -> Box<Diagnostic> {
        let mut new = Diagnostic::new(format!("the headers of Node {version} cannot be had"))
            .note(error.message);
        new.notes.extend(error.notes);
        new.help(format!(
            "without a network: node-gyp install --tarball node-v{version}-headers.tar.gz,\n\
             --dist-url DIRECTORY for a copy of {NODES_OWN}, or, when building,\n\
             --nodedir DIR for a Node that is installed. Proxies: --proxy URL, --cafile FILE."
        ))
    }

    /// A copy of Node's distribution on disk. Its checksums are compared if they are there.
    fn take_from_directory(&self, directory: &Path, name: &str) -> Result<()> {
        let tarball = directory.join(name);
        if !tarball.is_file() {
            return Err(Diagnostic::new(format!("there is no {}", tarball.display()))
                .help("--dist-url names the directory that holds the v* directories"));
        }
        if let Ok(sums) = std::fs::read_to_string(directory.join("SHASUMS256.txt")) {
            self.compare(&tarball, name, &sums)?;
        }
        self.programs.unpack(&tarball, &self.release(), None)
    }

    fn fetch_from_network(&self, version: &Version, base: &str, name: &str) -> Result<()> {
        let (tarball, sums) = (self.into.join(name), self.into.join("SHASUMS256.txt"));
        self.programs.download(&format!("{base}/v{version}/{name}"), &tarball)?;
        self.programs.download(&format!("{base}/v{version}/SHASUMS256.txt"), &sums)?;
        let text = std::fs::read_to_string(&sums).unwrap_or_default();
        self.compare(&tarball, name, &text)?;
        self.programs.unpack(&tarball, &self.release(), None)
    }

    /// npm's package of Node for this system: it carries the headers too, and npm is often set
    /// up for a mirror where nothing else can be reached.
    fn fetch_from_npm(&self, version: &Version) -> Result<String> {
        let system = if gyp_os() == "mac" { "darwin" } else { gyp_os() };
        let name = format!("node-{system}-{}", node_arch());
        let wanted = format!("{name}@{version}");
        let into = self.into.to_string_lossy().into_owned();
        let words =
            ["pack", &wanted, "--loglevel=error", "--pack-destination", &into].map(str::to_owned);
        self.programs.run("npm", &words).map_err(|printed| {
            Diagnostic::new(format!("npm could not fetch {wanted}: {}", first_line(&printed)))
        })?;
        let tarball = self.into.join(format!("{name}-{version}.tgz"));
        self.programs.unpack(&tarball, &self.release(), Some("package/include"))?;
        Ok(wanted)
    }

    fn compare(&self, file: &Path, name: &str, sums: &str) -> Result<()> {
        let expected = sums.lines().find_map(|line| {
            let (sum, file) = line.split_once(char::is_whitespace)?;
            (file.trim().trim_start_matches("./") == name).then_some(sum)
        });
        let Some(expected) = expected else {
            return Err(Diagnostic::new(format!("SHASUMS256.txt has no checksum of {name}")));
        };
        let bytes = std::fs::read(file)
            .map_err(|error| Diagnostic::new(format!("cannot read {}: {error}", file.display())))?;
        let found: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        match found.eq_ignore_ascii_case(expected) {
            true => Ok(()),
            false => Err(Diagnostic::new(format!("{name} is damaged or was exchanged")).note(
                format!("SHA-256 by SHASUMS256.txt: {expected}\nof the file:              {found}"),
            )),
        }
    }

    /// The version that the unpacked headers are of, which must be the one asked for.
    fn checked(&self, wanted: Option<&Version>, from: &str) -> Result<Version> {
        let headers = self.release().join("include/node");
        if !headers.join("node_api.h").is_file() {
            return Err(Diagnostic::new(format!("{from} holds no headers of Node"))
                .note("expected include/node/node_api.h below its one directory")
                .help("Node's releases have a file node-vVERSION-headers.tar.gz"));
        }
        let found = version_of_headers(&headers);
        match (wanted, found) {
            (None, None) => Err(Diagnostic::new(format!("{from} does not say its version"))
                .help("name it, as in: node-gyp install 26.10.0 --tarball FILE")),
            (None, Some(found)) => Ok(found),
            (Some(wanted), Some(found)) if !wanted.same_release(&found) => Err(Diagnostic::new(
                format!("{from} holds the headers of Node {found}, not of {wanted}"),
            )),
            (Some(wanted), _) => Ok(wanted.clone()),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

/// The directory that a `--dist-url` names, if it names one.
fn local(base: &str) -> Option<PathBuf> {
    match base.split_once(':') {
        Some(("file", rest)) => {
            let path = rest.strip_prefix("//localhost").or(rest.strip_prefix("//"));
            Some(PathBuf::from(path.unwrap_or(rest).replace("%20", " ")))
        }
        Some((scheme, rest)) if scheme.len() > 1 && rest.starts_with("//") => None,
        _ => Some(PathBuf::from(base)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    /// A copy of Node's distribution with one release, made with the machine's `tar`.
    fn distribution(space: &TestSpace, version: &str) {
        let numbers: Vec<_> = version.split('.').collect();
        let top = format!("node-v{version}/include/node");
        space.write(&format!("{top}/node_api.h"), "");
        space.write(
            &format!("{top}/node_version.h"),
            &format!(
                "#define NODE_MAJOR_VERSION {}\n#define NODE_MINOR_VERSION {}\n\
                 #define NODE_PATCH_VERSION {}\n",
                numbers[0], numbers[1], numbers[2]
            ),
        );
        space.write(&format!("node-v{version}/README.md"), "");
        let name = format!("node-v{version}-headers.tar.gz");
        std::fs::create_dir_all(space.path(&format!("dist/v{version}"))).unwrap();
        let status = Environment::current()
            .command("tar")
            .args(["-czf", &format!("dist/v{version}/{name}"), &format!("node-v{version}")])
            .current_dir(space.root())
            .status();
        assert!(status.unwrap().success());
    }

    fn install(
        space: &TestSpace,
        version: &str,
        source: Source,
    ) -> std::result::Result<Installed, String> {
        let directory = DevelopmentDirectory { path: space.path("dev") };
        let version = Version::parse(version);
        let mut environment = Environment::current();
        // Nothing of the network: there is only `tar`.
        environment.set("PATH", "/usr/bin:/bin");
        directory
            .install(version.as_ref(), &source, &environment)
            .map_err(|error| error.render("error", &Default::default()))
    }

    #[test]
    fn from_a_directory_and_from_a_tarball() {
        let space = TestSpace::new();
        distribution(&space, "20.11.1");
        let address = format!("file://{}/dist/", space.root().display());
        let source = Source { dist_url: Some(address), ..Source::default() };
        let installed = install(&space, "20.11.1", source).unwrap();
        assert_eq!(installed.directory, space.path("dev/20.11.1"));
        assert!(space.exists("dev/20.11.1/include/node/node_api.h"));
        assert_eq!(space.read("dev/20.11.1/installVersion"), "11\n");
        assert!(!space.exists("dev/20.11.1/README.md"));
        let tarball = space.path("dist/v20.11.1/node-v20.11.1-headers.tar.gz");
        let source = || Source { tarball: Some(tarball.clone()), ..Source::default() };
        space.write("dev/20.11.1/old", "");
        let installed = install(&space, "", source()).unwrap();
        assert_eq!(installed.version.to_string(), "20.11.1", "as the headers say");
        assert!(!space.exists("dev/20.11.1/old"));
        let error = install(&space, "18.0.0", source()).unwrap_err();
        assert!(error.contains("headers of Node 20.11.1, not of 18.0.0"), "{error}");
        let left: Vec<_> = std::fs::read_dir(space.path("dev")).unwrap().collect();
        assert_eq!(left.len(), 1, "a failure leaves nothing behind");
    }

    #[test]
    fn checksums_are_compared() {
        let space = TestSpace::new();
        distribution(&space, "20.11.1");
        let directory = space.path("dist").to_string_lossy().into_owned();
        let source = || Source { dist_url: Some(directory.clone()), ..Source::default() };
        let sums = "00ff  node-v20.11.1.tar.gz\n00ff  node-v20.11.1-headers.tar.gz\n";
        space.write("dist/v20.11.1/SHASUMS256.txt", sums);
        let error = install(&space, "20.11.1", source()).unwrap_err();
        assert!(error.contains("damaged or was exchanged") && error.contains("00ff"), "{error}");
        assert!(!space.exists("dev/20.11.1"));
    }

    #[test]
    fn mistakes() {
        let space = TestSpace::new();
        space.write("x.tar.gz", "no tarball");
        let error = |version: &str, tarball: Option<&str>, dist_url: &str| {
            let source = Source {
                tarball: tarball.map(|name| space.path(name)),
                dist_url: Some(dist_url.to_owned()),
                ..Source::default()
            };
            install(&space, version, source).unwrap_err()
        };
        assert!(error("", None, "x").contains("which version of Node"));
        assert!(error("", Some("x.tar.gz"), "").contains("tar could not unpack"));
        assert!(error("", Some("y"), "").contains("there is no tarball"));
        let missing = error("1.2.3", None, &space.path("d").to_string_lossy());
        assert!(missing.contains("d/v1.2.3/node-v1.2.3-headers.tar.gz"), "{missing}");
    }

    #[test]
    fn addresses_and_directories() {
        assert_eq!(local("https://x/dist"), None);
        assert_eq!(local("file:///a%20b"), Some("/a b".into()));
        assert_eq!(local("file:/a"), Some("/a".into()));
        assert_eq!(local("../dist"), Some("../dist".into()));
    }
}
