//! What SpiderMonkey tells of values and jobs beyond Node-API.

use super::collections::class_name;
use super::script::{Options, source_text};
use super::{Engine, Handle, OwnedEngine, Root, promises};
use crate::engine::seam::{
    Errors, Functions, Introspection, Objects, Outcome, PROMISE_HOOKS, Primitives, Promises,
    Scopes, Strings,
};
use mozjs_sys::glue::{GetProxyPrivate, GetProxyReservedSlot, JS_GetPromiseResult};
use mozjs_sys::jsapi::{
    JS, JS_ClearPendingException, JS_GetFunctionScript, JSContext, JSFunction, JSObject,
};
use mozjs_sys::jsval::{Int32Value, UndefinedValue};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::ffi::{CStr, c_void};

/// JavaScript functions the engine calls back, owned until they are replaced or the engine ends.
#[derive(Default)]
pub struct Listeners {
    rejection: RefCell<Option<Root>>,
    /// What the engine's `FinalizationRegistry` has to do, first come first.
    cleanups: RefCell<VecDeque<Root>>,
}

impl Listeners {
    /// Gives up all functions, and stops listening where it did; for the end of the engine.
    pub fn clear(&self, cx: *mut JSContext) {
        self.rejection.take();
        self.cleanups.take();
        // SAFETY: cx is live; without a callback the data is not used.
        unsafe {
            JS::SetPromiseRejectionTrackerCallback(cx, None, std::ptr::null_mut());
            JS::SetHostCleanupFinalizationRegistryCallback(cx, None, std::ptr::null_mut());
        }
    }

    /// Keeps what a `FinalizationRegistry` has to do.
    pub fn add_cleanup(&self, function: Root) {
        self.cleanups.borrow_mut().push_back(function);
    }

    /// What a `FinalizationRegistry` has to do next.
    pub fn next_cleanup(&self) -> Option<Root> {
        self.cleanups.borrow_mut().pop_front()
    }
}

/// Makes the engine tell what its `FinalizationRegistry` has to do.
pub fn listen(engine: &OwnedEngine) {
    let data = address(engine);
    // SAFETY: a live context; the engine's address stays until its end.
    unsafe {
        JS::SetHostCleanupFinalizationRegistryCallback(
            engine.cx,
            Some(promises::keep_cleanup),
            data,
        );
    }
}

fn address(engine: &Engine) -> *mut c_void {
    (&raw const *engine).cast_mut().cast()
}

/// Whether a proxy is the namespace object of a module: the engine makes proxies for these too.
///
/// `proxy` is of the engine's class for proxies.
pub(super) fn is_module_namespace(proxy: *mut JSObject) -> bool {
    let mut target = UndefinedValue();
    // SAFETY: a live proxy. Nothing but a namespace has the engine's own module as its target.
    unsafe { GetProxyPrivate(proxy, &raw mut target) };
    target.is_object() && class_name(target.to_object()) == c"Module"
}

/// Bits of the flags that the engine keeps with the text of a function, and where they are.
const IS_ASYNC: u32 = 1 << 14;
const IS_GENERATOR: u32 = 1 << 15;
const FLAGS_OFFSET: usize = 56;

impl Introspection for Engine {
    fn promise_details(&self, value: Handle) -> Option<(i32, Handle)> {
        if !self.is_promise(value) {
            return None;
        }
        let promise = self.pin(value.value().to_object());
        let result = self.blank();
        // SAFETY: a live promise; it has a result once it is settled.
        let state = unsafe {
            let state = JS::GetPromiseState(promise.handle());
            if state != JS::PromiseState::Pending {
                JS_GetPromiseResult(promise.handle(), result.out());
            }
            state
        };
        let state = match state {
            JS::PromiseState::Pending => 0,
            JS::PromiseState::Fulfilled => 1,
            JS::PromiseState::Rejected => 2,
        };
        Some((state, result))
    }

    fn proxy_details(&self, value: Handle) -> Option<(Handle, Handle)> {
        let object = value.object()?;
        let (target, handler) = (self.blank(), self.blank());
        if !self.is_proxy(value) {
            return None;
        }
        // SAFETY: a live proxy; both are `null` once it is revoked.
        unsafe {
            GetProxyPrivate(object, target.out().ptr);
            GetProxyReservedSlot(object, 0, handler.out().ptr);
        }
        Some((target, handler))
    }

