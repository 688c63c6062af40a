//! The text of index.js. `loader.js` is what people read there, with the lines left out that are
//! about npm packages if there is no package.json.
//!
//! Every export is named: ES modules that import a CommonJS module know its names by reading it.

use super::declarations::is_identifier;

const TEMPLATE: &str = include_str!("loader.js");

pub struct Loader<'l> {
    /// The library's name.
    pub name: &'l str,
    /// The paths of the builds, from the loader's folder.
    pub release: String,
    pub debug: String,
    /// The name of the npm package, if there is one.
    pub package: Option<&'l str>,
    /// What the addon exports, if that is known.
    pub exports: Option<&'l [String]>,
}

impl Loader<'_> {
    /// The text after the lines that say where it is from.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut skipped = false;
        for line in TEMPLATE.lines() {
            match line {
                "// npm {" => skipped = self.package.is_none(),
                "// npm }" => skipped = false,
                _ if skipped => {}
                _ => match (line.strip_suffix(" // npm"), line.strip_suffix(" // local")) {
                    (Some(line), _) if self.package.is_some() => add_line(&mut text, line),
                    (_, Some(line)) if self.package.is_none() => add_line(&mut text, line),
                    (Some(_), _) | (_, Some(_)) => {}
                    (None, None) => add_line(&mut text, line),
                },
            }
        }
        for (mark, value) in [
            ("'__RELEASE__'", quoted(&self.release)),
            ("'__DEBUG__'", quoted(&self.debug)),
            ("__PACKAGE__", self.package.unwrap_or("").to_owned()),
            ("__VARIABLE__", self.variable()),
            ("__NAME__", self.name.to_owned()),
        ] {
            text = text.replace(mark, &value);
        }
        match self.exports {
            None => add_line(&mut text, "module.exports = addon;"),
            Some(exports) => {
                add_line(&mut text, "module.exports = { ...addon };");
                if !exports.is_empty() {
                    add_line(&mut text, "\n// By name, so that ES modules can import them.");
                }
                for name in exports {
                    let access = match is_identifier(name) {
                        true => format!(".{name}"),
                        false => format!("[{}]", quoted(name)),
                    };
                    add_line(&mut text, &format!("module.exports{access} = addon{access};"));
                }
            }
        }
        text
    }

    /// The environment variable that names a file: `MY_ADDON_NATIVE_LIBRARY_PATH`.
    pub fn variable(&self) -> String {
        let usable = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
        let name: String = self.name.chars().map(usable).collect();
        format!("{name}_NATIVE_LIBRARY_PATH")
    }
}

fn add_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// A JavaScript string.
fn quoted(text: &str) -> String {
    let quoted = serde_json::Value::from(text).to_string();
    match text.chars().any(|c| c.is_control() || "'\"\\\u{2028}\u{2029}".contains(c)) {
        true => quoted,
        false => format!("'{text}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loader<'l>(package: Option<&'l str>, exports: Option<&'l [String]>) -> Loader<'l> {
        Loader {
            name: "my_addon",
            release: "./build/Release/my_addon.node".into(),
            debug: "./build/Debug/my_addon.node".into(),
            package,
            exports,
        }
    }

    #[test]
    fn without_a_package_there_is_nothing_about_packages() {
        let text = loader(None, None).text();
        assert!(text.starts_with("'use strict';\n") && text.lines().count() < 40, "{text}");
        assert!(text.ends_with("const addon = load();\nmodule.exports = addon;\n"), "{text}");
        for word in ["platforms", "libc", "npm", "__", "// local"] {
            assert!(!text.contains(word), "{word}\n{text}");
        }
        assert!(text.contains("process.env.MY_ADDON_NATIVE_LIBRARY_PATH;"), "{text}");
    }

    #[test]
    fn with_a_package_and_names() {
        let exports = ["add", "kebab-case", "it's"].map(str::to_owned);
        let text = loader(Some("@me/my-addon"), Some(&exports)).text();
        assert!(text.contains("`@me/my-addon-${platform}`),\n"), "{text}");
        let end = "\
module.exports = { ...addon };

// By name, so that ES modules can import them.
module.exports.add = addon.add;
module.exports['kebab-case'] = addon['kebab-case'];
module.exports[\"it's\"] = addon[\"it's\"];
";
        assert!(text.ends_with(end), "{text}");
        assert!(!text.contains("__") && !text.contains("// npm"), "{text}");
        assert!(text.lines().all(|line| line.len() <= 100), "{text}");
    }
}
