//! Functions written in native code: the trampoline from a JavaScript call to an addon's callback.
//!
//! Functions are objects of a class of ours whose `call` handler the interpreter invokes directly:
//! no engine stack frame, no copied arguments, the record one load away. The engine would do for
//! its own C functions what is left out here.
//!
//! Invariants: the record is copied out before the callback runs (the callback may drop the
//! function); the handle stack is back at its mark when the trampoline returns; an exception
//! leaves through the engine, exactly once.

use super::handle::{Handle, dup};
use super::handle_stack::Mark;
use super::{Engine, lifetimes};
use crate::engine::seam::{ErrorClass, Functions, Outcome, Primitives, Scopes, Strings};
use crate::engine::stack;
use crate::env::{CallbackInfo, FunctionRecord, Role};
use rquickjs_sys as q;
use std::ffi::{c_int, c_void};
use std::rc::Rc;

/// What hangs on a function object.
struct FunctionCell {
    /// A share of the engine: in a context that the engine was only attached to, functions outlive
    /// its end, and then still ask it whether they may be called.
    engine: Rc<Engine>,
    record: FunctionRecord,
}

/// The arguments of a call, in the engine's own vector.
#[derive(Clone, Copy)]
pub struct Arguments {
    first: *const q::JSValue,
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

/// Registers the class of native functions with a runtime.
pub fn register_class(rt: *mut q::JSRuntime) -> q::JSClassID {
    let mut id = 0;
    let class = q::JSClassDef {
        class_name: c"Function".as_ptr(),
        finalizer: Some(finalize),
        gc_mark: None,
        call: Some(call),
        exotic: std::ptr::null_mut(),
    };
    // SAFETY: rt is live; the definition is copied.
    unsafe {
        q::JS_NewClassID(rt, &raw mut id);
        q::JS_NewClass(rt, id, &raw const class);
    }
    id
}

unsafe extern "C" fn finalize(_: *mut q::JSRuntime, function: q::JSValue) {
    // SAFETY: the opaque of this class is the box made in `Functions::function`, dropped once.
    unsafe {
        let cell = opaque(function).cast::<FunctionCell>();
        if !cell.is_null() {
            drop(Box::from_raw(cell));
        }
    }
}

#[inline(always)]
fn opaque(object: q::JSValue) -> *mut c_void {
    let mut class = 0;
    // SAFETY: reads two fields of a live object.
    unsafe { q::JS_GetAnyOpaque(object, &raw mut class) }
}

unsafe extern "C" fn call(
    ctx: *mut q::JSContext,
    function: q::JSValue,
    this: q::JSValue,
    argc: c_int,
    argv: *mut q::JSValue,
    flags: c_int,
) -> q::JSValue {
    // SAFETY: the engine calls this for objects of our class only, whose opaque is a FunctionCell
    // that holds a share of the engine. The callback may drop the function, but not the share that
    // the engine's owner holds, and when that is gone the limit refuses the call.
    let (engine, record) = unsafe {
        let cell = &*opaque(function).cast::<FunctionCell>();
        (&*Rc::as_ptr(&cell.engine), cell.record)
    };
    if stack::here() < engine.stack_limit.get() {
        return engine.refuse_call(ctx);
    }
    let arguments = Arguments { first: argv, len: argc as usize };
    if flags & q::JS_CALL_FLAG_CONSTRUCTOR as c_int != 0 {
        return construct(engine, ctx, record, this, arguments);
    }
    if let Role::Method { class } = record.role
        && !engine.is_instance_of_class(this, class)
    {
        engine.throw_type_error(b"Illegal invocation");
        return q::JS_EXCEPTION;
    }
    let mark = engine.mark();
    let info = CallbackInfo {
        // The parameter's own place. A copy of it would be read as one block right after it was
        // spilled as two words, which costs a third of an empty call on today's processors.
        this: Handle::at(&raw const this),
        new_target: None,
        arguments,
        data: record.data,
    };
    let result = record.invoke(&info);
    finish(engine, mark, result)
}

/// Ends a call: takes the callback's result, closes the scope, throws what is pending.
#[inline(always)]
fn finish(engine: &Engine, mark: Mark, result: Result<Option<Handle>, Handle>) -> q::JSValue {
    match result {
        Ok(None) => {
            engine.release_to(mark);
            q::JS_UNDEFINED
        }
        Ok(Some(handle)) => {
            let value = match engine.handles.steal(handle, mark) {
                Some(value) => value,
                None => dup(engine.ctx, handle.value()),
            };
            engine.release_to(mark);
            value
        }
        Err(exception) => {
            let value = engine.dup(exception);
            engine.release_to(mark);
            // SAFETY: an owned value, handed to the engine as the waiting exception.
            unsafe { q::JS_Throw(engine.ctx, value) }
        }
    }
}

/// `new f(...)`: makes the instance, runs the callback, returns the object it answered or the
/// instance.
fn construct(
    engine: &Engine,
    ctx: *mut q::JSContext,
    record: FunctionRecord,
    new_target: q::JSValue,
    arguments: Arguments,
) -> q::JSValue {
    let mark = engine.mark();
    // SAFETY: live values; the prototype is owned until the instance holds it.
    let instance = unsafe {
        let prototype = q::JS_GetProperty(ctx, new_target, engine.intrinsics.prototype_atom);
        if prototype.tag == q::JS_TAG_EXCEPTION as i64 {
            return q::JS_EXCEPTION;
        }
        let parent = if prototype.tag == q::JS_TAG_OBJECT as i64 {
            prototype
        } else {
            engine.intrinsics.object_proto
        };
        let instance = q::JS_NewObjectProtoClass(ctx, parent, engine.classes.instance);
        engine.free(prototype);
        instance
    };
    let Ok(this) = engine.adopt(instance) else { return q::JS_EXCEPTION };
    if let Role::Constructor { class } = record.role {
        lifetimes::brand_instance(this, class);
    }
    let info = CallbackInfo {
        this,
        new_target: Some(Handle::at(&raw const new_target)),
        arguments,
        data: record.data,
    };
    let result = match record.invoke(&info) {
        Ok(Some(answer)) if answer.tag() == q::JS_TAG_OBJECT => Ok(Some(answer)),
        Ok(_) => Ok(Some(this)),
        Err(exception) => Err(exception),
    };
    finish(engine, mark, result)
}

impl Engine {
    /// A call beyond the stack's limit, or after the end began.
    #[cold]
    fn refuse_call(&self, ctx: *mut q::JSContext) -> q::JSValue {
        if self.refuses_native_calls() {
            // SAFETY: the context of the running call; the message takes no arguments.
            return unsafe { q::JS_ThrowTypeError(ctx, c"the native runtime has ended".as_ptr()) };
        }
        self.throw_error(ErrorClass::RangeError, b"Maximum call stack size exceeded");
        q::JS_EXCEPTION
    }

