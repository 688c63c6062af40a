//! What `xcode_settings` become. On macOS they take the place of `cflags` and `ldflags`, which
//! count on other systems only.

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::Scene;
use crate::graph::flags::Flag;
use crate::graph::systems::settings::Settings;
use crate::source::Span;
use crate::targets::{Item, Target};

const KEY: &str = "xcode_settings";

/// What one setting becomes.
enum Rule {
    /// The flag if the setting is `YES`.
    On(&'static str, &'static str),
    /// The flag if it is `YES` or missing.
    Usually(&'static str, &'static str),
    /// The flag if it is `NO`.
    Off(&'static str, &'static str),
    /// The option with the setting's text behind it, or with a usual one.
    Value(&'static str, &'static str, Option<&'static str>),
    /// The flags it lists.
    Words(&'static str),
}

use Rule::{Off, On, Usually, Value, Words};

/// For every language.
const COMMON: [Rule; 13] = [
    On("CLANG_WARN_CONSTANT_CONVERSION", "-Wconstant-conversion"),
    On("GCC_CHAR_IS_UNSIGNED_CHAR", "-funsigned-char"),
    Usually("GCC_CW_ASM_SYNTAX", "-fasm-blocks"),
    On("GCC_DYNAMIC_NO_PIC", "-mdynamic-no-pic"),
    Usually("GCC_ENABLE_PASCAL_STRINGS", "-mpascal-strings"),
    Value("GCC_OPTIMIZATION_LEVEL", "-O", Some("s")),
    Usually("GCC_GENERATE_DEBUGGING_SYMBOLS", "-gdwarf-2"),
    On("GCC_STRICT_ALIASING", "-fstrict-aliasing"),
    Off("GCC_STRICT_ALIASING", "-fno-strict-aliasing"),
    On("GCC_SYMBOLS_PRIVATE_EXTERN", "-fvisibility=hidden"),
    On("GCC_TREAT_WARNINGS_AS_ERRORS", "-Werror"),
    On("GCC_WARN_ABOUT_MISSING_NEWLINE", "-Wnewline-eof"),
    On("LLVM_LTO", "-flto"),
];

/// For every language, and for the linker.
const DEPLOYMENT: [Rule; 2] = [
    Value("MACOSX_DEPLOYMENT_TARGET", "-mmacosx-version-min=", None),
    Value("IPHONEOS_DEPLOYMENT_TARGET", "-miphoneos-version-min=", None),
];

/// For every language, after what names the processor.
const WARNINGS: [Rule; 1] = [Words("WARNING_CFLAGS")];

/// For C and Objective-C; the standard `ansi` is spelled otherwise.
const C: [Rule; 2] = [Value("GCC_C_LANGUAGE_STANDARD", "-std=", None), Words("OTHER_CFLAGS")];

/// The standard library of C++, which the linker must know too.
const LIBRARY: Rule = Value("CLANG_CXX_LIBRARY", "-stdlib=", None);

/// For C++ and Objective-C++, before `OTHER_CPLUSPLUSFLAGS`.
const CXX: [Rule; 7] = [
    Value("CLANG_CXX_LANGUAGE_STANDARD", "-std=", None),
    LIBRARY,
    Off("GCC_ENABLE_CPP_RTTI", "-fno-rtti"),
    Off("GCC_ENABLE_CPP_EXCEPTIONS", "-fno-exceptions"),
    On("GCC_INLINES_ARE_PRIVATE_EXTERN", "-fvisibility-inlines-hidden"),
    Off("GCC_THREADSAFE_STATICS", "-fno-threadsafe-statics"),
    Off("GCC_WARN_ABOUT_INVALID_OFFSETOF_MACRO", "-Wno-invalid-offsetof"),
];

/// For Objective-C and Objective-C++.
const OBJC: [Rule; 2] = [
    On("CLANG_ENABLE_OBJC_ARC", "-fobjc-arc"),
    On("CLANG_WARN_OBJC_MISSING_PROPERTY_SYNTHESIS", "-Wobjc-missing-property-synthesis"),
];

const OBJCXX: [Rule; 1] = [On("GCC_OBJC_CALL_CXX_CDTORS", "-fobjc-call-cxx-cdtors")];

/// Only for Intel processors.
const INTEL: [Rule; 4] = [
    On("GCC_ENABLE_SSE3_EXTENSIONS", "-msse3"),
    On("GCC_ENABLE_SUPPLEMENTAL_SSE3_INSTRUCTIONS", "-mssse3"),
    On("GCC_ENABLE_SSE41_EXTENSIONS", "-msse4.1"),
    On("GCC_ENABLE_SSE42_EXTENSIONS", "-msse4.2"),
];

/// Settings that are read by name, below or in `macos`.
const READ: [&str; 13] = [
    "ARCHS",
    "DEAD_CODE_STRIPPING",
    "DYLIB_COMPATIBILITY_VERSION",
    "DYLIB_CURRENT_VERSION",
    "DYLIB_INSTALL_NAME_BASE",
    "FRAMEWORK_SEARCH_PATHS",
    "LD_DYLIB_INSTALL_NAME",
    "LD_RUNPATH_SEARCH_PATHS",
    "LIBRARY_SEARCH_PATHS",
    "ORDER_FILE",
    "OTHER_CPLUSPLUSFLAGS",
    "OTHER_LDFLAGS",
    "PREBINDING",
];

/// Settings of Xcode's own that a build by command lines has no use for, with node-gyp either.
const PASSED: [&str; 12] = [
    "ALWAYS_SEARCH_USER_PATHS",
    "CLANG_ENABLE_MODULES",
    "CODE_SIGN_IDENTITY",
    "COMBINE_HIDPI_IMAGES",
    "DEBUG_INFORMATION_FORMAT",
    "GCC_VERSION",
    "INFOPLIST_FILE",
    "ONLY_ACTIVE_ARCH",
    "SDKROOT",
    "SKIP_INSTALL",
    "USE_HEADERMAP",
    "VALID_ARCHS",
];

pub fn settings(target: &Target) -> Settings<'_> {
    Settings::new(&target.tools.xcode)
}

/// Warns of settings that have no effect.
pub fn check(target: &Target, warnings: &mut Vec<Diagnostic>) {
    let tables = [&COMMON[..], &DEPLOYMENT, &WARNINGS, &C, &CXX, &OBJC, &OBJCXX, &INTEL];
    let known = tables.into_iter().flatten().map(name).chain(READ).chain(PASSED);
    settings(target).check("xcode_settings", known, warnings);
}

fn name(rule: &Rule) -> &'static str {
    match rule {
        On(key, _) | Usually(key, _) | Off(key, _) | Value(key, _, _) | Words(key) => key,
    }
}

