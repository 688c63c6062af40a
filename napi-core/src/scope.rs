//! The embedder's view of JavaScript: values that cannot outlive the scope they were made in.
//!
//! A [`Scope`] is an open handle scope of a runtime; a [`Local`] is a handle that borrows it. Both
//! stay on their thread. Persistent values are [`Persistent`].
//!
//! Neighbours: `runtime.rs` opens scopes; `engine/` does the work.

use crate::abi::types::{napi_addon_register_func, napi_callback_info, napi_env, napi_value};
use crate::engine::{
    Buffers, Bytes, ElementType, Engine, ErrorClass, Errors, Functions, Handle, Interrupts,
    Introspection, Kind, Objects, Primitives, Promises, ReleaseBytes, Root, Strings, Thrown,
};
use crate::env::{CallbackInfo, Env, FunctionRecord, Role};
use crate::loader;
use crate::runtime::RuntimeState;
use std::cell::Cell;
use std::ffi::c_void;
use std::path::Path;
use std::ptr::NonNull;
use std::rc::Rc;

/// An open handle scope on a runtime's thread.
///
/// ```
/// # use napi_core::Runtime;
/// # let runtime = Runtime::new()?;
/// let total = runtime.callback(|scope| {
///     let total = || {
///         let prices = scope.array(&[scope.number(3.5), scope.number(4.0)])?;
///         let sum = scope.evaluate("(list => list.reduce((a, b) => a + b))", "sum.js")?;
///         scope.call(sum, scope.undefined(), &[prices])
///     };
///     // No value leaves its scope: what does is a number, or text.
///     total().map(|total| scope.as_number(total)).map_err(|thrown| scope.describe(thrown))
/// });
/// assert_eq!(total, Ok(Some(7.5)));
/// # Ok::<(), napi_core::RuntimeError>(())
/// ```
///
/// Values are made through the innermost open scope. Making one through an outer scope while an
/// inner one is open panics, because it would go away with the inner one; using a value with the
/// scope of another runtime panics too.
pub struct Scope<'s> {
    runtime: &'s RuntimeState,
    /// How many scopes of the runtime were open when this was the innermost.
    depth: usize,
}

/// A JavaScript value, valid while its scope is open.
#[derive(Clone, Copy)]
pub struct Local<'s> {
    handle: Handle,
    runtime: &'s RuntimeState,
}

/// A JavaScript value kept alive until this is dropped or its runtime ends. Belongs to its
/// runtime's thread; it may outlive the runtime.
///
/// ```
/// # use napi_core::{Runtime, RuntimeError};
/// # let runtime = Runtime::new()?;
/// let greet = runtime.enter(|scope| {
///     let function = scope.evaluate("(name => `Hello, ${name}`)", "greet.js");
///     scope.persist(function.expect("it does not throw"))
/// });
/// let greeting = runtime.callback(|scope| {
///     let name = scope.string("world").expect("memory");
///     let text = scope.call(scope.local_of(&greet), scope.undefined(), &[name]);
///     scope.to_text(text.expect("it does not throw"))
/// });
/// assert_eq!(greeting, "Hello, world");
/// # Ok::<(), RuntimeError>(())
/// ```
pub struct Persistent {
    root: Root,
    /// The root's slot is in the engine's memory, which may be all that is left of it.
    engine: Rc<Engine>,
}

/// Numbers in memory that JavaScript sees as a typed array ([`Scope::shared_array`]). Both sides are
/// on the runtime's thread, so plain cells do.
pub struct SharedNumbers<T>(Rc<[Cell<T>]>);

mod sealed {
    /// Keeps [`super::Number`] to the types whose size is that of their elements.
    pub trait Sealed {}
    impl Sealed for i32 {}
    impl Sealed for u32 {}
    impl Sealed for f64 {}
}

/// What [`SharedNumbers`] can hold.
pub trait Number: sealed::Sealed + Copy + Default + 'static {
    /// The element type of the typed array.
    const ELEMENT: ElementType;
}

impl Number for i32 {
    const ELEMENT: ElementType = ElementType::Int32;
}

