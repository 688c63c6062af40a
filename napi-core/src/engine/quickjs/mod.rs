//! QuickJS-ng behind the seam.
//!
//! A slot is a `JSValue` that owns a reference count; a handle is its address. Slots are the
//! entries of the [`handle_stack`], the engine's own argument vectors, and the constants below.
//!
//! Invariants: one `Engine` per `JSRuntime`, used on its thread only; no `&mut Engine` exists while
//! JavaScript can run (all state is in cells); class ids are the runtime's own, so that the engine
//! can be attached to a runtime that somebody else made.

#[cfg(target_os = "linux")]
mod allocator;
mod bigint;
mod buffers;
mod collections;
mod errors;
mod functions;
mod handle;
mod handle_stack;
mod interrupts;
mod intrinsics;
mod introspection;
mod lifetimes;
mod modules;
mod objects;
mod own_keys;
mod primitives;
mod promises;
mod realms;
mod roots;
mod script;
mod shapes;
mod shared_memory;
mod stack_traces;
mod strings;
mod throwing_set;

pub use functions::Arguments;
pub use handle::Handle;
pub use lifetimes::WeakObject;
pub use promises::SETTLERS;
pub use roots::Root;
pub use shared_memory::SharedBytes;

use crate::engine::literals::Literals;
use crate::engine::seam::{Interrupter, Lifetimes, Outcome, Scopes, Thrown};
use crate::engine::stack;
use handle_stack::{HandleStack, Mark};
use intrinsics::Intrinsics;
use introspection::Listeners;
use lifetimes::Recent;
use modules::ModuleTable;
use roots::RootTable;
use rquickjs_sys as q;
use shapes::Shapes;
use std::cell::{Cell, UnsafeCell};
use std::ops::Deref;
use std::rc::Rc;
use std::time::Instant;

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
///
/// It ends when its [`OwnedEngine`] is dropped. Its memory stays as long as somebody can still
/// reach it: native functions that live on in a context it was attached to, and persistent values.
pub struct Engine {
    rt: *mut q::JSRuntime,
    pub(super) ctx: *mut q::JSContext,
    /// Whether this engine made the runtime and context, and so frees them.
    owned: bool,
    ended: Cell<bool>,
    handles: HandleStack,
    roots: RootTable,
    classes: Classes,
    intrinsics: Intrinsics,
    shapes: Shapes,
    listeners: Listeners,
    interrupter: Interrupter,
    pub(super) modules: ModuleTable,
    recent: Recent,
    /// Atoms of property names that addons pass.
    pub(super) names: Literals<q::JSAtom>,
    /// Strings that addons make.
    texts: Literals<q::JSValue>,
    /// Bytes of addons' memory behind the buffers among them.
    recent_bytes: Cell<i64>,
    undefined: UnsafeCell<q::JSValue>,
    null: UnsafeCell<q::JSValue>,
    yes: UnsafeCell<q::JSValue>,
    no: UnsafeCell<q::JSValue>,
    global: UnsafeCell<q::JSValue>,
    /// Lowest address the native stack may reach before a call is refused.
    stack_limit: Cell<usize>,
    external_memory: Cell<i64>,
    external_memory_at_release: Cell<i64>,
    /// When the running JavaScript has to end, for `node:vm`.
    time_limit: Cell<Option<Instant>>,
    /// The class of the views on sandboxes, once there is one.
    sandbox_class: Cell<q::JSClassID>,
}

/// The one owner of an engine: dropping it ends the engine. It derefs to the engine.
pub struct OwnedEngine(Rc<Engine>);

impl Deref for OwnedEngine {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.0
    }
}

impl OwnedEngine {
    /// A share of the engine's memory, for values that outlive its end.
    pub(crate) fn share(&self) -> Rc<Engine> {
        self.0.clone()
    }
}

