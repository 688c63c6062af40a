//! The ABI chapters (tests/abi, see its README): C addons with assertions in JavaScript, compiled
//! here, run on napkin and on Node 26. Both must exit with 0 and print the same bytes.

mod support;

use std::path::Path;
use std::process::{Command, ExitCode};

use libtest_mimic::Trial;
use serde_json::Value;
use support::addon::{self, Recipe};
use support::judge::{self, Agreement};
use support::process::End;
use support::{entries, harness, name, read, root, runtimes, sanitizer, scratch};

fn main() -> ExitCode {
    harness::main(tests())
}

/// One way to build and run a chapter.
#[derive(Clone, Default)]
struct Variant {
    name: String,
    recipe: Recipe,
    env: Vec<(String, String)>,
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut tests = Vec::new();
    for chapter in entries(&root().join("tests/abi"))? {
        if !chapter.join("test.js").is_file() {
            if chapter.is_dir() {
                return Err(format!("{} has no test.js", chapter.display()));
            }
            continue;
        }
        for variant in variants(&chapter)? {
            let chapter = chapter.clone();
            let title = match variant.name.as_str() {
                "" => name(&chapter),
                variant => format!("{}::{variant}", name(&chapter)),
            };
            tests.push(harness::test(title, move || run(&chapter, &variant)));
        }
    }
    Ok(tests)
}

fn run(chapter: &Path, variant: &Variant) -> Result<(), String> {
    let folder = scratch::empty(&format!("abi/{}/{}", name(chapter), variant.name))?;
    let addon = addon::build(chapter, &variant.recipe, &folder)?;
    let script = chapter.join("test.js");
    let prepare = |command: &mut Command| {
        command.env("NAPKIN_TEST_ADDON", &addon).env("NAPKIN_TEST_VARIANT", &variant.name);
        command.envs(variant.env.iter().map(|(name, value)| (name, value)));
    };
    if !sanitizer::on() {
        return judge::compare(&script, Agreement::Success, prepare).map(drop);
    }
    let outcome = judge::run(&runtimes::napkin()?, &script, |command| {
        prepare(command);
        sanitizer::watch(command, &folder);
    })?;
    sanitizer::verdict(&folder)?;
    match outcome.end {
        End::Code(0) => Ok(()),
        _ => Err(judge::failure("with the sanitizer", &outcome)),
    }
}

/// Reads `build.json`: `defines`, `uv`, `variants`. Without the file there is one plain variant.
fn variants(chapter: &Path) -> Result<Vec<Variant>, String> {
    let file = chapter.join("build.json");
    if !file.exists() {
        return Ok(vec![Variant::default()]);
    }
    let wrong = |what: &str| format!("{}: {what}", file.display());
    let json: Value =
        serde_json::from_str(&read(&file)?).map_err(|error| wrong(&error.to_string()))?;
    only(&json, &["defines", "uv", "variants"]).map_err(|what| wrong(&what))?;
    let common = Recipe {
        defines: texts(&json["defines"]).map_err(wrong)?,
        uv: json["uv"].as_bool().unwrap_or_default(),
    };
    let Some(list) = json["variants"].as_array() else {
        return Ok(vec![Variant { recipe: common, ..Variant::default() }]);
    };
    let mut variants = Vec::new();
    for one in list {
        only(one, &["name", "defines", "env"]).map_err(|what| wrong(&what))?;
        let mut recipe = common.clone();
        recipe.defines.extend(texts(&one["defines"]).map_err(wrong)?);
        let name = one["name"].as_str().ok_or_else(|| wrong("a variant has no name"))?.to_owned();
        let mut env = Vec::new();
        for (name, value) in one["env"].as_object().into_iter().flatten() {
            let value = value.as_str().ok_or_else(|| wrong("a value in `env` is no string"))?;
            env.push((name.clone(), value.to_owned()));
        }
        variants.push(Variant { name, recipe, env });
    }
    Ok(variants)
}

/// A misspelt key would silently build something else.
fn only(json: &Value, known: &[&str]) -> Result<(), String> {
    let object = json.as_object().ok_or("expected an object")?;
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown key {key:?}, expected one of {known:?}")),
        None => Ok(()),
    }
}

fn texts(json: &Value) -> Result<Vec<String>, &'static str> {
    let list = match json {
        Value::Null => return Ok(Vec::new()),
        json => json.as_array().ok_or("`defines` is no list")?,
    };
    let text = |item: &Value| item.as_str().map(str::to_owned).ok_or("a define is no string");
    list.iter().map(text).collect()
}
