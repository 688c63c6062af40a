//! What can be asked about a project instead of building it: `--explain`, `--graph`.

use std::io::Write;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Error};
use crate::explain;
use crate::picture;
use crate::project::BuildOptions;

#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Why a target or file is made again, and where its flags come from.
    Explain(String),
    /// The graph of targets: as DOT to standard output, or as DOT or SVG into a file.
    Graph(Option<String>),
}

impl Question {
    /// The question in options called `explain` and `graph`, if there is one. An option that was
    /// given without a value has the value `true`.
    pub fn from_options(explain: Option<String>, graph: Option<String>) -> Option<Question> {
        match (explain, graph) {
            (Some(what), _) => Some(Question::Explain(what)),
            (None, Some(file)) => Some(Question::Graph(Some(file).filter(|file| file != "true"))),
            (None, None) => None,
        }
    }

    /// Answers on standard output or in the file that the question names.
    pub fn answer(&self, options: &BuildOptions) -> Result<(), Error> {
        match self {
            Question::Explain(what) => show(&explain::explain(options, what)?),
            Question::Graph(None) => show(&picture::dot(options)?),
            Question::Graph(Some(file)) => {
                let text = match Path::new(file).extension().and_then(|e| e.to_str()) {
                    Some("svg") => picture::svg(options)?,
                    Some("dot" | "gv") => picture::dot(options)?,
                    _ => {
                        let message = format!("--graph cannot draw into {file}");
                        let error = Diagnostic::new(message);
                        let help = "name a file that ends in .svg or .dot";
                        return Err(Error::new(error.help(help), Default::default()));
                    }
                };
                std::fs::write(file, text).map_err(|error| {
                    let message = format!("cannot write the graph to {file}: {error}");
                    Error::new(Diagnostic::new(message), Default::default())
                })?;
                eprintln!("gyp info {file} shows the targets");
            }
        }
        Ok(())
    }
}

/// Writes to standard output; a reader that has seen enough (`head`) is no error.
fn show(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_questions() {
        let question = |explain: Option<&str>, graph: Option<&str>| {
            Question::from_options(explain.map(str::to_owned), graph.map(str::to_owned))
        };
        assert_eq!(question(None, None), None);
        assert_eq!(question(Some("a"), Some("b")), Some(Question::Explain("a".into())));
        assert_eq!(question(None, Some("true")), Some(Question::Graph(None)));
        assert_eq!(question(None, Some("x.svg")), Some(Question::Graph(Some("x.svg".into()))));
    }
}
