//! Loading `binding.gyp`, and the `.gyp` files its targets depend on, through the early phase.
//!
//! After this every target is a dictionary with its `target_defaults` folded in, and the
//! dependencies of the ones that matter are names that point to targets. Files are known by
//! their absolute path, so two ways to one file give one file.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::merge::merge;
use crate::eval::{Context, Evaluator, Phase, Scope, paths, wrong_kind};
use crate::source::Span;
use crate::targets::{Input, Received};
use crate::value::{Data, Dict, Value};

/// Lists that name other targets.
pub const DEPENDENCY_KEYS: [&str; 2] = ["dependencies", "export_dependent_settings"];

pub struct GypFile {
    pub path: PathBuf,
    pub directory: PathBuf,
    /// The directory as seen from the module's: empty for `binding.gyp` itself.
    pub relative: String,
    /// For messages.
    pub shown: String,
    /// Its targets, by position in `Project::targets`.
    targets: Vec<usize>,
}

/// A target between the early phase and the late ones.
pub struct RawTarget {
    pub name: String,
    pub file: usize,
    pub dict: Dict,
    pub span: Span,
    /// What it depends on and whose settings it exports; filled by `dependencies`.
    pub dependencies: Vec<usize>,
    pub exports: Vec<usize>,
    /// What its dependencies handed over; filled by `settings`.
    pub received: Vec<Received>,
}

#[derive(Default)]
pub struct Project {
    pub files: Vec<GypFile>,
    pub targets: Vec<RawTarget>,
    /// How many of `targets`, from the first on, are `binding.gyp`'s own.
    pub roots: usize,
}

impl Project {
    /// `file.gyp:name`, sortable and unique.
    pub fn qualified(&self, target: usize) -> String {
        let target = &self.targets[target];
        format!("{}:{}", self.files[target.file].shown, target.name)
    }

    /// The target that `reference`, written in the file `from`, names.
    pub fn find(&self, reference: &Reference, from: usize) -> Option<usize> {
        let file = match &reference.file {
            None => from,
            Some(name) => {
                let path = resolve_path(&self.files[from].directory, name);
                self.files.iter().position(|file| file.path == path)?
            }
        };
        let targets = self.files[file].targets.iter();
        targets.copied().find(|&target| self.targets[target].name == reference.target)
    }

    /// The targets of the file that a `file.gyp:*` names.
    pub fn all_of(&self, reference: &Reference, from: usize) -> Vec<usize> {
        let path = match &reference.file {
            None => self.files[from].path.clone(),
            Some(name) => resolve_path(&self.files[from].directory, name),
        };
        let wanted = |target: &&usize| {
            let suppressed = self.targets[**target].dict.scalar("suppress_wildcard");
            suppressed.is_none_or(|value| value == "0" || value.is_empty())
        };
        self.files
            .iter()
            .filter(|file| file.path == path)
            .flat_map(|file| file.targets.iter().filter(wanted).copied())
            .collect()
    }

    /// Names of the targets one could mean from a file.
    pub fn names_in(&self, file: usize) -> impl Iterator<Item = &str> {
        self.files[file].targets.iter().map(|&target| &self.targets[target].name[..])
    }
}

/// `name`, `file.gyp:name`, or either with `#toolset`.
#[derive(Debug, PartialEq)]
pub struct Reference {
    pub file: Option<String>,
    pub target: String,
}

impl Reference {
    pub fn parse(value: &Value) -> Result<Reference> {
        let text = value.scalar().ok_or_else(|| {
            Diagnostic::at("a dependency must be a string", value.span(), "not a string")
        })?;
        // Without cross compiling GYP has one toolset, whichever is asked for.
        let text = match text.rsplit_once('#') {
            Some((text, _)) => text.to_owned(),
            None => text,
        };
        let (file, target) = match text.rsplit_once(':') {
            Some((file, target)) => (Some(file.to_owned()), target.to_owned()),
            None => (None, text),
        };
        Ok(Reference { file, target })
    }
}

pub fn resolve_path(directory: &Path, name: &str) -> PathBuf {
    PathBuf::from(paths::join(&directory.to_string_lossy(), name))
}

/// Loads `binding.gyp` and, one by one, every file that dependencies name.
pub fn load(evaluator: &mut Evaluator, input: &Input, scope: &Scope) -> Result<Project> {
    let mut project = Project::default();
    let root = input.directory.join("binding.gyp");
    load_one(evaluator, input, scope, &mut project, root, "binding.gyp".into())?;
    project.roots = project.targets.len();
    if project.roots == 0 {
        return Err(Diagnostic::new("binding.gyp has no targets").help(
            "a target is a dictionary in the list `targets`, with a target_name and sources",
        ));
    }
    let mut next = 0;
    while next < project.targets.len() {
        for (file, shown, value) in named_files(&project, next)? {
            evaluator.came_to(&shown, value.span(), format!("{shown} is needed"));
            load_one(evaluator, input, scope, &mut project, file, shown.clone()).map_err(
                |mut error| match error.label {
                    None => {
                        error.label = Some(crate::diagnostic::Label {
                            span: value.span(),
                            text: "the file is needed here".into(),
                        });
                        error
                    }
                    Some(_) => error.via(value.span(), format!("{shown} is needed")),
                },
            )?;
        }
        next += 1;
    }
    Ok(project)
}

