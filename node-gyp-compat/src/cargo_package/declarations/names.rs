//! How a declared type is called where it is used: `Point` inside its namespace, `geometry.Point`
//! outside, and never by a name that means another type there.

use std::collections::HashSet;

/// The characters around a reference in a record's text.
const REFERENCE: [char; 2] = ['\u{1}', '\u{2}'];

/// Words that no declaration can have as its name.
const RESERVED: &str = "arguments await break case catch class const continue debugger default \
    delete do else enum eval export extends false finally for function if implements import in \
    instanceof interface let new null package private protected public return static super switch \
    this throw true try typeof var void while with yield";

/// Whether a text is a name in JavaScript's grammar; a reserved word is one too.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = |c: char| c.is_alphabetic() || c == '_' || c == '$';
    characters.next().is_some_and(starts) && characters.all(|c| starts(c) || c.is_alphanumeric())
}

/// Whether something can be declared by this name.
pub fn can_be_declared(name: &str) -> bool {
    is_identifier(name) && !RESERVED.split(' ').any(|word| word == name)
}

/// The types and namespaces there are, each as the path to it.
#[derive(Debug, Default)]
pub struct Names {
    types: HashSet<Vec<String>>,
    namespaces: HashSet<Vec<String>>,
}

impl Names {
    pub fn add_type(&mut self, namespace: &[String], name: &str) {
        self.add_namespace(namespace);
        self.types.insert(joined(namespace, name));
    }

    pub fn add_namespace(&mut self, namespace: &[String]) {
        for end in 1..=namespace.len() {
            self.namespaces.insert(namespace[..end].to_vec());
        }
    }

    /// The shortest name of `target` inside `scope` that means it, if it is declared.
    fn relative(&self, target: &str, scope: &[String]) -> Option<String> {
        let path: Vec<String> = target.split('.').map(str::to_owned).collect();
        if !self.types.contains(&path) {
            return None;
        }
        let shared = path.iter().zip(scope).take_while(|(a, b)| a == b).count();
        // From the inside out: at a depth, the rest of the path names it if its first part is
        // declared there and nowhere further in.
        (0..=shared.min(path.len() - 1)).rev().find_map(|depth| {
            let rest = &path[depth..];
            let meant = match rest.len() {
                1 => &self.types,
                _ => &self.namespaces,
            };
            let innermost =
                (0..=scope.len()).rev().find(|&at| meant.contains(&joined(&scope[..at], &rest[0])));
            (innermost == Some(depth)).then(|| rest.join("."))
        })
    }

    /// A record's text with its references as names; those that mean nothing become `unknown` and
    /// are added to `missing`.
    pub fn resolve(&self, text: &str, scope: &[String], missing: &mut Vec<String>) -> String {
        let mut resolved = String::new();
        for (index, part) in text.split(REFERENCE).enumerate() {
            if index % 2 == 0 {
                resolved.extend(part.chars().filter(|c| !c.is_control() || *c == '\n'));
                continue;
            }
            match self.relative(part, scope) {
                Some(name) => resolved.push_str(&name),
                None => {
                    missing.push(part.escape_debug().to_string());
                    resolved.push_str("unknown");
                }
            }
        }
        resolved
    }
}

fn joined(namespace: &[String], name: &str) -> Vec<String> {
    namespace.iter().map(String::as_str).chain([name]).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Vec<String> {
        text.split('.').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn names(types: &[&str]) -> Names {
        let mut names = Names::default();
        for name in types {
            let path = path(name);
            let (last, namespace) = path.split_last().unwrap();
            names.add_type(namespace, last);
        }
        names
    }

    #[test]
    fn the_shortest_name_that_means_it() {
        let names = names(&["Point", "a.Point", "a.b.Line", "c.Line", "a.c.Other", "a.Top"]);
        let relative = |target, scope| names.relative(target, &path(scope));
        assert_eq!(relative("a.Top", "a.b").as_deref(), Some("Top"));
        assert_eq!(relative("a.Top", "").as_deref(), Some("a.Top"));
        assert_eq!(relative("a.b.Line", "a").as_deref(), Some("b.Line"));
        assert_eq!(relative("a.b.Line", "a.c").as_deref(), Some("b.Line"));
        assert_eq!(relative("Point", "c").as_deref(), Some("Point"));
        // What is nearer is meant, so these have no name there.
        assert_eq!(relative("Point", "a.b"), None);
        assert_eq!(relative("c.Line", "a.b"), None);
        assert_eq!(relative("b.Line", ""), None);
    }

    #[test]
    fn references_in_text() {
        let names = names(&["a.Point"]);
        let mut missing = Vec::new();
        let text = "(p: \u{1}a.Point\u{2}, q: \u{1}a.Gone\u{2}): void";
        let resolved = names.resolve(text, &path("a"), &mut missing);
        assert_eq!(resolved, "(p: Point, q: unknown): void");
        assert_eq!(missing, ["a.Gone"]);
    }

    #[test]
    fn what_can_be_declared() {
        assert!(can_be_declared("añadir") && can_be_declared("$x1"));
        for name in ["", "1x", "a-b", "delete", "a b", "a\u{1}", "yield"] {
            assert!(!can_be_declared(name), "{name}");
        }
    }
}
