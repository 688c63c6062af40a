//! Settings for macOS one by one; `golden_tests` has a whole project.

use crate::graph::systems::golden_tests::{configured, lines, options};
use crate::test_space::TestSpace;

fn space(target: &str) -> TestSpace {
    let space = TestSpace::new();
    let text = format!("{{'targets': [{{'target_name': 'a', 'sources': ['x.cc'], {target}}}]}}");
    space.write("binding.gyp", &text);
    for file in ["x.cc", "y.c", "z.mm", "w.m"] {
        space.write(file, "");
    }
    space
}

/// The words of the step that makes a file, and all warnings.
fn step(target: &str, output: &str) -> (String, String) {
    let space = space(target);
    let configured = configured(&space, "mac");
    let maker = configured.graph.maker(output).unwrap_or_else(|| panic!("nothing makes {output}"));
    let line = lines(&space, &configured)[maker].clone();
    let words: Vec<_> = line.lines().skip(1).map(str::trim).collect();
    (format!(" {} ", words.join(" ")), configured.warnings.concat())
}

fn compile(settings: &str) -> String {
    step(&format!("'xcode_settings': {{{settings}}}"), "Release/obj.target/a/x.o").0
}

fn link(settings: &str) -> String {
    step(&format!("'xcode_settings': {{{settings}}}"), "Release/obj.target/a.node").0
}

#[test]
fn switches() {
    let usual = compile("");
    for (setting, flag) in [
        ("'GCC_ENABLE_CPP_EXCEPTIONS': 'YES'", "-fno-exceptions"),
        ("'GCC_ENABLE_CPP_RTTI': 'YES'", "-fno-rtti"),
        ("'GCC_GENERATE_DEBUGGING_SYMBOLS': 'NO'", "-gdwarf-2"),
    ] {
        assert!(usual.contains(&format!(" {flag} ")), "{flag} in {usual}");
        assert!(!compile(setting).contains(flag), "{flag} with {setting}");
    }
    for (setting, flag) in [
        ("'GCC_SYMBOLS_PRIVATE_EXTERN': 'YES'", "-fvisibility=hidden"),
        ("'GCC_INLINES_ARE_PRIVATE_EXTERN': 'YES'", "-fvisibility-inlines-hidden"),
        ("'GCC_TREAT_WARNINGS_AS_ERRORS': 'YES'", "-Werror"),
        ("'GCC_ENABLE_SSE42_EXTENSIONS': 'YES'", "-msse4.2"),
        ("'LLVM_LTO': 'YES'", "-flto"),
        ("'CLANG_CXX_LANGUAGE_STANDARD': 'c++17'", "-std=c++17"),
        ("'MACOSX_DEPLOYMENT_TARGET': '10.9'", "-mmacosx-version-min=10.9"),
        ("'WARNING_CFLAGS': ['-Wshadow']", "-Wno-unused-parameter -Wshadow"),
        ("'GCC_THREADSAFE_STATICS': 'NO'", "-fno-threadsafe-statics"),
        ("'FRAMEWORK_SEARCH_PATHS': ['frameworks']", "-F../frameworks"),
    ] {
        let line = compile(setting);
        assert!(line.contains(&format!(" {flag} ")) && !usual.contains(flag), "{flag} in {line}");
    }
}

#[test]
fn flags_for_cxx_are_those_for_c_unless_they_say_otherwise() {
    assert!(compile("'OTHER_CFLAGS': ['-O1 -g3']").contains(" -O1 -g3 "));
    let own = compile("'OTHER_CFLAGS': ['-cflag'], 'OTHER_CPLUSPLUSFLAGS': ['-xx']");
    assert!(own.contains(" -xx ") && !own.contains("-cflag"), "{own}");
    let both =
        compile("'OTHER_CFLAGS': ['-cflag'], 'OTHER_CPLUSPLUSFLAGS': ['$(inherited)', '-xx']");
    assert!(both.contains(" -cflag -xx "), "{both}");
}

#[test]
fn flags_of_other_systems_do_not_count() {
    let target = "'cflags': ['-cf'], 'cflags_cc': ['-cxxf'], 'ldflags': ['-ldf']";
    assert!(!step(target, "Release/obj.target/a/x.o").0.contains("-cf"));
    assert!(!step(target, "Release/obj.target/a.node").0.contains("-ldf"));
}

#[test]
fn objective_c() {
    let target = "'sources': ['x.cc', 'y.c', 'z.mm', 'w.m'], 'xcode_settings':
        {'CLANG_ENABLE_OBJC_ARC': 'YES', 'GCC_C_LANGUAGE_STANDARD': 'c11'}";
    let words = |file: &str| step(target, &format!("Release/obj.target/a/{file}.o")).0;
    assert!(words("z").contains(" -std=gnu++20 ") && words("z").contains(" -fobjc-arc "));
    assert!(words("w").contains(" -std=c11 -fobjc-arc "), "{}", words("w"));
    assert!(!words("y").contains("objc") && !words("x").contains("objc"));
}

#[test]
fn several_processors_make_a_universal_product() {
    let archs = "'ARCHS=': ['x86_64', 'arm64']";
    assert!(compile(archs).contains(" -arch x86_64 -arch arm64 "));
    assert!(link(archs).contains(" -arch x86_64 -arch arm64 "));
}

