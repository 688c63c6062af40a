//! What a target asks for besides compiling and linking: `actions`, `rules`, `copies` and
//! `postbuilds`, as plain data.
//!
//! A rule is an action with holes, done once for each source of its extension; `graph` fills the
//! holes. A key that means nothing warns, and a missing or wrong one is an error with its place.

use crate::diagnostic::{Diagnostic, Result, nearest};
use crate::eval::wrong_kind;
use crate::source::Span;
use crate::targets::model::{Item, items, text};
use crate::value::{Dict, Value};

#[derive(Clone, Debug)]
pub struct Action {
    pub name: String,
    /// The program and its arguments.
    pub command: Vec<Item>,
    pub inputs: Vec<Item>,
    pub outputs: Vec<Item>,
    pub message: Option<String>,
    /// Whether the outputs are compiled and linked with the target's own sources.
    pub outputs_are_sources: bool,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Rule {
    /// Without the dot.
    pub extension: String,
    pub action: Action,
}

#[derive(Clone, Debug)]
pub struct Copy {
    pub destination: Item,
    pub files: Vec<Item>,
}

/// A command after the link, on macOS.
#[derive(Clone, Debug)]
pub struct Postbuild {
    pub name: String,
    pub command: Vec<Item>,
}

/// Everything of this kind that a target has.
#[derive(Clone, Debug, Default)]
pub struct Actions {
    pub actions: Vec<Action>,
    pub rules: Vec<Rule>,
    pub copies: Vec<Copy>,
    pub postbuilds: Vec<Postbuild>,
}

impl Action {
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.command.iter().chain(&self.inputs).chain(&self.outputs)
    }
}

impl Actions {
    /// Every text in them.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let rules = self.rules.iter().map(|rule| &rule.action);
        let commands = self.actions.iter().chain(rules).flat_map(Action::items);
        let copies = self.copies.iter();
        commands.chain(copies.flat_map(|copy| copy.files.iter().chain([&copy.destination])))
    }
}

const ACTION_KEYS: [&str; 12] = [
    "action_name",
    "action",
    "inputs",
    "outputs",
    "message",
    "process_outputs_as_sources",
    // Headers need no step of their own; everything that compiles waits for them anyway.
    "process_outputs_as_headers",
    "process_outputs_as_mac_bundle_resources",
    "depfile",
    "ninja_use_console",
    "explicit_idl_action",
    "variables",
];
const RULE_KEYS: [&str; 3] = ["rule_name", "extension", "additional_inputs"];

pub fn read(target: &str, dict: &Dict, warnings: &mut Vec<Diagnostic>) -> Result<Actions> {
    let mut all = Actions::default();
    for (own, _) in dictionaries(dict, "actions")? {
        warn(target, "action", own, &ACTION_KEYS, warnings);
        all.actions.push(action(own, "an action", "action_name")?);
    }
    for (own, span) in dictionaries(dict, "rules")? {
        warn(target, "rule", own, &[&RULE_KEYS[..], &ACTION_KEYS].concat(), warnings);
        all.rules.push(rule(own, span, &all.rules)?);
    }
    for (own, span) in dictionaries(dict, "copies")? {
        warn(target, "copy", own, &["destination", "files", "variables"], warnings);
        let (Some(destination), true) = (own.get("destination"), own.get("files").is_some()) else {
            return Err(Diagnostic::at(
                "an item of `copies` needs a `destination` and `files`",
                span,
                "one of the two is missing",
            ));
        };
        let Some(text) = destination.scalar().filter(|text| !text.is_empty()) else {
            let key_span = own.key_span("destination");
            return Err(wrong_kind("destination", "a directory", destination, key_span));
        };
        all.copies.push(Copy {
            destination: Item { text, span: destination.span() },
            files: items(own, "files")?,
        });
    }
    for (own, span) in dictionaries(dict, "postbuilds")? {
        warn(target, "postbuild", own, &["postbuild_name", "action", "variables"], warnings);
        let name = text(own, "postbuild_name")?.unwrap_or_default();
        all.postbuilds.push(Postbuild { name, command: command(own, span)? });
    }
    Ok(all)
}

/// The dictionaries in a list, with their places.
fn dictionaries<'d>(dict: &'d Dict, key: &str) -> Result<Vec<(&'d Dict, Span)>> {
    let Some(value) = dict.get(key) else {
        return Ok(Vec::new());
    };
    let key_span = dict.key_span(key);
    let Some(values) = value.as_list() else {
        return Err(wrong_kind(key, "a list", value, key_span));
    };
    let dictionary = |value: &'d Value| match value.as_dict() {
        Some(own) => Ok((own, if value.span().is_none() { key_span } else { value.span() })),
        None => Err(wrong_kind(key, "a list of dictionaries", value, key_span)),
    };
    values.iter().map(dictionary).collect()
}

fn action(dict: &Dict, what: &str, name_key: &str) -> Result<Action> {
    let place = dict.iter().map(|(_, slot)| slot.key_span).next().unwrap_or(Span::NONE);
    let name = match text(dict, name_key)?.filter(|name| !name.is_empty()) {
        Some(name) => name,
        None => {
            let message = format!("{what} of this target has no {name_key}");
            return Err(Diagnostic::at(message, place, "begins here"));
        }
    };
    let truth = text(dict, "process_outputs_as_sources")?;
    Ok(Action {
        command: command(dict, dict.key_span(name_key))?,
        inputs: items(dict, "inputs")?,
        outputs: items(dict, "outputs")?,
        message: text(dict, "message")?,
        outputs_are_sources: truth.is_some_and(|text| !text.is_empty() && text != "0"),
        span: dict.key_span(name_key),
        name,
    })
}

