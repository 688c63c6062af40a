//! Finding the headers of a Node on this machine, for addons that need more than Node-API.
//!
//! An addon with V8's headers runs only on the release it was built for. So the headers are
//! those of the release that was asked for (`--target`), or of the `node` on the PATH, which is
//! the one that will load it; only where there is no `node` the newest installed will do.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::development::{DevelopmentDirectory, Version, version_of_headers};
use crate::diagnostic::{Diagnostic, Result};
use crate::headers::Headers;
use crate::project::BuildOptions;

/// The headers, or where they were looked for, and the version to install.
pub enum Search {
    Found(Headers),
    Missing { looked: Vec<String>, version: Option<Version> },
}

/// Looks for the headers that an addon with these options should be built against.
pub fn find(options: &BuildOptions) -> Result<Search> {
    // Absolute, since compilers run in `build/`; it need not be there.
    let development = options.development_dir.as_ref().map(|path| DevelopmentDirectory {
        path: std::path::absolute(path).unwrap_or_else(|_| path.clone()),
    });
    let installed = |version: &Version| {
        let directory = development.as_ref()?.headers(version)?;
        Headers::in_directory(&directory)
    };
    let mut looked = Vec::new();
    let note_development = |looked: &mut Vec<String>, what: &str| {
        if let Some(development) = &development {
            looked.push(format!("{what} in {}", development.path.display()));
        }
    };
    let node = options.environment.find_program("node");
    if let Some(target) = &options.target {
        let version = Version::parse(target).ok_or_else(|| {
            Diagnostic::new(format!("--target is a version such as 20.11.1; found `{target}`"))
        })?;
        if let Some(headers) = installed(&version) {
            return Ok(Search::Found(headers));
        }
        note_development(&mut looked, &format!("{version} is not installed"));
        let beside = node.as_deref().and_then(|node| beside(node, &mut looked));
        return Ok(match beside.filter(|headers| is_of(headers, &version)) {
            Some(headers) => Search::Found(headers),
            None => Search::Missing { looked, version: Some(version) },
        });
    }
    let Some(node) = node else {
        let newest = development.as_ref().and_then(|development| development.releases().pop());
        return Ok(match newest.as_ref().and_then(installed) {
            Some(headers) => Search::Found(headers),
            None => {
                looked.push("there is no `node` on the PATH".into());
                note_development(&mut looked, "no release is installed");
                Search::Missing { looked, version: None }
            }
        });
    };
    if let Some(headers) = beside(&node, &mut looked) {
        return Ok(Search::Found(headers));
    }
    // What is on the PATH may be a small program that starts the real one.
    let (version, real) = ask(options, &node);
    if let Some(headers) = real.and_then(|real| beside(&real, &mut looked)) {
        return Ok(Search::Found(headers));
    }
    if let Some(headers) = version.as_ref().and_then(installed) {
        return Ok(Search::Found(headers));
    }
    if let Some(version) = &version {
        note_development(&mut looked, &format!("{version} is not installed"));
    }
    Ok(Search::Missing { looked, version })
}

/// The headers of the installation that a program belongs to: `bin/node` and `include/node`
/// have one parent, before or after links are followed.
fn beside(node: &Path, looked: &mut Vec<String>) -> Option<Headers> {
    let real = node.canonicalize().ok();
    for program in [Some(node.to_path_buf()), real].into_iter().flatten() {
        let Some(root) = program.parent().and_then(Path::parent) else {
            continue;
        };
        if root.join("include/node/node.h").is_file() {
            return Headers::in_directory(root);
        }
        let place = format!("there is no node.h in {}", root.join("include/node").display());
        if !looked.contains(&place) {
            looked.push(place);
        }
    }
    None
}

fn is_of(headers: &Headers, version: &Version) -> bool {
    let mut directories = headers.directories.iter();
    directories
        .find_map(|directory| version_of_headers(directory))
        .is_some_and(|found| found.same_release(version))
}

