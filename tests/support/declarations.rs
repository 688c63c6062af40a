//! The TypeScript declarations in a library of napi-derive, as one text: what the attribute has
//! left there, written down plainly.
//!
//! Invariant: each record is read by the format's rules, and what does not follow them is an error.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use object::{Object as _, ObjectSection as _};

/// A record, field by field.
struct Record {
    file: String,
    line: u32,
    kind: String,
    namespace: String,
    name: String,
    heritage: String,
    documentation: String,
    body: String,
}

/// The declarations of the library, sorted by file and line.
pub fn read(library: &Path) -> Result<String, String> {
    let bytes =
        std::fs::read(library).map_err(|error| format!("{}: {error}", library.display()))?;
    let file = object::File::parse(&*bytes).map_err(|error| error.to_string())?;
    let section = file.section_by_name("napi_derive_types").ok_or("there are no declarations")?;
    let data = section.data().map_err(|error| error.to_string())?;
    if section.align() != 1 {
        return Err(format!("the records are aligned to {}", section.align()));
    }
    let text = std::str::from_utf8(data).map_err(|error| error.to_string())?;
    let mut records = Vec::new();
    for record in text.split_terminator('\u{1e}') {
        records.push(parse(record)?);
    }
    render(records)
}

fn parse(record: &str) -> Result<Record, String> {
    let fields: Vec<&str> = record.split('\u{1f}').collect();
    let [format, _, file, line, kind, namespace, name, heritage, documentation, body] =
        fields.as_slice()
    else {
        return Err(format!("a record of {} fields: {record:?}", fields.len()));
    };
    if *format != "1" {
        return Err(format!("a record of format {format}"));
    }
    Ok(Record {
        file: (*file).to_owned(),
        line: line.parse().map_err(|_| format!("line {line}"))?,
        kind: (*kind).to_owned(),
        namespace: (*namespace).to_owned(),
        name: (*name).to_owned(),
        heritage: (*heritage).to_owned(),
        documentation: (*documentation).to_owned(),
        body: (*body).to_owned(),
    })
}

fn render(mut records: Vec<Record>) -> Result<String, String> {
    records.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    // The members of a class are in its `impl` blocks.
    let mut members: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut names = Vec::new();
    for record in &records {
        let class = (record.namespace.clone(), record.name.clone());
        match record.kind.as_str() {
            "members" => members.entry(class).or_default().push(record.body.clone()),
            _ => names.push(full_name(record)),
        }
    }
    let mut text = String::new();
    for record in records.iter().filter(|record| record.kind != "members") {
        let class = (record.namespace.clone(), record.name.clone());
        let bodies =
            [std::slice::from_ref(&record.body), &members.remove(&class).unwrap_or_default()]
                .concat();
        let declaration = declaration(record, &bodies)?;
        let parts: Vec<&str> =
            record.namespace.split('.').filter(|part| !part.is_empty()).collect();
        let mut indented = comment(&record.documentation) + &declaration;
        for part in parts.iter().rev() {
            let inner: String = indented.lines().map(|line| format!("  {line}\n")).collect();
            indented = format!("namespace {part} {{\n{inner}}}\n");
            indented = format!("export {indented}");
        }
        text.push_str(&indented);
    }
    if text.contains("[Symbol.dispose]") || text.contains("[Symbol.asyncDispose]") {
        text.insert_str(0, "/// <reference lib=\"esnext.disposable\" />\n");
    }
    match members.into_keys().next() {
        Some((_, class)) => Err(format!("members of {class}, which is no class")),
        None => resolve(&text, &names),
    }
}

fn full_name(record: &Record) -> String {
    match record.namespace.as_str() {
        "" => record.name.clone(),
        namespace => format!("{namespace}.{}", record.name),
    }
}

fn declaration(record: &Record, bodies: &[String]) -> Result<String, String> {
    let (name, body) = (&record.name, &record.body);
    // In a namespace everything is ambient already.
    let declare = if record.namespace.is_empty() { "export declare" } else { "export" };
    let entries = |separator: &str| -> Result<String, String> {
        let mut text = String::new();
        for entry in bodies.iter().flat_map(|body| body.split('\u{1d}')) {
            let Some((documentation, entry)) = entry.split_once('\u{1c}') else {
                return Err(format!("a member of {name} without documentation field: {entry:?}"));
            };
            let entry = comment(documentation) + entry + separator;
            entry.lines().for_each(|line| {
                let _ = writeln!(text, "  {line}");
            });
        }
        Ok(text)
    };
    Ok(match record.kind.as_str() {
        "function" if name == "delete" => {
            format!("declare function delete_{body}\nexport {{ delete_ as delete }}\n")
        }
        "function" => {
            body.lines().map(|line| format!("{declare} function {name}{line}\n")).collect()
        }
        "const" => format!("{declare} const {name}: {body}\n"),
        "type" => format!("export type {name} = {body}\n"),
        "interface" => format!("export interface {name} {{\n{}}}\n", entries("")?),
        "enum" => format!("{declare} enum {name} {{\n{}}}\n", entries(",")?),
        "string_enum" => {
            let values: Vec<&str> = body
                .split('\u{1d}')
                .filter_map(|entry| entry.split_once(" = "))
                .map(|e| e.1)
                .collect();
            let object = entries("")?.replace(" = ", ": ");
            format!(
                "export type {name} = {}\n{declare} const {name}: Readonly<{{\n{object}}}>\n",
                values.join(" | ")
            )
        }
        "class" => {
            let extends = match record.heritage.as_str() {
                "" => String::new(),
                parent => format!(" extends {parent}"),
            };
            let mut text = entries("")?;
            if !text.lines().any(|line| line.starts_with("  constructor(")) {
                text.push_str("  protected constructor()\n");
            }
            format!("{declare} class {name}{extends} {{\n{text}}}\n")
        }
        other => return Err(format!("a declaration of kind {other:?}")),
    })
}

fn comment(documentation: &str) -> String {
    let text = documentation.replace("*/", "*\\/");
    match text.lines().count() {
        0 => String::new(),
        1 => format!("/** {text} */\n"),
        _ => {
            let lines: String = text
                .lines()
                .map(|line| format!(" * {line}").trim_end().to_owned() + "\n")
                .collect();
            format!("/**\n{lines} */\n")
        }
    }
}

/// The names of declared types; each must be declared.
fn resolve(text: &str, names: &[String]) -> Result<String, String> {
    let mut parts = text.split('\u{1}');
    let mut resolved = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('\u{2}').ok_or("a reference without an end")?;
        if !names.iter().any(|known| known == name) {
            return Err(format!("{name} is used and not declared"));
        }
        resolved.push_str(name);
        resolved.push_str(rest);
    }
    Ok(resolved)
}
