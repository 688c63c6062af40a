//! A target as plain data: what the graph needs, each text with the place it came from.

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::{Evaluator, paths, wrong_kind};
use crate::source::Span;
use crate::system::System;
use crate::targets::actions::{self, Actions};
use crate::targets::keys;
use crate::targets::project::Project;
use crate::targets::tool_settings::{self, ToolSettings};
use crate::value::Dict;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetType {
    LoadableModule,
    SharedLibrary,
    StaticLibrary,
    Executable,
    None,
}

impl TargetType {
    const NAMES: [(&'static str, TargetType); 5] = [
        ("loadable_module", TargetType::LoadableModule),
        ("shared_library", TargetType::SharedLibrary),
        ("static_library", TargetType::StaticLibrary),
        ("executable", TargetType::Executable),
        ("none", TargetType::None),
    ];

    /// The word for it in a `.gyp` file.
    pub fn name(self) -> &'static str {
        TargetType::NAMES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// One text of a setting and where it was written.
#[derive(Clone, Debug)]
pub struct Item {
    pub text: String,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub name: String,
    pub kind: TargetType,
    /// Its `.gyp` file, for messages.
    pub file: String,
    /// The directory of its `.gyp` file as seen from the module's; empty for the module's own.
    pub directory: String,
    pub product_name: Option<String>,
    pub product_prefix: Option<String>,
    pub product_extension: Option<String>,
    pub product_dir: Option<String>,
    /// Whether a static library is a product of its own and not only linked into others.
    pub standalone: bool,
    pub sources: Vec<Item>,
    pub defines: Vec<Item>,
    pub include_dirs: Vec<Item>,
    pub cflags: Vec<Item>,
    pub cflags_c: Vec<Item>,
    pub cflags_cc: Vec<Item>,
    pub ldflags: Vec<Item>,
    pub library_dirs: Vec<Item>,
    pub libraries: Vec<Item>,
    /// For the tools of one system only.
    pub tools: ToolSettings,
    pub steps: Actions,
    /// Whether static libraries that depend on it need more of it than its headers.
    pub hard: bool,
    /// Positions in the sorted list of targets: what it depends on, and what it links.
    pub dependencies: Vec<usize>,
    pub links: Vec<usize>,
    /// The settings that dependencies handed over, as they stood there.
    pub received: Vec<Received>,
    pub span: Span,
}

/// Settings of a dependency that were merged into a target.
#[derive(Clone, Debug)]
pub struct Received {
    /// The dependency: its position among the raw targets, and in a [`Target`] the final one.
    pub from: usize,
    /// `direct_dependent_settings` and the like.
    pub key: &'static str,
    pub settings: Dict,
}

/// Reads a finished dictionary.
pub fn read(
    evaluator: &mut Evaluator,
    project: &Project,
    index: usize,
    dict: &Dict,
    system: System,
) -> Result<Target> {
    let raw = &project.targets[index];
    keys::check(&raw.name, dict, system, &mut evaluator.warnings);
    let kind = kind(raw.name.as_str(), raw.span, dict)?;
    let list = |key: &str| items(dict, key);
    let text = |key: &str| text(dict, key);
    let flag = |key: &str| text(key).map(|v| v.is_some_and(|v| v != "0" && !v.is_empty()));
    Ok(Target {
        name: raw.name.clone(),
        kind,
        file: project.files[raw.file].shown.clone(),
        directory: project.files[raw.file].relative.clone(),
        product_name: text("product_name")?,
        product_prefix: text("product_prefix")?,
        product_extension: text("product_extension")?,
        product_dir: text("product_dir")?,
        standalone: flag("standalone_static_library")?,
        sources: list("sources")?,
        defines: list("defines")?,
        include_dirs: list("include_dirs")?,
        cflags: list("cflags")?,
        cflags_c: list("cflags_c")?,
        cflags_cc: list("cflags_cc")?,
        ldflags: list("ldflags")?,
        library_dirs: list("library_dirs")?,
        libraries: list("libraries")?,
        tools: tool_settings::read(dict, system)?,
        steps: actions::read(&raw.name, dict, &mut evaluator.warnings)?,
        hard: flag("hard_dependency")?,
        dependencies: Vec::new(),
        links: Vec::new(),
        received: Vec::new(),
        span: raw.span,
    })
}

fn kind(name: &str, span: Span, dict: &Dict) -> Result<TargetType> {
    let names: Vec<_> = TargetType::NAMES.iter().map(|(name, _)| *name).collect();
    let help = format!("the types are {}", names.join(", "));
    let Some(value) = dict.get("type") else {
        let message = format!("the target `{name}` has no type");
        return Err(Diagnostic::at(message, span, "this target").help(help));
    };
    let found = value.as_str().unwrap_or_default();
    match TargetType::NAMES.iter().find(|(name, _)| *name == found) {
        Some((_, kind)) => Ok(*kind),
        None => Err(Diagnostic::at(
            format!("`{found}` is no type of target"),
            value.span(),
            "unknown type",
        )
        .help(help)),
    }
}

pub(super) fn items(dict: &Dict, key: &str) -> Result<Vec<Item>> {
    let key_span = dict.key_span(key);
    let Some(value) = dict.get(key) else {
        return Ok(Vec::new());
    };
    let Some(values) = value.as_list() else {
        return Err(wrong_kind(key, "a list", value, key_span));
    };
    values
        .iter()
        .map(|value| match value.scalar() {
            Some(text) => Ok(Item { text, span: value.span() }),
            None => Err(wrong_kind(key, "a list of strings", value, key_span)),
        })
        .collect()
}

pub(super) fn text(dict: &Dict, key: &str) -> Result<Option<String>> {
    match dict.get(key) {
        None => Ok(None),
        Some(value) => match value.scalar() {
            Some(text) => Ok(Some(text)),
            None => Err(wrong_kind(key, "a string", value, dict.key_span(key))),
        },
    }
}

impl Target {
    /// Every text that may hold something for make to expand.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let lists = [&self.sources, &self.include_dirs, &self.cflags, &self.cflags_c];
        let more = [&self.cflags_cc, &self.ldflags, &self.library_dirs, &self.libraries];
        lists.into_iter().chain(more).flatten().chain(self.steps.items())
    }

    /// A path written in the target's file, as seen from the module's directory.
    pub fn path_in_module(&self, path: &str) -> String {
        paths::join(&self.directory, path)
    }

    /// The file name of what the target makes; nothing for `none`.
    pub fn product_file(&self, system: System) -> Option<String> {
        if self.kind == TargetType::None {
            return None;
        }
        let (prefix, extension) = system.product_affixes(self.kind);
        // A library's name has its prefix once: `libx` makes `libx.a`, or `x.a` without one.
        let stem = match self.kind {
            TargetType::Executable => &self.name[..],
            _ if !system.strips_lib() => &self.name,
            _ => self.name.strip_prefix("lib").unwrap_or(&self.name),
        };
        let stem = self.product_name.as_deref().unwrap_or(stem);
        let prefix = self.product_prefix.as_deref().unwrap_or(prefix);
        let extension = match self.product_extension.as_deref() {
            Some("") | None => extension,
            Some(given) => given,
        };
        let dot = if extension.is_empty() { "" } else { "." };
        Some(format!("{prefix}{stem}{dot}{extension}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::system::System;
    use crate::targets::test_targets::{resolve_error, space, target};

    fn product(text: &str) -> Option<String> {
        let space = space(&format!("{{'targets': [{{'target_name': 'libx', {text}}}]}}"));
        target(&space, "libx").target.product_file(System::Linux)
    }

    #[test]
    fn names_of_products() {
        assert_eq!(product("'type': 'static_library'").as_deref(), Some("libx.a"));
        assert_eq!(
            product("'type': 'static_library', 'product_prefix': ''").as_deref(),
            Some("x.a")
        );
        assert_eq!(product("'type': 'executable'").as_deref(), Some("libx"));
        assert_eq!(product("'type': 'none'"), None);
        let module = "'type': 'loadable_module', 'product_prefix': '', 'product_extension': 'node'";
        assert_eq!(product(module).as_deref(), Some("x.node"));
        assert_eq!(
            product(&format!("{module}, 'product_name': 'libn'")).as_deref(),
            Some("libn.node")
        );
    }

    #[test]
    fn mistakes() {
        let error = |text| {
            resolve_error(&space(&format!("{{'targets': [{{'target_name': 'a', {text}}}]}}")))
        };
        assert!(error("'sources': []").contains("has no type"));
        assert!(error("'type': 'modul'").contains("`modul` is no type of target"));
        assert!(error("'type': 'none', 'sources': 'a.c'").contains("`sources` must be a list"));
        assert!(error("'type': 'none', 'sources': [['a.c']]").contains("a list of strings"));
        assert!(error("'type': 'none', 'product_name': []").contains("must be a string"));
        assert!(error("'type': 'none', 'actions': [{}]").contains("has no action_name"));
        assert_eq!(error("'type': 'none', 'toolsets': ['host', 'target']"), "no error");
    }
}
