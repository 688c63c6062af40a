//! A function with state is a closure: `define_function` has no place for the state.
use napi_derive::{CallContext, Env, Object, Result};

fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    let state = String::from("state");
    exports.define_function("state", move |_: CallContext<'_>| state.len())
}

fn main() {
    let _ = init;
}
