//! What a user reads when an addon is not there or is not for this runtime: the message of the
//! package's own loader, then what was looked for, where, and what there is instead.

mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;

use support::process::{self, End, Outcome};
use support::{npm_packages, runtimes, scratch};

const LIMIT: Duration = Duration::from_secs(60);

/// A folder whose node_modules has copies of these packages' files, and nothing they depend on.
fn with_copies(test: &str, packages: &[&str]) -> PathBuf {
    let installed = npm_packages().unwrap_or_else(|why| panic!("{why}"));
    let folder =
        scratch::empty(&format!("addon_search/{test}")).unwrap_or_else(|why| panic!("{why}"));
    for package in packages {
        copy(&installed.join(package), &folder.join("node_modules").join(package));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the scratch folder can be written");
    for entry in std::fs::read_dir(from).expect("the package is installed") {
        let entry = entry.expect("its folder can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("its files can be read");
        }
    }
}

fn evaluate(folder: &Path, script: &str) -> Outcome {
    let program = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    let mut command = runtimes::command(&program, folder);
    process::run(command.args(["-e", script]), "", LIMIT).unwrap_or_else(|why| panic!("{why}"))
}

/// Fails unless standard error has the parts in this order.
#[track_caller]
fn assert_tells(outcome: &Outcome, parts: &[&str]) {
    assert_eq!(outcome.end, End::Code(1), "{outcome:?}");
    let mut rest = outcome.stderr.as_str();
    for part in parts {
        let Some(at) = rest.find(part) else {
            panic!("{part:?} is not there, or not in its place:\n{}", outcome.stderr)
        };
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn missing_platform_package() {
    let folder = with_copies("missing", &["@node-rs/crc32"]);
    assert_tells(
        &evaluate(&folder, "require('@node-rs/crc32')"),
        &[
            "Error: Cannot find native binding.",
            "\nThis is ",
            ", with Node-API 10.\nLooked for in vain:\n",
            "@node-rs/crc32-linux-x64-gnu: not found (for ",
            "crc32/index.js)",
            "There is no other addon in the package.",
        ],
    );
}

#[test]
fn platform_packages_of_others() {
    let folder = with_copies("others", &["@node-rs/crc32"]);
    let other = folder.join("node_modules/@node-rs/crc32-darwin-arm64");
    std::fs::create_dir_all(&other).expect("the scratch folder can be written");
    // The first bytes of a library for macOS on arm64.
    let mut head = vec![0xcf, 0xfa, 0xed, 0xfe, 0x0c, 0, 0, 1, 0, 0, 0, 0, 6, 0, 0, 0];
    head.resize(64, 0);
    std::fs::write(other.join("crc32.node"), head).expect("the scratch folder can be written");
    assert_tells(
        &evaluate(&folder, "require('@node-rs/crc32')"),
        &["Addons that are there:", "crc32-darwin-arm64/crc32.node: for macOS arm64"],
    );
}

#[test]
fn prebuilds_for_another_c_library() {
    let folder = with_copies("prebuilds", &["bcrypt", "node-gyp-build"]);
    let glibc = folder.join("node_modules/bcrypt/prebuilds/linux-x64/bcrypt.glibc.node");
    std::fs::remove_file(glibc).expect("the package has one");
    assert_tells(
        &evaluate(&folder, "require('bcrypt')"),
        &[
            "Error: No native build was found for platform=linux",
            "Addons that are there:",
            "prebuilds/darwin-arm64/bcrypt.node: for macOS arm64",
            "prebuilds/linux-x64/bcrypt.musl.node: Node-API, musl",
            "prebuilds/win32-x64/bcrypt.node: for Windows x64",
        ],
    );
}

#[test]
fn addon_for_v8_beside_one_for_node_api() {
    let folder = with_copies("v8", &["@msgpackr-extract/msgpackr-extract-linux-x64"]);
    let load = "require('@msgpackr-extract/msgpackr-extract-linux-x64/node.abi115.glibc.node')";
    assert_tells(
        &evaluate(&folder, load),
        &[
            "undefined symbol: _ZN2v8",
            "it needs v8::Array::New",
            "The package also has what can be loaded here:",
            "node.napi.glibc.node (Node-API, glibc)",
            "Looked for in vain:",
            "node.abi115.glibc.node: V8's C++ interface (v8::",
            "Addons that are there:",
            "node.napi.musl.node: Node-API, musl",
        ],
    );
}

#[test]
fn loader_that_copes_says_nothing() {
    let folder = with_copies("copes", &["@node-rs/crc32"]);
    let attempt = "try { require('@node-rs/crc32') } catch {}";
    let outcome = evaluate(&folder, attempt);
    assert_eq!((&outcome.end, outcome.stderr.as_str()), (&End::Code(0), ""));
    let outcome = evaluate(&folder, &format!("{attempt} throw new Error('something else')"));
    assert_tells(&outcome, &["Error: something else"]);
    assert!(!outcome.stderr.contains("Looked for"), "{}", outcome.stderr);
}
