//! What is printed besides compilers' messages, at which level, and in which order.

use crate::space::{ADDON_C, Space};

fn addon() -> Space {
    let space = Space::new();
    space.write("binding.gyp", "{'targets': [{'target_name': 'a', 'sources': ['a.c']}]}");
    space.write("a.c", &format!("{ADDON_C}static int unused;\n"));
    space
}

#[test]
fn scripts_find_the_lines_they_look_for() {
    let space = addon();
    let printed = space.run("rebuild").ok();
    assert!(printed.starts_with("gyp info it worked if it ends with ok\n"), "{printed}");
    assert!(printed.contains("\ngyp info using node-gyp@13."), "{printed}");
    assert!(printed.ends_with("\ngyp info ok\n"), "{printed}");
    space.write("a.c", "broken");
    let variables = [("npm_package_name", "the-package"), ("npm_package_version", "1.2.3")];
    let printed = space.run_with("rebuild --debug", &variables).fails();
    let directory = space.root().canonicalize().unwrap();
    for line in [
        "gyp ERR! rebuild error",
        &format!("gyp ERR! cwd {}", directory.display()),
        "gyp ERR! node-gyp -v v13.",
        "gyp ERR! $npm_package_name the-package",
        "gyp ERR! $npm_package_version 1.2.3",
    ] {
        assert!(printed.contains(&format!("\n{line}")), "{line}\n{printed}");
    }
    assert!(printed.contains("node-gyp\" \"rebuild\" \"--debug\"\n"), "{printed}");
    assert!(printed.ends_with("\ngyp ERR! not ok\n"), "{printed}");
}

#[test]
fn levels() {
    let space = addon();
    let warning = "unused";
    let loud = space.run("rebuild --verbose").ok();
    assert!(loud.contains("gyp verb") && loud.contains("-DNODE_GYP_MODULE_NAME=a"), "{loud}");
    let usual = space.run("rebuild").ok();
    assert!(usual.contains("[1/3] CC a.c") && !usual.contains("-DNODE_GYP"), "{usual}");
    let quiet = space.run("rebuild --loglevel=warn").ok();
    assert!(
        quiet.contains(warning) && !quiet.contains("gyp") && !quiet.contains("[1/3]"),
        "{quiet}"
    );
    let silent = space.run_with("rebuild", &[("npm_config_loglevel", "silent")]).ok();
    assert!(silent.contains(warning) && !silent.contains("gyp"), "{silent}");
    space.write("a.c", "broken");
    let failed = space.run("rebuild --silent").fails();
    assert!(failed.starts_with("gyp ERR! rebuild error\n"), "{failed}");
}

#[test]
fn warnings_come_before_the_build_and_once() {
    let space = addon();
    space.write(
        "binding.gyp",
        "{'targets': [{'target_name': 'a', 'sorces': [], 'sources': ['a.c'], 'libraries': ['-lnot-there']}]}",
    );
    let printed = space.run("build").fails();
    let (before, after) = printed.split_once("[1/3]").expect("it was built");
    assert!(before.contains("gyp WARN the key `sorces`"), "{printed}");
    assert!(!after.contains("sorces"), "{printed}");
    // The command that failed, and what to do about it.
    assert!(after.contains("-lnot-there\n") && after.contains("with libnot-there"), "{printed}");
}

#[test]
fn errors_tell_how_their_file_was_come_to() {
    let space = addon();
    space.write("binding.gyp", "{'includes': ['conf/a.gypi'], 'targets': []}");
    space.write("conf/a.gypi", "{\n'includes': ['b.gypi']}");
    space.write("conf/b.gypi", "{'conditions': [['1==1', {'x': '<(nope)'}]]}");
    let printed = space.run("build").fails();
    for text in [
        "--> conf/b.gypi:1:33",
        "the condition holds at conf/b.gypi:1:18",
        "conf/b.gypi is included at conf/a.gypi:2:14",
        "conf/a.gypi is included at binding.gyp:1:15",
    ] {
        assert!(printed.contains(text), "{text}\n{printed}");
    }
}

#[test]
fn words_after_two_dashes() {
    let space = addon();
    space.write("a.c", &format!("{ADDON_C}int a[X == 7 ? 1 : -1];\n"));
    space.write("more.gypi", "{'target_defaults': {'defines': ['X=<(seven)']}}");
    let printed = space.run("rebuild -- -I more.gypi -Dseven=7 -f make some-target").ok();
    assert!(printed.contains("WARN arguments `some-target` is an argument"), "{printed}");
    assert!(!printed.contains("`make`"), "{printed}");
}
