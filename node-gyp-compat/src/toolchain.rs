//! Which compilers, archiver and linker there are.
//!
//! `CC`, `CXX`, `AR` and `LINK` (or `CC_target` and so on) name them, with arguments if wanted
//! (`ccache gcc`); otherwise the usual names of the system are looked up on the PATH. A missing
//! one is an error only when a step needs it.

use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;
use crate::graph::StepKind;
use crate::graph::systems::windows_words;
use crate::shell;
use crate::system::System;

/// One program with its leading arguments, or why there is none.
type Tool = std::result::Result<Vec<String>, String>;

#[derive(Clone, Debug)]
pub struct Toolchain {
    cc: Tool,
    cxx: Tool,
    ar: Tool,
    /// Whether `ar` is Apple's libtool, which has a command line of its own.
    ar_is_libtool: bool,
    link: Option<Tool>,
    /// On Windows these are tools of their own; elsewhere the C compiler does it.
    assembler: Option<Tool>,
    resources: Option<Tool>,
    /// `CC_host` and its like: for what runs while building. Nothing here compiles with them;
    /// commands of a file may.
    host: [Tool; 3],
    pub cppflags: Vec<String>,
    pub cflags: Vec<String>,
    pub cxxflags: Vec<String>,
    pub ldflags: Vec<String>,
    /// Changes when a program is replaced by another version, so that objects are made anew.
    pub identity: String,
}

/// What the tools are usually called.
struct Names {
    cc: &'static [&'static str],
    cxx: &'static [&'static str],
    ar: &'static [&'static str],
}

const USUAL: Names =
    Names { cc: &["cc", "gcc", "clang"], cxx: &["c++", "g++", "clang++"], ar: &["ar", "llvm-ar"] };

const APPLE: Names = Names {
    cc: &["cc", "clang", "gcc"],
    cxx: &["c++", "clang++", "g++"],
    ar: &["libtool", "ar", "llvm-ar"],
};

const VISUAL: Names =
    Names { cc: &["cl", "clang-cl"], cxx: &["cl", "clang-cl"], ar: &["lib", "llvm-lib"] };

impl Toolchain {
    pub fn discover(environment: &Environment, system: System) -> Result<Toolchain> {
        let usual = |usual: &[&str], what: &str| -> Tool {
            let found = usual.iter().find(|name| environment.find_program(name).is_some());
            found.map(|name| vec![(*name).to_owned()]).ok_or_else(|| {
                format!("no {what} was found: {} are not on the PATH", usual.join(", "))
            })
        };
        let tool = |names: [&str; 2], others: &[&str], what: &str| -> Result<Tool> {
            Ok(named(environment, system, names)?.unwrap_or_else(|| usual(others, what)))
        };
        let flags = |name: &str| match environment.get(name) {
            None => Ok(Vec::new()),
            Some(text) => split(&text, name, system),
        };
        let names = match system {
            System::Linux => USUAL,
            System::Mac => APPLE,
            System::Windows => VISUAL,
        };
        let given_ar = named(environment, system, ["AR_target", "AR"])?;
        let ar_is_libtool = system == System::Mac && given_ar.is_none();
        let ar = given_ar.unwrap_or_else(|| usual(names.ar, "archiver"));
        let is_windows = system == System::Windows;
        let own = |others: &[&str], what: &str| is_windows.then(|| usual(others, what));
        let mut toolchain = Toolchain {
            cc: tool(["CC_target", "CC"], names.cc, "C compiler")?,
            cxx: tool(["CXX_target", "CXX"], names.cxx, "C++ compiler")?,
            ar_is_libtool: ar_is_libtool && ar.as_ref().is_ok_and(|tool| tool[0] == "libtool"),
            ar,
            link: named(environment, system, ["LINK_target", "LINK"])?
                .or_else(|| own(&["link", "lld-link"], "linker")),
            assembler: own(&["ml64", "ml", "llvm-ml"], "assembler"),
            resources: own(&["rc", "llvm-rc"], "resource compiler"),
            host: [
                tool(["CC_host", "CC"], names.cc, "C compiler")?,
                tool(["CXX_host", "CXX"], names.cxx, "C++ compiler")?,
                tool(["AR_host", "AR"], names.ar, "archiver")?,
            ],
            cppflags: flags("CPPFLAGS")?,
            cflags: flags("CFLAGS")?,
            cxxflags: flags("CXXFLAGS")?,
            ldflags: flags("LDFLAGS")?,
            identity: String::new(),
        };
        let tools = [&toolchain.cc, &toolchain.cxx, &toolchain.ar];
        let programs = tools.into_iter().flatten().chain(toolchain.link.iter().flatten());
        toolchain.identity = programs.map(|tool| identity(environment, tool)).collect();
        Ok(toolchain)
    }

