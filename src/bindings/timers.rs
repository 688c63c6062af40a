//! `internalBinding('timers')`: one libuv timer and the check phase; the lists are JavaScript's.

use crate::host;
use napi_core::{Call, Local, Scope};

type Answer<'s> = Result<Local<'s>, Local<'s>>;

/// The functions, and `immediateInfo`, a `Uint32Array` shared with the host.
pub fn make<'s>(scope: &Scope<'s>) -> Answer<'s> {
    let exports = super::object_of(
        scope,
        &[
            ("setup", setup),
            ("now", now),
            ("schedule", schedule),
            ("toggleTimerRef", toggle_timer_ref),
            ("toggleImmediateRef", toggle_immediate_ref),
        ],
    )?;
    let array = scope.shared_array(&host::current().immediate_info)?;
    scope.set(exports, "immediateInfo", array)?;
    Ok(exports)
}

/// `setup(processTimers, processImmediate)`: called once, when timers are first used.
fn setup<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let (timers, immediate) = (scope.persist(call.argument(0)), scope.persist(call.argument(1)));
    host::current().set_timer_functions(timers, immediate);
    Ok(scope.undefined())
}

/// `now()`: ms of the loop since the run began.
fn now<'s>(scope: &Scope<'s>, _: &Call<'s>) -> Answer<'s> {
    Ok(scope.number(host::current().now(scope)))
}

/// `schedule(ms)`: the timer fires once, so many ms from the loop's now.
fn schedule<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let delay = scope.as_number(call.argument(0)).unwrap_or(1.0).max(1.0);
    scope.runtime().event_loop().set_timer(delay as u64);
    Ok(scope.undefined())
}

/// `toggleTimerRef(keep)`: whether the timer keeps the loop alive.
fn toggle_timer_ref<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let keep = scope.as_boolean(call.argument(0)).unwrap_or(true);
    scope.runtime().event_loop().keep_alive_for_timer(keep);
    Ok(scope.undefined())
}

/// `toggleImmediateRef(keep)`: whether the loop must turn soon.
fn toggle_immediate_ref<'s>(scope: &Scope<'s>, call: &Call<'s>) -> Answer<'s> {
    let keep = scope.as_boolean(call.argument(0)).unwrap_or(true);
    scope.runtime().event_loop().request_check(keep);
    Ok(scope.undefined())
}
