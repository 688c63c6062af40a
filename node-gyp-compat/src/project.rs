//! The public operations: configure, build and clean a directory with a `binding.gyp`.
//!
//! Configuring reads the GYP files and makes the graph, without starting a compiler; building
//! runs it. Building always configures first: it costs milliseconds, and so no change of a
//! `.gyp` file is ever missed. What costs more, the commands inside the files, may be spared
//! (`reuse_answers`).

use std::num::NonZero;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Error, Result};
use crate::environment::Environment;
use crate::eval::Evaluator;
use crate::execute::{self, observer::Console, observer::Observer, observer::Silent};
use crate::graph::{self, Graph};
use crate::headers::{self, write_if_changed};
use crate::node_variables::{self, Headers, gyp_os};
use crate::targets;
use crate::toolchain::Toolchain;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Configuration {
    #[default]
    Release,
    Debug,
}

impl Configuration {
    /// Also the directory in `build/`.
    pub fn name(self) -> &'static str {
        match self {
            Configuration::Release => "Release",
            Configuration::Debug => "Debug",
        }
    }
}

/// What to build and how. Start from [`BuildOptions::new`].
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Where `binding.gyp` is.
    pub directory: PathBuf,
    /// A Node headers directory or source checkout (`--nodedir`).
    pub node_dir: Option<PathBuf>,
    /// Directories with the Node-API headers, used if `node_dir` is not given. If both are
    /// missing, the headers inside this library are used.
    pub include_dirs: Vec<PathBuf>,
    pub configuration: Configuration,
    /// Further GYP variables, as `--name=value` gives them.
    pub variables: Vec<(String, String)>,
    /// The processor to build for, by Node's name for it; this machine's if not given.
    pub target_arch: Option<String>,
    /// How many commands run at once; as many as there are processors if not given.
    pub jobs: Option<NonZero<usize>>,
    /// Show commands, not only what they are about.
    pub verbose: bool,
    /// Show nothing while building. Errors still hold all that compilers printed.
    pub quiet: bool,
    /// Commands inside the `.gyp` files need not run if they answered an earlier configure, and no
    /// `.gyp` file changed since, as with node-gyp's `build`.
    pub reuse_answers: bool,
    /// Let archives that are no products only name their objects (`--thin`).
    pub thin: bool,
    /// What commands, compilers and this crate see of the environment.
    pub environment: Environment,
}

impl BuildOptions {
    pub fn new(directory: impl Into<PathBuf>) -> BuildOptions {
        BuildOptions {
            directory: directory.into(),
            node_dir: None,
            include_dirs: Vec::new(),
            configuration: Configuration::default(),
            variables: Vec::new(),
            target_arch: None,
            jobs: None,
            verbose: false,
            quiet: false,
            reuse_answers: false,
            thin: false,
            environment: Environment::current(),
        }
    }

    fn jobs(&self) -> usize {
        let available = || std::thread::available_parallelism().map_or(1, NonZero::get);
        self.jobs.map_or_else(available, NonZero::get)
    }
}

/// What a build made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildReport {
    /// The `.node` files and other products, absolute.
    pub products: Vec<PathBuf>,
    /// How many commands there are, and how many of them had to run.
    pub steps: usize,
    pub ran: usize,
    /// Warnings about the `.gyp` files, as text with the lines they are about.
    pub warnings: Vec<String>,
}

/// A configured project, not yet built.
struct Configured {
    build: PathBuf,
    graph: Graph,
    identity: String,
    warnings: Vec<String>,
}

/// Configures and builds, showing progress on standard error unless `quiet`.
pub fn build(options: &BuildOptions) -> std::result::Result<BuildReport, Error> {
    match options.quiet {
        true => build_observed(options, &mut Silent),
        false => build_observed(options, &mut Console::new(options.verbose)),
    }
}

/// Configures and builds, telling the observer of each step.
pub fn build_observed(
    options: &BuildOptions,
    observer: &mut dyn Observer,
) -> std::result::Result<BuildReport, Error> {
    with_errors(options, |evaluator| {
        let project = prepare(evaluator, options)?;
        let job = execute::Job {
            graph: &project.graph,
            build: &project.build,
            configuration: options.configuration.name(),
            environment: &options.environment,
            identity: &project.identity,
            jobs: options.jobs(),
            verbose: options.verbose,
        };
        let ran = execute::run(&job, observer).map_err(|error| needs_headers(options, error))?;
        Ok(report(project, ran))
    })
}

/// Configures: writes `build/config.gypi` and `build/compile_commands.json`, compiles nothing.
pub fn configure(options: &BuildOptions) -> std::result::Result<BuildReport, Error> {
    with_errors(options, |evaluator| Ok(report(prepare(evaluator, options)?, 0)))
}

