//! The `node-gyp` command. Everything is in the library, so that `napkin build` is the same.

use std::process::ExitCode;

use node_gyp_compat::{Environment, command_line};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    ExitCode::from(command_line::main(&arguments, Environment::current()))
}