/// Asks a `node` for its version and its own path.
fn ask(options: &BuildOptions, node: &Path) -> (Option<Version>, Option<PathBuf>) {
    let mut command = options.environment.command(node);
    command.args(["-p", "process.version + '\\n' + process.execPath"]).stdin(Stdio::null());
    let Ok(output) = command.output() else {
        return (None, None);
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = text.lines();
    (lines.next().and_then(Version::parse), lines.next().map(PathBuf::from))
}

/// The version of the `node` on the PATH, for commands that are not told one.
pub fn version_on_path(options: &BuildOptions) -> Option<Version> {
    let node = options.environment.find_program("node")?;
    ask(options, &node).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    /// A Node of this version: a script in `NAME/bin`, and its headers if wanted.
    fn node(space: &TestSpace, name: &str, version: &str, with_headers: bool) {
        let script = format!("#!/bin/sh\necho v{version}\necho {}\n", "/nowhere/bin/node");
        space.write_program(&format!("{name}/bin/node"), &script);
        if with_headers {
            headers(space, name, version);
        }
    }

    fn headers(space: &TestSpace, root: &str, version: &str) {
        let numbers: Vec<_> = version.split('.').collect();
        let text = format!(
            "#define NODE_MAJOR_VERSION {}\n#define NODE_MINOR_VERSION {}\n#define NODE_PATCH_VERSION {}\n",
            numbers[0], numbers[1], numbers[2]
        );
        space.write(&format!("{root}/include/node/node_version.h"), &text);
        space.write(&format!("{root}/include/node/node_api.h"), "");
        space.write(&format!("{root}/include/node/node.h"), "");
    }

    fn install(space: &TestSpace, version: &str) {
        headers(space, &format!("dev/{version}"), version);
        space.write(&format!("dev/{version}/installVersion"), "11");
    }

    fn found(
        space: &TestSpace,
        path: &str,
        target: Option<&str>,
    ) -> std::result::Result<String, String> {
        let mut options = BuildOptions::new(space.root());
        options.environment.set("PATH", space.path(path));
        options.development_dir = Some(space.path("dev"));
        options.target = target.map(str::to_owned);
        match find(&options).map_err(|error| error.message)? {
            Search::Found(headers) => {
                let root = headers.root.strip_prefix(space.root()).unwrap();
                Ok(root.to_string_lossy().into_owned())
            }
            Search::Missing { looked, version } => {
                let version = version.map(|version| version.to_string());
                Err(format!("{}; {}", version.unwrap_or_default(), looked.join("; ")))
            }
        }
    }

    #[test]
    fn those_of_the_node_that_runs() {
        let space = TestSpace::new();
        node(&space, "n20", "20.1.0", true);
        install(&space, "26.0.0");
        assert_eq!(found(&space, "n20/bin", None).unwrap(), "n20");
        node(&space, "n18", "18.0.0", false);
        let missing = found(&space, "n18/bin", None).unwrap_err();
        assert!(
            missing.starts_with("18.0.0; ") && missing.contains("n18/include/node"),
            "{missing}"
        );
        install(&space, "18.0.0");
        assert_eq!(found(&space, "n18/bin", None).unwrap(), "dev/18.0.0");
    }

    #[test]
    fn the_newest_installed_where_no_node_runs() {
        let space = TestSpace::new();
        assert!(found(&space, "bin", None).unwrap_err().contains("no `node` on the PATH"));
        install(&space, "9.0.0");
        install(&space, "26.0.0");
        assert_eq!(found(&space, "bin", None).unwrap(), "dev/26.0.0");
    }

    #[test]
    fn those_of_the_target() {
        let space = TestSpace::new();
        node(&space, "n20", "20.1.0", true);
        install(&space, "26.0.0");
        assert_eq!(found(&space, "n20/bin", Some("26.0.0")).unwrap(), "dev/26.0.0");
        assert_eq!(found(&space, "n20/bin", Some("v20.1.0")).unwrap(), "n20");
        assert!(found(&space, "n20/bin", Some("18.0.0")).unwrap_err().starts_with("18.0.0; "));
        assert!(found(&space, "n20/bin", Some("18")).unwrap_err().contains("found `18`"));
    }
}
