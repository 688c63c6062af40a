//! What each key of a target means here: used, another system's, without effect, or unknown.
//!
//! A key that node-gyp's make passes over too is a warning, so that nothing is ignored in silence.
//! Keys for Xcode and Visual Studio concern their systems; unknown keys have no effect in GYP
//! either, but are usually typing errors, so they warn.

use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;
use crate::system::System;
use crate::value::{Data, Dict, Value};

/// Keys that this crate reads, or that evaluation used up to decide something.
const USED: [&str; 40] = [
    "abstract",
    "actions",
    "all_dependent_settings",
    "allow_sharedlib_linksettings_propagation",
    "cflags",
    "cflags_c",
    "cflags_cc",
    "conditions",
    "configurations",
    "copies",
    "default_configuration",
    "defines",
    "dependencies",
    "dependencies_traverse",
    "direct_dependent_settings",
    "export_dependent_settings",
    "hard_dependency",
    "include_dirs",
    "includes",
    "inherit_from",
    "ldflags",
    "libraries",
    "library_dirs",
    "link_settings",
    "product_dir",
    "product_extension",
    "product_name",
    "product_prefix",
    "rules",
    "run_as",
    "sources",
    "standalone_static_library",
    "suppress_wildcard",
    "target_conditions",
    "target_name",
    "toolset",
    "toolsets",
    "type",
    "variables",
    "win_delay_load_hook",
];

/// Keys that look as if they changed the build and do not, there or here, with what would.
const WITHOUT_EFFECT: [(&str, &str); 2] = [
    ("arflags", "archives are made without further flags"),
    ("asmflags", "sources ending in .s and .S get `cflags` and `cflags_c`"),
];

/// Beginnings of the keys that are Xcode's, Visual Studio's and other systems'.
const OTHER_SYSTEMS: [&str; 10] = [
    "xcode_",
    "mac_",
    "ios_",
    "msvs_",
    "msbuild_",
    "VC",
    "cflags_objc",
    "cflags_pch",
    "precompiled_",
    "aix_",
];

/// Complains about the keys of a finished target; warnings are collected.
pub fn check(target: &str, dict: &Dict, system: System, warnings: &mut Vec<Diagnostic>) {
    for (key, slot) in dict.iter() {
        if USED.contains(&&key[..]) || slot.key_span.is_none() {
            continue;
        }
        if let Some((_, instead)) = WITHOUT_EFFECT.iter().find(|(name, _)| *name == &key[..]) {
            if !is_empty(&slot.value) {
                let message =
                    format!("`{key}` of `{target}` has no effect, as with node-gyp's make");
                warnings
                    .push(*Diagnostic::at(message, slot.key_span, "has no effect").note(*instead));
            }
            continue;
        }
        if &key[..] == "postbuilds" {
            if system != System::Mac && !is_empty(&slot.value) {
                let message =
                    format!("the `postbuilds` of `{target}` run on macOS only, as in GYP");
                warnings.push(*Diagnostic::at(message, slot.key_span, "not run here"));
            }
            continue;
        }
        if OTHER_SYSTEMS.iter().any(|start| key.starts_with(start)) {
            continue;
        }
        warnings.push(*unknown(key, slot.key_span, target));
    }
}

fn is_empty(value: &Value) -> bool {
    match &value.data {
        Data::List(items) => items.is_empty(),
        Data::Dict(dict) => dict.is_empty(),
        Data::Str(text) => text.is_empty(),
        Data::Int(value) => *value == 0,
    }
}

fn unknown(key: &str, span: Span, target: &str) -> Box<Diagnostic> {
    let warning = Diagnostic::at(
        format!("the key `{key}` of `{target}` means nothing in GYP"),
        span,
        "has no effect",
    );
    match nearest(key, USED.into_iter()) {
        Some(near) => warning.help(format!("did you mean `{near}`?")),
        None => warning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::test_text::dict;

    fn checked(text: &str, system: System) -> Vec<String> {
        let mut warnings = Vec::new();
        check("t", &dict(text), system, &mut warnings);
        let help = |warning: &Diagnostic| {
            format!("{} {}", warning.message, warning.help.clone().unwrap_or_default())
        };
        warnings.iter().map(help).collect()
    }

    #[test]
    fn used_and_foreign_keys_pass() {
        let text = "{'sources': [], 'xcode_settings': {'A': 'B'}, 'msvs_settings': {'C': {}}, 'actions': []}";
        assert_eq!(checked(text, System::Linux), [""; 0]);
    }

    #[test]
    fn keys_without_effect_warn() {
        let text = "{'asmflags': ['-x'], 'arflags': [], 'postbuilds': [{}]}";
        let warnings = checked(text, System::Linux);
        assert!(warnings[0].contains("`asmflags` of `t` has no effect"), "{warnings:?}");
        assert!(warnings[1].contains("run on macOS only"), "{warnings:?}");
        assert_eq!(checked("{'postbuilds': [{}]}", System::Mac), [""; 0]);
    }

    #[test]
    fn unknown_keys_warn_with_the_nearest() {
        let warnings = checked("{'cflag_cc': [], 'author': 'x'}", System::Linux);
        assert!(warnings[0].contains("did you mean `cflags_cc`?"), "{warnings:?}");
        assert!(warnings[1].contains("`author`"), "{warnings:?}");
    }
}
