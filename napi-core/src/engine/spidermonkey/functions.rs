//! Functions written in native code: the trampoline from a JavaScript call to an addon's callback.
//!
//! A function of an addon is one of the engine's own native functions, which the engine's compiled
//! code calls directly: no copied arguments, the record two loads away in a reserved slot.
//!
//! Invariants: the record is copied out before the callback runs (the callback may drop the
//! function); the handle stack is back at its mark when the trampoline returns; an exception leaves
//! through the engine, exactly once.

use super::Engine;
use super::handle::Handle;
use super::layout;
use super::lifetimes;
use super::slots::Mark;
use crate::engine::seam::{
    ErrorClass, Errors, Functions, Lifetimes, Objects, Outcome, Primitives, Scopes,
};
use crate::engine::stack;
use crate::env::{CallbackInfo, FunctionRecord, Role};
use mozjs_sys::jsapi::{
    JS, JS_UpdateWeakPointerAfterGC, JSContext, JSFUN_CONSTRUCTOR, JSObject, JSPROP_ENUMERATE,
    JSPROP_PERMANENT, JSPROP_READONLY, JSTracer, js,
};
use mozjs_sys::jsgc::Heap;
use mozjs_sys::jsval::{ObjectValue, PrivateValue, UndefinedValue};
use std::cell::RefCell;
use std::mem::ManuallyDrop;

/// The reserved slot with a function's [`FunctionCell`].
const CELL: usize = 0;
/// The reserved slot with the prototype of a class.
const PROTOTYPE: usize = 1;

/// What hangs on a function object.
struct FunctionCell {
    engine: *const Engine,
    record: FunctionRecord,
    /// The function, held weakly: when it dies, the cell is freed. Not dropped, since that would tell
    /// a collector that may be gone.
    function: ManuallyDrop<Heap<*mut JSObject>>,
}

/// The cells of all functions that live.
#[derive(Default)]
#[allow(clippy::vec_box)] // functions hold the addresses of their cells
pub struct FunctionCells(RefCell<Vec<Box<FunctionCell>>>);

impl FunctionCells {
    /// Frees the cells of functions that the collector found dead; for the collector.
    pub fn sweep(&self, tracer: *mut JSTracer) {
        self.0.borrow_mut().retain(|cell| {
            let function = (&raw const *cell.function).cast_mut();
            // SAFETY: called by the collector with its tracer, for a weak pointer of ours.
            unsafe { JS_UpdateWeakPointerAfterGC(tracer, function) }
        });
    }

    /// Frees all of them; shortly before the end of the context.
    pub fn end_all(&self) {
        self.0.take();
    }
}

/// The arguments of a call, in the engine's own vector.
#[derive(Clone, Copy)]
pub struct Arguments {
    first: *const JS::Value,
    len: usize,
}

impl Arguments {
    /// How many were passed.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.len
    }

    /// Whether none were passed.
    #[inline(always)]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// The handle of an argument; it is the address in the engine's vector.
    #[inline(always)]
    pub fn get(self, index: usize) -> Option<Handle> {
        // SAFETY: index < len entries of the vector.
        (index < self.len).then(|| Handle::at(unsafe { self.first.add(index) }))
    }
}

/// The trampoline. `vp` is the callee (and place of the result), the receiver, the arguments, and
/// `new.target` when this is a construction, which the receiver's magic value tells.
unsafe extern "C" fn call(cx: *mut JSContext, argc: u32, vp: *mut JS::Value) -> bool {
    // SAFETY: the engine calls this for functions made below only, whose slot holds a cell that
    // lives as long as the function, which the vector keeps.
    let (engine, record, is_construction) = unsafe {
        let cell =
            layout::function_slot(bare_object(*vp), CELL).asBits_ as usize as *const FunctionCell;
        let cell = &*cell;
        (&*cell.engine, cell.record, (*vp.add(1)).is_magic())
    };
    if stack::here() < engine.stack_limit.get() {
        return engine.refuse_call();
    }
    // SAFETY: the vector has `argc` arguments from here on.
    let arguments = Arguments { first: unsafe { vp.add(2) }, len: argc as usize };
    if is_construction {
        return construct(engine, cx, record, vp, arguments);
    }
    // SAFETY: the receiver is in the vector.
    let this = Handle::at(unsafe { vp.add(1) });
    if let Role::Method { class } = record.role
        && !engine.is_instance_of_class(this, class)
    {
        engine.throw_type_error(b"Illegal invocation");
        return false;
    }
    let mark = engine.mark();
    let info = CallbackInfo { this, new_target: None, arguments, data: record.data };
    let result = record.invoke(&info);
    finish(engine, mark, vp, result)
}

