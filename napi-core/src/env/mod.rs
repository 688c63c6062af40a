//! What stands behind `napi_env`: one per loaded module instance.
//!
//! Everything is in cells: an `&Env` may be live in many frames at once, since addon code,
//! JavaScript and the host call each other. No borrow of a cell is held across such a call.
//!
//! Invariants: used on its runtime's thread only; its memory outlives the engine, because native
//! functions hold its address; after `teardown` nothing of it runs any more.

mod async_cleanup_hooks;
mod async_context;
mod attachment;
mod callback;
mod cleanup_hooks;
mod deferreds;
mod finalizers;
mod reference_list;
mod references;
mod scopes;
mod spares;

pub use async_cleanup_hooks::{AsyncCleanupHook, AsyncHookFunction};
pub use async_context::{AsyncContext, CallbackScope};
pub use attachment::Attachment;
pub use callback::{Callback, CallbackInfo, FunctionRecord, Role};
pub use cleanup_hooks::CleanupHooks;
pub use deferreds::Deferreds;
pub use finalizers::Finalizer;
pub use references::{Ownership, Reference, Ticket};

use crate::abi::types::{VERSION_EXPERIMENTAL, napi_extended_error_info};
use crate::engine::{Engine, Errors, Handle, Root};
use crate::runtime::RuntimeState;
use crate::status::Status;
use reference_list::ReferenceList;
use scopes::OpenScopes;
use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::VecDeque;
use std::ffi::{CStr, CString, c_void};
use std::ptr::NonNull;

/// Reasons why a function that runs JavaScript is refused.
mod gate {
    pub const PENDING_EXCEPTION: u8 = 1;
    pub const STOPPED: u8 = 2;
    /// Refuses nothing: an exception waits for the callback's return.
    pub const THROW_ON_RETURN: u8 = 4;
    pub const REFUSE: u8 = PENDING_EXCEPTION | STOPPED;
    pub const THROW: u8 = PENDING_EXCEPTION | THROW_ON_RETURN;
}

/// See the module's description.
pub struct Env {
    /// Bits of [`gate`]; zero on the fast path.
    gate: Cell<u8>,
    in_collector: Cell<bool>,
    module_version: i32,
    engine: NonNull<Engine>,
    runtime: NonNull<RuntimeState>,
    last_error: UnsafeCell<napi_extended_error_info>,
    scopes: OpenScopes,
    pending: Cell<Option<Root>>,
    on_return: Cell<Option<Root>>,
    references: ReferenceList,
    queue: RefCell<VecDeque<NonNull<Reference>>>,
    instance_data: Cell<Option<InstanceData>>,
    deferreds: Deferreds,
    /// `file://` URL of the module's file.
    file: CString,
    torn_down: Cell<bool>,
    /// What keeps the env from its teardown: its own cleanup hook, async cleanup hooks,
    /// thread-safe functions.
    pins: Cell<usize>,
    open_callback_scopes: Cell<usize>,
}

/// Exceptions put aside by [`Env::put_exceptions_aside`].
struct SetAside {
    gate: u8,
    pending: Option<Root>,
    on_return: Option<Root>,
}

/// `napi_set_instance_data`: the pointer, and the reference that carries its finalizer.
#[derive(Clone, Copy)]
struct InstanceData {
    data: *mut c_void,
    finalizer: Option<NonNull<Reference>>,
}

impl Env {
    /// An env for a module of this Node-API version.
    pub(crate) fn new(runtime: &RuntimeState, module_version: i32, file: CString) -> Box<Env> {
        Box::new(Env {
            gate: Cell::new(0),
            in_collector: Cell::new(false),
            module_version,
            engine: NonNull::from(runtime.engine()),
            runtime: NonNull::from(runtime),
            last_error: UnsafeCell::new(napi_extended_error_info {
                error_message: std::ptr::null(),
                engine_reserved: std::ptr::null_mut(),
                engine_error_code: 0,
                error_code: Status::Ok,
            }),
            scopes: OpenScopes::default(),
            pending: Cell::new(None),
            on_return: Cell::new(None),
            references: ReferenceList::default(),
            queue: RefCell::default(),
            instance_data: Cell::new(None),
            deferreds: Deferreds::default(),
            file,
            torn_down: Cell::new(false),
            pins: Cell::new(1),
            open_callback_scopes: Cell::new(0),
        })
    }

    /// The engine.
    #[inline(always)]
    pub fn engine(&self) -> &Engine {
        // SAFETY: the engine is boxed in the runtime and outlives all use of its envs.
        unsafe { self.engine.as_ref() }
    }

    /// The runtime.
    #[inline(always)]
    pub fn runtime(&self) -> &RuntimeState {
        // SAFETY: the runtime's state is boxed and outlives its envs.
        unsafe { self.runtime.as_ref() }
    }

    /// The module's Node-API version.
    pub fn module_version(&self) -> i32 {
        self.module_version
    }

