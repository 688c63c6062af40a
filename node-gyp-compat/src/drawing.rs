//! Drawing a diagnostic: the message, the line it is about with a caret, how one got there, what
//! to do. In colour it is the same text.

use crate::diagnostic::{Diagnostic, Label};
use crate::source::Sources;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Plain,
    Color,
}

const BOLD: &str = "1";
const RED: &str = "1;31";
const GREEN: &str = "1;32";
const YELLOW: &str = "1;33";
const BLUE: &str = "34";

impl Style {
    fn paint(self, color: &str, text: &str) -> String {
        match self {
            Style::Color if !text.is_empty() => format!("\x1b[{color}m{text}\x1b[0m"),
            _ => text.to_owned(),
        }
    }
}

/// The text a person reads; `severity` is `error` or `warning`.
pub fn render(diagnostic: &Diagnostic, severity: &str, sources: &Sources, style: Style) -> String {
    let color = if severity == "error" { RED } else { YELLOW };
    let message = style.paint(BOLD, &diagnostic.message);
    let mut out = format!("{}: {message}\n", style.paint(color, severity));
    if let Some(label) = &diagnostic.label {
        draw(&mut out, label, sources, color, style);
    }
    let mark = format!("  {} ", style.paint(BLUE, "="));
    for step in &diagnostic.trail {
        if let Some(place) = sources.place(step.span) {
            out.push_str(&format!("{mark}{} at {place}\n", step.text));
        }
    }
    for note in &diagnostic.notes {
        indented(&mut out, &mark, 4, note);
    }
    for output in diagnostic.output.iter().filter(|output| !output.is_empty()) {
        out.push_str(output);
        out.push('\n');
    }
    if let Some(help) = &diagnostic.help {
        indented(&mut out, &format!("  {} ", style.paint(GREEN, "help:")), 8, help);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends `text` with its further lines aligned under the first, which `lead` of that width
/// begins.
fn indented(out: &mut String, lead: &str, width: usize, text: &str) {
    for (index, line) in text.lines().enumerate() {
        let lead = if index == 0 { lead.to_owned() } else { " ".repeat(width) };
        out.push_str(&format!("{lead}{line}\n"));
    }
}

/// The place, its line, and a caret under the span.
fn draw(out: &mut String, label: &Label, sources: &Sources, color: &str, style: Style) {
    let Some(file) = sources.get(label.span.file) else {
        return;
    };
    let (line, column) = file.line_and_column(label.span.start);
    let full = file.line_at(label.span.start);
    let number = line.to_string();
    let gutter = " ".repeat(number.len());
    // A long line is shown around the place only, so that it fits into 80 columns.
    let room = 76 - gutter.len().min(10);
    let skip = if column < room - 20 { 0 } else { column - room / 2 };
    let shown: String =
        full.chars().skip(skip).take(room).map(|c| if c == '\t' { ' ' } else { c }).collect();
    let width = shown.chars().count();
    let start = (column - 1 - skip).min(width);
    let (start_at, end_at) = (label.span.start as usize, label.span.end as usize);
    let length = file
        .text
        .get(start_at..end_at.max(start_at))
        .map_or(1, |text| text.chars().take_while(|&c| c != '\n').count())
        .clamp(1, (width - start).max(1));
    let (arrow, bar) = (style.paint(BLUE, "-->"), style.paint(BLUE, "|"));
    out.push_str(&format!("{gutter} {arrow} {}:{line}:{column}\n", file.name));
    out.push_str(&format!("{gutter} {bar}\n{} {bar} {shown}\n", style.paint(BLUE, &number)));
    let caret = format!("{} {}", "^".repeat(length), label.text);
    let caret = style.paint(color, caret.trim_end());
    out.push_str(&format!("{gutter} {bar} {}{caret}\n", " ".repeat(start)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn colors_add_nothing_to_the_text() {
        let mut sources = Sources::default();
        let file = sources.add("a.gyp", "{\n  'typ': 'none',\n}");
        let span = Span { file, start: 4, end: 9 };
        let error = Diagnostic::at("unknown key", span, "here")
            .via(span, "in this")
            .note("one\ntwo")
            .output("as it is\x1b[0m".into())
            .help("a\nb");
        let color = render(&error, "error", &sources, Style::Color);
        assert!(color.starts_with("\x1b[1;31merror\x1b[0m: "), "{color:?}");
        let mut plain = String::new();
        let mut rest = &color[..];
        while let Some((before, after)) = rest.split_once("\x1b[") {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        let expected = render(&error, "error", &sources, Style::Plain).replace("\x1b[0m", "");
        assert_eq!(plain, expected);
    }
}
