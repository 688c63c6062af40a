//! What node-gyp brings to every addon: variables, default settings, headers' place.
//!
//! The settings are GYP texts of our own (`gyp/addon.gypi`, `gyp/common.gypi`), merged into each
//! `.gyp` file. With a Node headers directory its `common.gypi` and `config.gypi` are used
//! instead of ours, since they say how that Node was built. What was decided is written to
//! `build/config.gypi`, as JSON, where scripts and a later `build` read it.

use std::path::Path;

use serde_json::{Map, Value as Json, json};

use crate::configure::absolute;
use crate::diagnostic::Result;
use crate::eval::Evaluator;
use crate::eval::load::Include;
use crate::headers::{Headers, own};
use crate::project::BuildOptions;
use crate::system::System;
use crate::targets::TargetType;
use crate::value::{Data, Dict, Value};

const ADDON: &str = include_str!("../gyp/addon.gypi");
const COMMON: &str = include_str!("../gyp/common.gypi");
const DEFAULTS: &str = include_str!("../gyp/config.gypi");

/// The first line of `build/config.gypi`, which is JSON after it.
pub const CONFIG_HEADER: &str = "# Do not edit: written by node-gyp configure.";

/// The variable that lists which others were given as options, for a later `build`.
pub const GIVEN: &str = "node_gyp_given";

/// GYP's name for this system.
pub fn gyp_os() -> &'static str {
    match std::env::consts::OS {
        "macos" => "mac",
        "windows" => "win",
        other => other,
    }
}

/// Node's name for this processor.
pub fn node_arch() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "x86" => "ia32",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64",
        "loongarch64" => "loong64",
        other => other,
    }
}

/// Variables defined before any file is read: GYP's own and node-gyp's.
pub fn variables(options: &BuildOptions, directory: &Path, headers: &Headers) -> Dict {
    let mut dict = Dict::default();
    let system = System::of(options.os);
    let affixes = [
        ("EXECUTABLE", TargetType::Executable),
        ("STATIC_LIB", TargetType::StaticLibrary),
        ("SHARED_LIB", TargetType::SharedLibrary),
    ];
    for (name, kind) in affixes {
        let (prefix, extension) = system.product_affixes(kind);
        let dot = if extension.is_empty() { "" } else { "." };
        dict.set(&format!("{name}_PREFIX"), Value::text(prefix));
        dict.set(&format!("{name}_SUFFIX"), Value::text(&format!("{dot}{extension}")));
    }
    let fixed = [
        ("OS", options.os),
        // What node-gyp uses there: files ask for it.
        ("GENERATOR", if system == System::Windows { "msvs" } else { "make" }),
        ("GENERATOR_FLAVOR", options.os),
        ("SHARED_LIB_DIR", "$(builddir)/lib.target"),
        ("LIB_DIR", "$(obj).target"),
        ("PRODUCT_DIR", "$(builddir)"),
        ("INTERMEDIATE_DIR", "$(obj).target/$(TARGET)/geni"),
        ("SHARED_INTERMEDIATE_DIR", "$(obj)/gen"),
        // Filled in for each source that a rule is done for.
        ("RULE_INPUT_PATH", "$(RULE_INPUT_PATH)"),
        ("RULE_INPUT_ROOT", "$(RULE_INPUT_ROOT)"),
        ("RULE_INPUT_DIRNAME", "$(RULE_INPUT_DIRNAME)"),
        ("RULE_INPUT_EXT", "$(RULE_INPUT_EXT)"),
        ("RULE_INPUT_NAME", "$(RULE_INPUT_NAME)"),
        ("CONFIGURATION_NAME", options.configuration.name()),
        ("library", "shared_library"),
        ("visibility", "default"),
        ("node_engine", "v8"),
    ];
    for (name, value) in fixed {
        dict.set(name, Value::text(value));
    }
    let root = headers.root.to_string_lossy();
    dict.set("node_root_dir", Value::text(&root));
    dict.set("node_gyp_dir", Value::text(&directory.join("build").to_string_lossy()));
    // Only builds on Windows link it: that of a Node that is given, one per processor in an
    // installation of headers, or one of our own making.
    let variant = if options.node_dir.is_some() { "$(Configuration)" } else { "<(target_arch)" };
    let library = match headers.is_node {
        true => format!("{root}/{variant}/node.lib"),
        false => own::IMPORT_LIBRARY.to_owned(),
    };
    if system == System::Windows {
        // What GYP's generator for Visual Studio brings. A developer prompt says which it is.
        let version = options.environment.get("VisualStudioVersion").unwrap_or_default();
        let year = match version.split('.').next() {
            Some("15") => "2017",
            Some("16") => "2019",
            _ => "2022",
        };
        dict.set("MSVS_VERSION", Value::text(year));
        dict.set("MSVS_OS_BITS", Value::text("64"));
    }
    dict.set("node_lib_file", Value::text(&library));
    let hook = directory.join("build").join(own::DELAY_LOAD_HOOK);
    dict.set("node_delay_load_hook", Value::text(&hook.to_string_lossy()));
    dict.set("module_root_dir", Value::text(&directory.to_string_lossy()));
    let product_dir = directory.join("build").join(options.configuration.name());
    let product_dir = product_dir.to_string_lossy();
    dict.set("PRODUCT_DIR_ABS", Value::text(&product_dir));
    let escaped = product_dir.replace('\\', "\\\\").replace('"', "\\\"");
    dict.set("PRODUCT_DIR_ABS_CSTR", Value::text(&format!("\"{escaped}\"")));
    let directories = headers.directories.iter();
    let directories = directories.map(|dir| Value::text(&dir.to_string_lossy())).collect();
    dict.set("node_header_directories", Value::list(directories));
    dict
}

