//! The collector: what it finds alive, what it is told of deaths, and its limits.
//!
//! Invariant: what is traced here is all that the engine's Rust side holds of the heap; everything
//! held weakly is in [`Attachments`](super::lifetimes) and [`FunctionCells`](super::functions), which
//! are swept here.

use super::{Engine, OwnedEngine};
use mozjs_sys::glue::{CallIdTracer, CallObjectRootTracer, CallStringTracer, CallValueRootTracer};
use mozjs_sys::jsapi::{
    JS, JS_AddWeakPointerZonesCallback, JS_GC, JS_RemoveWeakPointerZonesCallback,
    JS_SetGCParameter, JSContext, JSGCParamKey, JSTracer,
};
use mozjs_sys::jsgc::{Rootable, Rooted};
use mozjs_sys::trace::Traceable;
use std::cell::UnsafeCell;
use std::ffi::c_void;

const NAME: *const std::ffi::c_char = c"napi".as_ptr();

/// The collector's way to an engine: the oldest of its roots on the native stack, whatever else is
/// rooted there comes and goes above it. (The tracer that an embedder may register is not asked when
/// only young objects are collected.)
pub struct Tracing(UnsafeCell<Rooted<EngineRoots>>);

impl Default for Tracing {
    fn default() -> Tracing {
        Tracing(UnsafeCell::new(Rooted::new_unrooted(EngineRoots(std::ptr::null()))))
    }
}

/// All that an engine holds of the heap.
struct EngineRoots(*const Engine);

impl Rootable for EngineRoots {}

// SAFETY: everything that the engine's Rust side holds is shown.
unsafe impl Traceable for EngineRoots {
    unsafe fn trace(&self, tracer: *mut JSTracer) {
        // SAFETY: the engine that `connect` was given, alive until `disconnect`.
        unsafe { trace(tracer, &*self.0) };
    }
}

/// Lets the collector ask this engine. The engine must not move from here on.
pub fn connect(engine: &OwnedEngine) {
    let data = (&raw const **engine).cast_mut().cast::<c_void>();
    // SAFETY: a live context; the engine's memory stays until `disconnect`.
    unsafe {
        let roots = engine.tracing.0.get();
        (*roots).data = EngineRoots(&raw const **engine);
        Rooted::add_to_root_stack(roots, engine.cx);
        JS_AddWeakPointerZonesCallback(engine.cx, Some(sweep), data);
        // Collections in one piece: see the invariants in `mod.rs`.
        JS_SetGCParameter(engine.cx, JSGCParamKey::JSGC_INCREMENTAL_GC_ENABLED, 0);
        // Old objects stay where they are: addons have addresses of memory inside them, and
        // attachments plain pointers to them.
        JS_SetGCParameter(engine.cx, JSGCParamKey::JSGC_COMPACTING_ENABLED, 0);
    }
}

/// The collector asks no more.
pub fn disconnect(engine: &Engine) {
    // SAFETY: as in `connect`; nothing else is rooted on the native stack when an engine ends.
    unsafe {
        (*engine.tracing.0.get()).remove_from_root_stack();
        JS_RemoveWeakPointerZonesCallback(engine.cx, Some(sweep));
    }
}

/// # Safety
/// Called by the collector with its tracer.
unsafe fn trace(tracer: *mut JSTracer, engine: &Engine) {
    // SAFETY: the slots are the engine's own.
    unsafe {
        let value = |slot: *mut JS::Value| CallValueRootTracer(tracer, slot, NAME);
        engine.handles.for_each(value);
        engine.roots.for_each(value);
        value(engine.global.get());
        engine.attachments.slots().into_iter().for_each(value);
        engine.stack_traces.for_each(value);
        engine.texts.for_each_kept(|text| value(text));
        engine.objects.for_each(|slot| {
            if !(*slot).is_null() {
                CallObjectRootTracer(tracer, slot, NAME);
            }
        });
        engine.strings.for_each(|slot| {
            if !(*slot).is_null() {
                CallStringTracer(tracer, slot.cast(), NAME);
            }
        });
        engine.ids.for_each(|slot| CallIdTracer(tracer, slot.cast(), NAME));
        engine.names.for_each_kept(|name| CallIdTracer(tracer, (&raw mut *name).cast(), NAME));
    }
}

unsafe extern "C" fn sweep(tracer: *mut JSTracer, engine: *mut c_void) {
    // SAFETY: the engine that `connect` was given.
    let engine = unsafe { &*engine.cast::<Engine>() };
    engine.attachments.sweep(tracer);
    engine.functions.sweep(tracer);
}

/// Collects fully, now.
pub fn collect(cx: *mut JSContext) {
    // SAFETY: a live context; every value is in a slot.
    unsafe { JS_GC(cx, JS::GCReason::API) };
}

/// Limits the heap; 0 for no limit.
pub fn set_limit(cx: *mut JSContext, bytes: usize) {
    let limit = match u32::try_from(bytes) {
        Ok(0) | Err(_) => u32::MAX,
        Ok(limit) => limit,
    };
    // SAFETY: a live context.
    unsafe { JS_SetGCParameter(cx, JSGCParamKey::JSGC_MAX_BYTES, limit) };
}

/// Bytes in use by the heap and bytes the engine took for it.
pub fn usage(cx: *mut JSContext) -> (u64, u64) {
    // SAFETY: a live context.
    unsafe {
        use mozjs_sys::jsapi::JS_GetGCParameter;
        let used = JS_GetGCParameter(cx, JSGCParamKey::JSGC_BYTES);
        let chunks = JS_GetGCParameter(cx, JSGCParamKey::JSGC_TOTAL_CHUNKS);
        (u64::from(used), u64::from(chunks) << 20)
    }
}