    /// What compiles a kind of source.
    pub fn compiler(&self, kind: StepKind) -> Result<&[String]> {
        match (kind, &self.assembler, &self.resources) {
            (StepKind::CompileCxx | StepKind::CompileObjCxx, _, _) => self.cxx(),
            (StepKind::Assemble, Some(assembler), _) => found(assembler, "PATH"),
            (StepKind::Resource, _, Some(resources)) => found(resources, "PATH"),
            _ => self.cc(),
        }
    }

    /// The variables of the environment that count for a kind of source, in their order.
    pub fn environment_flags(&self, kind: StepKind) -> Vec<(&'static str, &[String])> {
        let own: (&str, &[String]) = match kind {
            StepKind::CompileCxx | StepKind::CompileObjCxx => ("CXXFLAGS", &self.cxxflags),
            _ => ("CFLAGS", &self.cflags),
        };
        match (kind, &self.assembler) {
            (StepKind::Assemble | StepKind::Resource, Some(_)) => Vec::new(),
            _ => vec![("CPPFLAGS", &self.cppflags), own],
        }
    }

    /// What make's variables for tools and flags hold, as words of a shell.
    pub fn make_variable(&self, name: &str) -> Option<String> {
        let [host_cc, host_cxx, host_ar] = &self.host;
        let tool = match name {
            "CC" | "CC.target" => &self.cc,
            "CXX" | "CXX.target" => &self.cxx,
            "LINK" | "LINK.target" => self.link.as_ref().unwrap_or(&self.cxx),
            "AR" | "AR.target" => &self.ar,
            "CC.host" => host_cc,
            "CXX.host" | "LINK.host" => host_cxx,
            "AR.host" => host_ar,
            "CFLAGS.target" => {
                return Some(shell::join(&[&self.cppflags[..], &self.cflags].concat()));
            }
            "CXXFLAGS.target" => {
                return Some(shell::join(&[&self.cppflags[..], &self.cxxflags].concat()));
            }
            "LDFLAGS.target" => return Some(shell::join(&self.ldflags)),
            _ => return None,
        };
        let usual = || name.split('.').next().unwrap_or(name).to_lowercase().replace("cxx", "c++");
        Some(tool.as_ref().map_or_else(|_| usual(), |words| shell::join(words)))
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

    /// The archiver, and whether it is Apple's libtool.
    pub fn libtool(&self) -> Result<(&[String], bool)> {
        Ok((self.ar()?, self.ar_is_libtool))
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

fn split(text: &str, name: &str, system: System) -> Result<Vec<String>> {
    let words = match system {
        System::Windows => windows_words::split(text),
        System::Linux | System::Mac => shell::split(text),
    };
    words.map_err(|message| Diagnostic::new(format!("the variable {name}: {message}")))
}

fn named(environment: &Environment, system: System, names: [&str; 2]) -> Result<Option<Tool>> {
    let Some((name, text)) =
        names.iter().find_map(|name| environment.get(name).map(|text| (*name, text)))
    else {
        return Ok(None);
    };
    let words = split(&text, name, system)?;
    let program = words.first().cloned().unwrap_or_default();
    Ok(Some(match environment.find_program(&program) {
        Some(_) => Ok(words),
        None => Err(format!("{name} is set to `{text}`, but there is no program `{program}`")),
    }))
}

fn found<'t>(tool: &'t Tool, variable: &str) -> Result<&'t [String]> {
    tool.as_deref().map_err(|message| {
        Diagnostic::new(message.clone()).help(format!(
            "install a C and C++ compiler (Debian: apt install g++, macOS: xcode-select --install;\n\
             Windows: the developer command prompt of Visual Studio), or set {variable}"
        ))
    })
}

/// Every word that names a program counts: in `ccache gcc` it is the second that compiles, and
/// where `gcc` is a link to ccache, the next one on the PATH.
fn identity(environment: &Environment, tool: &[String]) -> String {
    let programs = tool.iter().filter(|word| !word.starts_with('-'));
    let paths = programs.flat_map(|word| environment.find_programs(word));
    paths.map(|path| identity_of(&path)).collect()
}

fn identity_of(path: &Path) -> String {
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
        discover_for(System::Linux, variables)
    }

