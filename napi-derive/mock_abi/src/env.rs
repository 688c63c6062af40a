//! An env: who may call what, and when; and a test's side of it.
//!
//! Invariants: everything the addon holds is a number that was never given out before, so what is
//! stale, foreign or used twice is known exactly, and no pointer of the addon's is followed but those
//! to places for results. A rule that is broken is noted, and the call fails; `Host::end` panics
//! with the notes.
//!
//! Neighbours: `functions.rs` (the C ABI), `threads.rs` (thread-safe functions).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::os::raw::c_void;
use std::ptr;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use napi_derive::sys;

use super::threads::{self, ThreadsafeFunction};
use super::values::{Finalizable, Finalizer, Finalizers, Kind, Object, Value};

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// A number for something that the addon holds, as a pointer. Pointers are aligned.
pub fn new_number() -> usize {
    NEXT.fetch_add(1, Ordering::Relaxed) << 4
}

/// What any thread may know of an env.
pub struct Shared {
    pub number: usize,
    thread: ThreadId,
    alive: AtomicBool,
    broken: Mutex<Vec<String>>,
}

impl Shared {
    pub fn note(&self, broken: String) {
        self.broken.lock().unwrap().push(broken);
    }
}

/// All envs there ever were.
static ENVS: Mutex<BTreeMap<usize, Arc<Shared>>> = Mutex::new(BTreeMap::new());

thread_local! {
    static ENV: RefCell<Option<Rc<Env>>> = const { RefCell::new(None) };
}

/// A call of a native function.
pub struct Call {
    pub number: usize,
    pub this: Value,
    pub arguments: Vec<Value>,
    pub new_target: Option<Value>,
    pub data: *mut c_void,
}

pub struct Env {
    pub shared: Arc<Shared>,
    handles: RefCell<HashMap<usize, Value>>,
    /// The open scopes, each with the handles that it closes.
    scopes: RefCell<Vec<(usize, Vec<usize>)>>,
    pub exception: RefCell<Option<Value>>,
    pub references: RefCell<HashMap<usize, Value>>,
    pub deferreds: RefCell<HashMap<usize, Rc<Object>>>,
    pub calls: RefCell<Vec<Rc<Call>>>,
    pub instance_data: Cell<Option<Finalizer>>,
    pub hooks: RefCell<Vec<(unsafe extern "C" fn(*mut c_void), *mut c_void)>>,
    pub finalizers: Finalizers,
    pub finalizable: Finalizable,
    pub threadsafe: RefCell<Vec<Arc<ThreadsafeFunction>>>,
    /// What they call.
    pub callees: RefCell<HashMap<usize, Rc<Object>>>,
    pub global: Rc<Object>,
    /// How often JavaScript ran.
    scripts: Cell<usize>,
}

/// What a function of the C ABI requires of its caller.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// No exception may be pending.
    NoException,
    Nothing,
}

/// The env behind a pointer, if the rules are kept.
pub fn enter(env: sys::napi_env, function: &str, needs: Needs) -> Option<Rc<Env>> {
    let shared = ENVS.lock().unwrap().get(&env.addr()).cloned();
    let Some(shared) = shared else {
        eprintln!("{function} was called with something that never was an env");
        std::process::abort();
    };
    let broken = if !shared.alive.load(Ordering::SeqCst) {
        "after the end of its env"
    } else if shared.thread != thread::current().id() {
        "on another thread than its env's"
    } else {
        let env = ENV.with_borrow(|env| env.clone())?;
        if needs == Needs::Nothing || env.exception.borrow().is_none() {
            return Some(env);
        }
        "while an exception is pending"
    };
    shared.note(format!("{function} was called {broken}"));
    None
}

impl Env {
    pub fn raw(&self) -> sys::napi_env {
        ptr::without_provenance_mut(self.shared.number)
    }

    pub fn note(&self, broken: impl Into<String>) {
        self.shared.note(broken.into());
    }

    pub fn handle(&self, value: Value) -> sys::napi_value {
        let number = new_number();
        match self.scopes.borrow_mut().last_mut() {
            Some((_, handles)) => handles.push(number),
            None => self.note("a handle was made without an open scope"),
        }
        self.handles.borrow_mut().insert(number, value);
        ptr::without_provenance_mut(number)
    }

