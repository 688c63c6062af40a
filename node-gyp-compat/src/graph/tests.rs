//! The commands that targets give, compared as text; `action_tests` has those of the files.

use super::*;
use crate::targets::test_targets::{resolved_for, space};
use crate::test_space::TestSpace;

/// The graph of a `binding.gyp` with one `addon.cc` and one `x.c` beside it, and warnings.
pub fn graph(space: &TestSpace) -> std::result::Result<(Graph, Vec<Diagnostic>), String> {
    graph_for(space, "linux")
}

pub fn graph_for(
    space: &TestSpace,
    os: &str,
) -> std::result::Result<(Graph, Vec<Diagnostic>), String> {
    for file in ["addon.cc", "x.c", "lib/y.c"] {
        space.write(file, "");
    }
    std::fs::create_dir_all(space.path("build")).unwrap();
    let mut environment = Environment::current();
    for name in ["CC", "CXX", "AR"] {
        environment.set(name, "/bin/sh");
    }
    for name in
        ["CC_target", "CXX_target", "AR_target", "LINK", "LINK_target", "CPPFLAGS", "CFLAGS"]
    {
        environment.remove(name);
    }
    environment.set("CXXFLAGS", "-DENV");
    environment.set("LDFLAGS", "-Lenv");
    let targets = resolved_for(space, os)?;
    let toolchain =
        Toolchain::discover(&environment, System::of(os)).map_err(|error| error.message)?;
    let build = space.path("build");
    let setting = Setting {
        toolchain: &toolchain,
        environment: &environment,
        build: &build,
        configuration: "Release",
        thin_archives: true,
        os,
    };
    let mut warnings = Vec::new();
    let graph = super::build(&targets, &setting, &mut warnings).map_err(|error| error.message)?;
    Ok((graph, warnings))
}

fn commands(space: &TestSpace) -> std::result::Result<Vec<String>, String> {
    let (graph, warnings) = graph(space)?;
    let shown = graph.steps.iter().map(|step| {
        let command = step.command.get(1..).unwrap_or(&[]).join(" ");
        format!("{}: {command}", step.title())
    });
    Ok(shown.chain(warnings.iter().map(|warning| warning.message.clone())).collect())
}

fn of(text: &str) -> std::result::Result<Vec<String>, String> {
    commands(&space(text))
}

#[test]
fn an_addon_with_a_static_library() {
    let text = "{'targets': [
        {'target_name': 'addon', 'type': 'loadable_module', 'product_prefix': '', 'product_extension': 'node',
         'sources': ['addon.cc', 'addon.h'], 'defines': ['S=\"a b\"'], 'include_dirs': ['inc dir', '/abs'],
         'cflags': ['-Wall -Wextra'], 'cflags_c': ['-std=c99'], 'cflags_cc': ['-std=c++17'],
         'ldflags': ['-Wl,-rpath,\\\\$$ORIGIN'], 'library_dirs': ['lib'], 'libraries': ['-lz', '-lz', '../q.a'],
         'dependencies': ['low']},
        {'target_name': 'low', 'type': 'static_library', 'sources': ['./x.c', 'lib/y.c']}]}";
    let expected = [
        "CC x.c: -o Release/obj.target/low/x.o ../x.c -MMD -MF Release/obj.target/low/x.o.d -c",
        "CC lib/y.c: -o Release/obj.target/low/lib/y.o ../lib/y.c -MMD -MF Release/obj.target/low/lib/y.o.d -c",
        "AR Release/obj.target/liblow.a: crsT Release/obj.target/liblow.a Release/obj.target/low/x.o Release/obj.target/low/lib/y.o",
        "CXX addon.cc: -o Release/obj.target/addon/addon.o ../addon.cc -DS=\"a b\" -I../inc dir -I/abs -Wall -Wextra -std=c++17 \
         -MMD -MF Release/obj.target/addon/addon.o.d -DENV -c",
        "LINK Release/obj.target/addon.node: -o Release/obj.target/addon.node -shared -Wl,-rpath,$ORIGIN -L../lib -Lenv \
         -Wl,-soname=addon.node -Wl,--start-group Release/obj.target/addon/addon.o Release/obj.target/liblow.a -Wl,--end-group -lz ../q.a",
        "COPY Release/addon.node: ",
    ];
    assert_eq!(of(text).unwrap(), expected);
}

