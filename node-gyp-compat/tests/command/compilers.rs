//! Which compilers are run: those of the environment, a cache in front of them, gcc and clang.

use crate::space::{ADDON_C, Space};

/// An addon of C and C++ with a library, whose parts throw, include and are archived.
fn addon() -> Space {
    let space = Space::new();
    space.write(
        "binding.gyp",
        "{'targets': [
           {'target_name': 'addon', 'sources': ['addon.c', 'cxx/part.cc', 'fast.S'], 'dependencies': ['low'],
            'cflags_cc!': ['-fno-exceptions'], 'defines': ['TEXT=\"a b\"']},
           {'target_name': 'low', 'type': 'static_library', 'sources': ['low.c', 'low2.cc'],
            'direct_dependent_settings': {'include_dirs': ['inc']}}]}",
    );
    space.write("addon.c", ADDON_C);
    let part = "#include <low.h>\n#include <string>\nstd::string part() {\n\
        try { if (low() == 3) throw std::string(TEXT); } catch (std::string& s) { return s; }\n\
        return std::string(); }\n";
    space.write("cxx/part.cc", part).write("fast.S", ".section .note.GNU-stack,\"\",@progbits\n");
    space.write("inc/low.h", "extern \"C\" int low(void);\n");
    space.write("low.c", "int low2(void); int low(void) { return low2(); }\n");
    space.write("low2.cc", "extern \"C\" int low2(void) { return 3; }\n");
    space
}

fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").expect("there is a PATH");
    std::env::split_paths(&path).any(|place| place.join(program).is_file())
}

/// Both where both are installed. The machine's default compiler is what the other tests use, so
/// that one at least is always tried.
#[test]
fn gcc_and_clang_build_the_same() {
    let both = [("gcc", "g++"), ("clang", "clang++")];
    for (cc, cxx) in both.into_iter().filter(|(cc, cxx)| is_installed(cc) && is_installed(cxx)) {
        let space = addon();
        let variables = [("CC", cc), ("CXX", cxx)];
        let build = |line: &str| space.run_with(line, &variables).ok();
        let printed = build("rebuild --verbose");
        assert!(
            printed.contains(&format!("{cxx} -o Release/obj.target/addon/cxx/part.o")),
            "{printed}"
        );
        assert!(space.exists("build/Release/addon.node"), "{cc}");
        assert!(build("build").contains("is up to date"), "{cc}");
        // Both tell which headers they read.
        space.write("inc/low.h", "extern \"C\" int low(void);\n\n");
        let printed = build("build");
        assert!(
            printed.contains("CXX cxx/part.cc") && !printed.contains("CC addon.c"),
            "{printed}"
        );
        assert!(build("rebuild --thin").contains("gyp info ok"), "{cc}");
        assert!(build("build --debug").contains("gyp info ok"), "{cc}");
    }
    // What the other compiler made is not taken for its own.
    if both.into_iter().all(|(cc, cxx)| is_installed(cc) && is_installed(cxx)) {
        let space = addon();
        space.run_with("build", &[("CC", "gcc"), ("CXX", "g++")]).ok();
        let printed = space.run_with("build", &[("CC", "clang"), ("CXX", "clang++")]).ok();
        assert!(printed.contains("CC addon.c") && printed.contains("LINK"), "{printed}");
    }
}

#[test]
fn a_cache_in_front_of_the_compiler_is_given_the_whole_command() {
    let space = addon();
    let log = space.path("log").display().to_string();
    let cache = format!("#!/bin/sh\nprintf '%s\\n' \"$*\" >> \"{log}\"\nexec \"$@\"\n");
    space.program("bin/cache", &cache);
    space.program("bin/my-cc", "#!/bin/sh\nexec cc \"$@\"\n");
    let path = format!("{}:{}", space.path("bin").display(), std::env::var("PATH").unwrap());
    let variables = [("PATH", &path[..]), ("CC", "cache my-cc"), ("CXX", "cache c++")];
    space.run_with("build", &variables).ok();
    let text = space.read("log");
    assert!(text.contains("my-cc -o Release/obj.target/addon/addon.o ../addon.c"), "{text}");
    assert!(text.contains("c++ -o Release/obj.target/addon.node"), "{text}");
    assert!(space.run_with("build", &variables).ok().contains("is up to date"));
    // The compiler behind the cache is another one: what it made before is made anew.
    space.program("bin/my-cc", "#!/bin/sh\n# another version\nexec cc \"$@\"\n");
    assert!(space.run_with("build", &variables).ok().contains("CC addon.c"));
}

#[test]
fn a_cache_that_is_called_like_the_compiler_works_too() {
    let space = addon();
    space.program("behind/my-cc", "#!/bin/sh\nexec cc \"$@\"\n");
    let behind = space.path("behind/my-cc").display().to_string();
    space.program("front/my-cc", &format!("#!/bin/sh\nexec \"{behind}\" \"$@\"\n"));
    let rest = std::env::var("PATH").unwrap();
    let (front, behind) = (space.path("front"), space.path("behind"));
    let path = format!("{}:{}:{rest}", front.display(), behind.display());
    let variables = [("PATH", &path[..]), ("CC", "my-cc")];
    space.run_with("build", &variables).ok();
    space.program("behind/my-cc", "#!/bin/sh\n# another version\nexec cc \"$@\"\n");
    assert!(space.run_with("build", &variables).ok().contains("CC addon.c"));
}

#[test]
fn compilers_for_the_target_and_for_this_machine() {
    let space = addon();
    let text = space.read("binding.gyp").replace(
        "'cflags_cc!'",
        "'actions': [{'action_name': 'tools', 'inputs': [], 'outputs': ['$(obj)/tools'],
           'action': ['sh', '-c', 'echo $(CC.target), $(CC.host), $(CXX.target), $(CFLAGS.target) > build/Release/obj/tools']}],
         'cflags_cc!'",
    );
    space.write("binding.gyp", &text);
    let variables =
        [("CC", "no-such-cc"), ("CC_target", "cc"), ("CC_host", "cc -O0"), ("CFLAGS", "-DX")];
    space.run_with("build", &variables).ok();
    assert_eq!(space.read("build/Release/obj/tools"), "cc, cc -O0, c++, -DX\n");
    let printed = space.run_with("rebuild", &[("CC_target", "no-such-cc")]).fails();
    assert!(printed.contains("CC_target is set to `no-such-cc`"), "{printed}");
}
