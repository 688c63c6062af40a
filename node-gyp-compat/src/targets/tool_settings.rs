//! What a target says to the tools of one system only: Xcode's settings, Visual Studio's.
//!
//! They are kept as they stand; `graph/systems` knows what each means. Those for another system
//! than the one that is built for are not kept at all.

use crate::diagnostic::Result;
use crate::eval::wrong_kind;
use crate::system::System;
use crate::targets::Item;
use crate::targets::model::items;
use crate::value::Dict;

#[derive(Clone, Debug, Default)]
pub struct ToolSettings {
    /// `xcode_settings`.
    pub xcode: Dict,
    /// `mac_framework_dirs`.
    pub framework_dirs: Vec<Item>,
    /// `msvs_settings`, by tool.
    pub msvs: Dict,
    /// `msvs_configuration_attributes`.
    pub msvs_attributes: Dict,
    /// `msvs_disabled_warnings`.
    pub disabled_warnings: Vec<Item>,
    /// `msvs_system_include_dirs`.
    pub system_include_dirs: Vec<Item>,
}

/// Takes those for `system` from a finished dictionary.
pub fn read(dict: &Dict, system: System) -> Result<ToolSettings> {
    let mut tools = ToolSettings::default();
    match system {
        System::Linux => {}
        System::Mac => {
            tools.xcode = part(dict, "xcode_settings")?;
            tools.framework_dirs = items(dict, "mac_framework_dirs")?;
        }
        System::Windows => {
            tools.msvs = part(dict, "msvs_settings")?;
            for tool in tools.msvs.keys() {
                part(&tools.msvs, tool)?;
            }
            tools.msvs_attributes = part(dict, "msvs_configuration_attributes")?;
            tools.disabled_warnings = items(dict, "msvs_disabled_warnings")?;
            tools.system_include_dirs = items(dict, "msvs_system_include_dirs")?;
        }
    }
    Ok(tools)
}

fn part(dict: &Dict, key: &str) -> Result<Dict> {
    match dict.get(key) {
        None => Ok(Dict::default()),
        Some(value) => match value.as_dict() {
            Some(part) => Ok(part.clone()),
            None => Err(wrong_kind(key, "a dictionary", value, dict.key_span(key))),
        },
    }
}
