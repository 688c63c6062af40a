//! The package.json beside a Cargo.toml: what it says, and changes of it that keep everything else
//! as it was written, to the last space.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, Result};

#[derive(Clone, Debug)]
pub struct PackageJson {
    pub path: PathBuf,
    text: String,
    json: Json,
}

impl PackageJson {
    /// That in the folder, if there is one.
    pub fn read(folder: &Path) -> Result<Option<PackageJson>> {
        let path = folder.join("package.json");
        match std::fs::read_to_string(&path) {
            Ok(text) => PackageJson::parse(path, text).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(super::cannot_read(&path, &error)),
        }
    }

    fn parse(path: PathBuf, text: String) -> Result<PackageJson> {
        let json = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(json @ Json::Object(_)) => json,
            Ok(_) => {
                return Err(Diagnostic::new(format!("{} holds no object", path.display()))
                    .note("expected { \"name\": …, \"version\": … }"));
            }
            Err(error) => {
                return Err(Diagnostic::new(format!("{} is not JSON: {error}", path.display())));
            }
        };
        Ok(PackageJson { path, text, json })
    }

    pub fn get(&self, name: &str) -> Option<&Json> {
        self.json.get(name)
    }

    /// A text that is not empty.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    /// Whether its `.js` files are ES modules.
    pub fn is_module(&self) -> bool {
        self.text_of("type") == Some("module")
    }

    pub fn optional_dependencies(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.json.get("optionalDependencies").and_then(Json::as_object);
        all.into_iter().flatten().filter_map(|(name, version)| Some((&name[..], version.as_str()?)))
    }

    /// The file with the dependencies set, if any of them is not there already.
    pub fn with_optional_dependencies(
        &self,
        wanted: &[(String, &str)],
    ) -> Result<Option<PackageJson>> {
        let mut text = self.text.clone();
        for (name, version) in wanted {
            text = set_optional_dependency(&text, name, version).ok_or_else(|| {
                Diagnostic::new(format!("cannot add to {}", self.path.display()))
                    .note("expected `optionalDependencies` to be an object, or not there")
                    .help(format!("add by hand: \"{name}\": \"{version}\""))
            })?;
        }
        match text == self.text {
            true => Ok(None),
            false => PackageJson::parse(self.path.clone(), text).map(Some),
        }
    }

    pub fn save(&self) -> Result<()> {
        std::fs::write(&self.path, &self.text)
            .map_err(|error| super::cannot_write(&self.path, &error))
    }
}

const FIELD: &str = "optionalDependencies";

/// The text with the dependency in it; nothing if it is not what was expected.
fn set_optional_dependency(text: &str, name: &str, version: &str) -> Option<String> {
    let (name, version) = (quoted(name), quoted(version));
    let outer = Object::at(text, text.find('{')?)?;
    let field = outer.members.iter().rfind(|member| member.key == quoted(FIELD));
    let Some(field) = field else {
        let inner = one_member(text, &outer, &name, &version);
        return Some(outer.with_member(text, outer.members.len(), &quoted(FIELD), &inner));
    };
    let inner = Object::at(text, field.value.start)?;
    if let Some(member) = inner.members.iter().find(|member| member.key == name) {
        return Some(replaced(text, member.value.clone(), &version));
    }
    if inner.members.is_empty() {
        return Some(replaced(
            text,
            field.value.clone(),
            &one_member(text, &outer, &name, &version),
        ));
    }
    // Where npm would put it: it sorts them.
    let place = inner.members.iter().position(|member| *member.key > *name);
    Some(inner.with_member(text, place.unwrap_or(inner.members.len()), &name, &version))
}

fn quoted(text: &str) -> String {
    Json::from(text).to_string()
}

fn replaced(text: &str, range: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &text[..range.start], &text[range.end..])
}

/// A new object inside `outer`, with the space that its members have around them.
fn one_member(text: &str, outer: &Object<'_>, name: &str, version: &str) -> String {
    let space = outer.space(text);
    match space.rsplit_once('\n') {
        Some((_, indent)) => {
            format!("{{{space}{indent}{name}{colon}{version}{space}}}", colon = outer.colon(text))
        }
        None => format!("{{{space}{name}{}{version}{space}}}", outer.colon(text)),
    }
}

/// The places of an object's members in a text that is known to be JSON.
struct Object<'t> {
    open: usize,
    members: Vec<Member<'t>>,
}

struct Member<'t> {
    /// With its quotes.
    key: &'t str,
    start: usize,
    value: Range<usize>,
}

