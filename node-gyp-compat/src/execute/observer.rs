//! Telling people what a build does while it does it.

use std::io::{IsTerminal, Write};

use crate::environment::Environment;
use crate::graph::Step;
use crate::project::BuildReport;
use crate::shell;

/// Told of every step. All methods are called from one thread.
pub trait Observer {
    /// The project is configured, and no step has run: what there is to be made and which
    /// warnings there are. It comes again if the project has to be configured once more.
    fn configured(&mut self, report: &BuildReport) {
        let _ = report;
    }
    /// A step starts; `position` of `total` steps are done or running.
    fn started(&mut self, step: &Step, position: usize, total: usize) {
        let _ = (step, position, total);
    }
    /// A step succeeded and printed this, warnings mostly.
    fn printed(&mut self, step: &Step, text: &str) {
        let _ = (step, text);
    }
    /// No more steps will start.
    fn finished(&mut self) {}
    /// Whether compilers should colour what they print.
    fn color(&self) -> bool {
        false
    }
}

/// For callers that want the report and nothing else.
pub struct Silent;

impl Observer for Silent {}

/// On a terminal one line that changes, elsewhere a line a step; with `verbose` the commands.
pub struct Console {
    shows: Shows,
    /// Whether a line can be written over.
    terminal: bool,
    color: bool,
    open_line: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    Commands,
    Progress,
    Warnings,
}

impl Console {
    pub fn new(verbose: bool, environment: &Environment) -> Console {
        Console::showing(if verbose { Shows::Commands } else { Shows::Progress }, environment)
    }

    /// Shows what compilers print, and nothing of its own.
    pub fn warnings_only(environment: &Environment) -> Console {
        Console::showing(Shows::Warnings, environment)
    }

    fn showing(shows: Shows, environment: &Environment) -> Console {
        let terminal = std::io::stderr().is_terminal();
        let color = terminal && environment.get("NO_COLOR").is_none();
        // A terminal that cannot go back in a line gets a line a step too.
        let terminal = terminal && environment.get("TERM").is_some_and(|name| name != "dumb");
        Console { shows, terminal, color, open_line: false }
    }

    fn write(&mut self, text: &str) {
        // If nobody reads the messages any more, the build still goes on.
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }

    fn clear(&mut self) -> &'static str {
        match std::mem::take(&mut self.open_line) {
            true => "\r\x1b[K",
            false => "",
        }
    }
}

impl Observer for Console {
    fn started(&mut self, step: &Step, position: usize, total: usize) {
        let clear = self.clear();
        let count = format!("[{position}/{total}]");
        if self.shows == Shows::Warnings {
            return;
        }
        if self.shows == Shows::Commands {
            let command = match step.command.is_empty() {
                true => step.title(),
                false => shell::join(&step.command),
            };
            self.write(&format!("{clear}{count} {command}\n"));
        } else if self.terminal {
            let line: String = format!("{count} {}", step.title()).chars().take(79).collect();
            self.open_line = true;
            self.write(&format!("\r\x1b[K{line}"));
        } else {
            self.write(&format!("{count} {}\n", step.title()));
        }
    }

    fn printed(&mut self, _step: &Step, text: &str) {
        let clear = self.clear();
        self.write(&format!("{clear}{}\n", text.trim_end()));
    }

    fn finished(&mut self) {
        let clear = self.clear();
        self.write(clear);
    }

    fn color(&self) -> bool {
        self.color
    }
}
