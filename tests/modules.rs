//! The table of built-in modules in docs/: it says what napkin lacks of Node 26's modules, and this
//! test asks both whether that is still so. `tests/modules/table.js` has the command that makes it
//! anew.

mod support;

use std::process::Command;
use std::time::Duration;

use support::process::{self, End};
use support::{root, runtimes};

#[test]
fn the_table_of_modules_says_what_is_there() {
    let node = runtimes::node().unwrap_or_else(|why| panic!("{why}"));
    let napkin = runtimes::napkin().unwrap_or_else(|why| panic!("{why}"));
    let mut command = Command::new(node);
    command.arg(root().join("tests/modules/table.js")).arg(napkin).current_dir(root());
    let outcome = process::run(&mut command, "", Duration::from_secs(120))
        .unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(outcome.end, End::Code(0), "{}\n{}", outcome.stdout, outcome.stderr);
}
