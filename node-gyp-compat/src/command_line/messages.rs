//! What the command says, in the form scripts look for: `gyp info ok`, `gyp ERR! not ok`.
//!
//! Messages go to standard error; what was asked for (versions, help) to standard output. The
//! level decides which are shown, by npm's names for levels. Errors are always shown: a build
//! that fails without a word is of no use to anybody.

use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::diagnostic::Error;
use crate::environment::Environment;

/// From the loudest to the quietest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Silly,
    Verbose,
    #[default]
    Info,
    Http,
    Notice,
    Warn,
    Error,
    Silent,
}

const LEVELS: [(&str, Level); 8] = [
    ("silly", Level::Silly),
    ("verbose", Level::Verbose),
    ("info", Level::Info),
    ("http", Level::Http),
    ("notice", Level::Notice),
    ("warn", Level::Warn),
    ("error", Level::Error),
    ("silent", Level::Silent),
];

impl Level {
    /// By npm's name for it.
    pub fn named(name: &str) -> Result<Level, String> {
        LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level).ok_or_else(|| {
            let names: Vec<_> = LEVELS.iter().map(|(name, _)| *name).collect();
            format!("--loglevel is one of {}; found `{name}`", names.join(", "))
        })
    }
}

pub struct Messages {
    pub level: Level,
    color: bool,
}

impl Messages {
    pub fn new(level: Level, environment: &Environment) -> Messages {
        let color = std::io::stderr().is_terminal() && environment.get("NO_COLOR").is_none();
        Messages { level, color }
    }

    pub fn verbose(&self, topic: &str, text: &str) {
        self.say(Level::Verbose, "verb", "36", topic, text);
    }

    pub fn info(&self, topic: &str, text: &str) {
        self.say(Level::Info, "info", "32", topic, text);
    }

    pub fn warn(&self, topic: &str, text: &str) {
        self.say(Level::Warn, "WARN", "33", topic, text);
    }

    /// The end of a run that failed: the error as it is drawn, then where and how it was run.
    pub fn failure(&self, command: &str, error: &Error, surroundings: &Around) {
        self.error(&format!("{command} error"));
        self.error(&if self.color { error.in_color() } else { error.to_string() });
        self.error(&format!("System {} {}", std::env::consts::OS, std::env::consts::ARCH));
        let words: Vec<_> = surroundings.words.iter().map(|word| format!("{word:?}")).collect();
        self.error(&format!("command {}", words.join(" ")));
        self.error(&format!("cwd {}", surroundings.directory.display()));
        self.error(&format!("node-gyp -v v{}", super::COMPATIBLE_WITH));
        for name in ["npm_package_name", "npm_package_version"] {
            if let Some(value) = surroundings.environment.get(name) {
                self.error(&format!("${name} {value}"));
            }
        }
        self.error("not ok");
    }

    /// Only the first line gets the prefix: editors and terminals make links of a compiler's
    /// `file:line:column` at the beginning of a line.
    fn error(&self, text: &str) {
        self.write(&format!("{} {text}\n", self.prefix("ERR!", "31")));
    }

    fn say(&self, level: Level, name: &str, color: &str, topic: &str, text: &str) {
        if level < self.level {
            return;
        }
        let parts = [&self.prefix(name, color), topic, text];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        self.write(&format!("{}\n", parts.join(" ")));
    }

    fn prefix(&self, name: &str, color: &str) -> String {
        match self.color {
            true => format!("gyp \x1b[{color}m{name}\x1b[0m"),
            false => format!("gyp {name}"),
        }
    }

    fn write(&self, text: &str) {
        // If nobody reads the messages any more, the work still goes on.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

/// How the command was started, for the report of a failure.
pub struct Around<'a> {
    pub words: &'a [String],
    pub directory: &'a Path,
    pub environment: &'a Environment,
}

/// Prints what was asked for.
pub fn answer(text: &str) {
    // A closed pipe (`node-gyp list | head -1`) is no failure.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_npms_and_ordered() {
        assert_eq!(Level::named("http"), Ok(Level::Http));
        assert!(Level::Silly < Level::Verbose && Level::Warn < Level::Error);
        assert!(Level::named("loud").unwrap_err().contains("silent; found `loud`"));
    }
}