impl Drop for OwnedEngine {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Engine {
    /// A new runtime and context.
    ///
    /// # Errors
    /// When the engine cannot allocate its own structures.
    #[allow(clippy::new_ret_no_self)] // an engine is used through its owner
    pub fn new() -> Result<OwnedEngine, String> {
        // SAFETY: plain constructors; both results are checked.
        unsafe {
            #[cfg(target_os = "linux")]
            let rt = allocator::new_runtime();
            #[cfg(not(target_os = "linux"))]
            let rt = q::JS_NewRuntime();
            if rt.is_null() {
                return Err("the JavaScript engine could not allocate a runtime".to_owned());
            }
            let ctx = q::JS_NewContext(rt);
            if ctx.is_null() {
                q::JS_FreeRuntime(rt);
                return Err("the JavaScript engine could not allocate a context".to_owned());
            }
            shared_memory::install(rt);
            Engine::on(rt, ctx, true)
        }
    }

    /// An engine on a context that somebody else made and will free (after this is dropped).
    ///
    /// Node-API needs all of the context's standard built-in objects, so they must not have been
    /// left out or deleted. `Error.prototype.stack`, `Error.captureStackTrace` and
    /// `Error.prepareStackTrace` are replaced by ones that work as V8's do.
    ///
    /// What addons made stays in the context when the engine ends: their functions throw a
    /// TypeError from then on, and ArrayBuffers on their memory are detached.
    ///
    /// # Errors
    /// Which built-in object is missing.
    ///
    /// # Safety
    /// - `ctx` must be a live context of the `rquickjs-sys` this crate links, used on this thread
    ///   only while the engine lives, and must outlive it.
    /// - Scripts that move an ArrayBuffer of an addon's memory with `transfer` must not use the
    ///   new one after the engine's end: only the original can be detached then.
    ///
    /// ```
    /// use napi_core::{Runtime, engine::Engine};
    /// use rquickjs::{Context, Runtime as TheirRuntime};
    ///
    /// let theirs = TheirRuntime::new()?;
    /// let context = Context::full(&theirs)?;
    /// context.with(|ctx| -> Result<(), Box<dyn std::error::Error>> {
    ///     // SAFETY: a live context, which outlives `ours`, on this thread.
    ///     let engine = unsafe { Engine::attach(ctx.as_raw().as_ptr()) }?;
    ///     let ours = Runtime::with_engine(engine)?;
    ///     ours.callback(|scope| {
    ///         let answer = scope.evaluate("globalThis.answer = 42", "answer.js");
    ///         assert_eq!(scope.as_number(answer.expect("it does not throw")), Some(42.0));
    ///     });
    ///     assert_eq!(ctx.globals().get::<_, i32>("answer")?, 42);
    ///     Ok(())
    /// })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub unsafe fn attach(ctx: *mut q::JSContext) -> Result<OwnedEngine, String> {
        // SAFETY: the caller guarantees a live context; the engine owns the new reference to it.
        unsafe {
            let rt = q::JS_GetRuntime(ctx);
            Engine::on(rt, q::JS_DupContext(ctx), false)
        }
    }

