//! The command line of `node-gyp`, as npm and people use it.
//!
//! ```text
//! words       words to commands and options
//! settings    options and npm's environment to what the library wants
//! messages    `gyp info ok` and the like
//! build       configure, build, clean, rebuild
//! releases    install, list, remove: headers of Node releases
//! ```
//!
//! node-gyp knows some options; all others, and everything npm puts into the environment as
//! `npm_config_*`, become GYP variables.

mod build;
mod messages;
mod releases;
mod settings;
mod words;

use crate::diagnostic::{Diagnostic, Error};
use crate::environment::Environment;
use crate::questions::Question;
use messages::{Around, Messages, answer};
use settings::Settings;
use words::{Command, Invocation};

/// The version of node-gyp whose command line this is, and what `--version` prints.
pub const COMPATIBLE_WITH: &str = "13.1.0";

const USAGE: &str = "\
Usage: node-gyp <command>... [options] [-- arguments]

Builds the addon in this directory: binding.gyp, or the cdylib of Cargo.toml.

Commands:
  configure        read binding.gyp; write build/config.gypi and
                   build/compile_commands.json
  build            compile and link what is not up to date
  clean            remove build/
  rebuild          clean, configure and build
  install VERSION  fetch the headers of a Node release
  list, ls         print the releases whose headers are installed
  remove, rm VERSION

Options:
  -C, --directory DIR   work in DIR
  --debug, --release    build Debug or Release (the default)
  -j, --jobs N          run N commands at once (`max`, the default: one per
                        processor)
  --nodedir DIR         Node's headers: DIR/include/node, or a source checkout
  --target VERSION      the Node release to build for, if its headers are needed
  --arch ARCH           the processor to build for, by Node's name
  --thin                archives between targets only name their objects
  --cargo               build Cargo.toml though there is a binding.gyp
  --js FILE, --dts FILE
                        where a Cargo package's loader and its TypeScript
                        declarations are written, if not to index.js and
                        index.d.ts or where package.json's main and types say;
                        --no-js, --no-dts: nowhere
  --npm                 make the npm package of a Cargo package for this system
                        (or that of -- --target TRIPLE) in npm/, and add it to
                        package.json's optionalDependencies; --npm=update also
                        sets the versions there
  --devdir DIR          where the headers of Node releases are kept
  --ensure              install: only if they are not there
  --tarball FILE, --dist-url URL, --proxy URL, --noproxy HOSTS, --cafile FILE
                        where install gets them
  --explain WHAT        tell why a target or file would be made again, and where
                        its flags come from; builds nothing
  --graph[=FILE]        print the graph of targets as DOT, or draw it into
                        FILE.svg
  --verbose, --silent, --loglevel LEVEL
                        show commands too, or nothing but errors
  --python FILE         the value of the variable `python`
  --NAME=VALUE          set a GYP variable; also -DNAME=VALUE
  -v, --version         print the version of node-gyp that this stands in for
  -h, --help            print this

npm_config_NAME in the environment counts like --NAME=VALUE, and wins.";

/// Runs the command line (without the program's name) and returns the exit code.
pub fn main(arguments: &[String], environment: Environment) -> u8 {
    let settled = words::read(arguments).and_then(|(commands, given)| {
        settings::settle(given, environment).map(|settings| (commands, settings))
    });
    let (commands, settings) = match settled {
        Ok(settled) => settled,
        Err(problem) => {
            eprintln!("gyp ERR! {problem}\ngyp ERR! not ok");
            return 1;
        }
    };
    if settings.version && commands.is_empty() {
        answer(&format!("v{COMPATIBLE_WITH}"));
        return 0;
    }
    if settings.help || (commands.is_empty() && settings.question.is_none()) {
        answer(USAGE);
        return 0;
    }
    let messages = Messages::new(settings.level, &settings.build.environment);
    // An answer stands alone.
    let asks = settings.question.is_some();
    if !asks {
        messages.info("it worked if it ends with", "ok");
        let own = env!("CARGO_PKG_VERSION");
        messages.info("using", &format!("node-gyp@{COMPATIBLE_WITH} (node-gyp-compat {own})"));
    }
    let mut run = Run { settings, messages, configured: false };
    let result = match run.enter() {
        Err(error) => Err(("chdir", error)),
        Ok(()) => match run.settings.question.take() {
            Some(question) => run.answer(&question).map_err(|error| ("question", error)),
            None => commands.iter().try_for_each(|invocation| {
                run.one(invocation).map_err(|error| (invocation.command.name(), error))
            }),
        },
    };
    match result {
        Ok(()) => {
            if !asks {
                run.messages.info("ok", "");
            }
            0
        }
        Err((command, error)) => {
            let program = std::env::args_os().next().unwrap_or_default();
            let program = program.to_string_lossy().into_owned();
            let surroundings = Around {
                words: &[&[program], arguments].concat(),
                directory: &std::env::current_dir().unwrap_or_default(),
                environment: &run.settings.build.environment,
            };
            run.messages.failure(command, &error, &surroundings);
            1
        }
    }
}

/// A run of one or more commands.
struct Run {
    settings: Settings,
    messages: Messages,
    /// Whether a `configure` was among the commands: a `build` then knows everything.
    configured: bool,
}

impl Run {
    /// Goes to the directory of `-C`; paths in other options are seen from there, as in node-gyp.
    fn enter(&mut self) -> Result<(), Error> {
        let directory = std::mem::replace(&mut self.settings.build.directory, ".".into());
        if directory.as_os_str() == "." {
            return Ok(());
        }
        self.messages.info("chdir", &directory.to_string_lossy());
        std::env::set_current_dir(&directory).map_err(|error| {
            let shown = directory.display();
            mistake(Diagnostic::new(format!("cannot use the directory {shown}: {error}")))
        })
    }

    /// As a `build` would go on, with what `configure` was told.
    fn answer(&mut self, question: &Question) -> Result<(), Error> {
        settings::remember(&mut self.settings);
        self.settings.build.reuse_answers = true;
        question.answer(&self.settings.build)
    }

    fn one(&mut self, invocation: &Invocation) -> Result<(), Error> {
        match invocation.command {
            Command::Configure => self.configure(invocation),
            Command::Build => self.build(invocation),
            Command::Clean => self.clean(),
            Command::Rebuild => {
                self.clean()?;
                self.rebuild(invocation)
            }
            Command::Install => self.install(invocation),
            Command::List => self.list(),
            Command::Remove => self.remove(invocation),
        }
    }
}

/// An error that no `.gyp` file is to blame for.
fn mistake(diagnostic: Box<Diagnostic>) -> Error {
    Error::new(diagnostic, Default::default())
}
