//! `process_wrap`: children on the runtime's loop, by numbers, among its other handles.

use super::command::{command, stdio};
use crate::bindings::handles::{errno, with_handles};
use crate::bindings::system::{Answer, Failure};
use napi_core::system::child::process::Stdio;
use napi_core::system::handles::Id;
use napi_derive::{CallContext, Env, Object, Result};

/// The functions.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("spawn", spawn)?;
    exports.define_typed("kill", |child: Id, signal: i32| {
        errno(with_handles(|handles| handles.kill(child, signal)))
    })?;
    exports.define_typed("keepAliveForChild", |child: Id, keep: bool| {
        with_handles(|handles| handles.keep_alive_for_child(child, keep))
    })?;
    exports.define_typed("forget", |child: Id| with_handles(|handles| handles.forget(child)))
}

/// `spawn(options)`: `[number here, pid]`, or a negative errno as the only member.
fn spawn(cx: CallContext<'_>) -> Result<Vec<f64>> {
    match start(cx.arg(0)?) {
        Ok((id, pid)) => Ok(vec![f64::from(id), f64::from(pid)]),
        Err(Failure::System(error)) => Ok(vec![f64::from(error.errno)]),
        Err(Failure::Other(error)) => Err(error),
    }
}

fn start(options: Object<'_>) -> Answer<(Id, i32)> {
    let command = command(options)?;
    let stdio = stdio(options, descriptor)?;
    Ok(with_handles(|handles| handles.spawn(&command, &stdio))?)
}

fn descriptor(kind: &str, member: Object<'_>) -> Answer<Stdio> {
    Ok(match kind {
        "fd" => Stdio::Inherit(member.get("fd")?),
        "pipe" => Stdio::Pipe(member.get("pipe")?),
        "wrap" => Stdio::Share(member.get("pipe")?),
        _ => Stdio::Ignore,
    })
}
