//! The archive and link steps of a target, and putting the product into `build/Release`.
//!
//! Everything is made in `obj.target` first; installing is a link to it under the final name. So
//! a product in `build/Release` is always whole, and a failed link leaves the old one.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::paths;
use crate::graph::compile::Objects;
use crate::graph::{Graph, Made, Scene, Step, StepKind, contained};
use crate::targets::TargetType;

pub fn add(graph: &mut Graph, scene: &Scene, objects: &Objects, made: &[Made]) -> Result<Made> {
    let target = scene.target;
    let Some(file) = target.product_file() else {
        return Ok(Made { linkable: None, has_cxx: false });
    };
    let libraries: Vec<String> =
        target.links.iter().filter_map(|&at| made[at].linkable.clone()).collect();
    let has_cxx = objects.has_cxx || target.links.iter().any(|&at| made[at].has_cxx);
    let mut inputs = objects.files.clone();
    let (output, step) = match target.kind {
        TargetType::StaticLibrary => {
            let directory = contained(&format!("{}/", target.directory));
            let output = paths::normalize(&format!("{}/{directory}{file}", scene.objects()));
            (output.clone(), archive(scene, &inputs, output)?)
        }
        kind => {
            inputs.extend(libraries);
            let output = match kind {
                TargetType::Executable => format!("{}/{file}", scene.objects()),
                _ => format!("{}/{}", scene.objects(), contained(&file)),
            };
            (output.clone(), link(scene, inputs, output, &file, has_cxx)?)
        }
    };
    graph.add(step, target.span, &target.name)?;
    if target.kind != TargetType::StaticLibrary || target.standalone {
        for place in install_paths(scene, &file)? {
            let step = Step {
                kind: StepKind::Install,
                command: Vec::new(),
                inputs: vec![output.clone()],
                output: place.clone(),
                depfile: None,
            };
            graph.add(step, target.span, &target.name)?;
            graph.products.push(place);
        }
    }
    let linkable = matches!(target.kind, TargetType::StaticLibrary | TargetType::SharedLibrary);
    Ok(Made { linkable: linkable.then_some(output), has_cxx })
}

/// `Release/addon.node`, where loaders look, and below `product_dir` if that is another place,
/// which must stay inside the module.
fn install_paths(scene: &Scene, file: &str) -> Result<Vec<String>> {
    let target = scene.target;
    let usual = format!("{}/{file}", scene.setting.configuration);
    let Some(directory) = target.product_dir.as_deref().map(|text| scene.path(text)) else {
        return Ok(vec![usual]);
    };
    // node-pre-gyp names the place absolutely (`--module_path`), inside the module.
    let module = scene.setting.build.parent().unwrap_or(scene.setting.build);
    let directory = match Path::new(&directory).strip_prefix(module) {
        Ok(inside) => format!("../{}", inside.display()),
        Err(_) => directory,
    };
    // From build/, a directory of the module is `../x`, and build/ itself `../build`.
    let path = paths::normalize(&format!("{directory}/{file}"));
    let path = path.strip_prefix("../build/").map(str::to_owned).unwrap_or(path);
    if path.starts_with('/') || path.starts_with("../../") {
        return Err(Diagnostic::at(
            format!("the product of `{}` would be written outside the module: {path}", target.name),
            target.span,
            "this target",
        )
        .help("product_dir must name a directory inside the module"));
    }
    Ok(if path == usual { vec![usual] } else { vec![path, usual] })
}

fn archive(scene: &Scene, inputs: &[String], output: String) -> Result<Step> {
    let mut command = scene.setting.toolchain.ar()?.to_vec();
    // A thin archive only names its objects; one that is a product must hold them.
    let thin =
        scene.setting.thin_archives && !scene.target.standalone && scene.setting.os == "linux";
    command.push(if thin { "crsT" } else { "crs" }.into());
    command.push(output.clone());
    let objects = inputs.iter().filter(|file| file.ends_with(".o"));
    command.extend(objects.cloned());
    Ok(Step { kind: StepKind::Archive, command, inputs: inputs.to_vec(), output, depfile: None })
}

fn link(
    scene: &Scene,
    inputs: Vec<String>,
    output: String,
    file: &str,
    has_cxx: bool,
) -> Result<Step> {
    let (target, setting) = (scene.target, scene.setting);
    let mac = setting.os == "mac";
    let mut command = setting.toolchain.linker(has_cxx)?.to_vec();
    command.extend(["-o".into(), output.clone()]);
    match (target.kind, mac) {
        (TargetType::LoadableModule, true) => {
            command.extend(["-bundle", "-undefined", "dynamic_lookup"].map(str::to_owned));
        }
        (TargetType::SharedLibrary, true) => command.push("-dynamiclib".into()),
        (TargetType::LoadableModule | TargetType::SharedLibrary, false) => {
            command.push("-shared".into());
        }
        _ => {}
    }
    command.extend(scene.words.of_all(&target.ldflags)?);
    if !mac && inputs.iter().any(|input| input.ends_with(".so")) {
        command.push("-Wl,-rpath=$ORIGIN/".into());
        command.push(format!("-Wl,-rpath-link={}/", setting.configuration));
    }
    for item in &target.library_dirs {
        command.push(format!("-L{}", scene.path(&item.text)));
    }
    command.extend_from_slice(&setting.toolchain.ldflags);
    let libraries = library_words(scene)?;
    let (before, after): (&[&str], &[&str]) = match (target.kind, mac) {
        (_, true) => (&[], &[]),
        (TargetType::SharedLibrary, _) => (&["-Wl,--whole-archive"], &["-Wl,--no-whole-archive"]),
        _ => (&["-Wl,--start-group"], &["-Wl,--end-group"]),
    };
    if !mac && target.kind != TargetType::Executable {
        command.push(format!("-Wl,-soname={file}"));
    }
    command.extend(before.iter().map(|word| word.to_string()));
    command.extend(inputs.iter().cloned());
    if target.kind == TargetType::Executable {
        command.extend(libraries.iter().cloned());
        command.extend(after.iter().map(|word| word.to_string()));
    } else {
        command.extend(after.iter().map(|word| word.to_string()));
        command.extend(libraries.iter().cloned());
    }
    // A library given as a file is an input: a new one must be linked anew.
    let mut inputs = inputs;
    let files = libraries
        .into_iter()
        .filter(|word| !word.starts_with('-') && setting.build.join(word).is_file());
    inputs.extend(files);
    Ok(Step { kind: StepKind::Link, command, inputs, output, depfile: None })
}

/// The libraries, each once. Their paths are as seen from `build/`, a habit of node-gyp's that
/// packages count on. One that names a file is taken whole, though it may hold spaces.
fn library_words(scene: &Scene) -> Result<Vec<String>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut words = Vec::new();
    for item in &scene.target.libraries {
        if seen.contains(&&item.text[..]) {
            continue;
        }
        seen.push(&item.text);
        if !item.text.starts_with('-') && scene.setting.build.join(&item.text).is_file() {
            words.push(item.text.clone());
        } else {
            words.extend(scene.words.of(item)?);
        }
    }
    Ok(words)
}