impl Number for u32 {
    const ELEMENT: ElementType = ElementType::Uint32;
}

impl Number for f64 {
    const ELEMENT: ElementType = ElementType::Float64;
}

impl<T: Number> SharedNumbers<T> {
    /// That many zeros.
    pub fn new(len: usize) -> SharedNumbers<T> {
        SharedNumbers((0..len).map(|_| Cell::new(T::default())).collect())
    }

    /// The number at an index.
    ///
    /// # Panics
    /// When the index is out of range.
    #[inline]
    pub fn get(&self, index: usize) -> T {
        self.0[index].get()
    }

    /// Changes the number at an index.
    ///
    /// # Panics
    /// When the index is out of range.
    #[inline]
    pub fn set(&self, index: usize, value: T) {
        self.0[index].set(value);
    }
}

/// Keeps the memory of [`SharedNumbers`] while the engine uses it.
struct Keep<T>(#[allow(dead_code)] Rc<[Cell<T>]>);

impl<T> ReleaseBytes for Keep<T> {
    fn release(self: Box<Self>) {}
}

impl<'s> Local<'s> {
    /// `handle` is one of this runtime and stays valid for `'s`.
    pub(crate) fn new(runtime: &'s RuntimeState, handle: Handle) -> Local<'s> {
        Local { handle, runtime }
    }

    /// The raw handle (`napi_value`), for code that speaks the C ABI.
    pub fn handle(self) -> Handle {
        self.handle
    }

    /// The handle, for `runtime`.
    ///
    /// # Panics
    /// When it is a value of another runtime.
    pub(crate) fn handle_in(self, runtime: &RuntimeState) -> Handle {
        assert!(
            std::ptr::eq(self.runtime, runtime),
            "a JavaScript value was used with another runtime than its own"
        );
        self.handle
    }
}

impl std::fmt::Debug for Local<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Local").field(&self.runtime.engine().kind(self.handle)).finish()
    }
}

/// A function of the embedding program, for [`Scope::function`]: its value, or what it throws. A
/// panic cannot pass through JavaScript and aborts the process.
pub type Native = for<'s> fn(&Scope<'s>, &Call<'s>) -> Result<Local<'s>, Local<'s>>;

/// A running call of a [`Native`].
pub struct Call<'s> {
    env: &'s Env,
    info: &'s CallbackInfo,
}

impl<'s> Call<'s> {
    /// An argument; `undefined` past the end.
    pub fn argument(&self, index: usize) -> Local<'s> {
        Local::new(self.env.runtime(), self.info.argument(self.env, index))
    }

    /// How many arguments were passed.
    pub fn len(&self) -> usize {
        self.info.arguments.len()
    }

    /// Whether there are no arguments.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The receiver.
    pub fn this(&self) -> Local<'s> {
        Local::new(self.env.runtime(), self.info.this)
    }
}

unsafe extern "C" fn call_native(env: napi_env, info: napi_callback_info) -> napi_value {
    // SAFETY: the trampoline passes the record's env and the running call's info; `data` is the
    // function pointer that `Scope::function` put there.
    let (env, info, native) = unsafe {
        let info = &*info;
        (&*env, info, std::mem::transmute::<*mut c_void, Native>(info.data))
    };
    let scope = Scope::new(env.runtime());
    match native(&scope, &Call { env, info }) {
        Ok(value) => Some(value.handle),
        Err(thrown) => {
            env.set_pending_exception(thrown.handle);
            None
        }
    }
}

impl<'s> Scope<'s> {
    pub(crate) fn new(runtime: &'s RuntimeState) -> Scope<'s> {
        Scope { runtime, depth: runtime.open_scopes() }
    }

    /// A value of the innermost scope.
    ///
    /// # Panics
    /// When this is not the innermost scope.
    pub(crate) fn local(&self, handle: Handle) -> Local<'s> {
        assert!(
            self.depth == self.runtime.open_scopes(),
            "a JavaScript value was made through an outer scope while an inner one was open: \
             use the innermost scope"
        );
        Local::new(self.runtime, handle)
    }

