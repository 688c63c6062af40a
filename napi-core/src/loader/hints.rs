//! What a message of the system's loader means for somebody who wanted to load an addon.
//!
//! The messages are those of glibc, musl and macOS; what none of the cases knows stays as it is.

/// An explanation and what to do about `message`, which opening `file` gave. `is_node_api` knows the
/// functions of Node-API.
pub fn explain(file: &str, message: &str, is_node_api: fn(&[u8]) -> bool) -> Option<String> {
    if let Some(symbol) = missing_symbol(message) {
        return Some(explain_symbol(symbol, is_node_api));
    }
    let has = |part: &str| message.contains(part);
    let text = if has("libc.musl") || has("ld-musl") {
        "The addon is built for musl (Alpine Linux), and this system's C library is glibc. Install \
         the package on this system, or the variant for glibc."
    } else if has("ld-linux") {
        "The addon is built for glibc, and this system's C library is another (musl on Alpine \
         Linux). Install the package on this system, or the variant for musl."
    } else if ["/libc.so: invalid ELF", "/libm.so: invalid ELF", "/libdl.so: invalid ELF"]
        .iter()
        .any(|part| has(part))
    {
        "The addon is built for Android, whose system libraries have these names. Install the \
         variant of the package for this system."
    } else if has("GLIBC_") || has("GLIBCXX_") || has("CXXABI_") {
        "The addon was built on a system with a newer C or C++ library than this one has. Build it \
         here (npm rebuild --build-from-source), or use a newer system."
    } else if has("static TLS block") {
        "The addon wants thread-local memory that must be there before the program starts. Load it \
         first, or name its file in LD_PRELOAD."
    } else if has("invalid mode") {
        "The flags must contain os.constants.dlopen.RTLD_LAZY or RTLD_NOW."
    } else if has("failed to map segment") || has("Operation not permitted") {
        "The system does not let code in this file run: is its file system mounted noexec?"
    } else if message.starts_with(file) && has("cannot open shared object file") {
        "A name without a folder is searched for where the system keeps its libraries, and none of \
         this name is there. Give the file's path."
    } else if has("cannot open shared object file")
        || has("Error loading shared library")
        || has("image not found")
    {
        "That library is one the addon depends on, and the system does not find it. Install it, or \
         name its folder in LD_LIBRARY_PATH."
    } else {
        return None;
    };
    Some(text.to_owned())
}

/// The symbol that a message says is missing.
fn missing_symbol(message: &str) -> Option<&str> {
    let after = |mark: &str| message.split_once(mark).map(|(_, rest)| rest);
    let rest = after("undefined symbol: ")
        .or_else(|| after("symbol not found in flat namespace '_"))
        .or_else(|| after("Symbol not found: _"))
        .or_else(|| {
            after(": symbol not found")
                .and(message.strip_prefix("Error relocating ")?.split_once(": "))
                .map(|(_, rest)| rest)
        })?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.')));
    let symbol = &rest[..end.unwrap_or(rest.len())];
    (!symbol.is_empty()).then_some(symbol)
}

fn explain_symbol(symbol: &str, is_node_api: fn(&[u8]) -> bool) -> String {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| symbol.starts_with(prefix));
    if is_node_api(symbol.as_bytes()) || starts(&["uv_"]) {
        return "The program that loads the addon does not export Node-API's and libuv's functions. \
                Link it so that it does (cc -rdynamic, or an export list)."
            .to_owned();
    }
    let inside_node = if starts(&[
        "SSL_", "EVP_", "BIO_", "X509_", "OPENSSL_", "CRYPTO_", "RAND_", "PEM_", "BN_", "RSA_",
        "EC_", "ERR_",
    ]) {
        Some("OpenSSL")
    } else if starts(&["inflate", "deflate", "zlib", "crc32", "adler32", "compressBound"]) {
        Some("zlib")
    } else if starts(&["nghttp2_"]) {
        Some("nghttp2")
    } else if starts(&["ares_"]) {
        Some("c-ares")
    } else {
        None
    };
    match inside_node {
        Some(library) => format!(
            "{symbol} belongs to {library}, which Node has inside and lends to addons; no other \
             runtime does. Link the addon with {library} itself."
        ),
        None => format!(
            "Neither the addon nor a library it depends on defines {symbol}. Build the addon with \
             all its sources and libraries. If it never calls it, \
             process.dlopen(module, file, os.constants.dlopen.RTLD_LAZY) loads it all the same."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(message: &str) -> String {
        explain("/x.node", message, |name| name.starts_with(b"napi_")).unwrap_or_default()
    }

    #[test]
    fn explains_missing_symbols() {
        assert!(hint("/x.node: undefined symbol: frob_it").contains("defines frob_it."));
        assert!(hint("/x.node: undefined symbol: EVP_sha256").contains("OpenSSL"));
        assert!(
            hint("/x.node: undefined symbol: EVP_sha256, version OPENSSL_3.0").contains("OpenSSL")
        );
        assert!(hint("/x.node: undefined symbol: napi_get_version").contains("-rdynamic"));
        assert!(hint("/x.node: undefined symbol: uv_run").contains("-rdynamic"));
        assert!(
            hint("Error relocating /x.node: frob_it: symbol not found")
                .contains("defines frob_it.")
        );
        assert!(
            hint("dlopen(/x.node, 0x1): symbol not found in flat namespace '_frob_it'")
                .contains("frob_it")
        );
    }

    #[test]
    fn explains_the_system_s_refusals() {
        for (message, part) in [
            (
                "libc.musl-x86_64.so.1: cannot open shared object file: No such file or directory",
                "musl",
            ),
            ("/lib/libc.so.6: version `GLIBC_2.38' not found (required by /x.node)", "newer C"),
            (
                "libfoo.so.1: cannot open shared object file: No such file or directory",
                "depends on",
            ),
            ("/x.node: cannot open shared object file: No such file or directory", "path"),
            ("/lib/x86_64-linux-gnu/libm.so: invalid ELF header", "Android"),
            ("/x.node: invalid mode for dlopen(): Invalid argument", "RTLD_LAZY"),
            ("/x.node: cannot allocate memory in static TLS block", "thread-local"),
            ("/x.node: failed to map segment from shared object", "noexec"),
        ] {
            assert!(hint(message).contains(part), "{message}");
        }
        assert_eq!(explain("/x.node", "something new", |_| false), None);
        assert_eq!(missing_symbol("undefined symbol: "), None);
    }
}
