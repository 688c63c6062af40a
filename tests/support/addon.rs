//! Compiles the C sources of a chapter into an addon.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{entries, libuv, root, sanitizer};

/// Errors are what is always a mistake in C. Other warnings differ from compiler to compiler; they
/// are shown when something else is wrong.
const FLAGS: [&str; 11] = [
    "-std=c11",
    "-D_GNU_SOURCE",
    "-Wall",
    "-Wextra",
    "-Werror=implicit-function-declaration",
    "-Werror=incompatible-pointer-types",
    "-Werror=int-conversion",
    "-g",
    "-O1",
    "-fPIC",
    "-pthread",
];

/// How one variant of a chapter is built.
#[derive(Clone, Debug, Default)]
pub struct Recipe {
    pub defines: Vec<String>,
    /// Whether it includes `uv.h`.
    pub uv: bool,
}

/// Builds `addon.node` in `into` from all `.c` files of `chapter`.
pub fn build(chapter: &Path, recipe: &Recipe, into: &Path) -> Result<PathBuf, String> {
    let mut sources = entries(chapter)?;
    sources.retain(|path| path.extension().is_some_and(|extension| extension == "c"));
    if sources.is_empty() {
        return Err(format!("{} has no .c file", chapter.display()));
    }
    let mut flags: Vec<OsString> = FLAGS.map(OsString::from).into();
    flags.extend(["-I".into(), root().join("include").into()]);
    if recipe.uv {
        // -isystem: warnings in libuv's header are not ours.
        flags.extend(["-isystem".into(), libuv::include()?.into()]);
    }
    flags.extend(recipe.defines.iter().map(|define| format!("-D{define}").into()));

    let addon = into.join("addon.node");
    if !sanitizer::on() {
        cc(compiler().args(flags).arg("-shared").args(sources).arg("-o").arg(&addon))?;
        return Ok(addon);
    }
    // In two steps: linked with -fsanitize the addon would bring a second runtime of the sanitizer
    // along, instead of using napkin's.
    let mut objects = Vec::new();
    for source in sources {
        let object = into.join(super::name(&source)).with_extension("o");
        cc(compiler()
            .args(&flags)
            .args(sanitizer::CFLAGS)
            .arg("-c")
            .arg(source)
            .arg("-o")
            .arg(&object))?;
        objects.push(object);
    }
    cc(compiler().args(["-shared", "-pthread"]).args(objects).arg("-o").arg(&addon))?;
    Ok(addon)
}

/// `$CC`, which may hold arguments too, else `cc`.
fn compiler() -> Command {
    let chosen = std::env::var("CC").unwrap_or_default();
    let mut words = chosen.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("cc"));
    command.args(words);
    command
}

fn cc(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| {
        format!("cannot run the C compiler {}: {error}", command.get_program().display())
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("the addon does not compile:\n{}", String::from_utf8_lossy(&output.stderr)))
}
