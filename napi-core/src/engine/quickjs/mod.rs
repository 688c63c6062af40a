//! QuickJS-ng behind the seam.
//!
//! A slot is a `JSValue` that owns a reference count; a handle is its address. Slots are the
//! entries of the [`handle_stack`], the engine's own argument vectors, and the constants below.
//!
//! Invariants: one `Engine` per `JSRuntime`, used on its thread only; no `&mut Engine` exists while
//! JavaScript can run (all state is in cells); class ids are the runtime's own, so that the engine
//! can be attached to a runtime that somebody else made.

mod bigint;
mod buffers;
mod collections;
mod errors;
mod functions;
mod handle;
mod handle_stack;
mod intrinsics;
mod introspection;
mod lifetimes;
mod objects;
mod own_keys;
mod primitives;
mod promises;
mod script;
mod shared_memory;
mod strings;
mod throwing_set;

pub use functions::Arguments;
pub use handle::{Handle, Root};
pub use lifetimes::WeakObject;

use crate::engine::seam::{Outcome, Scopes, Thrown};
use handle_stack::{HandleStack, Mark};
use intrinsics::Intrinsics;
use introspection::Listeners;
use rquickjs_sys as q;
use std::cell::{Cell, UnsafeCell};

/// Class ids of the objects that carry native data.
#[derive(Clone, Copy, Default)]
struct Classes {
    /// Functions that call an addon's callback.
    function: q::JSClassID,
    /// Instances made by a native constructor; the opaque is their attachment.
    instance: q::JSClassID,
    /// `napi_create_external` values; the opaque is their attachment.
    external: q::JSClassID,
    /// Values of the weak map that carries the attachments of all other objects.
    holder: q::JSClassID,
}

/// One QuickJS-ng runtime and context.
pub struct Engine {
    rt: *mut q::JSRuntime,
    ctx: *mut q::JSContext,
    /// Whether this engine made the runtime and context, and so frees them.
    owned: bool,
    handles: HandleStack,
    classes: Classes,
    intrinsics: Intrinsics,
    listeners: Listeners,
    undefined: UnsafeCell<q::JSValue>,
    null: UnsafeCell<q::JSValue>,
    yes: UnsafeCell<q::JSValue>,
    no: UnsafeCell<q::JSValue>,
    global: UnsafeCell<q::JSValue>,
    /// Lowest address the native stack may reach before a call is refused.
    stack_limit: Cell<usize>,
    external_memory: Cell<i64>,
}

/// How much native stack JavaScript may use, in bytes.
const STACK_SIZE: usize = 4 << 20;
/// What a callback may use beyond JavaScript's limit before native calls are refused as well.
const STACK_RESERVE: usize = 128 << 10;

