//! The engine's questions: which module is meant by a specifier, and what an import leads to.
//!
//! QuickJS asks in two steps: first for a name, then for the module of that name unless it knows
//! one. The first answer is always a name that no module has, so that the second question is always
//! asked. What is meant depends on what the engine is doing: [`Asking`].

use super::super::{Engine, Handle};
use crate::engine::seam::{
    Functions, ModuleRequest, Modules, Outcome, Primitives, Scopes, Strings, Thrown,
};
use rquickjs_sys as q;
use std::ffi::{CStr, CString, c_char, c_int, c_void};

/// What the engine is doing when it asks.
#[derive(Default)]
pub enum Asking {
    /// Running code that said `import()`.
    #[default]
    ForImport,
    /// Compiling a module in the scratch context: its requests are noted.
    Compiles(Vec<ModuleRequest>),
    /// Reading bytecode: nothing is known yet.
    Reads,
    /// Telling modules their dependencies: by record, how many requests were answered.
    Resolves(Vec<usize>),
    /// Compiling the module of `link.rs`, which imports first the stop, then this record.
    CompilesLink { target: usize, asked: usize },
}

/// The first answer, and what the second question is answered with.
const UNCONNECTED: &CStr = c"napkin:unconnected";
const STOP: &CStr = c"napkin:stop";
const RECORD: &str = "napkin:record:";

/// Makes the engine ask here. Only when modules are used: a context that somebody else made has a
/// loader of its own until then.
pub fn install(engine: &Engine) {
    if engine.modules.unconnected.get().is_some() {
        return;
    }
    let stub = engine.native_module(&engine.modules.unconnected, UNCONNECTED, super::link::nothing);
    if stub.is_err() {
        engine.discard_exception(); // no memory: what comes next will say so
        return;
    }
    engine.modules.is_asked.set(true);
    let opaque: *mut c_void = (&raw const *engine).cast_mut().cast();
    // SAFETY: the engine is boxed, and takes the functions back when it ends.
    unsafe {
        q::JS_SetModuleLoaderFunc2(engine.rt, None, Some(load), None, opaque);
        q::JS_SetModuleNormalizeFunc2(engine.rt, Some(name_of));
    }
}

/// # Safety
/// `opaque` is what `install` gave.
unsafe fn engine_of<'e>(opaque: *mut c_void) -> &'e Engine {
    // SAFETY: the engine, alive while its runtime runs.
    unsafe { &*opaque.cast::<Engine>() }
}

/// First question: what the specifier is called.
unsafe extern "C" fn name_of(
    ctx: *mut q::JSContext,
    referrer: *const c_char,
    specifier: *const c_char,
    attributes: q::JSValue,
    opaque: *mut c_void,
) -> *mut c_char {
    // SAFETY: the engine passes NUL-terminated strings for the call, and our own pointer.
    let (engine, referrer, specifier) =
        unsafe { (engine_of(opaque), CStr::from_ptr(referrer), CStr::from_ptr(specifier)) };
    let mark = engine.mark();
    let name = answer(engine, ctx, referrer, specifier, attributes);
    engine.release_to(mark);
    match name {
        // SAFETY: a live context; the engine frees the copy.
        Ok(name) => unsafe { q::js_strdup(ctx, name.as_ptr()) },
        Err(Thrown) => std::ptr::null_mut(),
    }
}

fn answer(
    engine: &Engine,
    ctx: *mut q::JSContext,
    referrer: &CStr,
    specifier: &CStr,
    attributes: q::JSValue,
) -> Outcome<CString> {
    let table = &engine.modules;
    match &mut *table.asking.borrow_mut() {
        Asking::ForImport => {}
        Asking::Reads => return Ok(UNCONNECTED.to_owned()),
        Asking::Compiles(requests) => {
            requests.push(ModuleRequest {
                specifier: specifier.to_bytes().to_vec(),
                attributes: attribute_list(ctx, attributes)?,
            });
            return Ok(UNCONNECTED.to_owned());
        }
        Asking::Resolves(answered) => {
            let record = table.by_name.borrow().get(referrer.to_bytes()).copied();
            let dependency = record.and_then(|record| {
                let next = answered.get_mut(record)?;
                *next += 1;
                table.entries.borrow()[record].dependencies.as_ref()?.get(*next - 1).copied()
            });
            return Ok(dependency.map_or_else(|| UNCONNECTED.to_owned(), record_name));
        }
        Asking::CompilesLink { target, asked } => {
            *asked += 1;
            return Ok(if *asked == 1 { STOP.to_owned() } else { record_name(*target) });
        }
    }
    import(engine, referrer, specifier, attributes).map(record_name)
}

fn record_name(record: usize) -> CString {
    CString::new(format!("{RECORD}{record}")).unwrap_or_default()
}

