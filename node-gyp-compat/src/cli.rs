//! The command line of `node-gyp`, as npm and people use it.
//!
//! node-gyp knows some options; all others, and everything npm puts into the environment as
//! `npm_config_*`, become GYP variables. The environment wins over the command line, as in
//! node-gyp, since that is how npm hands its own configuration on.

use std::path::PathBuf;

use crate::diagnostic::Error;
use crate::environment::Environment;
use crate::node_variables;
use crate::project::{self, BuildOptions, BuildReport, Configuration};

const USAGE: &str = "\
Usage: node-gyp <command>... [options]

Commands:
  configure   read binding.gyp, write build/config.gypi and build/compile_commands.json
  build       compile and link what is not up to date
  clean       remove build/
  rebuild     clean, configure and build

Options:
  -C, --directory DIR   work in DIR
  --debug, --release    build Debug or Release (the default)
  -j, --jobs N          run N commands at once (`max`: one per processor, the default)
  --nodedir DIR         Node's headers: DIR/include/node, or a source checkout
  --arch ARCH           the processor to build for, by Node's name
  --thin                archives between targets only name their objects
  --verbose, --silent   show commands, or nothing but errors
  --NAME=VALUE          set a GYP variable; also -DNAME=VALUE
  -v, --version         print the version
  -h, --help            print this
";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Configure,
    Build,
    Clean,
    Rebuild,
}

#[derive(Debug)]
enum Request {
    Help,
    Version,
    Run(Vec<Command>, Box<BuildOptions>),
}

/// Runs the command line (without the program's name) and returns the exit code.
pub fn main(arguments: &[String], environment: Environment) -> u8 {
    let request = match parse(arguments, environment) {
        Ok(request) => request,
        Err(message) => {
            eprintln!("gyp ERR! {message}\n\n{USAGE}");
            return 1;
        }
    };
    let (commands, mut options) = match request {
        Request::Help => {
            print!("{USAGE}");
            return 0;
        }
        Request::Version => {
            println!("v{}", env!("CARGO_PKG_VERSION"));
            return 0;
        }
        Request::Run(commands, options) => (commands, options),
    };
    let quiet = options.quiet;
    let say = |line: &str| {
        if !quiet {
            eprintln!("gyp {line}");
        }
    };
    say("info it worked if it ends with ok");
    for command in commands {
        match run(command, &options) {
            Ok(report) => {
                options.reuse_answers |= command == Command::Configure;
                for warning in report.iter().flat_map(|report| &report.warnings) {
                    say(&format!("WARN {warning}"));
                }
                if let Some(report) =
                    report.filter(|report| command != Command::Configure && report.ran == 0)
                {
                    for product in &report.products {
                        say(&format!("info {} is up to date", product.display()));
                    }
                }
            }
            Err(error) => {
                eprintln!("gyp ERR! {error}\ngyp ERR! not ok");
                return 1;
            }
        }
    }
    say("info ok");
    0
}

fn run(command: Command, options: &BuildOptions) -> Result<Option<BuildReport>, Error> {
    match command {
        Command::Clean => project::clean(&options.directory).map(|()| None),
        Command::Configure => project::configure(options).map(Some),
        Command::Build => project::build(options).map(Some),
        Command::Rebuild => {
            project::clean(&options.directory)?;
            project::build(options).map(Some)
        }
    }
}

/// Options by name, later ones over earlier, in the order given.
#[derive(Default)]
struct Given {
    options: Vec<(String, String)>,
}

impl Given {
    fn set(&mut self, name: &str, value: &str) {
        self.options.retain(|(other, _)| other != name);
        self.options.push((name.to_owned(), value.to_owned()));
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.options.iter().position(|(other, _)| other == name)?;
        Some(self.options.remove(at).1)
    }

    fn flag(&mut self, name: &str) -> Option<bool> {
        self.take(name).map(|value| value != "false")
    }
}

/// Options that take a value though none is attached with `=`.
const WITH_VALUE: [&str; 14] = [
    "arch",
    "devdir",
    "directory",
    "dist-url",
    "jobs",
    "loglevel",
    "make",
    "msvs-version",
    "nodedir",
    "noproxy",
    "proxy",
    "python",
    "target",
    "cafile",
];
/// Options that are on by being there.
const FLAGS: [&str; 10] = [
    "debug",
    "release",
    "help",
    "version",
    "verbose",
    "silent",
    "thin",
    "ensure",
    "force-process-config",
    "silly",
];
/// Known to node-gyp, without meaning here, and no variables.
const IGNORED: [&str; 16] = [
    "cafile",
    "devdir",
    "dist-url",
    "ensure",
    "force-process-config",
    "loglevel",
    "make",
    "msvs-version",
    "noproxy",
    "proxy",
    "python",
    "silly",
    "solution",
    "tarball",
    "target",
    "directory",
];

