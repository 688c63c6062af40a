//! What `#[napi]` refuses on objects, enums, constants, namespaces and init functions.
use napi_derive::{Env, Function, Object, Result, napi};

#[napi(object, object_to_js = 5, frozen)]
struct Tuple(u32);

#[napi(object)]
struct Generic<T> {
    value: T,
}

#[napi(object)]
struct Twice {
    #[napi(js_name = "b")]
    a: u32,
    #[napi(readonly)]
    b: u32,
}

#[napi(string_enum = "Train-Case", discriminant = "type")]
enum Several {
    Unit,
    #[napi(value = "Unit")]
    Same,
    Fields {
        number: u32,
    },
    Unnamed(u32),
}

#[napi]
enum Tagged {
    #[napi(js_name = "x")]
    Same {
        r#type: u32,
    },
}

#[napi]
enum Nothing {}

#[napi]
enum Numbers {
    #[napi(value = "1")]
    One,
}

#[napi]
static GLOBAL: u32 = 1;

#[napi(name = "x")]
const CONSTANT: u32 = 1;

#[napi]
mod elsewhere;

#[napi(init)]
fn init(env: Env<'_>) -> Result<()> {
    Ok(())
}

#[napi(init, js_name = "x")]
fn other(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    Ok(())
}

#[napi(js_name = 5)]
fn numbered(#[napi(optional)] callback: Function<'_>) {}

#[napi(object)]
struct Zero {
    #[napi(js_name = "a\0b")]
    field: u32,
}

fn main() {}
