//! Building addons where there is no Python and no make: `napkin build`, `napkin npm`, and the npm
//! package that stands in for node-gyp. What is built is then loaded.

mod support;

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use support::process::{self, End};
use support::{npm_packages, root, runtimes, scratch};

const LIMIT: Duration = Duration::from_secs(120);

/// What compiling and npm need, and nothing else.
const TOOLS: [&str; 9] = ["cc", "c++", "ar", "as", "ld", "sh", "env", "npm", "cat"];

/// A folder of its own for a test, with the programs that are its whole PATH.
struct Space {
    folder: PathBuf,
}

impl Space {
    fn new(name: &str, with_node: bool) -> Space {
        let folder =
            scratch::empty(&format!("addons/{name}")).unwrap_or_else(|why| panic!("{why}"));
        let space = Space { folder };
        let programs = space.folder.join("programs");
        std::fs::create_dir(&programs).expect("the scratch folder can be written");
        let path = std::env::var_os("PATH").expect("there is a PATH");
        for tool in TOOLS {
            let found = std::env::split_paths(&path).map(|place| place.join(tool));
            let program = found.into_iter().find(|place| place.is_file());
            let program = program.unwrap_or_else(|| panic!("{tool} is needed and not on the PATH"));
            symlink(program, programs.join(tool)).expect("a new link");
        }
        if with_node {
            let node = runtimes::node().unwrap_or_else(|why| panic!("{why}"));
            symlink(node, programs.join("node")).expect("a new link");
        }
        space
    }

    fn write(&self, name: &str, text: &str) -> &Space {
        let file = self.folder.join(name);
        std::fs::create_dir_all(file.parent().expect("below the folder")).expect("it can be made");
        std::fs::write(file, text).expect("it can be written");
        self
    }

    /// The smallest package that compiles when it is installed; it is the number 42.
    fn write_package(&self, name: &str) {
        self.write(
            &format!("{name}/package.json"),
            &format!(
                r#"{{"name": "{name}", "version": "1.0.0", "main": "build/Release/{name}.node",
                     "scripts": {{"install": "node-gyp rebuild"}}}}"#
            ),
        );
        let target = format!("{{'targets': [{{'target_name': '{name}', 'sources': ['a.c']}}]}}");
        self.write(&format!("{name}/binding.gyp"), &target);
        self.write(
            &format!("{name}/a.c"),
            "#include <node_api.h>\nNAPI_MODULE_INIT() {\n  napi_value value;\n\
             napi_create_int32(env, 42, &value);\n  return value;\n}\n",
        );
    }

    /// Runs a program in a folder of the space and returns all it printed.
    #[track_caller]
    fn run(&self, program: &Path, folder: &str, arguments: &[&str]) -> String {
        let mut command: Command = runtimes::command(program, &self.folder.join(folder));
        command
            .args(arguments)
            .env("PATH", self.folder.join("programs"))
            // Nobody's npm configuration, and no network.
            .env("HOME", &self.folder)
            .env("npm_config_offline", "true")
            .env("npm_config_audit", "false")
            .env("npm_config_foreground_scripts", "true")
            .env("npm_config_update_notifier", "false")
            .env("NAPKIN_NODE_GYP", napkin());
        let outcome = process::run(&mut command, "", LIMIT).unwrap_or_else(|why| panic!("{why}"));
        let printed = format!("{}{}", outcome.stdout, outcome.stderr);
        assert_eq!(outcome.end, End::Code(0), "{printed}");
        printed
    }

    /// What an expression prints, on napkin, in a folder of the space.
    #[track_caller]
    fn print(&self, folder: &str, expression: &str) -> String {
        self.run(&napkin(), folder, &["-p", expression]).trim_end().to_owned()
    }
}

fn napkin() -> PathBuf {
    runtimes::napkin().unwrap_or_else(|why| panic!("{why}"))
}

fn packages() -> PathBuf {
    npm_packages().unwrap_or_else(|why| panic!("{why}"))
}