#[test]
fn sources_outside_stay_inside_build() {
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'none', 'dependencies': ['../GYPNAME/d.gyp:d']}]}",
    );
    let outside = TestSpace::new();
    outside.write(
        "d.gyp",
        "{'targets': [{'target_name': 'd', 'type': 'static_library', 'sources': ['d.c']}]}",
    );
    outside.write("d.c", "");
    let name = outside.root().file_name().unwrap().to_string_lossy().into_owned();
    let text = space.read("binding.gyp").replace("GYPNAME", &name);
    space.write("binding.gyp", &text);
    let commands = commands(&space).unwrap();
    assert!(
        commands[0].contains(&format!("-o Release/obj.target/d/__/{name}/d.o ../../{name}/d.c")),
        "{commands:?}"
    );
    assert!(
        commands[1].starts_with(&format!("AR Release/obj.target/__/{name}/libd.a")),
        "{commands:?}"
    );
}

#[test]
fn kinds_of_targets() {
    let text = "{'target_defaults': {'sources': ['x.c']}, 'targets': [
        {'target_name': 'e', 'type': 'executable', 'dependencies': ['s'], 'libraries': ['-lm']},
        {'target_name': 's', 'type': 'shared_library'},
        {'target_name': 'n', 'type': 'none'}]}";
    let commands = of(text).unwrap().join("\n");
    assert!(
        commands.contains(
            "-o Release/e -Wl,-rpath=$ORIGIN/ -Wl,-rpath-link=Release/ -Lenv \
        -Wl,--start-group Release/obj.target/e/x.o Release/obj.target/libs.so -lm -Wl,--end-group"
        ),
        "{commands}"
    );
    assert!(
        commands.contains("-Wl,-soname=libs.so -Wl,--whole-archive Release/obj.target/s/x.o"),
        "{commands}"
    );
    assert!(
        commands.contains("COPY Release/libs.so") && !commands.contains("COPY Release/e"),
        "{commands}"
    );
    assert!(!commands.contains("obj.target/n/"), "{commands}");
}

#[test]
fn products_in_other_places() {
    let text = "{'target_defaults': {'sources': ['x.c']}, 'targets': [
        {'target_name': 'm', 'type': 'loadable_module', 'product_dir': 'lib/binding', 'product_extension': 'node'},
        {'target_name': 'e', 'type': 'executable', 'product_dir': '$(builddir)/bin', 'dependencies': ['s']},
        {'target_name': 's', 'type': 'shared_library', 'product_extension': 'so.1', 'product_prefix': ''},
        {'target_name': 'abs', 'type': 'executable', 'product_dir': '/opt/x'},
        {'target_name': 'libq', 'type': 'static_library', 'product_name': 'libq', 'standalone_static_library': 1},
        {'target_name': 'empty', 'type': 'static_library', 'sources=': []}]}";
    let commands = of(text).unwrap().join("\n");
    // As seen from build/, as node-gyp has it, and once more in build/Release.
    for expected in [
        "-o lib/binding/libm.node ",
        "COPY Release/libm.node",
        "-soname=libm.node",
        "-o Release/bin/e -Wl,-rpath=$ORIGIN/",
        "COPY Release/e",
        "LINK /opt/x/abs",
        "COPY Release/abs",
        "-o Release/obj.target/s.so.1 -shared",
        "AR Release/obj.target/liblibq.a: crs Release/obj.target/liblibq.a Release/obj.target/libq/x.o",
        "COPY Release/liblibq.a",
        "AR Release/obj.target/libempty.a: crsT Release/obj.target/libempty.a\n",
    ] {
        assert!(format!("{commands}\n").contains(expected), "{expected} in\n{commands}");
    }
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'none', 'dependencies': ['d/d.gyp:d', 'e/e.gyp:d']}]}",
    );
    let library = "{'targets': [{'target_name': 'd', 'type': 'static_library', 'standalone_static_library': 1, 'sources': ['../x.c']}]}";
    space.write("d/d.gyp", library);
    space.write("e/e.gyp", library);
    let commands = super::tests::commands(&space).unwrap().join("\n");
    assert!(commands.contains("AR Release/obj.target/d/libd.a"), "{commands}");
    assert!(commands.contains("another library is already build/Release/libd.a"), "{commands}");
}