/// `build/config.gypi`: what the chosen Node says of itself, then the options on top.
pub fn config(
    evaluator: &mut Evaluator,
    options: &BuildOptions,
    headers: &Headers,
) -> Result<Json> {
    let file = headers.root.join("include/node/config.gypi");
    let dict = match std::fs::read_to_string(&file) {
        Ok(text) if headers.is_node => {
            let id = evaluator.sources.add(file.to_string_lossy(), text.clone());
            Value::from(crate::syntax::parse(&text, id)?)
        }
        _ => {
            let id = evaluator.sources.add("<defaults>/config.gypi", DEFAULTS);
            Value::from(crate::syntax::parse(DEFAULTS, id)?)
        }
    };
    let mut variables = match json_of(&dict)["variables"].take() {
        Json::Object(map) => map,
        _ => Map::new(),
    };
    variables.entry("host_arch").or_insert(json!(node_arch()));
    let mut set = |name: &str, value: Json| variables.insert(name.to_owned(), value);
    set("target_arch", json!(options.target_arch.as_deref().unwrap_or(node_arch())));
    // Node's own directory, whether it was given or found; a later `build` goes on with it.
    let root = headers.root.to_string_lossy();
    set("nodedir", json!(if headers.is_node { &root } else { "" }));
    set("python", json!(python(options)));
    set("standalone_static_library", json!(if options.thin { 0 } else { 1 }));
    let mut given = Vec::new();
    for (name, value) in &options.variables {
        let name = name.replace('-', "_");
        set(&name, json!(value));
        given.push(name);
    }
    set(GIVEN, json!(given));
    let empty: [&str; 0] = [];
    Ok(json!({
        "target_defaults": {
            "cflags": empty,
            "default_configuration": options.configuration.name(),
            "defines": empty,
            "include_dirs": empty,
            "libraries": empty,
        },
        "variables": variables,
    }))
}

/// The Python that actions of a package may run: the one given, or the first on the PATH. The
/// build itself needs none.
fn python(options: &BuildOptions) -> String {
    let environment = &options.environment;
    let given = options.python.clone().or_else(|| environment.get("NODE_GYP_FORCE_PYTHON"));
    let given = given.or_else(|| environment.get("PYTHON"));
    given.unwrap_or_else(|| {
        let names = ["python3", "python"];
        let found = names.iter().find(|name| environment.find_program(name).is_some());
        (*found.unwrap_or(&"python3")).to_owned()
    })
}

