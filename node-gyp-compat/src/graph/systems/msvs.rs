//! What `msvs_settings` become: the tables of `msvs_tables` done on a target's settings.

use crate::diagnostic::{Diagnostic, Result};
use crate::eval::paths;
use crate::graph::Scene;
use crate::graph::flags::Flag;
use crate::graph::systems::msvs_tables::{self as tables, Form, Table};
use crate::graph::systems::settings::Settings;
use crate::source::Span;
use crate::targets::{Item, Target};
use crate::value::Dict;

const KEY: &str = "msvs_settings";

/// The tools whose settings are read, and the tables of each.
const TOOLS: [(&str, &[&Table]); 5] = [
    ("VCCLCompilerTool", &[tables::COMPILER, tables::CXX, tables::C]),
    ("VCLinkerTool", &[tables::LINKER]),
    ("VCLibrarianTool", &[tables::LIBRARIAN]),
    ("VCResourceCompilerTool", &[tables::RESOURCES]),
    ("MASM", &[tables::ASSEMBLER]),
];

/// Tools that a build by command lines does not start.
const PASSED: [&str; 5] = [
    "VCManifestTool",
    "VCMIDLTool",
    "VCXMLDataGeneratorTool",
    "VCPostBuildEventTool",
    "VCBscMakeTool",
];

static NONE: std::sync::LazyLock<Dict> = std::sync::LazyLock::new(Dict::default);

/// The settings of one tool.
pub fn tool<'s>(target: &'s Target, name: &str) -> Settings<'s> {
    Settings::new(target.tools.msvs.get(name).and_then(|value| value.as_dict()).unwrap_or(&NONE))
}

/// Warns of tools and settings that have no effect.
pub fn check(target: &Target, warnings: &mut Vec<Diagnostic>) {
    let names = TOOLS.iter().map(|(name, _)| *name).chain(PASSED);
    Settings::new(&target.tools.msvs).check("msvs_settings", names, warnings);
    for (name, tables) in TOOLS {
        let keys = tables.iter().flat_map(|table| table.iter().map(|(key, _)| *key));
        tool(target, name).check(name, keys, warnings);
    }
}

/// The options of a tool, in the order of its table.
pub fn flags(scene: &Scene, name: &str, table: &Table) -> Result<Vec<Flag>> {
    let settings = tool(scene.target, name);
    let mut flags = Vec::new();
    for (key, form) in table {
        let items = settings.list(key);
        match form {
            Form::Elsewhere => {}
            Form::Flags(values) => {
                for item in items {
                    let found = values.iter().find(|(value, _)| *value == item.text);
                    flags.extend(found.map(|(_, option)| flag(option.to_string(), item.span)));
                }
            }
            Form::Each(option) => {
                for item in each(&items) {
                    let text = scene.words.plain(&item.text);
                    flags.push(flag(format!("{option}{text}"), item.span));
                }
            }
            Form::Paths(option) => {
                for item in each(&items) {
                    let path = project_path(scene, &item);
                    flags.push(flag(format!("{option}{path}"), item.span));
                }
            }
            Form::Words => flags.extend(crate::graph::flags::split(scene, KEY, &items)?),
        }
    }
    Ok(flags)
}

/// A path of a setting, which Visual Studio sees from where GYP puts the project: in `build/`,
/// below the directory of the `.gyp` file.
pub fn project_path(scene: &Scene, item: &Item) -> String {
    let text = scene.words.plain(&item.text).replace('\\', "/");
    let is_absolute = text.starts_with('/') || text.get(1..3) == Some(":/");
    if is_absolute || item.text.starts_with("$(") {
        return scene.inside(&paths::normalize(&text));
    }
    paths::normalize(&scene.target.path_in_module(&text))
}

/// Lists may also be written as one text with semicolons.
pub fn each(items: &[Item]) -> Vec<Item> {
    let parts = items.iter().flat_map(|item| {
        let texts = item.text.split(';').map(str::trim).filter(|text| !text.is_empty());
        texts.map(|text| Item { text: text.to_owned(), span: item.span })
    });
    // What stands for the settings of an outer level, of which there is none.
    parts.filter(|item| !item.text.starts_with("%(")).collect()
}

pub fn flag(word: String, span: Span) -> Flag {
    Flag { key: KEY, word, span }
}
