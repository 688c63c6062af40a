//! SpiderMonkey behind the seam.
//!
//! A slot is a `JS::Value` that the collector traces and updates; a handle is its address. Slots are
//! the entries of the [`slots`] stack, the engine's own argument vectors, and the constants below.
//!
//! Invariants: one `Engine` per `JSContext`, used on its thread only; no `&mut Engine` exists while
//! JavaScript can run (all state is in cells); no bare pointer to a thing of the heap is kept across
//! a call that may collect; collections are not incremental, so values need no barriers on their
//! way from slot to slot, and finalizers run on this thread.

mod bigint;
mod buffers;
mod build_id;
mod collections;
mod continuations;
mod error_messages;
mod errors;
mod external_strings;
mod functions;
mod handle;
mod heap;
mod helper_threads;
mod interrupts;
mod introspection;
mod layout;
mod lifetimes;
mod modules;
mod natives;
mod objects;
mod own_keys;
mod primitives;
mod promises;
mod realms;
mod roots;
mod script;
mod self_hosted;
mod shared_memory;
mod slots;
mod stack_traces;
mod start;
mod strings;
mod unbound;
mod web_assembly;

pub use functions::Arguments;
pub use handle::Handle;
pub use lifetimes::WeakObject;
pub use promises::SETTLERS;
pub use roots::Root;
pub use shared_memory::SharedBytes;

use crate::engine::literals::Literals;
use crate::engine::seam::{Interrupter, Outcome, Scopes, Thrown};
use crate::engine::stack;
use continuations::Continuations;
use functions::FunctionCells;
use introspection::Listeners;
use lifetimes::Attachments;
use mozjs_sys::jsapi::{JS, JS_IsExceptionPending, JSContext, JSObject, JSString, jsid};
use mozjs_sys::jsval::{BooleanValue, NullValue, ObjectValue, UndefinedValue};
use roots::RootTable;
use slots::{Mark, Pinned, Slots};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::ops::Deref;
use std::rc::Rc;

/// Room for some hundred frames.
const DEEP: usize = 64 << 10;

/// One SpiderMonkey context with its realm.
///
/// It ends when its [`OwnedEngine`] is dropped. Its memory stays as long as somebody can still
/// reach it: persistent values hold a share of it.
pub struct Engine {
    cx: *mut JSContext,
    ended: Cell<bool>,
    tracing: heap::Tracing,
    handles: Slots<JS::Value>,
    objects: Slots<*mut JSObject>,
    strings: Slots<*mut JSString>,
    ids: Slots<jsid>,
    roots: RootTable,
    attachments: Attachments,
    functions: FunctionCells,
    listeners: Listeners,
    pub(super) modules: modules::ModuleTable,
    continuations: Continuations,
    stack_traces: stack_traces::StackTraces,
    interrupter: Interrupter,
    time_limit: RefCell<Option<realms::TimeLimit>>,
    /// Property keys of the names that addons pass.
    names: Literals<jsid>,
    /// Strings that addons make.
    texts: Literals<JS::Value>,
    buffers: buffers::Released,
    external_strings: external_strings::ExternalStrings,
    undefined: UnsafeCell<JS::Value>,
    null: UnsafeCell<JS::Value>,
    yes: UnsafeCell<JS::Value>,
    no: UnsafeCell<JS::Value>,
    global: UnsafeCell<JS::Value>,
    /// Lowest address the native stack may reach before a call is refused.
    stack_limit: Cell<usize>,
    /// Below this address the native stack is deep: see [`Engine::is_deep`].
    deep_stack: Cell<usize>,
    /// What was thrown is not to be caught: see [`interrupts`].
    uncatchable: Cell<bool>,
    external_memory: Cell<i64>,
    external_memory_at_collection: Cell<i64>,
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
    /// A new context and realm.
    ///
    /// # Errors
    /// When the engine cannot allocate its own structures.
    #[allow(clippy::new_ret_no_self)] // an engine is used through its owner
    pub fn new() -> Result<OwnedEngine, String> {
        let cx = start::context()?;
        let engine = OwnedEngine(Rc::new(Engine {
            cx,
            ended: Cell::new(false),
            tracing: heap::Tracing::default(),
            handles: Slots::new(),
            objects: Slots::new(),
            strings: Slots::new(),
            ids: Slots::new(),
            roots: RootTable::new(),
            attachments: Attachments::default(),
            functions: FunctionCells::default(),
            listeners: Listeners::default(),
            modules: modules::ModuleTable::default(),
            continuations: Continuations::default(),
            stack_traces: stack_traces::StackTraces::default(),
            interrupter: Interrupter::default(),
            time_limit: RefCell::default(),
            names: Literals::new(),
            texts: Literals::new(),
            buffers: buffers::Released::default(),
            external_strings: external_strings::ExternalStrings::default(),
            undefined: UnsafeCell::new(UndefinedValue()),
            null: UnsafeCell::new(NullValue()),
            yes: UnsafeCell::new(BooleanValue(true)),
            no: UnsafeCell::new(BooleanValue(false)),
            global: UnsafeCell::new(UndefinedValue()),
            stack_limit: Cell::new(0),
            deep_stack: Cell::new(0),
            uncatchable: Cell::new(false),
            external_memory: Cell::new(0),
            external_memory_at_collection: Cell::new(0),
        }));
        heap::connect(&engine);
        start::realm(&engine)?;
        introspection::listen(&engine);
        interrupts::install(&engine);
        modules::install(&engine);
        engine.update_stack_limit();
        stack_traces::install(&engine)?;
        Ok(engine)
    }

