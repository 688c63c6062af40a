//! The embedder's view of JavaScript: values that cannot outlive the scope they were made in.
//!
//! A [`Scope`] is an open handle scope of a runtime; a [`Local`] is a handle that borrows it. Both
//! stay on their thread. Persistent values are [`Persistent`].
//!
//! Neighbours: `runtime.rs` opens scopes; `engine/` does the work.

use crate::engine::{
    Buffers, Bytes, ElementType, Engine, ErrorClass, Errors, Functions, Handle, Introspection, Kind,
    Objects, Primitives, Promises, ReleaseBytes, Root, Strings, Thrown,
};
use crate::abi::types::{napi_addon_register_func, napi_callback_info, napi_env, napi_value};
use crate::loader;
use crate::env::{CallbackInfo, Env, FunctionRecord, Role};
use crate::runtime::RuntimeState;
use std::cell::Cell;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::path::Path;
use std::ptr::NonNull;
use std::rc::Rc;

/// An open handle scope on a runtime's thread.
pub struct Scope<'s> {
    runtime: &'s RuntimeState,
}

/// A JavaScript value, valid while its scope is open.
#[derive(Clone, Copy)]
pub struct Local<'s> {
    handle: Handle,
    scope: PhantomData<&'s RuntimeState>,
}

/// A JavaScript value kept alive until this is dropped. Belongs to its runtime's thread.
pub struct Persistent(Root);

/// Numbers in memory that JavaScript sees as a typed array ([`Scope::shared_array`]). Both sides are
/// on the runtime's thread, so plain cells do.
pub struct SharedNumbers<T>(Rc<[Cell<T>]>);

/// What [`SharedNumbers`] can hold.
pub trait Number: Copy + Default + 'static {
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
    pub(crate) fn new(handle: Handle) -> Local<'s> {
        Local { handle, scope: PhantomData }
    }

    /// The raw handle (`napi_value`), for code that speaks the C ABI.
    pub fn handle(self) -> Handle {
        self.handle
    }
}

/// A function of the embedding program, for [`Scope::function`]: its value, or what it throws.
pub type Native = for<'s> fn(&Scope<'s>, &Call<'s>) -> Result<Local<'s>, Local<'s>>;

/// A running call of a [`Native`].
pub struct Call<'s> {
    env: &'s Env,
    info: &'s CallbackInfo,
}

