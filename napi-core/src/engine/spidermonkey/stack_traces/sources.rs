//! The text of files, read again to tell constructions from other calls.

use std::collections::HashMap;

/// Larger files are not read for the sake of a stack trace.
const LARGEST: u64 = 1 << 20;

/// Files read for one stack trace.
#[derive(Default)]
pub struct Sources(HashMap<String, Option<Vec<u8>>>);

impl Sources {
    /// Whether a construction is written at this place (lines and columns are counted from 1).
    /// `false` for what is no file, and for files that changed so that the place is not in them.
    pub fn has_construction(&mut self, file: &str, line: u32, column: u32) -> bool {
        let path = file.strip_prefix("file://").unwrap_or(file);
        if !path.starts_with('/') {
            return false;
        }
        let text = self.0.entry(path.to_owned()).or_insert_with(|| read(path));
        text.as_deref().is_some_and(|text| is_construction(text, line, column))
    }
}

fn read(path: &str) -> Option<Vec<u8>> {
    let metadata = std::fs::metadata(path).ok()?;
    if metadata.is_file() && metadata.len() <= LARGEST { std::fs::read(path).ok() } else { None }
}

/// Whether `new` or `super` begins at this place of a text. Columns count UTF-16 units.
fn is_construction(text: &[u8], line: u32, column: u32) -> bool {
    let Some(line) = text.split(|byte| *byte == b'\n').nth(line.saturating_sub(1) as usize) else {
        return false;
    };
    let line = String::from_utf8_lossy(line);
    let mut units = 1;
    let start = line.char_indices().find_map(|(index, character)| {
        let here = units == column;
        units += character.len_utf16() as u32;
        here.then_some(index)
    });
    start.is_some_and(|start| {
        ["new", "super"].iter().any(|word| {
            line[start..].strip_prefix(word).is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '$')
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constructions_are_found_at_their_column() {
        let text = "a();\n  'é😀'; new Made(); newer(); super(1);\n".as_bytes();
        let found: Vec<u32> = (1..60).filter(|column| is_construction(text, 2, *column)).collect();
        assert_eq!(found, [10, 31]);
        assert!(!is_construction(text, 1, 1));
        assert!(!is_construction(text, 9, 1));
    }
}
