//! Compiles `tests/addons/*.c` with the system's C compiler, once per test program, against the
//! headers of this repository.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The addon `tests/addons/state.c`.
pub fn state() -> &'static Path {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| compile("state", &[]))
}

/// The same addon as an experimental module: its finalizers run inside the collector.
pub fn state_experimental() -> &'static Path {
    static FILE: OnceLock<PathBuf> = OnceLock::new();
    FILE.get_or_init(|| {
        compile("state", &["-DNAPI_EXPERIMENTAL", "-DNODE_API_EXPERIMENTAL_NO_WARNING"])
    })
}

fn compile(name: &str, options: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = root.join("tests/addons").join(name).with_extension("c");
    // Test programs run at the same time, so each has files of its own.
    let program = std::env::current_exe().expect("the test program has a path");
    let program = program.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let variant = if options.is_empty() { "" } else { "-experimental" };
    let target =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{program}-{name}{variant}.node"));
    let mut compiler = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compiler.args(["-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-g", "-fPIC", "-pthread"]);
    compiler.arg(if cfg!(target_os = "macos") { "-bundle" } else { "-shared" });
    if cfg!(target_os = "macos") {
        compiler.args(["-undefined", "dynamic_lookup"]);
    }
    compiler.args(options).arg("-I").arg(root.join("../include"));
    compiler.arg("-o").arg(&target).arg(&source);
    let output = compiler.output().expect("the C compiler can be run");
    assert!(
        output.status.success(),
        "{} does not compile:\n{}",
        source.display(),
        String::from_utf8_lossy(&output.stderr)
    );
    target
}
