//! Whether generated JavaScript pays on this host: whether it compiles JavaScript.
//!
//! The one place that tells hosts apart. A wrong answer costs time, never a result.
//!
//! Neighbours: `table.rs` asks.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::convert::FromJs;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::value::Kind;

/// Found to interpret: for the whole process, whose envs have one engine. Only a shortcut.
static INTERPRETS: AtomicBool = AtomicBool::new(false);

#[inline]
pub(super) fn is_known_to_interpret() -> bool {
    INTERPRETS.load(Ordering::Relaxed)
}

/// Whether the host compiles JavaScript, by the engines that `process.versions` names: V8 or
/// JavaScriptCore, and no interpreter that only stands in for V8's version.
pub(super) fn compiles(env: Env<'_>) -> bool {
    let names = |versions: Object<'_>, engine: &str| {
        versions.get::<Value<'_>>(engine).is_ok_and(|version| version.kind() == Kind::String)
    };
    let versions = env.global().and_then(|global| {
        let process: Object<'_> = global.get("process")?;
        process.get("versions").and_then(Object::from_js)
    });
    let Ok(versions) = versions else { return false };
    if names(versions, "quickjs-ng") {
        INTERPRETS.store(true, Ordering::Relaxed);
        return false;
    }
    names(versions, "v8") || names(versions, "webkit")
}