    /// # Safety
    /// `rt` and `ctx` are live and belong together; the references are given to the engine.
    unsafe fn on(
        rt: *mut q::JSRuntime,
        ctx: *mut q::JSContext,
        owned: bool,
    ) -> Result<OwnedEngine, String> {
        // SAFETY: rt and ctx are live by contract; the global object is an owned reference.
        unsafe {
            let (instance, external, holder) = lifetimes::register_classes(ctx, rt);
            let function = functions::register_class(rt);
            // A function of ours inherits from Function.prototype, as every function does.
            q::JS_SetClassProto(ctx, function, q::JS_GetFunctionProto(ctx));
            let intrinsics = Intrinsics::capture(ctx);
            let missing = intrinsics.missing();
            let shapes = Shapes::keep(ctx, &intrinsics);
            let engine = OwnedEngine(Rc::new(Engine {
                rt,
                ctx,
                owned,
                ended: Cell::new(false),
                handles: HandleStack::new(rt),
                roots: RootTable::new(rt),
                classes: Classes { function, instance, external, holder },
                intrinsics,
                shapes,
                listeners: Listeners::default(),
                interrupter: Interrupter::default(),
                modules: ModuleTable::default(),
                recent: Recent::default(),
                names: Literals::new(),
                texts: Literals::new(),
                recent_bytes: Cell::new(0),
                undefined: UnsafeCell::new(q::JS_UNDEFINED),
                null: UnsafeCell::new(q::JS_NULL),
                yes: UnsafeCell::new(q::JS_TRUE),
                no: UnsafeCell::new(q::JS_FALSE),
                global: UnsafeCell::new(q::JS_GetGlobalObject(ctx)),
                stack_limit: Cell::new(0),
                external_memory: Cell::new(0),
                external_memory_at_release: Cell::new(0),
                time_limit: Cell::new(None),
                sandbox_class: Cell::new(0),
            }));
            if let Some(missing) = missing {
                engine.discard_exception();
                return Err(format!(
                    "the context has no {missing}; make it with all standard built-in objects"
                ));
            }
            if owned {
                interrupts::install(&engine);
            }
            engine.update_stack_limit();
            stack_traces::install(&engine);
            Ok(engine)
        }
    }

    /// The engine must be told when it is entered from another stack than the one it was made on:
    /// limits are measured from here.
    pub fn update_stack_limit(&self) {
        let share = stack::share();
        // SAFETY: rt is live; the calls record the current stack pointer and a limit. A context
        // that somebody else made keeps its own limit.
        unsafe {
            q::JS_UpdateStackTop(self.rt);
            if self.owned {
                q::JS_SetMaxStackSize(self.rt, share.script as _);
            }
        }
        if !self.refuses_native_calls() {
            self.stack_limit.set(stack::here().saturating_sub(share.native));
        }
    }

    /// Every call of a native function throws from now on: what it would use is going away.
    pub(crate) fn refuse_native_calls(&self) {
        self.stack_limit.set(usize::MAX);
    }

    fn refuses_native_calls(&self) -> bool {
        self.stack_limit.get() == usize::MAX
    }

    /// Limits the memory of the engine's heap; 0 for no limit. Beyond it allocations throw.
    pub(crate) fn set_memory_limit(&self, bytes: usize) {
        // SAFETY: rt is live.
        unsafe { q::JS_SetMemoryLimit(self.rt, bytes as _) };
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
    fn retire_to(&self, mark: Mark) {
        self.handles.retire_to(mark);
    }
    fn restore_retired(&self) {
        self.handles.restore_retired();
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

impl Engine {
    /// Drops the exception that waits in the engine, if one does.
    #[cold]
    fn discard_exception(&self) {
        // SAFETY: the exception becomes ours and is freed.
        unsafe { q::JS_FreeValueRT(self.rt, q::JS_GetException(self.ctx)) };
    }

    /// The end: nothing of the engine runs after it, and it holds no value any more. Once.
    fn end(&self) {
        if self.ended.replace(true) {
            return;
        }
        self.refuse_native_calls();
        self.listeners.clear(self.rt);
        self.modules.clear(self.rt);
        self.release_recent();
        self.handles.clear();
        self.roots.clear();
        self.names.clear(self.ctx);
        self.texts.clear(self.ctx);
        self.shapes.release(self.ctx);
        self.intrinsics.release(self.ctx);
        // SAFETY: the global object's reference is ours and not used again; the context's too (it
        // was made or duplicated); the runtime is ours only if owned, and then nothing uses it
        // after this.
        unsafe {
            self.free(self.global.get().replace(q::JS_UNDEFINED));
            q::JS_FreeContext(self.ctx);
            if self.owned {
                q::JS_FreeRuntime(self.rt);
            }
        }
    }
}
