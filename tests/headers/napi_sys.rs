//! What the crate `napi-sys` declares, read from its source.
//!
//! Its functions stand inside a macro whose argument is an ordinary `extern "C"` block. The crate
//! spells some things differently from C without being another ABI; [`canonical`] maps those. What
//! remains is listed as known, each with its reason, and the lists are compared as a whole: an
//! entry that has become wrong fails the test too.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use syn::{Expr, ForeignItem, Item};

use crate::declarations::{spell_function, spell_struct, spell_type};

/// Functions that napi-sys does not have yet, or declares differently: it does not say that
/// `napi_fatal_error` never returns, and takes external strings as `const`, which C does not; it
/// also declares one function of libuv.
pub const KNOWN_FUNCTION_DIFFERENCES: &[&str] = &[
    "napi_fatal_error: \
     C (*const c_char, usize, *const c_char, usize) -> !, \
     napi-sys (*const c_char, usize, *const c_char, usize)",
    "node_api_create_external_sharedarraybuffer: not in napi-sys",
    "node_api_create_external_string_latin1: \
     C (napi_env, *mut c_char, usize, napi_finalize, *mut c_void, *mut napi_value, *mut bool) \
     -> napi_status, \
     napi-sys (napi_env, *const c_char, usize, napi_finalize, *mut c_void, *mut napi_value, \
     *mut bool) -> napi_status",
    "node_api_create_external_string_utf16: \
     C (napi_env, *mut u16, usize, napi_finalize, *mut c_void, *mut napi_value, *mut bool) \
     -> napi_status, \
     napi-sys (napi_env, *const u16, usize, napi_finalize, *mut c_void, *mut napi_value, \
     *mut bool) -> napi_status",
    "node_api_create_sharedarraybuffer: not in napi-sys",
    "node_api_is_sharedarraybuffer: not in napi-sys",
    "node_api_set_prototype: not in napi-sys",
    "uv_run: only in napi-sys",
];

/// Types that napi-sys does not have, or declares differently: its basic environment is an opaque
/// pointer of its own, and it writes some aliases out where they are used.
pub const KNOWN_TYPE_DIFFERENCES: &[&str] = &[
    "char16_t: not in napi-sys",
    "napi_cleanup_hook: not in napi-sys",
    "node_api_addon_get_api_version_func: not in napi-sys",
    "node_api_basic_env: C napi_env, napi-sys *mut node_api_basic_env__",
    "node_api_basic_finalize: C napi_finalize, \
     napi-sys Option<fn(napi_env, *mut c_void, *mut c_void)>",
    "node_api_noenv_finalize: not in napi-sys",
    "node_api_nogc_env: not in napi-sys",
    "node_api_nogc_finalize: not in napi-sys",
    "node_api_basic_env__: only in napi-sys",
];

#[derive(Default)]
pub struct NapiSys {
    pub functions: BTreeMap<String, String>,
    pub types: BTreeMap<String, String>,
    /// By their C names.
    pub enumerators: BTreeMap<String, i64>,
}

/// The platform that this test was compiled on, as rustc names it.
fn host_platform() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc -vV names its host").to_owned()
}

/// The directory of the crate's source, as cargo resolved it for this workspace.
fn source_directory() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        // Else cargo would fetch what only other platforms need.
        .args(["--filter-platform", &host_platform()])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .output()
        .expect("cargo can be started");
    let text = String::from_utf8_lossy(&output.stdout);
    // One value of a known shape: no JSON parser for that.
    let manifest = text
        .split("\"manifest_path\":\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|path| path.contains("/napi-sys-") && path.ends_with("/Cargo.toml"))
        .unwrap_or_else(|| {
            panic!(
                "napi-sys is not among the workspace's dependencies: {}",
                String::from_utf8_lossy(&output.stderr)
            )
        });
    PathBuf::from(manifest).with_file_name("src")
}

