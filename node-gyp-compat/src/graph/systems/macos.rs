//! macOS: Apple's clang, ld and libtool, steered by `xcode_settings` as in GYP's make generator.
//!
//! `cflags` and `ldflags` count for nothing here; `library_dirs` do. Compile lines have the form
//! of Linux's. An `ARCHS` with several processors makes a universal product, which GYP's make
//! generator cannot.

use std::process::Stdio;

use crate::diagnostic::Result;
use crate::eval::paths;
use crate::graph::flags::{self, CompileFlags, Flag, LinkFlags};
use crate::graph::systems::{LinkLine, Source, xcode};
use crate::graph::{Dialect, Scene, Step, StepKind};
use crate::targets::{Item, TargetType};

/// Where programs look for a shared library that says nothing else.
pub const INSTALL_NAME_BASE: &str = "/usr/local/lib";

pub fn classify(extension: &str) -> Option<Source> {
    match extension {
        "s" | "S" => Some(Source::Compile(StepKind::Assemble)),
        "m" => Some(Source::Compile(StepKind::CompileObjC)),
        "mm" => Some(Source::Compile(StepKind::CompileObjCxx)),
        "o" | "a" => Some(Source::Linked),
        _ => None,
    }
}

pub fn compile_flags(scene: &Scene) -> Result<CompileFlags> {
    use StepKind::{Assemble, CompileC, CompileCxx, CompileObjC, CompileObjCxx};
    let mut common = flags::defines(scene, "-D");
    common.extend(flags::include_dirs(scene, "-I")?);
    common.extend(sdk_flags(scene));
    common.extend(xcode::common(scene)?);
    common.extend(framework_dirs(scene));
    Ok(CompileFlags {
        common,
        languages: vec![
            (&[CompileC, CompileObjC, Assemble], xcode::c(scene)?),
            (&[CompileCxx, CompileObjCxx], xcode::cxx(scene)?),
            (&[CompileObjC, CompileObjCxx], xcode::objc(scene)?),
            (&[CompileObjCxx], xcode::objcxx(scene)?),
        ],
    })
}

pub fn link_flags(scene: &Scene) -> Result<LinkFlags> {
    let settings = xcode::settings(scene.target);
    let mut ldflags = Vec::new();
    for item in settings.list("OTHER_LDFLAGS") {
        let words = xcode::words(scene, &[item])?;
        ldflags.extend(with_paths(scene, words));
    }
    let switches = [("DEAD_CODE_STRIPPING", "-Wl,-dead_strip"), ("PREBINDING", "-Wl,-prebind")];
    for (key, word) in switches {
        let item = settings.text(key).filter(|item| item.text == "YES");
        ldflags.extend(item.map(|item| xcode::flag(word, item.span)));
    }
    let is_dylib = scene.target.kind == TargetType::SharedLibrary;
    let versions = [
        ("DYLIB_COMPATIBILITY_VERSION", "-compatibility_version"),
        ("DYLIB_CURRENT_VERSION", "-current_version"),
    ];
    for (key, option) in versions {
        if let Some(item) = settings.text(key).filter(|_| is_dylib) {
            ldflags.push(xcode::flag(option, item.span));
            ldflags.push(xcode::flag(&item.text, item.span));
        }
    }
    ldflags.extend(xcode::version_min(scene)?);
    ldflags.extend(sdk_flags(scene));
    for item in settings.list("LIBRARY_SEARCH_PATHS") {
        ldflags.push(xcode::flag(&format!("-L{}", sdk_path(scene, &item)), item.span));
    }
    if let Some(item) = settings.text("ORDER_FILE") {
        let file = format!("-Wl,-order_file,{}", scene.path(&item.text));
        ldflags.push(xcode::flag(&file, item.span));
    }
    ldflags.extend(xcode::arch_flags(&settings.list("ARCHS")));
    for item in settings.list("LD_RUNPATH_SEARCH_PATHS") {
        ldflags.push(xcode::flag(&format!("-Wl,-rpath,{}", item.text), item.span));
    }
    ldflags.extend(framework_dirs(scene));
    ldflags.extend(xcode::standard_library(scene)?);
    Ok(LinkFlags {
        ldflags,
        library_dirs: flags::directories(scene, "library_dirs", "-L", &scene.target.library_dirs),
        libraries: libraries(scene)?,
    })
}

