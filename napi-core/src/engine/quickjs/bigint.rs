//! BigInts as words, which QuickJS's C API knows only up to 64 bits: beyond that, by way of
//! hexadecimal text.

use super::{Engine, Handle};
use crate::engine::bigint_text::{parse_hexadecimal, write_hexadecimal};
use crate::engine::seam::{BigIntWords, Kind, Outcome, Primitives, Strings};
use rquickjs_sys as q;

pub fn from_words(engine: &Engine, value: &BigIntWords) -> Outcome<Handle> {
    let used = value.words.iter().rposition(|word| *word != 0).map_or(0, |index| index + 1);
    let words = &value.words[..used];
    match words {
        [] => return engine.bigint_u64(0),
        [word] if !value.negative => return engine.bigint_u64(*word),
        [word] if *word <= i64::MAX as u64 => return engine.bigint_i64(-(*word as i64)),
        _ => {}
    }
    let text = format!("0x{}", write_hexadecimal(false, words));
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
