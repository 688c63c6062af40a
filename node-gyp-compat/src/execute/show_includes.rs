//! What Visual C++ prints of the headers it reads (`/showIncludes`), made into a depfile.
//!
//! Each is a line `Note: including file:   x.h`, with as many spaces as it is deep. The words are
//! the compiler's language's, so a line counts that has the form: two colons after text, then
//! spaces and a path. `cl` also prints the source's name first, which is no message.

/// The headers, and what else was printed.
pub struct Told {
    pub headers: Vec<String>,
    pub rest: String,
}

pub fn separate(printed: &str, source: &str) -> Told {
    let mut told = Told { headers: Vec::new(), rest: String::new() };
    let name = source.rsplit('/').next().unwrap_or(source);
    for (number, line) in printed.lines().enumerate() {
        if let Some(header) = header(line) {
            // The compiler reads many headers more than once.
            if !told.headers.iter().any(|other| other == header) {
                told.headers.push(header.to_owned());
            }
        } else if number > 0 || line.trim() != name {
            told.rest.push_str(line);
            told.rest.push('\n');
        }
    }
    told
}

/// The path of a line that tells one. A message has a place in brackets and a number in its
/// second part (`x.c(3): error C2065: ...`), and no such line has.
fn header(line: &str) -> Option<&str> {
    let known = [
        "Note: including file:",
        "Remarque : inclusion du fichier :",
        "Hinweis: Einlesen der Datei:",
    ];
    if let Some(path) = known.iter().find_map(|start| line.strip_prefix(start)) {
        return Some(path.trim()).filter(|path| !path.is_empty());
    }
    // In other languages: `words: words: path` with a path that begins at a root.
    let (start, path) = line.rsplit_once(": ")?;
    let (path, start) = match path.split_once(":\\").or_else(|| path.split_once(":/")) {
        Some((drive, _)) if drive.trim().len() == 1 => (path.trim(), start),
        _ => return None,
    };
    let is_message = start.contains(['(', ')']) || start.contains(char::is_numeric);
    (!is_message && start.contains(':')).then_some(path)
}

/// The same as gcc would have written it.
pub fn depfile(output: &str, told: &Told) -> String {
    let mut text = format!("{}:", escaped(output));
    for header in &told.headers {
        text.push_str(" \\\n  ");
        text.push_str(&escaped(header));
    }
    text + "\n"
}

fn escaped(path: &str) -> String {
    path.replace('\\', "/").replace('$', "$$").replace(' ', "\\ ").replace('#', "\\#")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::execute::depfile;

    #[test]
    fn headers_become_a_depfile_and_messages_stay() {
        let printed = "addon.cc\r\nNote: including file: C:\\a b\\node_api.h\r\n\
            Note: including file:   C:\\a b\\node_api.h\r\n\
            Note: including file:  ..\\x.h\r\n\
            ..\\addon.cc(3): warning C4100: 'x': C:\\y is not used\r\n\
            Hinweis: Einlesen der Datei:    d:\\z.h\r\n\
            Nota: archivo de inclusi\u{f3}n: C:\\s\\t.h\r\n";
        let told = separate(printed, "../addon.cc");
        assert_eq!(told.rest, "..\\addon.cc(3): warning C4100: 'x': C:\\y is not used\n");
        let text = self::depfile("Release/a b.obj", &told);
        let expected = ["C:/a b/node_api.h", "../x.h", "d:/z.h", "C:/s/t.h"];
        assert_eq!(depfile::parse(&text), expected, "{text}");
    }

    #[test]
    fn nothing_told_is_an_empty_depfile() {
        let told = separate("x.c(1): fatal error C1083: no such file\n", "x.c");
        assert_eq!(told.rest, "x.c(1): fatal error C1083: no such file\n");
        assert!(depfile::parse(&self::depfile("x.obj", &told)).is_empty());
        assert_eq!(separate("", "x.c").rest, "");
    }
}
