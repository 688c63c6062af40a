//! `internalBinding('uv')`: libuv's error numbers, their names and texts.

use napi_core::system::{error_codes, error_name, error_text};
use napi_derive::{CallContext, Env, Function, Object, Result, Value};

/// The functions, and the numbers as `UV_ENOENT` and so on.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("getErrorMap", get_error_map)?;
    exports.define_typed("errname", error_name)?;
    for errno in error_codes() {
        exports.set(format!("UV_{}", error_name(errno)), errno)?;
    }
    Ok(())
}

/// `getErrorMap()`: a new Map from number to `[name, text]`, in libuv's order.
fn get_error_map(cx: CallContext<'_>) -> Result<Value<'_>> {
    let entries: Vec<_> =
        error_codes().map(|errno| (errno, (error_name(errno), error_text(errno)))).collect();
    let map: Function<'_> = cx.env().global()?.get("Map")?;
    map.new_instance((entries,)).map(Into::into)
}
