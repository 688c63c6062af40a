//! `install`, `list` and `remove`: the headers of Node releases on this machine.

use crate::command_line::messages::answer;
use crate::command_line::words::Invocation;
use crate::command_line::{Run, mistake};
use crate::development::{DevelopmentDirectory, Version};
use crate::diagnostic::{Diagnostic, Error};
use crate::headers::node;

impl Run {
    pub fn install(&mut self, invocation: &Invocation) -> Result<(), Error> {
        let options = &self.settings.build;
        let asked = invocation.arguments.first().or(options.target.as_ref());
        let version = match asked {
            Some(text) => Some(Version::parse(text).ok_or_else(|| {
                let error = Diagnostic::new(format!("`{text}` is no version of a Node release"));
                mistake(error.help("a version has three numbers: node-gyp install 26.10.0"))
            })?),
            None if self.settings.source.tarball.is_some() => None,
            None => node::version_on_path(options),
        };
        let directory = self.development_directory()?;
        if let Some(version) = version.as_ref().filter(|_| self.settings.ensure)
            && directory.headers(version).is_some()
        {
            self.messages.info("install", &format!("{version} is installed"));
            return Ok(());
        }
        let installed = directory
            .install(version.as_ref(), &self.settings.source, &options.environment)
            .map_err(mistake)?;
        let place = installed.directory.display();
        self.messages.info("install", &format!("{} from {}", installed.version, installed.from));
        self.messages.info("install", &format!("into {place}"));
        Ok(())
    }

    pub fn list(&self) -> Result<(), Error> {
        let directory = self.development_directory()?;
        self.messages.verbose("list", &directory.path.display().to_string());
        let names = directory.entries().map_err(mistake)?;
        match names.is_empty() {
            true => answer("No headers of Node are installed: see `node-gyp install`."),
            false => answer(&names.join("\n")),
        }
        Ok(())
    }

    pub fn remove(&self, invocation: &Invocation) -> Result<(), Error> {
        let asked = invocation.arguments.first().or(self.settings.build.target.as_ref());
        let Some(name) = asked else {
            let error = Diagnostic::new("which version should be removed?");
            return Err(mistake(error.help("`node-gyp list` prints those that are installed")));
        };
        match self.development_directory()?.remove(name).map_err(mistake)? {
            true => self.messages.info("remove", name),
            false => self.messages.info("remove", &format!("{name} was not installed")),
        }
        Ok(())
    }

    fn development_directory(&self) -> Result<DevelopmentDirectory, Error> {
        match &self.settings.build.development_dir {
            Some(path) => Ok(DevelopmentDirectory { path: path.clone() }),
            None => {
                let error = Diagnostic::new("there is no place for the headers of Node releases");
                Err(mistake(error.help("set HOME, or name a directory with --devdir")))
            }
        }
    }
}
