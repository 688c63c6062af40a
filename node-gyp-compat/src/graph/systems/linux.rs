//! Linux and its like: gcc or clang for everything, GNU's ar. The compile lines are those of
//! macOS too.

use crate::diagnostic::Result;
use crate::graph::flags::{self, CompileFlags, LinkFlags};
use crate::graph::systems::{CompileLine, LinkLine, Source};
use crate::graph::{Scene, Step, StepKind};
use crate::system::System;
use crate::targets::TargetType;

pub fn classify(extension: &str) -> Option<Source> {
    match extension {
        "s" | "S" => Some(Source::Compile(StepKind::Assemble)),
        "o" | "a" => Some(Source::Linked),
        _ => None,
    }
}

pub fn compile_flags(scene: &Scene) -> Result<CompileFlags> {
    let target = scene.target;
    let mut common = flags::defines(scene, "-D");
    common.extend(flags::include_dirs(scene, "-I")?);
    common.extend(flags::split(scene, "cflags", &target.cflags)?);
    let c = flags::split(scene, "cflags_c", &target.cflags_c)?;
    let cxx = flags::split(scene, "cflags_cc", &target.cflags_cc)?;
    Ok(CompileFlags {
        common,
        // Assembler goes through the C compiler and is told what C is.
        languages: vec![
            (&[StepKind::CompileC, StepKind::Assemble], c),
            (&[StepKind::CompileCxx], cxx),
        ],
    })
}

pub fn link_flags(scene: &Scene) -> Result<LinkFlags> {
    let target = scene.target;
    Ok(LinkFlags {
        ldflags: flags::split(scene, "ldflags", &target.ldflags)?,
        library_dirs: flags::directories(scene, "library_dirs", "-L", &target.library_dirs),
        libraries: flags::libraries(scene, |item| item.text.clone())?,
    })
}

pub fn compile(scene: &Scene, line: CompileLine) -> Result<Step> {
    let mut command = scene.setting.toolchain.compiler(line.kind)?.to_vec();
    command.extend(["-o", line.output, line.source].map(str::to_owned));
    command.extend(line.flags);
    command.extend(["-MMD", "-MF", line.depfile].map(str::to_owned));
    command.extend(line.environment);
    command.push("-c".into());
    let step = Step::new(line.kind, command, line.output.to_owned());
    Ok(Step { depfile: Some(line.depfile.to_owned()), ..step })
}

pub fn archive(scene: &Scene, objects: &[String], output: &str) -> Result<Step> {
    let mut command = scene.setting.toolchain.ar()?.to_vec();
    // A thin archive only names its objects; one that is a product must hold them.
    let thin =
        scene.setting.thin_archives && !scene.target.standalone && scene.setting.os == "linux";
    command.push(if thin { "crsT" } else { "crs" }.into());
    command.push(output.to_owned());
    command.extend(objects.iter().filter(|file| file.ends_with(".o")).cloned());
    Ok(Step::new(StepKind::Archive, command, output.to_owned()))
}

pub fn link(scene: &Scene, line: &LinkLine) -> Result<Step> {
    let (kind, setting) = (scene.target.kind, scene.setting);
    let mut command = setting.toolchain.linker(line.has_cxx)?.to_vec();
    command.extend(["-o".into(), line.output.to_owned()]);
    if kind != TargetType::Executable {
        command.push("-shared".into());
    }
    command.extend(flags::words(&line.flags.ldflags));
    if needs_shared_library(scene) {
        command.push("-Wl,-rpath=$ORIGIN/".into());
        command.push(format!("-Wl,-rpath-link={}/", setting.configuration));
    }
    command.extend(flags::words(&line.flags.library_dirs));
    command.extend_from_slice(&setting.toolchain.ldflags);
    if kind != TargetType::Executable {
        command.push(format!("-Wl,-soname={}", line.file));
    }
    let (before, after) = match kind {
        // All of what it is made of is part of a shared library, of a module only what it uses.
        TargetType::SharedLibrary => ("-Wl,--whole-archive", "-Wl,--no-whole-archive"),
        _ => ("-Wl,--start-group", "-Wl,--end-group"),
    };
    command.push(before.into());
    command.extend_from_slice(line.inputs);
    if kind == TargetType::Executable {
        command.extend(flags::words(&line.flags.libraries));
        command.push(after.into());
    } else {
        command.push(after.into());
        command.extend(flags::words(&line.flags.libraries));
    }
    Ok(Step::new(StepKind::Link, command, line.output.to_owned()))
}

/// Whether some target that this one depends on makes a shared library, to be found beside it.
fn needs_shared_library(scene: &Scene) -> bool {
    let is_shared = |&at: &usize| {
        let file = scene.targets[at].product_file(System::Linux).unwrap_or_default();
        file.ends_with(".so") || file.contains(".so.")
    };
    scene.target.dependencies.iter().chain(&scene.target.links).any(is_shared)
}
