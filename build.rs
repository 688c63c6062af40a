//! Build script of the runtime: compiles the built-in JavaScript to bytecode and tells the linker
//! what the binary exports and in which order its functions lie.
//!
//! The bytecode is made by the very engine it will run in (this script links `napi-core` too), so
//! the two can never disagree.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    compile_builtins(&root.join("src/builtins"), &out);
    export_symbols(&root, &out);
    if env::var_os("CARGO_FEATURE_SPIDERMONKEY").is_some() {
        order_functions(&root);
    }
}

/// Compiles `src/builtins/**/*.js`; `builtins.rs` lists them as `(id, bytecode)`.
fn compile_builtins(folder: &Path, out: &Path) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    collect_scripts(folder, &mut files);
    let mut scripts: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|file| {
            let relative = file.strip_prefix(folder).expect("collected below it");
            (relative.with_extension("").to_string_lossy().replace('\\', "/"), file)
        })
        .collect();
    scripts.sort(); // the loader looks ids up by bisection
    let compiler = napi_core::compile::Compiler::new().unwrap_or_else(|why| panic!("{why}"));
    // Engines read numbers out of the bytes where they lie.
    let mut table = String::from(
        "#[repr(C, align(8))]\nstruct Aligned<T: ?Sized>(T);\n\
         pub static BUILTINS: &[(&str, &[u8])] = &[\n",
    );
    for (id, file) in scripts {
        println!("cargo:rerun-if-changed={}", file.display());
        let source = fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", file.display()));
        // One line before the text would shift every line number in stack traces: none is added.
        let wrapped = format!(
            "(function (exports, require, module, internalBinding, process, globalThis) {{{source}\n}})"
        );
        let bytecode = compiler
            .compile(&wrapped, &format!("node:{id}"))
            .unwrap_or_else(|error| panic!("{} does not compile: {error}", file.display()));
        let name = format!("{}.bytecode", id.replace('/', "."));
        fs::write(out.join(&name), bytecode).expect("OUT_DIR is writable");
        let _ = writeln!(
            table,
            "    ({id:?}, &Aligned(*include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))).0),"
        );
    }
    table.push_str("];\n");
    fs::write(out.join("builtins.rs"), table).expect("OUT_DIR is writable");
}

fn collect_scripts(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect_scripts(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "js") {
            files.push(path);
        }
    }
}

/// Functions that an engine's library has under the names of the C library's: a linker exports what
/// the program defines and a shared library knows, and then all of the process calls the engine's.
const NOT_THE_C_LIBRARYS: [&str; 7] =
    ["abort", "clearenv", "getenv", "putenv", "secure_getenv", "setenv", "unsetenv"];

fn hide_symbols(out: &Path) {
    if env::var_os("CARGO_FEATURE_SPIDERMONKEY").is_none() {
        return; // QuickJS has none, and a linker refuses to hide what is not there
    }
    let script = out.join("hidden.map");
    let names = NOT_THE_C_LIBRARYS.join("; ");
    fs::write(&script, format!("{{ local: {names}; }};\n")).expect("OUT_DIR is writable");
    println!("cargo:rustc-link-arg-bins=-Wl,--version-script={}", script.display());
}

/// Exports exactly the Node-API and libuv functions from the binary: an addon's own zlib, SQLite
/// or QuickJS must not be interposed by the runtime's.
fn export_symbols(root: &Path, out: &Path) {
    let mut names = Vec::new();
    for list in ["include/node_api.symbols", "include/uv.symbols"] {
        let path = root.join(list);
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        names.extend(text.lines().map(str::to_owned).filter(|line| !line.is_empty()));
    }
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        let list = out.join("exports.list");
        let mut text = String::from("{\n");
        for name in &names {
            let _ = writeln!(text, "  {name};");
        }
        text.push_str("};\n");
        fs::write(&list, text).expect("OUT_DIR is writable");
        println!("cargo:rustc-link-arg-bins=-Wl,--dynamic-list={}", list.display());
        for name in &names {
            println!("cargo:rustc-link-arg-bins=-Wl,-u,{name}");
        }
        hide_symbols(out);
    }
}

/// Lays the functions of SpiderMonkey that every start runs side by side in the binary: in the order
/// of its sources they lie in three times as many pages, each of which the system must map. Only the
/// linker that the compiler itself brings along on this system knows how.
fn order_functions(root: &Path) {
    let list = root.join("src/start_order/spidermonkey.symbols");
    println!("cargo:rerun-if-changed={}", list.display());
    let of_our_choice = env::var_os("RUSTC_LINKER").is_some()
        || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
    if env::var("TARGET").as_deref() == Ok("x86_64-unknown-linux-gnu")
        && !of_our_choice
        && compiler_release().is_some_and(|release| release >= BRINGS_LINKER)
    {
        println!("cargo:rustc-link-arg-bins=-Wl,--no-warn-symbol-ordering");
        println!("cargo:rustc-link-arg-bins=-Wl,--symbol-ordering-file={}", list.display());
    }
}

/// The first release of the compiler that links with its own linker by default.
const BRINGS_LINKER: (u32, u32) = (1, 90);

fn compiler_release() -> Option<(u32, u32)> {
    let output = Command::new(env::var_os("RUSTC")?).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.split_whitespace().nth(1)?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}