    /// The handle of a value of this runtime.
    fn handle(&self, value: Local<'_>) -> Handle {
        value.handle_in(self.runtime)
    }

    /// Refuses to run JavaScript once the runtime is ending: what addons lent it is going away.
    fn may_run_js(&self) -> Result<(), Local<'s>> {
        if self.runtime.is_stopping() { Err(self.string("the runtime has ended")?) } else { Ok(()) }
    }

    fn engine(&self) -> &'s Engine {
        self.runtime.engine()
    }

    /// The runtime this scope is open on.
    pub fn runtime(&self) -> &'s RuntimeState {
        self.runtime
    }

    fn caught(&self, result: Result<Handle, Thrown>) -> Result<Local<'s>, Local<'s>> {
        match result {
            Ok(handle) => Ok(self.local(handle)),
            Err(Thrown) => Err(self.local(self.engine().take_exception())),
        }
    }

    /// `undefined`.
    pub fn undefined(&self) -> Local<'s> {
        self.local(self.engine().undefined())
    }

    /// The global object.
    pub fn global(&self) -> Local<'s> {
        self.local(self.engine().global())
    }

    /// A number.
    pub fn number(&self, value: f64) -> Local<'s> {
        self.local(self.engine().number(value))
    }

    /// A boolean.
    pub fn boolean(&self, value: bool) -> Local<'s> {
        self.local(self.engine().boolean(value))
    }

    /// A string.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn string(&self, text: &str) -> Result<Local<'s>, Local<'s>> {
        self.caught(self.engine().string_utf8(text.as_bytes()))
    }

    /// `null`.
    pub fn null(&self) -> Local<'s> {
        self.local(self.engine().null())
    }

    /// A Buffer with a copy of this content (a plain `Uint8Array` without the host's prototype).
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn buffer(&self, content: &[u8]) -> Result<Local<'s>, Local<'s>> {
        self.caught(self.runtime().copied_bytes(content))
    }

    /// An array of these values.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn array(&self, values: &[Local<'_>]) -> Result<Local<'s>, Local<'s>> {
        let engine = self.engine();
        let array = self.caught(engine.array(0))?;
        for (index, value) in values.iter().enumerate() {
            engine
                .set_index(array.handle, index as u32, self.handle(*value))
                .map_err(|Thrown| self.take_exception())?;
        }
        Ok(array)
    }

    /// A plain Error with this message.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn error(&self, message: &str) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        let text = self.string(message)?;
        self.caught(self.engine().error(ErrorClass::Error, text.handle))
    }

    /// An error that, thrown, no `catch` sees: to leave JavaScript for good after
    /// [`RuntimeState::halt`].
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn uncatchable_error(&self) -> Result<Local<'s>, Local<'s>> {
        self.caught(self.engine().uncatchable_error())
    }

    /// A typed array on numbers that native code reads and writes too, without calls.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn shared_array<T: Number>(
        &self,
        numbers: &SharedNumbers<T>,
    ) -> Result<Local<'s>, Local<'s>> {
        let engine = self.engine();
        let memory = numbers.0.clone();
        let bytes =
            Bytes { data: memory.as_ptr().cast_mut().cast(), len: std::mem::size_of_val(&*memory) };
        let buffer = self.caught(engine.external_array_buffer(bytes, Box::new(Keep(memory))))?;
        self.caught(engine.typed_array(T::ELEMENT, buffer.handle, 0, numbers.0.len()))
    }

    /// `{}`.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn object(&self) -> Result<Local<'s>, Local<'s>> {
        self.caught(self.engine().object())
    }

    /// Evaluates a classic script; the completion value.
    ///
    /// # Errors
    /// What the script throws.
    pub fn evaluate(&self, source: &str, file: &str) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        let file = std::ffi::CString::new(file.replace('\0', "")).unwrap_or_default();
        self.caught(self.engine().run_script(source.as_bytes(), &file))
    }

    /// `object[name]`.
    ///
    /// # Errors
    /// What a getter throws.
    pub fn get(&self, object: Local<'_>, name: &str) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        self.caught(self.engine().get_named(self.handle(object), name.as_bytes()))
    }

    /// `object[name] = value`.
    ///
    /// # Errors
    /// What a setter throws.
    pub fn set(&self, object: Local<'_>, name: &str, value: Local<'_>) -> Result<(), Local<'s>> {
        self.may_run_js()?;
        let set = self.engine().set_named(self.handle(object), name.as_bytes(), self.handle(value));
        set.map_err(|Thrown| self.local(self.engine().take_exception()))
    }

    /// Calls a function.
    ///
    /// # Errors
    /// What it throws; a TypeError when `function` is none.
    pub fn call(
        &self,
        function: Local<'_>,
        this: Local<'_>,
        arguments: &[Local<'_>],
    ) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        let handles: Vec<Handle> =
            arguments.iter().map(|argument| self.handle(*argument)).collect();
        self.caught(self.engine().call(self.handle(function), self.handle(this), &handles))
    }

    /// Whether the value is callable.
    pub fn is_function(&self, value: Local<'_>) -> bool {
        self.engine().kind(self.handle(value)) == Kind::Function
    }

    /// Whether the value is `undefined` or `null`.
    pub fn is_nullish(&self, value: Local<'_>) -> bool {
        matches!(self.engine().kind(self.handle(value)), Kind::Undefined | Kind::Null)
    }

    /// The number in a Number.
    pub fn as_number(&self, value: Local<'_>) -> Option<f64> {
        self.engine().number_value(self.handle(value))
    }

    /// The boolean in a Boolean.
    pub fn as_boolean(&self, value: Local<'_>) -> Option<bool> {
        self.engine().boolean_value(self.handle(value))
    }

    /// `String(value)` as Rust text; for printing, so what cannot be converted has a text too.
    pub fn to_text(&self, value: Local<'_>) -> String {
        if self.may_run_js().is_err() && self.engine().is_object(value.handle) {
            return "<an object of a runtime that has ended>".to_owned();
        }
        let text = self.engine().to_string(self.handle(value)).and_then(|string| {
            self.engine().with_utf8(string, |utf8| String::from_utf8_lossy(utf8).into_owned())
        });
        match text {
            Ok(text) => text,
            Err(Thrown) => {
                self.engine().take_exception();
                "<a value that cannot be converted to a string>".to_owned()
            }
        }
    }

    /// An exception as text for people: its `stack` where it has one.
    pub fn describe(&self, exception: Local<'_>) -> String {
        if self.engine().is_error(self.handle(exception))
            && let Ok(stack) = self.get(exception, "stack")
            && !self.is_nullish(stack)
        {
            return self.to_text(stack);
        }
        self.to_text(exception)
    }

    /// A JavaScript function that calls `native`.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn function(&self, name: &str, native: Native) -> Result<Local<'s>, Local<'s>> {
        let env = self.runtime.own_env();
        let record = FunctionRecord {
            env: NonNull::from(env),
            callback: call_native,
            data: native as *mut c_void,
            role: Role::Member,
        };
        self.caught(self.engine().function(name.as_bytes(), record))
    }

    /// Loads the addon at `path` as `process.dlopen(module, path, flags)` does.
    ///
    /// # Errors
    /// What the addon's init throws, or an Error that says why the file could not be loaded.
    pub fn dlopen(
        &self,
        module: Local<'_>,
        path: &Path,
        flags: Option<i32>,
    ) -> Result<(), Local<'s>> {
        let exports = self.get(module, "exports")?; // refused once the runtime is ending
        loader::load(self.runtime, self.handle(module), self.handle(exports), path, flags)
            .map_err(|thrown| self.local(thrown))
    }

    /// Loads the addon at `path`; its exports.
    ///
    /// # Errors
    /// As [`Scope::dlopen`].
    pub fn load_addon(&self, path: &Path) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        loader::load_addon(self.runtime, path)
            .map(|value| self.local(value))
            .map_err(|thrown| self.local(thrown))
    }

    /// The exports, newly made in this runtime, of a module that is part of the program and
    /// registered itself with `napi_module_register` before `main`; `None` when there is none of
    /// this name.
    ///
    /// # Errors
    /// What its init throws.
    pub fn load_linked(&self, name: &str) -> Option<Result<Local<'s>, Local<'s>>> {
        if let Err(ended) = self.may_run_js() {
            return Some(Err(ended));
        }
        let loaded = loader::load_linked(self.runtime, name)?;
        Some(loaded.map(|exports| self.local(exports)).map_err(|thrown| self.local(thrown)))
    }

    /// Runs the init function of a module that is linked into the program; its exports.
    ///
    /// # Safety
    /// `init` is the address of a function with the C signature of `napi_register_module_v1` that
    /// keeps Node-API's contract.
    ///
    /// # Errors
    /// What it throws.
    pub unsafe fn link(
        &self,
        name: &str,
        init: *const (),
        exports: Local<'_>,
    ) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        // SAFETY: the caller vouches for the function.
        let init = unsafe { std::mem::transmute::<*const (), napi_addon_register_func>(init) };
        loader::init_linked(self.runtime, name, init, self.handle(exports))
            .map(|value| self.local(value))
            .map_err(|thrown| self.local(thrown))
    }

    /// Runs the engine's promise jobs; what escapes a job is an uncaught exception.
    pub fn run_jobs(&self) {
        if self.runtime.is_stopping() {
            return;
        }
        self.engine().drain_jobs(|engine| {
            let exception = engine.take_exception();
            self.runtime.uncaught_exception(exception);
        });
    }

    /// The default report of an uncaught exception: printed, and remembered for
    /// [`crate::Runtime::run`].
    pub fn report_uncaught(&self, exception: Local<'_>) {
        eprintln!("Uncaught {}", self.describe(exception));
        self.runtime.remember_uncaught(self.describe(exception));
    }

    /// A new `engine` binding: the object through which a runtime's own scripts see what the engine
    /// knows (see the source of `introspection.rs` for its functions).
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn engine_binding(&self) -> Result<Local<'s>, Local<'s>> {
        self.caught(crate::introspection::binding(self.runtime))
    }

    /// A new `modules` binding: the object through which a runtime's own scripts compile, link and
    /// evaluate ES modules (see the source of `module_binding.rs` for its functions).
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn module_binding(&self) -> Result<Local<'s>, Local<'s>> {
        self.caught(crate::module_binding::binding(self.runtime))
    }

    /// The exception that waits in the engine (`undefined` when none does), taken out of it.
    pub fn take_exception(&self) -> Local<'s> {
        self.local(self.engine().take_exception())
    }

    /// Whether promise jobs wait.
    pub fn has_jobs(&self) -> bool {
        self.engine().has_jobs()
    }

    /// Runs a script that [`crate::compile::Compiler`] made at build time; the completion value.
    ///
    /// # Safety
    /// `bytecode` was made by a `Compiler` of the same build of this crate, and lies at an address
    /// that is a multiple of 8.
    ///
    /// # Errors
    /// What the script throws.
    pub unsafe fn run_bytecode(&self, bytecode: &'static [u8]) -> Result<Local<'s>, Local<'s>> {
        self.may_run_js()?;
        // SAFETY: handed on to the caller.
        self.caught(unsafe { self.engine().run_bytecode(bytecode) })
    }

    /// Keeps a value beyond this scope.
    pub fn persist(&self, value: Local<'_>) -> Persistent {
        let root = Root::new(self.engine(), self.handle(value));
        Persistent { root, engine: self.runtime.engine_memory().clone() }
    }

    /// A local for a persistent value.
    ///
    /// # Panics
    /// When it is a value of another runtime.
    pub fn local_of(&self, value: &Persistent) -> Local<'s> {
        assert!(
            Rc::ptr_eq(&value.engine, self.runtime.engine_memory()),
            "a persistent JavaScript value was used with another runtime than its own"
        );
        self.local(value.root.get(self.engine()))
    }
}
