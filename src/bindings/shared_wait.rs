//! `internalBinding('shared_wait')`: `Atomics.wait` and `Atomics.notify`, arguments already checked.

use napi_core::shared_wait::Waited;
use napi_core::{Call, Local, Native, Scope};
use std::time::Duration;

type Answer<'s> = Result<Local<'s>, Local<'s>>;

const FUNCTIONS: [(&str, Native); 2] = [("wait", wait), ("notify", notify)];

/// The functions.
pub fn make<'s>(scope: &Scope<'s>) -> Answer<'s> {
    super::object_of(scope, &FUNCTIONS)
}

fn index(scope: &Scope<'_>, value: Local<'_>) -> usize {
    scope.as_number(value).unwrap_or(0.0) as usize
}

/// `wait(array, index, high, low, ms)`: 'ok', 'not-equal' or 'timed-out'. `high` and `low` are the
/// halves of the expected value.
fn wait<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let half = |index| scope.as_number(call.argument(index)).unwrap_or(0.0) as i64;
    let expected = (half(2) << 32) | half(3);
    let ms = scope.as_number(call.argument(4)).unwrap_or(f64::INFINITY);
    let timeout = Duration::try_from_secs_f64(ms / 1000.0).ok(); // too long is for ever
    let place = index(scope, call.argument(1));
    match scope.wait_for_notify(call.argument(0), place, expected, timeout) {
        Some(Waited::Notified) => scope.string("ok"),
        Some(Waited::NotEqual) => scope.string("not-equal"),
        Some(Waited::TimedOut) => scope.string("timed-out"),
        Some(Waited::Interrupted) => Err(scope.uncatchable_error()?),
        None => Err(scope.error("no element of shared memory")?),
    }
}

/// `notify(array, index, count)`: how many were woken.
fn notify<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let count = scope.as_number(call.argument(2)).unwrap_or(0.0) as usize;
    let place = index(scope, call.argument(1));
    let woken = scope.notify_waiting(call.argument(0), place, count).unwrap_or(0);
    Ok(scope.number(woken as f64))
}
