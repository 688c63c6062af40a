//! Windows: `cl`, `link`, `lib`, `ml64` and `rc`, or clang-cl and lld, which understand the same.
//!
//! What GYP writes into projects for Visual Studio is said to the tools themselves here. Paths
//! keep their forward slashes, which all of these tools take. Compilers print which headers they
//! read (`/showIncludes`); the executor makes a depfile of it.

use crate::diagnostic::Result;
use crate::graph::flags::{self, CompileFlags, Flag, LinkFlags};
use crate::graph::systems::msvs_tables::{
    ASSEMBLER, C, COMPILER, CXX, LIBRARIAN, LINKER, RESOURCES,
};
use crate::graph::systems::{CompileLine, LinkLine, Source, msvs};
use crate::graph::{Dialect, Scene, Step, StepKind};
use crate::headers::own;
use crate::source::Span;
use crate::targets::{Item, TargetType};

pub fn classify(extension: &str) -> Option<Source> {
    match extension {
        "asm" => Some(Source::Compile(StepKind::Assemble)),
        "rc" => Some(Source::Compile(StepKind::Resource)),
        "def" => Some(Source::Definition),
        "obj" | "lib" | "res" => Some(Source::Linked),
        _ => None,
    }
}

pub fn compile_flags(scene: &Scene) -> Result<CompileFlags> {
    use StepKind::{Assemble, CompileC, CompileCxx, Resource};
    let target = scene.target;
    let cl = msvs::tool(target, "VCCLCompilerTool");
    let mut defines = flags::defines(scene, "/D");
    let character_set = target.tools.msvs_attributes.scalar("CharacterSet");
    let sets: &[&str] = match character_set.as_deref() {
        Some("1" | "Unicode") => &["/D_UNICODE", "/DUNICODE"],
        Some("2" | "MultiByte") => &["/D_MBCS"],
        _ => &[],
    };
    defines.extend(sets.iter().map(|set| msvs::flag(set.to_string(), target.span)));
    for item in msvs::each(&cl.list("PreprocessorDefinitions")) {
        defines.push(msvs::flag(format!("/D{}", item.text), item.span));
    }
    // `cl` would take the sign for a `=`.
    defines.iter_mut().for_each(|flag| flag.word = flag.word.replace('#', "\\043"));
    let mut includes = flags::include_dirs(scene, "/I")?;
    for item in &target.tools.system_include_dirs {
        let path = scene.path(&scene.words.plain(&item.text).replace('\\', "/"));
        let (key, word) = ("msvs_system_include_dirs", format!("/I{path}"));
        includes.push(Flag { key, word, span: item.span });
    }
    for item in msvs::each(&cl.list("AdditionalIncludeDirectories")) {
        let path = msvs::project_path(scene, &item);
        includes.push(msvs::flag(format!("/I{path}"), item.span));
    }
    let disabled = target.tools.disabled_warnings.iter();
    let mut both: Vec<Flag> = disabled
        .map(|item| Flag {
            key: "msvs_disabled_warnings",
            word: format!("/wd{}", item.text),
            span: item.span,
        })
        .collect();
    let usual = [("Optimization", "/O2"), ("FloatingPointModel", "/fp:precise")];
    for (_, option) in usual.iter().filter(|(key, _)| cl.text(key).is_none()) {
        both.push(msvs::flag(option.to_string(), Span::NONE));
    }
    both.extend(msvs::flags(scene, "VCCLCompilerTool", COMPILER)?);
    both.retain(|flag| !flag.word.starts_with("/MP"));
    if both.iter().any(|flag| matches!(&flag.word[..], "/Zi" | "/ZI")) {
        // Compilers that run at once share one file of debugging information.
        let pdb = format!("/Fd{}/{}/{}.pdb", scene.objects(), target.name, target.name);
        both.extend(["/FS".into(), pdb].map(|word| msvs::flag(word, Span::NONE)));
    }
    // `cl` does not know all the endings that GYP takes for C++.
    let mut cxx = match cl.text("CompileAs") {
        Some(_) => Vec::new(),
        None => vec![msvs::flag("/TP".into(), Span::NONE)],
    };
    cxx.extend(msvs::flags(scene, "VCCLCompilerTool", CXX)?);
    Ok(CompileFlags {
        common: Vec::new(),
        languages: vec![
            // The assembler knows nothing of C's definitions.
            (&[CompileC, CompileCxx, Resource], defines),
            (&[CompileC, CompileCxx, Resource, Assemble], includes),
            (&[CompileC, CompileCxx], both),
            (&[CompileC], msvs::flags(scene, "VCCLCompilerTool", C)?),
            (&[CompileCxx], cxx),
            (&[Assemble], msvs::flags(scene, "MASM", ASSEMBLER)?),
            (&[Resource], msvs::flags(scene, "VCResourceCompilerTool", RESOURCES)?),
        ],
    })
}

pub fn link_flags(scene: &Scene) -> Result<LinkFlags> {
    let linker = msvs::tool(scene.target, "VCLinkerTool");
    let dependencies = msvs::each(&linker.list("AdditionalDependencies"));
    let mut libraries = libraries(scene, "libraries", &scene.target.libraries)?;
    libraries.extend(self::libraries(scene, "msvs_settings", &dependencies)?);
    Ok(LinkFlags {
        ldflags: msvs::flags(scene, "VCLinkerTool", LINKER)?,
        library_dirs: flags::directories(
            scene,
            "library_dirs",
            "/LIBPATH:",
            &scene.target.library_dirs,
        ),
        libraries,
    })
}

