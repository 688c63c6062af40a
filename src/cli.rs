//! The command line: `napkin [options] FILE [args]`, read as Node reads its own.
//!
//! Options before FILE are napkin's; everything after it is the script's. An option napkin does not
//! know is an error, as in Node (`bad option`), never silently ignored.

use crate::engine::{self, Engine};
use std::ffi::OsString;
use std::path::Path;

/// What to do.
#[derive(Debug)]
pub enum Command {
    /// Run a script.
    Run(Box<Options>),
    /// Print a text and end.
    Print(String),
    /// Build an addon: the arguments of `node-gyp`.
    Build(Vec<String>),
    /// Run npm with these arguments.
    Npm(Vec<String>),
    /// Leave everything to the build with this engine.
    Elsewhere(&'static Engine),
}

/// How to run. Field by field what `process` and the built-in scripts are told.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Options {
    /// The options as they were given (`process.execArgv`).
    pub exec_argv: Vec<String>,
    /// FILE.
    pub script: Option<String>,
    /// What follows it.
    pub args: Vec<String>,
    /// The text of `-e` or `-p`.
    pub eval: Option<String>,
    /// `-p`.
    pub print: bool,
    /// `-`, or nothing to run given.
    pub stdin: bool,
    /// `-` itself, which is then `process.argv[1]`.
    pub dash: bool,
    /// `--expose-gc`.
    pub expose_gc: bool,
    /// `-r`.
    pub preload: Vec<String>,
    /// `--import`.
    pub imports: Vec<String>,
    /// `--input-type`: "module", "commonjs" or nothing.
    pub input_type: String,
    /// `-C`.
    pub conditions: Vec<String>,
    /// `--disable-warning`.
    pub disable_warnings: Vec<String>,
    /// `--unhandled-rejections`.
    pub unhandled_rejections: String,
    /// `--title`.
    pub title: String,
    /// `--stack-trace-limit`.
    pub stack_trace_limit: Option<u32>,
    /// Names of the switches that are on, as the built-in scripts name them.
    pub switches: Vec<&'static str>,
}

/// Switches without a value: the option and the name the built-in scripts know it by.
pub const SWITCHES: [(&str, &str); 12] = [
    ("--no-deprecation", "noDeprecation"),
    ("--throw-deprecation", "throwDeprecation"),
    ("--trace-deprecation", "traceDeprecation"),
    ("--trace-warnings", "traceWarnings"),
    ("--no-warnings", "noWarnings"),
    ("--trace-uncaught", "traceUncaught"),
    ("--preserve-symlinks", "preserveSymlinks"),
    ("--preserve-symlinks-main", "preserveSymlinksMain"),
    ("--enable-source-maps", "enableSourceMaps"),
    ("--force-node-api-uncaught-exceptions-policy", "forceNodeApiUncaughtExceptionsPolicy"),
    ("--pending-deprecation", "pendingDeprecation"),
    ("--no-addons", "noAddons"),
];

const HELP: &str = "\
Usage: napkin [options] FILE [arguments]
       napkin [options] -e CODE [arguments]
       napkin [options] -            (the script comes from standard input)
       napkin build [options]        (builds the addon in this directory)
       napkin npm ARGUMENTS          (npm, with addons compiled by napkin)