/// The object in a value that is one, without asking.
#[inline(always)]
fn bare_object(value: JS::Value) -> *mut JSObject {
    debug_assert!(value.is_object());
    // The upper 17 bits are the tag.
    (value.asBits_ & ((1 << 47) - 1)) as usize as *mut JSObject
}

/// Ends a call: takes the callback's result, closes the scope, throws what is pending.
#[inline(always)]
fn finish(
    engine: &Engine,
    mark: Mark<JS::Value>,
    vp: *mut JS::Value,
    result: Result<Option<Handle>, Handle>,
) -> bool {
    let (value, succeeded) = match result {
        Ok(Some(handle)) => (handle.value(), true),
        Ok(None) => (UndefinedValue(), true),
        Err(exception) => {
            engine.throw(exception);
            engine.uncatchable.set(false); // the caller's engine knows it from here on
            (UndefinedValue(), false)
        }
    };
    // SAFETY: the place of the result in the engine's vector.
    unsafe { vp.write(value) };
    engine.release_to(mark);
    succeeded
}

/// `new f(...)`: makes the instance, runs the callback, returns the object it answered or the
/// instance.
fn construct(
    engine: &Engine,
    cx: *mut JSContext,
    record: FunctionRecord,
    vp: *mut JS::Value,
    arguments: Arguments,
) -> bool {
    let mark = engine.mark();
    // SAFETY: behind the arguments of a construction is `new.target`.
    let new_target = Handle::at(unsafe { vp.add(2 + arguments.len) });
    let Ok(this) = make_instance(engine, cx, record, vp, new_target) else {
        engine.release_to(mark);
        return false;
    };
    let info = CallbackInfo { this, new_target: Some(new_target), arguments, data: record.data };
    let result = match record.invoke(&info) {
        Ok(Some(answer)) if answer.value().is_object() => Ok(Some(answer)),
        Ok(_) => Ok(Some(this)),
        Err(exception) => Err(exception),
    };
    finish(engine, mark, vp, result)
}

fn make_instance(
    engine: &Engine,
    cx: *mut JSContext,
    record: FunctionRecord,
    vp: *mut JS::Value,
    new_target: Handle,
) -> Outcome<Handle> {
    // SAFETY: callee and `new.target` are objects in the vector; the class's prototype is in the
    // callee's slot when it has one, and a class's `prototype` never changes.
    let prototype = unsafe {
        let known = layout::function_slot(bare_object(*vp), PROTOTYPE);
        if known.is_object() && new_target.value().to_object() == (*vp).to_object() {
            engine.pin(known.to_object())
        } else {
            match engine.get_named(new_target, b"prototype")?.object() {
                Some(prototype) => engine.pin(prototype),
                None => engine.pin(mozjs_sys::jsapi::JS::GetRealmObjectPrototype(cx)),
            }
        }
    };
    let class = match record.role {
        Role::Constructor { class } => Some(class),
        _ => None,
    };
    lifetimes::new_instance(engine, prototype.handle(), class)
}

impl Engine {
    /// A call beyond the stack's limit, or after the end began.
    #[cold]
    fn refuse_call(&self) -> bool {
        if self.refuses_native_calls() {
            self.throw_type_error(b"the native runtime has ended");
        } else {
            self.throw_error(ErrorClass::RangeError, b"Maximum call stack size exceeded");
        }
        false
    }

    #[inline(always)]
    fn is_instance_of_class(&self, receiver: Handle, class: u64) -> bool {
        self.instance_attachment(receiver)
            // SAFETY: the attachment belongs to the live receiver.
            .is_some_and(|attachment| unsafe { attachment.as_ref() }.class() == Some(class))
    }

