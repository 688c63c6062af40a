//! Types of arguments and results, each passed through.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::{Duration, SystemTime};

use napi_derive::{
    BigInt, Buffer, Either, Either3, Env, Error, External, JsDate, JsError, JsMap, JsRegExp, Maybe,
    Null, Result, Symbol, TypedVec, Undefined, Value, napi,
};

#[napi]
fn describe_maybe(value: Maybe<f64>) -> String {
    format!("{value:?}")
}

#[napi]
fn echo_maybe(value: Maybe<f64>) -> Maybe<f64> {
    value
}

#[napi]
fn only_undefined(_value: Undefined) -> Undefined {
    Undefined
}

#[napi]
fn or_null(value: Either<f64, Null>) -> Either<Null, f64> {
    match value {
        Either::A(number) => Either::B(number),
        Either::B(null) => Either::A(null),
    }
}

#[napi]
fn which(value: Either3<u8, String, Vec<f64>>) -> String {
    match value {
        Either3::A(number) => format!("u8 {number}"),
        Either3::B(text) => format!("text {text}"),
        Either3::C(list) => format!("list of {}", list.len()),
    }
}

#[napi]
fn defaults(
    #[napi(default = 10)] a: u32,
    #[napi(default = "x")] b: &str,
    #[napi(default = Some(1.5))] c: Option<f64>,
    #[napi(default = "y")] d: String,
) -> String {
    format!("{a} {b} {c:?} {d}")
}

#[napi]
fn wrapped(
    #[napi(wrapping)] a: i32,
    #[napi(wrapping)] b: u8,
    #[napi(saturating)] c: i8,
    #[napi(saturating)] d: u32,
) -> (i32, u8, i8, u32) {
    (a, b, c, d)
}

#[napi]
fn echo_i128(value: i128) -> i128 {
    value
}

#[napi]
fn echo_u128(value: u128) -> u128 {
    value
}

#[napi]
fn echo_big_i64(value: BigInt<i64>) -> BigInt<i64> {
    value
}

#[napi]
fn echo_big_u64(value: BigInt<u64>) -> BigInt<u64> {
    value
}

#[napi]
fn echo_usize(value: usize) -> usize {
    value
}

#[napi]
fn echo_hash_map(map: HashMap<String, u32>) -> HashMap<String, u32> {
    map
}

#[napi]
fn echo_btree_map(map: BTreeMap<String, Vec<bool>>) -> BTreeMap<String, Vec<bool>> {
    map
}

#[napi]
fn echo_hash_set(set: HashSet<String>) -> HashSet<String> {
    set
}

#[napi]
fn sorted_set(set: BTreeSet<u32>) -> BTreeSet<u32> {
    set
}

#[napi]
fn swap_map<'env>(env: Env<'env>, map: JsMap<'env>) -> Result<JsMap<'env>> {
    let entries = map.entries::<String, f64>()?;
    map.insert("seen", true)?;
    if map.find::<bool>("seen")? != Some(true) || map.find::<f64>("missing")?.is_some() {
        return Err(Error::new("the map does not work"));
    }
    env.map_of(entries.into_iter().map(|(key, value)| (value, key)))
}

#[napi]
fn next_day(time: SystemTime) -> SystemTime {
    time + Duration::from_secs(86_400)
}

#[napi]
fn is_valid_date(date: JsDate<'_>) -> Result<bool> {
    date.milliseconds().map(|milliseconds| !milliseconds.is_nan())
}

#[napi]
fn global_regexp<'env>(env: Env<'env>, regexp: JsRegExp<'env>) -> Result<JsRegExp<'env>> {
    env.regexp(&regexp.source()?, &format!("{}g", regexp.flags()?))
}

#[napi]
fn matches(regexp: JsRegExp<'_>, text: &str) -> Result<bool> {
    regexp.test(text)
}

#[napi]
fn describe_error(error: JsError<'_>) -> Result<String> {
    Ok(format!("{} {:?} {}", error.name()?, error.code()?, error.message()?))
}

#[napi]
fn rethrow(error: JsError<'_>) -> Result<()> {
    Err(error.into_error())
}

struct Secret(u32);

#[napi]
fn hide_number(number: u32) -> External<Secret> {
    External::new(Secret(number))
}

#[napi]
fn reveal_number(secret: External<Secret>) -> u32 {
    secret.0
}

#[napi]
fn reveal_text(secret: External<String>) -> String {
    secret.clone().to_string()
}

#[napi]
fn echo_symbol(symbol: Symbol<'_>) -> Symbol<'_> {
    symbol
}

/// The work is done on another thread: an owned buffer may go there.
#[napi]
fn reversed_elsewhere(mut bytes: Buffer) -> Result<Buffer> {
    let thread = std::thread::spawn(move || {
        bytes.reverse();
        bytes
    });
    thread.join().map_err(|_| Error::new("the thread panicked"))
}

#[napi]
fn doubled_elements(mut elements: TypedVec<f32>) -> TypedVec<f32> {
    elements.iter_mut().for_each(|element| *element *= 2.0);
    elements
}

#[derive(Debug)]
struct Outer(std::num::ParseIntError);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the settings cannot be read")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[napi]
fn fails_with_source() -> Result<u32> {
    Ok("x1".parse::<u32>().map_err(Outer)?)
}

#[napi]
fn fails_with_boxed(text: &str) -> Result<u32> {
    let parse = || -> Result<u32, Box<dyn std::error::Error + Send + Sync>> { Ok(text.parse()?) };
    parse().map_err(Error::from_boxed)
}

#[napi]
fn fails_with_cause(callback: napi_derive::Function<'_>) -> Result<()> {
    callback.call::<()>(()).map_err(|cause| {
        Error::range_error("it did not work").with_code("ERR_CB").with_cause(cause)
    })
}

/// Any value, as it is.
#[napi]
fn identity(value: Value<'_>) -> Value<'_> {
    value
}

/// References that may be missing.
#[napi]
fn optional_references(
    text: Option<&str>,
    bytes: Option<&[u8]>,
    counter: Option<&crate::classes::Counter>,
    target: Option<&mut [u8]>,
) -> String {
    if let (Some(target), Some(bytes)) = (target, bytes) {
        target.fill(bytes.first().copied().unwrap_or_default());
    }
    format!("{text:?} {bytes:?} {:?}", counter.map(crate::classes::Counter::count))
}
