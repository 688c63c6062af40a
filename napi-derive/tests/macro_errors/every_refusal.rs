//! What `#[napi]` refuses, with all errors of a function at once.
use napi_derive::{Rest, napi};

#[napi(jsname = "x")]
async fn several(a: &String, b: &mut str) {}

#[napi]
unsafe extern "C" fn raw() {}

#[napi]
fn generic<T, const N: usize>(a: impl Fn(), rest: Rest<f64>, last: T) {}

struct Class;

impl Class {
    #[napi]
    fn method(&self) {}
}

#[napi]
struct Point {
    x: f64,
}

#[napi(js_name = "")]
fn nameless() {}

fn main() {}