#[test]
fn npm_builds_what_it_installs_with_napkin() {
    let space = Space::new("npm", true);
    space.write_package("answer");
    space.write("app/package.json", r#"{"name": "app", "private": true}"#);
    let printed =
        space.run(&napkin(), "app", &["npm", "--", "install", "--install-links", "../answer"]);
    assert!(printed.contains("gyp info ok") && printed.contains("node-gyp-compat"), "{printed}");
    assert_eq!(space.print("app", "require('answer')"), "42");
}

/// Its installer is node-gyp-build, which looks for node-gyp in its own way.
#[test]
fn npm_builds_bufferutil_from_source() {
    let space = Space::new("bufferutil", true);
    let place = |name: &str| packages().join(name).display().to_string();
    let (bufferutil, installer) = (place("bufferutil"), place("node-gyp-build"));
    space.write(
        "app/package.json",
        &format!(
            r#"{{"name": "app", "private": true,
                 "dependencies": {{"bufferutil": "file:{bufferutil}", "node-gyp-build": "file:{installer}"}},
                 "overrides": {{"node-gyp-build": "$node-gyp-build"}}}}"#
        ),
    );
    // Another node-gyp in reach, which must not be the one that is used.
    space.write("node_modules/node-gyp/package.json", r#"{"name": "node-gyp", "bin": "no.js"}"#);
    let install = ["npm", "install", "--install-links", "--build-from-source"];
    let printed = space.run(&napkin(), "app", &install);
    assert!(printed.contains("CC src/bufferutil.c"), "{printed}");
    assert!(
        space.folder.join("app/node_modules/bufferutil/build/Release/bufferutil.node").is_file()
    );
    let unmask = "const bytes = Buffer.from('abcd'); \
                  require('bufferutil').unmask(bytes, Buffer.from([1, 2, 3, 4])); String(bytes)";
    assert_eq!(space.print("app", unmask), "````");
}

#[test]
fn the_npm_package_stands_in_for_node_gyp() {
    let space = Space::new("package", true);
    space.write_package("answer");
    let package = root().join("node-gyp-compat/npm");
    space.write(
        "app/package.json",
        &format!(
            r#"{{"name": "app", "private": true, "dependencies": {{"answer": "file:../answer"}},
                 "devDependencies": {{"node-gyp": "file:{}"}},
                 "overrides": {{"node-gyp": "$node-gyp"}}}}"#,
            package.display()
        ),
    );
    let npm = space.folder.join("programs/npm");
    let printed = space.run(&npm, "app", &["install", "--install-links"]);
    assert!(printed.contains("node-gyp-compat"), "{printed}");
    assert_eq!(space.print("app", "require('answer')"), "42");
    // As node-pre-gyp finds it.
    let node = space.folder.join("programs/node");
    let find = "const path = require('path'), main = require.resolve('node-gyp'); \
                path.join(path.dirname(path.dirname(main)), 'bin/node-gyp.js')";
    let script = space.run(&node, "app", &["-p", find]);
    assert_eq!(space.run(&node, "app", &[script.trim(), "--version"]), "v13.1.0\n");
}

#[test]
fn the_npm_package_says_when_there_is_nothing_to_start() {
    let space = Space::new("nothing", true);
    // A script of that name is npm's own, and would lead back to the package.
    let script = space.folder.join("programs/node-gyp");
    std::fs::write(&script, "#!/bin/sh\necho never\n").expect("it can be written");
    let node = space.folder.join("programs/node");
    let entry = root().join("node-gyp-compat/npm/bin/node-gyp.js");
    let run = |named: &str| {
        let mut command = runtimes::command(&node, &space.folder);
        command.arg(&entry).arg("ls").env("PATH", space.folder.join("programs"));
        command.env("NAPKIN_NODE_GYP", named);
        process::run(&mut command, "", LIMIT).unwrap_or_else(|why| panic!("{why}"))
    };
    let outcome = run("");
    assert_eq!(outcome.end, End::Code(1), "{outcome:?}");
    assert!(outcome.stderr.contains("set NAPKIN_NODE_GYP to the path of"), "{outcome:?}");
    let outcome = run("/nowhere/napkin");
    assert_eq!(outcome.end, End::Code(1), "{outcome:?}");
    assert!(outcome.stderr.contains("cannot start /nowhere/napkin"), "{outcome:?}");
}

/// Where there is no Node, napkin answers what a binding.gyp asks of it.
#[test]
fn addons_build_without_node() {
    let space = Space::new("without-node", false);
    let example = root().join("addon-examples/cpp/hello");
    scratch::copy_sources(&example, &space.folder.join("hello"))
        .unwrap_or_else(|why| panic!("{why}"));
    std::fs::create_dir(space.folder.join("node_modules")).expect("a new folder");
    let package = packages().join("node-addon-api");
    symlink(package, space.folder.join("node_modules/node-addon-api")).expect("a new link");
    let printed = space.run(&napkin(), "hello", &["build"]);
    assert!(printed.contains("CXX hello.cc"), "{printed}");
    let keys = "Object.keys(require('./build/Release/hello.node')).length > 0";
    assert_eq!(space.print("hello", keys), "true");
    assert!(!space.folder.join("hello/build/node_gyp_bins").exists());
}
