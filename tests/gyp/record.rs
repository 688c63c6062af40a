//! The commands of a build, recorded by stand-ins for the compilers: nothing is compiled, but
//! everything else (actions, copies, scripts) really happens.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::package::{Headers, Package, node_headers, path_with_node};
use crate::site;
use crate::support::process::{self, End};
use crate::support::{entries, name, root, runtimes};

/// One call of a tool.
#[derive(Clone, Debug)]
pub struct Call {
    pub tool: String,
    pub directory: PathBuf,
    pub words: Vec<String>,
}

/// What one builder did for a package.
#[derive(Debug)]
pub struct Record {
    pub calls: Vec<Call>,
    /// What lies in `build/Release` and other places for products, relative to the package.
    pub products: BTreeSet<String>,
}

impl Record {
    /// The products without what was meant for `obj.target/` and left it through a `..`: node-gyp puts
    /// the parts of dependencies outside the package there.
    pub fn finished_products(&self, package: &Path) -> BTreeSet<String> {
        let mut products = self.products.clone();
        for call in &self.calls {
            for word in call.words.iter().filter(|word| word.contains("obj.target/")) {
                products.remove(&place(&call.directory.join(word), package));
            }
        }
        products
    }
}

/// A path as seen from the package's directory, or from the root if it is elsewhere.
pub fn place(path: &Path, package: &Path) -> String {
    let mut place = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(place.pop()),
            Component::CurDir => {}
            other => place.push(other),
        }
    }
    place.strip_prefix(package).unwrap_or(&place).display().to_string()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builder {
    Ours,
    /// The npm package `node-gyp`.
    NodeGyp,
}

/// The one place where both build, one after the other, so that their paths are the same. It lies
/// beside the package: paths to other packages are those of the build in earnest.
pub fn directory(package: &Package) -> Result<PathBuf, String> {
    Ok(site::tree()?.join("node_modules").join(format!("{}.recorded", package.name)))
}

pub fn record(package: &Package, builder: Builder) -> Result<Record, String> {
    let directory = directory(package)?;
    site::remove(&directory)?;
    site::copy(&site::packages()?.join(&package.name), &directory)?;
    package.prepare(&directory)?;
    let tools = directory.join("build-tools");
    let calls = directory.join("build-calls");
    for folder in [&tools, &calls] {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    }
    let mut environment = vec![("NAPKIN_RECORD".to_owned(), calls.display().to_string())];
    for (variable, tool) in [("CC", "cc"), ("CXX", "c++"), ("AR", "ar")] {
        let path = tools.join(tool);
        std::fs::copy(root().join("tests/gyp/record.sh"), &path)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        site::make_runnable(&path)?;
        environment.push((variable.to_owned(), path.display().to_string()));
    }
    match builder {
        Builder::Ours => ours(package, &directory, &environment)?,
        Builder::NodeGyp => node_gyp(package, &directory, &environment)?,
    }
    Ok(Record { calls: read_calls(&calls)?, products: products(&directory)? })
}

fn ours(
    package: &Package,
    directory: &Path,
    environment: &[(String, String)],
) -> Result<(), String> {
    let mut options = package.options(directory, Headers::Node)?;
    for (name, value) in environment {
        options.environment.set(name, value);
    }
    node_gyp_compat::build(&options).map(drop).map_err(|error| error.to_string())
}

fn node_gyp(
    package: &Package,
    directory: &Path,
    environment: &[(String, String)],
) -> Result<(), String> {
    let script = site::packages()?.join("node-gyp/bin/node-gyp.js");
    let mut command = runtimes::command(&runtimes::node()?, directory);
    command.arg(script).args(["configure", "build", "--jobs=1"]);
    command.arg(format!("--nodedir={}", node_headers()?.display()));
    for (name, value) in package.variables(directory) {
        command.arg(format!("--{name}={value}"));
    }
    command.env("PATH", path_with_node()?);
    for name in ["LINK", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS"] {
        command.env_remove(name);
    }
    command.envs(package.environment.iter().map(|(name, value)| (name, value)));
    for (name, value) in environment {
        command.env(name, value);
    }
    let outcome = process::run(&mut command, "", Duration::from_secs(300))?;
    if outcome.end == End::Code(0) {
        return Ok(());
    }
    Err(format!("node-gyp: {}\n{}{}", outcome.end, outcome.stdout, outcome.stderr))
}

fn read_calls(folder: &Path) -> Result<Vec<Call>, String> {
    let mut calls = Vec::new();
    for path in entries(folder)? {
        let text = crate::support::read(&path)?;
        let mut words = text.split_terminator('\0').map(str::to_owned);
        let (Some(tool), Some(directory)) = (words.next(), words.next()) else {
            return Err(format!("{} is no record of a call", path.display()));
        };
        calls.push(Call { tool, directory: directory.into(), words: words.collect() });
    }
    Ok(calls)
}

/// The `.node`, `.a` and `.so` files, except those that only the build itself uses.
fn products(directory: &Path) -> Result<BTreeSet<String>, String> {
    let mut found = BTreeSet::new();
    let mut open = vec![directory.to_path_buf()];
    while let Some(folder) = open.pop() {
        for path in entries(&folder)? {
            if path.is_dir() {
                if !["obj.target", "node_modules"].contains(&&name(&path)[..]) {
                    open.push(path);
                }
            } else if path.extension().is_some_and(|e| ["node", "a", "so"].iter().any(|x| e == *x))
            {
                let inner = path.strip_prefix(directory).unwrap_or(&path);
                found.insert(inner.display().to_string());
            }
        }
    }
    Ok(found)
}
