//! The compile steps of a target: one object for each source that is code.
//!
//! Sources that are none (headers, notes) are listed in many `.gyp` files and pass; what looks
//! like code that nobody here compiles is told.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::{Graph, Scene, Step, StepKind, contained};
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
    scene: &mut Scene,
    warnings: &mut Vec<Diagnostic>,
) -> Result<Objects> {
    let mut objects = Objects { files: Vec::new(), has_cxx: false };
    if !scene.makes_code() {
        return Ok(objects);
    }
    let flags = Flags::of(scene)?;
    let mut seen: Vec<String> = Vec::new();
    for item in &scene.target.sources {
        let source = scene.path(&item.text);
        let kind = match classify(&item.text) {
            Source::Compile(kind) => kind,
            Source::Linked => {
                check_exists(graph, scene, &source, item)?;
                objects.files.push(source);
                continue;
            }
            Source::Passed => continue,
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
        if seen.contains(&source) {
            continue;
        }
        check_exists(graph, scene, &source, item)?;
        let output = object_name(graph, scene, &source);
        let depfile = format!("{output}.d");
        let mut command = match kind {
            StepKind::CompileCxx => scene.setting.toolchain.cxx()?.to_vec(),
            _ => scene.setting.toolchain.cc()?.to_vec(),
        };
        objects.has_cxx |= kind == StepKind::CompileCxx;
        command.extend(["-o".into(), output.clone(), source.clone()]);
        command.extend_from_slice(&flags.common);
        command.extend_from_slice(match kind {
            StepKind::CompileCxx => &flags.cxx,
            _ => &flags.c,
        });
        command.extend(["-MMD".into(), "-MF".into(), depfile.clone()]);
        command.extend_from_slice(match kind {
            StepKind::CompileCxx => &flags.environment_cxx,
            _ => &flags.environment_c,
        });
        command.push("-c".into());
        objects.files.push(output.clone());
        seen.push(source.clone());
        let step = Step { kind, command, inputs: vec![source], output, depfile: Some(depfile) };
        graph.add(step, item.span, &scene.target.name)?;
    }
    Ok(objects)
}

/// The flags of a target, computed once for all its sources.
struct Flags {
    common: Vec<String>,
    c: Vec<String>,
    cxx: Vec<String>,
    environment_c: Vec<String>,
    environment_cxx: Vec<String>,
}

impl Flags {
    fn of(scene: &Scene) -> Result<Flags> {
        let target = scene.target;
        let toolchain = scene.setting.toolchain;
        let mut common: Vec<String> = Vec::new();
        // A definition is one word whatever is in it: quotes and spaces reach the compiler.
        common.extend(target.defines.iter().map(|item| format!("-D{}", item.text)));
        for item in &target.include_dirs {
            for directory in include_words(scene, item)? {
                common.push(format!("-I{}", scene.path(&directory)));
            }
        }
        common.extend(scene.words.of_all(&target.cflags)?);
        let with_cpp = |flags: &[String]| [&toolchain.cppflags[..], flags].concat();
        Ok(Flags {
            common,
            c: scene.words.of_all(&target.cflags_c)?,
            cxx: scene.words.of_all(&target.cflags_cc)?,
            environment_c: with_cpp(&toolchain.cflags),
            environment_cxx: with_cpp(&toolchain.cxxflags),
        })
    }
}

/// A directory is a path with whatever spaces it has, unless it was given with shell quoting,
/// as `<!(node -p "require('node-addon-api').include")` gives it.
fn include_words(scene: &Scene, item: &Item) -> Result<Vec<String>> {
    let quoted = item.text.contains(['"', '\'', '\\', '`']);
    // A directory may have a quote in its name, and is then there under this very name.
    if quoted && !scene.setting.build.join(scene.path(&item.text)).is_dir() {
        scene.words.of(item)
    } else {
        Ok(vec![item.text.clone()])
    }
}

fn check_exists(graph: &Graph, scene: &Scene, source: &str, item: &Item) -> Result<()> {
    let generated = item.text.contains("$(") || graph.maker(source).is_some();
    if generated || scene.setting.build.join(source).is_file() {
        return Ok(());
    }
    let shown = source.strip_prefix("../").unwrap_or(source);
    let error = Diagnostic::at(
        format!("the source `{shown}` of `{}` does not exist", scene.target.name),
        item.span,
        "no such file",
    );
    let directory = scene.setting.build.join(source);
    Err(match directory.parent().is_some_and(Path::is_dir) {
        true => error,
        false => error.help("its directory does not exist either: is a submodule missing?"),
    })
}

/// `Release/obj.target/addon/src/addon.o`; two sources that differ only in their ending keep it.
fn object_name(graph: &Graph, scene: &Scene, source: &str) -> String {
    let inner = contained(source.strip_prefix("../").unwrap_or(source));
    let (stem, _) = inner.rsplit_once('.').unwrap_or((&inner, ""));
    let directory = format!("{}/{}", scene.objects(), scene.target.name);
    let short = format!("{directory}/{stem}.o");
    match graph.maker(&short) {
        None => short,
        Some(_) => format!("{directory}/{inner}.o"),
    }
}
