//! For tests: a directory of its own, removed at the end, and short ways to fill and read it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

pub struct TestSpace {
    directory: PathBuf,
}

impl TestSpace {
    pub fn new() -> TestSpace {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("gyp-test-{}-{count}", std::process::id());
        let directory = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&directory).expect("a temporary directory can be made");
        TestSpace { directory: directory.canonicalize().expect("it is there") }
    }

    pub fn root(&self) -> &Path {
        &self.directory
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        let parent = path.parent().expect("a file has a directory");
        std::fs::create_dir_all(parent).expect("it can be made");
        std::fs::write(path, bytes).expect("it can be written");
    }

    /// A file that can be run.
    pub fn write_program(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        // Written by another process: while one of this process's is open for writing, a test
        // beside may fork and keep it open, and the program could not be started.
        let text_file = format!("{name}.text");
        self.write(&text_file, text);
        let mut copy = std::process::Command::new("cp");
        let copied = copy.args([self.path(&text_file), self.path(name)]).status();
        assert!(copied.expect("cp starts").success());
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path(name), mode).expect("it can be made a program");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there and text")
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }
}

impl Drop for TestSpace {
    fn drop(&mut self) {
        // What a test leaves behind is no failure of the test.
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}
