//! `internalBinding('async_wrap')`: async ids shared with the host, and the async hooks' callbacks.

use crate::host;
use napi_core::{Call, Local, Scope};

/// `setCallbacks`, and `fields`, a `Float64Array` shared with the host.
pub fn make<'s>(scope: &Scope<'s>) -> Result<Local<'s>, Local<'s>> {
    let exports = super::object_of(scope, &[("setCallbacks", set_callbacks)])?;
    let array = scope.shared_array(&host::current().async_fields)?;
    scope.set(exports, "fields", array)?;
    Ok(exports)
}

/// `setCallbacks({ init, before, after, destroy } | undefined)`.
fn set_callbacks<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Result<Local<'s>, Local<'s>> {
    let callbacks = call.argument(0);
    let set = !scope.is_nullish(callbacks);
    host::current().set_async_callbacks(set.then(|| scope.persist(callbacks)));
    Ok(scope.undefined())
}
