//! The machine's own programs that fetch and unpack: `curl` or `wget`, and `tar`.

use std::path::Path;
use std::process::Stdio;

use crate::development::Source;
use crate::diagnostic::{Diagnostic, Result};
use crate::environment::Environment;

pub struct Programs<'p> {
    pub environment: &'p Environment,
    pub source: &'p Source,
}

impl Programs<'_> {
    /// Fetches an address into a file.
    pub fn download(&self, address: &str, into: &Path) -> Result<()> {
        let into = into.to_string_lossy();
        let source = self.source;
        let ca_file = source.ca_file.as_ref().map(|file| file.to_string_lossy().into_owned());
        let mut words: Vec<String> = Vec::new();
        let program = if self.environment.find_program("curl").is_some() {
            let fixed = ["-fsSL", "--retry", "2", "--connect-timeout", "20", "-o", &into];
            words.extend(fixed.map(str::to_owned));
            let given = [
                ("--proxy", &source.proxy),
                ("--noproxy", &source.no_proxy),
                ("--cacert", &ca_file),
            ];
            for (option, value) in given {
                words.extend(value.iter().flat_map(|value| [option.to_owned(), value.clone()]));
            }
            "curl"
        } else if self.environment.find_program("wget").is_some() {
            words.extend(["-q", "-O", &into].map(str::to_owned));
            for name in ["http", "https"] {
                let proxy = source.proxy.iter();
                words.extend(
                    proxy.flat_map(|proxy| ["-e".to_owned(), format!("{name}_proxy={proxy}")]),
                );
            }
            words.extend(ca_file.iter().map(|file| format!("--ca-certificate={file}")));
            "wget"
        } else {
            return Err(Diagnostic::new(format!(
                "{address} cannot be fetched: there is neither curl nor wget on the PATH"
            )));
        };
        words.push(address.to_owned());
        self.run(program, &words).map_err(|printed| {
            Diagnostic::new(format!("{program} could not fetch {address}")).note(printed)
        })
    }

    /// Unpacks a tarball, or one directory of it, into `release/`, without its first directory.
    pub fn unpack(&self, tarball: &Path, release: &Path, only: Option<&str>) -> Result<()> {
        let shown = tarball.display();
        std::fs::create_dir_all(release).map_err(|error| {
            Diagnostic::new(format!("cannot write to {}: {error}", release.display()))
        })?;
        let mut words = vec![
            "-xzf".to_owned(),
            tarball.to_string_lossy().into_owned(),
            "-C".to_owned(),
            release.to_string_lossy().into_owned(),
            "--strip-components=1".to_owned(),
        ];
        words.extend(only.map(str::to_owned));
        self.run("tar", &words).map_err(|printed| {
            Diagnostic::new(format!("tar could not unpack {shown}")).note(printed)
        })?;
        // Headers, and nothing else that may stand beside them (licences, the program).
        let others = std::fs::read_dir(release).into_iter().flatten().flatten();
        for entry in others.filter(|entry| entry.file_name() != "include") {
            let path = entry.path();
            let _ = if path.is_dir() {
                std::fs::remove_dir_all(path)
            } else {
                std::fs::remove_file(path)
            };
        }
        Ok(())
    }

    /// Runs a program; what it printed, if it failed.
    pub fn run(&self, program: &str, words: &[String]) -> std::result::Result<(), String> {
        let mut command = self.environment.command(program);
        let output = command.args(words).stdin(Stdio::null()).output();
        let output = output.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => format!("there is no `{program}` on the PATH"),
            _ => format!("cannot run `{program}`: {error}"),
        })?;
        match output.status.success() {
            true => Ok(()),
            false => {
                // curl says the same once more for every try.
                let printed = String::from_utf8_lossy(&output.stderr);
                let mut lines: Vec<&str> = printed.trim().lines().collect();
                lines.dedup();
                let printed = lines.join("\n");
                Err(if printed.is_empty() { output.status.to_string() } else { printed })
            }
        }
    }
}