    fn preview_entries(&self, value: Handle) -> Outcome<Option<(Handle, bool)>> {
        super::collections::preview(self, value)
    }

    fn keys_beyond_elements(&self, value: Handle, only_enumerable: bool) -> Outcome<Handle> {
        super::own_keys::beyond_elements(self, value, only_enumerable)
    }

    fn class_name(&self, value: Handle) -> Outcome<Handle> {
        let Some(object) = value.object() else { return self.string_latin1(b"") };
        let name = match class_name(object).to_bytes() {
            b"Function" => self.function_class(object)?,
            b"BoundFunctionObject" => b"Function",
            b"global" => b"Object",
            b"Proxy" if is_module_namespace(object) => b"Module",
            name if name.ends_with(b"Error") => b"Error",
            name => name,
        };
        self.string_latin1(name)
    }

    fn compile_function(&self, body: &[u8], file: &CStr, parameters: &[String]) -> Outcome<Handle> {
        // The wrapper's opening is line 0, so that the body's lines and columns are its own.
        let mut text = format!("(function ({}) {{\n", parameters.join(", "));
        text.push_str(&String::from_utf8_lossy(body));
        text.push_str("\n})");
        let options = Options::new(self, file)?;
        let result = self.blank();
        let mut text = source_text(&text);
        // SAFETY: options are ours alone; everything lives for the call.
        let compiled = unsafe {
            (*options.0).lineno = 0;
            JS::Evaluate2(self.cx, options.0, &raw mut text, result.out())
        };
        self.done(compiled, result)
    }

    fn enqueue_job(&self, function: Handle) -> Outcome<()> {
        // SAFETY: a live function; the queue is traced.
        self.check(unsafe { JS::EnqueueMicroTask(self.cx, &function.value()) })
    }

    fn carry_with_jobs(&self, holder: Handle, name: &[u8]) -> bool {
        self.carry(holder, name);
        true
    }

    fn has_jobs(&self) -> bool {
        // SAFETY: a live context.
        !self.listeners.cleanups.borrow().is_empty() || unsafe { JS::HasAnyMicroTasks(self.cx) }
    }

    fn set_rejection_tracker(&self, function: Option<Handle>) {
        let callback: JS::PromiseRejectionTrackerCallback =
            if function.is_some() { Some(on_rejection) } else { None };
        *self.listeners.rejection.borrow_mut() = function.map(|f| Root::new(self, f));
        // SAFETY: a live context; the engine outlives its use of the callback.
        unsafe { JS::SetPromiseRejectionTrackerCallback(self.cx, callback, address(self)) };
    }

    /// There is nothing of the kind but in the engine's debugger, which slows everything down.
    fn set_promise_hooks(&self, _: [Option<Handle>; PROMISE_HOOKS]) -> bool {
        false
    }

    fn heap_usage(&self) -> (u64, u64) {
        super::heap::usage(self.cx)
    }
}

impl Engine {
    /// Which kind of function an object of the engine's class for functions is. All kinds have one
    /// class, so this reads the flags of the function's text, as they are in the version of the
    /// engine that is built in.
    fn function_class(&self, function: *mut JSObject) -> Outcome<&'static [u8]> {
        let function = Pin::new(self, function);
        // SAFETY: a live function of a script or a native one, which has no text.
        let flags = unsafe {
            let text = JS_GetFunctionScript(self.cx, function.handle());
            if text.is_null() {
                JS_ClearPendingException(self.cx); // out of memory, if anything
                return Ok(b"Function");
            }
            *text.cast::<u8>().add(FLAGS_OFFSET).cast::<u32>()
        };
        Ok(match (flags & IS_ASYNC != 0, flags & IS_GENERATOR != 0) {
            (false, false) => b"Function",
            (true, false) => b"AsyncFunction",
            (false, true) => b"GeneratorFunction",
            (true, true) => b"AsyncGeneratorFunction",
        })
    }

    /// What a listener throws is of no interest: JavaScript that listens here catches for itself.
    fn call_listener(&self, listener: Handle, arguments: &[Handle]) {
        let mark = self.mark();
        if self.call(listener, self.undefined(), arguments).is_err() {
            self.take_exception();
        }
        self.release_to(mark);
    }
}