fn command(dict: &Dict, span: Span) -> Result<Vec<Item>> {
    let command = items(dict, "action")?;
    if command.first().is_none_or(|program| program.text.trim().is_empty()) {
        let key = dict.key_span("action");
        return Err(Diagnostic::at(
            "there is no command: `action` must be a list of a program and its arguments",
            if key.is_none() { span } else { key },
            "no program",
        ));
    }
    Ok(command)
}

fn rule(dict: &Dict, span: Span, others: &[Rule]) -> Result<Rule> {
    let action = action(dict, "a rule", "rule_name")?;
    if dict.get("rule_sources").is_some() {
        return Err(Diagnostic::at(
            "`rule_sources` cannot be given: they are the `sources` that have the extension",
            dict.key_span("rule_sources"),
            "leave it out",
        ));
    }
    let Some(extension) = text(dict, "extension")? else {
        return Err(Diagnostic::at(
            format!("the rule `{}` has no extension", action.name),
            span,
            "for which sources is it?",
        ));
    };
    let extension = extension.strip_prefix('.').unwrap_or(&extension).to_owned();
    for other in others {
        let message = if other.action.name == action.name {
            format!("there are two rules named `{}`", action.name)
        } else if other.extension == extension {
            format!(
                "the rules `{}` and `{}` are both for sources ending in .{extension}",
                other.action.name, action.name
            )
        } else {
            continue;
        };
        return Err(Diagnostic::at(message, action.span, "the second of them")
            .via(other.action.span, "the first is"));
    }
    Ok(Rule { extension, action })
}

fn warn(target: &str, what: &str, dict: &Dict, known: &[&str], warnings: &mut Vec<Diagnostic>) {
    for (key, slot) in dict.iter() {
        // Visual Studio has keys of its own in actions and rules; `rule_sources` is an error.
        let known_here = known.contains(&&key[..])
            || key.starts_with("msvs_")
            || key.starts_with("msbuild_")
            || &key[..] == "rule_sources";
        if known_here || slot.key_span.is_none() {
            continue;
        }
        let warning = Diagnostic::at(
            format!("the key `{key}` in {what} of `{target}` means nothing in GYP"),
            slot.key_span,
            "has no effect",
        );
        warnings.push(*match nearest(key, known.iter().copied()) {
            Some(near) => warning.help(format!("did you mean `{near}`?")),
            None => warning,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::test_text::dict;

    fn read(text: &str) -> std::result::Result<(Actions, Vec<String>), String> {
        let mut warnings = Vec::new();
        let actions =
            super::read("t", &dict(text), &mut warnings).map_err(|error| error.message.clone())?;
        let help = |warning: &Diagnostic| {
            format!("{} {}", warning.message, warning.help.clone().unwrap_or_default())
        };
        Ok((actions, warnings.iter().map(help).collect()))
    }

    #[test]
    fn everything_is_read() {
        let (all, warnings) = read(
            "{'actions': [{'action_name': 'a', 'action': ['x', 1], 'inputs': ['i'], 'outputs': ['o'],
                           'message': 'm', 'process_outputs_as_sources': 1, 'msvs_cygwin_shell': 0}],
              'rules': [{'rule_name': 'r', 'extension': '.in', 'action': ['y']}],
              'copies': [{'destination': 'd', 'files': ['f', 'g']}],
              'postbuilds': [{'postbuild_name': 'p', 'action': ['z']}]}",
        )
        .unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        let action = &all.actions[0];
        assert_eq!((&action.name[..], &action.command[1].text[..]), ("a", "1"));
        assert!(action.outputs_are_sources && action.message.as_deref() == Some("m"));
        assert_eq!((&all.rules[0].extension[..], all.rules[0].action.outputs.len()), ("in", 0));
        assert_eq!(all.copies[0].files.len(), 2);
        assert_eq!(all.postbuilds[0].command[0].text, "z");
    }

    #[test]
    fn mistakes() {
        let error = |text: &str| read(text).unwrap_err();
        assert!(error("{'actions': {}}").contains("`actions` must be a list"));
        assert!(error("{'actions': ['x']}").contains("a list of dictionaries"));
        assert!(error("{'actions': [{'action': ['x']}]}").contains("has no action_name"));
        assert!(error("{'actions': [{'action_name': 'a'}]}").contains("no command"));
        assert!(
            error("{'actions': [{'action_name': 'a', 'action': ['']}]}").contains("no command")
        );
        assert!(
            error("{'actions': [{'action_name': 'a', 'action': 'x y'}]}")
                .contains("must be a list")
        );
        assert!(error("{'rules': [{'rule_name': 'r', 'action': ['x']}]}").contains("no extension"));
        let rule = |name: &str, extension: &str| {
            format!("{{'rule_name': '{name}', 'extension': '{extension}', 'action': ['x']}}")
        };
        let two = |a: String, b: String| error(&format!("{{'rules': [{a}, {b}]}}"));
        assert!(two(rule("r", "a"), rule("r", "b")).contains("two rules named `r`"));
        assert!(two(rule("r", "a"), rule("s", ".a")).contains("both for sources ending in .a"));
        assert!(error("{'copies': [{'files': []}]}").contains("needs a `destination`"));
        assert!(error("{'copies': [{'files': [], 'destination': []}]}").contains("a directory"));
    }

    #[test]
    fn unknown_keys_warn() {
        let (_, warnings) =
            read("{'actions': [{'action_name': 'a', 'action': ['x'], 'output': []}]}").unwrap();
        assert!(warnings[0].contains("did you mean `outputs`?"), "{warnings:?}");
    }
}
