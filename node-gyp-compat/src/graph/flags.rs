//! The flags that a target's settings become, each with the key and the place it comes from.
//!
//! `compile` and `link` put them into commands, and `explain` finds them there again.

use crate::diagnostic::Result;
use crate::graph::Scene;
use crate::source::Span;
use crate::targets::Item;

/// One word of a command.
#[derive(Clone, Debug)]
pub struct Flag {
    pub key: &'static str,
    pub word: String,
    pub span: Span,
}

/// What compilers are given: to all languages, to C and assembler, to C++.
pub struct CompileFlags {
    pub common: Vec<Flag>,
    pub c: Vec<Flag>,
    pub cxx: Vec<Flag>,
}

/// What the linker is given, by its place in the command.
pub struct LinkFlags {
    pub ldflags: Vec<Flag>,
    pub library_dirs: Vec<Flag>,
    pub libraries: Vec<Flag>,
}

pub fn words(flags: &[Flag]) -> impl Iterator<Item = String> {
    flags.iter().map(|flag| flag.word.clone())
}

pub fn of_compiling(scene: &Scene) -> Result<CompileFlags> {
    let target = scene.target;
    // A definition is one word whatever is in it: quotes and spaces reach the compiler.
    let define =
        |item: &Item| Flag { key: "defines", word: format!("-D{}", item.text), span: item.span };
    let mut common: Vec<Flag> = target.defines.iter().map(define).collect();
    for item in &target.include_dirs {
        for directory in include_words(scene, item)? {
            let word = format!("-I{}", scene.path(&directory));
            common.push(Flag { key: "include_dirs", word, span: item.span });
        }
    }
    common.extend(split(scene, "cflags", &target.cflags)?);
    Ok(CompileFlags {
        common,
        c: split(scene, "cflags_c", &target.cflags_c)?,
        cxx: split(scene, "cflags_cc", &target.cflags_cc)?,
    })
}

pub fn of_linking(scene: &Scene) -> Result<LinkFlags> {
    let target = scene.target;
    let directory = |item: &Item| Flag {
        key: "library_dirs",
        word: format!("-L{}", scene.path(&item.text)),
        span: item.span,
    };
    Ok(LinkFlags {
        ldflags: split(scene, "ldflags", &target.ldflags)?,
        library_dirs: target.library_dirs.iter().map(directory).collect(),
        libraries: libraries(scene)?,
    })
}

fn split(scene: &Scene, key: &'static str, items: &[Item]) -> Result<Vec<Flag>> {
    let mut flags = Vec::new();
    for item in items {
        let words = scene.words.of(item)?;
        flags.extend(words.into_iter().map(|word| Flag { key, word, span: item.span }));
    }
    Ok(flags)
}

/// A directory is a path with whatever spaces it has, unless it was given with shell quoting,
/// as `<!(node -p "require('node-addon-api').include")` gives it.
fn include_words(scene: &Scene, item: &Item) -> Result<Vec<String>> {
    let quoted = item.text.contains(['"', '\'', '\\', '`']);
    // A directory may have a quote in its name, and is then there under this very name.
    if quoted && !scene.setting.build.join(scene.path(&item.text)).is_dir() {
        scene.words.split(item)
    } else {
        Ok(vec![item.text.clone()])
    }
}

/// The libraries, each once. Their paths are as seen from `build/`, a habit of node-gyp's that
/// packages count on. One that names a file is taken whole, though it may hold spaces.
fn libraries(scene: &Scene) -> Result<Vec<Flag>> {
    let mut seen: Vec<&str> = Vec::new();
    let mut flags = Vec::new();
    for item in &scene.target.libraries {
        if seen.contains(&&item.text[..]) {
            continue;
        }
        seen.push(&item.text);
        let is_file = !item.text.starts_with('-') && scene.setting.build.join(&item.text).is_file();
        let words = match is_file {
            true => vec![item.text.clone()],
            false => scene.words.of(item)?,
        };
        let flag = |word| Flag { key: "libraries", word, span: item.span };
        flags.extend(words.into_iter().map(flag));
    }
    Ok(flags)
}
