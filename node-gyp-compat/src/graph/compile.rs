//! The compile steps of a target: one object for each source that is code.
//!
//! Sources that are none (headers, notes) are listed in many `.gyp` files and pass; what looks
//! like code that nobody here compiles is told.

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::order::Gate;
use crate::graph::{Graph, Scene, Step, StepKind, contained, flags, shown};
use crate::targets::Item;

/// What a target's sources gave.
pub struct Objects {
    pub files: Vec<String>,
    pub has_cxx: bool,
}

enum Source {
    Compile(StepKind),
    /// An object or archive to be linked as it is.
    Linked,
    Passed,
    /// Code of a language or system that is not built here.
    Foreign,
}

fn classify(file: &str) -> Source {
    let extension = Path::new(file).extension().and_then(|e| e.to_str()).unwrap_or("");
    match extension {
        "c" => Source::Compile(StepKind::CompileC),
        "cc" | "cpp" | "cxx" => Source::Compile(StepKind::CompileCxx),
        "s" | "S" => Source::Compile(StepKind::Assemble),
        "o" | "a" => Source::Linked,
        "m" | "mm" | "asm" | "nasm" | "cu" | "rs" | "f" | "f90" | "C" | "c++" | "swift" | "y"
        | "l" | "proto" => Source::Foreign,
        _ => Source::Passed,
    }
}

/// Adds the compile steps of a target; a `none` target has none.
pub fn add(
    graph: &mut Graph,
    scene: &Scene,
    generated: &[Item],
    gate: Option<Gate>,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Objects> {
    let mut objects = Objects { files: Vec::new(), has_cxx: false };
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
        let kind = match classify(&item.text) {
            Source::Compile(kind) => kind,
            Source::Linked => {
                objects.files.push(linked_source(graph, scene, source, item)?);
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
        let output = object_name(graph, scene, &source);
        let depfile = format!("{output}.d");
        let cxx = kind == StepKind::CompileCxx;
        let (compiler, own, environment) = match cxx {
            true => (toolchain.cxx()?, &flags.cxx, &toolchain.cxxflags),
            false => (toolchain.cc()?, &flags.c, &toolchain.cflags),
        };
        objects.has_cxx |= cxx;
        let mut command = compiler.to_vec();
        command.extend(["-o".into(), output.clone(), source.clone()]);
        command.extend(flags::words(&flags.common).chain(flags::words(own)));
        command.extend(["-MMD".into(), "-MF".into(), depfile.clone()]);
        command.extend(toolchain.cppflags.iter().chain(environment).cloned());
        command.push("-c".into());
        objects.files.push(output.clone());
        let step = Step {
            depfile: Some(depfile),
            gate,
            span: item.span,
            ..Step::new(kind, command, output).inputs(vec![source])
        };
        graph.add(step, scene)?;
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
fn object_name(graph: &Graph, scene: &Scene, source: &str) -> String {
    let directory = format!("{}/{}", scene.objects(), scene.target.name);
    let generated = [&format!("{directory}/"), &format!("{}/obj/", scene.setting.configuration)]
        .into_iter()
        .find_map(|start| source.strip_prefix(&start[..]));
    let inner = contained(generated.unwrap_or(source.strip_prefix("../").unwrap_or(source)));
    let stem = match inner.rsplit_once('.') {
        Some((stem, extension)) if !extension.contains('/') => stem,
        _ => &inner,
    };
    let short = format!("{directory}/{stem}.o");
    match graph.maker(&short) {
        None => short,
        Some(_) => format!("{directory}/{inner}.o"),
    }
}