#[test]
fn objects_and_archives_among_the_sources_are_linked() {
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'loadable_module', 'sources': ['o/p.o', 'q.a', 'r.o', 'f.S']}]}",
    );
    for file in ["o/p.o", "q.a", "build/r.o", "f.S"] {
        space.write(file, "");
    }
    let commands = commands(&space).unwrap();
    assert!(commands[0].starts_with("AS f.S: -o Release/obj.target/a/f.o ../f.S"), "{commands:?}");
    // One that is only there as seen from build/ is what node-gyp would take.
    let group = "--start-group ../o/p.o ../q.a r.o Release/obj.target/a/f.o -Wl,--end-group";
    assert!(commands[1].contains(group), "{commands:?}");
}

#[test]
fn libraries_given_as_files_are_waited_for() {
    let space = space(
        "{'targets': [
           {'target_name': 'a', 'type': 'executable', 'libraries': ['ROOT/build/Release/libz.a', '../build/q.a', '-lm']},
           {'target_name': 'z', 'type': 'static_library', 'standalone_static_library': 1}]}",
    );
    let text = space.read("binding.gyp").replace("ROOT", &space.root().to_string_lossy());
    space.write("binding.gyp", &text);
    let (graph, _) = graph(&space).unwrap();
    let link = graph.steps.iter().find(|step| step.output() == "Release/a").unwrap();
    assert_eq!(link.inputs, ["Release/libz.a", "q.a"]);
    assert!(graph.maker("Release/libz.a").is_some());
}

#[test]
fn same_stems_and_repeated_sources_do_not_clash() {
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'static_library',
        'sources': ['x.c', 'x.cc', './x.c', 'x.mm']}]}",
    );
    space.write("x.cc", "");
    let commands = commands(&space).unwrap();
    assert_eq!(commands.len(), 4, "{commands:?}");
    assert!(commands[1].contains("-o Release/obj.target/a/x.cc.o"), "{commands:?}");
    assert!(commands[3].contains("`x.mm` is not compiled"), "{commands:?}");
}

#[test]
fn a_product_directory_given_absolutely_may_be_inside_the_module() {
    let space = space("");
    space.write(
        "binding.gyp",
        &format!(
            "{{'targets': [{{'target_name': 'a', 'type': 'executable', 'sources': ['x.c'],
               'product_dir': '{}/lib/napi-v3'}}]}}",
            space.root().display()
        ),
    );
    let commands = commands(&space).unwrap();
    let [.., link, copy] = &commands[..] else { panic!("{commands:?}") };
    assert!(link.starts_with("LINK lib/napi-v3/a: -o ../lib/napi-v3/a "), "{commands:?}");
    assert_eq!(copy, "COPY Release/a: ");
}

#[test]
fn mistakes() {
    let missing =
        of("{'targets': [{'target_name': 'a', 'type': 'executable', 'sources': ['gone/z.c']}]}");
    assert_eq!(missing.unwrap_err(), "the source `gone/z.c` of `a` does not exist");
    let twice =
        of("{'target_defaults': {'type': 'executable', 'sources': ['x.c'], 'product_name': 'p'},
        'targets': [{'target_name': 'a'}, {'target_name': 'b'}]}");
    assert!(twice.unwrap_err().contains("build/Release/p would be made twice"));
    let outside =
        of("{'targets': [{'target_name': 'a', 'type': 'executable', 'product_name': '../../p'}]}");
    assert!(outside.unwrap_err().contains("would be written outside build/: ../p"));
    let quote = of(
        "{'targets': [{'target_name': 'a', 'type': 'executable', 'sources': ['x.c'], 'cflags': ['\"-x']}]}",
    );
    assert!(quote.unwrap().concat().contains(" \"-x "), "a quote alone is the compiler's");
    let quote = of(
        "{'targets': [{'target_name': 'a', 'type': 'executable', 'sources': ['x.c'], 'cflags': [\"'-x\"]}]}",
    );
    assert!(quote.unwrap_err().contains("not closed"));
}
