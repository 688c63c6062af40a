//! Tests that are made from folders and files, run and reported like any other of cargo's:
//! `cargo test --release --test abi -- references` runs those whose name holds the word.

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

/// A test: its name, and what to do. An error is shown as the reason of the failure.
pub fn test(
    name: impl Into<String>,
    body: impl FnOnce() -> Result<(), String> + Send + 'static,
) -> Trial {
    Trial::test(name, move || body().map_err(Failed::from))
}

/// Runs the tests. Not being able to list them, or none at all, is a failure too.
pub fn main(tests: Result<Vec<Trial>, String>) -> ExitCode {
    let tests = tests.and_then(|tests| match tests.is_empty() {
        true => Err("no tests were found".to_owned()),
        false => Ok(tests),
    });
    match tests {
        Ok(tests) => libtest_mimic::run(&Arguments::from_args(), tests).exit_code(),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