fn parse(arguments: &[String], environment: Environment) -> Result<Request, String> {
    let mut given = Given::default();
    let mut commands = Vec::new();
    let mut rest = arguments.iter().map(String::as_str).peekable();
    while let Some(argument) = rest.next() {
        let mut value_of = |name: &str| {
            rest.next().map(str::to_owned).ok_or_else(|| format!("{name} needs a value"))
        };
        match argument {
            "configure" => commands.push(Command::Configure),
            "build" => commands.push(Command::Build),
            "clean" => commands.push(Command::Clean),
            "rebuild" => commands.push(Command::Rebuild),
            "install" | "list" | "ls" | "remove" | "rm" => {
                return Err(format!("the command `{argument}` is not supported yet"));
            }
            "-h" => given.set("help", "true"),
            "-v" => given.set("version", "true"),
            "-d" => given.set("debug", "true"),
            "-C" => given.set("directory", &value_of("-C")?),
            "-j" => given.set("jobs", &value_of("-j")?),
            // What follows was meant for GYP itself, of which -D is honoured.
            "--" => {}
            "-D" => define(&mut given, &value_of("-D")?)?,
            _ if argument.starts_with("-D") => define(&mut given, &argument[2..])?,
            _ if argument.starts_with("-j") => given.set("jobs", &argument[2..]),
            _ if argument.starts_with("--") => {
                let name = &argument[2..];
                if let Some((name, value)) = name.split_once('=') {
                    given.set(name, value);
                } else if WITH_VALUE.contains(&name) {
                    given.set(name, &value_of(argument)?);
                } else if let Some(name) = name.strip_prefix("no-") {
                    given.set(name, "false");
                } else {
                    // An unknown option takes the next word, unless that is an option or command.
                    let takes = |next: &&str| {
                        !FLAGS.contains(&name)
                            && !next.starts_with('-')
                            && !["configure", "build", "clean", "rebuild"].contains(next)
                    };
                    let value = rest.next_if(takes).unwrap_or("true").to_owned();
                    given.set(name, &value);
                }
            }
            _ if argument.starts_with('-') => return Err(format!("unknown option `{argument}`")),
            _ => return Err(format!("unknown command `{argument}`")),
        }
    }
    from_environment(&mut given, &environment);
    if given.flag("help").unwrap_or(false) {
        return Ok(Request::Help);
    }
    if given.flag("version").unwrap_or(false) {
        return Ok(Request::Version);
    }
    if commands.is_empty() {
        return Err("no command is given".into());
    }
    let configures = commands.iter().any(|c| matches!(c, Command::Configure | Command::Rebuild));
    Ok(Request::Run(commands, Box::new(options(given, environment, configures)?)))
}

fn define(given: &mut Given, text: &str) -> Result<(), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    if name.is_empty() {
        return Err("-D needs a name: -DNAME=VALUE".into());
    }
    given.set(name, value);
    Ok(())
}

/// npm's configuration, then the package's own for node-gyp, which wins.
fn from_environment(given: &mut Given, environment: &Environment) {
    for prefix in ["npm_config_", "npm_package_config_node_gyp_"] {
        for (key, value) in environment.iter() {
            let start = key.get(..prefix.len());
            let name = key.get(prefix.len()..).unwrap_or("");
            let matches = start.is_some_and(|start| start.eq_ignore_ascii_case(prefix));
            if matches && !name.is_empty() && !value.is_empty() {
                given.set(&name.replace('_', "-").to_lowercase(), value);
            }
        }
    }
}

fn options(
    mut given: Given,
    environment: Environment,
    configures: bool,
) -> Result<BuildOptions, String> {
    let mut options = BuildOptions::new(given.take("directory").unwrap_or_else(|| ".".into()));
    let jobs = environment.get("JOBS").filter(|_| !given.options.iter().any(|(n, _)| n == "jobs"));
    options.environment = environment;
    if let Some(jobs) = given.take("jobs").or(jobs).filter(|jobs| !jobs.eq_ignore_ascii_case("max"))
    {
        let number =
            jobs.parse().map_err(|_| format!("-j needs a number or `max`, found `{jobs}`"))?;
        options.jobs = Some(number);
    }
    let (debug, release) = (given.flag("debug"), given.flag("release"));
    options.verbose = given.flag("verbose").unwrap_or(false);
    options.quiet = given.flag("silent").unwrap_or(false);
    match given.take("loglevel").as_deref() {
        Some("verbose" | "silly") => options.verbose = true,
        Some("silent" | "error") => options.quiet = true,
        _ => {}
    }
    options.thin = given.flag("thin").unwrap_or(false);
    options.target_arch = given.take("arch");
    options.node_dir = given.take("nodedir").map(PathBuf::from);
    let mut is_debug = debug.or(release.map(|release| !release));
    for name in IGNORED {
        given.take(name);
    }
    options.variables = given.options;
    options.reuse_answers = !configures;
    if !configures {
        is_debug = is_debug.or(remember(&mut options));
    }
    if is_debug == Some(true) {
        options.configuration = Configuration::Debug;
    }
    Ok(options)
}

