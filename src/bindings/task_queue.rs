//! `internalBinding('task_queue')`: the flags that say whether the task queues have work.

use crate::host;
use napi_core::{Local, Scope};

/// `tickInfo`, an `Int32Array` shared with the host.
pub fn make<'s>(scope: &Scope<'s>) -> Result<Local<'s>, Local<'s>> {
    let exports = scope.object()?;
    let array = scope.shared_array(&host::current().tick_info)?;
    scope.set(exports, "tickInfo", array)?;
    Ok(exports)
}
