//! `internalBinding('process').dlopen`: loading native addons. Its place is the `process` binding;
//! its code is the host's, not an addon's.

use napi_core::{Call, Local, Scope};
use std::path::Path;

/// `dlopen(module, filename, flags)`: loads the addon into `module.exports`.
pub fn dlopen<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Result<Local<'s>, Local<'s>> {
    let module = call.argument(0);
    let path = scope.to_text(call.argument(1));
    let flags = scope.as_number(call.argument(2)).map(|flags| flags as i32);
    scope.dlopen(module, Path::new(&path), flags)?;
    Ok(scope.undefined())
}
