//! The macros that a set of headers defines, as the preprocessor reports them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::compiler;

/// Name to parameters and text, without any white space. Only macros of Node-API: the system
/// headers define others.
pub fn defined_by(
    directory: &Path,
    language: &str,
    arguments: &[String],
) -> BTreeMap<String, String> {
    let mut all = vec![
        "-E".to_owned(),
        "-dM".to_owned(),
        format!("-I{}", directory.display()),
        format!("-x{language}"),
    ];
    all.extend(arguments.iter().cloned());
    let compiler = if language == "c" { compiler::c() } else { compiler::cplusplus() };
    let output = compiler::run(&compiler, &all, "#include <node_api.h>\n");
    assert!(output.status.success(), "{compiler} {all:?}: {}", compiler::messages(&output));

    let text = String::from_utf8(output.stdout).expect("the headers are ASCII");
    text.lines().filter_map(parse).collect()
}

/// `#define NAME text` or `#define NAME(parameters) text`.
fn parse(line: &str) -> Option<(String, String)> {
    let definition = line.strip_prefix("#define ")?;
    let end = definition
        .find(|character: char| !(character.is_ascii_alphanumeric() || character == '_'))
        .unwrap_or(definition.len());
    let (name, rest) = definition.split_at(end);
    let prefixes = ["NAPI_", "NODE_API_", "EXTERN_C_", "SRC_", "BUILDING_NODE_EXTENSION"];
    if !prefixes.iter().any(|prefix| name.starts_with(prefix)) {
        return None;
    }
    Some((name.to_owned(), rest.split_whitespace().collect()))
}
