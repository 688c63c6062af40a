//! The `file:` URL of a module's file.
//!
//! Invariant: the URL names the file and no other: what a URL would read as something else
//! (`%`, `?`, `#`, and on Unix `\`, tab, newline) is escaped. What Node leaves as it is stays so.

/// The URL of a file name; a relative one is taken from the root, as Node does.
pub fn from_path(path: &str) -> String {
    let mut url = String::with_capacity(path.len() + 8);
    url.push_str("file://");
    let trailing = path.ends_with(is_separator) || matches!(last_segment(path), "." | "..");
    let segments = segments(path);
    for segment in &segments {
        url.push('/');
        escape_into(&mut url, segment);
    }
    if segments.is_empty() || trailing {
        url.push('/');
    }
    url
}

fn is_separator(character: char) -> bool {
    character == '/' || cfg!(windows) && character == '\\'
}

fn last_segment(path: &str) -> &str {
    path.rsplit(is_separator).next().unwrap_or_default()
}

/// The segments without `.` and `..`; empty ones inside a path are kept, as URLs keep them.
fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix(is_separator).unwrap_or(path);
    let path = path.strip_suffix(is_separator).unwrap_or(path);
    let mut kept = Vec::new();
    if path.is_empty() {
        return kept;
    }
    for segment in path.split(is_separator) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            other => kept.push(other),
        }
    }
    kept
}

fn escape_into(url: &mut String, segment: &str) {
    for byte in segment.bytes() {
        let plain = matches!(byte, b'!' | b'$'..=b'~')
            && !matches!(byte, b'%' | b'<' | b'>' | b'?' | b'\\' | b'^' | b'`' | b'{' | b'}');
        if plain {
            url.push(char::from(byte));
        } else {
            url.push('%');
            for digit in [byte >> 4, byte & 15] {
                url.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::from_path;

    #[test]
    fn escapes_what_a_url_would_read_otherwise() {
        let cases = [
            ("/a/b.node", "file:///a/b.node"),
            ("/with space.node", "file:///with%20space.node"),
            ("/per%20cent", "file:///per%2520cent"),
            ("/hash#question?", "file:///hash%23question%3F"),
            ("/gr\u{fc}n", "file:///gr%C3%BCn"),
            ("/quote'semi;[x]|~!$&()*+,=:@", "file:///quote'semi;[x]|~!$&()*+,=:@"),
            ("/<>\"`{}^", "file:///%3C%3E%22%60%7B%7D%5E"),
            ("/tab\tline\nback\\slash\u{7f}", "file:///tab%09line%0Aback%5Cslash%7F"),
        ];
        for (path, url) in cases {
            assert_eq!(from_path(path), url);
        }
    }

    #[test]
    fn removes_dot_segments_and_roots_relative_names() {
        let cases = [
            ("/a/../b/./c", "file:///b/c"),
            ("/a/..", "file:///"),
            ("/../../x", "file:///x"),
            ("rel/x.node", "file:///rel/x.node"),
            ("//double/x", "file:////double/x"),
            ("/tail/", "file:///tail/"),
            ("/a/.", "file:///a/"),
            ("/", "file:///"),
            ("", "file:///"),
        ];
        for (path, url) in cases {
            assert_eq!(from_path(path), url, "{path:?}");
        }
    }
}
