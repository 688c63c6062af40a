//! What the options and the environment ask for, in the library's terms.
//!
//! npm's configuration (`npm_config_*`), then the package's own for node-gyp
//! (`npm_package_config_node_gyp_*`), win over the command line: that is how npm hands its
//! configuration on. The one exception is `--loglevel`, as in node-gyp.

use std::path::PathBuf;

use crate::cargo_package::{Choice, Npm, Outputs};
use crate::command_line::messages::Level;
use crate::command_line::words::{Given, Invocation, define, is_known};
use crate::development::{DevelopmentDirectory, Source};
use crate::environment::Environment;
use crate::node_variables;
use crate::project::{BuildOptions, Configuration};
use crate::questions::Question;

/// Everything that a run of the command was told.
#[derive(Debug)]
pub struct Settings {
    pub build: BuildOptions,
    /// Whether Debug or Release was asked for at all.
    pub chose_configuration: bool,
    pub level: Level,
    pub help: bool,
    pub version: bool,
    /// Builds the Cargo package though there is a binding.gyp.
    pub cargo: bool,
    /// What is written besides a Cargo package's library.
    pub outputs: Outputs,
    /// The options that say so, as they were given.
    pub output_options: Vec<&'static str>,
    /// The variables that are set on the command line itself, by name.
    pub own_variables: Vec<String>,
    /// Installs headers only if they are not there.
    pub ensure: bool,
    pub source: Source,
    /// What is asked instead of building.
    pub question: Option<Question>,
}

/// Reads options that belong together; the environment goes on into the build.
pub fn settle(mut given: Given, environment: Environment) -> Result<Settings, String> {
    let level = given.text("loglevel");
    // Only the command line asks for these: npm's configuration may well hold such names.
    let (help, version) = (given.flag("help"), given.flag("version"));
    let question = Question::from_options(given.text("explain"), given.text("graph"));
    let output_options = ["js", "dts", "npm"].into_iter().filter(|name| given.get(name).is_some());
    let output_options = output_options.collect();
    let outputs = Outputs {
        js: choice(given.text("js")),
        dts: choice(given.text("dts")),
        npm: npm(given.text("npm"))?,
    };
    let own_variables = given.names().filter(|name| !is_known(name)).map(str::to_owned).collect();
    from_environment(&mut given, &environment);
    let level = level.or(given.text("loglevel")).map(|name| Level::named(&name)).transpose()?;
    given.take("loglevel");
    let level = level.unwrap_or_default();

    let directory = given.text("directory").unwrap_or_else(|| ".".into());
    let home = environment.get("HOME").map(PathBuf::from);
    let with_home = |text: String| match (text.strip_prefix('~'), &home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(text),
    };
    let mut build = BuildOptions::new(directory);
    build.jobs = jobs(&mut given, &environment)?;
    build.verbose = level <= Level::Verbose;
    build.quiet = level > Level::Http;
    build.thin = given.flag("thin").unwrap_or(false);
    build.target_arch = given.text("arch");
    build.node_dir = given.text("nodedir").map(with_home);
    build.python = given.text("python");
    build.development_dir = match given.text("devdir") {
        Some(text) => Some(with_home(text)),
        None => DevelopmentDirectory::usual(&environment),
    };
    let debug = given.flag("debug");
    if debug == Some(true) {
        build.configuration = Configuration::Debug;
    }
    let source = Source {
        tarball: given.text("tarball").map(with_home),
        dist_url: given.text("dist-url").or_else(|| other(&given, "disturl")).or_else(|| {
            // What nvm's users set to get Node from a mirror.
            environment.get("NODEJS_ORG_MIRROR")
        }),
        proxy: given.text("proxy"),
        no_proxy: given.text("noproxy"),
        ca_file: given.text("cafile").map(with_home),
    };
    // `target` is an option of ours and, as in node-gyp, a variable too.
    build.target = other(&given, "target");
    Ok(Settings {
        chose_configuration: debug.is_some(),
        level,
        help: help.unwrap_or(false),
        version: version.unwrap_or(false),
        cargo: given.flag("cargo").unwrap_or(false),
        outputs,
        output_options,
        own_variables,
        ensure: given.flag("ensure").unwrap_or(false),
        source,
        question,
        build: {
            let variables = given.rest().into_iter().filter(|(name, _)| !is_known(name));
            build.variables = variables.collect();
            build.environment = environment;
            build
        },
    })
}

/// `--no-NAME`, `--NAME FILE` or nothing.
fn choice(value: Option<String>) -> Choice {
    match value {
        None => Choice::Usual,
        Some(value) if value == "false" => Choice::No,
        Some(file) => Choice::At(file.into()),
    }
}

