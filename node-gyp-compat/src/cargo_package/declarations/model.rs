//! Records as a tree of namespaces and declarations, in the order of the output.
//!
//! Here `impl` blocks are joined to their classes, and what cannot be true together is found.

use std::collections::HashMap;

use super::names::{self, Names};
use super::records::{Entry, Kind, Place, Record};
use crate::diagnostic::{Diagnostic, Result};

#[derive(Debug)]
pub struct Model {
    pub root: Namespace,
    pub names: Names,
}

#[derive(Debug, Default)]
pub struct Namespace {
    pub path: Vec<String>,
    pub items: Vec<Item>,
}

#[derive(Debug)]
pub enum Item {
    Declaration(Declaration),
    Namespace(Namespace),
}

#[derive(Debug)]
pub struct Declaration {
    pub record: Record,
    /// Members, fields or variants, those of all `impl` blocks.
    pub entries: Vec<Entry>,
}

impl Declaration {
    /// Whether there is something at run time, too.
    pub fn is_value(&self) -> bool {
        matches!(
            self.record.kind,
            Kind::Function
                | Kind::Const
                | Kind::Class
                | Kind::Members
                | Kind::Enum
                | Kind::StringEnum
        )
    }
}

/// Where something is declared: its namespace and name.
type Key = (Vec<String>, String);

impl Model {
    pub fn new(records: Vec<Record>, warnings: &mut Vec<String>) -> Result<Model> {
        let (members, records): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|record| record.kind == Kind::Members);
        let mut declarations: Vec<Declaration> = Vec::new();
        let mut index: HashMap<Key, usize> = HashMap::new();
        for record in records {
            let key = (record.namespace.clone(), record.name.clone());
            if let Some(first) = index.insert(key, declarations.len()) {
                return Err(twice(&declarations[first].record, &record));
            }
            let entries = match record.kind {
                Kind::Function | Kind::Const | Kind::Type => Vec::new(),
                _ => record.entries(),
            };
            declarations.push(Declaration { record, entries });
        }
        for block in members {
            let key = (block.namespace.clone(), block.name.clone());
            let class = index.get(&key).map(|at| &mut declarations[*at]);
            match class.filter(|class| class.record.kind == Kind::Class) {
                Some(class) => class.entries.extend(block.entries()),
                None => warnings.push(format!(
                    "{}: members of `{}` are left out\n  (the class itself is not declared)",
                    block.place, block.name
                )),
            }
        }
        settle_constructors(&mut declarations);
        let names = names_of(&declarations);
        let mut root = Namespace::default();
        for declaration in declarations {
            let path = declaration.record.namespace.clone();
            root.enter(&path).items.push(Item::Declaration(declaration));
        }
        root.check(&mut None)?;
        Ok(Model { root, names })
    }

    /// The names of what the addon exports, in order.
    pub fn exports(&self) -> Vec<String> {
        let named = self.root.items.iter().filter(|item| item.is_value());
        named.map(|item| item.name().to_owned()).collect()
    }
}

impl Namespace {
    fn enter(&mut self, path: &[String]) -> &mut Namespace {
        let Some((first, rest)) = path.split_first() else { return self };
        let is_it =
            |item: &Item| matches!(item, Item::Namespace(n) if n.path.last() == Some(first));
        let at = self.items.iter().position(is_it).unwrap_or_else(|| {
            let path = [&self.path[..], std::slice::from_ref(first)].concat();
            self.items.push(Item::Namespace(Namespace { path, items: Vec::new() }));
            self.items.len() - 1
        });
        match &mut self.items[at] {
            Item::Namespace(namespace) => namespace.enter(rest),
            Item::Declaration(_) => unreachable!("the position of a namespace"),
        }
    }

    /// A value and a namespace of values cannot have one name. `first` becomes the first value.
    fn check<'m>(&'m self, first: &mut Option<&'m Record>) -> Result<()> {
        let mut values: HashMap<&str, &Record> = HashMap::new();
        for item in &self.items {
            let record = match item {
                Item::Declaration(declaration) if declaration.is_value() => &declaration.record,
                Item::Declaration(_) => continue,
                Item::Namespace(inner) => {
                    let mut inside = None;
                    inner.check(&mut inside)?;
                    match inside {
                        Some(record) => record,
                        None => continue,
                    }
                }
            };
            first.get_or_insert(record);
            if let Some(other) = values.insert(item.name(), record) {
                return Err(twice_named(item.name(), other, record));
            }
        }
        Ok(())
    }

    pub fn is_value(&self) -> bool {
        self.items.iter().any(Item::is_value)
    }
}

impl Item {
    pub fn name(&self) -> &str {
        match self {
            Item::Declaration(declaration) => &declaration.record.name,
            Item::Namespace(namespace) => namespace.path.last().map_or("", String::as_str),
        }
    }

    fn is_value(&self) -> bool {
        match self {
            Item::Declaration(declaration) => declaration.is_value(),
            Item::Namespace(namespace) => namespace.is_value(),
        }
    }
}

fn names_of(declarations: &[Declaration]) -> Names {
    let mut names = Names::default();
    for Declaration { record, .. } in declarations {
        match record.kind {
            Kind::Function | Kind::Const => names.add_namespace(&record.namespace),
            _ if names::can_be_declared(&record.name) => {
                names.add_type(&record.namespace, &record.name);
            }
            _ => {}
        }
    }
    names
}

/// The class that a record's text refers to.
pub fn referred(text: &str) -> &str {
    text.trim_matches(['\u{1}', '\u{2}'])
}

/// A class that JavaScript cannot construct says so. It may have children that can be.
fn settle_constructors(declarations: &mut [Declaration]) {
    for Declaration { record, entries } in declarations {
        let constructs = |entry: &Entry| entry.text.starts_with("constructor(");
        if record.kind == Kind::Class && !entries.iter().any(constructs) {
            let text = "protected constructor()".to_owned();
            let place = entries.iter().take_while(|entry| entry.text.starts_with('#')).count();
            entries.insert(place, Entry { documentation: String::new(), text });
        }
    }
}

fn twice(first: &Record, second: &Record) -> Box<Diagnostic> {
    let path = [&second.namespace[..], std::slice::from_ref(&second.name)].concat().join(".");
    twice_named(&path, first, second)
}

fn twice_named(name: &str, first: &Record, second: &Record) -> Box<Diagnostic> {
    let place = |place: &Place| format!("it is declared at {place}");
    Diagnostic::new(format!("the addon declares `{}` twice", name.escape_debug()))
        .note(place(&first.place))
        .note(place(&second.place))
        .help("give one of them another name: #[napi(js_name = \"…\")]")
}
