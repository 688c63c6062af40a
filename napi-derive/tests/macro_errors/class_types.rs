//! What the compiler refuses about classes, in the words of the traits.
use napi_derive::napi;

/// No `#[napi] impl`.
#[napi]
struct Alone {}

#[napi]
struct Fixed {
    size: u32,
}

#[napi]
impl Fixed {
    /// Not the class.
    #[napi(constructor)]
    fn new() -> u32 {
        0
    }

    #[napi]
    fn size(&self) -> u32 {
        self.size
    }
}

/// Its borrows are not counted.
#[napi]
fn change(fixed: &mut Fixed) {
    fixed.size = 1;
}

/// An instance stays where it is.
#[napi]
fn consume(fixed: Fixed) {
    drop(fixed);
}

struct Unknown;

#[napi]
fn unknown(unknown: &Unknown) {}

/// Not a class.
#[napi]
struct Child {
    #[napi(extends)]
    parent: Unknown,
}

#[napi]
impl Child {}

fn main() {}
