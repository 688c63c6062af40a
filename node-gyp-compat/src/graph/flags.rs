//! The flags that a target's settings become, each with the key and the place it comes from.
//!
//! `systems` puts them together from the settings that count there, `compile` and `link` put
//! them into commands, and `explain` finds them there again.

use crate::diagnostic::Result;
use crate::graph::{Scene, StepKind};
use crate::source::Span;
use crate::targets::Item;

/// One word of a command.
#[derive(Clone, Debug)]
pub struct Flag {
    pub key: &'static str,
    pub word: String,
    pub span: Span,
}

/// What compilers are given: for every source, then for those of some languages.
pub struct CompileFlags {
    pub common: Vec<Flag>,
    pub languages: Vec<(&'static [StepKind], Vec<Flag>)>,
}

/// What the linker is given, by its place in the command.
pub struct LinkFlags {
    pub ldflags: Vec<Flag>,
    pub library_dirs: Vec<Flag>,
    pub libraries: Vec<Flag>,
}

impl CompileFlags {
    /// Those for one kind of source, in their order.
    pub fn of(&self, kind: StepKind) -> impl Iterator<Item = &Flag> {
        let own = self.languages.iter().filter(move |(kinds, _)| kinds.contains(&kind));
        self.common.iter().chain(own.flat_map(|(_, flags)| flags))
    }

    pub fn all(self) -> impl Iterator<Item = Flag> {
        self.common.into_iter().chain(self.languages.into_iter().flat_map(|(_, flags)| flags))
    }
}

impl LinkFlags {
    pub fn all(self) -> impl Iterator<Item = Flag> {
        [self.ldflags, self.library_dirs, self.libraries].into_iter().flatten()
    }
}

pub fn words(flags: &[Flag]) -> impl Iterator<Item = String> {
    flags.iter().map(|flag| flag.word.clone())
}

pub fn of_compiling(scene: &Scene) -> Result<CompileFlags> {
    scene.system().compile_flags(scene)
}

pub fn of_linking(scene: &Scene) -> Result<LinkFlags> {
    scene.system().link_flags(scene)
}

/// A definition is one word whatever is in it: quotes and spaces reach the compiler.
pub(super) fn defines(scene: &Scene, option: &str) -> Vec<Flag> {
    let define = |item: &Item| Flag {
        key: "defines",
        word: format!("{option}{}", item.text),
        span: item.span,
    };
    scene.target.defines.iter().map(define).collect()
}

pub(super) fn include_dirs(scene: &Scene, option: &str) -> Result<Vec<Flag>> {
    let mut flags = Vec::new();
    for item in &scene.target.include_dirs {
        for directory in include_words(scene, item)? {
            let word = format!("{option}{}", scene.path(&directory));
            flags.push(Flag { key: "include_dirs", word, span: item.span });
        }
    }
    Ok(flags)
}

/// Directories, each a path with whatever spaces it has.
pub(super) fn directories(
    scene: &Scene,
    key: &'static str,
    option: &str,
    items: &[Item],
) -> Vec<Flag> {
    let flag = |item: &Item| Flag {
        key,
        word: format!("{option}{}", scene.path(&item.text)),
        span: item.span,
    };
    items.iter().map(flag).collect()
}

pub(super) fn split(scene: &Scene, key: &'static str, items: &[Item]) -> Result<Vec<Flag>> {
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
pub(super) fn libraries(scene: &Scene, text: impl Fn(&Item) -> String) -> Result<Vec<Flag>> {
    let mut seen: Vec<String> = Vec::new();
    let mut flags = Vec::new();
    for item in &scene.target.libraries {
        let item = Item { text: text(item), span: item.span };
        if seen.contains(&item.text) {
            continue;
        }
        let is_file = !item.text.starts_with('-') && scene.setting.build.join(&item.text).is_file();
        let words = match is_file {
            true => vec![item.text.clone()],
            false => scene.words.of(&item)?,
        };
        let flag = |word| Flag { key: "libraries", word, span: item.span };
        flags.extend(words.into_iter().map(flag));
        seen.push(item.text);
    }
    Ok(flags)
}
