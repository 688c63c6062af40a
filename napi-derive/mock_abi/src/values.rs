//! What JavaScript would hold: values that are counted, and die when nobody has them.
//!
//! Invariant: an object's finalizers are queued once, when it dies or when its env ends.
//!
//! Neighbours: `env.rs` runs what is queued.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::os::raw::c_void;
use std::ptr;
use std::rc::{Rc, Weak};

use napi_derive::sys;

#[derive(Clone)]
pub enum Value {
    Undefined,
    Bool(bool),
    Number(f64),
    Text(Rc<str>),
    Object(Rc<Object>),
}

/// A function of JavaScript: what it returns, or throws.
pub type Script = dyn Fn(&[Value]) -> Result<Value, Value>;

pub enum Kind {
    Plain,
    Error,
    /// A function of the addon.
    Native {
        callback: sys::napi_callback,
        data: *mut c_void,
    },
    Script(Box<Script>),
    /// What it was settled with: `Ok` if it was resolved.
    Promise(RefCell<Option<Result<Value, Value>>>),
    Buffer(Memory),
    View {
        buffer: Rc<Object>,
        length: usize,
    },
}

/// The bytes of a buffer, at an address of their own until they are detached.
pub struct Memory {
    start: Cell<*mut u8>,
    length: Cell<usize>,
}

impl Memory {
    fn new(bytes: Vec<u8>) -> Memory {
        let length = bytes.len();
        let start = Box::into_raw(bytes.into_boxed_slice()).cast::<u8>();
        Memory { start: Cell::new(start), length: Cell::new(length) }
    }

    pub fn start(&self) -> *mut u8 {
        self.start.get()
    }

    pub fn length(&self) -> usize {
        self.length.get()
    }

    /// As JavaScript does when it transfers a buffer: the memory is gone.
    pub fn detach(&self) {
        let (start, length) = (self.start.replace(ptr::null_mut()), self.length.replace(0));
        if !start.is_null() {
            // SAFETY: from `Box::into_raw` in `new`, with that length, and not freed before, since
            // the address was still there.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(start, length)) });
        }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.detach();
    }
}

/// What is to run when an object is gone.
#[derive(Clone, Copy)]
pub struct Finalizer {
    pub run: sys::napi_finalize,
    pub data: *mut c_void,
}

pub type Finalizers = Rc<RefCell<Vec<Finalizer>>>;

pub struct Object {
    pub kind: Kind,
    pub properties: RefCell<Vec<(Rc<str>, Value)>>,
    pub prototype: RefCell<Option<Rc<Object>>>,
    pub wrapped: Cell<*mut c_void>,
    pub finalizers: RefCell<Vec<Finalizer>>,
    queue: Finalizers,
}

impl Object {
    pub fn new(kind: Kind, queue: &Finalizers) -> Rc<Object> {
        Rc::new(Object {
            kind,
            properties: RefCell::default(),
            prototype: RefCell::default(),
            wrapped: Cell::new(ptr::null_mut()),
            finalizers: RefCell::default(),
            queue: Rc::clone(queue),
        })
    }

    pub fn buffer(bytes: Vec<u8>, queue: &Finalizers) -> Rc<Object> {
        Object::new(Kind::Buffer(Memory::new(bytes)), queue)
    }

    pub fn get(&self, name: &str) -> Value {
        let own = self.properties.borrow().iter().find(|(key, _)| &**key == name).cloned();
        match (own, &*self.prototype.borrow()) {
            (Some((_, value)), _) => value,
            (None, Some(prototype)) => prototype.get(name),
            (None, None) => Value::Undefined,
        }
    }

    pub fn set(&self, name: &str, value: Value) {
        let mut properties = self.properties.borrow_mut();
        // What was there may die, which must not happen under the borrow.
        let old = match properties.iter_mut().find(|(key, _)| &**key == name) {
            Some((_, place)) => Some(std::mem::replace(place, value)),
            None => {
                properties.push((name.into(), value));
                None
            }
        };
        drop(properties);
        drop(old);
    }

    /// Has its finalizers run, though it may live on: the env ends.
    pub fn finalize(&self) {
        self.queue.borrow_mut().append(&mut self.finalizers.borrow_mut());
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        self.finalize();
    }
}

impl Value {
    pub fn object(&self) -> Option<&Rc<Object>> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    pub fn number(&self) -> f64 {
        match self {
            Value::Number(number) => *number,
            _ => f64::NAN,
        }
    }

    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => text.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Object(object) => object.get("message").text(),
            Value::Bool(truth) => truth.to_string(),
            Value::Undefined => "undefined".to_owned(),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.into())
    }
}

impl From<&Rc<Object>> for Value {
    fn from(object: &Rc<Object>) -> Value {
        Value::Object(Rc::clone(object))
    }
}

/// All objects with finalizers, for the end of their env.
#[derive(Default)]
pub struct Finalizable(RefCell<Vec<Weak<Object>>>);

impl Finalizable {
    pub fn add(&self, object: &Rc<Object>, finalizer: Finalizer) {
        object.finalizers.borrow_mut().push(finalizer);
        self.0.borrow_mut().push(Rc::downgrade(object));
    }

    pub fn finalize_all(&self) {
        let all = self.0.take();
        all.iter().rev().filter_map(Weak::upgrade).for_each(|object| object.finalize());
    }
}
