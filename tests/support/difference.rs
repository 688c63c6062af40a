//! Two texts that should be the same, shown line by line.

use std::fmt::Write as _;

/// Lines shown before and after what differs.
const CONTEXT: usize = 3;
/// Lines shown of each side; the rest is counted.
const LIMIT: usize = 40;

/// The part between the first and the last line that differ, `-` expected and `+` found.
pub fn show(expected: &str, found: &str) -> String {
    let [expected, found] = [expected, found].map(|text| text.lines().collect::<Vec<_>>());
    let before = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let rest = expected.len().min(found.len()) - before;
    let same_end = expected.iter().rev().zip(found.iter().rev());
    let after = same_end.take(rest).take_while(|(one, other)| one == other).count();

    let mut text = format!("@@ line {} @@\n", before + 1);
    push(&mut text, ' ', &expected[before.saturating_sub(CONTEXT)..before]);
    push(&mut text, '-', &expected[before..expected.len() - after]);
    push(&mut text, '+', &found[before..found.len() - after]);
    let end = &expected[expected.len() - after..];
    push(&mut text, ' ', &end[..end.len().min(CONTEXT)]);
    if expected == found {
        text.push_str("(only the end of the last line differs)\n");
    }
    text
}

fn push(text: &mut String, mark: char, lines: &[&str]) {
    for line in lines.iter().take(LIMIT) {
        let _ = writeln!(text, "{mark}{line}");
    }
    if lines.len() > LIMIT {
        let _ = writeln!(text, "{mark}... {} more lines", lines.len() - LIMIT);
    }
}
