//! The built-in modules and the runtime itself: every script in tests/js runs on napkin and on
//! Node 26, which must print the same bytes and exit with the same code. Folders beside the scripts
//! hold what they load.

mod support;

use std::process::ExitCode;

use libtest_mimic::Trial;
use support::judge::{self, Agreement};
use support::{entries, harness, name, root, script};

fn main() -> ExitCode {
    harness::main(tests())
}

fn tests() -> Result<Vec<Trial>, String> {
    let mut scripts = entries(&root().join("tests/js"))?;
    scripts.retain(|path| script::is_script(path));
    let test = |path: std::path::PathBuf| {
        harness::test(name(&path), move || {
            judge::compare(&path, Agreement::SameEnd, |_| ()).map(drop)
        })
    };
    Ok(scripts.into_iter().map(test).collect())
}
