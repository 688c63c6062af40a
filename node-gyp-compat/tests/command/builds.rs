//! Whole builds through the command line, with the machine's compilers.
//!
//! Every directory has a space and a quote in its name. Whether the results load is the
//! business of the runtime's tests; here their symbols are looked at in the file.

use crate::space::{ADDON_C, Space};

const ADDON: &str = "{'targets': [{'target_name': 'addon', 'sources': ['addon.c']}]}";

fn addon() -> Space {
    let space = Space::new();
    space.write("binding.gyp", ADDON).write("addon.c", ADDON_C);
    space
}

fn holds(space: &Space, file: &str, symbol: &str) -> bool {
    let bytes = std::fs::read(space.path(file)).expect("the product is there");
    bytes.windows(symbol.len()).any(|window| window == symbol.as_bytes())
}

#[test]
fn an_addon_builds_against_the_headers_carried_along() {
    let space = addon();
    let printed = space.run("rebuild").ok();
    assert!(printed.contains("CC addon.c") && printed.contains("gyp info ok"), "{printed}");
    assert!(holds(&space, "build/Release/addon.node", "napi_register_module_v1"));
    assert!(space.exists("build/config.gypi"));
    let commands = space.read("build/compile_commands.json");
    assert!(commands.contains("\"../addon.c\""), "{commands}");
    // Nothing in the commands is absolute, so that the directory can be moved.
    let command = space.run("rebuild --verbose").ok();
    let link = command.lines().find(|line| line.contains("CC") || line.contains(" -c")).unwrap();
    assert!(!link.contains(&*space.root().to_string_lossy()), "{link}");
}

#[test]
fn the_second_build_does_nothing_and_changes_are_noticed() {
    let space = addon();
    space.write("x.h", "#define X 1\n");
    space.write("addon.c", &format!("#include \"x.h\"\n{ADDON_C}"));
    space.run("build").ok();
    assert!(space.run("build").ok().contains("is up to date"));
    space.write("x.h", "#define X 22\n");
    assert!(space.run("build").ok().contains("CC addon.c"));
    assert!(space.run_with("build", &[("CFLAGS", "-DNEW")]).ok().contains("CC addon.c"));
    space.write("binding.gyp", &ADDON.replace("'addon'", "'other'"));
    let printed = space.run("build").ok();
    assert!(printed.contains("LINK Release/obj.target/other.node"), "{printed}");
    assert!(!space.exists("build/Release/addon.node"), "the old product is gone");
    assert!(space.exists("build/Release/other.node"));
}

#[test]
fn commands_in_the_files_run_anew_only_when_configuring_or_when_a_file_changed() {
    let space = addon();
    let with_command = ADDON
        .replace("'sources'", "'defines': ['N=<!(echo . >> count; grep -c . count)'], 'sources'");
    space.write("binding.gyp", &with_command);
    space.run("rebuild").ok();
    let runs = || space.read("count").lines().count();
    assert!(space.run("build").ok().contains("is up to date"));
    assert_eq!(runs(), 1);
    space.write("binding.gyp", &format!("{with_command} # changed"));
    assert!(space.run("build").ok().contains("CC addon.c"), "N is another now");
    assert_eq!(runs(), 2);
    space.run("configure build").ok();
    assert_eq!(runs(), 3);
    space.run_with("build", &[("SOMETHING", "else")]).ok();
    assert_eq!(runs(), 4);
}

#[test]
fn moved_and_interrupted_builds_go_on() {
    let space = addon();
    space.run("build").ok();
    std::fs::rename(space.path("build"), space.path("stage")).unwrap();
    std::fs::rename(space.path("stage"), space.path("build")).unwrap();
    assert!(space.run("build").ok().contains("is up to date"));
    // A half-written object, as an interrupted compiler leaves it.
    space.write("build/Release/obj.target/addon/addon.o", "half");
    assert!(space.run("build").ok().contains("CC addon.c"));
    assert!(holds(&space, "build/Release/addon.node", "napi_register_module_v1"));
}

#[test]
fn settings_reach_the_compiler_as_written() {
    let space = Space::new();
    space.write(
        "binding.gyp",
        r#"{'targets': [
            {'target_name': 'addon', 'sources': ['addon.cc'], 'dependencies': ['libpart'],
             'defines': ['TEXT="two (words) $HOME #1"', 'NAME=<(module)'],
             'cflags_cc': ['-std=gnu++17', '-fexceptions'], 'cflags_cc!': ['-fno-exceptions'],
             'ldflags': ['-Wl,-rpath,\\$$ORIGIN/lib']},
            {'target_name': 'libpart', 'type': 'static_library', 'sources': ['part/part.c'],
             'direct_dependent_settings': {'include_dirs': ['part'], 'defines': ['PART=7']}}]}"#,
    );
    space.write("part/part.c", "#include \"part.h\"\nint part(void) { return 7; }\n");
    space.write("part/part.h", "int part(void);\n");
    space.write(
        "addon.cc",
        "#include <node_api.h>\nextern \"C\" {\n#include <part.h>\n}\n\
         const char text[] = TEXT; int NAME;\n\
         static_assert(sizeof(TEXT) == 21 && PART == 7 && __cplusplus == 201703L, \"\");\n\
         NAPI_MODULE_INIT() { try { throw part(); } catch (int) {} return exports; }\n",
    );
    space.run("rebuild --module=chosen_name").ok();
    assert!(holds(&space, "build/Release/addon.node", "chosen_name"));
    assert!(holds(&space, "build/Release/addon.node", "$ORIGIN/lib"));
    assert!(space.exists("build/Release/part.a"), "the name loses `lib`, node-gyp's archives too");
}

