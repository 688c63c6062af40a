//! The command lines of one project on each system, compared with the files in `golden/`, and
//! settings of all sorts that must not make the graph panic.
//!
//! With `UPDATE_GOLDEN` in the environment the files are written instead.

use crate::configure::{Configured, prepare};
use crate::eval::Evaluator;
use crate::project::BuildOptions;
use crate::shell;
use crate::test_space::TestSpace;

/// A space with the files that the sources name, and tools that are all one shell.
pub fn options(space: &TestSpace, os: &'static str) -> BuildOptions {
    let mut options = BuildOptions::new(space.root());
    let environment = &mut options.environment;
    for name in ["CC", "CXX", "AR", "LINK"] {
        environment.set(name, "/bin/sh");
        environment.remove(format!("{name}_target"));
    }
    for name in ["CPPFLAGS", "CFLAGS", "CXXFLAGS", "LDFLAGS"] {
        environment.remove(name);
    }
    for tool in ["ml64", "rc"] {
        space.write_program(&format!("tools/{tool}"), "");
    }
    let path = format!("{}:/usr/bin:/bin", space.path("tools").display());
    environment.set("PATH", path);
    options.target_arch = Some("x64".into());
    options.os = os;
    options
}

pub fn configured(space: &TestSpace, os: &'static str) -> Configured {
    let options = options(space, os);
    let mut evaluator = Evaluator::new(&options.environment);
    prepare(&mut evaluator, &options)
        .unwrap_or_else(|error| panic!("{}", error.render("error", &evaluator.sources)))
}

/// The command of each step, without its program and with `ROOT` for the directory.
pub fn lines(space: &TestSpace, configured: &Configured) -> Vec<String> {
    let root = space.root().to_string_lossy().into_owned();
    let steps = configured.graph.steps.iter().map(|step| {
        let words = step.command.get(1..).unwrap_or(&[]);
        let mut text = format!("{}\n", step.title());
        for word in words {
            text.push_str(&format!("    {}\n", shell::quote(word)));
        }
        for postbuild in &step.postbuilds {
            let command = shell::join(&postbuild.command);
            text.push_str(&format!(
                "  then {} in {}: {command}\n",
                postbuild.name, postbuild.directory
            ));
        }
        text.replace(&root, "ROOT")
    });
    steps.collect()
}

fn compare(os: &'static str, golden: &str, name: &str) {
    let space = TestSpace::new();
    space.write("binding.gyp", include_str!("golden/binding.gyp"));
    for file in [
        "addon.cc",
        "part.c",
        "window.mm",
        "power.m",
        "fast.asm",
        "fast.S",
        "addon.rc",
        "addon.def",
    ] {
        space.write(&format!("src/{file}"), "");
    }
    for file in ["low.c", "shared.c", "main.c"] {
        space.write(&format!("low/{file}"), "");
    }
    let configured = configured(&space, os);
    assert_eq!(configured.warnings, [""; 0]);
    let text = lines(&space, &configured).concat();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let directory = format!("{}/src/graph/systems/golden", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(format!("{directory}/{name}"), text).unwrap();
        return;
    }
    for (number, (found, expected)) in text.lines().zip(golden.lines()).enumerate() {
        assert_eq!(found, expected, "line {} of golden/{name}", number + 1);
    }
    assert_eq!(text.lines().count(), golden.lines().count(), "lines of golden/{name}");
}

#[test]
fn linux() {
    compare("linux", include_str!("golden/linux.txt"), "linux.txt");
}

#[test]
fn macos() {
    compare("mac", include_str!("golden/macos.txt"), "macos.txt");
}

#[test]
fn windows() {
    compare("win", include_str!("golden/windows.txt"), "windows.txt");
}

/// Settings spliced at random from names and values that mean something: every target is made
/// commands of or refused with a message.
#[test]
fn no_settings_make_the_graph_panic() {
    const NAMES: [&str; 16] = [
        "OTHER_LDFLAGS",
        "OTHER_CFLAGS",
        "OTHER_CPLUSPLUSFLAGS",
        "ARCHS",
        "SDKROOT",
        "LIBRARY_SEARCH_PATHS",
        "LD_DYLIB_INSTALL_NAME",
        "GCC_OPTIMIZATION_LEVEL",
        "AdditionalOptions",
        "AdditionalDependencies",
        "AdditionalLibraryDirectories",
        "PreprocessorDefinitions",
        "DisableSpecificWarnings",
        "ExceptionHandling",
        "DelayLoadDLLs",
        "CompileAs",
    ];
    const VALUES: [&str; 16] = [
        "'YES'",
        "''",
        "'-Wl,-exported_symbols_list'",
        "'-sectcreate a'",
        "'$(inherited)'",
        "'$(OutDir)x'",
        "'$('",
        "'\"'",
        "'\\\\'",
        "';%(x);'",
        "'/'",
        "'-l'",
        "'.framework'",
        "'lib.dylib'",
        "['-L', 'x y', 3]",
        "[['a'], {}]",
    ];
    let mut random = crate::test_random::numbers(0x9e37_79b9_7f4a_7c15);
    let space = TestSpace::new();
    let (mut good, mut bad) = (0, 0);
    for round in 0..150 {
        let mut settings = || {
            let pairs: Vec<_> = (0..random(4))
                .map(|_| format!("'{}': {}", NAMES[random(16)], VALUES[random(16)]))
                .collect();
            format!("{{{}}}", pairs.join(", "))
        };
        let text = format!(
            "{{'targets': [{{'target_name': 't', 'type': 'shared_library', 'sources': ['addon.cc', 'x.c'],
               'xcode_settings': {}, 'msvs_settings': {{'VCCLCompilerTool': {}, 'VCLinkerTool': {}}},
               'libraries': [{}]}}]}}",
            settings(),
            settings(),
            settings(),
            VALUES[random(14)],
        );
        space.write("binding.gyp", &text);
        let os = if round % 2 == 0 { "mac" } else { "win" };
        match crate::graph::tests::graph_for(&space, os) {
            Ok(_) => good += 1,
            Err(message) => {
                assert!(!message.is_empty());
                bad += 1;
            }
        }
    }
    assert!(good > 20 && bad > 1, "{good} good and {bad} bad files test little");
}