fn npm(value: Option<String>) -> Result<Npm, String> {
    match value.as_deref() {
        None | Some("false") => Ok(Npm::No),
        Some("true") => Ok(Npm::Make),
        Some("update") => Ok(Npm::Update),
        Some(other) => Err(format!("--npm stands alone, or is --npm=update; found `{other}`")),
    }
}

/// An option that stays a variable.
fn other(given: &Given, name: &str) -> Option<String> {
    given.get(name).filter(|value| !value.is_empty()).map(str::to_owned)
}

fn jobs(
    given: &mut Given,
    environment: &Environment,
) -> Result<Option<std::num::NonZero<usize>>, String> {
    let asked = given.text("jobs").or_else(|| environment.get("JOBS"));
    match asked.filter(|jobs| !jobs.eq_ignore_ascii_case("max")) {
        None => Ok(None),
        Some(jobs) => match jobs.trim().parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("-j needs a number or `max`, found `{jobs}`")),
        },
    }
}

/// npm's configuration, then the package's own for node-gyp, which wins.
fn from_environment(given: &mut Given, environment: &Environment) {
    for prefix in ["npm_config_", "npm_package_config_node_gyp_"] {
        for (key, value) in environment.iter() {
            let start = key.get(..prefix.len());
            let name = key.get(prefix.len()..).unwrap_or("");
            if name.is_empty() || !start.is_some_and(|start| start.eq_ignore_ascii_case(prefix)) {
                continue;
            }
            let name = name.replace('_', "-").to_lowercase();
            // npm writes options that are off as empty; a variable of that value is one.
            if !value.is_empty() || !is_known(&name) {
                given.set(&name, value);
            }
        }
    }
}

/// What the words after `configure` and `build` mean. They are GYP's and make's own options in
/// node-gyp; those that have a sense here are honoured. Returns the others.
pub fn pass_through(
    settings: &mut Settings,
    invocation: &Invocation,
) -> Result<Vec<String>, String> {
    let mut unknown = Vec::new();
    let mut words = invocation.arguments.iter().map(String::as_str);
    while let Some(word) = words.next() {
        let mut value = |short: &str, long: &str| -> Option<Option<String>> {
            if word == short || word == long {
                return Some(words.next().map(str::to_owned));
            }
            let joined = word.strip_prefix(&format!("{long}="));
            joined
                .or_else(|| word.strip_prefix(short).filter(|_| !word.starts_with("--")))
                .map(|text| Some(text.to_owned()))
        };
        if let Some(text) = value("-D", "--define") {
            let mut given = Given::default();
            define(&mut given, &text.unwrap_or_default())?;
            settings.build.variables.extend(given.rest());
        } else if let Some(file) = value("-I", "--include") {
            let file = file.ok_or_else(|| format!("{word} needs a file"))?;
            settings.build.includes.push(PathBuf::from(file));
        } else if let Some(number) = value("-j", "--jobs") {
            let text = number.unwrap_or_default();
            settings.build.jobs = text.parse().ok();
        } else if value("-f", "--format").is_some() {
            // There is one way to build here, whatever generator is named.
        } else if word == "V=1" {
            settings.build.verbose = true;
        } else if let Some(name) = word.strip_prefix("BUILDTYPE=") {
            settings.chose_configuration = true;
            settings.build.configuration = match name {
                "Debug" => Configuration::Debug,
                _ => Configuration::Release,
            };
        } else {
            unknown.push(word.to_owned());
        }
    }
    Ok(unknown)
}