/// A `build` after a `configure` goes on with what that was told; returns whether it was for
/// Debug.
fn remember(options: &mut BuildOptions) -> Option<bool> {
    let config = node_variables::read_config(&options.directory.join("build/config.gypi"))?;
    let variables = config["variables"].as_object()?;
    let text = |name: &str| variables.get(name)?.as_str().filter(|text| !text.is_empty());
    options.node_dir = options.node_dir.take().or(text("nodedir").map(PathBuf::from));
    options.target_arch = options.target_arch.take().or(text("target_arch").map(str::to_owned));
    options.thin |= variables.get("standalone_static_library") == Some(&serde_json::json!(0));
    for (name, value) in variables {
        // Known by name are the ones that options make; the rest comes from Node's own file.
        let given = options.variables.iter().any(|(other, _)| other.replace('-', "_") == *name);
        let special = ["nodedir", "target_arch", "standalone_static_library"];
        if let (false, false, Some(value)) = (given, special.contains(&&name[..]), value.as_str()) {
            options.variables.push((name.clone(), value.to_owned()));
        }
    }
    Some(config["target_defaults"]["default_configuration"].as_str()? == "Debug")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZero;

    use crate::test_space::TestSpace;

    fn parsed(line: &str, variables: &[(&str, &str)]) -> (Vec<Command>, BuildOptions) {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        match parse(&words, environment) {
            Ok(Request::Run(commands, options)) => (commands, *options),
            other => panic!("{line}: {other:?}"),
        }
    }

    fn variable(options: &BuildOptions, name: &str) -> Option<String> {
        let found = options.variables.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.clone())
    }

    #[test]
    fn known_options() {
        let line = "configure build -C sub --debug -j2 --nodedir /n --arch=arm64 --verbose --thin";
        let (commands, options) = parsed(line, &[]);
        assert_eq!(commands, [Command::Configure, Command::Build]);
        assert_eq!(options.directory, PathBuf::from("sub"));
        assert_eq!(options.configuration, Configuration::Debug);
        assert_eq!(options.jobs, NonZero::new(2));
        assert_eq!(options.node_dir, Some(PathBuf::from("/n")));
        assert_eq!(options.target_arch.as_deref(), Some("arm64"));
        assert!(options.verbose && options.thin && options.variables.is_empty());
        assert_eq!(parsed("build --jobs max --no-debug", &[]).1.jobs, None);
        assert_eq!(parsed("build", &[("JOBS", "3")]).1.jobs, NonZero::new(3));
    }

    #[test]
    fn unknown_options_become_variables() {
        let (commands, options) =
            parsed("rebuild --module_name=x --napi 9 --with-it -Dfoo=a=b -- -Dbar build", &[]);
        assert_eq!(commands, [Command::Rebuild, Command::Build]);
        let seen = ["module_name", "napi", "with-it", "foo", "bar"];
        let values: Vec<_> = seen.iter().filter_map(|name| variable(&options, name)).collect();
        assert_eq!(values, ["x", "9", "true", "a=b", "1"]);
    }

    #[test]
    fn the_environment_wins() {
        let (_, options) = parsed(
            "rebuild --nodedir=/line --release",
            &[
                ("npm_config_nodedir", "/npm"),
                ("NPM_CONFIG_Some_Name", "1"),
                ("npm_config_empty", ""),
                ("npm_config_both", "npm"),
                ("npm_package_config_node_gyp_both", "package"),
                ("npm_config_debug", "true"),
            ],
        );
        assert_eq!(options.node_dir, Some(PathBuf::from("/npm")));
        assert_eq!(variable(&options, "some-name").as_deref(), Some("1"));
        assert_eq!(variable(&options, "both").as_deref(), Some("package"));
        assert_eq!(variable(&options, "empty"), None);
        assert_eq!(options.configuration, Configuration::Debug);
    }

    #[test]
    fn a_build_remembers_what_configure_was_told() {
        let space = TestSpace::new();
        space.write(
            "binding.gyp",
            "{'targets': [{'target_name': 'a', 'type': 'none', 'defines': ['<(mine)']}]}",
        );
        let line = format!("configure -C {} --debug --mine=x", space.root().display());
        let (_, options) = parsed(&line, &[]);
        project::configure(&options).unwrap();
        let (_, options) = parsed(&format!("build -C {}", space.root().display()), &[]);
        assert_eq!(options.configuration, Configuration::Debug);
        assert_eq!(variable(&options, "mine").as_deref(), Some("x"));
    }

    #[test]
    fn mistakes() {
        let error = |line: &str| {
            let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
            parse(&words, Environment::default()).map(|_| ()).unwrap_err()
        };
        assert_eq!(error(""), "no command is given");
        assert_eq!(error("bild"), "unknown command `bild`");
        assert_eq!(error("build -x"), "unknown option `-x`");
        assert_eq!(error("build -j"), "-j needs a value");
        assert_eq!(error("build -j 0"), "-j needs a number or `max`, found `0`");
        assert_eq!(error("install"), "the command `install` is not supported yet");
    }
}
