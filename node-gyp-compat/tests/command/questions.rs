//! `--explain` and `--graph`: answers instead of a build.

use crate::space::{ADDON_C, Space};

fn addon() -> Space {
    let space = Space::new();
    space.write(
        "binding.gyp",
        "{'targets': [\n{'target_name': 'addon', 'sources': ['addon.c'], 'dependencies': ['part']},\n\
         {'target_name': 'part', 'type': 'none',\n'direct_dependent_settings': {'defines': ['PART=1']}}]}",
    );
    space.write("addon.c", ADDON_C);
    space
}

#[test]
fn explain_tells_why_and_where_from_and_builds_nothing() {
    let space = addon();
    let text = space.run("build --explain addon.c").ok();
    assert!(text.contains("would be made: it was never finished"), "{text}");
    assert!(
        text.contains("binding.gyp:4:43 (defines in direct_dependent_settings of part)"),
        "{text}"
    );
    assert!(!space.exists("build/Release/addon.node"));
    space.run("build").ok();
    // What `configure` or an earlier build was told counts, as for `build`.
    assert!(space.run("--explain addon").ok().contains("3 of 3 steps are up to date"));
    space.write("addon.c", &format!("{ADDON_C}int more;\n"));
    let text = space.run("build --explain=build/Release/addon.node").ok();
    assert!(text.contains("build/Release/obj.target/addon.node would be made anew"), "{text}");
    let text = space.run("build --explain obj.target/addon/addon.o").ok();
    assert_eq!(text.matches("addon.c changed: 61 bytes before, 71 now").count(), 1, "{text}");
    let text = space.run("build --explain nothing").fails();
    assert!(text.contains("gyp ERR! error: `nothing` is no target"), "{text}");
    assert!(space.run("build --explain").fails().contains("--explain needs a value"));
}

#[test]
fn graph_draws_the_targets() {
    let space = addon();
    let text = space.run("build --graph").ok();
    assert!(text.starts_with("digraph targets {"), "{text}");
    assert!(text.contains("[label=\"addon\\nloadable_module\\l1 source\\l"), "{text}");
    assert!(text.contains("t1 -> t0 [style=dashed];"), "{text}");
    space.run("--graph=picture.svg").ok();
    let svg = space.read("picture.svg");
    assert!(svg.starts_with("<svg ") && svg.contains(">addon</text>"), "{svg}");
    space.run("--graph=picture.dot").ok();
    assert_eq!(space.read("picture.dot"), text);
    assert!(space.run("--graph=picture.png").fails().contains("ends in .svg or .dot"));
    assert!(space.run("--graph=no/such/x.svg").fails().contains("cannot write the graph"));
}
