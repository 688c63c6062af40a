//! Comparing, copying, filling, searching and checking bytes.
//!
//! Neighbours: `search.rs`, `ranges.rs`.

use super::ranges::{self, cut};
use super::search::{self, Unit};
use napi_derive::{BytesView, CallContext, Error, Object, Result};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    exports.define_function("compare", compare)?;
    exports.define_function("copy", copy)?;
    exports.define_function("fill", fill)?;
    exports.define_function("indexOf", index_of)?;
    exports.define_function("swap", swap)?;
    exports.define_function("isUtf8", is_utf8)?;
    exports.define_function("isAscii", is_ascii)
}

/// `compare(a, aStart, aEnd, b, bStart, bEnd)`: -1, 0 or 1.
fn compare(cx: CallContext<'_>) -> Result<i32> {
    let (a, b): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(3)?);
    let (a, b) = (a.borrow()?, b.borrow()?);
    let a_range = cut(cx.arg(1)?, cx.arg(2)?, a.len());
    let b_range = cut(cx.arg(4)?, cx.arg(5)?, b.len());
    Ok(a[a_range].cmp(&b[b_range]) as i32)
}

/// `copy(source, target, targetStart, sourceStart, count)`: the two may overlap.
fn copy(cx: CallContext<'_>) -> Result<()> {
    let (source, target): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let (to, from, count): (usize, usize, usize) = (cx.arg(2)?, cx.arg(3)?, cx.arg(4)?);
    let room = cut(to, to.saturating_add(count), target.len()?);
    let range = cut(from, from.saturating_add(room.len()), source.len()?);
    if range.is_empty() {
        return Ok(());
    }
    target.copy_from(room.start, &source, range)
}

/// `fill(view, pattern, start, end)`.
fn fill(cx: CallContext<'_>) -> Result<()> {
    let (view, pattern): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
    // A copy: the pattern may be a part of the view.
    let pattern = pattern.to_vec()?;
    ranges::modify(view, cx.arg(2)?, cx.arg(3)?, |target| {
        repeat(target, &pattern);
        Ok(())
    })
}

/// Fills `target` with repetitions of `pattern`, the last of which may be cut.
fn repeat(target: &mut [u8], pattern: &[u8]) {
    match *pattern {
        [] => {}
        [byte] => target.fill(byte),
        _ => {
            let first = pattern.len().min(target.len());
            target[..first].copy_from_slice(&pattern[..first]);
            // What is filled doubles, so that a short pattern costs few copies.
            let mut filled = first;
            while filled < target.len() {
                let more = filled.min(target.len() - filled);
                target.copy_within(..more, filled);
                filled += more;
            }
        }
    }
}

/// `indexOf(view, needle, start, end, unit, forward)`: the index, or -1.
fn index_of(cx: CallContext<'_>) -> Result<f64> {
    let (view, needle): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let (start, end): (usize, usize) = (cx.arg(2)?, cx.arg(3)?);
    let unit = if cx.arg::<u32>(4)? == 2 { Unit::Pair } else { Unit::Byte };
    let find = if cx.arg(5)? { search::first } else { search::last };
    let (bytes, needle) = (view.borrow()?, needle.borrow()?);
    let haystack = &bytes[cut(0, end, bytes.len())];
    Ok(find(haystack, &needle, start, unit).map_or(-1.0, |index| index as f64))
}

/// `swap(view, unit)`: reverses the bytes of each unit.
fn swap(cx: CallContext<'_>) -> Result<()> {
    let (view, unit): (BytesView<'_>, u32) = (cx.arg(0)?, cx.arg(1)?);
    ranges::modify(view, 0, usize::MAX, |bytes| {
        match unit {
            2 => reverse_units::<2>(bytes),
            4 => reverse_units::<4>(bytes),
            8 => reverse_units::<8>(bytes),
            _ => return Err(Error::range_error(format!("no unit to swap has {unit} bytes"))),
        }
        Ok(())
    })
}

/// Of a length known to the compiler, so that it makes byte-swap instructions of it.
fn reverse_units<const UNIT: usize>(bytes: &mut [u8]) {
    bytes.as_chunks_mut::<UNIT>().0.iter_mut().for_each(|unit| unit.reverse());
}

/// `isUtf8(view)`. The empty view of a detached buffer is well-formed, as in Node.
fn is_utf8(cx: CallContext<'_>) -> Result<bool> {
    let view: BytesView<'_> = cx.arg(0)?;
    Ok(simdutf8::basic::from_utf8(&view.borrow()?).is_ok())
}

/// `isAscii(view)`.
fn is_ascii(cx: CallContext<'_>) -> Result<bool> {
    let view: BytesView<'_> = cx.arg(0)?;
    Ok(view.borrow()?.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_repeat_and_are_cut() {
        for (pattern, expected) in [
            ("", "........"),
            ("x", "xxxxxxxx"),
            ("ab", "abababab"),
            ("abc", "abcabcab"),
            ("abcdefgh", "abcdefgh"),
            ("abcdefghij", "abcdefgh"),
        ] {
            let mut target = *b"........";
            repeat(&mut target, pattern.as_bytes());
            assert_eq!(target, expected.as_bytes(), "{pattern:?}");
        }
        repeat(&mut [], b"abc");
    }

    #[test]
    fn units_are_reversed_each() {
        let mut bytes = *b"abcdefgh";
        reverse_units::<2>(&mut bytes);
        assert_eq!(&bytes, b"badcfehg");
        reverse_units::<4>(&mut bytes);
        assert_eq!(&bytes, b"cdabghef");
        reverse_units::<8>(&mut bytes);
        assert_eq!(&bytes, b"fehgbadc");
    }
}
