//! `stack`, `Error.captureStackTrace` and `Error.prepareStackTrace` as V8 has them: the frames are
//! noted when an error is made, the text is made when somebody reads it.
//!
//! The engine's own errors keep their frames by themselves; those of other objects are in a weak
//! map. The text of an error becomes a property of its own; that of other objects takes the place of
//! their frames in the map.
//!
//! Invariant: frames (the engine's `SavedFrame` objects) are never shown to a script.

use super::natives::run;
use super::slots::Pinned;
use super::{Engine, Handle, OwnedEngine, layout, unbound};
use crate::engine::seam::{
    Errors, Functions, Objects, Outcome, Primitives, Scopes, Strings, Thrown,
};
use mozjs_sys::jsapi::glue::{JS_StackCapture_AllFrames, JS_StackCapture_MaxFrames};
use mozjs_sys::jsapi::{
    JS, JS_DefineProperty, JS_DefineProperty2, JS_GetPrototype, JS_SetProperty, JSContext,
    JSNative, JSObject, JSProtoKey,
};
use mozjs_sys::jsval::{BooleanValue, ObjectValue, UndefinedValue};
use std::cell::UnsafeCell;
use std::ffi::CStr;

mod frames;
mod sources;

use frames::Frame;

/// What makes call sites for a script's own `Error.prepareStackTrace`; compiled when one is asked.
const CALL_SITES: &str = include_str!("stack_traces.js");

/// V8's.
const LIMIT: i32 = 10;

/// What of all this is a value: traced by `heap.rs`.
pub struct StackTraces([UnsafeCell<JS::Value>; COUNT]);

const COUNT: usize = 7;
/// `Error`.
const ERROR: usize = 0;
/// The accessor `stack`.
const GET: usize = 1;
const SET: usize = 2;
/// `Error.prepareStackTrace` as long as no script sets it.
const PREPARE: usize = 3;
/// The frames or texts of objects that `Error.captureStackTrace` was given.
const CAPTURED: usize = 4;
/// The function that [`CALL_SITES`] is.
const MAKE_SITES: usize = 5;
/// Whether a script's `Error.prepareStackTrace` runs now.
const PREPARING: usize = 6;

impl Default for StackTraces {
    fn default() -> StackTraces {
        StackTraces(std::array::from_fn(|_| UnsafeCell::new(UndefinedValue())))
    }
}

impl StackTraces {
    /// Shows every slot to the collector.
    pub fn for_each(&self, mut visit: impl FnMut(*mut JS::Value)) {
        self.0.iter().for_each(|slot| visit(slot.get()));
    }

    /// Gives up everything; for the end of the engine.
    pub fn clear(&self) {
        // SAFETY: slots of our own, which only this file writes.
        self.for_each(|slot| unsafe { slot.write(UndefinedValue()) });
    }

    fn get(&self, index: usize) -> Handle {
        Handle::at(self.0[index].get())
    }

    fn set(&self, index: usize, value: JS::Value) {
        // SAFETY: as in `clear`.
        unsafe { self.0[index].get().write(value) };
    }
}

/// Installs all of it on a fresh realm; once, before any script.
///
/// # Errors
/// When there is no memory for it.
pub fn install(engine: &OwnedEngine) -> Result<(), String> {
    let mark = engine.mark();
    let installed = define(engine);
    engine.release_to(mark);
    installed.map_err(|Thrown| "the JavaScript engine has no memory for stack traces".to_owned())
}

fn define(engine: &Engine) -> Outcome<()> {
    let traces = &engine.stack_traces;
    traces.set(ERROR, engine.class_object(JSProtoKey::JSProto_Error));
    traces.set(PREPARING, BooleanValue(false));
    traces.set(GET, native(engine, c"", Some(get), 0)?);
    traces.set(SET, native(engine, c"", Some(set), 1)?);
    traces.set(PREPARE, native(engine, c"ErrorPrepareStackTrace", Some(prepare), 2)?);
    define_on_realm(engine)
}

/// Shows all of it in the realm that the engine is in.
pub(super) fn define_on_realm(engine: &Engine) -> Outcome<()> {
    let traces = &engine.stack_traces;
    let error = engine.push(engine.class_object(JSProtoKey::JSProto_Error));
    let error = engine.object_in(error)?;
    let prototype = engine.object_in(engine.class_prototype(JSProtoKey::JSProto_Error))?;
    let capture = engine.push(native(engine, c"captureStackTrace", Some(capture_stack_trace), 2)?);
    define_accessor(engine, &prototype)?;
    let limit = engine.int32(LIMIT);
    // SAFETY: live values in traced slots.
    unsafe {
        let cx = engine.cx;
        engine.check(JS_SetProperty(
            cx,
            error.handle(),
            c"stackTraceLimit".as_ptr(),
            limit.js(),
        ))?;
        for (name, value) in
            [(c"captureStackTrace", capture), (c"prepareStackTrace", traces.get(PREPARE))]
        {
            engine.check(JS_DefineProperty(cx, error.handle(), name.as_ptr(), value.js(), 0))?;
        }
    }
    Ok(())
}

