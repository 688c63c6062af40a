//! The archive and link steps of a target, and putting the product into `build/Release`.
//!
//! Libraries are made in `obj.target` first; installing is a link to it under the final name. So
//! a product in `build/Release` is always whole, and a failed link leaves the old one.

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::paths;
use crate::graph::compile::Objects;
use crate::graph::order::Gate;
use crate::graph::systems::LinkLine;
use crate::graph::{Graph, Made, Scene, Step, StepKind, actions, contained, flags, shown};
use crate::targets::TargetType;

/// What linking a target gave.
#[derive(Default)]
pub struct Linked {
    /// The archive or shared library, before it is installed.
    pub linkable: Option<String>,
    pub has_cxx: bool,
    pub steps: Vec<usize>,
}

/// Where the target's product is made and where it is installed, if it has one.
struct Product {
    file: String,
    made: String,
    installed: Option<String>,
}

/// The files of the target's product, for those who must know before it is linked.
pub fn products(scene: &Scene) -> Result<Vec<String>> {
    Ok(match product(scene)? {
        Some(product) => [product.made].into_iter().chain(product.installed).collect(),
        None => Vec::new(),
    })
}

pub fn add(
    graph: &mut Graph,
    scene: &Scene,
    objects: &Objects,
    made: &[Made],
    gate: Option<Gate>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Linked> {
    let target = scene.target;
    let Some(product) = product(scene)? else {
        return Ok(Linked::default());
    };
    let system = scene.system();
    let libraries = target.links.iter().filter_map(|&at| made[at].linkable.clone());
    let has_cxx = objects.has_cxx || target.links.iter().any(|&at| made[at].has_cxx);
    let mut inputs = objects.files.clone();
    let step = match target.kind {
        TargetType::StaticLibrary => system.archive(scene, &inputs, &product.made)?,
        _ => {
            inputs.extend(libraries);
            let flags = flags::of_linking(scene)?;
            let line = LinkLine {
                output: &product.made,
                file: product.file.rsplit('/').next().unwrap_or(&product.file),
                inputs: &inputs,
                definitions: &objects.definitions,
                flags: &flags,
                has_cxx,
            };
            let step = system.link(scene, &line)?;
            let host = system.host_library(scene, &flags)?;
            if let Some(host) = host.filter(|host| graph.maker(host.output()).is_none()) {
                graph.add(host, scene)?;
            }
            inputs.extend(objects.definitions.iter().cloned());
            // A library given as a file is an input: a new one must be linked anew. It may not be
            // there yet, if an action makes it; and words that name no file are as if missing.
            let files = flags.libraries.iter().filter(|flag| !flag.word.starts_with('-'));
            inputs.extend(files.map(|flag| scene.inside(&scene.absolute(&flag.word))));
            step
        }
    }
    .inputs(inputs);
    let postbuilds = actions::postbuilds(scene);
    let mut steps = vec![graph.add(Step { gate, postbuilds, ..step }, scene)?];
    if let Some(installed) = product.installed {
        // Two libraries of one name in different directories are linked from there; that only one
        // of them can be in build/Release hurts nobody.
        match graph.maker(&installed) {
            Some(_) if target.kind == TargetType::StaticLibrary => warnings.push(*Diagnostic::at(
                format!(
                    "another library is already {}: this one is not put there",
                    shown(&installed)
                ),
                target.span,
                "this target",
            )),
            _ => {
                let step = Step::new(StepKind::Install, Vec::new(), installed.clone());
                steps.push(graph.add(step.inputs(vec![product.made.clone()]), scene)?);
                graph.products.push(installed);
            }
        }
    } else if target.kind != TargetType::StaticLibrary || target.standalone {
        graph.products.push(product.made.clone());
    }
    let linkable = match target.kind {
        TargetType::StaticLibrary => Some(product.made),
        TargetType::SharedLibrary => {
            Some(system.import_library(&product.made).unwrap_or(product.made))
        }
        _ => None,
    };
    Ok(Linked { linkable, has_cxx, steps })
}

/// In `obj.target` below the directory of the `.gyp` file, or in `product_dir` (which is written
/// as seen from `build/`, as node-gyp has it); then in `build/Release`.
fn product(scene: &Scene) -> Result<Option<Product>> {
    let target = scene.target;
    let Some(file) = target.product_file(scene.system()) else {
        return Ok(None);
    };
    let configuration = scene.setting.configuration;
    let installs = target.kind != TargetType::StaticLibrary || target.standalone;
    let installed = installs.then(|| paths::normalize(&format!("{configuration}/{file}")));
    let made = match &target.product_dir {
        Some(directory) => {
            let directory = scene.words.make(directory);
            scene.inside(&paths::normalize(&format!("{directory}/{file}")))
        }
        // An executable cannot stand in `obj.target`, where a directory has its name.
        None if target.kind == TargetType::Executable => format!("{configuration}/{file}"),
        None => {
            let directory = contained(&format!("{}/", target.directory));
            paths::normalize(&format!("{}/{directory}{}", scene.objects(), contained(&file)))
        }
    };
    // `product_dir` may name any place, but a name must not lead out of build/ by itself.
    let escapes = |path: &&String| path.starts_with("../") || path.starts_with('/');
    let named = target.product_dir.is_none().then_some(&made);
    if let Some(path) = installed.iter().chain(named).find(escapes) {
        return Err(Diagnostic::at(
            format!("the product of `{}` would be written outside build/: {path}", target.name),
            target.span,
            "this target",
        )
        .help("a name cannot hold `../`; `product_dir` names the directory"));
    }
    let installed = installed.filter(|installed| *installed != made);
    Ok(Some(Product { file, made, installed }))
}