Runs JavaScript and loads native addons (.node files) built for Node.
build, rebuild, configure and clean take node-gyp's options; see build --help.
`napkin node-gyp ARGUMENTS` is node-gyp itself.

  -e, --eval CODE        run CODE
  -p, --print CODE       run CODE and print its value
  -r, --require MODULE   load MODULE first (repeatable)
      --import MODULE    import MODULE first (repeatable)
      --input-type=TYPE  what CODE, or standard input, is: module or commonjs
  -C, --conditions NAME  an extra condition for package exports (repeatable)
      --expose-gc        give scripts globalThis.gc()
      --unhandled-rejections=MODE
                         throw (default), strict, warn, none or
                         warn-with-error-codes
      --force-node-api-uncaught-exceptions-policy
                         exceptions in callbacks of old addons are uncaught too
      --no-warnings, --no-deprecation, --throw-deprecation, --trace-deprecation,
      --trace-warnings, --trace-uncaught, --disable-warning=CODE
      --preserve-symlinks, --preserve-symlinks-main, --title=TITLE,
      --stack-trace-limit=N
      --engine=NAME      quickjs or spidermonkey: run the build of napkin with
                         that engine, which lies beside this one
  -v, --version          print the version of Node whose behaviour is followed,
                         and behind a plus sign the engine and its version
      --versions         print napkin's own version too, line by line
  -h, --help             print this text";

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence for the user: which option, and what is wrong with it.
pub fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Command, String> {
    let mut arguments =
        arguments.map(|argument| argument.to_string_lossy().into_owned()).peekable();
    let started_for_engine = arguments.next_if(|word| word == engine::STARTED).is_some();
    match arguments.peek().map(String::as_str) {
        Some("build" | "rebuild" | "configure" | "clean") => {
            return Ok(Command::Build(arguments.collect()));
        }
        Some("node-gyp") => return Ok(Command::Build(arguments.skip(1).collect())),
        Some("npm") => return Ok(Command::Npm(arguments.skip(1).collect())),
        _ => {}
    }
    let mut options = Options::default();
    let mut engine = None;
    let mut print = None;
    while let Some(argument) = arguments.next() {
        if argument == "-" {
            options.stdin = true;
            options.dash = true;
            break;
        }
        if argument == "--" {
            options.script = if options.eval.is_none() { arguments.next() } else { None };
            break;
        }
        if !argument.starts_with('-') {
            if options.eval.is_some() {
                options.args.push(argument);
            } else {
                options.script = Some(argument);
            }
            break;
        }
        options.exec_argv.push(argument.clone());
        let (name, mut value) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                (name.to_owned(), Some(value.to_owned()))
            }
            _ => (argument.clone(), None),
        };
        // V8's spelling of its own options takes underscores too.
        let name = if name.starts_with("--") { name.replace('_', "-") } else { name };
        let mut needed = |options: &mut Options| {
            if value.is_none() {
                value = arguments.next();
                options.exec_argv.extend(value.clone());
            }
            value.clone().ok_or_else(|| format!("{name} requires an argument"))
        };
        match name.as_str() {
            "-h" | "--help" => print = Some(HELP.to_owned()),
            "-v" | "--version" => print = Some(version(std::env::args_os().next())),
            "--versions" => print = Some(versions()),
            "--engine" => engine = Some(Engine::named(&needed(&mut options)?)?),
            "-e" | "--eval" => options.eval = Some(needed(&mut options)?),
            "-p" | "--print" | "-pe" => {
                options.print = true;
                options.eval = Some(needed(&mut options)?);
            }
            "-r" | "--require" => {
                let module = needed(&mut options)?;
                options.preload.push(module);
            }
            "--import" => {
                let module = needed(&mut options)?;
                options.imports.push(module);
            }
            "--input-type" => options.input_type = input_type(needed(&mut options)?)?,
            "-C" | "--conditions" => {
                let condition = needed(&mut options)?;
                options.conditions.push(condition);
            }
            "--disable-warning" => {
                let warning = needed(&mut options)?;
                options.disable_warnings.push(warning);
            }
            "--unhandled-rejections" => {
                options.unhandled_rejections = rejection_mode(needed(&mut options)?)?;
            }
            "--title" => options.title = needed(&mut options)?,
            "--stack-trace-limit" => {
                let limit = needed(&mut options)?;
                let number = limit.parse().map_err(|_| {
                    format!("--stack-trace-limit takes a whole number, found {limit:?}")
                })?;
                options.stack_trace_limit = Some(number);
            }
            "--expose-gc" => options.expose_gc = true,
            name => match SWITCHES.iter().find(|(option, _)| *option == name) {
                Some((_, switch)) if value.as_deref() != Some("false") => {
                    options.switches.push(switch)
                }
                Some(_) => {}
                None => return Err(format!("bad option: {argument} (see napkin --help)")),
            },
        }
    }
    match engine {
        Some(engine) if !engine.is_own() && started_for_engine => {
            return Err(engine::is_not(engine));
        }
        Some(engine) if !engine.is_own() => return Ok(Command::Elsewhere(engine)),
        _ => {}
    }
    if let Some(text) = print {
        return Ok(Command::Print(text));
    }
    options.args.extend(arguments);
    if options.script.is_none() && options.eval.is_none() {
        options.stdin = true;
    }
    Ok(Command::Run(Box::new(options)))
}

fn input_type(kind: String) -> Result<String, String> {
    match kind.as_str() {
        "module" | "commonjs" => Ok(kind),
        _ => Err(format!("--input-type must be \"module\" or \"commonjs\", found {kind:?}")),
    }
}

fn rejection_mode(mode: String) -> Result<String, String> {
    match mode.as_str() {
        "throw" | "strict" | "warn" | "none" | "warn-with-error-codes" => Ok(mode),
        _ => Err(format!(
            "invalid value for --unhandled-rejections: expected throw, strict, warn, none or \
             warn-with-error-codes, found {mode:?}"
        )),
    }
}

fn node_version() -> String {
    let version = napi_core::host::NODE_VERSION;
    format!("{}.{}.{}", version.major, version.minor, version.patch)
}

