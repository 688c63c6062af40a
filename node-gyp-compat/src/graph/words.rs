//! The words that flags become.
//!
//! GYP's flags were written for make and a shell: `$(builddir)` and `$$` are make's, quotes and
//! `\$` the shell's. Both are undone here, so that commands run without either. Only a flag with
//! a live `$` or a backquote after that is given to a shell, once, while configuring.

use std::path::Path;
use std::process::Stdio;

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::graph::systems::windows_words;
use crate::shell;
use crate::system::System;
use crate::targets::Item;
use crate::toolchain::Toolchain;

#[derive(Clone, Copy)]
pub struct Words<'w> {
    pub environment: &'w Environment,
    pub toolchain: &'w Toolchain,
    /// Where commands run.
    pub build: &'w Path,
    pub configuration: &'w str,
    pub system: System,
    pub target: &'w str,
    /// Whether make's directories are given as absolute paths: actions run elsewhere.
    pub absolute: bool,
}

impl<'w> Words<'w> {
    /// The same for a command that runs outside `build/`.
    pub fn absolute(&self) -> Words<'w> {
        Words { absolute: true, ..*self }
    }

    /// What make's variables in a text stand for. `$(shell ...)` is left to the shell, which knows
    /// it without the word.
    pub fn make(&self, text: &str) -> String {
        let mut output = String::new();
        let mut rest = text;
        while let Some(at) = rest.find('$') {
            output.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let mut chars = rest.chars();
            let (name, length) = match chars.next() {
                None => break,
                Some('$') => {
                    output.push('$');
                    rest = &rest[1..];
                    continue;
                }
                Some('(' | '{') => match closing(rest) {
                    Some(end) => (&rest[1..end], end + 1),
                    None => break,
                },
                Some(c) => (&rest[..c.len_utf8()], c.len_utf8()),
            };
            match name.strip_prefix("shell ") {
                Some(command) => output.push_str(&format!("$({})", self.make(command.trim()))),
                None => output.push_str(&self.make_variable(name)),
            }
            rest = &rest[length..];
        }
        output.push_str(rest);
        output
    }

    fn make_variable(&self, name: &str) -> String {
        let builddir = self.build.join(self.configuration).display().to_string();
        let source = self.build.parent().unwrap_or(self.build).display().to_string();
        let given = |default: &str| self.environment.get(name).unwrap_or(default.to_owned());
        match (name, self.absolute) {
            ("builddir", false) => self.configuration.to_owned(),
            ("obj", false) => format!("{}/obj", self.configuration),
            ("srcdir", false) => "..".to_owned(),
            ("builddir" | "abs_builddir", _) => builddir,
            ("obj" | "abs_obj", _) => format!("{builddir}/obj"),
            ("srcdir" | "abs_srcdir", _) => source,
            ("builddir_name", _) => ".".to_owned(),
            ("CURDIR", _) => self.build.display().to_string(),
            ("BUILDTYPE", _) => self.configuration.to_owned(),
            ("TOOLSET", _) => "target".to_owned(),
            ("TARGET", _) => self.target.to_owned(),
            (name, _) if self.system == System::Windows => self.of_visual_studio(name),
            // What make itself defines, for actions that start a compiler or make.
            (name, _) if self.toolchain.make_variable(name).is_some() => {
                self.toolchain.make_variable(name).unwrap_or_default()
            }
            ("MAKE", _) => given("make"),
            ("RM", _) => given("rm -f"),
            _ => given(""),
        }
    }

    /// What Visual Studio's macros stand for; those that name directories end in a slash there.
    fn of_visual_studio(&self, name: &str) -> String {
        let from = match self.absolute {
            true => format!("{}/", self.build.display()),
            false => String::new(),
        };
        match name {
            "Configuration" | "ConfigurationName" => self.configuration.to_owned(),
            "OutDir" | "TargetDir" => format!("{from}{}/", self.configuration),
            "IntDir" => format!("{from}{}/obj.target/{}/", self.configuration, self.target),
            "ProjectDir" | "SolutionDir" => from,
            "ProjectName" | "TargetName" => self.target.to_owned(),
            _ => self.environment.get(name).unwrap_or_default(),
        }
    }

    /// A text that is no flag, with its variables filled in.
    pub fn plain(&self, text: &str) -> String {
        if text.contains('$') { self.make(text) } else { text.to_owned() }
    }

    /// Complains about what only make itself could work out.
    pub fn check(&self, item: &Item) -> Result<()> {
        match make_function(&item.text) {
            Some(name) => Err(Diagnostic::at(
                format!("`$({name} ...)` is a function of make, and there is no make here"),
                item.span,
                "only variables and $(shell ...) are known",
            )
            .help("let GYP do it: <!(command) gives what a command prints")),
            None => Ok(()),
        }
    }

    /// The words of one flag, or of several in one string. GYP takes one that holds a double quote
    /// for a single word, in which the quotes are the compiler's, and quotes it as a whole.
    pub fn of(&self, item: &Item) -> Result<Vec<String>> {
        if self.system != System::Windows && item.text.contains('"') {
            let text = format!("\"{}\"", item.text.replace('"', "\\\""));
            return self.split(&Item { text, span: item.span });
        }
        self.split(item)
    }

    /// The words of a text as a shell reads it.
    pub fn split(&self, item: &Item) -> Result<Vec<String>> {
        if self.system == System::Windows {
            return windows_words::split(&self.plain(&item.text))
                .map_err(|message| Diagnostic::at(message, item.span, "this flag"));
        }
        let text = self.make(&item.text);
        if shell::needs_shell(&text) {
            return self.by_shell(&text, item);
        }
        shell::split(&text).map_err(|message| Diagnostic::at(message, item.span, "this flag"))
    }

    fn by_shell(&self, text: &str, item: &Item) -> Result<Vec<String>> {
        let script = format!("for word in {text}\ndo printf '%s\\0' \"$word\"\ndone");
        let output = self
            .environment
            .command("/bin/sh")
            .args(["-c", &script])
            .current_dir(self.build)
            .stdin(Stdio::null())
            .output();
        let failed = |reason: String| {
            Diagnostic::at(
                format!("the shell could not expand `{text}`: {reason}"),
                item.span,
                "this flag",
            )
        };
        let output = output.map_err(|error| failed(error.to_string()))?;
        if !output.status.success() {
            return Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        let text = String::from_utf8(output.stdout)
            .map_err(|_| failed("it printed bytes that are not UTF-8".into()))?;
        Ok(text.split_terminator('\0').map(str::to_owned).collect())
    }
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let open = text.chars().next()?;
    let close = if open == '(' { ')' } else { '}' };
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// A function of make's, other than `shell`, that a text calls.
fn make_function(text: &str) -> Option<&str> {
    const FUNCTIONS: [&str; 33] = [
        "abspath",
        "addprefix",
        "addsuffix",
        "and",
        "basename",
        "call",
        "dir",
        "error",
        "eval",
        "file",
        "filter",
        "filter-out",
        "findstring",
        "firstword",
        "foreach",
        "if",
        "info",
        "join",
        "lastword",
        "notdir",
        "or",
        "patsubst",
        "realpath",
        "sort",
        "strip",
        "subst",
        "suffix",
        "value",
        "warning",
        "wildcard",
        "word",
        "wordlist",
        "words",
    ];
    let calls = text.match_indices("$(").filter(|(at, _)| !text[..*at].ends_with('$'));
    calls
        .filter_map(|(at, _)| text[at + 2..].split_once(' ').map(|(name, _)| name))
        .find(|name| FUNCTIONS.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn words(text: &str) -> std::result::Result<Vec<String>, String> {
        let mut environment = Environment::current();
        environment.set("MY_LIB", "a b");
        let toolchain = Toolchain::discover(&environment, System::Linux).unwrap();
        let words = Words {
            environment: &environment,
            toolchain: &toolchain,
            build: Path::new("/"),
            configuration: "Release",
            system: System::Linux,
            target: "t",
            absolute: false,
        };
        let item = Item { text: text.into(), span: Span::NONE };
        words.of(&item).map_err(|error| error.message)
    }

    #[test]
    fn make_then_shell() {
        let words = |text| words(text).unwrap();
        assert_eq!(words("-Wl,-rpath,\\$$ORIGIN/x"), ["-Wl,-rpath,$ORIGIN/x"]);
        assert_eq!(words("-Wl,-rpath,'$$ORIGIN'"), ["-Wl,-rpath,$ORIGIN"]);
        assert_eq!(words("-L$(builddir) -I$(srcdir)/x"), ["-LRelease", "-I../x"]);
        assert_eq!(words("$(obj).target/$(TARGET)/y"), ["Release/obj.target/t/y"]);
        assert_eq!(words("'-DX=a b' -y"), ["-DX=a b", "-y"]);
        assert_eq!(words("-DX=\"a b\" -y"), ["-DX=\"a b\" -y"]);
        assert_eq!(words("-DX=\\\"a\\\""), ["-DX=\\a\\"]);
        assert_eq!(words("x$"), ["x"]);
        assert!(words("").is_empty());
    }

    #[test]
    fn functions_of_make_are_refused() {
        assert_eq!(make_function("-I$(dir x/y)"), Some("dir"));
        assert_eq!(make_function("$(shell echo $(wildcard *))"), Some("wildcard"));
        for text in ["$(builddir)/x y", "$(shell echo)", "$$(dir x)", "dir (x)", "$(dirs x)"] {
            assert_eq!(make_function(text), None, "{text}");
        }
    }

    #[test]
    fn what_only_a_shell_knows_is_asked_of_one() {
        let words = |text| words(text).unwrap();
        assert_eq!(words("`echo -la -lb`"), ["-la", "-lb"]);
        assert_eq!(words("$${MY_LIB} x"), ["a", "b", "x"]);
        assert_eq!(words("$(MY_LIB)"), ["a", "b"]);
        assert_eq!(words("-I$(shell echo a | tr a b)/x"), ["-Ib/x"]);
        assert_eq!(words("$(shell echo $$(echo $(TARGET)))"), ["t"]);
        assert!(super::tests::words("`exit 3`$$(").unwrap_err().contains("could not expand"));
        assert!(super::tests::words("'-x").unwrap_err().contains("not closed"));
    }
}
