//! A closure that JavaScript can call later cannot capture the env of this call.
use napi_derive::{Env, Object, Result};

fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_closure("later", move |_| env.undefined())
}

fn main() {
    let _ = init;
}
