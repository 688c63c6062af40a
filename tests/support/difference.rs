//! Two texts that should be the same, shown line by line.

use std::fmt::Write as _;

/// Lines shown before and after what differs.
const CONTEXT: usize = 3;
/// Lines that differ of which each is shown; the rest is counted.
const LIMIT: usize = 80;
/// Longer texts are not aligned: the table that it takes would get too big.
const ALIGNED: usize = 4000;

/// `-` expected, `+` found, and a few lines around them.
pub fn show(expected: &str, found: &str) -> String {
    let [expected, found] = [expected, found].map(|text| text.lines().collect::<Vec<_>>());
    if expected == found {
        return "(only the end of the last line differs)\n".to_owned();
    }
    let before = expected.iter().zip(&found).take_while(|(one, other)| one == other).count();
    let rest = expected.len().min(found.len()) - before;
    let same_end = expected.iter().rev().zip(found.iter().rev());
    let after = same_end.take(rest).take_while(|(one, other)| one == other).count();

    let mut text = format!("@@ line {} @@\n", before + 1);
    for line in &expected[before.saturating_sub(CONTEXT)..before] {
        let _ = writeln!(text, " {line}");
    }
    let changes =
        changes(&expected[before..expected.len() - after], &found[before..found.len() - after]);
    for (mark, line) in changes.iter().take(LIMIT) {
        let _ = writeln!(text, "{mark}{line}");
    }
    if changes.len() > LIMIT {
        let _ = writeln!(text, "... {} more lines", changes.len() - LIMIT);
    } else {
        for line in expected[expected.len() - after..].iter().take(CONTEXT) {
            let _ = writeln!(text, " {line}");
        }
    }
    text
}

/// The fewest lines to take away and to add.
fn changes<'a>(expected: &[&'a str], found: &[&'a str]) -> Vec<(char, &'a str)> {
    if expected.len().max(found.len()) > ALIGNED {
        let taken = expected.iter().map(|line| ('-', *line));
        return taken.chain(found.iter().map(|line| ('+', *line))).collect();
    }
    // common[i][j]: how many lines the rests from i and from j have in common, in order.
    let mut common = vec![vec![0u16; found.len() + 1]; expected.len() + 1];
    for i in (0..expected.len()).rev() {
        for j in (0..found.len()).rev() {
            common[i][j] = match expected[i] == found[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut changes = Vec::new();
    while i < expected.len() || j < found.len() {
        if i < expected.len() && j < found.len() && expected[i] == found[j] {
            changes.push((' ', expected[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < expected.len() && (j == found.len() || common[i + 1][j] >= common[i][j + 1]) {
            changes.push(('-', expected[i]));
            i += 1;
        } else {
            changes.push(('+', found[j]));
            j += 1;
        }
    }
    changes
}
