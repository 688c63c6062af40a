//! Property keys that are array indices.

/// The array index a key stands for, if it is the canonical text of one.
pub fn array_index(text: &[u8]) -> Option<u32> {
    let canonical = text == b"0" || text.first().is_some_and(|first| (b'1'..=b'9').contains(first));
    let index: u32 = std::str::from_utf8(text).ok().filter(|_| canonical)?.parse().ok()?;
    (index != u32::MAX).then_some(index)
}