pub fn archive(scene: &Scene, objects: &[String], output: &str) -> Result<Step> {
    let (words, is_libtool) = scene.setting.toolchain.libtool()?;
    let mut command = words.to_vec();
    if is_libtool {
        let items = xcode::settings(scene.target).list("OTHER_LDFLAGS");
        command.extend(flags::words(&xcode::words(scene, &items)?));
        command.extend(["-static", "-o"].map(str::to_owned));
    } else {
        command.push("crs".into());
    }
    command.push(output.to_owned());
    command.extend(objects.iter().filter(|file| file.ends_with(".o")).cloned());
    let dialect = if is_libtool { Dialect::Plain } else { Dialect::Gnu };
    Ok(Step { dialect, ..Step::new(StepKind::Archive, command, output.to_owned()) })
}

pub fn link(scene: &Scene, line: &LinkLine) -> Result<Step> {
    let (target, setting) = (scene.target, scene.setting);
    let mut command = setting.toolchain.linker(line.has_cxx)?.to_vec();
    command.extend(["-o".into(), line.output.to_owned()]);
    match target.kind {
        TargetType::LoadableModule => command.push("-bundle".into()),
        TargetType::SharedLibrary => {
            command.push("-dynamiclib".into());
            command.extend(["-install_name".into(), install_name(scene, line.file)]);
        }
        _ => {}
    }
    command.extend(flags::words(&line.flags.ldflags));
    // Where other targets' products are.
    command.push(format!("-L{}", setting.configuration));
    command.extend(flags::words(&line.flags.library_dirs));
    command.extend_from_slice(&setting.toolchain.ldflags);
    command.extend_from_slice(line.inputs);
    command.extend(flags::words(&line.flags.libraries));
    Ok(Step::new(StepKind::Link, command, line.output.to_owned()))
}

/// The name under which programs will look for a shared library.
pub fn install_name(scene: &Scene, file: &str) -> String {
    let settings = xcode::settings(scene.target);
    let base = settings.text("DYLIB_INSTALL_NAME_BASE");
    let base = base.map_or(INSTALL_NAME_BASE.to_owned(), |item| item.text);
    match settings.text("LD_DYLIB_INSTALL_NAME") {
        None => format!("{}/{file}", base.trim_end_matches('/')),
        Some(item) => item
            .text
            .replace("$(DYLIB_INSTALL_NAME_BASE:standardizepath)", base.trim_end_matches('/'))
            .replace("$(DYLIB_INSTALL_NAME_BASE)", &base)
            .replace("$(EXECUTABLE_PATH)", file)
            .replace("$(EXECUTABLE_NAME)", file),
    }
}

/// The libraries, with `X.framework` and `libx.dylib` as the linker's options.
fn libraries(scene: &Scene) -> Result<Vec<Flag>> {
    let mut flags = Vec::new();
    for flag in flags::libraries(scene, |item| sdk_text(scene, item))? {
        let file = flag.word.rsplit('/').next().unwrap_or(&flag.word);
        if let Some(name) = file.strip_suffix(".framework") {
            let name = name.to_owned();
            flags.push(Flag { word: "-framework".into(), ..flag.clone() });
            flags.push(Flag { word: name, ..flag });
            continue;
        }
        let bare = file == flag.word && !scene.setting.build.join(file).exists();
        let stem = file.strip_suffix(".dylib").or_else(|| file.strip_suffix(".a"));
        match stem.and_then(|stem| stem.strip_prefix("lib")).filter(|_| bare) {
            Some(name) => flags.push(Flag { word: format!("-l{name}"), ..flag.clone() }),
            None => flags.push(flag),
        }
    }
    Ok(flags)
}