#[test]
fn debug_and_release_live_side_by_side() {
    let space = addon();
    space.run("rebuild --debug").ok();
    assert!(space.exists("build/Debug/addon.node") && !space.exists("build/Release"));
    space.run("build --release").ok();
    assert!(space.exists("build/Debug/addon.node") && space.exists("build/Release/addon.node"));
    space.run("clean").ok();
    assert!(!space.exists("build"));
}

#[test]
fn commands_in_the_file_run_in_its_directory() {
    let space = Space::new();
    space.write(
        "binding.gyp",
        "{'targets': [{'target_name': 'addon', 'sources': ['<!@(ls *.c)'],
           'defines': ['N=<!(cat n.txt | wc -l)'], 'dependencies': ['deps/d.gyp:d']}]}",
    );
    space
        .write("n.txt", "\n\n\n")
        .write("addon.c", &format!("{ADDON_C}int a[N == 3 && D == 4 ? 1 : -1];"));
    space.write(
        "deps/d.gyp",
        "{'targets': [{'target_name': 'd', 'type': 'none',
           'direct_dependent_settings': {'defines': ['D=<!(cat d.txt)']}}]}",
    );
    space.write("deps/d.txt", "4");
    space.run("rebuild").ok();
}

#[test]
fn failures_are_told_once_and_leave_no_product() {
    let space = addon();
    space.run("build").ok();
    space.write("addon.c", "int broken(");
    let printed = space.run("build").fails();
    assert!(printed.contains("gyp ERR! error: CC addon.c failed"), "{printed}");
    assert_eq!(printed.matches("addon.c:1:").count(), printed.matches("error: expected").count());
    assert!(printed.contains("gyp ERR! not ok"), "{printed}");
    space.write("addon.c", &format!("{ADDON_C}void missing(void); void f(void) {{ missing(); }}"));
    space
        .write("binding.gyp", &ADDON.replace("'sources'", "'ldflags': ['-Wl,-z,defs'], 'sources'"));
    let printed = space.run("build").fails();
    assert!(printed.contains("LINK Release/obj.target/addon.node failed"), "{printed}");
    space.write("addon.c", ADDON_C).write("binding.gyp", ADDON);
    space.run("build").ok();
}

#[test]
fn compiler_warnings_come_through_and_do_not_fail() {
    let space = addon();
    space.write("addon.c", &format!("{ADDON_C}static int unused;\n"));
    let printed = space.run("build").ok();
    assert!(printed.contains("unused"), "{printed}");
    assert!(!space.run("build").ok().contains("unused"), "nothing runs the second time");
}

#[test]
fn a_node_headers_directory_brings_its_own_settings() {
    let space = addon();
    space.run("configure").ok();
    let node = space.path("my node/include/node");
    std::fs::create_dir_all(&node).unwrap();
    for entry in std::fs::read_dir(space.path("build/node-headers/include/node")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), node.join(entry.file_name())).unwrap();
    }
    space.write("my node/include/node/config.gypi", "# c\n{'variables': {'of_node': 'yes'}}\n");
    space.write(
        "my node/include/node/common.gypi",
        "{'target_defaults': {'configurations': {'Release': {'defines': ['OF_NODE=\"<(of_node)\"']}}}}",
    );
    space.write("addon.c", &format!("{ADDON_C}char text[] = OF_NODE;"));
    let directory = space.path("my node");
    let variables = [("npm_config_nodedir", &*directory.to_string_lossy())];
    space.run_with("rebuild", &variables).ok();
    // A later `build` remembers it from build/config.gypi.
    assert!(space.run("build").ok().contains("is up to date"));
}

#[test]
fn many_sources_and_only_the_changed_one_again() {
    let space = Space::new();
    let names: Vec<_> = (0..40).map(|i| format!("'src/f{i}.c'")).collect();
    let text = format!("{{'targets': [{{'target_name': 'a', 'sources': [{}]}}]}}", names.join(","));
    space.write("binding.gyp", &text);
    for i in 0..40 {
        space.write(&format!("src/f{i}.c"), &format!("int f{i}(void) {{ return {i}; }}\n"));
    }
    let printed = space.run("rebuild -j 3").ok();
    assert_eq!(printed.matches("] CC ").count(), 40, "{printed}");
    space.write("src/f7.c", "int f7(void) { return 700; }\n");
    let printed = space.run("build").ok();
    assert_eq!(printed.matches("] CC ").count(), 1, "{printed}");
    assert!(printed.contains("CC src/f7.c") && printed.contains("LINK"), "{printed}");
}
