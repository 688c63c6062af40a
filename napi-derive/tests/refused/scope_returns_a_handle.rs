//! A handle made in an inner scope does not leave it.
use napi_derive::{CallContext, Result, Value};

fn work(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.env().scope([], |env, []| env.undefined())
}

fn main() {
    let _ = work;
}
