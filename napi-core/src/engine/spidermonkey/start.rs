//! The engine's life: starting it in this process, a context with its realm, and their end.

use super::{
    Engine, OwnedEngine, build_id, error_messages, helper_threads, self_hosted, web_assembly,
};
use crate::engine::stack;
use mozjs_sys::jsapi::{
    JS, JS_DestroyContext, JS_GetImplementationVersion, JS_GlobalObjectTraceHook,
    JS_MayResolveStandardClass, JS_NewContext, JS_NewEnumerateStandardClasses, JS_NewGlobalObject,
    JS_ResolveStandardClass, JS_SetGlobalJitCompilerOption, JS_SetNativeStackQuota,
    JSCLASS_GLOBAL_FLAGS, JSClass, JSClassOps, JSContext, JSJitCompilerOption, JSObject,
    JSResolveOp, glue, js,
};
use mozjs_sys::jsval::ObjectValue;
use std::cell::Cell;
use std::ffi::CStr;
use std::sync::{Once, OnceLock};

/// What native code may use below JavaScript's own limit before the engine's own code stops too.
const SYSTEM_RESERVE: usize = 64 << 10;

thread_local! {
    /// Whether this thread has a context: the engine keeps it in a variable of the thread.
    static HAS_CONTEXT: Cell<bool> = const { Cell::new(false) };
}

static STARTED: OnceLock<Option<&'static CStr>> = OnceLock::new();

/// Memory for compiled code stays writable, as V8's does: else every function that is compiled costs
/// two calls of the system, which interrupt all threads. An option of the whole process, which only
/// the first context can set, before there is code.
static LEAVE_CODE_WRITABLE: Once = Once::new();

static GLOBAL_CLASS: JSClass = JSClass {
    name: c"global".as_ptr(),
    flags: JSCLASS_GLOBAL_FLAGS,
    cOps: &raw const GLOBAL_OPS,
    spec: std::ptr::null(),
    ext: std::ptr::null(),
    oOps: std::ptr::null(),
};

static GLOBAL_OPS: JSClassOps = global_ops(Some(web_assembly::resolve));

/// Of the realms beside the engine's own.
static REALM_CLASS: JSClass = JSClass { cOps: &raw const REALM_OPS, ..GLOBAL_CLASS };

static REALM_OPS: JSClassOps = global_ops(Some(JS_ResolveStandardClass));

/// The standard classes are made when they are first asked for, by `resolve`.
const fn global_ops(resolve: JSResolveOp) -> JSClassOps {
    JSClassOps {
        addProperty: None,
        delProperty: None,
        enumerate: None,
        newEnumerate: Some(JS_NewEnumerateStandardClasses),
        resolve,
        mayResolve: Some(JS_MayResolveStandardClass),
        finalize: None,
        call: None,
        construct: None,
        trace: Some(JS_GlobalObjectTraceHook),
    }
}

/// A new context, with the engine's own library in it.
pub fn context() -> Result<*mut JSContext, String> {
    // SAFETY: once in this process, before anything else of the engine.
    let failure = *STARTED.get_or_init(|| unsafe {
        build_id::register();
        error_messages::adapt();
        let message = JS::detail::InitWithFailureDiagnostic(false, JS::detail::FrontendOnly::No);
        if message.is_null() {
            helper_threads::register();
            libc::atexit(helper_threads::end);
            return None;
        }
        Some(CStr::from_ptr(message))
    });
    if let Some(why) = failure {
        return Err(format!("SpiderMonkey could not be initialised: {}", why.to_string_lossy()));
    }
    if HAS_CONTEXT.get() {
        return Err("SpiderMonkey has one runtime per thread, and this thread has one already: \
                    end that first, or start a thread for another"
            .to_owned());
    }
    // SAFETY: plain constructors; results are checked.
    unsafe {
        let cx = JS_NewContext(u32::MAX, std::ptr::null_mut());
        if cx.is_null() {
            return Err("the JavaScript engine could not allocate a context".to_owned());
        }
        LEAVE_CODE_WRITABLE.call_once(|| {
            let option = JSJitCompilerOption::JSJITCOMPILER_WRITE_PROTECT_CODE;
            JS_SetGlobalJitCompilerOption(cx, option, 0);
        });
        // The engine would note the stack of every promise.
        (*JS::ContextOptionsRef(cx)).set_asyncStack_(false);
        let library = self_hosted::compiled();
        if !js::UseInternalJobQueues(cx) || !JS::InitSelfHostedCode(cx, library, None) {
            JS_DestroyContext(cx);
            return Err("the JavaScript engine could not load its own library".to_owned());
        }
        HAS_CONTEXT.set(true);
        Ok(cx)
    }
}

