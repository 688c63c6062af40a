//! napi-derive's asynchronous test addon does the same on napkin and on Node 26.

mod support;

use std::process::{Command, ExitCode};

use support::judge::{self, Agreement};
use support::{harness, read, root, scratch};

fn main() -> ExitCode {
    harness::main(Ok(vec![harness::test("test.js", run)]))
}

/// Builds a copy, so that the sources stay as they are and no older build is used.
fn run() -> Result<(), String> {
    let folder = scratch::empty("derive_async")?;
    scratch::copy_sources(&root().join("napi-derive/tests/async_addon"), &folder)?;
    let manifest = folder.join("Cargo.toml");
    // The copy lies elsewhere; and with the versions of our own lock file nothing is downloaded.
    let crates = root().join("napi-derive");
    let text = read(&manifest)?.replace("../..", &crates.display().to_string());
    let failed = |error| format!("cannot write to {}: {error}", folder.display());
    std::fs::write(&manifest, text).map_err(failed)?;
    std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(failed)?;
    let output = Command::new(env!("CARGO"))
        .args(["build", "--release", "--offline", "--target-dir", "target"])
        .current_dir(&folder)
        .output()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("it does not compile:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let library = folder.join("target/release/libnapi_derive_async_addon.so");
    std::fs::copy(library, folder.join("addon.node")).map_err(failed)?;
    judge::compare(&folder.join("test.js"), Agreement::Success, |_| ()).map(drop)
}
