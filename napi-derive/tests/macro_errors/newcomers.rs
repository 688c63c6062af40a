//! What people write who begin, or who come from napi-rs.

use napi_derive::{Env, Function, Object, Result, napi};

/// A function that is called has one type; here it is `Callback`.
#[napi]
fn typed(callback: Function<'_, (u32,), u32>) -> Result<u32> {
    callback.call((1,))
}

#[napi]
fn by_reference(env: &Env<'_>, object: &Object<'_>) {}

#[napi]
fn iterate(list: Vec<u8>) -> impl Iterator<Item = u8> {
    list.into_iter()
}

#[napi]
fn make_adder(by: u32) -> impl Fn(u32) -> u32 {
    move |number| number + by
}

#[napi]
fn later() -> impl Future<Output = u32> {
    async { 1 }
}

#[napi]
async fn sum(bytes: &[u8], numbers: &[f64]) -> u32 {
    0
}

#[napi]
struct Emitter {
    listener: Function<'static>,
    target: Object<'static>,
}

#[napi]
impl Emitter {
    #[napi]
    fn take(self) {}
}

#[napi(object)]
struct Pair(f64, f64);

fn main() {}
