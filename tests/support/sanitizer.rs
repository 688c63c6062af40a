//! Runs with AddressSanitizer and LeakSanitizer: tests/sanitize.sh builds napkin with them and sets
//! `NAPKIN_TEST_SANITIZER`. Node is left out then (it has no such build, and cannot load what was
//! compiled for one): the scripts' own assertions decide, and that no process reported anything.

use std::path::Path;
use std::process::Command;

use super::{entries, read, root};

/// What instruments C code, and keeps stacks readable.
pub const CFLAGS: [&str; 2] = ["-fsanitize=address", "-fno-omit-frame-pointer"];

pub fn on() -> bool {
    std::env::var_os("NAPKIN_TEST_SANITIZER").is_some()
}

/// Lets cargo instrument what it builds, if the sanitizer is on; the target whose folder holds the
/// results then. With a target given, the compiler's own plugins are not instrumented.
pub fn rust(cargo: &mut Command) -> Option<&'static str> {
    const TARGET: &str = "x86_64-unknown-linux-gnu";
    if !on() {
        return None;
    }
    cargo
        .args(["--target", TARGET])
        // As in sanitize.sh.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zsanitizer=address --cfg=sanitized -Cforce-frame-pointers=yes");
    Some(TARGET)
}

/// Lets every process of a test report into `folder`: the script may spawn others, whose standard
/// error nobody looks at.
pub fn watch(command: &mut Command, folder: &Path) {
    let report = folder.join("report");
    let options = [
        "detect_leaks=1".to_owned(),
        // It moves locals off the stack, but their addresses tell how much of the stack is left.
        "detect_stack_use_after_return=0".to_owned(),
        format!("log_path={}", report.display()),
    ];
    let suppressions = root().join("tests/sanitize.suppressions");
    command.env("ASAN_OPTIONS", options.join(":")).env(
        "LSAN_OPTIONS",
        format!("suppressions={}:print_suppressions=0", suppressions.display()),
    );
}

/// The reports in `folder`, as an error.
pub fn verdict(folder: &Path) -> Result<(), String> {
    let mut reports = entries(folder)?;
    reports.retain(|path| super::name(path).starts_with("report."));
    let texts = reports.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    if texts.is_empty() { Ok(()) } else { Err(texts.join("\n")) }
}
