//! What Xcode tells the commands of a file about their target, and so GYP on macOS does too: to
//! actions, rules and postbuilds, in the environment and as `$(NAME)` or `${NAME}` in their words.

use crate::graph::Scene;
use crate::graph::systems::{macos, xcode};
use crate::targets::TargetType;

/// The variables, for a target of macOS.
pub fn variables(scene: &Scene) -> Vec<(&'static str, String)> {
    let (target, setting) = (scene.target, scene.setting);
    let built = scene.absolute(setting.configuration);
    let source = scene.absolute("..");
    let name = target.product_name.clone().unwrap_or_else(|| target.name.clone());
    let mut variables = vec![
        ("BUILT_FRAMEWORKS_DIR", built.clone()),
        ("BUILT_PRODUCTS_DIR", built.clone()),
        ("CONFIGURATION", setting.configuration.to_owned()),
        ("PRODUCT_NAME", name),
        ("SDKROOT", macos::sdk_root(scene).unwrap_or_default()),
        ("SOURCE_ROOT", source.clone()),
        ("SRCROOT", source),
        ("TARGET_BUILD_DIR", built),
        ("TEMP_DIR", setting.environment.get("TMPDIR").unwrap_or_default()),
    ];
    let kind = match target.kind {
        TargetType::None => return variables,
        TargetType::Executable => "tool",
        TargetType::StaticLibrary => "library.static",
        TargetType::SharedLibrary | TargetType::LoadableModule => "library.dynamic",
    };
    variables.push(("PRODUCT_TYPE", format!("com.apple.product-type.{kind}")));
    let file = target.product_file(scene.system()).unwrap_or_default();
    for key in ["EXECUTABLE_NAME", "EXECUTABLE_PATH", "FULL_PRODUCT_NAME"] {
        variables.push((key, file.clone()));
    }
    let form = match target.kind {
        TargetType::StaticLibrary => Some("staticlib"),
        TargetType::SharedLibrary => Some("mh_dylib"),
        TargetType::LoadableModule => Some("mh_bundle"),
        TargetType::Executable | TargetType::None => None,
    };
    variables.extend(form.map(|form| ("MACH_O_TYPE", form.to_owned())));
    if matches!(target.kind, TargetType::SharedLibrary | TargetType::LoadableModule) {
        let base = xcode::settings(target).text("DYLIB_INSTALL_NAME_BASE");
        let base = base.map_or(macos::INSTALL_NAME_BASE.to_owned(), |item| item.text);
        variables.push(("DYLIB_INSTALL_NAME_BASE", base));
        variables.push(("LD_DYLIB_INSTALL_NAME", macos::install_name(scene, &file)));
    }
    variables
}

/// The text with the variables filled in.
pub fn fill(variables: &[(&'static str, String)], text: &str) -> String {
    let mut text = text.to_owned();
    for (name, value) in variables {
        for reference in [format!("$({name})"), format!("${{{name}}}")] {
            if text.contains(&reference) {
                text = text.replace(&reference, value);
            }
        }
    }
    text
}