impl<'t> Object<'t> {
    fn at(text: &'t str, open: usize) -> Option<Object<'t>> {
        let bytes = text.as_bytes();
        if bytes.get(open) != Some(&b'{') {
            return None;
        }
        let mut members = Vec::new();
        let mut at = open + 1;
        loop {
            at = skip_space(bytes, at);
            match bytes.get(at)? {
                b'}' => return Some(Object { open, members }),
                b',' => at += 1,
                _ => {
                    let start = at;
                    let key_end = end_of_value(bytes, at)?;
                    at = skip_space(bytes, skip_space(bytes, key_end) + 1);
                    let value = at..end_of_value(bytes, at)?;
                    at = value.end;
                    members.push(Member { key: &text[start..key_end], start, value });
                }
            }
        }
    }

    /// What is written before each member.
    fn space<'s>(&self, text: &'s str) -> &'s str {
        self.members.first().map_or("", |first| &text[self.open + 1..first.start])
    }

    /// What is written between a key and its value.
    fn colon<'s>(&self, text: &'s str) -> &'s str {
        let first = self.members.first();
        first.map_or(": ", |first| &text[first.start + first.key.len()..first.value.start])
    }

    fn with_member(&self, text: &str, place: usize, key: &str, value: &str) -> String {
        let (space, colon) = (self.space(text), self.colon(text));
        match place.checked_sub(1).and_then(|before| self.members.get(before)) {
            Some(before) => {
                let at = before.value.end;
                replaced(text, at..at, &format!(",{space}{key}{colon}{value}"))
            }
            None => {
                let at = self.members.first().map_or(self.open + 1, |first| first.start);
                let comma = if self.members.is_empty() { "" } else { "," };
                replaced(text, at..at, &format!("{key}{colon}{value}{comma}{space}"))
            }
        }
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// Where the value (or key) ends that begins here.
fn end_of_value(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => {
                at += 1;
                while *bytes.get(at)? != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {
                // A number or a word goes on until something else.
                let ends = |byte: &u8| b",]}".contains(byte) || byte.is_ascii_whitespace();
                if depth == 0 && bytes.get(at + 1).is_none_or(ends) {
                    return Some(at + 1);
                }
                at += 1;
                continue;
            }
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, name: &str, version: &str) -> String {
        set_optional_dependency(text, name, version).expect("it is an object")
    }

    #[test]
    fn a_dependency_comes_to_its_place_and_nothing_else_changes() {
        let text = "{\r\n\t\"name\" : \"a\",\r\n\r\n\t\"x\":[1,{ \"}\": \"\\\"\" }],\t\"n\": -1e5\r\n}\r\n\r\n";
        let first = set(text, "a-linux", "1.0.0");
        let expected = text.replace(
            "-1e5",
            "-1e5,\r\n\t\"optionalDependencies\" : {\r\n\t\t\"a-linux\" : \"1.0.0\"\r\n\t}",
        );
        assert_eq!(first, expected);
        let second = set(&first, "a-darwin", "1.0.0");
        let expected =
            expected.replace("\t\t\"a-linux\"", "\t\t\"a-darwin\" : \"1.0.0\",\r\n\t\t\"a-linux\"");
        assert_eq!(second, expected);
        let third = set(&second, "a-win32", "1.0.0");
        assert_eq!(
            third,
            second.replace("x\" : \"1.0.0\"", "x\" : \"1.0.0\",\r\n\t\t\"a-win32\" : \"1.0.0\"")
        );
        assert_eq!(set(&third, "a-linux", "1.0.0"), third);
        assert_eq!(set(&third, "a-linux", "2.0.0"), third.replace("x\" : \"1.", "x\" : \"2."));
    }

    #[test]
    fn files_on_one_line_and_empty_objects() {
        let one_line = set("{\"name\":\"a\",\"optionalDependencies\":{}}", "b", "1");
        assert_eq!(one_line, "{\"name\":\"a\",\"optionalDependencies\":{\"b\":\"1\"}}");
        let spaced = set("{ \"name\": \"a\" }", "b", "1");
        assert_eq!(spaced, "{ \"name\": \"a\", \"optionalDependencies\": { \"b\": \"1\" } }");
        let empty = set("{\n  \"optionalDependencies\": {\n  },\n  \"z\": true\n}", "b", "1");
        let expected = "{\n  \"optionalDependencies\": {\n    \"b\": \"1\"\n  },\n  \"z\": true\n}";
        assert_eq!(empty, expected);
        assert_eq!(set_optional_dependency("{\"optionalDependencies\": 1}", "b", "1"), None);
    }

    #[test]
    fn what_is_no_package_json() {
        let parse = |text: &str| PackageJson::parse("/p/package.json".into(), text.into());
        assert!(parse("[]").unwrap_err().message.contains("/p/package.json holds no object"));
        assert!(parse("{\n,}").unwrap_err().message.contains("line 2 column 1"));
        assert!(parse("\u{feff}{\"type\": \"module\"}").unwrap().is_module());
    }
}
