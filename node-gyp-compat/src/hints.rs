//! What to do about failures whose own messages do not say it: those of compilers and linkers.
//!
//! Each hint is read from what the tool printed, by words that gcc and clang have not changed in
//! years. None is better than a wrong one, so what is not recognised gets none.

use crate::diagnostic::Diagnostic;

/// The headers that only Node's own directory has, of those that addons include directly.
const NODES: [&str; 6] =
    ["uv.h", "node.h", "v8.h", "node_buffer.h", "node_object_wrap.h", "node_version.h"];

/// The header of Node's that a compiler did not find.
pub fn missing_node_header(error: &Diagnostic) -> Option<&'static str> {
    let missing = missing_header(error)?;
    NODES.into_iter().find(|name| *name == missing)
}

/// What could be done about a failed step, if it is one of the usual mistakes.
pub fn for_failure(error: &Diagnostic) -> Option<String> {
    if let Some(name) = missing_header(error) {
        return Some(match NODES.contains(&name) {
            true => format!(
                "{name} is not part of Node-API: give Node's headers with --nodedir DIR, where\n\
                 DIR/include/node/{name} is"
            ),
            false => format!(
                "no directory of include_dirs has {name}: are the development files of its\n\
                 library installed, or is a git submodule missing?"
            ),
        });
    }
    if let Some(library) = missing_library(error) {
        return Some(format!(
            "the linker knows no directory with lib{library}: install the library's\n\
             development files, or name the directory in `library_dirs`"
        ));
    }
    let said = |text: &str| error.output.iter().any(|output| output.contains(text));
    if said("exception handling disabled") || said("with exceptions disabled") {
        return Some(
            "addons are compiled without C++ exceptions unless they ask for them:\n\
             'cflags_cc!': ['-fno-exceptions'], 'cflags_cc': ['-fexceptions']"
                .into(),
        );
    }
    if said("not permitted with '-fno-rtti'") || said("use of typeid requires -frtti") {
        return Some(
            "addons are compiled without run-time types unless they ask for them:\n\
             'cflags_cc!': ['-fno-rtti']"
                .into(),
        );
    }
    None
}

/// `x.h` from `fatal error: x.h: No such file` (gcc) or `fatal error: 'x.h' file not found`.
fn missing_header(error: &Diagnostic) -> Option<&str> {
    error.output.iter().find_map(|output| {
        output.lines().find_map(|line| {
            let (_, after) = line.split_once("fatal error: ")?;
            let gcc = after.split_once(": No such file").map(|(name, _)| name);
            gcc.or_else(|| after.strip_prefix('\'')?.split_once("' file not found").map(|(n, _)| n))
        })
    })
}

/// `x` from the linker's `cannot find -lx` or `unable to find library -lx`.
fn missing_library(error: &Diagnostic) -> Option<&str> {
    error.output.iter().find_map(|output| {
        output.lines().find_map(|line| {
            let starts = ["cannot find -l", "unable to find library -l"];
            let after = starts.iter().find_map(|start| Some(line.split_once(start)?.1))?;
            after.split(|c: char| c == ':' || c.is_whitespace()).next().filter(|n| !n.is_empty())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(output: &str) -> String {
        let error = Diagnostic::new("CC a.c failed").output(output.to_owned());
        for_failure(&error).unwrap_or_default()
    }

    #[test]
    fn headers() {
        let gcc = "In file included from a.cc:1:\n../n.h:1:10: fatal error: v8.h: No such file or directory\n";
        assert!(hint(gcc).contains("v8.h is not part of Node-API"));
        assert!(hint("a.c:1:10: fatal error: 'pq/pq.h' file not found").contains("has pq/pq.h"));
        assert_eq!(hint("a.c:1:10: error: v8.h"), "");
    }

    #[test]
    fn libraries_and_settings() {
        assert!(hint("/usr/bin/ld: cannot find -lpq: No such file").contains("with libpq:"));
        assert!(hint("ld.lld: error: unable to find library -lpq").contains("with libpq:"));
        let gcc = "error: exception handling disabled, use '-fexceptions' to enable";
        assert!(hint(gcc).contains("'-fexceptions'"));
        assert!(hint("cannot use 'throw' with exceptions disabled").contains("'-fexceptions'"));
    }
}