    /// `function.prototype = { constructor: function }`, with these attributes for `prototype`.
    fn add_prototype(&self, function: Handle, attributes: u32) -> Outcome<Handle> {
        let prototype = self.object()?;
        self.define_hidden(prototype, c"constructor", function, 0)?;
        self.define_hidden(function, c"prototype", prototype, attributes)?;
        Ok(prototype)
    }

    /// Defines a property that is not enumerable.
    fn define_hidden(
        &self,
        object: Handle,
        name: &std::ffi::CStr,
        value: Handle,
        attributes: u32,
    ) -> Outcome<()> {
        debug_assert_eq!(attributes & JSPROP_ENUMERATE as u32, 0);
        let object = self.object_in(object)?;
        // SAFETY: live values of this context.
        self.check(unsafe {
            mozjs_sys::jsapi::JS_DefineProperty(
                self.cx,
                object.handle(),
                name.as_ptr(),
                value.js(),
                attributes,
            )
        })
    }
}

impl Functions for Engine {
    fn function(&self, name: &[u8], record: FunctionRecord) -> Outcome<Handle> {
        let flags = if record.role.is_constructible() { JSFUN_CONSTRUCTOR } else { 0 };
        let id = self.key_named(name)?;
        // SAFETY: a live context and key; the cell is freed when the function is.
        let function = unsafe {
            let made = js::NewFunctionByIdWithReserved(self.cx, Some(call), 0, flags, id.get());
            self.adopt(made.cast())?
        };
        let cell =
            Box::new(FunctionCell { engine: self, record, function: ManuallyDrop::default() });
        // SAFETY: a function made above, with its two reserved slots.
        unsafe {
            let object = function.value().to_object();
            cell.function.set(object);
            js::SetFunctionNativeReserved(object, CELL, &PrivateValue((&raw const *cell).cast()));
        }
        self.functions.0.borrow_mut().push(cell);
        if matches!(record.role, Role::Function) {
            self.add_prototype(function, JSPROP_PERMANENT as u32)?;
        }
        Ok(function)
    }

    fn make_class(&self, function: Handle) -> Outcome<Handle> {
        let attributes = (JSPROP_READONLY | JSPROP_PERMANENT) as u32;
        let prototype = self.add_prototype(function, attributes)?;
        // SAFETY: a function of ours, with its two reserved slots.
        unsafe {
            let object = function.value().to_object();
            let value = ObjectValue(prototype.value().to_object());
            js::SetFunctionNativeReserved(object, PROTOTYPE, &value);
        }
        Ok(prototype)
    }

    fn call(&self, function: Handle, this: Handle, arguments: &[Handle]) -> Outcome<Handle> {
        let result = self.blank();
        let mark = self.mark();
        let vector = self.vector(arguments);
        // SAFETY: live values in traced slots.
        let called =
            unsafe { JS::Call(self.cx, this.js(), function.js(), &raw const vector, result.out()) };
        self.release_to(mark);
        self.done(called, result)
    }

    fn construct(&self, constructor: Handle, arguments: &[Handle]) -> Outcome<Handle> {
        let result = self.pin(std::ptr::null_mut());
        let mark = self.mark();
        let vector = self.vector(arguments);
        // SAFETY: live values in traced slots.
        let made =
            unsafe { JS::Construct1(self.cx, constructor.js(), &raw const vector, result.out()) };
        self.release_to(mark);
        if made { self.adopt(result.get()) } else { Err(self.thrown()) }
    }

    fn sloppy_this(&self, receiver: Handle) -> Handle {
        let value = receiver.value();
        if value.is_object() {
            receiver
        } else if value.is_null_or_undefined() {
            self.global()
        } else {
            self.to_object(receiver).unwrap_or(receiver)
        }
    }

    fn run_script(&self, source: &[u8], file: &std::ffi::CStr) -> Outcome<Handle> {
        super::script::run(self, source, file)
    }
}

impl Engine {
    /// Arguments side by side in the handle stack, as the engine wants them.
    #[inline(always)]
    fn vector(&self, arguments: &[Handle]) -> JS::HandleValueArray {
        let elements_ = match arguments {
            [] => std::ptr::null(),
            [only] => only.js().ptr,
            _ => self.handles.push_all(arguments.iter().map(|argument| argument.value())),
        };
        JS::HandleValueArray { length_: arguments.len(), elements_ }
    }
}
