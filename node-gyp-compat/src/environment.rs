//! The environment variables a build sees: a copy, so that a caller (and a test) can add to it
//! without touching its own process, and every stage reads the same.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Clone, Debug, Default)]
pub struct Environment {
    variables: BTreeMap<OsString, OsString>,
}

impl Environment {
    /// That of this process.
    pub fn current() -> Environment {
        Environment { variables: std::env::vars_os().collect() }
    }

    pub fn set(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) {
        self.variables.insert(name.into(), value.into());
    }

    pub fn remove(&mut self, name: impl AsRef<OsStr>) {
        self.variables.remove(name.as_ref());
    }

    /// The value, unless unset or empty: an empty `CC` means no `CC`, as to make.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = self.variables.get(OsStr::new(name))?;
        let value = value.to_string_lossy().into_owned();
        (!value.trim().is_empty()).then_some(value)
    }

    /// Names and values that are text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables.iter().filter_map(|(name, value)| Some((name.to_str()?, value.to_str()?)))
    }

    /// Changes when any variable does.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.variables.hash(&mut hasher);
        hasher.finish()
    }

    /// A command that will see exactly these variables.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&self.variables);
        command
    }

    /// The first file called `name` on `PATH`; a name with a slash is a path already.
    pub fn find_program(&self, name: &str) -> Option<PathBuf> {
        self.find_programs(name).next()
    }

    /// All of that name, in the order of `PATH`: the first may be a cache in front of the second.
    pub fn find_programs(&self, name: &str) -> impl Iterator<Item = PathBuf> {
        let places: Vec<PathBuf> = match self.variables.get(OsStr::new("PATH")) {
            _ if name.contains('/') => vec![PathBuf::new()],
            Some(path) => std::env::split_paths(path).collect(),
            None => Vec::new(),
        };
        let name = name.to_owned();
        let candidates = places.into_iter().map(move |place| place.join(&name));
        candidates.filter(|candidate| is_executable(candidate))
    }
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_none() {
        let mut environment = Environment::default();
        environment.set("CC", " ");
        assert_eq!(environment.get("CC"), None);
        environment.set("CC", "clang");
        assert_eq!(environment.get("CC").as_deref(), Some("clang"));
    }

    #[test]
    fn programs_are_found_on_the_path_given() {
        let mut environment = Environment::default();
        assert_eq!(environment.find_program("sh"), None);
        environment.set("PATH", "/nowhere:/bin");
        assert_eq!(environment.find_program("sh"), Some("/bin/sh".into()));
        assert_eq!(environment.find_program("/nowhere/sh"), None);
    }
}