    /// The value of a handle, whose scope must be open.
    pub fn value(&self, handle: sys::napi_value, function: &str) -> Option<Value> {
        let value = self.handles.borrow().get(&handle.addr()).cloned();
        if value.is_none() {
            self.note(format!("{function} was given a handle that is not alive"));
        }
        value
    }

    pub fn open_scope(&self) -> usize {
        let number = new_number();
        self.scopes.borrow_mut().push((number, Vec::new()));
        number
    }

    pub fn close_scope(&self, number: usize) -> bool {
        let innermost = self.scopes.borrow().last().map(|(innermost, _)| *innermost);
        if innermost != Some(number) {
            self.note("a scope was closed that is not the innermost");
            return false;
        }
        let handles = self.scopes.borrow_mut().pop().map(|(_, handles)| handles);
        for handle in handles.unwrap_or_default() {
            let value = self.handles.borrow_mut().remove(&handle);
            drop(value);
        }
        true
    }

    pub fn new_object(&self, kind: Kind) -> Rc<Object> {
        Object::new(kind, &self.finalizers)
    }

    /// Calls a function: what it returns, or throws.
    pub fn call(
        &self,
        function: &Object,
        this: Value,
        arguments: Vec<Value>,
        new_target: Option<Value>,
    ) -> Result<Value, Value> {
        let (callback, data) = match &function.kind {
            Kind::Script(script) => {
                self.scripts.set(self.scripts.get() + 1);
                return script(&arguments);
            }
            Kind::Native { callback: Some(callback), data, .. } => (*callback, *data),
            _ => return Err("not a function".into()),
        };
        let number = new_number();
        let call = Call { number, this, arguments, new_target, data };
        self.calls.borrow_mut().push(Rc::new(call));
        let (scope, open) = (self.open_scope(), self.scopes.borrow().len());
        // SAFETY: a callback of the addon's, with the env and the number of the call.
        let returned = unsafe { callback(self.raw(), ptr::without_provenance_mut(number)) };
        if self.scopes.borrow().len() != open {
            self.note("a callback left a scope open");
        }
        let value = match returned.is_null() {
            true => Some(Value::Undefined),
            false => self.value(returned, "a callback's return"),
        };
        self.close_scope(scope);
        self.calls.borrow_mut().pop();
        match self.exception.take() {
            Some(thrown) => Err(thrown),
            None => value.ok_or_else(|| "a dead handle was returned".into()),
        }
    }
}

/// A test's env, of the current thread.
pub struct Host {
    pub env: Rc<Env>,
    exports: Rc<Object>,
}

/// An init function, as `linked_init` makes it.
pub type Init = unsafe extern "C" fn(sys::napi_env, sys::napi_value) -> sys::napi_value;

impl Host {
    /// An env with this module.
    pub fn start(init: Init) -> Host {
        let shared = Arc::new(Shared {
            number: new_number(),
            thread: thread::current().id(),
            alive: AtomicBool::new(true),
            broken: Mutex::default(),
        });
        ENVS.lock().unwrap().insert(shared.number, Arc::clone(&shared));
        let finalizers = Finalizers::default();
        let env = Rc::new(Env {
            shared,
            handles: RefCell::default(),
            scopes: RefCell::default(),
            exception: RefCell::default(),
            references: RefCell::default(),
            deferreds: RefCell::default(),
            calls: RefCell::default(),
            instance_data: Cell::default(),
            hooks: RefCell::default(),
            global: Object::new(Kind::Plain, &finalizers),
            finalizers,
            finalizable: Finalizable::default(),
            threadsafe: RefCell::default(),
            callees: RefCell::default(),
            scripts: Cell::new(0),
        });
        assert!(ENV.replace(Some(Rc::clone(&env))).is_none(), "one env for each thread");
        let exports = env.new_object(Kind::Plain);
        let scope = env.open_scope();
        let handle = env.handle((&exports).into());
        // SAFETY: as a host calls it.
        unsafe { init(env.raw(), handle) };
        let thrown = env.exception.take();
        assert!(thrown.is_none(), "init threw: {}", thrown.map_or(String::new(), |e| e.text()));
        env.close_scope(scope);
        Host { env, exports }
    }

    pub fn export(&self, name: &str) -> Value {
        self.exports.get(name)
    }

