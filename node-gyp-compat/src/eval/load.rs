//! Reading files: text to a dictionary, with everything its `includes` name merged in.
//!
//! An include is merged *into* the dictionary that names it, wherever that stands in the file;
//! its relative paths are rewritten on the way. Besides files there are the texts that this
//! crate brings itself (the settings every addon gets), which have no place on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::{Evaluator, merge::merge, paths, wrong_kind};
use crate::source::Span;
use crate::syntax;
use crate::value::{Data, Dict, Value};

/// What is merged into every `.gyp` file, in node-gyp's order.
#[derive(Clone, Debug)]
pub enum Include {
    File(PathBuf),
    /// A name for messages, and the text.
    Text(&'static str, String),
}

/// Files already read and parsed, before includes.
#[derive(Default)]
pub struct Cache {
    parsed: HashMap<PathBuf, Value>,
}

impl Evaluator<'_> {
    /// The dictionary of a `.gyp` file (an absolute path) with its includes and the given ones.
    pub fn load_file(&mut self, path: &Path, shown: &str, includes: &[Include]) -> Result<Dict> {
        let value = self.read(path, shown)?;
        let mut dict = top_dictionary(value, shown)?;
        for include in includes {
            match include {
                Include::File(file) => {
                    let shown = file.display().to_string();
                    self.include(
                        &mut dict,
                        path,
                        file,
                        &shown,
                        Span::NONE,
                        &mut vec![path.into()],
                    )?;
                }
                Include::Text(name, text) => {
                    let file = self.sources.add(*name, text.clone());
                    let value = Value::from(syntax::parse(text, file)?);
                    merge(&mut dict, &top_dictionary(value, name)?, None)?;
                }
            }
        }
        self.resolve_includes(&mut dict, path, &mut vec![path.into()])?;
        Ok(dict)
    }

