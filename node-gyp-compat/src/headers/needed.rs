//! Whether the sources of an addon need headers that only Node has, and which of them does.
//!
//! The `#include` lines are followed from each source through the directories its compiler is
//! given, without running one: that takes milliseconds. An include inside `#if` may or may not
//! count; it makes us prefer Node's headers, and only one that surely counts makes their absence
//! an error.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::eval::paths;
use crate::graph::Graph;

/// An include of a header that only Node's directory has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub header: String,
    /// The files from the source to the one that includes the header, as seen from the module.
    pub chain: Vec<String>,
    /// No `#if` stands around any include on the way.
    pub certain: bool,
}

impl Need {
    /// `src/addon.cc includes node_modules/nan/nan.h, which includes v8.h`
    pub fn explain(&self) -> String {
        let mut names = self.chain.iter().chain([&self.header]);
        let first = names.next().map_or("", |name| name);
        let rest: Vec<_> = names.map(|name| format!("includes {name}")).collect();
        format!("{first} {}", rest.join(",\nwhich "))
    }
}

/// Whether a header comes with Node and not with Node-API.
fn is_nodes(header: &str) -> bool {
    const NAMES: [&str; 8] = [
        "node.h",
        "node_buffer.h",
        "node_object_wrap.h",
        "node_version.h",
        "uv.h",
        "v8.h",
        "v8config.h",
        "zlib.h",
    ];
    const FOLDERS: [&str; 4] = ["cppgc/", "libplatform/", "openssl/", "uv/"];
    NAMES.contains(&header)
        || FOLDERS.iter().any(|folder| header.starts_with(folder))
        || (header.starts_with("v8-") && header.ends_with(".h"))
}

/// Those that a system commonly has by itself: without Node's the build may still succeed.
fn systems_may_have(header: &str) -> bool {
    header == "zlib.h"
        || header == "uv.h"
        || header.starts_with("uv/")
        || header.starts_with("openssl/")
}

/// What a compiler is started with, and for what, as seen from `build/`.
pub struct Compile<'c> {
    pub command: &'c [String],
    pub sources: &'c [String],
}

/// The compilers' commands of a graph.
pub fn compiles(graph: &Graph) -> Vec<Compile<'_>> {
    let steps = graph.steps.iter().filter(|step| step.compiles());
    steps.map(|step| Compile { command: &step.command, sources: &step.inputs }).collect()
}

