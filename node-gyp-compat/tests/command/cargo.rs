//! Addons that are Cargo packages. The crate has no dependencies, so nothing is fetched.

use crate::space::Space;

pub(crate) const MANIFEST: &str = "\
[package]
name = \"my-addon\"
edition = \"2021\"
[lib]
crate-type = [\"cdylib\"]
[workspace]
";
const LIB: &str = "#[no_mangle]\npub extern \"C\" fn napi_register_module_v1() {}\n";

fn package() -> Space {
    let space = Space::new();
    space.write("Cargo.toml", MANIFEST).write("src/lib.rs", LIB);
    space
}

#[test]
fn a_cdylib_becomes_a_node_file() {
    let space = package();
    let printed = space.run("rebuild -j 1").ok();
    assert!(printed.contains("Compiling my-addon") && printed.contains("gyp info ok"), "{printed}");
    let bytes = std::fs::read(space.path("build/Release/my_addon.node")).expect("the product");
    let name = b"napi_register_module_v1";
    assert!(bytes.windows(name.len()).any(|window| window == name));
    let printed = space.run("build").ok();
    assert!(printed.contains("build/Release/my_addon.node is up to date"), "{printed}");
    space.write("src/lib.rs", &LIB.replace("{}", "{ unresolved() }"));
    let printed = space.run("build").fails();
    assert_eq!(printed.matches("cannot find function `unresolved`").count(), 1, "{printed}");
    assert!(printed.contains("gyp ERR! error: `cargo build --lib"), "{printed}");
    assert!(space.exists("build/Release/my_addon.node"), "the old one stays");
    space.run("clean").ok();
    assert!(!space.exists("build"));
}

#[test]
fn debug_and_further_arguments() {
    let space = package();
    space.write("Cargo.toml", &format!("{MANIFEST}[features]\nextra = []\n"));
    space.write("src/lib.rs", &format!("{LIB}#[cfg(not(feature = \"extra\"))]\ncompile_error!();"));
    let printed = space.run("build --debug --features extra").fails();
    assert!(printed.contains("WARN --features has no effect on a Cargo package"), "{printed}");
    space.run("build --debug -- --features extra").ok();
    assert!(space.exists("build/Debug/my_addon.node") && !space.exists("build/Release"));
}

#[test]
fn binding_gyp_goes_first_and_the_choice_is_told() {
    let space = package();
    space.write("binding.gyp", "{'targets': [{'target_name': 'x', 'type': 'none'}]}");
    let printed = space.run("build").ok();
    assert!(printed.contains("using binding.gyp; --cargo builds the Cargo.toml"), "{printed}");
    assert!(!space.exists("build/Release/my_addon.node"));
    space.run("build --cargo").ok();
    assert!(space.exists("build/Release/my_addon.node"));
}

#[test]
fn mistakes() {
    let space = package();
    let printed = space.run_with("build", &[("PATH", "/nowhere"), ("CARGO", "")]).fails();
    assert!(printed.contains("no cargo on the PATH") && printed.contains("rustup"), "{printed}");
    space.write("Cargo.toml", &MANIFEST.replace("cdylib", "rlib"));
    let printed = space.run("configure").fails();
    assert!(printed.contains("crate-type = [\"cdylib\"]"), "{printed}");
    space.write("Cargo.toml", "[package\n");
    let printed = space.run("build").fails();
    assert!(
        printed.contains("cargo cannot read") && printed.contains("Cargo.toml:1:9"),
        "{printed}"
    );
}

#[test]
fn a_library_that_registers_no_module() {
    let space = package();
    space.write("src/lib.rs", "#[no_mangle]\npub extern \"C\" fn napi_register() {}\n");
    let printed = space.run("build").ok();
    let told = "my_addon.node registers no module";
    assert!(printed.contains(told) && printed.contains("napi_derive::module!()"), "{printed}");
    space.write("src/lib.rs", LIB);
    assert!(!space.run("build").ok().contains(told));
    // One that a constructor registers.
    let calls = "extern \"C\" { fn napi_module_register(); }\n\
                 #[no_mangle]\npub unsafe extern \"C\" fn start() { napi_module_register() }\n";
    space.write("src/lib.rs", calls);
    assert!(!space.run("build").ok().contains(told));
}