fn framework_dirs(scene: &Scene) -> Vec<Flag> {
    let target = scene.target;
    let own = target.tools.framework_dirs.iter().map(|item| ("mac_framework_dirs", item.clone()));
    let settings = xcode::settings(target).list("FRAMEWORK_SEARCH_PATHS");
    own.chain(settings.into_iter().map(|item| ("xcode_settings", item)))
        .map(|(key, item)| Flag {
            key,
            word: format!("-F{}", sdk_path(scene, &item)),
            span: item.span,
        })
        .collect()
}

/// A path that may be in the SDK; as it stands it is seen from the `.gyp` file.
fn sdk_path(scene: &Scene, item: &Item) -> String {
    match sdk_text(scene, item) {
        text if text.starts_with('/') => paths::normalize(&text),
        text => scene.path(&text),
    }
}

/// The text with `$(SDKROOT)` filled in.
fn sdk_text(scene: &Scene, item: &Item) -> String {
    if !item.text.contains("$(SDKROOT)") || item.text.ends_with(".framework") {
        return item.text.clone();
    }
    let root = sdk_root(scene).unwrap_or_default();
    let text = item.text.replace("$(SDKROOT)", &root);
    // SDKs have text stubs in place of the system's libraries.
    match text.strip_suffix(".dylib").map(|stem| format!("{stem}.tbd")) {
        Some(stub) if !scene.setting.build.join(&text).exists() => {
            if scene.setting.build.join(&stub).exists() { stub } else { text }
        }
        _ => text,
    }
}

/// `-isysroot` if the target names an SDK; otherwise clang finds one.
fn sdk_flags(scene: &Scene) -> Vec<Flag> {
    let item = xcode::settings(scene.target).text("SDKROOT");
    let root = sdk_root(scene).filter(|root| !root.is_empty());
    match (item, root) {
        (Some(item), Some(root)) => {
            vec![xcode::flag("-isysroot", item.span), xcode::flag(&root, item.span)]
        }
        _ => Vec::new(),
    }
}

/// Where the SDK is: the path that SDKROOT is, or what `xcrun` says of its name.
pub fn sdk_root(scene: &Scene) -> Option<String> {
    let name = xcode::settings(scene.target).text("SDKROOT").map(|item| item.text);
    if let Some(path) = name.as_ref().filter(|name| name.starts_with('/')) {
        return Some(path.clone());
    }
    let environment = scene.setting.environment;
    let mut command = environment.command(environment.find_program("xcrun")?);
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        command.args(["--sdk", &name]);
    }
    let output = command.arg("--show-sdk-path").stdin(Stdio::null()).output().ok()?;
    let path = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !path.is_empty()).then_some(path)
}

/// Options that name files do so as seen from the `.gyp` file.
fn with_paths(scene: &Scene, words: Vec<Flag>) -> Vec<Flag> {
    // The option, and how many of its words come before the file.
    const FILES: [(&str, usize); 4] = [
        ("-exported_symbols_list", 0),
        ("-unexported_symbols_list", 0),
        ("-reexported_symbols_list", 0),
        ("-sectcreate", 2),
    ];
    let mut result: Vec<Flag> = Vec::new();
    let mut until: Option<usize> = None;
    for flag in words {
        let mut word = flag.word.clone();
        let parts: Vec<&str> = word.split(',').collect();
        let (start, inline) = if parts[0] == "-Wl" { (1, true) } else { (0, false) };
        let option = parts.get(start).and_then(|part| FILES.iter().find(|(name, _)| name == part));
        match (until, option) {
            (Some(0), _) if !word.starts_with('-') => {
                word = scene.path(&word);
                until = None;
            }
            (Some(left), _) => until = left.checked_sub(1),
            (None, Some((_, before))) if inline && parts.len() > start + 1 + before => {
                let (head, file) = word.rsplit_once(',').unwrap_or(("", &word));
                word = format!("{head},{}", scene.path(file));
            }
            (None, Some((_, before))) => until = Some(*before),
            (None, None) => {
                if let Some(directory) = word.strip_prefix("-L").filter(|text| !text.is_empty()) {
                    word = format!("-L{}", scene.path(directory));
                }
            }
        }
        result.push(Flag { word, ..flag });
    }
    result
}
