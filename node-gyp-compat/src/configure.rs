//! Configuring: from the directory and the options to a graph of commands.
//!
//! The GYP files are read with the headers that are enough for most addons. Only when a source
//! turns out to need Node's are they read again with those, since they bring settings of their
//! own. Commands in the files run once all the same.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use crate::development::Version;
use crate::diagnostic::{Diagnostic, Result};
use crate::eval::Evaluator;
use crate::graph::{self, Graph};
use crate::headers::needed::{self, Need};
use crate::headers::node::{self, Search};
use crate::headers::{Headers, own, write_if_changed};
use crate::node_variables::{self, gyp_os};
use crate::project::BuildOptions;
use crate::system::System;
use crate::targets::{self, Target};
use crate::toolchain::Toolchain;

/// A configured project, not yet built.
pub struct Configured {
    pub build: PathBuf,
    pub targets: Vec<Target>,
    pub graph: Graph,
    pub toolchain: Toolchain,
    pub warnings: Vec<String>,
    pub headers: Headers,
    /// Who needs Node's headers, if they were looked for because of that.
    pub need: Option<Need>,
    /// What the headers in use do not have although it may be needed, and why there is nothing
    /// better.
    pub missing: Option<Box<Diagnostic>>,
}

impl Configured {
    /// What the graph was made from.
    pub fn setting<'s>(&'s self, options: &'s BuildOptions) -> graph::Setting<'s> {
        setting(options, &self.toolchain, &self.build)
    }
}

fn setting<'s>(
    options: &'s BuildOptions,
    toolchain: &'s Toolchain,
    build: &'s Path,
) -> graph::Setting<'s> {
    graph::Setting {
        toolchain,
        environment: &options.environment,
        build,
        configuration: options.configuration.name(),
        thin_archives: options.thin,
        os: options.os,
    }
}

/// The file that says that the headers of this crate were enough for these sources.
const ENOUGH: &str = "node-headers/enough";

pub fn prepare(evaluator: &mut Evaluator, options: &BuildOptions) -> Result<Configured> {
    prepare_with(evaluator, options, None)
}

/// Configures once more, since a compiler did not find a header of Node's that no reading of the
/// sources had shown to be needed: a macro names it, or a file that a command made.
pub fn prepare_again(
    evaluator: &mut Evaluator,
    options: &BuildOptions,
    missed: &str,
) -> Result<Configured> {
    let source = "a source".to_owned();
    let need = Need { header: missed.to_owned(), chain: vec![source], certain: true };
    prepare_with(evaluator, options, Some(need))
}

fn prepare_with(
    evaluator: &mut Evaluator,
    options: &BuildOptions,
    known: Option<Need>,
) -> Result<Configured> {
    let directory = directory(&options.directory)?;
    if gyp_os() == "win" {
        return Err(Diagnostic::new("building on Windows was never tried, and is not offered")
            .help("use npm's own node-gyp there"));
    }
    let build = directory.join("build");
    let wrong = |error: std::io::Error| {
        Diagnostic::new(format!("cannot write to {}: {error}", build.display()))
    };
    std::fs::create_dir_all(&build).map_err(wrong)?;
    if System::of(options.os) == System::Windows {
        own::unpack_for_windows(&build).map_err(wrong)?;
    }
    let toolchain = Toolchain::discover(&options.environment, System::of(options.os))?;
    let attempt = Attempt { options, directory: &directory, build: &build, toolchain: &toolchain };

    let mut headers = match &options.node_dir {
        Some(node) => Headers::of_node(&absolute(node)?)?,
        None if !options.include_dirs.is_empty() => {
            let directories: Result<Vec<_>> =
                options.include_dirs.iter().map(|dir| absolute(dir)).collect();
            Headers::of_directories(&directories?)
        }
        None => {
            Headers::of_directories(&[own::unpack(&build.join("node-headers")).map_err(wrong)?])
        }
    };
    let answers = build.join(options.configuration.name()).join(".command-answers");
    if options.reuse_answers {
        evaluator.reuse_answers(&answers);
    }
    let is_own = options.node_dir.is_none() && options.include_dirs.is_empty();
    let Reading { mut targets, mut graph, mut warnings } = attempt.read(evaluator, &headers)?;
    let (mut missing, mut needed_by) = (None, None);
    let need = match known {
        None if is_own => attempt.need(&graph)?,
        known => known.filter(|_| is_own),
    };
    if let Some(need) = need {
        match node::find(options)? {
            Search::Found(found) => {
                headers = found;
                Reading { targets, graph, warnings } = attempt.read(evaluator, &headers)?;
                needed_by = Some(need);
            }
            Search::Missing { looked, version } => {
                let error = no_headers(&need, &looked, version.as_ref());
                if need.certain {
                    return Err(error);
                }
                missing = Some(error);
            }
        }
    }
    evaluator.save_answers(&answers).map_err(wrong)?;
    let commands = compile_commands(&graph, &build);
    write_if_changed(&build.join("compile_commands.json"), &format!("{commands:#}\n"))
        .map_err(wrong)?;
    let warnings = warnings
        .into_iter()
        .map(|warning| evaluator.with_way(Box::new(warning)).render("warning", &evaluator.sources));
    Ok(Configured {
        warnings: warnings.collect(),
        toolchain,
        build,
        targets,
        graph,
        headers,
        need: needed_by,
        missing,
    })
}