/// `import()`: the loader finds and connects the module; it is evaluated here, so that what is known
/// of its stage stays true, and once more by the engine, which only gets the same promise.
fn import(
    engine: &Engine,
    referrer: &CStr,
    specifier: &CStr,
    attributes: q::JSValue,
) -> Outcome<usize> {
    let hook = engine.modules.hooks.borrow().as_ref().map(|(import, _)| import.get(engine));
    let Some(hook) = hook else {
        return Err(engine.refuse("import() needs a module loader, and this runtime has none"));
    };
    let arguments = [
        engine.string_utf8(referrer.to_bytes())?,
        engine.string_utf8(specifier.to_bytes())?,
        engine.push(super::super::handle::dup(engine.ctx, attributes)),
    ];
    let module = engine.call(hook, engine.undefined(), &arguments)?;
    let record = engine.known_record(module)?;
    let promise = engine.evaluate_module(module)?;
    // SAFETY: a live promise; its rejection reaches the promise of import().
    unsafe { q::JS_PromiseMarkAsHandled(engine.ctx, promise.value()) };
    Ok(record)
}

/// Second question: the module of that name.
unsafe extern "C" fn load(
    ctx: *mut q::JSContext,
    name: *const c_char,
    opaque: *mut c_void,
    _: q::JSValue,
) -> *mut q::JSModuleDef {
    // SAFETY: as in `name_of`.
    let (engine, name) = unsafe { (engine_of(opaque), CStr::from_ptr(name)) };
    if ctx != engine.ctx {
        let evaluate = super::link::nothing as unsafe extern "C" fn(_, _) -> _;
        // SAFETY: the scratch context, which owns the module.
        return unsafe { q::JS_NewCModule(ctx, UNCONNECTED.as_ptr(), Some(evaluate)) };
    }
    let table = &engine.modules;
    if name == UNCONNECTED {
        return table.unconnected.get().unwrap_or(std::ptr::null_mut());
    }
    if name == STOP {
        return table.stop.get().unwrap_or(std::ptr::null_mut());
    }
    let record = name.to_str().ok().and_then(|name| name.strip_prefix(RECORD)?.parse().ok());
    let definition =
        record.and_then(|record: usize| Some(table.entries.borrow().get(record)?.definition));
    definition.unwrap_or_else(|| {
        engine.refuse("the engine asked for a module that nobody requested");
        std::ptr::null_mut()
    })
}

/// The pairs of an object of attributes; in the context that made it.
fn attribute_list(
    ctx: *mut q::JSContext,
    attributes: q::JSValue,
) -> Outcome<Vec<(String, String)>> {
    let mut list = Vec::new();
    if attributes.tag != i64::from(q::JS_TAG_OBJECT) {
        return Ok(list);
    }
    let (mut names, mut count) = (std::ptr::null_mut(), 0);
    let flags = (q::JS_GPN_STRING_MASK | q::JS_GPN_ENUM_ONLY) as c_int;
    // SAFETY: a live object of `ctx`; names are owned until they are freed below, and so are the
    // strings made of them and of the values.
    unsafe {
        let got = q::JS_GetOwnPropertyNames(ctx, &raw mut names, &raw mut count, attributes, flags);
        if got < 0 {
            return Err(Thrown);
        }
        for index in 0..count as usize {
            let atom = (*names.add(index)).atom;
            let key = q::JS_AtomToValue(ctx, atom);
            let value = q::JS_GetProperty(ctx, attributes, atom);
            list.push((text_of(ctx, key), text_of(ctx, value)));
        }
        q::JS_FreePropertyEnum(ctx, names, count);
    }
    Ok(list)
}

/// An owned string as text; what is none is empty.
///
/// # Safety
/// `ctx` is live and the value is one of its runtime.
unsafe fn text_of(ctx: *mut q::JSContext, value: q::JSValue) -> String {
    let mut length = 0;
    // SAFETY: by contract; the characters are freed after they are copied, the value is given up.
    unsafe {
        let text = q::JS_ToCStringLen2(ctx, &raw mut length, value, false);
        let copy = if text.is_null() {
            String::new()
        } else {
            let bytes = std::slice::from_raw_parts(text.cast::<u8>(), length as usize);
            String::from_utf8_lossy(bytes).into_owned()
        };
        q::JS_FreeCString(ctx, text);
        q::JS_FreeValue(ctx, value);
        copy
    }
}

/// Evaluates a synthetic module: calls the function that is its private value, once.
pub unsafe extern "C" fn fill(ctx: *mut q::JSContext, definition: *mut q::JSModuleDef) -> c_int {
    // SAFETY: a live module of the context; the function is owned here once the module has given it
    // up, and so is the result.
    unsafe {
        let function = q::JS_GetModulePrivateValue(ctx, definition);
        q::JS_SetModulePrivateValue(ctx, definition, q::JS_UNDEFINED);
        let result = q::JS_Call(ctx, function, q::JS_UNDEFINED, 0, std::ptr::null_mut());
        q::JS_FreeValue(ctx, function);
        if result.tag == i64::from(q::JS_TAG_EXCEPTION) {
            return -1;
        }
        q::JS_FreeValue(ctx, result);
        0
    }
}

/// Fills in a module's `import.meta`.
pub fn fill_meta(engine: &Engine, definition: *mut q::JSModuleDef, name: &CStr) -> Outcome<()> {
    let hook = engine.modules.hooks.borrow().as_ref().map(|(_, meta)| meta.get(engine));
    let Some(hook) = hook else { return Ok(()) };
    // SAFETY: a live module of this context; the object is owned.
    let meta: Handle = engine.adopt(unsafe { q::JS_GetImportMeta(engine.ctx, definition) })?;
    let name = engine.string_utf8(name.to_bytes())?;
    engine.call(hook, engine.undefined(), &[name, meta]).map(drop)
}