    /// `file://` URL of the module's file.
    pub fn file(&self) -> &CStr {
        &self.file
    }

    /// A number for a new native class.
    pub fn new_class(&self) -> u64 {
        self.runtime().new_class()
    }

    // ----- last error -----

    /// Every successful call clears the last error.
    #[inline(always)]
    pub fn clear_last_error(&self) {
        // SAFETY: a plain store; nobody holds a Rust reference into the cell.
        unsafe { (*self.last_error.get()).error_code = Status::Ok };
    }

    /// Remembers a failure and returns it.
    #[cold]
    #[inline(never)]
    pub fn set_last_error(&self, status: Status) -> Status {
        // SAFETY: as above.
        unsafe { (*self.last_error.get()).error_code = status };
        status
    }

    /// The last error with its sentence, at an address that stays.
    pub fn last_error_info(&self) -> *const napi_extended_error_info {
        let info = self.last_error.get();
        // SAFETY: as above; the addon reads the structure after we return.
        unsafe {
            let message = (*info).error_code.message();
            (*info).error_message = message.map_or(std::ptr::null(), CStr::as_ptr);
            (*info).engine_error_code = 0;
            (*info).engine_reserved = std::ptr::null_mut();
        }
        info
    }

    // ----- exceptions -----

    /// Whether a function that runs JavaScript may do so now.
    ///
    /// # Errors
    /// `PendingException`; once the runtime is stopping, that too for modules up to version 9 and
    /// `CannotRunJs` for later ones.
    #[inline(always)]
    pub fn may_run_js(&self) -> Result<(), Status> {
        if self.gate.get() == 0 { Ok(()) } else { self.may_run_js_slowly() }
    }

    #[cold]
    fn may_run_js_slowly(&self) -> Result<(), Status> {
        // V8 forgets an exception of a failed conversion when JavaScript runs before the return.
        self.on_return.take();
        self.gate.set(self.gate.get() & !gate::THROW_ON_RETURN);
        if self.gate.get() & gate::REFUSE == 0 {
            return Ok(());
        }
        Err(self.refusal())
    }

    fn refusal(&self) -> Status {
        let pending = self.gate.get() & gate::PENDING_EXCEPTION != 0;
        if pending || self.module_version < 10 {
            Status::PendingException
        } else {
            Status::CannotRunJs
        }
    }

    /// From now on JavaScript cannot run in this env.
    pub fn stop(&self) {
        self.gate.set(self.gate.get() | gate::STOPPED);
    }

    /// Makes `exception` pending.
    pub fn set_pending_exception(&self, exception: Handle) {
        self.pending.set(Some(Root::new(self.engine(), exception)));
        self.gate.set(self.gate.get() | gate::PENDING_EXCEPTION);
    }

    /// Whether an exception is pending.
    #[inline(always)]
    pub fn has_pending_exception(&self) -> bool {
        self.gate.get() & gate::PENDING_EXCEPTION != 0
    }

    /// Takes the pending exception, into a handle of the innermost scope.
    #[inline(always)]
    pub fn take_pending_exception(&self) -> Option<Handle> {
        if self.has_pending_exception() { self.take_pending() } else { None }
    }

    #[cold]
    fn take_pending(&self) -> Option<Handle> {
        self.gate.set(self.gate.get() & !gate::PENDING_EXCEPTION);
        self.pending.take().map(|root| root.get(self.engine()))
    }

    /// Keeps what the engine threw, if it did, as the pending exception.
    #[cold]
    pub fn catch_engine_exception(&self) {
        let engine = self.engine();
        if engine.has_exception() {
            let scope = self.open_scope();
            self.set_pending_exception(engine.take_exception());
            self.close_scope(scope);
        }
    }

    /// Keeps what the engine threw, if it did, to be thrown when the addon's callback returns.
    #[cold]
    pub fn throw_on_return(&self) {
        let engine = self.engine();
        if engine.has_exception() {
            let scope = self.open_scope();
            self.on_return.set(Some(Root::new(engine, engine.take_exception())));
            self.gate.set(self.gate.get() | gate::THROW_ON_RETURN);
            self.close_scope(scope);
        }
    }

    /// The exception a returning callback leaves behind.
    #[inline(always)]
    pub fn take_exception_to_throw(&self) -> Option<Handle> {
        if self.gate.get() & gate::THROW == 0 { None } else { self.take_to_throw() }
    }

    #[cold]
    fn take_to_throw(&self) -> Option<Handle> {
        self.gate.set(self.gate.get() & !gate::THROW);
        let (pending, on_return) = (self.pending.take(), self.on_return.take());
        pending.or(on_return).map(|root| root.get(self.engine()))
    }