/// The `.gyp` files that a target's dependencies name and that are not loaded yet.
fn named_files(project: &Project, target: usize) -> Result<Vec<(PathBuf, String, Value)>> {
    let target = &project.targets[target];
    let from = &project.files[target.file];
    let mut files: Vec<(PathBuf, String, Value)> = Vec::new();
    for value in target.dict.list("dependencies") {
        let Some(name) = Reference::parse(value)?.file else {
            continue;
        };
        let path = resolve_path(&from.directory, &name);
        let known = project.files.iter().any(|file| file.path == path)
            || files.iter().any(|(other, ..)| *other == path);
        if !known {
            let shown = match name.starts_with('/') {
                true => name,
                false => paths::join(&from.relative, &name),
            };
            files.push((path, shown, value.clone()));
        }
    }
    Ok(files)
}

fn load_one(
    evaluator: &mut Evaluator,
    input: &Input,
    scope: &Scope,
    project: &mut Project,
    path: PathBuf,
    shown: String,
) -> Result<()> {
    let directory = path.parent().unwrap_or(Path::new("/")).to_path_buf();
    let relative =
        paths::relative(&input.directory.to_string_lossy(), &directory.to_string_lossy());
    let mut dict = evaluator.load_file(&path, &shown, input.includes)?;
    let mut local = Scope::inside(scope);
    local.set("DEPTH", Value::text(&paths::relative(&relative, ".")));
    let cx = Context { phase: Phase::Early, directory: &directory };
    evaluator.process_dict(&mut dict, &local, None, cx)?;
    check_top_level(evaluator, &dict);
    let file = project.files.len();
    project.files.push(GypFile {
        path: path.clone(),
        directory: directory.clone(),
        relative: if relative == "." { String::new() } else { relative },
        shown,
        targets: Vec::new(),
    });
    let key_span = dict.key_span("targets");
    let Some(targets) = dict.remove("targets") else {
        return Ok(());
    };
    let Data::List(targets) = targets.data else {
        return Err(wrong_kind("targets", "a list", &targets, key_span));
    };
    let defaults = dict.remove("target_defaults");
    if let Some(value) = defaults.as_ref().filter(|value| value.as_dict().is_none()) {
        let span = dict.key_span("target_defaults");
        return Err(wrong_kind("target_defaults", "a dictionary", value, span));
    }
    for value in targets.iter() {
        let raw = with_defaults(value, defaults.as_ref(), file)?;
        if let Some(twin) = project.names_in(file).find(|name| *name == raw.name) {
            return Err(Diagnostic::at(
                format!("there are two targets named `{twin}`"),
                raw.span,
                "the second of them",
            ));
        }
        project.files[file].targets.push(project.targets.len());
        project.targets.push(raw);
    }
    Ok(())
}

/// The target with the file's `target_defaults` under it.
fn with_defaults(value: &Value, defaults: Option<&Value>, file: usize) -> Result<RawTarget> {
    let Some(own) = value.as_dict() else {
        return Err(wrong_kind("targets", "a list of dictionaries", value, value.span()));
    };
    let mut dict = defaults.and_then(Value::as_dict).cloned().unwrap_or_default();
    merge(&mut dict, own, None)?;
    let Some(name) = dict.scalar("target_name").filter(|name| !name.is_empty()) else {
        return Err(Diagnostic::at("this target has no target_name", value.span(), "a target"));
    };
    dict.set("toolset", Value::text("target"));
    Ok(RawTarget {
        name,
        file,
        dict,
        span: value.span(),
        dependencies: Vec::new(),
        exports: Vec::new(),
        received: Vec::new(),
    })
}

/// A typing error such as `target_default` would silently change nothing.
fn check_top_level(evaluator: &mut Evaluator, dict: &Dict) {
    const KEYS: [&str; 5] =
        ["targets", "target_defaults", "variables", "make_global_settings", "xcode_settings"];
    for (key, slot) in dict.iter() {
        if KEYS.contains(&&key[..]) || slot.key_span.is_none() {
            continue;
        }
        let near = crate::diagnostic::nearest(key, KEYS.into_iter());
        let warning = Diagnostic::at(
            format!("the key `{key}` means nothing at the top of a file"),
            slot.key_span,
            "has no effect",
        );
        evaluator.warnings.push(*match near {
            Some(near) => warning.help(format!("did you mean `{near}`?")),
            None => warning,
        });
    }
    if dict
        .get("make_global_settings")
        .is_some_and(|value| !value.as_list().unwrap_or(&[]).is_empty())
    {
        let span = dict.key_span("make_global_settings");
        evaluator.warnings.push(*Diagnostic::at(
            "`make_global_settings` is not used: there is no make here",
            span,
            "set CC, CXX, AR in the environment instead",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let parse = |text| Reference::parse(&Value::text(text)).map_err(|error| error.message);
        let reference = |file: Option<&str>, target: &str| Reference {
            file: file.map(str::to_owned),
            target: target.to_owned(),
        };
        assert_eq!(parse("a"), Ok(reference(None, "a")));
        assert_eq!(parse("d/x.gyp:a#target"), Ok(reference(Some("d/x.gyp"), "a")));
        assert_eq!(parse("C:/x.gyp:a"), Ok(reference(Some("C:/x.gyp"), "a")));
        assert_eq!(parse("a#host"), Ok(reference(None, "a")));
    }
}
