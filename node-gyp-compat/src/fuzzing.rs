//! What the fuzz targets in `fuzz/` call; built with `--cfg fuzzing` only. Commands do not run then
//! (see `eval::command`): the input is a stranger's.
//!
//! Each function takes any text (or bytes) and must return, in time that the fuzzer watches; what comes out
//! is rendered, so that every span is used.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::environment::Environment;
use crate::eval::load::Include;
use crate::eval::{Context, Evaluator, Phase, Scope};
use crate::source::{Sources, Span};
use crate::syntax;
use crate::targets::{Input, resolve};
use crate::value::{Data, Dict, Origin, Value};

/// Between the files of one input: `binding.gyp`, `a.gypi`, `b/b.gyp`.
const SEPARATOR: &str = "\n====\n";
const FILES: [&str; 3] = ["binding.gyp", "a.gypi", "b/b.gyp"];

pub fn parse(text: &str) {
    let mut sources = Sources::default();
    let file = sources.add("binding.gyp", text);
    match syntax::parse(text, file) {
        Ok(node) => drop(Value::from(node)),
        Err(error) => assert!(!error.render("error", &sources).is_empty()),
    }
}

pub fn condition(text: &str) {
    let environment = Environment::default();
    let mut evaluator = Evaluator::new(&environment);
    let file = evaluator.sources.add("binding.gyp", text);
    let span = Span { file, start: 0, end: text.len() as u32 };
    let expression =
        Value { data: Data::Str(text.into()), origin: Origin { span, verbatim_at: Some(0) } };
    let mut scope = Scope::default();
    for (name, value) in [("OS", "linux"), ("n", "10"), ("empty", ""), ("self", "<(self)")] {
        scope.set(name, Value::text(value));
    }
    scope.set("list", Value::list(vec![Value::text("a"), Value::text("<(n)")]));
    let cx = Context { phase: Phase::Early, directory: &DIRECTORY };
    if let Err(error) = evaluator.holds(&expression, &scope, cx) {
        assert!(!error.render("error", &evaluator.sources).is_empty());
    }
}

pub fn evaluate(text: &str) {
    let mut parts = text.split(SEPARATOR);
    for name in FILES {
        let path = DIRECTORY.join(name);
        match parts.next() {
            Some(part) => std::fs::write(&path, part).expect("the fuzzer's directory is writable"),
            None => drop(std::fs::remove_file(&path)),
        }
    }
    let environment = Environment::default();
    let mut evaluator = Evaluator::new(&environment);
    let mut variables = Dict::default();
    for (name, value) in [("OS", "linux"), ("target_arch", "x64"), ("PRODUCT_DIR", "$(builddir)")] {
        variables.set(name, Value::text(value));
    }
    variables.set("node_header_directories", Value::list(vec![Value::text("/include")]));
    let settings = |text: &str| Include::Text("settings.gypi", text.to_owned());
    let input = Input {
        directory: &DIRECTORY,
        includes: &[
            settings(include_str!("../gyp/addon.gypi")),
            settings(include_str!("../gyp/common.gypi")),
        ],
        variables: &variables,
        configuration: "Release",
        system: crate::system::System::Linux,
    };
    if let Err(error) = resolve(&mut evaluator, &input) {
        assert!(!error.render("error", &evaluator.sources).is_empty());
    }
    for warning in &evaluator.warnings {
        assert!(!warning.render("warning", &evaluator.sources).is_empty());
    }
}

/// A library's bytes, whatever they are.
pub fn declarations(library: &[u8]) {
    if let Err(error) = crate::cargo_package::declarations::of_bytes(library) {
        assert!(!error.render("error", &Sources::default()).is_empty());
    }
    // A fuzzer would seldom get the section's frame right, so it is spared that too.
    if let Err(error) = crate::cargo_package::declarations::of_contents(library) {
        assert!(!error.render("error", &Sources::default()).is_empty());
    }
}

/// One for this process; a fuzzer runs in many.
static DIRECTORY: LazyLock<PathBuf> = LazyLock::new(|| {
    let directory = std::env::temp_dir().join(format!("gyp-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(directory.join("b")).expect("a temporary directory can be made");
    directory
});
