//! Clocks, and what the process uses: processor time, memory, and the rest of `getrusage`.

use crate::bindings::system::Answer;
use napi_core::event_loop::EventLoop;
use napi_core::system::process::{self, Usage};
use napi_core::system::{clock, machine};
use napi_derive::{CallContext, Error, Object, Result, TypedArray, Value};

/// Defines the functions.
pub fn define(exports: Object<'_>) -> Result<()> {
    clock::mark_start();
    exports.define_typed("uptime", || clock::elapsed() / 1e3)?;
    exports.define_typed("startTimeMs", clock::start_time)?;
    exports.define_typed("elapsedMs", clock::elapsed)?;
    exports.define_function("hrtime", hrtime)?;
    exports.define_function("hrtimeBigInt", hrtime_bigint)?;
    exports.define_typed("rss", || Answer::Ok(process::resident_memory()? as f64))?;
    exports.define_typed("constrainedMemory", || machine::constrained_memory() as f64)?;
    exports.define_typed("availableMemory", || machine::available_memory() as f64)?;
    exports.define_function("cpuUsage", |cx: CallContext<'_>| {
        let usage = process::usage()?;
        Answer::Ok(fill(cx, &times(&usage))?)
    })?;
    exports.define_function("threadCpuUsage", |cx: CallContext<'_>| {
        let usage = process::thread_usage()?;
        Answer::Ok(fill(cx, &times(&usage))?)
    })?;
    exports.define_function("resourceUsage", |cx: CallContext<'_>| {
        let usage = process::usage()?;
        Answer::Ok(fill(cx, &all(&usage))?)
    })
}

/// `hrtime(array)`: the high and low 32 bits of the seconds, and the nanoseconds.
fn hrtime(cx: CallContext<'_>) -> Result<()> {
    let array: TypedArray<'_, u32> = cx.arg(0)?;
    let mut parts = array.borrow_mut()?;
    let now = EventLoop::hrtime();
    let (seconds, nanoseconds) = (now / 1_000_000_000, now % 1_000_000_000);
    let values = [(seconds >> 32) as u32, seconds as u32, nanoseconds as u32];
    parts.get_mut(..3).ok_or_else(too_short)?.copy_from_slice(&values);
    Ok(())
}

fn hrtime_bigint(cx: CallContext<'_>) -> Result<Value<'_>> {
    cx.env().bigint_u64(EventLoop::hrtime())
}

fn times(usage: &Usage) -> [u64; 2] {
    [usage.user_time, usage.system_time]
}

fn all(usage: &Usage) -> [u64; 16] {
    [
        usage.user_time,
        usage.system_time,
        usage.max_resident,
        usage.shared_memory,
        usage.data,
        usage.stack,
        usage.minor_faults,
        usage.major_faults,
        usage.swaps,
        usage.reads,
        usage.writes,
        usage.messages_sent,
        usage.messages_received,
        usage.signals,
        usage.voluntary_switches,
        usage.involuntary_switches,
    ]
}

/// Writes numbers into the Float64Array that the script passed.
fn fill(cx: CallContext<'_>, numbers: &[u64]) -> Result<()> {
    let array: TypedArray<'_, f64> = cx.arg(0)?;
    let mut values = array.borrow_mut()?;
    let values = values.get_mut(..numbers.len()).ok_or_else(too_short)?;
    for (value, number) in values.iter_mut().zip(numbers) {
        *value = *number as f64;
    }
    Ok(())
}

fn too_short() -> Error {
    Error::range_error("the array is too short for the numbers").with_code("ERR_OUT_OF_RANGE")
}