    /// The engine must be told when it is entered from another stack than the one it was made on:
    /// limits are measured from here.
    pub fn update_stack_limit(&self) {
        if self.refuses_native_calls() {
            return;
        }
        let share = stack::share();
        start::set_stack_quota(self.cx, &share);
        self.stack_limit.set(stack::here().saturating_sub(share.native));
        self.deep_stack.set(stack::here().saturating_sub(DEEP));
    }

    /// Whether so many frames may be on the stack that walking all of them takes long.
    fn is_deep(&self) -> bool {
        stack::here() < self.deep_stack.get()
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
        heap::set_limit(self.cx, bytes);
    }

    /// Name and version, as `process.versions` gives them.
    pub fn version() -> (&'static str, String) {
        ("spidermonkey", start::version())
    }

    /// Puts a value into a new handle.
    #[inline(always)]
    fn push(&self, value: JS::Value) -> Handle {
        Handle::at(self.handles.push(value))
    }

    /// A new handle for an operation to write its result into.
    #[inline(always)]
    fn blank(&self) -> Handle {
        self.push(UndefinedValue())
    }

    /// The operation that wrote into `result` succeeded, or threw.
    #[inline(always)]
    fn done(&self, succeeded: bool, result: Handle) -> Outcome<Handle> {
        if succeeded { Ok(result) } else { Err(self.thrown()) }
    }

    /// A fresh object in a new handle; NULL says that making it threw.
    #[inline(always)]
    fn adopt(&self, object: *mut JSObject) -> Outcome<Handle> {
        if object.is_null() { Err(self.thrown()) } else { Ok(self.push(ObjectValue(object))) }
    }

    /// `true` for success, `false` for an exception: the engine's convention.
    #[inline(always)]
    fn check(&self, succeeded: bool) -> Outcome<()> {
        if succeeded { Ok(()) } else { Err(self.thrown()) }
    }

    /// An operation failed. When no exception waits in the engine, it was one that nobody catches.
    #[cold]
    #[inline(never)]
    fn thrown(&self) -> Thrown {
        // SAFETY: a live context.
        if unsafe { !JS_IsExceptionPending(self.cx) } {
            self.uncatchable.set(true);
        }
        Thrown
    }

    /// An object where the engine's functions find it, for the length of an operation.
    #[inline(always)]
    fn pin(&self, object: *mut JSObject) -> Pinned<'_, *mut JSObject> {
        Pinned::new(&self.objects, object)
    }

    /// The object in a handle, or that which a primitive is converted to; `undefined` and `null`
    /// throw.
    #[inline(always)]
    fn object_in(&self, value: Handle) -> Outcome<Pinned<'_, *mut JSObject>> {
        match value.object() {
            Some(object) => Ok(self.pin(object)),
            None => self.converted_object(value),
        }
    }

    #[cold]
    fn converted_object(&self, value: Handle) -> Outcome<Pinned<'_, *mut JSObject>> {
        // SAFETY: a live value of this context.
        let object = unsafe { mozjs_sys::jsapi::js::ToObjectSlow(self.cx, value.js(), false) };
        if object.is_null() { Err(self.thrown()) } else { Ok(self.pin(object)) }
    }
}

impl Scopes for Engine {
    type Mark = Mark<JS::Value>;

    #[inline(always)]
    fn mark(&self) -> Mark<JS::Value> {
        self.handles.mark()
    }

    #[inline(always)]
    fn release_to(&self, mark: Mark<JS::Value>) {
        self.handles.release_to(mark);
    }

    #[inline(always)]
    fn reserve(&self) -> Handle {
        self.blank()
    }

    fn store(&self, slot: Handle, value: Handle) {
        slot.set(value.value());
    }
}

impl Engine {
    /// The end: nothing of the engine runs after it, and it holds no value any more. Once.
    fn end(&self) {
        if self.ended.replace(true) {
            return;
        }
        self.refuse_native_calls();
        self.interrupter.set_alarm(None);
        self.time_limit.take();
        self.listeners.clear(self.cx);
        self.modules.clear();
        self.continuations.clear();
        self.handles.clear();
        self.roots.clear();
        self.names.clear(());
        self.texts.clear(());
        self.attachments.forget_slots();
        self.stack_traces.clear();
        // All objects end with the context, which collects once: their attachments go first.
        self.attachments.end_all();
        // SAFETY: the global is a constant of this engine, not used again.
        unsafe { *self.global.get() = UndefinedValue() };
        self.functions.end_all(); // nothing calls them any more
        heap::disconnect(self);
        start::destroy(self.cx);
        self.continuations.end();
        self.external_strings.end();
        self.buffers.release_all();
    }
}
