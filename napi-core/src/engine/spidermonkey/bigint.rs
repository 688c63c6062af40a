//! BigInts as words. The engine's API knows 64 bits, and text: larger ones go by way of
//! hexadecimal digits.

use super::{Engine, Handle};
use crate::engine::bigint_text::{parse_hexadecimal, write_hexadecimal};
use crate::engine::seam::{BigIntWords, Outcome, Primitives, Scopes, Strings};
use mozjs_sys::jsapi::JS;

pub fn from_words(engine: &Engine, value: &BigIntWords) -> Outcome<Handle> {
    let used = value.words.iter().rposition(|word| *word != 0).map_or(0, |index| index + 1);
    match &value.words[..used] {
        [] => return engine.bigint_u64(0),
        [word] if !value.negative => return engine.bigint_u64(*word),
        [word] if *word <= i64::MAX as u64 => return engine.bigint_i64(-(*word as i64)),
        _ => {}
    }
    let digits = write_hexadecimal(value.negative, &value.words[..used]);
    // A span: the length of the text and where it begins.
    let span =
        mozjs_sys::jsapi::__BindgenOpaqueArray([digits.len() as u64, digits.as_ptr() as u64]);
    // SAFETY: a live context; the digits are alive for the call.
    engine.adopt_bigint(unsafe { JS::SimpleStringToBigInt(engine.cx, span, 16) })
}

pub fn to_words(engine: &Engine, value: Handle) -> Option<BigIntWords> {
    let raw = value.value();
    if !raw.is_bigint() {
        return None;
    }
    let bigint = raw.to_bigint();
    let (mut signed, mut unsigned) = (0i64, 0u64);
    // SAFETY: a live BigInt, and nothing is collected meanwhile.
    unsafe {
        if JS::detail::BigIntIsInt64(bigint, &raw mut signed) {
            let words = if signed == 0 { vec![] } else { vec![signed.unsigned_abs()] };
            return Some(BigIntWords { negative: signed < 0, words });
        }
        if JS::detail::BigIntIsUint64(bigint, &raw mut unsigned) {
            return Some(BigIntWords { negative: false, words: vec![unsigned] });
        }
    }
    let mark = engine.mark();
    let words = hexadecimal(engine, bigint).ok();
    engine.release_to(mark);
    words
}

fn hexadecimal(engine: &Engine, bigint: *mut JS::BigInt) -> Outcome<BigIntWords> {
    // The engine's function wants the address of the bare pointer.
    // SAFETY: a BigInt does not move while it is converted: it is in the handle that it came from.
    let text = unsafe {
        JS::BigIntToString(engine.cx, JS::Handle::from_marked_location(&raw const bigint), 16)
    };
    let text = engine.adopt_string(text)?;
    engine.with_utf8(text, parse_hexadecimal)
}
