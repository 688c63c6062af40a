//! `napkin npm ARGUMENTS`: runs npm so that packages that compile are built by napkin.
//!
//! npm 11 has a setting for another node-gyp, but `npm install` and `npm rebuild` do not look at
//! it: their scripts find the node-gyp inside npm. What they do honour is the shell that runs
//! scripts. So npm is told of a shell that puts a `node-gyp` of ours first on the PATH and goes
//! on with the usual one. It lives in a temporary folder for as long as npm runs.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The npm package that stands in for node-gyp, and what makes scripts load it by that name.
const PACKAGE: [(&str, &str); 4] = [
    ("instead.cjs", include_str!("npm/instead.cjs")),
    ("node-gyp/package.json", include_str!("../node-gyp-compat/npm/package.json")),
    ("node-gyp/bin/node-gyp.js", include_str!("../node-gyp-compat/npm/bin/node-gyp.js")),
    ("node-gyp/lib/node-gyp.js", include_str!("../node-gyp-compat/npm/lib/node-gyp.js")),
];

/// The shell for scripts. npm has set `npm_config_node_gyp` to its own by then, which node-pre-gyp
/// starts; prebuildify has a variable of its own.
const SHELL: &str = "\
#!/bin/sh
here=${0%/*}
PATH=$here/bin:$PATH
npm_config_node_gyp=$here/node-gyp/bin/node-gyp.js
NODE_OPTIONS=\"${NODE_OPTIONS:+$NODE_OPTIONS }--require=\\\"$here/instead.cjs\\\"\"
PREBUILD_NODE_GYP=${PREBUILD_NODE_GYP:-$here/bin/node-gyp}
export PATH npm_config_node_gyp NODE_OPTIONS PREBUILD_NODE_GYP
exec \"${NAPKIN_SCRIPT_SHELL:-/bin/sh}\" \"$@\"
";

const NODE_GYP: &str = "\
#!/bin/sh
exec \"$NAPKIN_NODE_GYP\" node-gyp \"$@\"
";

/// Runs npm and returns its exit code.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments = match arguments.split_first() {
        Some((first, rest)) if first == "--" => rest,
        _ => arguments,
    };
    let folder = match Folder::new() {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("napkin npm: cannot write to {}: {error}", std::env::temp_dir().display());
            return ExitCode::FAILURE;
        }
    };
    match npm(arguments, &folder.path).status() {
        Ok(status) => {
            ExitCode::from(status.code().and_then(|code| code.try_into().ok()).unwrap_or(1))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            eprintln!("napkin npm: there is no npm on the PATH; it comes with Node");
            ExitCode::from(127)
        }
        Err(error) => {
            eprintln!("napkin npm: cannot run npm: {error}");
            ExitCode::FAILURE
        }
    }
}

fn npm(arguments: &[String], folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.args(arguments);
    // A shell that was set in the environment still runs the scripts, behind ours.
    let shell = ["npm_config_script_shell", "NPM_CONFIG_SCRIPT_SHELL"]
        .iter()
        .find_map(|name| std::env::var_os(name).filter(|shell| !shell.is_empty()));
    if let Some(shell) = shell {
        command.env("NAPKIN_SCRIPT_SHELL", shell);
    }
    command.env_remove("NPM_CONFIG_SCRIPT_SHELL");
    command.env("npm_config_script_shell", folder.join("script-shell"));
    // `npm run` does honour this one.
    command.env("npm_config_node_gyp", folder.join("node-gyp/bin/node-gyp.js"));
    command.env("NAPKIN_NODE_GYP", own_path());
    command
}

fn own_path() -> OsString {
    match std::env::current_exe() {
        Ok(path) => path.into_os_string(),
        Err(_) => "napkin".into(),
    }
}

/// A temporary folder with the shell and the package, removed when this is dropped.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn new() -> io::Result<Folder> {
        let folder = Folder { path: fresh_folder()? };
        for (name, text) in PACKAGE {
            folder.write(name, text, false)?;
        }
        folder.write("script-shell", SHELL, true)?;
        folder.write("bin/node-gyp", NODE_GYP, true)?;
        Ok(folder)
    }

    fn write(&self, name: &str, text: &str, is_program: bool) -> io::Result<()> {
        let file = self.path.join(name);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&file, text)?;
        #[cfg(unix)]
        if is_program {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on it any more; the system clears what stays behind.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// A folder that nobody else has made, for nobody else to write to.
fn fresh_folder() -> io::Result<PathBuf> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let mut number = u64::from(std::process::id());
    for _ in 0..100 {
        let path = std::env::temp_dir().join(format!("napkin-npm-{number}"));
        match builder.create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1 << 32,
            other => return other.map(|()| path),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}