#[test]
fn linking() {
    assert!(link("").contains(" -bundle -undefined dynamic_lookup -Wl,-search_paths_first "));
    for (setting, flags) in [
        ("'OTHER_LDFLAGS': ['-framework CoreServices']", "-framework CoreServices"),
        (
            "'OTHER_LDFLAGS': ['-Wl,-exported_symbols_list,e.txt']",
            "-Wl,-exported_symbols_list,../e.txt",
        ),
        ("'OTHER_LDFLAGS': ['-sectcreate __T __i i.plist']", "-sectcreate __T __i ../i.plist"),
        ("'DEAD_CODE_STRIPPING': 'YES'", "-Wl,-dead_strip"),
        ("'LD_RUNPATH_SEARCH_PATHS': ['@loader_path/x']", "-Wl,-rpath,@loader_path/x"),
        ("'LIBRARY_SEARCH_PATHS': ['lib', '/opt/lib']", "-L../lib -L/opt/lib"),
        ("'ORDER_FILE': 'order.txt'", "-Wl,-order_file,../order.txt"),
    ] {
        let line = link(setting);
        assert!(line.contains(&format!(" {flags} ")), "{flags} in {line}");
    }
    let shared = |more: &str| {
        let target = format!("'type': 'shared_library', 'xcode_settings': {{{more}}}");
        step(&target, "Release/obj.target/a.dylib").0
    };
    assert!(shared("").contains(" -dynamiclib -install_name @rpath/a.dylib "));
    let named = shared(
        "'LD_DYLIB_INSTALL_NAME': '@loader_path/$(EXECUTABLE_PATH)', 'DYLIB_CURRENT_VERSION': '2'",
    );
    assert!(named.contains(" -install_name @loader_path/a.dylib -"), "{named}");
    assert!(named.contains(" -current_version 2 "), "{named}");
}

#[test]
fn the_sdk_is_asked_of_xcrun_only_if_it_is_needed() {
    let target = "'xcode_settings': {'SDKROOT': 'macosx14'},
        'libraries': ['$(SDKROOT)/usr/lib/libxml2.dylib', '$(SDKROOT)/System/X.framework']";
    let space = space(target);
    space.write_program("tools/xcrun", "#!/bin/sh\necho /sdk/$2\n");
    let configured = configured(&space, "mac");
    let lines = lines(&space, &configured);
    assert!(lines[0].contains("    -isysroot\n    /sdk/macosx14\n"), "{}", lines[0]);
    let link = lines.iter().find(|line| line.starts_with("LINK")).unwrap();
    assert!(
        link.ends_with("    /sdk/macosx14/usr/lib/libxml2.dylib\n    -framework\n    X\n"),
        "{link}"
    );
    assert!(!compile("").contains("-isysroot"));
}

#[test]
fn archives_are_libtools_unless_ar_is_given() {
    let target = "'type': 'static_library', 'xcode_settings': {'OTHER_LDFLAGS': ['-no_warning_for_no_symbols']}";
    let space = space(target);
    space.write_program("tools/libtool", "");
    let mut options = options(&space, "mac");
    options.environment.remove("AR");
    let mut evaluator = crate::eval::Evaluator::new(&options.environment);
    let configured =
        crate::configure::prepare(&mut evaluator, &options).map_err(|e| e.message).unwrap();
    let maker = configured.graph.maker("Release/obj.target/a.a").unwrap();
    let expected = "libtool -no_warning_for_no_symbols -static -o Release/obj.target/a.a Release/obj.target/a/x.o";
    assert_eq!(configured.graph.steps[maker].command.join(" "), expected);
    let (with_ar, _) = step(target, "Release/obj.target/a.a");
    assert_eq!(with_ar, " crs Release/obj.target/a.a Release/obj.target/a/x.o ");
}

#[test]
fn commands_know_what_xcode_tells() {
    let target = "'actions': [{'action_name': 'n', 'inputs': [], 'outputs': ['$(obj)/o'],
        'action': ['touch', '${SRCROOT}/$(PRODUCT_NAME)', '$(EXECUTABLE_NAME)']}]";
    let space = space(target);
    let configured = configured(&space, "mac");
    let action = &configured.graph.steps[configured.graph.maker("Release/obj/o").unwrap()];
    let root = space.root().display().to_string();
    assert_eq!(action.command, ["touch", &format!("{root}/a"), "a.node"]);
    let value =
        |name: &str| action.variables.iter().find(|(other, _)| *other == name).unwrap().1.clone();
    assert_eq!(value("BUILT_PRODUCTS_DIR"), format!("{root}/build/Release"));
    assert_eq!(value("MACH_O_TYPE"), "mh_bundle");
    assert_eq!(value("LD_DYLIB_INSTALL_NAME"), "@rpath/a.node");
}

#[test]
fn unknown_settings_warn() {
    let target = "'xcode_settings': {'GCC_ENABLE_CPP_EXCEPTION': 'YES', 'USE_HEADERMAP': 'NO'}";
    let (_, warnings) = step(target, "Release/obj.target/a.node");
    assert!(warnings.contains("did you mean `GCC_ENABLE_CPP_EXCEPTIONS`?"), "{warnings}");
    assert!(!warnings.contains("HEADERMAP"), "{warnings}");
}
