//! Structs and lists that generated JavaScript converts when they are converted often.

use napi_derive::{Env, Maybe, Result, napi};

#[napi(object)]
struct Wide {
    number: f64,
    byte: i8,
    id: u32,
    large: i64,
    flag: bool,
    text: String,
    maybe: Option<f64>,
    #[napi(js_name = "maybe text")]
    maybe_text: Option<String>,
    #[napi(default = 7)]
    level: u16,
    either: Maybe<bool>,
    #[napi(default = Some(0.5))]
    ratio: Option<f32>,
    /// From here on nothing is recognized.
    list: Vec<f64>,
    last: u8,
}

#[napi]
fn echo_wide(wide: Wide) -> Wide {
    wide
}

#[napi]
fn wide_to_text(wide: Wide) -> String {
    format!(
        "{} {} {} {} {} {} {:?} {:?} {} {:?} {:?} {:?} {}",
        wide.number,
        wide.byte,
        wide.id,
        wide.large,
        wide.flag,
        wide.text,
        wide.maybe,
        wide.maybe_text,
        wide.level,
        wide.either,
        wide.ratio,
        wide.list,
        wide.last
    )
}

/// Names that are not what they seem in generated code.
#[napi(object)]
struct Odd {
    #[napi(js_name = "__proto__")]
    proto: f64,
    #[napi(js_name = "a\"\\\n\u{2028}é😀")]
    quoted: String,
    #[napi(js_name = "0")]
    index: f64,
    constructor: u32,
}

#[napi]
fn make_odd(number: f64) -> Odd {
    Odd { proto: number, quoted: "q".to_owned(), index: number, constructor: 1 }
}

#[napi]
fn read_odd(odd: Odd) -> String {
    format!("{} {} {} {}", odd.proto, odd.quoted, odd.index, odd.constructor)
}

#[napi(object)]
struct Many {
    a0: f64,
    a1: f64,
    a2: f64,
    a3: f64,
    a4: f64,
    a5: f64,
    a6: f64,
    a7: f64,
    a8: f64,
    a9: f64,
    b0: f64,
    b1: f64,
    b2: f64,
    b3: f64,
    b4: f64,
    b5: f64,
    b6: f64,
    b7: f64,
    b8: f64,
    b9: f64,
    c0: f64,
    c1: f64,
    c2: f64,
    c3: f64,
    c4: f64,
    c5: f64,
    c6: f64,
    c7: f64,
    c8: f64,
    c9: f64,
    d0: f64,
    d1: Option<bool>,
    d2: f64,
}

/// More fields than are recognized.
#[napi]
fn echo_many(many: Many) -> Many {
    many
}

/// As many sets of fields as there are ways to leave some out.
#[napi(object)]
#[derive(Clone)]
struct Sparse {
    a: Option<f64>,
    b: Option<f64>,
    c: Option<f64>,
    d: Option<f64>,
    e: Option<String>,
}

#[napi]
fn echo_sparse(sparse: Sparse) -> Sparse {
    sparse
}

#[napi]
fn echo_doubles(list: Vec<f64>) -> Vec<f64> {
    list
}

#[napi]
fn echo_floats(list: Vec<f32>) -> Vec<f32> {
    list
}

#[napi]
fn echo_octets(list: Vec<u8>) -> Vec<u8> {
    list
}

#[napi]
fn echo_shorts(list: Vec<i16>) -> Vec<i16> {
    list
}

#[napi]
fn echo_ints(list: Vec<i32>) -> Vec<i32> {
    list
}

#[napi]
fn echo_uints(list: Vec<u32>) -> Vec<u32> {
    list
}

#[napi]
fn echo_longs(list: Vec<i64>) -> Vec<i64> {
    list
}

#[napi]
fn echo_sizes(list: Vec<u64>) -> Vec<u64> {
    list
}

#[napi]
fn too_large(count: u32) -> Vec<u64> {
    let mut list = vec![1; count as usize];
    list.push(u64::MAX);
    list
}

#[napi]
fn bytes_and_list(bytes: &[u8], list: Vec<f64>) -> f64 {
    bytes.len() as f64 + list.len() as f64
}

#[napi]
fn bytes_and_wide(bytes: &[u8], wide: Wide) -> f64 {
    bytes.len() as f64 + wide.number
}

#[napi]
fn forbid_code_generation(env: Env<'_>) -> Result<()> {
    env.forbid_code_generation()
}
