//! `napkin`: runs JavaScript and the native addons of npm.
//!
//! ```text
//! cli.rs        the command line
//! engine.rs     `--engine`: running the build with the other engine
//! node_options.rs  options from the environment
//! npm.rs        `napkin npm`: npm, with addons built by napkin
//! run.rs        one run: start the runtime, run the script and the loop, end in Node's order
//! host.rs       what napi-core asks of its surroundings, answered by the built-in scripts
//! builtins.rs   the built-in JavaScript (src/builtins/), loaded lazily from bytecode
//! threads/      workers, and messages between threads
//! bindings/     native functions of the built-in modules, written with napi-derive
//! ```

#![deny(unsafe_code)] // two exceptions, each with its reason: builtins.rs and bindings/mod.rs

mod bindings;
mod builtins;
mod cli;
mod engine;
mod host;
mod node_options;
mod npm;
mod run;
mod threads;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os().skip(1)) {
        Ok(cli::Command::Run(mut options)) => {
            let variable = std::env::var("NODE_OPTIONS").unwrap_or_default();
            match node_options::add(&mut options, &variable) {
                Ok(()) => run::run(options),
                Err(problem) => refuse(&problem),
            }
        }
        Ok(cli::Command::Print(text)) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Ok(cli::Command::Build(arguments)) => {
            let environment = node_gyp_compat::Environment::current();
            ExitCode::from(node_gyp_compat::command_line::main(&arguments, environment))
        }
        Ok(cli::Command::Npm(arguments)) => npm::run(&arguments),
        Ok(cli::Command::Elsewhere(engine)) => {
            engine::become_build(engine, std::env::args_os().skip(1))
        }
        Err(problem) => refuse(&problem),
    }
}

fn refuse(problem: &str) -> ExitCode {
    eprintln!("napkin: {problem}");
    ExitCode::from(9) // Node's code for an invalid argument
}
