//! The public operations: configure, build and clean a directory with a `binding.gyp`.
//!
//! Building always configures first (`configure`): it costs milliseconds, and so no change of a
//! `.gyp` file is ever missed. What costs more, the commands inside the files, may be spared
//! (`reuse_answers`).

use std::num::NonZero;
use std::path::{Path, PathBuf};

use crate::configure::{self, Configured};
use crate::diagnostic::{Diagnostic, Error, Result};
use crate::environment::Environment;
use crate::eval::Evaluator;
use crate::execute::{self, observer::Console, observer::Observer, observer::Silent};
use crate::hints;
use crate::node_variables::gyp_os;
use crate::stand_in::{self, StandIn};

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
    /// The release of Node to build for (`--target`): whose headers are used if any are needed.
    pub target: Option<String>,
    /// Where headers of Node releases are installed (`--devdir`).
    pub development_dir: Option<PathBuf>,
    /// GYP files merged into every other, as `-I` after `--` gives them.
    pub includes: Vec<PathBuf>,
    /// The value of the variable `python`, if not a Python on the PATH.
    pub python: Option<String>,
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
    /// GYP's name of the system to build for. Command lines for another system can be made, and
    /// are in tests, but there is nothing to run them with.
    pub(crate) os: &'static str,
    /// What commands, compilers and this crate see of the environment.
    pub environment: Environment,
}

impl BuildOptions {
    pub fn new(directory: impl Into<PathBuf>) -> BuildOptions {
        BuildOptions {
            directory: directory.into(),
            node_dir: None,
            include_dirs: Vec::new(),
            target: None,
            development_dir: None,
            includes: Vec::new(),
            python: None,
            configuration: Configuration::default(),
            variables: Vec::new(),
            target_arch: None,
            jobs: None,
            verbose: false,
            quiet: false,
            reuse_answers: false,
            thin: false,
            os: gyp_os(),
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
    /// Where the headers are that were compiled against (`node_root_dir`), if this crate chose
    /// any.
    pub headers: Option<PathBuf>,
    /// Why those are a Node's, if nobody asked for it: which source includes what.
    pub headers_needed: Option<String>,
}

/// Configures and builds, showing progress on standard error unless `quiet`.
pub fn build(options: &BuildOptions) -> std::result::Result<BuildReport, Error> {
    match options.quiet {
        true => build_observed(options, &mut Silent),
        false => {
            let mut console = Console::new(options.verbose, &options.environment);
            build_observed(options, &mut console)
        }
    }
}

/// Configures and builds, telling the observer of each step.
pub fn build_observed(
    options: &BuildOptions,
    observer: &mut dyn Observer,
) -> std::result::Result<BuildReport, Error> {
    with_evaluator(options, |evaluator| {
        let project = configure::prepare(evaluator, options)?;
        let chosen = options.node_dir.is_none() && options.include_dirs.is_empty();
        let unsuspected = chosen && project.need.is_none() && project.missing.is_none();
        match run(evaluator, options, &project, observer) {
            Err(error) if unsuspected => match hints::missing_node_header(&error) {
                // What did compile is not compiled again, unless Node's settings are others.
                Some(header) => configure::prepare_again(evaluator, options, header)
                    .map_err(|missing| with_output(missing, &error))
                    .and_then(|project| run(evaluator, options, &project, observer)),
                None => Err(error),
            },
            other => other,
        }
        .map_err(|error| {
            match hints::for_failure(&error).filter(|_| error.help.is_none()) {
                Some(hint) => error.help(hint),
                None => error,
            }
        })
    })
}

fn run(
    evaluator: &Evaluator,
    options: &BuildOptions,
    project: &Configured,
    observer: &mut dyn Observer,
) -> Result<BuildReport> {
    observer.configured(&report(project, 0));
    let job = execute::Job {
        graph: &project.graph,
        build: &project.build,
        configuration: options.configuration.name(),
        environment: evaluator.environment,
        identity: &project.toolchain.identity,
        jobs: options.jobs(),
        verbose: options.verbose,
    };
    match (execute::run(&job, observer), &project.missing) {
        (Ok(ran), _) => Ok(report(project, ran)),
        // That something may be missing was known beforehand, and where it was looked for.
        (Err(error), Some(missing)) if hints::missing_node_header(&error).is_some() => {
            Err(with_output(missing.clone(), &error))
        }
        (Err(error), _) => Err(error),
    }
}

/// The error that explains a failure, with what the compiler said.
fn with_output(mut explanation: Box<Diagnostic>, failure: &Diagnostic) -> Box<Diagnostic> {
    explanation.kind = failure.kind;
    explanation.output.clone_from(&failure.output);
    explanation
}

/// Configures: writes `build/config.gypi` and `build/compile_commands.json`, compiles nothing.
pub fn configure(options: &BuildOptions) -> std::result::Result<BuildReport, Error> {
    with_evaluator(options, |evaluator| {
        let project = configure::prepare(evaluator, options)?;
        Ok(report(&project, 0))
    })
}

/// Configures and looks at the result, for questions about a project.
pub(crate) fn with_configured<T>(
    options: &BuildOptions,
    work: impl FnOnce(&Evaluator, Configured) -> Result<T>,
) -> std::result::Result<T, Error> {
    with_evaluator(options, |evaluator| {
        let configured = configure::prepare(evaluator, options)?;
        work(evaluator, configured)
    })
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

/// Runs with a fresh evaluator, whose commands find a `node`; its texts go into the error, if
/// there is one.
fn with_evaluator<T>(
    options: &BuildOptions,
    work: impl FnOnce(&mut Evaluator) -> Result<T>,
) -> std::result::Result<T, Error> {
    let mut environment = options.environment.clone();
    // There as long as commands run.
    let _stand_in = StandIn::for_commands(&options.directory, &mut environment);
    let mut evaluator = Evaluator::new(&environment);
    evaluator.runtime = stand_in::runtime(&environment);
    work(&mut evaluator).map_err(|error| {
        let error = evaluator.with_way(error);
        Error::new(error, evaluator.sources)
    })
}

fn report(project: &Configured, ran: usize) -> BuildReport {
    let products = project.graph.products.iter();
    BuildReport {
        products: products.map(|file| project.build.join(file)).collect(),
        steps: project.graph.steps.len(),
        ran,
        warnings: project.warnings.clone(),
        headers: Some(project.headers.root.clone()),
        headers_needed: project.need.as_ref().map(|need| need.explain()),
    }
}