    /// A share of the engine's memory.
    fn share(&self) -> Rc<Engine> {
        // SAFETY: engines exist in an `Rc` only (`Engine::on`), so this is the address of its
        // content, and the new share is counted.
        unsafe {
            Rc::increment_strong_count(self);
            Rc::from_raw(self)
        }
    }

    fn is_instance_of_class(&self, receiver: q::JSValue, class: u64) -> bool {
        crate::engine::Lifetimes::instance_attachment(self, Handle::at(&raw const receiver))
            // SAFETY: the attachment belongs to the live receiver.
            .is_some_and(|attachment| unsafe { attachment.as_ref() }.class() == Some(class))
    }
}

impl Functions for Engine {
    fn function(&self, name: &[u8], record: FunctionRecord) -> Outcome<Handle> {
        let name = self.string_utf8(name)?;
        let constructible = record.role.is_constructible();
        // SAFETY: a fresh object of our class takes the box as its opaque; `name` is copied in.
        unsafe {
            let function = self.adopt(q::JS_NewObjectClass(self.ctx, self.classes.function))?;
            let cell = Box::new(FunctionCell { engine: self.share(), record });
            q::JS_SetOpaque(function.value(), Box::into_raw(cell).cast());
            q::JS_SetConstructorBit(self.ctx, function.value(), constructible);
            let configurable = q::JS_PROP_CONFIGURABLE as c_int;
            let length = q::JS_DefinePropertyValue(
                self.ctx,
                function.value(),
                self.intrinsics.length_atom,
                q::JS_MKVAL(q::JS_TAG_INT, 0),
                configurable,
            );
            self.truth(length)?;
            let named = q::JS_DefinePropertyValue(
                self.ctx,
                function.value(),
                self.intrinsics.name_atom,
                self.dup(name),
                configurable,
            );
            self.truth(named)?;
            if matches!(record.role, Role::Function) {
                self.add_prototype(function, q::JS_PROP_WRITABLE as c_int)?;
            }
            Ok(function)
        }
    }

