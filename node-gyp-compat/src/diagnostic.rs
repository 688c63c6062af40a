//! What went wrong, where in the `.gyp` files, how one got there, and what to do.
//!
//! A [`Diagnostic`] holds spans; an [`Error`] is a diagnostic together with the texts, so it can
//! draw the lines by itself wherever it ends up. Every failure of this crate is one of these:
//! input is never answered with a panic.

use std::fmt;

use crate::drawing::{self, Style};
use crate::source::{Sources, Span};

/// Inside the crate errors travel boxed, to keep `Result`s small.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// What part of the work failed, for callers that want to react.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The GYP files, the options or the machine do not permit a build.
    Configure,
    /// A compiler, linker or archiver failed.
    Build,
}

#[derive(Clone, Debug)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub kind: ErrorKind,
    pub message: String,
    pub label: Option<Label>,
    /// The includes, conditions and variables that led to the place, innermost first.
    pub trail: Vec<Label>,
    pub notes: Vec<String>,
    /// What compilers printed, to be shown as it is.
    pub output: Vec<String>,
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn new(message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic {
            kind: ErrorKind::Configure,
            message: message.into(),
            label: None,
            trail: Vec::new(),
            notes: Vec::new(),
            output: Vec::new(),
            help: None,
        })
    }

    pub fn at(message: impl Into<String>, span: Span, label: impl Into<String>) -> Box<Diagnostic> {
        let mut this = Diagnostic::new(message);
        this.label = Some(Label { span, text: label.into() });
        this
    }

    pub fn help(mut self: Box<Self>, help: impl Into<String>) -> Box<Self> {
        self.help = Some(help.into());
        self
    }

    pub fn note(mut self: Box<Self>, note: impl Into<String>) -> Box<Self> {
        self.notes.push(note.into());
        self
    }

    pub fn output(mut self: Box<Self>, output: String) -> Box<Self> {
        self.output.push(output);
        self
    }

    pub fn kind(mut self: Box<Self>, kind: ErrorKind) -> Box<Self> {
        self.kind = kind;
        self
    }

    /// Records one step of the way to the place; a step without a place, or the same twice in a
    /// row, would tell nothing and is left out.
    pub fn via(mut self: Box<Self>, span: Span, text: impl Into<String>) -> Box<Self> {
        let repeated = self.trail.last().is_some_and(|last| last.span == span);
        if !span.is_none() && !repeated && self.trail.len() < 12 {
            self.trail.push(Label { span, text: text.into() });
        }
        self
    }

    /// The text a person reads; `severity` is `error` or `warning`.
    pub fn render(&self, severity: &str, sources: &Sources) -> String {
        drawing::render(self, severity, sources, Style::Plain)
    }
}

/// The error of the public API: displays the message with the lines it is about.
pub struct Error {
    diagnostic: Box<Diagnostic>,
    sources: Sources,
}

impl Error {
    pub(crate) fn new(diagnostic: Box<Diagnostic>, sources: Sources) -> Error {
        Error { diagnostic, sources }
    }

    pub fn kind(&self) -> ErrorKind {
        self.diagnostic.kind
    }

    /// The first line alone.
    pub fn message(&self) -> &str {
        &self.diagnostic.message
    }

    /// What `Display` gives, with colours for a terminal.
    pub fn in_color(&self) -> String {
        drawing::render(&self.diagnostic, "error", &self.sources, Style::Color)
    }

    /// `binding.gyp:3:14`, when the error is about a place in a file.
    pub fn place(&self) -> Option<String> {
        self.sources.place(self.diagnostic.label.as_ref()?.span)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.render("error", &self.sources))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// The candidate most like `name`, if one is near enough to be what was meant.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|&(distance, _)| distance > 0 && distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and exchanges of neighbours needed to turn `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // `rows[i][j]` is the distance of the first `i` characters from the first `j`.
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replace.min(row[j - 1] + 1).min(rows[i - 1][j] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_line_with_a_caret() {
        let mut sources = Sources::default();
        let file = sources.add("binding.gyp", "{\n  'typ': 'none',\n}");
        let span = Span { file, start: 4, end: 9 };
        let error = Diagnostic::at("unknown key", span, "here")
            .via(span, "in this dictionary")
            .help("did you mean `type`?");
        let expected = "\
error: unknown key
  --> binding.gyp:2:3
  |
2 |   'typ': 'none',
  |   ^^^^^ here
  = in this dictionary at binding.gyp:2:3
  help: did you mean `type`?";
        assert_eq!(Error::new(error, sources).to_string(), expected);
    }

    #[test]
    fn spans_outside_the_text_are_harmless() {
        let mut sources = Sources::default();
        let file = sources.add("a", "é\n");
        for (start, end) in [(1, 1), (9, 12), (3, 0), (0, 99)] {
            let span = Span { file, start, end };
            assert!(Diagnostic::at("m", span, "l").render("error", &sources).contains("--> a:"));
        }
    }

    #[test]
    fn the_nearest_name_must_be_near() {
        let keys = ["sources", "defines", "cflags", "cflags_cc"];
        assert_eq!(nearest("source", keys.into_iter()), Some("sources"));
        assert_eq!(nearest("cflag_cc", keys.into_iter()), Some("cflags_cc"));
        assert_eq!(nearest("elephant", keys.into_iter()), None);
        assert_eq!(nearest("cfalgs", keys.into_iter()), Some("cflags"));
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let mut sources = Sources::default();
        let text = format!("{}'here'{}", "x".repeat(500), "y".repeat(500));
        let file = sources.add("a", text);
        let span = Span { file, start: 500, end: 506 };
        let drawn = Diagnostic::at("m", span, "l").render("error", &sources);
        assert!(drawn.lines().all(|line| line.chars().count() <= 80), "{drawn}");
        let lines: Vec<_> = drawn.lines().collect();
        assert_eq!(lines[3].find("'here'"), lines[4].find("^^^^^^"), "{drawn}");
    }
}