fn native(engine: &Engine, name: &CStr, call: JSNative, parameters: u32) -> Outcome<JS::Value> {
    // SAFETY: a live context in its realm.
    let function =
        unsafe { mozjs_sys::jsapi::JS_NewFunction(engine.cx, call, parameters, 0, name.as_ptr()) };
    if function.is_null() { Err(engine.thrown()) } else { Ok(ObjectValue(function.cast())) }
}

/// Gives an object the accessor `stack`.
fn define_accessor(engine: &Engine, object: &Pinned<'_, *mut JSObject>) -> Outcome<()> {
    let get = engine.object_in(engine.stack_traces.get(GET))?;
    let set = engine.object_in(engine.stack_traces.get(SET))?;
    // SAFETY: live objects in traced slots.
    engine.check(unsafe {
        JS_DefineProperty2(
            engine.cx,
            object.handle(),
            c"stack".as_ptr(),
            get.handle(),
            set.handle(),
            0,
        )
    })
}

/// The frames that run now, for an error of our own: often more than `Error.stackTraceLimit` says,
/// since the engine remembers the frames below those that changed only when it is asked for all of
/// them. NULL when there are none.
pub(super) fn capture(engine: &Engine) -> Outcome<Pinned<'_, *mut JSObject>> {
    match engine.stack_trace_limit() {
        Some(limit) if limit != 0 => {
            let limit = if engine.is_deep() { Some(limit) } else { None };
            capture_below(engine, limit, None)
        }
        _ => Ok(engine.pin(std::ptr::null_mut())),
    }
}

/// The frames that run now below the nearest call of the function `above`.
fn capture_below<'e>(
    engine: &'e Engine,
    limit: Option<u32>,
    above: Option<&Pinned<'_, *mut JSObject>>,
) -> Outcome<Pinned<'e, *mut JSObject>> {
    let frames = engine.pin(std::ptr::null_mut());
    let none: *mut JSObject = std::ptr::null_mut();
    // SAFETY: a live context in its realm; the capture is initialised before it is used; NULL needs
    // no tracing.
    engine.check(unsafe {
        let mut capture = std::mem::zeroed();
        match limit {
            Some(limit) => JS_StackCapture_MaxFrames(limit, &raw mut capture),
            None => JS_StackCapture_AllFrames(&raw mut capture),
        }
        let above = match above {
            Some(above) => above.handle(),
            None => JS::Handle::from_marked_location(&raw const none),
        };
        JS::CaptureCurrentStack(engine.cx, frames.out(), &raw mut capture, above)
    })?;
    Ok(frames)
}

impl Engine {
    /// What `Error.stackTraceLimit` says now; `None` when it is undefined.
    fn stack_trace_limit(&self) -> Option<u32> {
        // SAFETY: a live context in its realm.
        unsafe { unbound::stack_trace_limit(self.cx) }
    }
}

/// The getter of `stack`.
unsafe extern "C" fn get(cx: *mut JSContext, argc: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine.
    unsafe { run(cx, argc, vp, |engine, this, []| stack_of(engine, this)) }
}

/// The setter of `stack`.
unsafe extern "C" fn set(cx: *mut JSContext, argc: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine.
    unsafe {
        run(cx, argc, vp, |engine, this, [value, _]| {
            if engine.is_object(this) {
                define_stack(engine, this, value)?;
            }
            Ok(engine.undefined())
        })
    }
}

fn define_stack(engine: &Engine, object: Handle, value: Handle) -> Outcome<()> {
    let object = engine.object_in(object)?;
    // SAFETY: live values in traced slots.
    engine.check(unsafe {
        JS_DefineProperty(engine.cx, object.handle(), c"stack".as_ptr(), value.js(), 0)
    })
}

/// `stack` of an object: that of the first in its prototype chain that has frames.
fn stack_of(engine: &Engine, object: Handle) -> Outcome<Handle> {
    if !engine.is_object(object) {
        return Ok(engine.undefined());
    }
    let holder = engine.object_in(object)?;
    while !holder.get().is_null() {
        let mark = engine.mark();
        let holding = engine.push(ObjectValue(holder.get()));
        if let Some(stack) = own_stack(engine, holding)? {
            return Ok(stack);
        }
        engine.release_to(mark);
        // SAFETY: a live object in a traced slot, which is written once it has been read.
        engine.check(unsafe { JS_GetPrototype(engine.cx, holder.handle(), holder.out()) })?;
    }
    Ok(engine.undefined())
}

