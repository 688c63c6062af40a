//! A directory of its own for each test, with `node-gyp` run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

pub struct Space {
    directory: PathBuf,
}

/// The smallest addon: a registration function and nothing else.
pub const ADDON_C: &str = "\
#include <node_api.h>
NAPI_MODULE_INIT() { return exports; }
";

impl Space {
    pub fn new() -> Space {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        // A space and a quote in the name, since paths have them.
        let name = format!("gyp it's {} {count}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&directory).expect("a temporary directory can be made");
        Space { directory: directory.canonicalize().expect("it is there") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub fn root(&self) -> &Path {
        &self.directory
    }

    pub fn write(&self, name: &str, text: &str) -> &Space {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("below the root")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there and text")
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// A directory with only these programs of the machine's, to be the whole PATH.
    pub fn path_of(&self, programs: &[&str]) -> String {
        let directory = self.path("only these");
        std::fs::create_dir_all(&directory).expect("it can be made");
        let path = std::env::var_os("PATH").expect("there is a PATH");
        for name in programs {
            let found = std::env::split_paths(&path).map(|place| place.join(name));
            let program = found.into_iter().find(|place| place.is_file());
            let program = program.unwrap_or_else(|| panic!("{name} is on the PATH"));
            std::os::unix::fs::symlink(program, directory.join(name)).expect("a new link");
        }
        directory.to_string_lossy().into_owned()
    }

    /// A script that can be run.
    pub fn program(&self, name: &str, script: &str) -> &Space {
        use std::os::unix::fs::PermissionsExt;
        // Written by another process: while one of this process's is open for writing, a test
        // beside may start a program and keep it open, and the script could not be started.
        let text = format!("{name}.text");
        self.write(&text, script);
        let copied = Command::new("cp").args([self.path(&text), self.path(name)]).status();
        assert!(copied.expect("cp starts").success());
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path(name), mode).expect("it can be made a program");
        self
    }

    /// `node-gyp` with the words of `line`; nothing of npm's environment reaches it.
    pub fn run(&self, line: &str) -> Ran {
        self.run_with(line, &[])
    }

    pub fn run_with(&self, line: &str, variables: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_node-gyp"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().to_lowercase().starts_with("npm_") {
                command.env_remove(name);
            }
        }
        for name in ["CC", "CXX", "AR", "LINK", "CFLAGS", "CXXFLAGS", "CPPFLAGS", "LDFLAGS"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        let output = command.args(line.split_whitespace()).current_dir(&self.directory).output();
        Ran::from(output.expect("node-gyp starts"))
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        // What a test leaves behind is no failure of the test.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

pub struct Ran {
    pub success: bool,
    pub printed: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        let mut printed = String::from_utf8_lossy(&output.stdout).into_owned();
        printed.push_str(&String::from_utf8_lossy(&output.stderr));
        Ran { success: output.status.success(), printed }
    }
}

impl Ran {
    #[track_caller]
    pub fn ok(self) -> String {
        assert!(self.success, "node-gyp failed:\n{}", self.printed);
        self.printed
    }

    #[track_caller]
    pub fn fails(self) -> String {
        assert!(!self.success, "node-gyp should have failed:\n{}", self.printed);
        self.printed
    }
}
