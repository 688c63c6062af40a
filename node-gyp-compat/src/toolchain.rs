//! Which compilers, archiver and linker there are.
//!
//! `CC`, `CXX`, `AR` and `LINK` (or `CC_target` and so on) name them, with arguments if wanted
//! (`ccache gcc`); otherwise the usual names are looked up on the PATH. A missing one is an error
//! only when a step needs it.

use std::time::UNIX_EPOCH;

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::shell;

/// One program with its leading arguments, or why there is none.
type Tool = std::result::Result<Vec<String>, String>;

#[derive(Clone, Debug)]
pub struct Toolchain {
    cc: Tool,
    cxx: Tool,
    ar: Tool,
    link: Option<Tool>,
    pub cppflags: Vec<String>,
    pub cflags: Vec<String>,
    pub cxxflags: Vec<String>,
    pub ldflags: Vec<String>,
    /// Changes when a program is replaced by another version, so that objects are made anew.
    pub identity: String,
}

impl Toolchain {
    pub fn discover(environment: &Environment) -> Result<Toolchain> {
        let tool = |names: [&str; 2], usual: &[&str], what: &str| -> Result<Tool> {
            match named(environment, names)? {
                Some(tool) => Ok(tool),
                None => Ok(usual
                    .iter()
                    .find(|name| environment.find_program(name).is_some())
                    .map(|name| vec![(*name).to_owned()])
                    .ok_or_else(|| {
                        format!("no {what} was found: {} are not on the PATH", usual.join(", "))
                    })),
            }
        };
        let flags = |name: &str| match environment.get(name) {
            None => Ok(Vec::new()),
            Some(text) => shell::split(&text)
                .map_err(|message| Diagnostic::new(format!("the variable {name}: {message}"))),
        };
        let mut toolchain = Toolchain {
            cc: tool(["CC_target", "CC"], &["cc", "gcc", "clang"], "C compiler")?,
            cxx: tool(["CXX_target", "CXX"], &["c++", "g++", "clang++"], "C++ compiler")?,
            ar: tool(["AR_target", "AR"], &["ar", "llvm-ar"], "archiver")?,
            link: named(environment, ["LINK_target", "LINK"])?,
            cppflags: flags("CPPFLAGS")?,
            cflags: flags("CFLAGS")?,
            cxxflags: flags("CXXFLAGS")?,
            ldflags: flags("LDFLAGS")?,
            identity: String::new(),
        };
        let tools = [&toolchain.cc, &toolchain.cxx, &toolchain.ar];
        let programs = tools.into_iter().flatten().chain(toolchain.link.iter().flatten());
        toolchain.identity = programs.map(|tool| identity(environment, &tool[0])).collect();
        Ok(toolchain)
    }

    pub fn cc(&self) -> Result<&[String]> {
        found(&self.cc, "CC")
    }

    pub fn cxx(&self) -> Result<&[String]> {
        found(&self.cxx, "CXX")
    }

    pub fn ar(&self) -> Result<&[String]> {
        found(&self.ar, "AR")
    }

    /// Links with the C++ driver, as node-gyp does; a project without C++ can do with the C one
    /// on a machine that has no other.
    pub fn linker(&self, has_cxx: bool) -> Result<&[String]> {
        match &self.link {
            Some(link) => found(link, "LINK"),
            None if !has_cxx && self.cxx.is_err() => self.cc(),
            None => self.cxx(),
        }
    }
}

fn named(environment: &Environment, names: [&str; 2]) -> Result<Option<Tool>> {
    let Some((name, text)) =
        names.iter().find_map(|name| environment.get(name).map(|text| (*name, text)))
    else {
        return Ok(None);
    };
    let words = shell::split(&text)
        .map_err(|message| Diagnostic::new(format!("the variable {name}: {message}")))?;
    let program = words.first().cloned().unwrap_or_default();
    Ok(Some(match environment.find_program(&program) {
        Some(_) => Ok(words),
        None => Err(format!("{name} is set to `{text}`, but there is no program `{program}`")),
    }))
}

fn found<'t>(tool: &'t Tool, variable: &str) -> Result<&'t [String]> {
    tool.as_deref().map_err(|message| {
        Diagnostic::new(message.clone()).help(format!(
            "install a C and C++ compiler (Debian: apt install g++, macOS: xcode-select --install),\n\
             or set {variable}"
        ))
    })
}

fn identity(environment: &Environment, program: &str) -> String {
    let Some(path) = environment.find_program(program) else {
        return String::new();
    };
    let data = path.metadata();
    let modified = data.as_ref().ok().and_then(|data| data.modified().ok());
    let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    format!(
        "{}:{}:{};",
        path.display(),
        data.map(|data| data.len()).unwrap_or(0),
        modified.unwrap_or_default().as_nanos()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn discover(variables: &[(&str, &str)]) -> Toolchain {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        Toolchain::discover(&environment).unwrap()
    }

    #[test]
    fn variables_name_tools_with_arguments() {
        let toolchain = discover(&[
            ("CC", "/bin/sh -x"),
            ("CC_target", ""),
            ("CFLAGS", "-DA='x y' -O1"),
            ("LINK", "/bin/sh"),
        ]);
        assert_eq!(toolchain.cc().unwrap(), ["/bin/sh", "-x"]);
        assert_eq!(toolchain.linker(true).unwrap(), ["/bin/sh"]);
        assert_eq!(toolchain.cflags, ["-DA=x y", "-O1"]);
        assert!(toolchain.identity.contains("/bin/sh"));
    }

    #[test]
    fn what_is_missing_is_told_when_it_is_needed() {
        let toolchain = discover(&[("CC", "/bin/sh"), ("CXX", "no-such-compiler -x")]);
        assert!(toolchain.cxx().unwrap_err().message.contains("no program `no-such-compiler`"));
        let error = toolchain.ar().unwrap_err();
        assert!(error.message.contains("no archiver was found"));
        assert!(error.help.unwrap().contains("or set AR"));
        assert_eq!(toolchain.linker(false).unwrap(), ["/bin/sh"]);
        assert!(toolchain.linker(true).is_err());
    }
}
