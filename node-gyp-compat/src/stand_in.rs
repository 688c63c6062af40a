//! A `node` for the commands of a `.gyp` file where the machine has none.
//!
//! Nearly every addon asks `node -p "require('node-addon-api').include"`. The napkin runtime
//! answers that as well, so while a build runs there is a link `node` to it in
//! `build/node_gyp_bins`, last on the PATH. It is removed at the end: nothing in `build/` may
//! depend on where things are.

use std::path::{Path, PathBuf};

use crate::environment::Environment;

/// The directory of the link, removed when this is dropped.
pub struct StandIn {
    directory: Option<PathBuf>,
}

const DIRECTORY: &str = "node_gyp_bins";

impl StandIn {
    /// Puts a `node` at the end of the PATH if there is none, and if a napkin is found, for
    /// commands of the module in this directory.
    pub fn for_commands(module: &Path, environment: &mut Environment) -> StandIn {
        let none = StandIn { directory: None };
        if environment.find_program("node").is_some() || !module.join("binding.gyp").is_file() {
            return none;
        }
        let (Some(runtime), Ok(module)) = (runtime(environment), module.canonicalize()) else {
            return none;
        };
        let directory = module.join("build").join(DIRECTORY);
        let old = environment.get("PATH").unwrap_or_default();
        // An empty entry would mean the current directory.
        let places = std::env::split_paths(&old).filter(|place| !place.as_os_str().is_empty());
        let places = places.chain([directory.clone()]);
        // A directory whose name cannot stand in PATH, or that cannot be written: then there is
        // no `node`, and the command that wants it says so.
        let Ok(path) = std::env::join_paths(places) else {
            return none;
        };
        let link = directory.join("node");
        let _ = std::fs::remove_file(&link);
        let made = std::fs::create_dir_all(&directory).and_then(|()| make_link(&runtime, &link));
        if made.is_err() {
            return none;
        }
        environment.set("PATH", path);
        StandIn { directory: Some(directory) }
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        if let Some(directory) = &self.directory {
            // Left behind it does no harm: the next build replaces it.
            let _ = std::fs::remove_dir_all(directory);
        }
    }
}

/// The napkin to use: this program itself, the one beside it, or the one on the PATH.
pub fn runtime(environment: &Environment) -> Option<PathBuf> {
    const NAME: &str = if cfg!(windows) { "napkin.exe" } else { "napkin" };
    let own = std::env::current_exe().ok();
    let beside = own.as_ref().and_then(|own| Some(own.parent()?.join(NAME)));
    beside.filter(|path| path.is_file()).or_else(|| environment.find_program(NAME))
}

#[cfg(unix)]
fn make_link(runtime: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(runtime, link)
}

#[cfg(not(unix))]
fn make_link(runtime: &Path, link: &Path) -> std::io::Result<()> {
    std::fs::hard_link(runtime, link)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_space::TestSpace;

    #[test]
    fn a_node_appears_for_as_long_as_it_is_needed() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{}");
        space.write_program("bin/napkin", "#!/bin/sh\necho I am napkin\n");
        let mut environment = Environment::default();
        environment.set("PATH", space.path("bin"));
        let stand_in = StandIn::for_commands(space.root(), &mut environment);
        let node = environment.find_program("node").unwrap();
        assert_eq!(node, space.path("build/node_gyp_bins/node"));
        drop(stand_in);
        assert!(!space.exists("build/node_gyp_bins"));
    }

    #[test]
    fn a_node_that_is_there_is_used() {
        let space = TestSpace::new();
        space.write("binding.gyp", "{}");
        space.write_program("bin/napkin", "");
        space.write_program("bin/node", "");
        let mut environment = Environment::default();
        environment.set("PATH", space.path("bin"));
        StandIn::for_commands(space.root(), &mut environment);
        assert_eq!(environment.find_program("node"), Some(space.path("bin/node")));
        assert!(!space.exists("build"));
    }
}
