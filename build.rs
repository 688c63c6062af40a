//! Build script of the runtime: compiles the built-in JavaScript to bytecode and tells the linker
//! what the binary exports.
//!
//! The bytecode is made by the very engine it will run in (this script links `napi-core` too), so
//! the two can never disagree.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    compile_builtins(&root.join("src/builtins"), &out);
    export_symbols(&root, &out);
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
    let mut table = String::from("pub static BUILTINS: &[(&str, &[u8])] = &[\n");
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
            "    ({id:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))),"
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
    }
}