/// One line, which is what scripts expect of `node --version`: Node's version, and the engine as
/// what semantic versioning calls build metadata, which those who compare versions leave out. A
/// program named `node` (a link to napkin) says exactly what Node says.
fn version(program: Option<OsString>) -> String {
    if program
        .as_ref()
        .is_some_and(|program| Path::new(program).file_stem() == Some("node".as_ref()))
    {
        return format!("v{}", node_version());
    }
    let (engine, engine_version) = napi_core::engine::Engine::version();
    let metadata: String = format!("{engine}.{engine_version}")
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    format!("v{}+{metadata}", node_version())
}

fn versions() -> String {
    let (engine, engine_version) = napi_core::engine::Engine::version();
    format!(
        "napkin {}\nengine {engine} {engine_version}\nlibuv  {}\nfollows Node {} (Node-API 10)",
        env!("CARGO_PKG_VERSION"),
        napi_core::event_loop::uv_version(),
        node_version()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Options {
        match parse(line.split(' ').map(OsString::from)) {
            Ok(Command::Run(options)) => *options,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn what_follows_the_script_is_the_scripts() {
        let options = options("--expose-gc app.js --version -e");
        assert!(options.expose_gc);
        assert_eq!(options.script.as_deref(), Some("app.js"));
        assert_eq!(options.args, ["--version", "-e"]);
        assert_eq!(options.exec_argv, ["--expose-gc"]);
    }

    #[test]
    fn values_may_follow_or_be_joined() {
        let options = options("--unhandled-rejections=warn -e 1 rest");
        assert_eq!(options.unhandled_rejections, "warn");
        assert_eq!(options.eval.as_deref(), Some("1"));
        assert_eq!(options.args, ["rest"]);
        assert_eq!(options.exec_argv, ["--unhandled-rejections=warn", "-e", "1"]);
    }

    #[test]
    fn modules_to_import_and_the_type_of_a_text() {
        let options = options("--import ./a.mjs --import=b --input-type=module -e 1");
        assert_eq!(options.imports, ["./a.mjs", "b"]);
        assert_eq!(options.input_type, "module");
        let problem = parse(["--input-type=wasm".into()].into_iter()).unwrap_err();
        assert!(problem.contains("wasm"), "{problem}");
    }

    #[test]
    fn an_unknown_option_is_named() {
        let problem = parse(["--frobnicate".into()].into_iter()).unwrap_err();
        assert!(problem.contains("--frobnicate"), "{problem}");
    }

    #[test]
    fn other_commands_take_all_that_follows() {
        let parsed = |line: &str| parse(line.split(' ').map(OsString::from));
        let rest = ["ls".to_owned(), "--devdir".to_owned()];
        assert!(
            matches!(parsed("node-gyp ls --devdir"), Ok(Command::Build(words)) if words == rest)
        );
        assert!(matches!(parsed("npm ls --devdir"), Ok(Command::Npm(words)) if words == rest));
        assert!(matches!(parsed("build --debug"), Ok(Command::Build(words)) if words.len() == 2));
    }

    #[test]
    fn the_version_is_one_word_with_the_engine() {
        let nodes = version(Some("/usr/bin/node".into()));
        assert_eq!(nodes, format!("v{}", node_version()));
        for program in [None, Some("napkin".into()), Some("/opt/node/napkin".into())] {
            let line = version(program);
            let (node, metadata) = line.split_once('+').expect("Node's version first");
            assert_eq!(node, nodes);
            let engine = napi_core::engine::Engine::version().0;
            assert!(metadata.starts_with(&format!("{engine}.")), "{line}");
            let allowed = |c: char| c.is_ascii_alphanumeric() || ['.', '-'].contains(&c);
            assert!(metadata.chars().all(allowed), "{line}");
        }
    }

    #[test]
    fn another_engine_is_elsewhere_but_once() {
        let parsed = |line: &str| parse(line.split(' ').map(OsString::from));
        for name in ["quickjs", "spidermonkey"] {
            let engine = Engine::named(name).expect("one of the two");
            let asked = parsed(&format!("--engine={name} --version"));
            let started = parsed(&format!("{} --engine {name} x.js", engine::STARTED));
            if engine.is_own() {
                assert!(matches!(asked, Ok(Command::Print(_))), "{asked:?}");
                let Ok(Command::Run(options)) = started else { panic!("{started:?}") };
                assert_eq!(options.exec_argv, ["--engine", name]);
            } else {
                assert!(matches!(asked, Ok(Command::Elsewhere(other)) if other == engine));
                assert!(started.unwrap_err().contains("started for --engine"));
            }
        }
        assert!(parsed("--engine").unwrap_err().contains("requires an argument"));
        assert!(parsed("--engine=").unwrap_err().contains("quickjs or spidermonkey"));
    }

    #[test]
    fn underscores_are_dashes_in_long_options() {
        assert!(options("--expose_gc x.js").expose_gc);
    }
}