/// Makes the realm that the engine lives in, and enters it for good.
pub fn realm(engine: &OwnedEngine) -> Result<(), String> {
    let cx = engine.cx;
    // SAFETY: a live context; the global is in a traced slot before anything else is allocated.
    unsafe {
        let global = new_global(cx, &GLOBAL_CLASS, None);
        if global.is_null() {
            return Err("the JavaScript engine could not make a global object".to_owned());
        }
        *engine.global.get() = ObjectValue(global);
        JS::EnterRealm(cx, global);
    }
    Ok(())
}

/// The global object of a new realm in the same compartment; NULL says that making it threw. The realm
/// is not entered.
pub fn realm_beside(engine: &Engine) -> *mut JSObject {
    let cx = engine.cx;
    // SAFETY: a live context in a realm. What `EnterRealm` answers is the realm that the context was
    // in, whose first field is its compartment (`JS::shadow::Realm`, which the engine's own headers
    // read in place).
    unsafe {
        let inside = engine.global.get().as_ref().map_or(std::ptr::null_mut(), |it| it.to_object());
        let realm = JS::EnterRealm(cx, inside);
        JS::LeaveRealm(cx, realm);
        new_global(cx, &REALM_CLASS, Some(*realm.cast::<*mut JS::Compartment>()))
    }
}

/// A global object with a realm of its own, in a compartment that is there or in a new one.
///
/// # Safety
/// A live context; the compartment is one of its.
unsafe fn new_global(
    cx: *mut JSContext,
    class: &'static JSClass,
    compartment: Option<*mut JS::Compartment>,
) -> *mut JSObject {
    // SAFETY: by contract; the options are freed.
    unsafe {
        let options = glue::JS_NewRealmOptions();
        (*options).creationOptions_.sharedMemoryAndAtomics_ = true;
        if let Some(compartment) = compartment {
            (*options).creationOptions_.compSpec_ = JS::CompartmentSpecifier::ExistingCompartment;
            (*options).creationOptions_.__bindgen_anon_1.comp_ = compartment;
        }
        (*options).behaviors_.clampAndJitterTime_ = false;
        let global = JS_NewGlobalObject(
            cx,
            class,
            std::ptr::null_mut(),
            JS::OnNewGlobalHookOption::FireOnNewGlobalHook,
            options,
        );
        glue::DeleteRealmOptions(options);
        global
    }
}

/// Sets how deep JavaScript may go on this thread's stack.
pub fn set_stack_quota(cx: *mut JSContext, share: &stack::Share) {
    let script = share.used + share.script;
    // SAFETY: a live context on its thread.
    unsafe { JS_SetNativeStackQuota(cx, script + SYSTEM_RESERVE, script, script) };
}

/// Ends a context and its realm.
pub fn destroy(cx: *mut JSContext) {
    // SAFETY: a live context on its thread, not used again; nothing of it is held any more.
    unsafe {
        JS::LeaveRealm(cx, std::ptr::null_mut());
        JS_DestroyContext(cx);
    }
    HAS_CONTEXT.set(false);
}

/// The version of the engine, as `153.6.0`.
pub fn version() -> String {
    // SAFETY: a static NUL-terminated string, as `JavaScript-C153.6.0`.
    let full = unsafe { CStr::from_ptr(JS_GetImplementationVersion()) }.to_string_lossy();
    full.trim_start_matches("JavaScript-C").to_owned()
}