    /// Every file that was read so far.
    pub(crate) fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.files.parsed.keys().map(PathBuf::as_path)
    }

    /// The parsed text of one file.
    fn read(&mut self, path: &Path, shown: &str) -> Result<Value> {
        if let Some(value) = self.files.parsed.get(path) {
            return Ok(value.clone());
        }
        let wrong =
            |error: std::io::Error| Diagnostic::new(format!("cannot read {shown}: {error}"));
        // A device or a pipe may never end.
        if !std::fs::metadata(path).map_err(wrong)?.is_file() {
            return Err(Diagnostic::new(format!("cannot read {shown}: it is no regular file")));
        }
        let bytes = std::fs::read(path).map_err(wrong)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let bytes = error.as_bytes();
            let line = bytes[..error.utf8_error().valid_up_to()]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            Diagnostic::new(format!("{shown} is not UTF-8: line {} has other bytes", line + 1))
                .help("save the file as UTF-8")
        })?;
        let file = self.sources.add(shown, text.clone());
        let value = Value::from(syntax::parse(&text, file)?);
        self.files.parsed.insert(path.to_path_buf(), value.clone());
        Ok(value)
    }

    /// Replaces every `includes` key in the dictionary, and in those inside it.
    fn resolve_includes(
        &mut self,
        dict: &mut Dict,
        path: &Path,
        stack: &mut Vec<PathBuf>,
    ) -> Result<()> {
        let key_span = dict.key_span("includes");
        if let Some(includes) = dict.remove("includes") {
            let Some(items) = includes.as_list() else {
                return Err(wrong_kind("includes", "a list", &includes, key_span));
            };
            for item in items {
                let Some(name) = item.as_str() else {
                    return Err(wrong_kind("includes", "a list of file names", item, key_span));
                };
                let directory = path.parent().unwrap_or(Path::new("/"));
                let file = paths::normalize(&directory.join(name).to_string_lossy());
                let shown = self.shown_beside(path, name, item.span());
                self.include(dict, path, Path::new(&file), &shown, item.span(), stack)?;
            }
        }
        for (_, slot) in dict.iter_mut() {
            self.resolve_inside(&mut slot.value, path, stack)?;
        }
        Ok(())
    }

    fn resolve_inside(
        &mut self,
        value: &mut Value,
        path: &Path,
        stack: &mut Vec<PathBuf>,
    ) -> Result<()> {
        if !has_includes(value) {
            return Ok(());
        }
        match &value.data {
            Data::Dict(_) => match value.dict_mut() {
                Some(dict) => self.resolve_includes(dict, path, stack),
                None => Ok(()),
            },
            Data::List(_) => {
                for item in value.list_mut().into_iter().flatten() {
                    self.resolve_inside(item, path, stack)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Merges the file `from` into a dictionary of the file `path`.
    fn include(
        &mut self,
        dict: &mut Dict,
        path: &Path,
        from: &Path,
        shown: &str,
        span: Span,
        stack: &mut Vec<PathBuf>,
    ) -> Result<()> {
        if stack.iter().any(|open| open == from) {
            let message = format!("{shown} includes itself");
            return Err(match span.is_none() {
                true => Diagnostic::new(message),
                false => Diagnostic::at(message, span, "closes the circle"),
            });
        }
        self.came_to(shown, span, format!("{shown} is included"));
        let via = |error: Box<Diagnostic>| match error.label {
            None if !span.is_none() => {
                let mut error = error;
                error.label = Some(crate::diagnostic::Label { span, text: "included here".into() });
                error
            }
            _ => error.via(span, format!("{shown} is included")),
        };
        let value = self.read(from, shown).map_err(via)?;
        let mut included = top_dictionary(value, shown)?;
        stack.push(from.to_path_buf());
        let resolved = self.resolve_includes(&mut included, from, stack);
        stack.pop();
        resolved.map_err(via)?;
        let directory = |path: &Path| path.parent().map(|p| p.to_string_lossy().into_owned());
        let prefix = paths::relative(
            &directory(path).unwrap_or_default(),
            &directory(from).unwrap_or_default(),
        );
        merge(dict, &included, Some(&prefix)).map_err(via)
    }

    /// A file's name for messages: beside the name of the file that includes it.
    fn shown_beside(&self, path: &Path, name: &str, span: Span) -> String {
        if name.starts_with('/') {
            return name.to_owned();
        }
        match self.sources.get(span.file) {
            Some(file) => paths::join(paths::parent(&file.name), name),
            None => path.with_file_name(name).display().to_string(),
        }
    }
}

fn top_dictionary(value: Value, shown: &str) -> Result<Dict> {
    match value.as_dict() {
        Some(dict) => Ok(dict.clone()),
        None => Err(Diagnostic::at(
            format!("{shown} must hold a dictionary, found {}", value.kind()),
            value.span(),
            "not a dictionary",
        )),
    }
}

fn has_includes(value: &Value) -> bool {
    match &value.data {
        Data::Dict(dict) => {
            dict.get("includes").is_some() || dict.iter().any(|(_, slot)| has_includes(&slot.value))
        }
        Data::List(items) => items.iter().any(has_includes),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::Environment;
    use crate::eval::test_text::show;
    use crate::test_space::TestSpace;
    use std::sync::Arc;

    fn load(space: &TestSpace, includes: &[Include]) -> String {
        let environment = Environment::default();
        let mut evaluator = Evaluator::new(&environment);
        match evaluator.load_file(&space.path("binding.gyp"), "binding.gyp", includes) {
            Ok(dict) => show(&Value::new(Data::Dict(Arc::new(dict)), Span::NONE)),
            Err(error) => error.render("error", &evaluator.sources),
        }
    }

    #[test]
    fn includes_merge_with_their_paths_rewritten() {
        let space = TestSpace::new();
        space.write(
            "binding.gyp",
            "{'targets': [{'includes': ['deps/a.gypi'], 'sources': ['m.c']}]}",
        );
        space
            .write("deps/a.gypi", "{'includes': ['b/b.gypi'], 'sources': ['a.c'], 'type': 'none'}");
        space.write("deps/b/b.gypi", "{'sources': ['../b.c']}");
        let text = Include::Text("<own>", "{'variables': {'x': 1}}".into());
        assert_eq!(
            load(&space, &[text]),
            "{targets=[{sources=[m.c deps/a.c deps/b.c] type=none}] variables={x=1}}"
        );
    }

    #[test]
    fn circles_and_missing_files_show_the_include() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{'includes': ['a.gypi']}");
        let error = load(&space, &[]);
        assert!(
            error.contains("cannot read a.gypi") && error.contains("binding.gyp:1:15"),
            "{error}"
        );
        space.write("a.gypi", "{'includes': ['sub/../a.gypi']}");
        let error = load(&space, &[]);
        assert!(error.contains("includes itself") && error.contains("--> a.gypi:1:15"), "{error}");
        space.write("a.gypi", "{'x': [}");
        let error = load(&space, &[]);
        assert!(error.contains("--> a.gypi:1:8"), "{error}");
        assert!(error.contains("a.gypi is included at binding.gyp:1:15"), "{error}");
    }

    #[test]
    fn other_bytes_and_other_values() {
        let space = TestSpace::new();
        space.write_bytes("binding.gyp", b"{\n 'a': '\xff'}");
        assert!(load(&space, &[]).contains("not UTF-8: line 2"));
        space.write("binding.gyp", "['a']");
        assert!(load(&space, &[]).contains("must hold a dictionary, found a list"));
        space.write("binding.gyp", "{'includes': 'a'}");
        assert!(load(&space, &[]).contains("`includes` must be a list"));
    }

    #[test]
    fn what_may_never_end_is_not_read() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{'includes': ['/dev/zero']}");
        assert!(load(&space, &[]).contains("it is no regular file"));
    }
}
