//! The commands that targets give, compared as text; `action_tests` has those of the files.

use super::*;
use crate::targets::test_targets::{resolved, space};
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
    let targets = resolved(space)?;
    let toolchain = Toolchain::discover(&environment).map_err(|error| error.message)?;
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
    let outside =
        of("{'targets': [{'target_name': 'a', 'type': 'executable', 'product_name': '../../p'}]}");
    assert!(outside.unwrap_err().contains("would be written outside build/: ../p"));
    let quote = of(
        "{'targets': [{'target_name': 'a', 'type': 'executable', 'sources': ['x.c'], 'cflags': ['\"-x']}]}",
    );
    assert!(quote.unwrap_err().contains("not closed"));
}