    /// Puts aside the exceptions that wait in the env, while a finalizer runs in the middle of
    /// whatever the addon was doing; for [`Env::restore_exceptions`].
    fn put_exceptions_aside(&self) -> SetAside {
        let gate = self.gate.get();
        if gate & gate::THROW == 0 {
            return SetAside { gate: 0, pending: None, on_return: None };
        }
        self.gate.set(gate & !gate::THROW);
        SetAside {
            gate: gate & gate::THROW,
            pending: self.pending.take(),
            on_return: self.on_return.take(),
        }
    }

    /// Makes the exceptions wait again.
    fn restore_exceptions(&self, aside: SetAside) {
        if aside.gate != 0 {
            self.pending.set(aside.pending);
            self.on_return.set(aside.on_return);
            self.gate.set(self.gate.get() | aside.gate);
        }
    }

    /// Drops what the engine threw, if it did.
    #[cold]
    pub fn discard_engine_exception(&self) {
        let engine = self.engine();
        if engine.has_exception() {
            let scope = self.open_scope();
            engine.take_exception();
            self.close_scope(scope);
        }
    }

    /// A basic finalizer (inside the collector) must not touch the heap: that is fatal, as in Node.
    #[inline(always)]
    pub fn refuse_inside_collector(&self) {
        if self.in_collector.get() && self.module_version == VERSION_EXPERIMENTAL {
            crate::runtime::fatal_error(
                None,
                "Finalizer is calling a function that may affect GC state.\n\
                 The finalizers are run directly from GC and must not affect GC state.\n\
                 Use `node_api_post_finalizer` from inside of the finalizer to work around this \
                 issue.\nIt schedules the call as a new task in the event loop.",
            );
        }
    }

    // ----- callback scopes -----

    /// The addon opened a callback scope.
    pub fn callback_scope_opened(&self) {
        self.open_callback_scopes.set(self.open_callback_scopes.get() + 1);
    }

    /// The addon closes one; false when none is open.
    pub fn callback_scope_closed(&self) -> bool {
        let open = self.open_callback_scopes.get();
        self.open_callback_scopes.set(open.saturating_sub(1));
        open > 0
    }

    // ----- deferreds and instance data -----

    /// The deferreds that are not concluded.
    pub fn deferreds(&self) -> &Deferreds {
        &self.deferreds
    }

    /// Replaces the instance data (without running the old finalizer, as in Node). The new
    /// finalizer takes its turn among the env's others: newest first.
    pub fn set_instance_data(&self, data: *mut c_void, finalizer: Option<Finalizer>) {
        if let Some(old) = self.instance_data.take().and_then(|old| old.finalizer) {
            // SAFETY: alive: instance data lets go of its reference only here and at teardown.
            unsafe { Reference::destroy(old) };
        }
        let finalizer = finalizer.map(|finalizer| Reference::finalizer_only(self, finalizer));
        self.instance_data.set(Some(InstanceData { data, finalizer }));
    }

    /// The instance data's pointer, NULL when none was set.
    pub fn instance_data(&self) -> *mut c_void {
        self.instance_data.get().map_or(std::ptr::null_mut(), |instance| instance.data)
    }

    // ----- teardown -----

    /// Whether the teardown is over or under way.
    pub(crate) fn is_torn_down(&self) -> bool {
        self.torn_down.get()
    }

    /// Something needs the env beyond its cleanup hook.
    pub fn pin(&self) {
        self.pins.set(self.pins.get() + 1);
    }

    /// It needs it no more; the last one tears the env down.
    pub fn release_pin(&self) {
        let pins = self.pins.get().saturating_sub(1);
        self.pins.set(pins);
        if pins == 0 {
            self.teardown();
        }
    }

    /// Ends the env: queued finalizers, then the remaining ones (instance data's among them), newest
    /// first, and then everything it still holds. Cleanup hooks ran before: this is one of them.
    pub(crate) fn teardown(&self) {
        if self.torn_down.replace(true) {
            return;
        }
        self.stop();
        self.drain_finalizers();
        if let Some(data) = self.instance_data.take() {
            // Its reference is finalized with the others; the pointer stays readable until then.
            self.instance_data.set(Some(InstanceData { finalizer: None, ..data }));
        }
        self.references.for_each(|reference| {
            // SAFETY: alive, as `ReferenceList::for_each` says.
            unsafe { reference.as_ref() }.detach();
            false
        });
        // References without finalizers stay until all finalizers ran: those delete them.
        // Finalizers may make new references with finalizers, so until a pass finds none.
        while self.references.for_each(|reference| {
            // SAFETY: alive, as `ReferenceList::for_each` says; not used after it was finalized.
            unsafe {
                let due = reference.as_ref().has_finalizer();
                if due {
                    Reference::finalize(reference);
                }
                due
            }
        }) {}
        while let Some(reference) = self.references.newest() {
            // SAFETY: alive; the addon must not use its references after teardown.
            unsafe { Reference::destroy(reference) };
        }
        self.deferreds.clear();
        self.instance_data.set(None);
        self.pending.take();
        self.on_return.take();
        self.gate.set(gate::STOPPED);
    }
}
