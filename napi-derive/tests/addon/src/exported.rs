//! Functions marked `#[napi]`: every kind of parameter and result.

use std::io;

use napi_derive::{
    CallContext, Env, Error, Function, Null, Object, Rest, Result, This, TypedArray, Value, napi,
};

#[napi]
fn noop() {}

#[napi]
pub(crate) fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[napi]
fn trimmed(text: &str) -> &str {
    text.trim()
}

#[napi]
fn sum_f64(numbers: &[f64]) -> f64 {
    numbers.iter().sum()
}

#[napi]
fn doubled(numbers: &[f64]) -> Vec<f64> {
    numbers.iter().map(|number| number * 2.0).collect()
}

#[napi]
fn fill_bytes(bytes: &mut [u8], byte: u8) {
    bytes.fill(byte);
}

/// The slice is borrowed while the callback would run: refused, the callback never runs.
#[napi]
fn bytes_and_callback(bytes: &[u8], callback: Function<'_>) -> Result<usize> {
    callback.call::<()>(())?;
    Ok(bytes.len())
}

#[napi]
fn two_slices(target: &mut [u8], source: &[u8]) -> u8 {
    target[0] = source[0] + 1;
    target[0]
}

#[napi]
fn optional(number: Option<f64>, text: Option<String>) -> String {
    format!("{number:?} {text:?}")
}

#[napi]
fn rest_sum(first: f64, rest: Rest<f64>) -> f64 {
    first + rest.iter().sum::<f64>()
}

#[napi(js_name = "renamed")]
fn internal_name() -> &'static str {
    "renamed"
}

#[napi]
fn with_env<'env>(env: Env<'env>, key: String, value: Value<'env>) -> Result<Object<'env>> {
    let object = env.object()?;
    object.set(key, value)?;
    Ok(object)
}

#[napi]
fn own_name(this: This<'_>) -> Result<String> {
    this.0.to::<Object<'_>>()?.get("name")
}

#[napi]
fn argument_count(cx: CallContext<'_>) -> Result<usize> {
    cx.len()
}

#[napi]
fn read_missing_file() -> Result<String, io::Error> {
    std::fs::read_to_string("/nonexistent/file")
}

#[napi]
fn parse_port(text: &str) -> Result<u16> {
    Ok(text.parse::<u16>()?)
}

#[napi]
fn system_error() -> Result<()> {
    Err(Error::new("ENOENT: no such file or directory, open 'x'")
        .with("errno", -2)
        .with_code("ENOENT")
        .with("syscall", "open")
        .with("path", "x"))
}

#[napi]
fn panics(message: String) {
    panic!("{message}");
}

#[napi]
fn nothing_or_null(null: bool) -> Result<Option<Null>> {
    Ok(null.then_some(Null))
}

#[napi]
fn pair(input: (f64, String)) -> (String, f64) {
    (input.1, input.0)
}

#[napi]
fn matrix(rows: Vec<Vec<i32>>) -> Vec<i32> {
    rows.into_iter().map(|row| row.into_iter().sum()).collect()
}

#[napi]
fn elements(array: TypedArray<'_, i32>) -> Result<Vec<i32>> {
    array.to_vec()
}

#[napi]
fn integers(small: i8, byte: u8, int: i32, wide: i64, unsigned: u64) -> (i8, u8, i32, i64, u64) {
    (small, byte, int, wide, unsigned)
}

#[napi]
fn too_wide() -> u64 {
    u64::MAX
}

#[allow(clippy::too_many_arguments)]
#[napi]
fn ten(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8) -> u32 {
    [a, b, c, d, e, f, g, h, i, j].into_iter().map(u32::from).sum()
}
