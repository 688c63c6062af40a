//! Paths as GYP treats them: lexically, with slashes, relative to the file that says them.
//!
//! When a dictionary of one file is merged into another file's, the relative paths in it are
//! rewritten for the new place; which keys hold paths is decided here.

/// Keys whose strings are paths.
const PATH_KEYS: [&str; 7] =
    ["destination", "files", "include_dirs", "inputs", "libraries", "outputs", "sources"];

/// Whether the strings under `key` are paths. Names ending in `_dir`, `_file` or `_path` (or
/// their plurals) are paths too, so that variables with such names travel well.
pub fn is_path_key(key: &str) -> bool {
    let key = key.trim_end_matches(['=', '+', '?', '!']);
    if PATH_KEYS.contains(&key) {
        return true;
    }
    let stem = key.strip_suffix('s').unwrap_or(key);
    ["_dir", "_file", "_path"].iter().any(|end| stem.ends_with(end))
}

/// `path` as seen from another directory: `prefix` leads from there to where it was written.
/// Absolute paths, flags, and what begins with an expansion stay.
pub fn rebase(prefix: &str, path: &str) -> String {
    let unquoted = path.strip_prefix(['"', '\'']).unwrap_or(path);
    if unquoted.starts_with(['-', '/', '$', '<', '>', '^']) {
        return path.to_owned();
    }
    let mut joined = normalize(&format!("{prefix}/{path}"));
    if path.ends_with('/') && !joined.ends_with('/') {
        joined.push('/');
    }
    joined
}

/// Without `.`, doubled slashes, and `x/..`.
pub fn normalize(path: &str) -> String {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if absolute => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (absolute, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// `path` below `directory`, unless it is absolute.
pub fn join(directory: &str, path: &str) -> String {
    if path.starts_with('/') || directory.is_empty() || directory == "." {
        normalize(path)
    } else {
        normalize(&format!("{directory}/{path}"))
    }
}

/// The way from one directory to another, both absolute or both relative to the same place.
pub fn relative(from: &str, to: &str) -> String {
    let (from, to) = (normalize(from), normalize(to));
    let parts = |path: &str| -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
    };
    let (from, to) = (parts(&from), parts(&to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut steps = vec![".."; from.len() - common];
    steps.extend(to[common..].iter().map(String::as_str));
    if steps.is_empty() { ".".to_owned() } else { steps.join("/") }
}

/// The directory part of a path; empty for a plain name.
pub fn parent(path: &str) -> &str {
    match path.rfind('/') {
        Some(0) => "/",
        Some(at) => &path[..at],
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_keys_are_paths() {
        for key in ["sources", "sources!", "include_dirs+", "my_dirs", "a_file", "x_paths"] {
            assert!(is_path_key(key), "{key}");
        }
        for key in ["sources/", "defines", "cflags", "dir", "files_x", ""] {
            assert!(!is_path_key(key), "{key}");
        }
    }

    #[test]
    fn rebasing_leaves_flags_and_expansions() {
        assert_eq!(rebase("../lib", "a/./b.c"), "../lib/a/b.c");
        assert_eq!(rebase("deps/x", "../y/"), "deps/y/");
        assert_eq!(rebase(".", "./a.c"), "a.c");
        for path in ["-lx", "/abs", "<(v)/x", "$(obj)/x", "\"<(v)\"", "'/a b'"] {
            assert_eq!(rebase("deps", path), path);
        }
    }

    #[test]
    fn normal_and_relative_paths() {
        assert_eq!(normalize("./a//b/../c/"), "a/c");
        assert_eq!(normalize("../../a/.."), "../..");
        assert_eq!(normalize("/../a"), "/a");
        assert_eq!(normalize(""), ".");
        assert_eq!(relative("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(relative("a", "a"), ".");
        assert_eq!(relative("", "x"), "x");
        assert_eq!(join("deps", "../a.c"), "a.c");
        assert_eq!(join("", "/x/../y"), "/y");
        assert_eq!((parent("a/b"), parent("b"), parent("/b")), ("a", "", "/"));
    }
}
