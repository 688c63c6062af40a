//! Ranges of views, as JavaScript passes them to natives.
//!
//! Invariant: JavaScript has checked a range, but the view may have shrunk or been detached since:
//! a range is always cut to the bytes there are now.
//!
//! Neighbours: `decode.rs`, `encode.rs`, `bytes.rs`, and `encoding.rs` of the other binding.

use napi_derive::{BytesView, Result};
use std::ops::Range;

/// From `start` to `end`, as far as there are so many bytes.
pub fn cut(start: usize, end: usize, bytes: usize) -> Range<usize> {
    let end = end.min(bytes);
    start.min(end)..end
}

/// Lets `write` change a range of a view, and returns its result. What it does not change stays.
///
/// Shared memory, which cannot be borrowed, is written from a copy.
pub fn modify<R>(
    view: BytesView<'_>,
    start: usize,
    end: usize,
    write: impl Fn(&mut [u8]) -> Result<R>,
) -> Result<R> {
    if let Ok(mut bytes) = view.borrow_mut() {
        let range = cut(start, end, bytes.len());
        return write(&mut bytes[range]);
    }
    let mut bytes = view.to_vec()?;
    let range = cut(start, end, bytes.len());
    let result = write(&mut bytes[range.clone()])?;
    view.write_at(range.start, &bytes[range])?;
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn ranges_are_cut_to_the_bytes() {
        assert_eq!(cut(2, 5, 10), 2..5);
        assert_eq!(cut(2, 50, 10), 2..10);
        assert_eq!(cut(20, 50, 10), 10..10);
        assert_eq!(cut(5, 2, 10), 2..2);
        assert_eq!(cut(0, usize::MAX, 0), 0..0);
    }
}