/// What the files say.
struct Reading {
    targets: Vec<Target>,
    graph: Graph,
    warnings: Vec<Diagnostic>,
}

/// What stays the same when the files are read with other headers.
struct Attempt<'a> {
    options: &'a BuildOptions,
    directory: &'a Path,
    build: &'a Path,
    toolchain: &'a Toolchain,
}

impl Attempt<'_> {
    /// Who needs headers that only Node has. If nobody does, that is kept, so that the search need
    /// not be repeated while commands and sources stay the same.
    fn need(&self, graph: &Graph) -> Result<Option<Need>> {
        let compiles = needed::compiles(graph);
        let fingerprint = format!("{:016x}\n", needed::fingerprint(&compiles, self.build));
        let enough = self.build.join(ENOUGH);
        if std::fs::read_to_string(&enough).is_ok_and(|text| text == fingerprint) {
            return Ok(None);
        }
        let need = needed::find(&compiles, self.build);
        if need.is_none() {
            write_if_changed(&enough, &fingerprint).map_err(|error| {
                Diagnostic::new(format!("cannot write to {}: {error}", self.build.display()))
            })?;
        }
        Ok(need)
    }

    /// Reads the GYP files and makes the graph; writes `build/config.gypi`.
    fn read(&self, evaluator: &mut Evaluator, headers: &Headers) -> Result<Reading> {
        evaluator.warnings.clear();
        let config = node_variables::config(evaluator, self.options, headers)?;
        // Commands in the files may read it, so it is there before they run.
        let file = self.build.join("config.gypi");
        write_if_changed(&file, &node_variables::config_text(&config)).map_err(|error| {
            Diagnostic::new(format!("cannot write to {}: {error}", self.build.display()))
        })?;
        let input = targets::Input {
            directory: self.directory,
            includes: &node_variables::includes(self.options, self.directory, &config, headers)?,
            variables: &node_variables::variables(self.options, self.directory, headers),
            configuration: self.options.configuration.name(),
            system: System::of(self.options.os),
        };
        let targets = targets::resolve(evaluator, &input)?;
        let setting = setting(self.options, self.toolchain, self.build);
        let mut warnings = std::mem::take(&mut evaluator.warnings);
        let graph = graph::build(&targets, &setting, &mut warnings)?;
        Ok(Reading { targets, graph, warnings })
    }
}

/// The error for an addon that needs a Node that cannot be found.
fn no_headers(need: &Need, looked: &[String], version: Option<&Version>) -> Box<Diagnostic> {
    let source = need.chain.first().map_or("a source", |name| name);
    let mut error = Diagnostic::new(format!(
        "{source} needs {}, which is not part of Node-API: Node's own headers are needed",
        need.header
    ));
    if need.chain.len() > 1 {
        error = error.note(need.explain());
    }
    for place in looked {
        error = error.note(place);
    }
    let version = version.map_or("26.10.0".to_owned(), Version::to_string);
    error.help(format!(
        "node-gyp install {version} fetches them (--tarball FILE if there is no network),\n\
         or give a Node that is there: --nodedir DIR, with DIR/include/node/{}",
        need.header
    ))
}

/// The directory to build in, absolute and without links, so that paths compare.
fn directory(given: &Path) -> Result<PathBuf> {
    let directory = absolute(given)?;
    if directory.join("binding.gyp").is_file() {
        return Ok(directory);
    }
    Err(Diagnostic::new(format!("there is no binding.gyp in {}", directory.display())).help(
        "run it in the addon's directory (it has a binding.gyp or a Cargo.toml), or name\n\
               that with -C",
    ))
}

pub fn absolute(path: &Path) -> Result<PathBuf> {
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
            "output": step.output(),
            "arguments": step.command,
        })
    });
    Json::Array(entries.collect())
}
