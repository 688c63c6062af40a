//! The embedder's view of JavaScript: values that cannot outlive the scope they were made in.
//!
//! A [`Scope`] is an open handle scope of a runtime; a [`Local`] is a handle that borrows it. Both
//! stay on their thread. Persistent values are [`Persistent`].
//!
//! Neighbours: `runtime.rs` opens scopes; `engine/` does the work.

use crate::engine::{Engine, Errors, Functions, Handle, Kind, Objects, Primitives, Promises, Root, Strings, Thrown};
use crate::runtime::RuntimeState;
use std::marker::PhantomData;

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

impl<'s> Local<'s> {
    pub(crate) fn new(handle: Handle) -> Local<'s> {
        Local { handle, scope: PhantomData }
    }

    /// The raw handle (`napi_value`), for code that speaks the C ABI.
    pub fn handle(self) -> Handle {
        self.handle
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

    /// Keeps a value beyond this scope.
    pub fn persist(&self, value: Local<'_>) -> Persistent {
        Persistent(Root::new(self.engine(), value.handle))
    }

    /// A local for a persistent value.
    pub fn local_of(&self, value: &Persistent) -> Local<'s> {
        Local::new(value.0.get(self.engine()))
    }
}
