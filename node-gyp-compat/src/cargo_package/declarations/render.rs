//! The tree as TypeScript: what `tsc` would write for the same declarations.
//!
//! What has a name that nothing can be declared by (`delete`, `kebab-case`) is declared by another
//! and exported under its own.

use super::layout;
use super::model::{Declaration, Item, Model, Namespace, referred};
use super::names::{self, Names};
use super::records::{Entry, Kind};

pub fn render(model: &Model, warnings: &mut Vec<String>) -> String {
    let mut writer = Writer { names: &model.names, text: String::new(), warnings };
    writer.items(&model.root, 0);
    if writer.text.is_empty() {
        // A module all the same.
        writer.text.push_str("export {};\n");
    }
    writer.text
}

struct Writer<'w> {
    names: &'w Names,
    text: String,
    warnings: &'w mut Vec<String>,
}

impl Writer<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn items(&mut self, namespace: &Namespace, indent: usize) {
        let margin = layout::spaces(indent);
        let declare = if indent == 0 { "declare " } else { "" };
        for (index, item) in namespace.items.iter().enumerate() {
            if index > 0 {
                self.text.push('\n');
            }
            match item {
                Item::Namespace(inner) => {
                    self.line(&format!("{margin}export {declare}namespace {} {{", item.name()));
                    self.items(inner, indent + 2);
                    self.line(&format!("{margin}}}"));
                }
                Item::Declaration(declaration) => {
                    self.documented(&declaration.record.documentation, indent);
                    self.declaration(declaration, namespace, indent);
                }
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration, around: &Namespace, indent: usize) {
        let record = &declaration.record;
        let own = names::can_be_declared(&record.name);
        let name = if own { record.name.clone() } else { stand_in(&record.name, around) };
        let export = if own { "export " } else { "" };
        let value = match indent {
            0 => format!("{export}declare "),
            _ => export.to_owned(),
        };
        match record.kind {
            Kind::Function => {
                for signature in record.body.lines() {
                    let signature = self.resolved(signature, declaration);
                    let text = format!("{value}function {name}{}", signature.trim());
                    self.line(&layout::statement(&text, indent));
                }
            }
            Kind::Const => {
                let body = self.resolved(&record.body, declaration);
                let text = format!("{value}const {name}: {}", body.trim());
                self.line(&layout::statement(&text, indent));
            }
            Kind::Class | Kind::Members => {
                let parent = self.parent(declaration);
                self.block(&format!("{value}class {name}{parent}"), ";", declaration, indent);
            }
            Kind::Interface => {
                self.block(&format!("{export}interface {name}"), ";", declaration, indent);
            }
            Kind::Enum => self.block(&format!("{value}enum {name}"), ",", declaration, indent),
            Kind::StringEnum => self.string_enum(declaration, &name, export, &value, indent),
            Kind::Type => {
                let body = self.resolved(&record.body, declaration);
                let parts = layout::alternatives(body.trim());
                self.line(&layout::union(&format!("{export}type {name} ="), &parts, indent));
            }
        }
        if !own {
            let shown = match names::is_identifier(&record.name) {
                true => record.name.clone(),
                false => serde_json::Value::from(&record.name[..]).to_string(),
            };
            self.line(&format!("{}export {{ {name} as {shown} }};", layout::spaces(indent)));
        }
    }

    /// The type of its strings, and the object of them that is there at run time.
    fn string_enum(
        &mut self,
        declaration: &Declaration,
        name: &str,
        export: &str,
        value: &str,
        indent: usize,
    ) {
        let margin = layout::spaces(indent);
        let variants: Vec<(&Entry, &str, &str)> = declaration
            .entries
            .iter()
            .filter_map(|entry| {
                let (name, string) = layout::assignment(&entry.text)?;
                Some((entry, name, string))
            })
            .collect();
        let mut strings: Vec<&str> = variants.iter().map(|(_, _, string)| *string).collect();
        if strings.is_empty() {
            strings.push("never");
        }
        self.line(&layout::union(&format!("{export}type {name} ="), &strings, indent));
        self.line(&format!("{margin}{value}const {name}: {{"));
        for (entry, name, string) in variants {
            self.documented(&entry.documentation, indent + 2);
            self.line(&layout::statement(&format!("readonly {name}: {string}"), indent + 2));
        }
        self.line(&format!("{margin}}};"));
    }

    /// ` extends Parent`.
    fn parent(&mut self, declaration: &Declaration) -> String {
        let parent = referred(&declaration.record.parent);
        if parent.is_empty() {
            return String::new();
        }
        let warned = self.warnings.len();
        let name = self.resolved(&format!("\u{1}{parent}\u{2}"), declaration);
        match self.warnings.len() == warned {
            true => format!(" extends {name}"),
            false => String::new(),
        }
    }

    fn block(&mut self, head: &str, end: &str, declaration: &Declaration, indent: usize) {
        let margin = layout::spaces(indent);
        if declaration.entries.is_empty() {
            return self.line(&format!("{margin}{head} {{}}"));
        }
        self.line(&format!("{margin}{head} {{"));
        for entry in &declaration.entries {
            self.documented(&entry.documentation, indent + 2);
            let text = self.resolved(&entry.text, declaration);
            let statement = layout::statement(&text, indent + 2);
            self.line(&format!("{}{end}", statement.strip_suffix(';').unwrap_or(&statement)));
        }
        self.line(&format!("{margin}}}"));
    }

    fn documented(&mut self, text: &str, indent: usize) {
        let comment = documentation(text, indent);
        self.text.push_str(&comment);
    }

    /// The text with names for references, on one line.
    fn resolved(&mut self, text: &str, declaration: &Declaration) -> String {
        let record = &declaration.record;
        let mut missing = Vec::new();
        let text = self.names.resolve(text, &record.namespace, &mut missing);
        for reference in missing {
            self.warnings.push(format!(
                "{}: `{}` uses the type `{reference}`\n  (which is not exported, or hidden by a \
                 nearer one of that name: it is `unknown`)",
                record.place, record.name
            ));
        }
        text.replace('\n', " ")
    }
}

/// Markdown as a comment, with the end of its last line; nothing for nothing.
fn documentation(text: &str, indent: usize) -> String {
    let text = text.replace("*/", "*\\/");
    let lines: Vec<&str> = text.trim_matches('\n').lines().map(str::trim_end).collect();
    // What every line begins with is the writing of the comment in Rust.
    let filled = lines.iter().filter(|line| !line.is_empty());
    let common = filled.map(|line| line.len() - line.trim_start_matches(' ').len()).min();
    let Some(common) = common else { return String::new() };
    let lines: Vec<&str> = lines.iter().map(|line| line.get(common..).unwrap_or("")).collect();
    let margin = layout::spaces(indent);
    if let [line] = lines[..]
        && indent + line.chars().count() + "/**  */".len() <= 100
    {
        return format!("{margin}/** {line} */\n");
    }
    let mut comment = format!("{margin}/**\n");
    for line in lines {
        let line = format!("{margin} * {line}");
        comment.push_str(line.trim_end());
        comment.push('\n');
    }
    comment.push_str(&format!("{margin} */\n"));
    comment
}

/// A name to declare something by whose own cannot be used, and which nothing else has.
fn stand_in(name: &str, around: &Namespace) -> String {
    let usable = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut chosen: String = name.chars().map(|c| if usable(c) { c } else { '_' }).collect();
    if chosen.starts_with(|c: char| c.is_numeric()) {
        chosen.insert(0, '_');
    }
    while !names::can_be_declared(&chosen) || around.items.iter().any(|item| item.name() == chosen)
    {
        chosen.push('_');
    }
    chosen
}