impl NapiSys {
    pub fn read() -> Self {
        let mut all = Self::default();
        for name in ["functions.rs", "types.rs"] {
            let path = source_directory().join(name);
            let text = std::fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let file = syn::parse_file(&text).expect("napi-sys is Rust");
            file.items.iter().for_each(|item| all.add(item));
        }
        all
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::Mod(module) => {
                let items = module.content.iter().flat_map(|(_, items)| items);
                for item in items {
                    match item {
                        Item::Const(constant) => {
                            self.add_enumerator(&module.ident.to_string(), constant);
                        }
                        other => self.add(other),
                    }
                }
            }
            Item::Macro(call) if call.mac.path.is_ident("generate") => {
                let block: syn::ItemForeignMod =
                    syn::parse2(call.mac.tokens.clone()).expect("generate! holds an extern block");
                for item in &block.items {
                    if let ForeignItem::Fn(function) = item {
                        let name = function.sig.ident.to_string();
                        self.functions.insert(name, canonical(&spell_function(function)));
                    }
                }
            }
            Item::Type(alias) => {
                self.types.insert(alias.ident.to_string(), canonical(&spell_type(&alias.ty)));
            }
            Item::Struct(structure) => {
                let name = structure.ident.to_string();
                self.types.insert(name, canonical(&spell_struct(structure)));
            }
            _ => {}
        }
    }

    fn add_enumerator(&mut self, module: &str, constant: &syn::ItemConst) {
        let short = constant.ident.to_string();
        let short = short.trim_end_matches('_'); // static_
        let prefix = match module {
            "Status" | "ValueType" => "",
            "PropertyAttributes" | "TypedarrayType" => "napi_",
            "KeyCollectionMode" | "KeyFilter" | "KeyConversion" => "napi_key_",
            "ThreadsafeFunctionReleaseMode" | "ThreadsafeFunctionCallMode" => "napi_tsfn_",
            other => panic!("napi-sys has a new module of constants, {other}"),
        };
        let value = evaluate(&constant.expr)
            .unwrap_or_else(|| panic!("napi-sys, {module}::{short}: not a number"));
        self.enumerators.insert(format!("{prefix}{short}"), value);
    }
}

/// Integer literals, and `1 << n`.
fn evaluate(expression: &Expr) -> Option<i64> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Binary(binary) => {
            let (left, right) = (evaluate(&binary.left)?, evaluate(&binary.right)?);
            match binary.op {
                syn::BinOp::Shl(_) => Some(left << right),
                syn::BinOp::BitOr(_) => Some(left | right),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Replaces what is another spelling of the same ABI:
/// lengths are `isize` where -1 stands for NAPI_AUTO_LENGTH; the environment of basic functions
/// is a pointer of its own; aliases are written out.
fn canonical(spelled: &str) -> String {
    let mut result = String::new();
    let mut rest = spelled;
    while !rest.is_empty() {
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        if end == 0 {
            let length = rest.chars().next().map_or(1, char::len_utf8);
            result.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        result.push_str(match &rest[..end] {
            "isize" => "usize",
            "char16_t" => "u16",
            "node_api_basic_env" | "node_api_nogc_env" => "napi_env",
            "node_api_basic_finalize" | "node_api_nogc_finalize" => "napi_finalize",
            "napi_cleanup_hook" => "Option<fn(*mut c_void)>",
            name => name,
        });
        rest = &rest[end..];
    }
    result
}

/// One line per function that differs, in order.
pub fn function_differences(
    ours: &BTreeMap<String, String>,
    theirs: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, our) in ours {
        let our = canonical(our);
        match theirs.get(name) {
            None => lines.push(format!("{name}: not in napi-sys")),
            Some(their) if *their != our => {
                lines.push(format!("{name}: C {our}, napi-sys {their}"));
            }
            Some(_) => {}
        }
    }
    for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
        lines.push(format!("{name}: only in napi-sys"));
    }
    lines
}

/// One line per type that differs, in order. An enumeration without negative values is `c_uint`
/// for clang and `i32` in napi-sys: the same bits.
pub fn type_differences(
    ours: &BTreeMap<String, String>,
    theirs: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, our) in ours {
        let our = canonical(our);
        match theirs.get(name) {
            None => lines.push(format!("{name}: not in napi-sys")),
            Some(their) if *their == our || (our == "c_uint" && their == "i32") => {}
            Some(their) => lines.push(format!("{name}: C {our}, napi-sys {their}")),
        }
    }
    for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
        lines.push(format!("{name}: only in napi-sys"));
    }
    lines
}