    fn make_class(&self, function: Handle) -> Outcome<Handle> {
        self.add_prototype(function, 0)
    }

    fn call(&self, function: Handle, this: Handle, arguments: &[Handle]) -> Outcome<Handle> {
        let mut buffer = ArgumentBuffer::new(arguments);
        // SAFETY: live values, borrowed for the call; the engine copies the vector it is given.
        self.adopt(unsafe {
            q::JS_Call(
                self.ctx,
                function.value(),
                this.value(),
                arguments.len() as c_int,
                buffer.as_mut_ptr(),
            )
        })
    }

    fn construct(&self, constructor: Handle, arguments: &[Handle]) -> Outcome<Handle> {
        let mut buffer = ArgumentBuffer::new(arguments);
        // SAFETY: as in `call`.
        self.adopt(unsafe {
            q::JS_CallConstructor(
                self.ctx,
                constructor.value(),
                arguments.len() as c_int,
                buffer.as_mut_ptr(),
            )
        })
    }

    fn sloppy_this(&self, receiver: Handle) -> Handle {
        match receiver.tag() {
            q::JS_TAG_OBJECT => receiver,
            q::JS_TAG_UNDEFINED | q::JS_TAG_NULL => self.global(),
            _ => self.to_object(receiver).unwrap_or(receiver),
        }
    }

    fn run_script(&self, source: &[u8], file: &std::ffi::CStr) -> Outcome<Handle> {
        super::script::run(self, source, file)
    }
}

impl Engine {
    /// `function.prototype = { constructor: function }`, with these attributes for `prototype`.
    fn add_prototype(&self, function: Handle, attributes: c_int) -> Outcome<Handle> {
        // SAFETY: live values; every value passed is a copy that the engine takes.
        unsafe {
            let prototype = self.adopt(q::JS_NewObject(self.ctx))?;
            let back = q::JS_DefinePropertyValue(
                self.ctx,
                prototype.value(),
                self.intrinsics.constructor_atom,
                self.dup(function),
                (q::JS_PROP_WRITABLE | q::JS_PROP_CONFIGURABLE) as c_int,
            );
            self.truth(back)?;
            let forth = q::JS_DefinePropertyValue(
                self.ctx,
                function.value(),
                self.intrinsics.prototype_atom,
                self.dup(prototype),
                attributes,
            );
            self.truth(forth)?;
            Ok(prototype)
        }
    }
}

/// Borrowed arguments as the vector the engine wants: on the stack for the usual few.
enum ArgumentBuffer {
    Few([q::JSValue; 8]),
    Many(Vec<q::JSValue>),
}

impl ArgumentBuffer {
    #[inline(always)]
    fn new(arguments: &[Handle]) -> ArgumentBuffer {
        if arguments.len() <= 8 {
            let mut values = [q::JS_UNDEFINED; 8];
            for (slot, argument) in values.iter_mut().zip(arguments) {
                *slot = argument.value();
            }
            return ArgumentBuffer::Few(values);
        }
        ArgumentBuffer::Many(arguments.iter().map(|argument| argument.value()).collect())
    }

    #[inline(always)]
    fn as_mut_ptr(&mut self) -> *mut q::JSValue {
        match self {
            ArgumentBuffer::Few(values) => values.as_mut_ptr(),
            ArgumentBuffer::Many(values) => values.as_mut_ptr(),
        }
    }
}
