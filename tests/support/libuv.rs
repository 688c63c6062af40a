//! Where `uv.h` is: in the source of the crate whose libuv napkin exports.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The directory of `uv.h`.
pub fn include() -> Result<PathBuf, String> {
    static FOUND: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    FOUND.get_or_init(find).clone()
}

fn find() -> Result<PathBuf, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        // Else cargo would want what only other platforms need, which nobody has downloaded.
        .args(["--filter-platform", &host()?])
        .current_dir(super::root())
        .output()
        .map_err(|error| format!("cannot run cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cargo metadata printed what is no JSON: {error}"))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let manifest = packages
        .filter(|package| package["name"] == "libuv-sys2")
        .find_map(|package| package["manifest_path"].as_str())
        .ok_or("cargo metadata lists no package libuv-sys2")?;
    let include = PathBuf::from(manifest).with_file_name("libuv").join("include");
    if include.join("uv.h").is_file() {
        return Ok(include);
    }
    Err(format!("{} has no uv.h: did libuv-sys2 move its source?", include.display()))
}

/// The platform of this machine, as `rustc` calls it.
fn host() -> Result<String, String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .arg("-vV")
        .output()
        .map_err(|error| format!("cannot run rustc -vV: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.ok_or_else(|| format!("rustc -vV names no host: {text}"))?.to_owned())
}
