//! Which headers are used: the crate's own, those of a Node that is found, or an error that
//! says who needs them.

use crate::space::{ADDON_C, Space};

/// What compiling and linking needs, and no `node`.
const TOOLS: [&str; 8] = ["cc", "c++", "ar", "as", "ld", "sh", "tar", "gzip"];

/// The headers of a Node release, as far as a test looks.
fn release(space: &Space, root: &str, version: [u32; 3]) {
    let [major, minor, patch] = version;
    let headers = format!("{root}/include/node");
    for name in ["node_api.h", "node_api_types.h", "js_native_api.h", "js_native_api_types.h"] {
        let own = format!("{}/../include/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(own).expect("the repository's header");
        space.write(&format!("{headers}/{name}"), &text);
    }
    space.write(
        &format!("{headers}/node_version.h"),
        &format!(
            "#define NODE_MAJOR_VERSION {major}\n#define NODE_MINOR_VERSION {minor}\n\
             #define NODE_PATCH_VERSION {patch}\n"
        ),
    );
    space.write(&format!("{headers}/node.h"), "#include <v8.h>\n#include <node_version.h>\n");
    space.write(&format!("{headers}/v8.h"), "#define V8_IS_HERE 1\n");
}

const NEEDS_V8: &str = "#include \"../deps/wrap.h\"\nint v8_is_here = V8_IS_HERE;\n";

fn project() -> Space {
    let space = Space::new();
    space.write("binding.gyp", "{'targets': [{'target_name': 'a', 'sources': ['src/a.c']}]}");
    space.write("deps/wrap.h", "#ifndef W\n#define W\n#include <node.h>\n#endif\n");
    space.write("src/a.c", &format!("{ADDON_C}{NEEDS_V8}"));
    space
}

#[test]
fn node_api_needs_no_node() {
    let space = project();
    space.write("src/a.c", ADDON_C);
    let path = space.path_of(&TOOLS);
    let printed = space.run_with("rebuild --verbose", &[("PATH", &path)]).ok();
    assert!(printed.contains("-Inode-headers/include/node"), "{printed}");
}

#[test]
fn who_needs_node_is_told_before_anything_is_compiled() {
    let space = project();
    let path = space.path_of(&TOOLS);
    let dev = space.path("dev").to_string_lossy().into_owned();
    let variables = [("PATH", &*path), ("npm_config_devdir", &dev)];
    let printed = space.run_with("rebuild", &variables).fails();
    let told = [
        "src/a.c needs node.h, which is not part of Node-API",
        "src/a.c includes deps/wrap.h,\n    which includes node.h",
        "there is no `node` on the PATH",
        "no release is installed in",
        "node-gyp install 26.10.0",
        "--nodedir DIR",
    ];
    for text in told {
        assert!(printed.contains(text), "{text}\n{printed}");
    }
    assert!(!printed.contains("CC src/a.c"), "{printed}");
    // An include that may not count is tried, and explained when it did.
    space.write("src/a.c", &format!("{ADDON_C}#if 1\n{NEEDS_V8}#endif\n"));
    let printed = space.run_with("rebuild", &variables).fails();
    assert!(printed.contains("CC src/a.c"), "{printed}");
    assert!(printed.contains("node.h: No such file") || printed.contains("node.h' file not found"));
    assert!(printed.contains("src/a.c needs node.h"), "{printed}");
    space.write("src/a.c", &format!("{ADDON_C}#if 0\n{NEEDS_V8}#endif\n"));
    space.run_with("rebuild", &variables).ok();
}

#[test]
fn an_installed_release_is_used() {
    let space = project();
    release(&space, "node-v20.11.1", [20, 11, 1]);
    space
        .write("src/a.c", &format!("{ADDON_C}{NEEDS_V8}int n[NODE_MAJOR_VERSION == 20 ? 1 : -1];"));
    let path = space.path_of(&TOOLS);
    let variables = [("PATH", &*path), ("npm_config_devdir", "dev dir")];
    let packed = std::process::Command::new("tar")
        .args(["-czf", "headers.tgz", "node-v20.11.1"])
        .current_dir(space.root())
        .status();
    assert!(packed.expect("tar starts").success());
    space.run_with("install 20.11.1 --tarball headers.tgz", &variables).ok();
    assert_eq!(
        space.run_with("ls", &variables).ok().lines().filter(|l| *l == "20.11.1").count(),
        1
    );
    let printed = space.run_with("rebuild --verbose", &variables).ok();
    assert!(printed.contains("dev dir/20.11.1"), "{printed}");
    assert!(space.run_with("build", &variables).ok().contains("is up to date"));
    space.run_with("rebuild --target=20.11.1", &variables).ok();
    let printed = space.run_with("rebuild --target=18.0.0", &variables).fails();
    assert!(printed.contains("18.0.0 is not installed in "), "{printed}");
    space.run_with("remove v20.11.1", &variables).ok();
    assert!(space.run_with("rebuild", &variables).fails().contains("node-gyp install"));
}

#[test]
fn the_node_on_the_path_brings_its_own() {
    let space = project();
    release(&space, "my node", [21, 0, 0]);
    space.program("my node/bin/node", "#!/bin/sh\nexit 1\n");
    let path = format!("{}:{}", space.path_of(&TOOLS), space.path("my node/bin").display());
    let printed = space.run_with("rebuild --verbose", &[("PATH", &path)]).ok();
    assert!(printed.contains("my node/include/node"), "{printed}");
}

#[test]
fn a_need_that_only_the_compiler_sees() {
    let space = project();
    let tools = space.path_of(&TOOLS);
    let dev = space.path("dev").to_string_lossy().into_owned();
    let without = [("PATH", &*tools), ("npm_config_devdir", &dev)];
    // Seen by no reading of the text: the name of the header comes from a macro.
    space.write("src/a.c", &format!("#define H <v8.h>\n#include H\n{ADDON_C}int v = V8_IS_HERE;"));
    let printed = space.run_with("rebuild", &without).fails();
    for text in ["a source needs v8.h", "no release is installed in", "--nodedir DIR"] {
        assert!(printed.contains(text), "{text}\n{printed}");
    }
    release(&space, "n", [21, 0, 0]);
    space.program("n/bin/node", "#!/bin/sh\nexit 1\n");
    let path = format!("{tools}:{}", space.path("n/bin").display());
    let printed = space.run_with("rebuild", &[("PATH", &path)]).ok();
    assert!(printed.contains("since a source includes v8.h"), "{printed}");
    assert!(space.run_with("build", &[("PATH", &path)]).ok().contains("is up to date"));
}

#[test]
fn a_node_for_commands_where_there_is_none() {
    let space = Space::new();
    space.write(
        "binding.gyp",
        r#"{'targets': [{'target_name': 'a', 'sources': ['a.c'],
             'defines': ['N=<!(node -p "6 * 7")', 'M=<!(node -p "6 * 7" | cat)']}]}"#,
    );
    space.write("a.c", &format!("{ADDON_C}int a[N == 42 && M == 42 ? 1 : -1];"));
    let tools = space.path_of(&["cc", "c++", "ar", "as", "ld", "sh", "cat"]);
    // Stands for napkin, and counts how often it is started.
    space.program("bin/napkin", "#!/bin/sh\necho . >> \"$COUNT\"\necho 42\n");
    let path = format!("{tools}:{}", space.path("bin").display());
    let count = space.path("count").to_string_lossy().into_owned();
    let ours = space.run_with("rebuild", &[("PATH", &path), ("COUNT", &count)]);
    // Beside the command there may be a real napkin, which goes first; it gives the same answer.
    ours.ok();
    if space.exists("count") {
        assert_eq!(space.read("count"), ".\n.\n", "one start for each distinct command");
    }
    assert!(!space.exists("build/node_gyp_bins"));
}