/// The headers that only Node's own directory has. An addon that includes one of them cannot be
/// built against the Node-API headers alone, and the compiler's message does not say so.
fn needs_headers(options: &BuildOptions, error: Box<Diagnostic>) -> Box<Diagnostic> {
    if options.node_dir.is_some() {
        return error;
    }
    let missing = |name: &str| {
        let gcc = format!("fatal error: {name}: No such file");
        let clang = format!("fatal error: '{name}' file not found");
        error.output.iter().any(|text| text.contains(&gcc) || text.contains(&clang))
    };
    let headers =
        ["uv.h", "node.h", "v8.h", "node_buffer.h", "node_object_wrap.h", "node_version.h"];
    match headers.iter().find(|name| missing(name)) {
        Some(name) => {
            let help = format!(
                "{name} is not part of Node-API: give Node's headers with --nodedir DIR, where \
                 DIR/include/node/{name} is"
            );
            error.help(help)
        }
        None => error,
    }
}

/// Removes `build/`.
pub fn clean(directory: &Path) -> std::result::Result<(), Error> {
    let build = directory.join("build");
    match std::fs::remove_dir_all(&build) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::new(
            Diagnostic::new(format!("cannot remove {}: {error}", build.display())),
            Default::default(),
        )),
        _ => Ok(()),
    }
}

/// Runs with a fresh evaluator; its texts go into the error, if there is one.
fn with_errors<T>(
    options: &BuildOptions,
    work: impl FnOnce(&mut Evaluator) -> Result<T>,
) -> std::result::Result<T, Error> {
    let mut evaluator = Evaluator::new(&options.environment);
    work(&mut evaluator).map_err(|error| Error::new(error, evaluator.sources))
}

fn report(project: Configured, ran: usize) -> BuildReport {
    let products = project.graph.products.iter();
    BuildReport {
        products: products.map(|file| project.build.join(file)).collect(),
        steps: project.graph.steps.len(),
        ran,
        warnings: project.warnings,
    }
}

fn prepare(evaluator: &mut Evaluator, options: &BuildOptions) -> Result<Configured> {
    let directory = directory(&options.directory)?;
    if gyp_os() == "win" {
        return Err(Diagnostic::new("building on Windows is not supported yet"));
    }
    let build = directory.join("build");
    let wrong = |error: std::io::Error| {
        Diagnostic::new(format!("cannot write to {}: {error}", build.display()))
    };
    std::fs::create_dir_all(&build).map_err(wrong)?;
    let headers = match &options.node_dir {
        Some(node) => Headers::of_node(&absolute(node)?)?,
        None if options.include_dirs.is_empty() => {
            Headers::of_directories(&[headers::unpack(&build.join("node-headers")).map_err(wrong)?])
        }
        None => {
            let directories: Result<Vec<_>> =
                options.include_dirs.iter().map(|dir| absolute(dir)).collect();
            Headers::of_directories(&directories?)
        }
    };
    let config = node_variables::config(evaluator, options, &headers)?;
    // Commands in the files may read it, so it is there before they run.
    write_if_changed(&build.join("config.gypi"), &node_variables::config_text(&config))
        .map_err(wrong)?;
    let input = targets::Input {
        directory: &directory,
        includes: &node_variables::includes(&directory, &config, &headers),
        variables: &node_variables::variables(options, &directory, &headers),
        configuration: options.configuration.name(),
    };
    let answers = build.join(options.configuration.name()).join(".command-answers");
    if options.reuse_answers {
        evaluator.reuse_answers(&answers);
    }
    let targets = targets::resolve(evaluator, &input)?;
    evaluator.save_answers(&answers).map_err(wrong)?;
    let toolchain = Toolchain::discover(&options.environment)?;
    let setting = graph::Setting {
        toolchain: &toolchain,
        environment: &options.environment,
        build: &build,
        configuration: options.configuration.name(),
        thin_archives: options.thin,
        os: gyp_os(),
    };
    let mut warnings = std::mem::take(&mut evaluator.warnings);
    let graph = graph::build(&targets, &setting, &mut warnings)?;
    let commands = compile_commands(&graph, &build);
    write_if_changed(&build.join("compile_commands.json"), &format!("{commands:#}\n"))
        .map_err(wrong)?;
    let warnings = warnings.iter().map(|warning| warning.render("warning", &evaluator.sources));
    Ok(Configured {
        warnings: warnings.collect(),
        identity: toolchain.identity.clone(),
        build,
        graph,
    })
}

/// The directory to build in, absolute and without links, so that paths compare.
fn directory(given: &Path) -> Result<PathBuf> {
    let directory = absolute(given)?;
    if directory.join("binding.gyp").is_file() {
        return Ok(directory);
    }
    Err(Diagnostic::new(format!("there is no binding.gyp in {}", directory.display()))
        .help("run it in the addon's directory, or name that with -C"))
}

fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize().map_err(|error| {
        Diagnostic::new(format!("cannot use the directory {}: {error}", path.display()))
    })
}

/// What editors and clang's tools read.
fn compile_commands(graph: &Graph, build: &Path) -> Json {
    let entries = graph.steps.iter().filter(|step| step.compiles()).map(|step| {
        json!({
            "directory": build.to_string_lossy(),
            "file": step.inputs[0],
            "output": step.output,
            "arguments": step.command,
        })
    });
    Json::Array(entries.collect())
}
