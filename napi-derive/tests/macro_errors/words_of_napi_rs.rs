//! Words of napi-rs that are not known here, with what to do instead; tuple structs.
use napi_derive::{Env, Result, napi};

#[napi(constructor, custom_finalize, async_iterator, use_nullable = true)]
struct Session {
    #[napi(skip)]
    open: bool,
}

#[napi]
impl Session {
    #[napi(return_if_invalid, strict, catch_unwind)]
    fn read(&self) {}
}

#[napi(async_runtime)]
fn start() {}

#[napi(array)]
struct Named {
    x: u32,
}

#[napi(transparent)]
struct Two(u32, u32);

#[napi(array, transparent)]
struct Both(u32);

#[napi(array)]
struct Many(u8, u8, u8, u8, u8, u8, u8, u8, u8);

#[napi(array)]
struct Generic<T>(T);

#[napi(module_exports)]
fn none() -> Result<()> {
    Ok(())
}

#[napi(module_exports, init)]
fn odd(env: Env<'_>, number: u32) -> Result<()> {
    Ok(())
}

fn main() {}
