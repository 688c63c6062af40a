//! The engine's questions: which module answers a request, and what is in an `import.meta`.
//!
//! Neighbour: `imports.rs` answers `import()`.

use super::super::slots::Pinned;
use super::super::{Engine, Handle};
use super::{imports, synthetic, tables};
use crate::engine::seam::{Functions, Outcome, Primitives, Scopes, Strings};
use mozjs_sys::glue::{JS_GetModulePrivate, JS_GetScriptPrivate};
use mozjs_sys::jsapi::{
    JS, JS_DefineProperty, JS_GetContextPrivate, JS_GetRuntime, JS_SetPendingException, JSContext,
    JSObject, JSScript,
};
use mozjs_sys::jsval::ObjectValue;

/// Makes the engine ask here.
pub fn install(engine: &Engine) {
    // SAFETY: a live context, whose runtime is nobody else's.
    unsafe {
        let runtime = JS_GetRuntime(engine.cx);
        JS::SetModuleLoadHook(runtime, Some(load));
        JS::SetModuleMetadataHook(runtime, Some(fill_meta));
    }
}

/// # Safety
/// A context that the engine calls a hook with.
pub unsafe fn engine_of<'e>(cx: *mut JSContext) -> &'e Engine {
    // SAFETY: the private is the engine, alive while its context is.
    unsafe { &*JS_GetContextPrivate(cx).cast::<Engine>() }
}

/// All requests of a graph were answered.
pub unsafe extern "C" fn loaded(_: *mut JSContext, _: JS::Handle<JS::Value>) -> bool {
    true
}

/// A request was not answered: an exception from here on.
pub unsafe extern "C" fn failed(
    cx: *mut JSContext,
    _: JS::Handle<JS::Value>,
    error: JS::Handle<JS::Value>,
) -> bool {
    // SAFETY: a live context and value.
    unsafe { JS_SetPendingException(cx, error, JS::ExceptionStackBehavior::DoNotCapture) };
    false
}

/// A request of the graph that is being loaded, or `import()`.
unsafe extern "C" fn load(
    cx: *mut JSContext,
    referrer: JS::Handle<*mut JSScript>,
    request: JS::Handle<*mut JSObject>,
    _: JS::Handle<JS::Value>,
    payload: JS::Handle<JS::Value>,
    _: u32,
    _: JS::ColumnNumberOneOrigin,
) -> bool {
    // SAFETY: the engine calls this on its context, with live things in traced places.
    let engine = unsafe { engine_of(cx) };
    let mark = engine.mark();
    // SAFETY: as above; a payload is an object: a promise for `import()`, else the state of a
    // graph's loading, whose referrers are modules.
    let answered = unsafe {
        let owner = engine.pin((*payload.ptr).to_object());
        let request = engine.pin(*request.ptr);
        if JS::IsPromiseObject(owner.handle()) {
            imports::begin(engine, *referrer.ptr, &request, &owner)
        } else {
            dependency(engine, *referrer.ptr, &request).and_then(|module| {
                let (request, module) = (request.handle(), module.handle());
                let use_promise = false; // concerns `import()` only
                engine.check(JS::FinishLoadingImportedModule(
                    cx,
                    referrer,
                    request,
                    payload,
                    module,
                    use_promise,
                ))
            })
        }
    };
    engine.release_to(mark);
    answered.is_ok()
}

/// The record that a script belongs to, when it is of a module.
///
/// # Safety
/// A live script of the engine.
pub unsafe fn record_of(engine: &Engine, script: *mut JSScript) -> Option<usize> {
    let private = engine.blank();
    // SAFETY: by contract.
    unsafe { JS_GetScriptPrivate(script, private.out()) };
    engine.record(private)
}

/// What the loader connected a request with.
///
/// # Safety
/// The live script of a module.
unsafe fn dependency<'e>(
    engine: &'e Engine,
    referrer: *mut JSScript,
    request: &Pinned<'_, *mut JSObject>,
) -> Outcome<Pinned<'e, *mut JSObject>> {
    // SAFETY: by contract.
    let record = unsafe { record_of(engine, referrer) };
    let found = record.and_then(|record| {
        let index = tables::request_index(&engine.module_object(record), request.get())?;
        engine.modules.entries.borrow()[record].dependencies.as_ref()?.get(index).copied()
    });
    match found {
        Some(dependency) => Ok(engine.module_object(dependency)),
        None => Err(engine.refuse("the engine asked for a module that nobody requested")),
    }
}

/// Fills in a module's `import.meta`, when code first sees it.
unsafe extern "C" fn fill_meta(
    cx: *mut JSContext,
    module: JS::Handle<*mut JSObject>,
    meta: JS::Handle<*mut JSObject>,
) -> bool {
    // SAFETY: the engine calls this on its context, with live things in traced places.
    unsafe {
        let engine = engine_of(cx);
        let mark = engine.mark();
        let private = engine.blank();
        JS_GetModulePrivate(*module.ptr, private.out());
        let meta = engine.push(ObjectValue(*meta.ptr));
        let filled = match engine.record(private) {
            Some(record) => describe(engine, record, meta),
            None => Err(engine.refuse("import.meta of a module that nobody compiled")),
        };
        engine.release_to(mark);
        filled.is_ok()
    }
}

fn describe(engine: &Engine, record: usize, meta: Handle) -> Outcome<()> {
    let fill = engine.modules.entries.borrow_mut()[record].fill.take();
    if let Some(fill) = fill {
        let meta = engine.object_in(meta)?;
        // SAFETY: a live object and function.
        return engine.check(unsafe {
            let name = synthetic::FILL.as_ptr();
            JS_DefineProperty(engine.cx, meta.handle(), name, fill.borrow().js(), 0)
        });
    }
    let hook = engine.modules.hooks.borrow().as_ref().map(|(_, meta)| meta.get(engine));
    let Some(hook) = hook else { return Ok(()) };
    let name = engine.modules.entries.borrow()[record].name.clone();
    let name = engine.string_utf8(&name)?;
    engine.call(hook, engine.undefined(), &[name, meta]).map(drop)
}
