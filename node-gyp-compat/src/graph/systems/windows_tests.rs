//! Settings for Windows one by one; `golden_tests` has a whole project.

use crate::graph::systems::golden_tests::{configured, lines};
use crate::graph::{Dialect, StepKind};
use crate::test_space::TestSpace;

fn space(target: &str) -> TestSpace {
    let space = TestSpace::new();
    let text =
        format!("{{'targets': [{{'target_name': 'a', 'sources': ['x.cc', 'y.c'], {target}}}]}}");
    space.write("binding.gyp", &text);
    for file in ["x.cc", "y.c", "z.def", "q.obj"] {
        space.write(file, "");
    }
    space
}

fn step(target: &str, output: &str) -> (String, String) {
    let space = space(target);
    let configured = configured(&space, "win");
    let maker = configured.graph.maker(output).unwrap_or_else(|| panic!("nothing makes {output}"));
    let line = lines(&space, &configured)[maker].clone();
    let words: Vec<_> = line.lines().skip(1).map(str::trim).collect();
    (format!(" {} ", words.join(" ")), configured.warnings.concat())
}

fn with(tool: &str, settings: &str, output: &str) -> String {
    step(&format!("'msvs_settings': {{'{tool}': {{{settings}}}}}"), output).0
}

fn compile(settings: &str) -> String {
    with("VCCLCompilerTool", settings, "Release/obj.target/a/x.obj")
}

fn link(settings: &str) -> String {
    with("VCLinkerTool", settings, "Release/obj.target/a.node")
}

#[test]
fn settings_of_the_compiler() {
    for (setting, flags) in [
        ("'ExceptionHandling': 1", "/EHsc"),
        ("'ExceptionHandling': '2'", "/EHa"),
        ("'ExceptionHandling': 'Sync'", "/EHsc"),
        ("'WarningLevel': 4", "/W4"),
        ("'WarnAsError': 'true'", "/WX"),
        (
            "'AdditionalOptions': ['/utf-8', '/bigobj /EHs', '/D\"N=a b\"']",
            "/utf-8 /bigobj /EHs '/DN=a b'",
        ),
        ("'AdditionalOptions!': ['-std:c++20'], 'LanguageStandard': 'stdcpp17'", "/TP /std:c++17"),
        ("'DisableSpecificWarnings': ['4018', 4100]", "/wd4018 /wd4100"),
        (
            "'DisableSpecificWarnings': '4018;4100;%(DisableSpecificWarnings)'",
            "/wd4018 /wd4100 /GF",
        ),
        ("'PreprocessorDefinitions': ['P=1']", "/DP=1"),
        (
            "'AdditionalIncludeDirectories': ['../inc', '<(module_root_dir)/two']",
            "/I../inc /I../two",
        ),
        ("'ForcedIncludeFiles': ['pre.h']", "/FIpre.h"),
        ("'EnableEnhancedInstructionSet': 5", "/arch:AVX2"),
        ("'DebugInformationFormat': 3", "/FS /Fdnothing"),
        ("'CompileAs': 1", "/TC"),
        ("'FloatingPointModel': 2", "/fp:fast"),
    ] {
        let line = compile(setting);
        let flags = flags.replace("nothing", "Release/obj.target/a/a.pdb");
        assert!(line.contains(&format!(" {flags} ")), "{flags} in {line}");
    }
    assert!(compile("'CompileAs': 1").matches("/TP").next().is_none());
    // Node's settings for a build that is optimized count more than the target's, as in GYP.
    assert!(compile("'RuntimeLibrary': 2").contains(" /MT "));
    assert!(!compile("'MultiProcessorCompilation': 'true'").contains("/MP"));
}

#[test]
fn settings_of_a_configuration_count() {
    let text = "'configurations': {'Release': {'msvs_settings': {'VCCLCompilerTool':
        {'RuntimeLibrary': 2, 'RuntimeTypeInfo': 'true', 'AdditionalOptions': ['/GR']}}}}";
    let (line, _) = step(text, "Release/obj.target/a/y.obj");
    assert!(line.contains(" /MD ") && line.contains(" /GR ") && !line.contains("/GR- "), "{line}");
}

#[test]
fn settings_of_the_linker() {
    for (setting, flags) in [
        ("'AdditionalOptions': ['/guard:cf']", "/guard:cf"),
        ("'SubSystem': 2", "/SUBSYSTEM:WINDOWS"),
        ("'DelayLoadDLLs': ['q.dll']", "/DELAYLOAD:q.dll /DELAYLOAD:node.exe"),
        (
            "'AdditionalLibraryDirectories': ['../lib dir', '..\\\\x\\\\y', '$(OutDir)z']",
            "'/LIBPATH:../lib dir' /LIBPATH:../x/y /LIBPATH:Release/z",
        ),
        (
            "'IgnoreDefaultLibraryNames': ['a.lib', 'b.lib']",
            "/NODEFAULTLIB:a.lib /NODEFAULTLIB:b.lib",
        ),
        ("'EnableCOMDATFolding': 2, 'OptimizeReferences': 2", "/OPT:REF /OPT:ICF"),
        ("'LinkTimeCodeGeneration': 1", "/LTCG"),
        ("'AdditionalDependencies': ['setupapi.lib', 'rpcrt4.lib']", "setupapi.lib rpcrt4.lib"),
        ("'GenerateManifest': 'false'", "/MANIFEST:NO"),
    ] {
        let line = link(setting);
        assert!(line.contains(&format!(" {flags} ")), "{flags} in {line}");
    }
}