/// A number that changes when commands or sources do, so that the search need not be repeated
/// for a build that is up to date.
pub fn fingerprint(compiles: &[Compile], build: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for compile in compiles {
        compile.command.hash(&mut hasher);
        for input in compile.sources {
            let data = build.join(input).metadata().ok();
            let modified = data.as_ref().and_then(|data| data.modified().ok());
            (data.map(|data| data.len()), modified).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// The first include that surely needs Node's headers, or else the first that may.
pub fn find(compiles: &[Compile], build: &Path) -> Option<Need> {
    let mut search = Search { build, files: HashMap::new() };
    let mut groups: HashMap<Vec<String>, Group> = HashMap::new();
    let mut possible = None;
    for compile in compiles {
        let directories = include_directories(compile.command);
        let group = groups.entry(directories.clone()).or_default();
        for source in compile.sources {
            match search.follow(source, &directories, group) {
                Some(need) if need.certain => return Some(need),
                Some(need) => possible = possible.or(Some(need)),
                None => {}
            }
        }
    }
    possible
}

/// Where a compile step looks for headers, in its order.
fn include_directories(command: &[String]) -> Vec<String> {
    let mut directories = Vec::new();
    let mut words = command.iter();
    while let Some(word) = words.next() {
        let flags = ["-I", "-isystem", "-iquote", "-idirafter", "/I"];
        if flags.contains(&&word[..]) {
            directories.extend(words.next().cloned());
        } else if let Some(directory) = flags.iter().find_map(|flag| word.strip_prefix(flag)) {
            directories.push(directory.to_owned());
        }
    }
    directories
}

struct Search<'s> {
    /// Paths are relative to it, as in the commands.
    build: &'s Path,
    files: HashMap<PathBuf, Vec<Include>>,
}

/// What is known of the sources whose compilers look in the same directories.
#[derive(Default)]
struct Group {
    visited: HashSet<(PathBuf, bool)>,
    /// Where a header is, by its name and, for `"x.h"`, the directory of the including file.
    resolved: HashMap<(String, Option<PathBuf>), Option<PathBuf>>,
}

impl Search<'_> {
    fn follow(&mut self, source: &str, directories: &[String], group: &mut Group) -> Option<Need> {
        let mut possible = None;
        let mut parents: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut queue = VecDeque::from([(PathBuf::from(source), true)]);
        while let Some((file, certain)) = queue.pop_front() {
            let visited = &mut group.visited;
            if visited.contains(&(file.clone(), true)) || !visited.insert((file.clone(), certain)) {
                continue;
            }
            for include in self.includes_of(&file) {
                let certain = certain && !include.conditional;
                match self.resolve(&include, &file, directories, group) {
                    Some(path) => {
                        if path != Path::new(source) {
                            parents.entry(path.clone()).or_insert_with(|| file.clone());
                        }
                        queue.push_back((path, certain));
                    }
                    None if is_nodes(&include.name) => {
                        let need = Need {
                            chain: chain(&parents, &file),
                            certain: certain && !systems_may_have(&include.name),
                            header: include.name,
                        };
                        if need.certain {
                            return Some(need);
                        }
                        possible = possible.or(Some(need));
                    }
                    None => {}
                }
            }
        }
        possible
    }

    fn includes_of(&mut self, file: &Path) -> Vec<Include> {
        if let Some(known) = self.files.get(file) {
            return known.clone();
        }
        // A file that is not there yet is made by an action; what it includes is not known.
        let bytes = std::fs::read(self.build.join(file)).unwrap_or_default();
        let includes = includes(&bytes);
        self.files.insert(file.to_path_buf(), includes.clone());
        includes
    }

    fn resolve(
        &self,
        include: &Include,
        from: &Path,
        directories: &[String],
        group: &mut Group,
    ) -> Option<PathBuf> {
        let beside = (!include.angle).then(|| from.parent().unwrap_or(Path::new("")).to_path_buf());
        let key = (include.name.clone(), beside);
        if let Some(known) = group.resolved.get(&key) {
            return known.clone();
        }
        let (name, beside) = &key;
        let places = beside.iter().map(PathBuf::as_path);
        let found = places
            .chain(directories.iter().map(Path::new))
            .map(|directory| {
                PathBuf::from(paths::normalize(&directory.join(name).to_string_lossy()))
            })
            .find(|path| self.build.join(path).is_file());
        group.resolved.insert(key, found.clone());
        found
    }
}

/// The way from the source to a file, by the file that first included each.
fn chain(parents: &HashMap<PathBuf, PathBuf>, file: &Path) -> Vec<String> {
    let mut chain = Vec::new();
    let mut current = Some(file);
    while let Some(file) = current.filter(|_| chain.len() < 20) {
        let shown = file.to_string_lossy();
        chain.push(shown.strip_prefix("../").unwrap_or(&shown).to_owned());
        current = parents.get(file).map(PathBuf::as_path);
    }
    chain.reverse();
    chain
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Include {
    name: String,
    /// `<x.h>` and not `"x.h"`.
    angle: bool,
    conditional: bool,
}

/// The include lines of a file that stand outside comments.
fn includes(text: &[u8]) -> Vec<Include> {
    let mut found = Vec::new();
    let mut depth = 0usize;
    // The `#ifndef X` around a whole header is no condition.
    let mut guard: Option<Vec<u8>> = None;
    let mut guarded = 0usize;
    let mut directives = 0usize;
    let mut in_comment = false;
    for line in text.split(|&byte| byte == b'\n') {
        let was_in_comment = in_comment;
        in_comment = comment_goes_on(line, in_comment);
        let line = line.trim_ascii();
        let Some(directive) = line.strip_prefix(b"#").filter(|_| !was_in_comment) else {
            continue;
        };
        let directive = directive.trim_ascii_start();
        let length =
            directive.iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_');
        let (name, rest) = directive.split_at(length.count());
        let rest = rest.trim_ascii_start();
        directives += 1;
        match name {
            b"if" | b"ifdef" | b"ifndef" => {
                depth += 1;
                if directives == 1 && name == b"ifndef" {
                    guard = Some(rest.to_vec());
                }
            }
            b"define"
                if directives == 2 && guard.as_ref().is_some_and(|name| rest.starts_with(name)) =>
            {
                guarded = 1;
            }
            b"endif" => {
                depth = depth.saturating_sub(1);
                guarded = guarded.min(depth);
            }
            b"include" | b"include_next" | b"import" => {
                if let Some((name, angle)) = header_name(rest) {
                    found.push(Include { name, angle, conditional: depth > guarded });
                }
            }
            _ => {}
        }
    }
    found
}

fn header_name(rest: &[u8]) -> Option<(String, bool)> {
    let end = match rest.first()? {
        b'<' => b'>',
        b'"' => b'"',
        _ => return None,
    };
    let name = &rest[1..];
    let name = &name[..name.iter().position(|&byte| byte == end)?];
    Some((std::str::from_utf8(name).ok()?.to_owned(), end == b'>'))
}

/// Whether a `/* */` comment is open after the line.
fn comment_goes_on(line: &[u8], mut open: bool) -> bool {
    let mut at = 0;
    while at + 1 < line.len() {
        match (open, &line[at..at + 2]) {
            (false, b"//") => return false,
            (false, b"/*") | (true, b"*/") => {
                open = !open;
                at += 2;
            }
            _ => at += 1,
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    fn names(text: &str) -> String {
        let shown = includes(text.as_bytes()).into_iter().map(|include| {
            let mark = if include.conditional { "?" } else { "" };
            format!("{}{mark}", include.name)
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn include_lines() {
        assert_eq!(names("#include <a.h>\n # include \"b/c.h\" // x\nint a;\n"), "a.h b/c.h");
        assert_eq!(names("// #include <a.h>\n/* x\n#include <b.h>\n*/\n#include <c.h>\r\n"), "c.h");
        assert_eq!(names("#include MACRO\n#include <open\n#includex\n#"), "");
    }

    #[test]
    fn conditions_and_guards() {
        let text = "#ifndef A_H\n#define A_H\n#include <a>\n#ifdef W\n#include <b>\n#else\n\
                    #include <c>\n#endif\n#include <d>\n#endif\n#if 1\n#include <e>\n#endif";
        assert_eq!(names(text), "a b? c? d e?");
        assert_eq!(names("#ifndef W\n#include <a>\n#endif\n"), "a?");
    }

    /// Bytes put together from pieces that mean something: each is read, and none makes it panic.
    #[test]
    fn no_text_makes_reading_panic() {
        const PIECES: [&[u8]; 16] = [
            b"#",
            b"include",
            b" ",
            b"<",
            b">",
            b"\"",
            b"\n",
            b"a.h",
            b"\xff",
            b"/*",
            b"*/",
            b"//",
            b"ifndef X",
            b"define X",
            b"endif",
            b"\0",
        ];
        let mut state = 0x9e37_79b9_u32;
        let mut found = 0;
        for _ in 0..20_000 {
            let mut text = Vec::new();
            for _ in 0..12 {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                text.extend_from_slice(PIECES[state as usize % PIECES.len()]);
            }
            found += includes(&text).len();
        }
        assert!(found > 5, "too few of the texts include anything: {found}");
    }

    fn need(space: &TestSpace) -> Option<Need> {
        let command = ["cc", "-Inode-headers", "-I../deps", "-isystem", "../sys", "../src/a.cc"];
        let command = command.map(str::to_owned);
        let compile = Compile { command: &command, sources: &command[5..] };
        find(&[compile], &space.path("build"))
    }

    #[test]
    fn the_chain_to_the_header_is_told() {
        let space = TestSpace::new();
        space.write("build/node-headers/node_api.h", "");
        space.write("src/a.cc", "#include <node_api.h>\n#include <vector>\n#include \"own.h\"\n");
        space.write("src/own.h", "#include <nan.h>\n#include \"own.h\"\n");
        assert_eq!(need(&space), None);
        space.write("deps/nan.h", "#include \"inner/v.h\"");
        space.write("deps/inner/v.h", "#include <v8.h>");
        let found = need(&space).unwrap();
        assert!(found.certain);
        assert_eq!(
            found.explain(),
            "src/a.cc includes src/own.h,\nwhich includes deps/nan.h,\n\
             which includes deps/inner/v.h,\nwhich includes v8.h"
        );
        // A copy of its own is none of Node's.
        space.write("sys/v8.h", "");
        assert_eq!(need(&space), None);
    }

    #[test]
    fn a_condition_makes_it_only_possible() {
        let space = TestSpace::new();
        space.write("build/node-headers/node_api.h", "");
        space.write("src/a.cc", "#ifdef OLD\n#include \"old.h\"\n#endif\n#include <zlib.h>\n");
        space.write("src/old.h", "#include <node.h>\n");
        let found = need(&space).unwrap();
        assert!(!found.certain);
        space.write("src/a.cc", "#ifdef OLD\n#include \"old.h\"\n#endif\n#include \"old.h\"\n");
        assert!(need(&space).unwrap().certain);
    }
}
