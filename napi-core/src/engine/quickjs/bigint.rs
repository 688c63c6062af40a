//! BigInts as words, which QuickJS's C API knows only up to 64 bits: beyond that, by way of
//! hexadecimal text.

use super::{Engine, Handle};
use crate::engine::seam::{BigIntWords, Kind, Outcome, Primitives, Strings};
use rquickjs_sys as q;
use std::fmt::Write;

pub fn from_words(engine: &Engine, value: &BigIntWords) -> Outcome<Handle> {
    let used = value.words.iter().rposition(|word| *word != 0).map_or(0, |index| index + 1);
    let words = &value.words[..used];
    match words {
        [] => return engine.bigint_u64(0),
        [word] if !value.negative => return engine.bigint_u64(*word),
        [word] if *word <= i64::MAX as u64 => return engine.bigint_i64(-(*word as i64)),
        _ => {}
    }
    let mut text = String::with_capacity(2 + words.len() * 16);
    text.push_str("0x");
    for word in words.iter().rev() {
        let _ = write!(text, "{word:016x}"); // writing to a String cannot fail
    }
    let digits = engine.string_latin1(text.as_bytes())?;
    let mut arguments = [digits.value()];
    let magnitude = engine.adopt(engine.call_intrinsic(
        engine.intrinsics.bigint,
        q::JS_UNDEFINED,
        &mut arguments,
    ))?;
    if value.negative { negate(engine, magnitude) } else { Ok(magnitude) }
}

/// `-magnitude`, through the text form: the C API has no arithmetic.
fn negate(engine: &Engine, magnitude: Handle) -> Outcome<Handle> {
    let mut decimal = engine.to_string(magnitude).and_then(|text| {
        engine.with_utf8(text, |digits| String::from_utf8_lossy(digits).into_owned())
    })?;
    decimal.insert(0, '-');
    let text = engine.string_latin1(decimal.as_bytes())?;
    let mut arguments = [text.value()];
    engine.adopt(engine.call_intrinsic(engine.intrinsics.bigint, q::JS_UNDEFINED, &mut arguments))
}

pub fn to_words(engine: &Engine, value: Handle) -> Option<BigIntWords> {
    if engine.kind(value) != Kind::BigInt {
        return None;
    }
    if value.tag() == q::JS_TAG_SHORT_BIG_INT {
        // SAFETY: the tag says which member of the union is set.
        let small = i64::from(unsafe { value.value().u.int32 });
        let words = if small == 0 { vec![] } else { vec![small.unsigned_abs()] };
        return Some(BigIntWords { negative: small < 0, words });
    }
    let mut radix = [q::JS_MKVAL(q::JS_TAG_INT, 16)];
    let text = engine
        .adopt(engine.call_intrinsic(engine.intrinsics.bigint_to_string, value.value(), &mut radix))
        .ok()?;
    engine.with_utf8(text, parse_hexadecimal).ok()
}

fn parse_hexadecimal(text: &[u8]) -> BigIntWords {
    let (negative, digits) = match text.split_first() {
        Some((b'-', digits)) => (true, digits),
        _ => (false, text),
    };
    let mut words = Vec::with_capacity(digits.len().div_ceil(16));
    for chunk in digits.rchunks(16) {
        let word = chunk.iter().fold(0u64, |word, digit| {
            (word << 4) | u64::from((*digit as char).to_digit(16).unwrap_or(0))
        });
        words.push(word);
    }
    while words.last() == Some(&0) {
        words.pop();
    }
    BigIntWords { negative, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_least_significant_first_without_leading_zeros() {
        let parsed = parse_hexadecimal(b"-10000000000000000f");
        assert_eq!(parsed, BigIntWords { negative: true, words: vec![0xf, 0x10] });
        assert_eq!(parse_hexadecimal(b"0").words, Vec::<u64>::new());
    }
}
