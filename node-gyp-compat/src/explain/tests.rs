//! Explanations of a project of two targets, built with a compiler that only copies.

use super::*;
use crate::test_space::TestSpace;

/// `addon` takes `part` in; the "compiler" is a script, so that the tests are fast.
fn space() -> TestSpace {
    let space = TestSpace::new();
    space.write(
        "binding.gyp",
        "{'targets': [\n\
         {'target_name': 'addon', 'sources': ['a.c'], 'defines': ['OWN'],\n\
         'dependencies': ['mid/mid.gyp:mid']}]}\n",
    );
    space.write(
        "mid/mid.gyp",
        "{'targets': [{'target_name': 'mid', 'type': 'none', 'dependencies': ['low'],\n\
         'export_dependent_settings': ['low']},\n\
         {'target_name': 'low', 'type': 'none', 'direct_dependent_settings': {\n\
         'defines': ['LOW=1'], 'include_dirs': ['inc']}}]}\n",
    );
    space.write("a.c", "");
    space.write("h.h", "1");
    let compiler = space.path("compiler");
    space.write(
        "compiler",
        "#!/bin/sh\nfor word; do case $previous in -o) touch $word;; -MF) echo 'x: ../a.c ../h.h' > $word;; esac; previous=$word; done\n",
    );
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&compiler, std::fs::Permissions::from_mode(0o755)).unwrap();
    space
}

fn options(space: &TestSpace, cflags: &str) -> BuildOptions {
    let mut options = BuildOptions::new(space.root());
    options.quiet = true;
    for name in ["CC", "CXX", "LINK"] {
        options.environment.set(name, space.path("compiler"));
    }
    for name in ["CC_target", "CXX_target", "LINK_target", "CPPFLAGS", "CXXFLAGS", "LDFLAGS"] {
        options.environment.remove(name);
    }
    options.environment.set("CFLAGS", cflags);
    options
}

fn told(space: &TestSpace, cflags: &str, what: &str) -> String {
    explain(&options(space, cflags), what).unwrap_or_else(|error| error.to_string())
}

fn built(space: &TestSpace) {
    // Inputs as old as those of a project that was not written just now.
    for file in ["a.c", "h.h", "compiler"] {
        let time = std::time::SystemTime::now() - std::time::Duration::from_secs(100);
        let file = std::fs::File::options().append(true).open(space.path(file)).unwrap();
        file.set_modified(time).unwrap();
    }
    project::build(&options(space, "-DENV")).unwrap();
}

#[test]
fn every_flag_has_its_place() {
    let space = space();
    let text = told(&space, "-DENV", "a.c");
    for expected in [
        "build/Release/obj.target/addon/a.o\n",
        "  made by CC a.c, for the target addon\n",
        "would be made: it was never finished",
        "-DOWN",
        "binding.gyp:2:58 (defines)",
        "mid/mid.gyp:4:13 (defines in direct_dependent_settings of low, through mid)",
        "mid/mid.gyp:4:40 (include_dirs in direct_dependent_settings of low, through mid)",
        "CFLAGS in the environment",
        "<node-gyp>/addon.gypi:",
    ] {
        assert!(text.contains(expected), "{expected} in\n{text}");
    }
}

#[test]
fn what_changed_since_the_last_build_is_told() {
    let space = space();
    built(&space);
    let object = "build/Release/obj.target/addon/a.o";
    let text = told(&space, "-DENV", object);
    assert!(text.contains("  is up to date\n"), "{text}");
    assert!(text.contains("last made because it was never finished"), "{text}");

    let text = told(&space, "-DOTHER", object);
    assert!(text.contains("would be made: its command changed"), "{text}");
    assert!(text.contains("    - -DENV\n    + -DOTHER\n"), "{text}");
    let text = told(&space, "-DOTHER", "addon.node");
    assert!(text.contains(&format!("{object} would be made anew (CC a.c)")), "{text}");
    assert!(text.contains("build/Release/obj.target/addon.node would be made anew"), "{text}");

    space.write("h.h", "12");
    let text = told(&space, "-DENV", "addon");
    assert!(text.contains("0 of 3 steps are up to date"), "{text}");
    assert!(text.contains("h.h changed: 1 bytes before, 2 now"), "{text}");
    assert!(text.contains("depends on mid (none), built before"), "{text}");
    let text = told(&space, "-DENV", "h.h");
    assert!(text.starts_with(object) && text.contains("h.h changed"), "{text}");
    std::fs::remove_file(space.path("build/Release/addon.node")).unwrap();
    let text = told(&space, "-DENV", "build/Release/addon.node");
    assert!(text.contains("it is gone, or something else changed it"), "{text}");
}

#[test]
fn what_is_not_there_is_an_error_with_the_nearest() {
    let text = told(&space(), "", "adon");
    assert!(text.contains("`adon` is no target") && text.contains("did you mean `addon`?"));
    assert!(text.contains("the targets are low, mid, addon"), "{text}");
    let error = explain(&BuildOptions::new("/nowhere-at-all"), "x").unwrap_err();
    assert!(error.to_string().contains("cannot use the directory"));
}