impl Engine {
    /// A new runtime and context.
    ///
    /// # Errors
    /// When the engine cannot allocate its own structures.
    pub fn new() -> Result<Box<Engine>, &'static str> {
        // SAFETY: plain constructors; both results are checked.
        unsafe {
            let rt = q::JS_NewRuntime();
            if rt.is_null() {
                return Err("the JavaScript engine could not allocate a runtime");
            }
            let ctx = q::JS_NewContext(rt);
            if ctx.is_null() {
                q::JS_FreeRuntime(rt);
                return Err("the JavaScript engine could not allocate a context");
            }
            q::JS_SetMaxStackSize(rt, STACK_SIZE as _);
            shared_memory::install(rt);
            Ok(Engine::on(rt, ctx, true))
        }
    }

    /// An engine on a context that somebody else made and will free (after this is dropped).
    ///
    /// # Safety
    /// `ctx` must be a live context of the `rquickjs-sys` this crate links, used on this thread
    /// only while the engine lives, and must outlive it.
    pub unsafe fn attach(ctx: *mut q::JSContext) -> Box<Engine> {
        // SAFETY: the caller guarantees a live context.
        unsafe {
            let rt = q::JS_GetRuntime(ctx);
            Engine::on(rt, q::JS_DupContext(ctx), false)
        }
    }

    /// # Safety
    /// `rt` and `ctx` are live and belong together.
    unsafe fn on(rt: *mut q::JSRuntime, ctx: *mut q::JSContext, owned: bool) -> Box<Engine> {
        // SAFETY: rt and ctx are live by contract; the global object is an owned reference.
        unsafe {
            let mut engine = Box::new(Engine {
                rt,
                ctx,
                owned,
                handles: HandleStack::new(rt),
                classes: Classes::default(),
                intrinsics: Intrinsics::capture(ctx),
                listeners: Listeners::default(),
                undefined: UnsafeCell::new(q::JS_UNDEFINED),
                null: UnsafeCell::new(q::JS_NULL),
                yes: UnsafeCell::new(q::JS_TRUE),
                no: UnsafeCell::new(q::JS_FALSE),
                global: UnsafeCell::new(q::JS_GetGlobalObject(ctx)),
                stack_limit: Cell::new(0),
                external_memory: Cell::new(0),
            });
            engine.classes.function = functions::register_class(rt);
            let classes = lifetimes::register_classes(ctx, rt);
            (engine.classes.instance, engine.classes.external, engine.classes.holder) = classes;
            // A function of ours inherits from Function.prototype, as every function does.
            q::JS_SetClassProto(ctx, engine.classes.function, q::JS_GetFunctionProto(ctx));
            engine.update_stack_limit();
            errors::install_stack_header(&engine);
            engine
        }
    }

    /// The engine must be told when it moves to another thread's stack or is entered from a much
    /// deeper frame: limits are measured from here.
    pub fn update_stack_limit(&self) {
        // SAFETY: rt is live; the call records the current stack pointer.
        unsafe { q::JS_UpdateStackTop(self.rt) };
        let local = 0u8;
        let top = &raw const local as usize;
        self.stack_limit.set(top.saturating_sub(STACK_SIZE + STACK_RESERVE));
    }

    /// Name and version, as `process.versions` gives them.
    pub fn version() -> (&'static str, String) {
        // SAFETY: returns a static NUL-terminated string.
        let version = unsafe { std::ffi::CStr::from_ptr(q::JS_GetVersion()) };
        ("quickjs-ng", version.to_string_lossy().into_owned())
    }

    /// The raw context, for embedders that attached one.
    pub fn context(&self) -> *mut q::JSContext {
        self.ctx
    }

    /// Puts an owned value into a new handle, or reports that it was an exception.
    #[inline(always)]
    fn adopt(&self, value: q::JSValue) -> Outcome<Handle> {
        if value.tag == q::JS_TAG_EXCEPTION as i64 { Err(Thrown) } else { Ok(self.push(value)) }
    }

    /// Puts an owned value that is no exception into a new handle.
    #[inline(always)]
    fn push(&self, value: q::JSValue) -> Handle {
        self.handles.push(value)
    }

    /// An owned copy of a handle's value.
    #[inline(always)]
    fn dup(&self, handle: Handle) -> q::JSValue {
        handle::dup(self.ctx, handle.value())
    }

    #[inline(always)]
    fn free(&self, value: q::JSValue) {
        handle::free(self.ctx, value);
    }

    /// -1 is an exception, 0 false, 1 true: the engine's convention for predicates.
    #[inline(always)]
    fn truth(&self, result: i32) -> Outcome<bool> {
        if result < 0 { Err(Thrown) } else { Ok(result != 0) }
    }
}

impl Scopes for Engine {
    type Mark = Mark;

    #[inline(always)]
    fn mark(&self) -> Mark {
        self.handles.mark()
    }

    #[inline(always)]
    fn release_to(&self, mark: Mark) {
        self.handles.release_to(mark);
    }

    #[inline(always)]
    fn reserve(&self) -> Handle {
        self.push(q::JS_UNDEFINED)
    }

    fn store(&self, slot: Handle, value: Handle) {
        let value = self.dup(value);
        self.free(slot.replace(value));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.listeners.clear();
        self.handles.clear();
        self.intrinsics.release(self.ctx);
        let global = *self.global.get_mut();
        self.free(global);
        // SAFETY: the context reference is ours (made or duplicated); the runtime only if owned,
        // and then nothing uses it after this.
        unsafe {
            q::JS_FreeContext(self.ctx);
            if self.owned {
                q::JS_FreeRuntime(self.rt);
            }
        }
    }
}
