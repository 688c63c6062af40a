//! `spawn_sync.spawn(options)`: runs a child to its end, as spawnSync does.

use super::command::{command, stdio};
use crate::bindings::system::{Answer, Failure};
use napi_core::system::child::capture::{self, Limits, Outcome, Stdio};
use napi_derive::{BytesView, CallContext, Env, Null, Object, Result, Value};

/// The function.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.define_function("spawn", spawn)
}

/// `spawn(options)`: besides the command, `timeout`, `maxBuffer`, `killSignal`. The result has
/// `error` (a negative errno) when something went wrong, `status`, the number of the `signal`,
/// `output` and `pid`.
fn spawn(cx: CallContext<'_>) -> Result<Object<'_>> {
    let outcome = match run(cx.arg(0)?) {
        Ok(outcome) => outcome,
        Err(Failure::System(error)) => Outcome { error: error.errno, ..Outcome::default() },
        Err(Failure::Other(error)) => return Err(error),
    };
    result(cx.env(), outcome)
}

fn run(options: Object<'_>) -> Answer<Outcome> {
    let limits = Limits {
        timeout: options.get::<Option<f64>>("timeout")?.unwrap_or(0.0) as u64,
        output: options.get::<Option<f64>>("maxBuffer")?.unwrap_or(0.0),
        signal: options.get("killSignal")?,
    };
    Ok(capture::run(&command(options)?, stdio(options, descriptor)?, limits))
}

fn descriptor(kind: &str, member: Object<'_>) -> Answer<Stdio> {
    Ok(match kind {
        "fd" => Stdio::Inherit(member.get("fd")?),
        "pipe" => {
            let input: Option<BytesView<'_>> = member.get("input")?;
            let (readable, writable) = (member.get("readable")?, member.get("writable")?);
            let input = input.map(|input| input.to_vec()).transpose()?.unwrap_or_default();
            Stdio::Pipe { readable, writable, input }
        }
        _ => Stdio::Ignore,
    })
}

fn result<'env>(env: Env<'env>, outcome: Outcome) -> Result<Object<'env>> {
    let result = env.object()?;
    if outcome.error != 0 {
        result.set("error", outcome.error)?;
    }
    let Some((status, signal)) = outcome.end else {
        for name in ["status", "signal", "output"] {
            result.set(name, Null)?;
        }
        result.set("pid", outcome.process)?;
        return Ok(result);
    };
    // Who was ended by a signal has no exit code.
    let by_signal = signal > 0;
    result.set("status", if by_signal { env.null()? } else { env.number(status as f64)? })?;
    result.set("signal", if by_signal { env.number(f64::from(signal))? } else { env.null()? })?;
    let output = outcome.output.into_iter().map(|content| -> Result<Value<'env>> {
        match content {
            Some(content) => Ok(env.buffer(content)?.into()),
            None => env.null(),
        }
    });
    result.set("output", output.collect::<Result<Vec<_>>>()?)?;
    result.set("pid", outcome.process)?;
    Ok(result)
}
