//! A number of JavaScript cannot be this discriminant: it would become another.
use napi_derive::napi;

#[napi]
#[repr(u64)]
enum Huge {
    Small,
    Large = u64::MAX,
}

fn main() {
    let _ = (Huge::Small, Huge::Large);
}