impl<'s> Call<'s> {
    /// An argument; `undefined` past the end.
    pub fn argument(&self, index: usize) -> Local<'s> {
        Local::new(self.info.argument(self.env, index))
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
        Local::new(self.info.this)
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
        Scope { runtime }
    }

    fn engine(&self) -> &'s Engine {
        self.runtime.engine()
    }

    /// The runtime this scope is open on.
    pub fn runtime(&self) -> &'s RuntimeState {
        self.runtime
    }

    fn local(&self, result: Result<Handle, Thrown>) -> Result<Local<'s>, Local<'s>> {
        match result {
            Ok(handle) => Ok(Local::new(handle)),
            Err(Thrown) => Err(Local::new(self.engine().take_exception())),
        }
    }

    /// `undefined`.
    pub fn undefined(&self) -> Local<'s> {
        Local::new(self.engine().undefined())
    }

    /// The global object.
    pub fn global(&self) -> Local<'s> {
        Local::new(self.engine().global())
    }

    /// A number.
    pub fn number(&self, value: f64) -> Local<'s> {
        Local::new(self.engine().number(value))
    }

    /// A boolean.
    pub fn boolean(&self, value: bool) -> Local<'s> {
        Local::new(self.engine().boolean(value))
    }

    /// A string.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn string(&self, text: &str) -> Result<Local<'s>, Local<'s>> {
        self.local(self.engine().string_utf8(text.as_bytes()))
    }

    /// `null`.
    pub fn null(&self) -> Local<'s> {
        Local::new(self.engine().null())
    }

    /// An array of these values.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn array(&self, values: &[Local<'_>]) -> Result<Local<'s>, Local<'s>> {
        let engine = self.engine();
        let array = self.local(engine.array(0))?;
        for (index, value) in values.iter().enumerate() {
            engine
                .set_index(array.handle, index as u32, value.handle)
                .map_err(|Thrown| self.take_exception())?;
        }
        Ok(array)
    }

    /// A plain Error with this message.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn error(&self, message: &str) -> Result<Local<'s>, Local<'s>> {
        let text = self.string(message)?;
        self.local(self.engine().error(ErrorClass::Error, text.handle))
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
        let bytes = Bytes {
            data: memory.as_ptr().cast_mut().cast(),
            len: std::mem::size_of_val(&*memory),
        };
        let buffer = self.local(engine.external_array_buffer(bytes, Box::new(Keep(memory))))?;
        self.local(engine.typed_array(T::ELEMENT, buffer.handle, 0, numbers.0.len()))
    }

    /// `{}`.
    ///
    /// # Errors
    /// The exception, when the engine has no memory for it.
    pub fn object(&self) -> Result<Local<'s>, Local<'s>> {
        self.local(self.engine().object())
    }

    /// Evaluates a classic script; the completion value.
    ///
    /// # Errors
    /// What the script throws.
    pub fn evaluate(&self, source: &str, file: &str) -> Result<Local<'s>, Local<'s>> {
        let file = std::ffi::CString::new(file.replace('\0', "")).unwrap_or_default();
        self.local(self.engine().run_script(source.as_bytes(), &file))
    }

    /// `object[name]`.
    ///
    /// # Errors
    /// What a getter throws.
    pub fn get(&self, object: Local<'_>, name: &str) -> Result<Local<'s>, Local<'s>> {
        self.local(self.engine().get_named(object.handle, name.as_bytes()))
    }

    /// `object[name] = value`.
    ///
    /// # Errors
    /// What a setter throws.
    pub fn set(&self, object: Local<'_>, name: &str, value: Local<'_>) -> Result<(), Local<'s>> {
        let set = self.engine().set_named(object.handle, name.as_bytes(), value.handle);
        set.map_err(|Thrown| Local::new(self.engine().take_exception()))
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
        let handles: Vec<Handle> = arguments.iter().map(|argument| argument.handle).collect();
        self.local(self.engine().call(function.handle, this.handle, &handles))
    }

    /// Whether the value is callable.
    pub fn is_function(&self, value: Local<'_>) -> bool {
        self.engine().kind(value.handle) == Kind::Function
    }

    /// Whether the value is `undefined` or `null`.
    pub fn is_nullish(&self, value: Local<'_>) -> bool {
        matches!(self.engine().kind(value.handle), Kind::Undefined | Kind::Null)
    }

    /// The number in a Number.
    pub fn as_number(&self, value: Local<'_>) -> Option<f64> {
        self.engine().number_value(value.handle)
    }

    /// The boolean in a Boolean.
    pub fn as_boolean(&self, value: Local<'_>) -> Option<bool> {
        self.engine().boolean_value(value.handle)
    }

    /// `String(value)` as Rust text; for printing, so what cannot be converted has a text too.
    pub fn to_text(&self, value: Local<'_>) -> String {
        let text = self.engine().to_string(value.handle).and_then(|string| {
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
        if self.engine().is_error(exception.handle)
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
        self.local(self.engine().function(name.as_bytes(), record))
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
        let exports = self.get(module, "exports")?;
        loader::load(self.runtime, module.handle, exports.handle, path, flags).map_err(Local::new)
    }

    /// Loads the addon at `path`; its exports.
    ///
    /// # Errors
    /// As [`Scope::dlopen`].
    pub fn load_addon(&self, path: &Path) -> Result<Local<'s>, Local<'s>> {
        loader::load_addon(self.runtime, path).map(Local::new).map_err(Local::new)
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
        // SAFETY: the caller vouches for the function.
        let init = unsafe { std::mem::transmute::<*const (), napi_addon_register_func>(init) };
        loader::init_linked(self.runtime, name, init, exports.handle)
            .map(Local::new)
            .map_err(Local::new)
    }

    /// Runs the engine's promise jobs; what escapes a job is an uncaught exception.
    pub fn run_jobs(&self) {
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
        self.local(crate::introspection::binding(self.runtime))
    }

    /// The exception that waits in the engine (`undefined` when none does), taken out of it.
    pub fn take_exception(&self) -> Local<'s> {
        Local::new(self.engine().take_exception())
    }

    /// Whether promise jobs wait.
    pub fn has_jobs(&self) -> bool {
        self.engine().has_jobs()
    }

    /// Runs a script that [`crate::compile::Compiler`] made at build time; the completion value.
    ///
    /// # Safety
    /// `bytecode` was made by a `Compiler` of the same build of this crate.
    ///
    /// # Errors
    /// What the script throws.
    pub unsafe fn run_bytecode(&self, bytecode: &[u8]) -> Result<Local<'s>, Local<'s>> {
        // SAFETY: handed on to the caller.
        self.local(unsafe { self.engine().run_bytecode(bytecode) })
    }

    /// Keeps a value beyond this scope.
    pub fn persist(&self, value: Local<'_>) -> Persistent {
        Persistent(Root::new(self.engine(), value.handle))
    }

    /// A local for a persistent value.
    pub fn local_of(&self, value: &Persistent) -> Local<'s> {
        Local::new(value.0.get(self.engine()))
    }
}