/// A function where the engine's functions find it, for the length of an operation.
struct Pin<'e>(super::slots::Pinned<'e, *mut JSObject>);

impl<'e> Pin<'e> {
    fn new(engine: &'e Engine, function: *mut JSObject) -> Pin<'e> {
        Pin(engine.pin(function))
    }

    fn handle(&self) -> JS::Handle<*mut JSFunction> {
        // SAFETY: the traced slot holds a function, which is an object.
        unsafe { JS::Handle::from_marked_location(self.0.handle().ptr.cast()) }
    }
}

unsafe extern "C" fn on_rejection(
    _: *mut JSContext,
    _: bool,
    promise: JS::HandleObject,
    state: JS::PromiseRejectionHandlingState,
    engine: *mut c_void,
) {
    // SAFETY: the engine that was registered with this callback, and a live promise.
    let (engine, promise) = unsafe { (&*engine.cast::<Engine>(), *promise.ptr) };
    let mark = engine.mark();
    let listener = engine.listeners.rejection.borrow().as_ref().map(|root| root.get(engine));
    if let Some(listener) = listener {
        let late = state == JS::PromiseRejectionHandlingState::Handled;
        let kind = engine.push(Int32Value(i32::from(late)));
        let promise = engine.push(mozjs_sys::jsval::ObjectValue(promise));
        let reason = match engine.promise_details(promise) {
            Some((_, reason)) => reason,
            None => engine.push(UndefinedValue()),
        };
        engine.call_listener(listener, &[kind, promise, reason]);
    }
    engine.release_to(mark);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_the_names_that_node_knows() {
        let engine = Engine::new().unwrap();
        let name_of = |source: &str| {
            let value = engine.run_script(source.as_bytes(), c"class.js").unwrap();
            let name = engine.class_name(value).unwrap();
            engine.with_utf8(name, |text| String::from_utf8_lossy(text).into_owned()).unwrap()
        };
        for (source, name) in [
            ("({})", "Object"),
            ("[]", "Array"),
            ("globalThis", "Object"),
            ("(function () { return arguments })()", "Arguments"),
            ("new TypeError()", "Error"),
            ("new AggregateError([])", "Error"),
            ("new Map()", "Map"),
            ("new Map().keys()", "Map Iterator"),
            ("new Set().keys()", "Set Iterator"),
            ("Promise.resolve()", "Promise"),
            ("new Proxy({}, {})", "Proxy"),
            ("Object('')", "String"),
            ("new Uint8Array()", "Uint8Array"),
            ("new SharedArrayBuffer(1)", "SharedArrayBuffer"),
            ("(function* () {})()", "Generator"),
            ("(async function* () {})()", "AsyncGenerator"),
            ("(() => {})", "Function"),
            ("Array.from", "Function"),
            ("(function () {}).bind()", "Function"),
            ("class A {} A", "Function"),
            ("(async () => {})", "AsyncFunction"),
            ("(async function () {})", "AsyncFunction"),
            ("({ async m() {} }).m", "AsyncFunction"),
            ("(function* () {})", "GeneratorFunction"),
            ("({ async *m() {} }).m", "AsyncGeneratorFunction"),
            ("(class { static async() {} }).async", "Function"),
        ] {
            assert_eq!(name_of(source), name, "{source}");
        }
    }

    #[test]
    fn a_compiled_function_has_the_lines_of_its_body() {
        let engine = Engine::new().unwrap();
        let body = b"return function () {\n  return new Error().stack; }";
        let made = engine.compile_function(body, c"body.js", &["a".to_owned()]).unwrap();
        let undefined = engine.undefined();
        let inner = engine.call(made, undefined, &[]).unwrap();
        let stack = engine.call(inner, undefined, &[]).unwrap();
        let text =
            engine.with_utf8(stack, |text| String::from_utf8_lossy(text).into_owned()).unwrap();
        assert!(text.contains("body.js:2:10"), "{text}");
    }
}
