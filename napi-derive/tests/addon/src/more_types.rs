//! More types of arguments and results, each passed through.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::num::NonZero;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use napi_derive::{Either5, Env, Error, Function, Object, Result, Value, WeakRef, napi};

#[napi]
fn echo_three(values: [f64; 3]) -> [f64; 3] {
    values
}

#[napi]
fn echo_matrix(values: [[u8; 2]; 2]) -> [[u8; 2]; 2] {
    values
}

#[napi]
fn echo_char(value: char) -> char {
    value
}

#[napi]
fn echo_cow(value: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(value.into_owned())
}

#[napi]
fn echo_path(path: PathBuf) -> PathBuf {
    path
}

#[napi]
fn parent(path: PathBuf) -> Option<OsString> {
    path.parent().map(Into::into)
}

#[cfg(unix)]
#[napi]
fn odd_path() -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(vec![b'a', 0xff]))
}

#[napi]
fn echo_boxes(
    number: Box<u32>,
    text: Box<str>,
    list: Box<[bool]>,
) -> (Box<u32>, Box<str>, Box<[bool]>) {
    (number, text, list)
}

#[napi]
fn echo_shared(
    a: Rc<String>,
    b: Arc<str>,
    c: Arc<Vec<f64>>,
    d: Rc<str>,
) -> (Rc<String>, Arc<str>, Arc<Vec<f64>>, Rc<str>) {
    (Rc::clone(&a), b, Arc::clone(&c), d)
}

#[napi]
fn rotated(mut list: VecDeque<u32>) -> VecDeque<u32> {
    list.rotate_left(1);
    list
}

#[napi]
fn echo_nonzero(a: NonZero<u8>, b: NonZero<i128>) -> (NonZero<u8>, NonZero<i128>) {
    (a, b)
}

#[napi]
fn doubled_duration(duration: Duration) -> Duration {
    duration * 2
}

#[napi]
fn kind_of_five(value: Either5<bool, f64, String, Vec<f64>, Value<'_>>) -> &'static str {
    match value {
        Either5::A(_) => "boolean",
        Either5::B(_) => "number",
        Either5::C(_) => "text",
        Either5::D(_) => "list",
        Either5::E(_) => "other",
    }
}

/// As the callbacks of Node's own functions have it.
#[napi]
fn after(error: Option<Error>, value: Option<f64>) -> Result<f64> {
    match error {
        Some(error) => Err(Error::new("it came before").with_cause(error)),
        None => Ok(value.unwrap_or_default()),
    }
}

#[napi]
fn throw_on(error: Error) -> Result<()> {
    Err(error)
}

/// An array of its fields.
#[napi(array)]
struct Pair(u32, Option<String>);

#[napi]
fn swapped(pairs: Vec<Pair>) -> Vec<Pair> {
    pairs.into_iter().rev().map(|pair| Pair(pair.0 + 1, pair.1)).collect()
}

#[napi(array)]
struct Handles<'env>(Object<'env>, Function<'env>);

#[napi]
fn call_on<'env>(handles: Handles<'env>) -> Result<Value<'env>> {
    handles.1.call_with(*handles.0, ())
}

/// What it holds.
#[napi(transparent)]
struct Meters(f64);

#[napi(strict, catch_unwind)]
fn sum_of_meters(#[napi(default = Meters(1.0))] a: Meters, b: Option<Meters>) -> Meters {
    Meters(a.0 + b.map_or(0.0, |b| b.0))
}

/// Exported only by hand, below.
#[napi(no_export)]
fn hidden() -> u32 {
    7
}

#[napi(module_exports)]
fn exports_alone(exports: Object<'_>) -> Result<()> {
    let nested = exports.env().object()?;
    nested.define::<hidden>()?;
    exports.set("hiddenPlace", nested)
}

#[napi(init)]
fn the_other_way(exports: Object<'_>, env: Env<'_>) -> Result<()> {
    exports.set("registered", env.symbol_for("napi-derive.registered")?)
}

thread_local! {
    static KNOWN: RefCell<Option<WeakRef<Object<'static>>>> = const { RefCell::new(None) };
}

/// Remembers an object without keeping it.
#[napi]
fn know(object: Object<'_>) -> Result<()> {
    KNOWN.set(Some(WeakRef::new(object)?));
    Ok(())
}

#[napi]
fn known(env: Env<'_>) -> Result<Option<Object<'_>>> {
    KNOWN
        .with_borrow(|known| known.as_ref().map(|known| known.get(env)).transpose())
        .map(Option::flatten)
}

#[napi]
fn weak_primitive(value: Value<'_>) -> Result<()> {
    WeakRef::new(value).map(drop)
}

#[napi]
fn grow_outside(env: Env<'_>, bytes: i64) -> Result<i64> {
    env.adjust_external_memory(bytes)
}

#[napi]
fn file_name(env: Env<'_>) -> Result<String> {
    env.module_file_name()
}

#[napi]
fn report_uncaught(env: Env<'_>, message: &str) {
    env.report_uncaught(Error::range_error(message));
}