    fn discover_for(system: System, variables: &[(&str, &str)]) -> Toolchain {
        let mut environment = Environment::default();
        for (name, value) in variables {
            environment.set(name, value);
        }
        Toolchain::discover(&environment, system).unwrap()
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
    fn tools_for_the_target_win_and_make_has_variables_for_all() {
        let toolchain = discover(&[
            ("CC", "/bin/sh -c"),
            ("CC_target", "/bin/sh 'a b'"),
            ("CXX_host", "/bin/cat"),
            ("CPPFLAGS", "-Dp"),
            ("CXXFLAGS", "-Dx='y z'"),
        ]);
        let value = |name: &str| toolchain.make_variable(name).unwrap();
        assert_eq!((&value("CC")[..], &value("CC.host")[..]), ("/bin/sh 'a b'", "/bin/sh -c"));
        assert_eq!((&value("CXX.host")[..], &value("LINK.host")[..]), ("/bin/cat", "/bin/cat"));
        // What is missing has the name that is missed.
        assert_eq!((&value("CXX.target")[..], &value("AR")[..]), ("c++", "ar"));
        assert_eq!(value("CXXFLAGS.target"), "-Dp '-Dx=y z'");
        assert_eq!(toolchain.make_variable("MAKE"), None);
    }

    #[test]
    fn every_system_has_its_usual_tools() {
        let space = crate::test_space::TestSpace::new();
        for name in ["cc", "clang-cl", "libtool", "ar", "lib", "link", "lld-link", "ml64", "rc"] {
            space.write_program(name, "");
        }
        let path = space.root().display().to_string();
        let on = |system: System| discover_for(system, &[("PATH", &path)]);
        let linux = on(System::Linux);
        assert_eq!(
            (linux.cc().unwrap(), linux.ar().unwrap()),
            (&["cc".into()][..], &["ar".into()][..])
        );
        assert!(!linux.libtool().unwrap().1 && on(System::Mac).libtool().unwrap().1);
        let windows = on(System::Windows);
        assert_eq!(windows.compiler(StepKind::CompileCxx).unwrap(), ["clang-cl"]);
        assert_eq!(windows.compiler(StepKind::Assemble).unwrap(), ["ml64"]);
        assert_eq!(windows.compiler(StepKind::Resource).unwrap(), ["rc"]);
        assert_eq!(
            (windows.linker(true).unwrap(), windows.ar().unwrap()),
            (&["link".into()][..], &["lib".into()][..])
        );
        assert_eq!(windows.environment_flags(StepKind::Assemble), []);
        assert_eq!(linux.compiler(StepKind::Assemble).unwrap(), ["cc"]);
        let backslashes = discover_for(System::Windows, &[("CFLAGS", "/Ic:\\x\\y \"/DA=b c\"")]);
        assert_eq!(backslashes.cflags, ["/Ic:\\x\\y", "/DA=b c"]);
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
