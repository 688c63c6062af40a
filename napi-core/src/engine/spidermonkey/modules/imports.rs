//! `import()`.
//!
//! The loader is asked in a promise job, not at once: what says `import()` may be in the middle of a
//! module's evaluation, and what it wants may depend on that very module, which could be neither
//! linked nor evaluated then. The job is a reaction to a promise, so that it runs in the context that
//! `import()` was said in (`continuations.rs`).

use super::super::slots::Pinned;
use super::super::{Engine, Handle};
use super::hooks::{engine_of, record_of};
use super::tables::{self, Type};
use crate::engine::seam::{Functions, Modules, Objects, Outcome, Primitives, Scopes, Strings};
use mozjs_sys::jsapi::{
    JS, JS_GetScriptFilename, JS_IsExceptionPending, JSContext, JSObject, JSScript, js,
};
use mozjs_sys::jsval::{ObjectValue, UndefinedValue};
use std::ffi::CStr;

/// Where the job's function keeps what it needs: an array of the promise, the request, and the name
/// of the code.
const STATE: usize = 0;

/// Queues the job for an `import()`, which settles its promise.
///
/// # Safety
/// `referrer` is NULL or a live script; `request` is a request of the engine's.
pub unsafe fn begin(
    engine: &Engine,
    referrer: *mut JSScript,
    request: &Pinned<'_, *mut JSObject>,
    promise: &Pinned<'_, *mut JSObject>,
) -> Outcome<()> {
    // SAFETY: by contract.
    let name = engine.string_utf8(&unsafe { name_of(engine, referrer) })?;
    let state = engine.array(0)?;
    engine.append(state, 0, engine.push(ObjectValue(promise.get())))?;
    engine.append(state, 1, engine.push(ObjectValue(request.get())))?;
    engine.append(state, 2, name)?;
    // SAFETY: a live context; results are checked, and in traced slots at once.
    unsafe {
        let made = js::NewFunctionWithReserved(engine.cx, Some(run), 0, 0, std::ptr::null());
        let function = engine.object_in(engine.adopt(made.cast())?)?;
        js::SetFunctionNativeReserved(function.get(), STATE, &state.value());
        let resolved = JS::CallOriginalPromiseResolve(engine.cx, engine.undefined().js());
        let resolved = engine.object_in(engine.adopt(resolved)?)?;
        let nothing = engine.pin(std::ptr::null_mut());
        engine.check(JS::AddPromiseReactions(
            engine.cx,
            resolved.handle(),
            function.handle(),
            nothing.handle(),
        ))
    }
}

/// The job.
unsafe extern "C" fn run(cx: *mut JSContext, _: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine, on its context, for a function made above.
    unsafe {
        let engine = engine_of(cx);
        let mark = engine.mark();
        let state = engine.push(*js::GetFunctionNativeReserved((*vp).to_object(), STATE));
        let finished = finish(engine, state);
        vp.write(UndefinedValue());
        engine.release_to(mark);
        finished.is_ok()
    }
}

/// # Safety
/// The state of a job.
unsafe fn finish(engine: &Engine, state: Handle) -> Outcome<()> {
    let promise = engine.get_index(state, 0)?;
    let request = engine.object_in(engine.get_index(state, 1)?)?;
    let name = engine.get_index(state, 2)?;
    match find(engine, name, &request) {
        Ok(module) => {
            // The engine would keep each request of `import()` with its referrer.
            let nobody = std::ptr::null_mut::<JSScript>();
            let use_promise = false; // a second job
            // SAFETY: the promise and the request of an `import()`, and a loaded module.
            engine.check(unsafe {
                JS::FinishLoadingImportedModule(
                    engine.cx,
                    JS::Handle::from_marked_location(&raw const nobody),
                    request.handle(),
                    promise.js(),
                    module.handle(),
                    use_promise,
                )
            })
        }
        // SAFETY: a live context; without an exception it is one that nobody catches.
        Err(thrown) if unsafe { !JS_IsExceptionPending(engine.cx) } => Err(thrown),
        // SAFETY: the promise of an `import()`, and an exception waits.
        Err(_) => engine.check(unsafe {
            JS::FinishLoadingImportedModuleFailedWithPendingException(engine.cx, promise.js())
        }),
    }
}

/// The module: the loader finds and connects it, and it is evaluated.
fn find<'e>(
    engine: &'e Engine,
    name: Handle,
    request: &Pinned<'_, *mut JSObject>,
) -> Outcome<Pinned<'e, *mut JSObject>> {
    let hook = engine.modules.hooks.borrow().as_ref().map(|(import, _)| import.get(engine));
    let Some(hook) = hook else {
        return Err(engine.refuse("import() needs a module loader, and this runtime has none"));
    };
    let specifier = engine.string_utf8(&tables::specifier_of(engine, request)?)?;
    let arguments = [name, specifier, attributes_of(engine, request)?];
    let module = engine.call(hook, engine.undefined(), &arguments)?;
    engine.evaluate_module(module)?;
    Ok(engine.module_object(engine.known_record(module)?))
}

/// What the code is called that says `import()`: a module's name, or a file.
///
/// # Safety
/// NULL or a live script of the engine.
unsafe fn name_of(engine: &Engine, script: *mut JSScript) -> Vec<u8> {
    if script.is_null() {
        return Vec::new();
    }
    // SAFETY: by contract; the script's file name lives as long, and is copied.
    unsafe {
        if let Some(record) = record_of(engine, script) {
            return engine.modules.entries.borrow()[record].name.clone();
        }
        let file = JS_GetScriptFilename(script);
        if file.is_null() {
            return Vec::new();
        }
        let file = String::from_utf8_lossy(CStr::from_ptr(file).to_bytes());
        outermost_file(&file).as_bytes().to_vec()
    }
}

/// The file that made a text for `eval` or `Function`: the engine calls that `file line 3 > eval`.
fn outermost_file(name: &str) -> &str {
    let mut name = name;
    while let Some(place) = name.strip_suffix(" > eval").or(name.strip_suffix(" > Function")) {
        match place.rsplit_once(" line ") {
            Some((file, _)) => name = file,
            None => break,
        }
    }
    name
}

/// The attributes of an `import()` as an object, or `undefined`. The engine itself refuses others
/// than `type`, and has forgotten a type that it does not know.
fn attributes_of(engine: &Engine, request: &Pinned<'_, *mut JSObject>) -> Outcome<Handle> {
    let name = match tables::type_of(engine, request) {
        Type::None => return Ok(engine.undefined()),
        Type::Known(name) => name,
        Type::Unknown => "",
    };
    let attributes = engine.object_with_properties(Some(engine.null()), &[], &[])?;
    let value = engine.string_latin1(name.as_bytes())?;
    engine.set_named(attributes, b"type", value)?;
    Ok(attributes)
}
