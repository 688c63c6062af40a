//! Two blocks of a class that both claim to be its first; `&mut self` in a further one.
use napi_derive::napi;

#[napi]
struct Twice {}

#[napi]
impl Twice {}

#[napi]
impl Twice {}

#[napi]
struct Fixed {}

#[napi]
impl Fixed {}

#[napi(more)]
impl Fixed {
    #[napi]
    fn change(&mut self) {}
}

/// Not a generator.
#[napi(generator)]
struct Numbers {}

#[napi]
impl Numbers {}

fn main() {}
