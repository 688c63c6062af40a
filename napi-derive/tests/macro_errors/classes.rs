//! What `#[napi]` refuses on classes.
use napi_derive::{Env, Result, napi};

#[napi(frozen, js_name)]
struct Generic<T> {
    #[napi(readonly, extends)]
    value: T,
}

#[napi]
struct Pair(#[napi] u32, u32);

struct Plain;

#[napi(name = "x")]
impl Plain {
    #[napi(constructor)]
    fn new(&self) {}

    #[napi(constructor)]
    fn again() -> Plain {
        Plain
    }

    #[napi(factory, getter)]
    fn made() -> Plain {
        Plain
    }

    #[napi]
    fn consumed(self) {}

    #[napi]
    fn counted(self: std::rc::Rc<Self>) {}

    #[napi(getter)]
    fn get_size(&self, env: Env<'_>, unit: String) -> u32 {
        0
    }

    #[napi(setter)]
    fn set_size(&mut self) {}

    #[napi]
    fn size(&self) {}

    #[napi(symbol = "iterate")]
    fn iterate(&self) {}

    #[napi(js_name = "size")]
    fn twice(&self) {}

    #[napi]
    fn prototype() {}

    #[napi]
    fn defaults(&self, #[napi(default = 1, wrapping)] a: u32, #[napi(default = 1)] b: &[u8], #[napi(wrapping)] c: &str) {}
}

#[napi]
impl Iterator for Plain {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        None
    }
}

#[napi]
impl<T> Generic<T> {}

#[napi]
fn optional(a: Option<&String>, b: Option<&mut str>, #[napi(default = None)] c: Option<&[u8]>) -> Result<()> {
    Ok(())
}

fn main() {}