fn own_stack(engine: &Engine, holder: Handle) -> Outcome<Option<Handle>> {
    if let Some(captured) = captured(engine, holder)? {
        let Some(frames) = frames_in(engine, captured) else { return Ok(Some(captured)) };
        let stack = format(engine, holder, &frames, usize::MAX)?;
        remember(engine, holder, stack)?;
        return Ok(Some(stack));
    }
    if !engine.is_error(holder) {
        return Ok(None);
    }
    let object = engine.object_in(holder)?;
    // SAFETY: a live error in a traced slot.
    let frames = engine.pin(unsafe { JS::ExceptionStackOrNull(object.handle()) });
    let stack = format(engine, holder, &frames, limit_of(engine, holder)?)?;
    if define_stack(engine, holder, stack).is_err() {
        engine.take_exception(); // a frozen error
        remember(engine, holder, stack)?;
    }
    Ok(Some(stack))
}

/// How many of an error's frames are shown. Errors of our own, which the engine gives no line, may
/// have more than wanted.
fn limit_of(engine: &Engine, error: Handle) -> Outcome<usize> {
    let line = engine.get_named(error, b"lineNumber")?;
    if engine.number_value(line) != Some(0.0) {
        return Ok(usize::MAX);
    }
    Ok(match engine.stack_trace_limit() {
        None | Some(0) => LIMIT as usize,
        Some(limit) => limit as usize,
    })
}

/// What the map of captured frames holds for an object.
fn captured(engine: &Engine, holder: Handle) -> Outcome<Option<Handle>> {
    let map = engine.stack_traces.get(CAPTURED);
    if map.value().is_undefined() {
        return Ok(None);
    }
    let map = engine.object_in(map)?;
    let held = engine.blank();
    // SAFETY: live values in traced slots.
    let read = unsafe { JS::GetWeakMapEntry(engine.cx, map.handle(), holder.js(), held.out()) };
    engine.check(read)?;
    Ok((!held.value().is_undefined()).then_some(held))
}

/// The frames that a value of the map is, if no text has taken their place. No frames at all are
/// written down as the getter of `stack`.
fn frames_in<'e>(engine: &'e Engine, held: Handle) -> Option<Pinned<'e, *mut JSObject>> {
    let object = held.object()?;
    if Some(object) == engine.stack_traces.get(GET).object() {
        return Some(engine.pin(std::ptr::null_mut()));
    }
    // SAFETY: the class of a live object has a static name.
    let name = unsafe { CStr::from_ptr((*layout::class_of(object)).name) };
    (name == c"SavedFrame").then(|| engine.pin(object))
}

/// Puts frames or a text for an object into the map.
fn remember(engine: &Engine, holder: Handle, held: Handle) -> Outcome<()> {
    if engine.stack_traces.get(CAPTURED).value().is_undefined() {
        // SAFETY: a live context in its realm.
        let map = unsafe { JS::NewWeakMapObject(engine.cx) };
        if map.is_null() {
            return Err(engine.thrown());
        }
        engine.stack_traces.set(CAPTURED, ObjectValue(map));
    }
    let map = engine.object_in(engine.stack_traces.get(CAPTURED))?;
    // SAFETY: live values in traced slots.
    engine.check(unsafe { JS::SetWeakMapEntry(engine.cx, map.handle(), holder.js(), held.js()) })
}

/// `Error.captureStackTrace(target, above)`.
unsafe extern "C" fn capture_stack_trace(
    cx: *mut JSContext,
    argc: u32,
    vp: *mut JS::Value,
) -> bool {
    // SAFETY: called by the engine.
    unsafe {
        run(cx, argc, vp, |engine, _, [target, above]| {
            let Some(object) = target.object() else {
                return Err(engine.throw_type_error(
                    b"Invalid argument: an object is needed to capture a stack trace on",
                ));
            };
            let object = engine.pin(object);
            // SAFETY: a live object.
            let above = above.object().filter(|above| JS::IsCallable(*above));
            let above = above.map(|above| engine.pin(above));
            let limit = engine.stack_trace_limit().unwrap_or(0);
            let frames = match limit {
                0 => engine.pin(std::ptr::null_mut()),
                _ => capture_below(engine, Some(limit), above.as_ref())?,
            };
            define_accessor(engine, &object)?;
            let held = match frames.get() {
                none if none.is_null() => engine.stack_traces.get(GET),
                frames => engine.push(ObjectValue(frames)),
            };
            remember(engine, target, held)?;
            Ok(engine.undefined())
        })
    }
}

