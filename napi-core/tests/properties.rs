//! Properties of values that cross the boundary, on values nobody chose: strings, numbers, BigInts.
//! Each is compared with a model written here from the manual or the ECMAScript standard.

#[macro_use]
mod support;

use napi_core::Runtime;
use napi_sys::*;
use proptest::prelude::*;
use std::ptr::null_mut;
use support::values::number;
use support::{env_of, runtime};

/// A runtime and an env for one test's cases.
struct Stage {
    runtime: Runtime,
    env: napi_env,
}

impl Stage {
    fn new() -> Stage {
        let runtime = runtime();
        let env = env_of(&runtime);
        Stage { runtime, env }
    }

    /// Runs a case in a handle scope of its own.
    fn case<R>(&self, body: impl FnOnce(napi_env) -> R) -> R {
        self.runtime.enter(|_| body(self.env))
    }
}

/// Runs `property` on values of `strategy`.
fn check<S: Strategy>(
    strategy: S,
    property: impl Fn(&Stage, S::Value) -> Result<(), TestCaseError>,
) {
    let stage = Stage::new();
    let config = ProptestConfig { cases: 200, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    if let Err(failure) = runner.run(&strategy, |value| property(&stage, value)) {
        panic!("{failure}");
    }
}

/// UTF-16 with what matters in it: ASCII, Latin-1, surrogates in and out of pairs.
fn utf16() -> impl Strategy<Value = Vec<u16>> {
    let unit = prop_oneof![
        4 => 1u16..0x80,
        2 => 0x80u16..0x100,
        2 => 0x100u16..0xd800,
        2 => 0xd800u16..0xdc00,
        2 => 0xdc00u16..0xe000,
        1 => 0xe000u16..=0xffff,
        1 => Just(0u16),
    ];
    proptest::collection::vec(unit, 0..60)
}

/// One of the three readers of strings, with units of `T`.
fn read<T: Copy>(
    env: napi_env,
    value: napi_value,
    room: usize,
    garbage: T,
    reader: impl Fn(napi_env, napi_value, *mut T, usize, *mut usize) -> napi_status,
) -> (Vec<T>, usize) {
    // One unit more than the function may touch shows an overrun.
    let (mut units, mut len) = (vec![garbage; room + 1], usize::MAX);
    assert_eq!(reader(env, value, units.as_mut_ptr(), room, &mut len), Status::napi_ok);
    (units, len)
}

fn utf8_reader(
    env: napi_env,
    value: napi_value,
    buffer: *mut u8,
    room: usize,
    len: *mut usize,
) -> napi_status {
    status!(napi_get_value_string_utf8(env, value, buffer.cast(), room, len))
}

fn latin1_reader(
    env: napi_env,
    value: napi_value,
    buffer: *mut u8,
    room: usize,
    len: *mut usize,
) -> napi_status {
    status!(napi_get_value_string_latin1(env, value, buffer.cast(), room, len))
}

fn utf16_reader(
    env: napi_env,
    value: napi_value,
    buffer: *mut u16,
    room: usize,
    len: *mut usize,
) -> napi_status {
    status!(napi_get_value_string_utf16(env, value, buffer, room, len))
}

#[test]
fn strings_are_read_in_every_encoding_and_cut_at_any_length() {
    check((utf16(), 0usize..80), |stage, (units, room)| {
        stage.case(|env| {
            let mut value = null_mut();
            ok!(napi_create_string_utf16(env, units.as_ptr(), units.len() as isize, &mut value));
            // UTF-8: lone surrogates are U+FFFD; never half a character.
            let whole = String::from_utf16_lossy(&units);
            let mut len = 0;
            ok!(napi_get_value_string_utf8(env, value, null_mut(), 0, &mut len));
            prop_assert_eq!(len, whole.len());
            let (bytes, len) = read(env, value, room, 0xAAu8, utf8_reader);
            let fitting = (0..=room.saturating_sub(1).min(whole.len()))
                .rev()
                .find(|end| whole.is_char_boundary(*end))
                .unwrap_or(0);
            prop_assert_eq!(len, fitting);
            prop_assert_eq!(&bytes[..len], &whole.as_bytes()[..len]);
            if room > 0 {
                prop_assert_eq!(bytes[len], 0);
            }
            let written = if room > 0 { len + 1 } else { 0 };
            prop_assert!(bytes[written..].iter().all(|byte| *byte == 0xAA), "nothing beyond it");
            // UTF-16 and Latin-1: cut at units.
            let fitting = units.len().min(room.saturating_sub(1));
            let (read_units, len) = read(env, value, room, 0xAAAAu16, utf16_reader);
            prop_assert_eq!(len, fitting);
            prop_assert_eq!(&read_units[..len], &units[..len]);
            let (bytes, len) = read(env, value, room, 0xAAu8, latin1_reader);
            prop_assert_eq!(len, fitting);
            let low: Vec<u8> = units[..len].iter().map(|unit| *unit as u8).collect();
            prop_assert_eq!(&bytes[..len], &low[..]);
            prop_assert_eq!(bytes[room], 0xAA);
            Ok(())
        })
    });
}

#[test]
fn strings_are_made_from_any_bytes() {
    check(proptest::collection::vec(any::<u8>(), 0..60), |stage, bytes| {
        stage.case(|env| {
            let (mut utf8, mut latin1) = (null_mut(), null_mut());
            let len = bytes.len() as isize;
            ok!(napi_create_string_utf8(env, bytes.as_ptr().cast(), len, &mut utf8));
            ok!(napi_create_string_latin1(env, bytes.as_ptr().cast(), len, &mut latin1));
            let expected: Vec<u16> = String::from_utf8_lossy(&bytes).encode_utf16().collect();
            let (units, len) = read(env, utf8, expected.len() + 1, 0, utf16_reader);
            prop_assert_eq!(&units[..len], &expected[..]);
            let (back, len) = read(env, latin1, bytes.len() + 1, 0, latin1_reader);
            prop_assert_eq!(&back[..len], &bytes[..]);
            Ok(())
        })
    });
}

#[test]
fn property_keys_are_the_strings_they_are_made_from() {
    check(utf16(), |stage, units| {
        stage.case(|env| {
            let (mut string, mut key, mut object) = (null_mut(), null_mut(), null_mut());
            let len = units.len() as isize;
            ok!(napi_create_string_utf16(env, units.as_ptr(), len, &mut string));
            ok!(node_api_create_property_key_utf16(env, units.as_ptr(), len, &mut key));
            let mut equal = false;
            ok!(napi_strict_equals(env, string, key, &mut equal));
            prop_assert!(equal);
            ok!(napi_create_object(env, &mut object));
            ok!(napi_set_property(env, object, key, number(env, 5.0)));
            let (mut has, mut value, mut found) = (false, null_mut(), 0.0);
            ok!(napi_has_own_property(env, object, string, &mut has));
            prop_assert!(has);
            ok!(napi_get_property(env, object, string, &mut value));
            ok!(napi_get_value_double(env, value, &mut found));
            prop_assert_eq!(found, 5.0);
            Ok(())
        })
    });
}

/// Doubles of every size, and those around the edges of integers.
fn doubles() -> impl Strategy<Value = f64> {
    let near = |edge: f64| (-4i32..=4).prop_map(move |step| edge + f64::from(step) * 0.5);
    prop_oneof![
        4 => any::<u64>().prop_map(f64::from_bits),
        2 => any::<i64>().prop_map(|n| n as f64),
        2 => any::<i32>().prop_map(|n| f64::from(n) + 0.25),
        1 => near(2f64.powi(31)),
        1 => near(-(2f64.powi(31))),
        1 => near(2f64.powi(32)),
        1 => near(2f64.powi(53)),
        1 => Just(2f64.powi(63)),
        1 => Just(-(2f64.powi(63))),
        1 => Just(2f64.powi(63) - 1024.0),
        1 => Just(-0.0),
    ]
}

/// ECMAScript's ToUint32, from the bits of the number.
fn to_uint32(number: f64) -> u32 {
    if !number.is_finite() {
        return 0;
    }
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1075;
    let mantissa = (bits & ((1 << 52) - 1)) | (u64::from((bits >> 52) & 0x7ff != 0) << 52);
    let magnitude = match exponent {
        32.. => 0, // a multiple of 2^32
        0..=31 => ((u128::from(mantissa) << exponent) & 0xffff_ffff) as u32,
        -63..=-1 => ((mantissa >> -exponent) & 0xffff_ffff) as u32,
        _ => 0,
    };
    if number.is_sign_negative() { magnitude.wrapping_neg() } else { magnitude }
}

/// The manual on `napi_get_value_int64`: truncated, saturating, 0 for what is not finite.
fn to_int64(number: f64) -> i64 {
    match number {
        n if !n.is_finite() => 0,
        n if n >= 2f64.powi(63) => i64::MAX,
        n if n <= -(2f64.powi(63)) => i64::MIN,
        n => n.trunc() as i128 as i64,
    }
}

#[test]
fn numbers_are_converted_as_the_standard_says() {
    check(doubles(), |stage, double| {
        stage.case(|env| {
            let value = number(env, double);
            let (mut back, mut signed, mut unsigned, mut wide) = (0.0, 0i32, 0u32, 0i64);
            ok!(napi_get_value_double(env, value, &mut back));
            prop_assert!(back.to_bits() == double.to_bits() || (back.is_nan() && double.is_nan()));
            ok!(napi_get_value_int32(env, value, &mut signed));
            prop_assert_eq!(signed, to_uint32(double) as i32);
            ok!(napi_get_value_uint32(env, value, &mut unsigned));
            prop_assert_eq!(unsigned, to_uint32(double));
            ok!(napi_get_value_int64(env, value, &mut wide));
            prop_assert_eq!(wide, to_int64(double));
            Ok(())
        })
    });
}

#[test]
fn integers_become_the_same_numbers() {
    check(any::<(i64, u32)>(), |stage, (wide, unsigned)| {
        stage.case(|env| {
            let (mut value, mut double, mut same) = (null_mut(), 0.0, false);
            ok!(napi_create_int64(env, wide, &mut value));
            ok!(napi_get_value_double(env, value, &mut double));
            prop_assert_eq!(double, wide as f64);
            ok!(napi_create_uint32(env, unsigned, &mut value));
            ok!(napi_get_value_double(env, value, &mut double));
            prop_assert_eq!(double, f64::from(unsigned));
            // However it was made, it is the same number to scripts.
            ok!(napi_strict_equals(env, value, number(env, double), &mut same));
            prop_assert!(same);
            Ok(())
        })
    });
}

#[test]
fn bigints_keep_their_words() {
    let words = proptest::collection::vec(
        prop_oneof![Just(0u64), Just(1u64), Just(u64::MAX), Just(1u64 << 63), any::<u64>()],
        0..9,
    );
    check((words, any::<bool>()), |stage, (words, negative)| {
        stage.case(|env| {
            let mut value = null_mut();
            let sign = i32::from(negative);
            ok!(napi_create_bigint_words(env, sign, words.len(), words.as_ptr(), &mut value));
            let used = words.iter().rposition(|word| *word != 0).map_or(0, |index| index + 1);
            let (mut sign, mut count, mut back) =
                (-1, words.len() + 2, vec![7u64; words.len() + 2]);
            ok!(napi_get_value_bigint_words(env, value, &mut sign, &mut count, back.as_mut_ptr()));
            prop_assert_eq!(count, used);
            prop_assert_eq!(&back[..used], &words[..used]);
            prop_assert!(back[used..].iter().all(|word| *word == 7));
            prop_assert_eq!(sign, i32::from(negative && used > 0));
            // And the 64-bit readers: the low word, two's complement.
            let low = words.first().copied().unwrap_or(0);
            let wrapped = if negative { low.wrapping_neg() } else { low };
            let exact = match used {
                0 => Some(0i128),
                1 => Some(if negative { -i128::from(low) } else { i128::from(low) }),
                _ => None,
            };
            let (mut signed, mut unsigned, mut lossless) = (0i64, 0u64, false);
            ok!(napi_get_value_bigint_int64(env, value, &mut signed, &mut lossless));
            prop_assert_eq!(signed, wrapped as i64);
            prop_assert_eq!(lossless, exact == Some(i128::from(signed)));
            ok!(napi_get_value_bigint_uint64(env, value, &mut unsigned, &mut lossless));
            prop_assert_eq!(unsigned, wrapped);
            prop_assert_eq!(lossless, exact == Some(i128::from(unsigned)));
            Ok(())
        })
    });
}