    /// Calls an export.
    pub fn call(&self, name: &str, arguments: impl Into<Vec<Value>>) -> Result<Value, Value> {
        let function = self.export(name);
        let function = function.object().unwrap_or_else(|| panic!("no export `{name}`"));
        self.env.call(function, Value::Undefined, arguments.into(), None)
    }

    /// Calls a method.
    pub fn call_method(&self, object: &Rc<Object>, name: &str) -> Result<Value, Value> {
        let function = object.get(name);
        let function = function.object().unwrap_or_else(|| panic!("no method `{name}`"));
        self.env.call(function, object.into(), Vec::new(), None)
    }

    /// `new Class(...arguments)`.
    pub fn construct(&self, class: &str, arguments: impl Into<Vec<Value>>) -> Result<Value, Value> {
        let class = self.export(class);
        let class = class.object().expect("a class");
        construct(&self.env, class, arguments.into())
    }

    /// A function of JavaScript.
    pub fn script(&self, run: impl Fn(&[Value]) -> Result<Value, Value> + 'static) -> Value {
        Value::Object(self.env.new_object(Kind::Script(Box::new(run))))
    }

    pub fn object(&self) -> Rc<Object> {
        self.env.new_object(Kind::Plain)
    }

    /// A `Uint8Array` of these bytes, and its buffer.
    pub fn bytes(&self, bytes: &[u8]) -> (Value, Rc<Object>) {
        let buffer = Object::buffer(bytes.to_vec(), &self.env.finalizers);
        let view = Kind::View { buffer: Rc::clone(&buffer), length: bytes.len() };
        (Value::Object(self.env.new_object(view)), buffer)
    }

    /// How often JavaScript ran.
    pub fn scripts(&self) -> usize {
        self.env.scripts.get()
    }

    pub fn references(&self) -> usize {
        self.env.references.borrow().len()
    }

    /// One turn of the loop: calls of thread-safe functions, and finalizers.
    pub fn turn(&self) {
        threads::turn(&self.env);
        self.finalize();
    }

    fn finalize(&self) {
        loop {
            let next = self.env.finalizers.borrow_mut().pop();
            let Some(Finalizer { run: Some(run), data }) = next else { return };
            let scope = self.env.open_scope();
            // SAFETY: a finalizer of the addon's with its data, once.
            unsafe { run(self.env.raw(), data, ptr::null_mut()) };
            self.env.close_scope(scope);
        }
    }

    /// Ends the env, in Node's order. How many references the addon had not deleted.
    pub fn end(self) -> usize {
        loop {
            let hook = self.env.hooks.borrow_mut().pop();
            let Some((hook, data)) = hook else { break };
            // SAFETY: a hook of the addon's with its data, once.
            unsafe { hook(data) };
        }
        threads::end(&self.env);
        self.env.finalizable.finalize_all();
        self.finalize();
        if let Some(Finalizer { run: Some(run), data }) = self.env.instance_data.take() {
            // SAFETY: the finalizer of the instance data, once.
            unsafe { run(self.env.raw(), data, ptr::null_mut()) };
        }
        let left = self.env.references.take();
        self.env.shared.alive.store(false, Ordering::SeqCst);
        if !self.env.scopes.borrow().is_empty() {
            self.env.note("a scope was never closed");
        }
        ENV.take();
        let broken = std::mem::take(&mut *self.env.shared.broken.lock().unwrap());
        assert!(broken.is_empty(), "rules that were broken: {broken:#?}");
        left.len()
    }

    /// The rules that were broken so far, which `end` then does not complain of.
    pub fn broken(&self) -> Vec<String> {
        std::mem::take(&mut *self.env.shared.broken.lock().unwrap())
    }

    /// What was noted of an env that has ended.
    pub fn broken_after(number: usize) -> Vec<String> {
        let shared = ENVS.lock().unwrap().get(&number).cloned().expect("an env");
        std::mem::take(&mut *shared.broken.lock().unwrap())
    }
}

/// `new class(...arguments)`.
pub fn construct(env: &Env, class: &Rc<Object>, arguments: Vec<Value>) -> Result<Value, Value> {
    let object = env.new_object(Kind::Plain);
    *object.prototype.borrow_mut() = class.get("prototype").object().cloned();
    env.call(class, (&object).into(), arguments, Some(class.into()))?;
    Ok(Value::Object(object))
}