/// The libraries, each once, at the last place that names it; `-lx` is `x.lib`.
fn libraries(scene: &Scene, key: &'static str, items: &[Item]) -> Result<Vec<Flag>> {
    let mut flags: Vec<Flag> = Vec::new();
    for item in items.iter().rev() {
        let text = item.text.strip_prefix("-l").unwrap_or(&item.text);
        // A quoted path, or one with spaces, is a single library all the same.
        let text = scene.words.plain(text).replace('"', "").replace('\\', "/");
        let name = text.rsplit('/').next().unwrap_or(&text);
        let option = text.starts_with(['/', '-']) && !text[1..].contains('/');
        let word = if name.contains('.') || option { text } else { format!("{text}.lib") };
        if !word.is_empty() && !flags.iter().any(|flag| flag.word == word) {
            flags.push(Flag { key, word, span: item.span });
        }
    }
    flags.reverse();
    Ok(flags)
}

pub fn compile(scene: &Scene, line: CompileLine) -> Result<Step> {
    let mut command = scene.setting.toolchain.compiler(line.kind)?.to_vec();
    command.push("/nologo".into());
    let is_cl = matches!(line.kind, StepKind::CompileC | StepKind::CompileCxx);
    match line.kind {
        // These two take the source last.
        StepKind::Assemble => {
            command.push("/c".into());
            command.extend(line.flags);
            command.extend([format!("/Fo{}", line.output), line.source.to_owned()]);
        }
        StepKind::Resource => {
            command.extend(line.flags);
            command.extend([format!("/fo{}", line.output), line.source.to_owned()]);
        }
        _ => {
            command.extend(["/showIncludes", "/c", line.source].map(str::to_owned));
            command.push(format!("/Fo{}", line.output));
            command.extend(line.flags);
            command.extend(line.environment);
        }
    }
    Ok(Step {
        dialect: Dialect::Msvc,
        depfile: is_cl.then(|| line.depfile.to_owned()),
        ..Step::new(line.kind, command, line.output.to_owned())
    })
}

pub fn archive(scene: &Scene, objects: &[String], output: &str) -> Result<Step> {
    let mut command = scene.setting.toolchain.ar()?.to_vec();
    command.extend(["/nologo".into(), format!("/OUT:{output}")]);
    command.extend(flags::words(&msvs::flags(scene, "VCLibrarianTool", LIBRARIAN)?));
    command.extend(objects.iter().cloned());
    let step = Step::new(StepKind::Archive, command, output.to_owned());
    Ok(Step { dialect: Dialect::Msvc, ..step })
}

pub fn link(scene: &Scene, line: &LinkLine) -> Result<Step> {
    let (target, toolchain) = (scene.target, scene.setting.toolchain);
    let mut command = toolchain.linker(line.has_cxx)?.to_vec();
    command.push("/nologo".into());
    let is_library = target.kind != TargetType::Executable;
    if is_library {
        command.push("/DLL".into());
    }
    command.push(format!("/OUT:{}", line.output));
    let imports = format!("{}.lib", line.output);
    if is_library {
        command.push(format!("/IMPLIB:{imports}"));
    }
    command.extend(line.definitions.iter().map(|file| format!("/DEF:{file}")));
    command.extend(flags::words(&line.flags.ldflags));
    let manifest = msvs::tool(target, "VCLinkerTool").is("GenerateManifest", "false");
    command.push(if manifest { "/MANIFEST:NO" } else { "/MANIFEST:EMBED" }.into());
    command.extend(flags::words(&line.flags.library_dirs));
    command.extend_from_slice(&toolchain.ldflags);
    command.extend_from_slice(line.inputs);
    command.extend(flags::words(&line.flags.libraries));
    let mut step = Step::new(StepKind::Link, command, line.output.to_owned());
    step.dialect = Dialect::Msvc;
    // A module that exports nothing by name has none.
    if target.kind == TargetType::SharedLibrary {
        step.outputs.push(imports);
    }
    Ok(step)
}

/// The import library of the program that loads addons, where no Node brings one: made of the
/// list of all that Node-API exports.
pub fn host_library(scene: &Scene, flags: &LinkFlags) -> Result<Option<Step>> {
    if !flags.libraries.iter().any(|flag| flag.word == own::IMPORT_LIBRARY) {
        return Ok(None);
    }
    let mut command = scene.setting.toolchain.ar()?.to_vec();
    command.extend(["/nologo".into(), format!("/DEF:{}", own::DEFINITIONS)]);
    command.push(format!("/OUT:{}", own::IMPORT_LIBRARY));
    let machine = flags.ldflags.iter().find(|flag| flag.word.starts_with("/MACHINE:"));
    command.extend(machine.map(|flag| flag.word.clone()));
    let step = Step::new(StepKind::Archive, command, own::IMPORT_LIBRARY.into());
    let step = step.inputs(vec![own::DEFINITIONS.into()]);
    Ok(Some(Step { dialect: Dialect::Msvc, ..step }))
}
