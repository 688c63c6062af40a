//! The section's bytes as records: what napi-derive's macros wrote, field by field.
//!
//! A record is text: fields separated by U+001F, ended by U+001E; entries of a body separated by
//! U+001D, an entry's documentation before U+001C. NUL bytes between records are the linker's. The
//! other half of this agreement is in napi-derive; the first field is its version.

use crate::diagnostic::{Diagnostic, Result};

const FORMAT: &str = "1";
const FIELDS: usize = 10;

/// Modules inside modules; no program has more.
const DEEPEST: usize = 32;

/// Where a declaration comes from. The order is that of the output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub package: String,
    /// With `/`, on whatever system it was compiled.
    pub file: String,
    pub line: u32,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({})", self.file, self.line, self.package)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Function,
    Const,
    Class,
    /// What an `impl` block adds to a class.
    Members,
    Interface,
    Enum,
    StringEnum,
    Type,
}

const KINDS: [(&str, Kind); 8] = [
    ("function", Kind::Function),
    ("const", Kind::Const),
    ("class", Kind::Class),
    ("members", Kind::Members),
    ("interface", Kind::Interface),
    ("enum", Kind::Enum),
    ("string_enum", Kind::StringEnum),
    ("type", Kind::Type),
];

/// A member, a field or a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub documentation: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Record {
    pub place: Place,
    pub kind: Kind,
    pub namespace: Vec<String>,
    pub name: String,
    /// The class that this one extends, or nothing.
    pub parent: String,
    pub documentation: String,
    /// A function's signatures, one a line; the type of a `const` or `type`; else entries.
    pub body: String,
}

impl Record {
    pub fn entries(&self) -> Vec<Entry> {
        let entries = self.body.split('\x1d').filter(|entry| !entry.is_empty());
        let entries = entries.map(|entry| match entry.split_once('\x1c') {
            Some((documentation, text)) => (documentation, text),
            None => ("", entry),
        });
        let entries = entries.map(|(documentation, text)| Entry {
            documentation: documentation.to_owned(),
            text: text.trim().to_owned(),
        });
        entries.collect()
    }
}

/// All records of a section, in the order of their places.
pub fn read(contents: &[u8]) -> Result<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    let mut rest = contents;
    loop {
        let start = rest.iter().position(|byte| *byte != 0).unwrap_or(rest.len());
        rest = &rest[start..];
        if rest.is_empty() {
            break;
        }
        let Some(end) = rest.iter().position(|byte| *byte == 0x1e) else {
            return Err(damaged(format!("record {} has no end", records.len() + 1)));
        };
        let text = std::str::from_utf8(&rest[..end])
            .map_err(|_| damaged(format!("record {} is not UTF-8", records.len() + 1)))?;
        let record = record(text, records.len() + 1)?;
        records.push(record);
        rest = &rest[end + 1..];
    }
    // What a macro made on one line stays in the order of the section.
    records.sort_by(|a, b| a.place.cmp(&b.place));
    Ok(records)
}

fn record(text: &str, number: usize) -> Result<Record> {
    let fields: Vec<&str> = text.split('\x1f').collect();
    if fields[0] != FORMAT {
        return Err(Diagnostic::new(
            "the library's declarations are in a format that is not known",
        )
        .note(format!("expected format {FORMAT}, found `{}`", shown(fields[0])))
        .help("use napkin and napi-derive of the same release"));
    }
    let [_, package, file, line, kind, namespace, name, parent, documentation, body] = fields[..]
    else {
        let found = fields.len();
        return Err(damaged(format!("record {number} has {found} fields instead of {FIELDS}")));
    };
    let line = line
        .parse()
        .map_err(|_| damaged(format!("record {number}: `{}` is no line", shown(line))))?;
    let place = Place { package: package.to_owned(), file: file.replace('\\', "/"), line };
    let kind =
        KINDS.iter().find(|(known, _)| *known == kind).map(|(_, kind)| *kind).ok_or_else(|| {
            damaged(format!("{place}: a declaration of the unknown kind `{}`", shown(kind)))
        })?;
    let namespace: Vec<String> =
        namespace.split('.').filter(|_| !namespace.is_empty()).map(str::to_owned).collect();
    if namespace.len() > DEEPEST {
        let found = namespace.len();
        return Err(Diagnostic::new(format!("{place}: a declaration inside {found} namespaces"))
            .note(format!("expected at most {DEEPEST}")));
    }
    if let Some(part) = namespace.iter().find(|part| !super::names::is_identifier(part)) {
        return Err(Diagnostic::new(format!(
            "{place}: the namespace `{}` cannot be declared in TypeScript",
            shown(part)
        ))
        .help("give the module a name of letters, digits and _"));
    }
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(damaged(format!("{place}: `{}` is no name", shown(name))));
    }
    Ok(Record {
        place,
        kind,
        namespace,
        name: name.to_owned(),
        parent: parent.to_owned(),
        documentation: documentation.to_owned(),
        body: body.to_owned(),
    })
}

fn damaged(what: String) -> Box<Diagnostic> {
    Diagnostic::new(format!("the declarations in the library are damaged: {what}"))
        .help("build again from the beginning: napkin rebuild")
}

/// Some of a text that may hold anything.
fn shown(text: &str) -> String {
    text.escape_debug().take(60).collect()
}
