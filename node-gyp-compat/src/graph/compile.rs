//! The compile steps of a target: one object for each source that is code.
//!
//! Sources that are none (headers, notes) are listed in many `.gyp` files and pass; what looks
//! like code that nobody here compiles is told.

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::order::Gate;
use crate::graph::systems::{CompileLine, Source};
use crate::graph::{Graph, Scene, Step, StepKind, contained, flags, shown};
use crate::targets::Item;

/// What a target's sources gave.
#[derive(Default)]
pub struct Objects {
    pub files: Vec<String>,
    pub has_cxx: bool,
    /// Files that name what a library exports.
    pub definitions: Vec<String>,
}

/// Adds the compile steps of a target; a `none` target has none.
pub fn add(
    graph: &mut Graph,
    scene: &Scene,
    generated: &[Item],
    gate: Option<Gate>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Objects> {
    let mut objects = Objects::default();
    if !scene.makes_code() {
        return Ok(objects);
    }
    let flags = flags::of_compiling(scene)?;
    let toolchain = scene.setting.toolchain;
    let mut seen = HashSet::new();
    let rules = &scene.target.steps.rules;
    let has_rule =
        |text: &str| rules.iter().any(|rule| text.ends_with(&format!(".{}", rule.extension)));
    for item in scene.target.sources.iter().chain(generated) {
        let source = scene.path(&item.text);
        let kind = match scene.system().classify(&item.text) {
            Source::Compile(kind) => kind,
            Source::Linked => {
                objects.files.push(linked_source(graph, scene, source, item)?);
                continue;
            }
            Source::Definition => {
                check_exists(graph, scene, &source, item)?;
                objects.definitions.push(source);
                continue;
            }
            Source::Passed => continue,
            // What a rule makes something of is no mistake.
            Source::Foreign if has_rule(&item.text) => continue,
            Source::Foreign => {
                warnings.push(*Diagnostic::at(
                    format!(
                        "the source `{}` is not compiled: its kind is not supported",
                        item.text
                    ),
                    item.span,
                    "left out",
                ));
                continue;
            }
        };
        if !seen.insert(source.clone()) {
            continue;
        }
        check_exists(graph, scene, &source, item)?;
        let output = object_name(graph, scene, &source, kind);
        objects.has_cxx |= matches!(kind, StepKind::CompileCxx | StepKind::CompileObjCxx);
        let environment = toolchain.environment_flags(kind).into_iter();
        let line = CompileLine {
            kind,
            source: &source,
            output: &output,
            depfile: &format!("{output}.d"),
            flags: flags.of(kind).map(|flag| flag.word.clone()).collect(),
            environment: environment.flat_map(|(_, words)| words.iter().cloned()).collect(),
        };
        let step = scene.system().compile(scene, line)?.inputs(vec![source]);
        objects.files.push(output);
        graph.add(Step { gate, span: item.span, ..step }, scene)?;
    }
    Ok(objects)
}

fn check_exists(graph: &Graph, scene: &Scene, source: &str, item: &Item) -> Result<()> {
    // A command may make it on the side; if it then does not, the step itself complains.
    let generated = item.text.contains("$(") || graph.maker(source).is_some();
    if generated || scene.setting.build.join(source).is_file() || graph.has_foreign() {
        return Ok(());
    }
    let source_shown = shown(source);
    let error = Diagnostic::at(
        format!("the source `{source_shown}` of `{}` does not exist", scene.target.name),
        item.span,
        "no such file",
    );
    let directory = scene.setting.build.join(source);
    Err(match directory.parent().is_some_and(Path::is_dir) {
        true => error,
        false => error.help("its directory does not exist either: is a submodule missing?"),
    })
}

/// An object or archive among the sources. node-gyp takes its path as seen from `build/`, against
/// all other sources; a file that is only there is taken too.
fn linked_source(graph: &Graph, scene: &Scene, source: String, item: &Item) -> Result<String> {
    let there =
        |file: &str| graph.maker(file).is_some() || scene.setting.build.join(file).is_file();
    let from_build = scene.words.make(&item.text);
    if !there(&source) && there(&from_build) {
        return Ok(from_build);
    }
    check_exists(graph, scene, &source, item)?;
    Ok(source)
}

/// `Release/obj.target/addon/src/addon.o`; two sources that differ only in their ending keep it.
/// What is generated into `obj` has its object in the target's own directory all the same.
fn object_name(graph: &Graph, scene: &Scene, source: &str, kind: StepKind) -> String {
    let directory = format!("{}/{}", scene.objects(), scene.target.name);
    let generated = [&format!("{directory}/"), &format!("{}/obj/", scene.setting.configuration)]
        .into_iter()
        .find_map(|start| source.strip_prefix(&start[..]));
    let inner = contained(generated.unwrap_or(source.strip_prefix("../").unwrap_or(source)));
    let stem = match inner.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => &inner,
    };
    let extension = match kind {
        StepKind::Resource => "res",
        _ => scene.system().object_extension(),
    };
    let short = format!("{directory}/{stem}.{extension}");
    match graph.maker(&short) {
        None => short,
        Some(_) => format!("{directory}/{inner}.{extension}"),
    }
}