pub fn common(scene: &Scene) -> Result<Vec<Flag>> {
    let settings = settings(scene.target);
    let mut flags = apply(scene, &COMMON)?;
    flags.extend(apply(scene, &DEPLOYMENT)?);
    let archs = settings.list("ARCHS");
    flags.extend(arch_flags(&archs));
    if archs.iter().any(|arch| matches!(&arch.text[..], "i386" | "x86_64")) {
        flags.extend(apply(scene, &INTEL)?);
    }
    flags.extend(apply(scene, &WARNINGS)?);
    Ok(flags)
}

pub fn c(scene: &Scene) -> Result<Vec<Flag>> {
    let mut flags = apply(scene, &C)?;
    if let Some(flag) = flags.iter_mut().find(|flag| flag.word == "-std=ansi") {
        flag.word = "-ansi".into();
    }
    Ok(flags)
}

/// `OTHER_CFLAGS` count for C++ too, unless `OTHER_CPLUSPLUSFLAGS` takes their place.
pub fn cxx(scene: &Scene) -> Result<Vec<Flag>> {
    let settings = settings(scene.target);
    let mut flags = apply(scene, &CXX)?;
    let inherited = || words(scene, &settings.list("OTHER_CFLAGS"));
    let own = settings.list("OTHER_CPLUSPLUSFLAGS");
    if own.is_empty() {
        flags.extend(inherited()?);
    }
    for item in own {
        let name = item.text.trim_start_matches('$').trim_matches(['(', ')', '{', '}']);
        match (item.text.starts_with('$'), name) {
            (true, "inherited" | "OTHER_CFLAGS") => flags.extend(inherited()?),
            _ => flags.extend(words(scene, &[item])?),
        }
    }
    Ok(flags)
}

pub fn objc(scene: &Scene) -> Result<Vec<Flag>> {
    apply(scene, &OBJC)
}

pub fn objcxx(scene: &Scene) -> Result<Vec<Flag>> {
    apply(scene, &OBJCXX)
}

/// The deployment target, for the linker.
pub fn version_min(scene: &Scene) -> Result<Vec<Flag>> {
    apply(scene, &DEPLOYMENT)
}

pub fn standard_library(scene: &Scene) -> Result<Vec<Flag>> {
    apply(scene, &[LIBRARY])
}

/// `-arch` for each processor that the product is for.
pub fn arch_flags(archs: &[Item]) -> impl Iterator<Item = Flag> {
    archs.iter().flat_map(|arch| [flag("-arch", arch.span), flag(&arch.text, arch.span)])
}

pub fn flag(word: &str, span: Span) -> Flag {
    Flag { key: KEY, word: word.to_owned(), span }
}

/// Texts that are flags, or several flags in one.
pub fn words(scene: &Scene, items: &[Item]) -> Result<Vec<Flag>> {
    crate::graph::flags::split(scene, KEY, items)
}

fn apply(scene: &Scene, rules: &[Rule]) -> Result<Vec<Flag>> {
    let settings = settings(scene.target);
    let mut flags = Vec::new();
    for rule in rules {
        let item = settings.text(name(rule));
        let text = item.as_ref().map(|item| &item.text[..]);
        let span = item.as_ref().map_or(Span::NONE, |item| item.span);
        match rule {
            On(_, word) if text == Some("YES") => flags.push(flag(word, span)),
            Usually(_, word) if text.is_none_or(|text| text == "YES") => {
                flags.push(flag(word, span));
            }
            Off(_, word) if text == Some("NO") => flags.push(flag(word, span)),
            Value(_, option, usual) => {
                let value = text.or(*usual).map(|text| flag(&format!("{option}{text}"), span));
                flags.extend(value);
            }
            Words(key) => flags.extend(words(scene, &settings.list(key))?),
            _ => {}
        }
    }
    Ok(flags)
}
