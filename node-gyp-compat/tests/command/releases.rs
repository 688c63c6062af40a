//! `install`, `list` and `remove`, without a network.

use crate::space::Space;

#[test]
fn an_empty_directory_lists_nothing() {
    let space = Space::new();
    let printed = space.run("list --devdir none").ok();
    assert!(printed.contains("No headers of Node are installed"), "{printed}");
    let printed = space.run("rm 20.0.0 --devdir none").ok();
    assert!(printed.contains("20.0.0 was not installed"), "{printed}");
    assert!(!space.exists("none"));
}

#[test]
fn from_a_copy_of_the_distribution() {
    let space = Space::new();
    space.write("node-v22.1.0/include/node/node_api.h", "");
    space.write("dist/v22.1.0/SHASUMS256.txt", "");
    let packed = std::process::Command::new("tar")
        .args(["-czf", "dist/v22.1.0/node-v22.1.0-headers.tar.gz", "node-v22.1.0"])
        .current_dir(space.root())
        .status();
    assert!(packed.expect("tar starts").success());
    let install = "install v22.1.0 --devdir dev --dist-url=./dist";
    assert!(space.run(install).fails().contains("has no checksum of node-v22.1.0-headers.tar.gz"));
    std::fs::remove_file(space.path("dist/v22.1.0/SHASUMS256.txt")).unwrap();
    let printed = space.run(install).ok();
    assert!(printed.contains("gyp info install 22.1.0 from ./dist/v22.1.0"), "{printed}");
    assert_eq!(space.read("dev/22.1.0/installVersion").trim(), "11");
    assert!(space.run("list --devdir dev").ok().contains("22.1.0\n"));
    let again = format!("{install} --ensure");
    assert!(space.run(&again).ok().contains("22.1.0 is installed"));
}

#[test]
fn mistakes() {
    let space = Space::new();
    let printed = space.run("install 20 --devdir dev").fails();
    assert!(printed.contains("`20` is no version") && printed.contains("install error"));
    assert!(space.run("remove --devdir dev").fails().contains("which version should be removed?"));
    assert!(space.run("remove ../x --devdir dev").fails().contains("is no version of Node"));
    let printed = space.run("install 22.1.0 --devdir dev --dist-url=file:///nowhere").fails();
    assert!(printed.contains("there is no /nowhere/v22.1.0/node-v22.1.0-headers.tar.gz"));
    // No program that could fetch anything.
    let path = space.path_of(&["tar"]);
    let printed = space.run_with("install 22.1.0 --devdir dev", &[("PATH", &path)]).fails();
    for text in ["neither curl nor wget", "npm could not fetch", "--tarball node-v22.1.0-headers"] {
        assert!(printed.contains(text), "{text}\n{printed}");
    }
}