/// A `build` after a `configure` goes on with what that was told.
pub fn remember(settings: &mut Settings) {
    let build = &mut settings.build;
    let Some(config) = node_variables::read_config(&build.directory.join("build/config.gypi"))
    else {
        return;
    };
    let Some(variables) = config["variables"].as_object() else {
        return;
    };
    let text = |name: &str| variables.get(name)?.as_str().filter(|text| !text.is_empty());
    // Headers that were found and are gone since are looked for anew.
    let node_dir = text("nodedir").map(PathBuf::from).filter(|dir| dir.is_dir());
    build.node_dir = build.node_dir.take().or(node_dir);
    build.target_arch = build.target_arch.take().or(text("target_arch").map(str::to_owned));
    build.thin |= variables.get("standalone_static_library") == Some(&serde_json::json!(0));
    // Those that were given; the others are Node's own and may be another Node's by now.
    let names = variables.get(node_variables::GIVEN).and_then(|names| names.as_array());
    for name in names.into_iter().flatten().filter_map(|name| name.as_str()) {
        let again = build.variables.iter().any(|(other, _)| other.replace('-', "_") == name);
        if let (false, Some(value)) = (again, variables.get(name).and_then(|value| value.as_str()))
        {
            build.variables.push((name.to_owned(), value.to_owned()));
        }
    }
    let is_debug = config["target_defaults"]["default_configuration"].as_str() == Some("Debug");
    if is_debug && !settings.chose_configuration {
        build.configuration = Configuration::Debug;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZero;

    use crate::command_line::words;
    use crate::test_space::TestSpace;

    fn settled(line: &str, variables: &[(&str, &str)]) -> Settings {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        let (commands, given) = words::read(&words).unwrap();
        let mut settings = settle(given, environment).unwrap();
        for invocation in &commands {
            pass_through(&mut settings, invocation).unwrap();
        }
        settings
    }

    fn variable(settings: &Settings, name: &str) -> Option<String> {
        let found = settings.build.variables.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.clone())
    }

    #[test]
    fn known_options() {
        let line = "configure build -C sub --debug -j2 --nodedir ~/n --arch=arm64 --verbose --thin";
        let settings = settled(line, &[("HOME", "/home/me")]);
        let build = &settings.build;
        assert_eq!(build.directory, PathBuf::from("sub"));
        assert_eq!(build.configuration, Configuration::Debug);
        assert_eq!(build.jobs, NonZero::new(2));
        assert_eq!(build.node_dir, Some(PathBuf::from("/home/me/n")));
        assert_eq!(build.target_arch.as_deref(), Some("arm64"));
        assert!(build.verbose && build.thin && build.variables.is_empty());
        assert_eq!(settled("build --jobs max --no-debug", &[]).build.jobs, None);
        assert_eq!(settled("build", &[("JOBS", "3")]).build.jobs, NonZero::new(3));
    }

    #[test]
    fn sources_of_headers() {
        let settings = settled("install --dist-url=file:///d --proxy p --cafile c", &[]);
        assert_eq!(settings.source.dist_url.as_deref(), Some("file:///d"));
        assert_eq!(settings.source.proxy.as_deref(), Some("p"));
        let settings = settled("rebuild --disturl=x --target=20.1.0", &[("HOME", "/h")]);
        assert_eq!(settings.source.dist_url.as_deref(), Some("x"));
        assert_eq!(settings.build.target.as_deref(), Some("20.1.0"));
        assert_eq!(variable(&settings, "target").as_deref(), Some("20.1.0"));
        assert_eq!(settings.build.development_dir, Some("/h/.cache/node-gyp".into()));
    }

    #[test]
    fn the_environment_wins() {
        let settings = settled(
            "rebuild --nodedir=/line --release --loglevel=warn",
            &[
                ("npm_config_nodedir", "/npm"),
                ("NPM_CONFIG_Some_Name", "1"),
                ("npm_config_empty", ""),
                ("npm_config_proxy", ""),
                ("npm_config_both", "npm"),
                ("npm_package_config_node_gyp_both", "package"),
                ("npm_config_debug", "true"),
                ("npm_config_loglevel", "silent"),
            ],
        );
        assert_eq!(settings.build.node_dir, Some(PathBuf::from("/npm")));
        assert_eq!(variable(&settings, "some-name").as_deref(), Some("1"));
        assert_eq!(variable(&settings, "both").as_deref(), Some("package"));
        assert_eq!(variable(&settings, "empty").as_deref(), Some(""));
        assert_eq!(settings.source.proxy, None);
        assert_eq!(settings.build.configuration, Configuration::Debug);
        assert_eq!(settings.level, Level::Warn);
    }

    #[test]
    fn words_for_gyp_and_make() {
        let settings =
            settled("configure -- -Da=1 -f make -I x.gypi build V=1 BUILDTYPE=Debug -j4", &[]);
        assert_eq!(variable(&settings, "a").as_deref(), Some("1"));
        assert_eq!(settings.build.includes, [PathBuf::from("x.gypi")]);
        assert_eq!(settings.build.jobs, NonZero::new(4));
        assert!(settings.build.verbose);
        assert_eq!(settings.build.configuration, Configuration::Debug);
    }

    #[test]
    fn a_build_remembers_what_configure_was_told() {
        let space = TestSpace::new();
        space.write(
            "binding.gyp",
            "{'targets': [{'target_name': 'a', 'type': 'none', 'defines': ['<(mine)']}]}",
        );
        let line = format!("configure -C {} --debug --mine=x", space.root().display());
        crate::configure(&settled(&line, &[]).build).unwrap();
        let mut settings = settled(&format!("build -C {}", space.root().display()), &[]);
        remember(&mut settings);
        assert_eq!(settings.build.configuration, Configuration::Debug);
        assert_eq!(variable(&settings, "mine").as_deref(), Some("x"));
    }

    #[test]
    fn mistakes() {
        let error = |line: &str| {
            let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            let (_, given) = words::read(&words).unwrap();
            settle(given, Environment::default()).unwrap_err()
        };
        assert_eq!(error("build -j 0"), "-j needs a number or `max`, found `0`");
        assert!(error("build --loglevel=loud").contains("found `loud`"));
    }
}
