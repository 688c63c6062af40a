//! Bad input: each gives one message with its place and what to do, and exit code 1.

use crate::space::{ADDON_C, Space};

/// What `configure` says about a `binding.gyp`, after `error: `.
fn error(text: &str) -> String {
    let space = Space::new();
    space.write("binding.gyp", text).write("addon.c", ADDON_C);
    let printed = space.run("configure").fails();
    assert!(!printed.contains("panicked"), "{printed}");
    let (_, error) = printed.split_once("gyp ERR! error: ").expect("an error is told");
    let (error, surroundings) = error.split_once("\ngyp ERR! System").expect("where it ran");
    assert!(surroundings.ends_with("\ngyp ERR! not ok\n"), "{surroundings}");
    error.to_owned()
}

fn target(keys: &str) -> String {
    error(&format!("{{'targets': [\n  {{'target_name': 'a', {keys}}}]}}"))
}

#[test]
fn syntax() {
    assert_eq!(
        error("{\n  'targets': [\n    {'target_name': 'a,\n  ]\n}"),
        "this string is not closed before the end of its line\n  --> binding.gyp:3:21\n  |\n\
         3 |     {'target_name': 'a,\n  |                     ^^^ here"
    );
    assert!(error("{'targets': [}").contains("binding.gyp:1:14"));
    assert!(error("{\"targets\": [null]}").contains("this is Python, not JSON"));
    assert!(error("[]").contains("must hold a dictionary"));
}

#[test]
fn evaluation() {
    let message = target("'sources': ['<(soruce_files)'], 'variables': {'source_files': []}");
    assert!(message.contains("the variable `soruce_files` is not defined"), "{message}");
    assert!(
        message.contains("binding.gyp:2:37") && message.contains("did you mean `source_files`?"),
        "{message}"
    );
    let message = target("'conditions': [['OS=linux', {}]]");
    assert!(
        message.contains("write `==` to compare") && message.contains("^ in this condition"),
        "{message}"
    );
    let message = target("'conditions': [['O==\"x\"', {}]]");
    assert!(message.contains("did you mean `OS`?"), "{message}");
    let message = target("'conditions': [['1==1', {'sources': 'x'}]]");
    assert!(message.contains("`sources` must be a list, found a string"), "{message}");
    let message = target("'defines': ['<!(echo bad >&2; exit 4)']");
    assert!(message.contains("exit status: 4") && message.contains("it printed:"), "{message}");
    let message = target("'defines': ['<!(no-such-program-here)']");
    assert!(message.contains("the program is not on the PATH"), "{message}");
}

#[test]
fn what_is_not_supported_is_named_with_its_place() {
    assert!(target("'type': 'mac_bundle'").contains("is no type of target"));
    assert!(target("'sources': ['<|(list.txt a b)']").contains("not supported yet"));
}

#[test]
fn actions_rules_and_copies() {
    let message = target("'actions': [{'x': 1}]");
    assert!(message.contains("has no action_name") && message.contains("binding.gyp:2:"));
    let message =
        target("'actions': [{'action_name': 'g', 'inputs': ['gone'], 'action': ['true']}]");
    assert!(message.contains("gone does not exist, and nothing makes it"), "{message}");
    assert!(
        message.contains("binding.gyp:2:") && message.contains("an input of this"),
        "{message}"
    );
    assert!(target("'rules': [{'rule_name': 'r', 'action': ['x']}]").contains("has no extension"));
    assert!(target("'copies': [{'files': ['x']}]").contains("needs a `destination`"));
}

#[test]
fn files_and_targets() {
    let message = target("'sources': ['addon.c', 'gone.c']");
    assert!(message.contains("the source `gone.c` of `a` does not exist"), "{message}");
    assert!(message.contains("binding.gyp:2:47"), "{message}");
    assert!(target("'dependencies': ['b']").contains("depends on `b`"));
    assert!(target("'includes': ['x.gypi']").contains("cannot read x.gypi"));
    let empty = Space::new();
    let printed = empty.run("rebuild").fails();
    assert!(printed.contains("there is no binding.gyp in") && printed.contains("-C"), "{printed}");
    let printed = empty.run("rebuild -C nowhere").fails();
    assert!(printed.contains("cannot use the directory nowhere"), "{printed}");
}

#[test]
fn machines_without_a_compiler() {
    let space = Space::new();
    space.write("binding.gyp", "{'targets': [{'target_name': 'a', 'sources': ['addon.c']}]}");
    space.write("addon.c", ADDON_C);
    let printed = space.run_with("build", &[("PATH", "/nowhere")]).fails();
    assert!(printed.contains("no C compiler was found: cc, gcc, clang"), "{printed}");
    assert!(printed.contains("apt install g++"), "{printed}");
    let printed = space.run_with("build", &[("CC", "my-compiler -x")]).fails();
    assert!(printed.contains("there is no program `my-compiler`"), "{printed}");
}

#[test]
fn the_command_line() {
    let space = Space::new();
    assert!(space.run("").ok().contains("Usage: node-gyp"));
    assert!(space.run("bulid").fails().contains("unknown command `bulid`"));
    let help = space.run("--help").ok();
    assert!(help.contains("--nodedir DIR"), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    assert!(space.run("--version").ok().starts_with('v'));
    assert!(space.run("rebuild --nodedir /nowhere").fails().contains("no binding.gyp"));
    space.write("binding.gyp", "{'targets': [{'target_name': 'a', 'type': 'none'}]}");
    let printed = space.run("rebuild --nodedir .").fails();
    assert!(printed.contains("there is no node_api.h in"), "{printed}");
}

#[test]
fn warnings_do_not_fail_and_show_the_place() {
    let space = Space::new();
    space.write("binding.gyp", "{'target_default': {}, 'targets': [{'target_name': 'a', 'sources': ['addon.c'], 'cflag': []}]}");
    space.write("addon.c", ADDON_C);
    let printed = space.run("build").ok();
    assert!(printed.contains("did you mean `target_defaults`?"), "{printed}");
    assert!(printed.contains("did you mean `cflags`?"), "{printed}");
}