#[test]
fn libraries_have_many_forms() {
    let target = "'sources': ['z.def', 'q.obj'], 'libraries': ['-lws2_32', 'ws2_32.lib', '-lA.Lib', '$(OutDir)b.lib',
        '-l\"<(module_root_dir)/c d.lib\"', '..\\\\deps\\\\e', '-lws2_32.lib', '/WHOLEARCHIVE:f.lib']";
    let (line, _) = step(target, "Release/obj.target/a.node");
    assert!(line.contains(" /DEF:../z.def "), "{line}");
    assert!(line.contains(" ../q.obj "), "{line}");
    let end = " node-headers/node.lib A.Lib Release/b.lib 'ROOT/c d.lib' ../deps/e.lib ws2_32.lib /WHOLEARCHIVE:f.lib ";
    assert!(line.ends_with(end), "{line}");
}

#[test]
fn definitions_keep_what_they_hold() {
    let target = "'defines': ['A=\"x y\"', 'B=#', 'C=$(Configuration)'],
        'msvs_configuration_attributes': {'CharacterSet': '1'}";
    let (line, _) = step(target, "Release/obj.target/a/x.obj");
    assert!(line.contains(" '/DA=\"x y\"' "), "{line}");
    assert!(line.contains("'/DB=\\043'"), "{line}");
    assert!(line.contains(" /D_UNICODE /DUNICODE "), "{line}");
}

#[test]
fn every_addon_has_the_hook_and_the_programs_library() {
    let space = space("'win_delay_load_hook': 'true'");
    let configured = configured(&space, "win");
    let graph = &configured.graph;
    let library = &graph.steps[graph.maker("node-headers/node.lib").unwrap()];
    let expected =
        ["/nologo", "/DEF:node-headers/node.def", "/OUT:node-headers/node.lib", "/MACHINE:X64"];
    assert_eq!(library.command[1..], expected);
    assert!(
        space.read("build/node-headers/node.def").contains("LIBRARY node.exe\nEXPORTS\n    napi_")
    );
    assert!(space.read("build/node-headers/delay_load_hook.cc").contains("__pfnDliNotifyHook2"));
    let link = &graph.steps[graph.maker("Release/obj.target/a.node").unwrap()];
    assert!(link.inputs.iter().any(|input| input == "node-headers/node.lib"));
    assert!(link.inputs.iter().any(|input| input.ends_with("delay_load_hook.obj")));
    let (without, _) = step("'win_delay_load_hook': 'false'", "Release/obj.target/a.node");
    assert!(!without.contains("/DELAYLOAD") && !without.contains("hook"), "{without}");
}

#[test]
fn shared_libraries_are_linked_by_their_import_library() {
    let space = TestSpace::new();
    space.write(
        "binding.gyp",
        "{'target_defaults': {'sources': ['y.c']}, 'targets': [
           {'target_name': 'a', 'dependencies': ['libs']},
           {'target_name': 'libs', 'type': 'shared_library'}]}",
    );
    space.write("y.c", "");
    let configured = configured(&space, "win");
    let graph = &configured.graph;
    let maker = graph.maker("Release/obj.target/libs.dll.lib").unwrap();
    assert_eq!(graph.steps[maker].output(), "Release/obj.target/libs.dll");
    let link = &graph.steps[graph.maker("Release/obj.target/a.node").unwrap()];
    assert!(link.inputs.contains(&"Release/obj.target/libs.dll.lib".to_owned()));
    assert!(graph.maker("Release/libs.dll").is_some());
}

#[test]
fn steps_know_how_their_tools_are_spoken_to() {
    let space = space("'product_extension': 'node'");
    let configured = configured(&space, "win");
    for step in &configured.graph.steps {
        let own = step.kind == StepKind::Install;
        assert_eq!(
            step.dialect,
            if own { Dialect::Gnu } else { Dialect::Msvc },
            "{}",
            step.title()
        );
        assert_eq!(step.depfile.is_some(), step.compiles());
    }
}

#[test]
fn archives() {
    let target = "'type': 'static_library', 'msvs_settings': {'VCLibrarianTool': {'AdditionalOptions': ['/LTCG']}}";
    let (line, _) = step(target, "Release/obj.target/a.lib");
    assert!(
        line.starts_with(
            " /nologo /OUT:Release/obj.target/a.lib /LTCG Release/obj.target/a/x.obj "
        ),
        "{line}"
    );
}

#[test]
fn unknown_settings_warn() {
    let target =
        "'msvs_settings': {'VCCLCompilerTool': {'ExceptionsHandling': 1}, 'VSSLCompilerTool': {}}";
    let (_, warnings) = step(target, "Release/obj.target/a.node");
    assert!(warnings.contains("did you mean `ExceptionHandling`?"), "{warnings}");
    assert!(warnings.contains("did you mean `VCCLCompilerTool`?"), "{warnings}");
}
