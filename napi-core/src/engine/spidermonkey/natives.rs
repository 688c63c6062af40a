//! What native functions of the engine folder's own, which are no addon's, have in common.
//!
//! Neighbours: `stack_traces.rs`, `realms.rs`; an addon's functions go through `functions.rs`.

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, Primitives, Scopes};
use mozjs_sys::jsapi::{JS, JS_GetContextPrivate, JSContext};
use mozjs_sys::jsval::UndefinedValue;

/// Runs the body of such a function: its receiver and its first arguments, `undefined` where
/// fewer were passed, and the place of the result in the engine's vector.
///
/// # Safety
/// `vp` is the vector of a call with `argc` arguments in the context of an engine.
pub(super) unsafe fn run<const N: usize>(
    cx: *mut JSContext,
    argc: u32,
    vp: *mut JS::Value,
    function: impl FnOnce(&Engine, Handle, [Handle; N]) -> Outcome<Handle>,
) -> bool {
    // SAFETY: the private is the engine; the vector has callee, receiver and the arguments.
    unsafe {
        let engine = &*JS_GetContextPrivate(cx).cast::<Engine>();
        let mark = engine.mark();
        let argument = |index: usize| {
            if index < argc as usize { Handle::at(vp.add(2 + index)) } else { engine.undefined() }
        };
        let result = function(engine, Handle::at(vp.add(1)), std::array::from_fn(argument));
        let succeeded = result.is_ok();
        vp.write(result.map_or(UndefinedValue(), Handle::value));
        engine.release_to(mark);
        engine.uncatchable.set(false); // the caller's engine knows it from here on
        succeeded
    }
}
