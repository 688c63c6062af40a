//! The texts that were read and places in them.
//!
//! A [`Span`] is a file and a byte range; it is small and copied into every value, so that an
//! error found late (in the build graph, say) can still show the line of the `.gyp` file.
//! Neighbours: `syntax` makes spans, `diagnostic` draws them.

use std::sync::Arc;

/// Which of the [`Sources`] a span belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileId(u32);

/// A byte range in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// For values that no text gave, such as the ones computed by this crate.
    pub const NONE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

    pub fn is_none(self) -> bool {
        self.file == Span::NONE.file
    }

    /// From the start of `self` to the end of `other`, which is in the same file.
    pub fn to(self, other: Span) -> Span {
        Span { end: other.end.max(self.start), ..self }
    }
}

/// One text, with the name that messages show for it.
#[derive(Debug)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

impl SourceFile {
    /// Line and column of a byte offset, both from 1; columns count characters.
    pub fn line_and_column(&self, offset: u32) -> (usize, usize) {
        let offset = self.boundary(offset);
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The line that holds a byte offset, without its end.
    pub fn line_at(&self, offset: u32) -> &str {
        let offset = self.boundary(offset);
        let start = self.text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |at| offset + at);
        self.text[start..end].trim_end_matches('\r')
    }

    /// The offset itself, or the nearest one below it where a character begins.
    fn boundary(&self, offset: u32) -> usize {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// Every text read in one run. Cloning shares the texts.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(Arc::new(SourceFile { name: name.into(), text: text.into() }));
        id
    }

    pub fn get(&self, id: FileId) -> Option<&Arc<SourceFile>> {
        self.files.get(id.0 as usize)
    }

    /// `binding.gyp:3:14`, or nothing for a span without a file.
    pub fn place(&self, span: Span) -> Option<String> {
        let file = self.get(span.file)?;
        let (line, column) = file.line_and_column(span.start);
        Some(format!("{}:{line}:{column}", file.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add("a.gyp", "é = 1\r\nxy");
        let span = |start| Span { file, start, end: start };
        assert_eq!(sources.place(span(0)).as_deref(), Some("a.gyp:1:1"));
        assert_eq!(sources.place(span(3)).as_deref(), Some("a.gyp:1:3"));
        assert_eq!(sources.place(span(9)).as_deref(), Some("a.gyp:2:2"));
        assert_eq!(sources.get(file).unwrap().line_at(1), "é = 1");
        assert_eq!(sources.place(Span::NONE), None);
    }
}