fn json_of(value: &Value) -> Json {
    match &value.data {
        Data::Str(text) => json!(&text[..]),
        Data::Int(value) => json!(value),
        Data::List(items) => Json::Array(items.iter().map(json_of).collect()),
        Data::Dict(dict) => Json::Object(
            dict.iter().map(|(key, slot)| (key.to_string(), json_of(&slot.value))).collect(),
        ),
    }
}

/// What is merged into every `.gyp` file, in node-gyp's order: files given, the configuration, the module's
/// own `config.gypi` and `common.gypi` if there are any, then the settings of all addons.
pub fn includes(
    options: &BuildOptions,
    directory: &Path,
    config: &Json,
    headers: &Headers,
) -> Result<Vec<Include>> {
    let mut includes = Vec::new();
    for file in &options.includes {
        includes.push(Include::File(absolute(file)?));
    }
    includes.push(Include::Text("build/config.gypi", config_text(config)));
    for name in ["config.gypi", "common.gypi"] {
        let own = directory.join(name);
        if own.is_file() {
            includes.push(Include::File(own));
        }
    }
    includes.push(Include::Text("<node-gyp>/addon.gypi", ADDON.to_owned()));
    let of_node = ["include/node/common.gypi", "common.gypi"]
        .iter()
        .map(|name| headers.root.join(name))
        .find(|path| headers.is_node && path.is_file());
    includes.push(match of_node {
        Some(path) => Include::File(path),
        None => Include::Text("<node-gyp>/common.gypi", COMMON.to_owned()),
    });
    Ok(includes)
}

pub fn config_text(config: &Json) -> String {
    format!("{CONFIG_HEADER}\n{config:#}\n")
}

/// The variables that an earlier `configure` wrote, for a `build` that is not told them again.
pub fn read_config(path: &Path) -> Option<Json> {
    let text = std::fs::read_to_string(path).ok()?;
    let json = text.split_once('\n')?.1;
    serde_json::from_str(json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::test_space::TestSpace;

    #[test]
    fn conditions_may_ask_for_all_that_node_says() {
        let space = TestSpace::new();
        space.write(
            "binding.gyp",
            r#"{'targets': [{'target_name': 'a', 'type': 'none',
                 'conditions': [
                   ['node_shared=="false" and openssl_fips!="" or v8_enable_sandbox==1', {'x': 1}],
                   ['node_shared_openssl=="true" or is_debug==1 or clang==1', {'x': 1}],
                   ['napi_build_version<8 or node_module_version<100', {'x': 1}],
                   ['v8_enable_pointer_compression or asan==1 or icu_small=="true"', {'x': 1}],
                   ['library!="shared_library" or visibility!="default"', {'x': 1}],
                   ['node_engine!="v8" or host_arch!=target_arch or build_type!="Release"', {'x': 1}],
                 ]}]}"#,
        );
        let report = crate::configure(&BuildOptions::new(space.root())).unwrap();
        assert_eq!(report.warnings, [""; 0], "no condition holds");
    }

    #[test]
    fn options_become_variables_and_the_file_reads_back() {
        let space = TestSpace::new();
        let environment = Environment::default();
        let mut evaluator = Evaluator::new(&environment);
        let mut options = BuildOptions::new(space.root());
        options.variables = vec![("napi-build-version".into(), "9".into())];
        let headers = Headers::of_directories(&[space.path("include/node")]);
        assert_eq!(headers.root, space.root());
        let config = config(&mut evaluator, &options, &headers).unwrap();
        assert_eq!(config["variables"]["napi_build_version"], "9");
        assert_eq!(config["variables"][GIVEN], json!(["napi_build_version"]));
        assert_eq!(config["variables"]["target_arch"], node_arch());
        space.write("config.gypi", &config_text(&config));
        assert_eq!(read_config(&space.path("config.gypi")), Some(config.clone()));
        // It is GYP as well, for it is merged into the files.
        let id = evaluator.sources.add("config.gypi", config_text(&config));
        assert!(crate::syntax::parse(&config_text(&config), id).is_ok());
    }
}