/// The stack of an object with these frames, no more than `limit`: a text, or what a script's
/// `Error.prepareStackTrace` answers.
fn format(
    engine: &Engine,
    holder: Handle,
    frames: &Pinned<'_, *mut JSObject>,
    limit: usize,
) -> Outcome<Handle> {
    let traces = &engine.stack_traces;
    if !traces.get(PREPARING).value().to_boolean() {
        let error = traces.get(ERROR);
        let prepare = engine.get_named(error, b"prepareStackTrace")?;
        // SAFETY: a live object.
        let callable = prepare.object().is_some_and(|object| unsafe { JS::IsCallable(object) });
        if callable && prepare.object() != traces.get(PREPARE).object() {
            let sites = call_sites(engine, &listed(engine, holder, frames, limit)?)?;
            traces.set(PREPARING, BooleanValue(true));
            let prepared = engine.call(prepare, error, &[holder, sites]);
            traces.set(PREPARING, BooleanValue(false));
            return prepared;
        }
    }
    let mut text = header(engine, holder);
    for frame in listed(engine, holder, frames, limit)? {
        text.push_str("\n    at ");
        text.push_str(&frame.describe());
    }
    engine.string_utf8(text.as_bytes())
}

/// The frames of an object; those of an error of the compiler after the place in the text, which is no
/// frame of the engine's.
fn listed(
    engine: &Engine,
    holder: Handle,
    frames: &Pinned<'_, *mut JSObject>,
    limit: usize,
) -> Outcome<Vec<Frame>> {
    let mut list = frames::list(engine, frames, limit)?;
    let object = engine.object_in(holder)?;
    if let Some(place) = frames::place_in_text(engine, &object)
        && !list.first().is_some_and(|innermost| innermost.is_on_line_of(&place))
    {
        list.insert(0, place);
        let most = engine.stack_trace_limit().map_or(limit, |most| limit.min(most as usize));
        list.truncate(most);
    }
    Ok(list)
}

/// `name: message` of an error.
fn header(engine: &Engine, error: Handle) -> String {
    let part = |name: &[u8], missing: &str| -> Outcome<String> {
        let value = engine.get_named(error, name)?;
        if value.value().is_undefined() {
            return Ok(missing.to_owned());
        }
        let text = engine.to_string(value)?;
        engine.with_utf8(text, |utf8| String::from_utf8_lossy(utf8).into_owned())
    };
    match part(b"name", "Error").and_then(|name| Ok((name, part(b"message", "")?))) {
        Ok((name, message)) if message.is_empty() => name,
        Ok((name, message)) if name.is_empty() => message,
        Ok((name, message)) => format!("{name}: {message}"),
        Err(Thrown) => {
            engine.take_exception();
            "Error".to_owned()
        }
    }
}

/// The frames as an array of V8's call sites.
fn call_sites(engine: &Engine, frames: &[Frame]) -> Outcome<Handle> {
    let traces = &engine.stack_traces;
    if traces.get(MAKE_SITES).value().is_undefined() {
        let make = engine.run_script(CALL_SITES.as_bytes(), c"node:internal/call_sites")?;
        traces.set(MAKE_SITES, make.value());
    }
    let optional = |text: Option<&str>| match text {
        Some(text) => engine.string_utf8(text.as_bytes()),
        None => Ok(engine.null()),
    };
    let list = engine.array(0)?;
    let mut count = 0;
    let mut append = |value: Handle| {
        count += 1;
        engine.set_index(list, count - 1, value)
    };
    for frame in frames {
        append(optional(frame.function().as_deref())?)?;
        append(optional(frame.file())?)?;
        append(engine.int32(frame.line as i32))?;
        append(engine.int32(frame.column as i32))?;
        append(optional(frame.eval_origin().as_deref())?)?;
        append(engine.boolean(frame.is_construction))?;
        append(engine.string_utf8(frame.describe().as_bytes())?)?;
    }
    engine.call(traces.get(MAKE_SITES), engine.undefined(), &[list])
}

/// `Error.prepareStackTrace(error, sites)` as long as no script sets it.
unsafe extern "C" fn prepare(cx: *mut JSContext, argc: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: called by the engine.
    unsafe {
        run(cx, argc, vp, |engine, _, [error, sites]| {
            let mut text = header(engine, error);
            let length = engine.get_named(sites, b"length")?;
            let length = engine.to_number(length)?;
            for index in 0..engine.number_value(length).unwrap_or(0.0) as u32 {
                let mark = engine.mark();
                let site = engine.get_index(sites, index)?;
                let site = engine.to_string(site)?;
                text.push_str("\n    at ");
                engine.with_utf8(site, |utf8| text.push_str(&String::from_utf8_lossy(utf8)))?;
                engine.release_to(mark);
            }
            engine.string_utf8(text.as_bytes())
        })
    }
}
