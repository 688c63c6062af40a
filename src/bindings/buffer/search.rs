//! Searching bytes in bytes, by single bytes or by 16-bit units.
//!
//! Invariant: linear in the haystack for bytes (`memmem` searches with the Two-Way algorithm).
//!
//! Neighbours: `bytes.rs` (the native).

use memchr::memmem;

/// What the positions of a search are multiples of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Any position.
    Byte,
    /// Even ones.
    Pair,
}

/// The first match at `start` or later, all of it before the end of `haystack`.
pub fn first(haystack: &[u8], needle: &[u8], start: usize, unit: Unit) -> Option<usize> {
    let (needle, mut from) = aligned(needle, start, unit)?;
    let finder = memmem::Finder::new(needle);
    loop {
        let found = from + finder.find(haystack.get(from..)?)?;
        if unit == Unit::Byte || found % 2 == 0 {
            return Some(found);
        }
        from = found + 1;
    }
}

/// The last match at `start` or earlier, all of it before the end of `haystack`.
pub fn last(haystack: &[u8], needle: &[u8], start: usize, unit: Unit) -> Option<usize> {
    let (needle, start) = aligned(needle, start, unit)?;
    let finder = memmem::FinderRev::new(needle);
    let mut end = start.saturating_add(needle.len()).min(haystack.len());
    loop {
        let found = finder.rfind(&haystack[..end])?;
        if unit == Unit::Byte || found % 2 == 0 {
            return Some(found);
        }
        // The match before this one ends one byte earlier at least.
        end = found + needle.len() - 1;
    }
}

/// Whole units of the needle, which must be some, and of the position.
fn aligned(needle: &[u8], start: usize, unit: Unit) -> Option<(&[u8], usize)> {
    let (needle, start) = match unit {
        Unit::Byte => (needle, start),
        Unit::Pair => (&needle[..needle.len() & !1], start & !1),
    };
    (!needle.is_empty()).then_some((needle, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, word for word: every position tried.
    fn by_definition(
        haystack: &[u8],
        needle: &[u8],
        start: usize,
        unit: Unit,
        forward: bool,
    ) -> Option<usize> {
        let step = if unit == Unit::Pair { 2 } else { 1 };
        let needle = &needle[..needle.len() / step * step];
        let start = start / step * step;
        let matches = |position: &usize| {
            position.is_multiple_of(step)
                && !needle.is_empty()
                && haystack.get(*position..*position + needle.len()) == Some(needle)
        };
        if forward {
            (start..haystack.len()).find(matches)
        } else {
            (0..=start.min(haystack.len())).rev().find(matches)
        }
    }

    #[test]
    fn agrees_with_the_definition() {
        // Two letters make many near misses and overlaps.
        let haystacks: [&[u8]; 5] =
            [b"", b"a", b"abababababab", b"aabbaabbaabbaab", b"bbbbbbabbbbbbabb"];
        let needles: [&[u8]; 9] =
            [b"a", b"b", b"ab", b"ba", b"bb", b"aab", b"abab", b"bbbb", b"abbbbbbabb"];
        for haystack in haystacks {
            for needle in needles {
                for start in 0..haystack.len() + 2 {
                    for unit in [Unit::Byte, Unit::Pair] {
                        let context = (haystack, needle, start, unit);
                        assert_eq!(
                            first(haystack, needle, start, unit),
                            by_definition(haystack, needle, start, unit, true),
                            "first {context:?}"
                        );
                        assert_eq!(
                            last(haystack, needle, start, unit),
                            by_definition(haystack, needle, start, unit, false),
                            "last {context:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn an_odd_byte_of_a_pair_search_is_no_unit() {
        assert_eq!(first(b"abcd", b"cdx", 0, Unit::Pair), Some(2));
        assert_eq!(first(b"abcd", b"x", 0, Unit::Pair), None);
        assert_eq!(last(b"abcd", b"ab", 3, Unit::Pair), Some(0));
    }
}
