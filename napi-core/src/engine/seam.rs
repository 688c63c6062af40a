//! The contract of an engine: traits by group of operations, and the plain data they exchange.
//!
//! Neighbours: `engine/quickjs/` implements these; `abi/` calls them.

use super::{Handle, Root, SETTLERS, SharedBytes};
use crate::env::{Attachment, FunctionRecord};
use crate::status::Status;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// An operation threw; the exception waits in the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thrown;

impl From<Thrown> for Status {
    fn from(_: Thrown) -> Status {
        Status::PendingException
    }
}

/// What an engine operation that may throw answers.
pub type Outcome<T> = Result<T, Thrown>;

/// The type of a value as `napi_typeof` names it (same numbers).
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Undefined = 0,
    Null,
    Boolean,
    Number,
    String,
    Symbol,
    Object,
    Function,
    External,
    BigInt,
}

/// Element types in `napi_typedarray_type` order.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ElementType {
    Int8 = 0,
    Uint8,
    Uint8Clamped,
    Int16,
    Uint16,
    Int32,
    Uint32,
    Float32,
    Float64,
    BigInt64,
    BigUint64,
    Float16,
}

impl ElementType {
    /// All element types, in the order of their numbers.
    pub const ALL: [ElementType; 12] = [
        ElementType::Int8,
        ElementType::Uint8,
        ElementType::Uint8Clamped,
        ElementType::Int16,
        ElementType::Uint16,
        ElementType::Int32,
        ElementType::Uint32,
        ElementType::Float32,
        ElementType::Float64,
        ElementType::BigInt64,
        ElementType::BigUint64,
        ElementType::Float16,
    ];

    /// Size of one element in bytes.
    pub fn size(self) -> usize {
        match self {
            ElementType::Int8 | ElementType::Uint8 | ElementType::Uint8Clamped => 1,
            ElementType::Int16 | ElementType::Uint16 | ElementType::Float16 => 2,
            ElementType::Int32 | ElementType::Uint32 | ElementType::Float32 => 4,
            ElementType::Float64 | ElementType::BigInt64 | ElementType::BigUint64 => 8,
        }
    }

    /// The constructor's name, as error messages give it.
    pub fn name(self) -> &'static str {
        match self {
            ElementType::Int8 => "Int8Array",
            ElementType::Uint8 => "Uint8Array",
            ElementType::Uint8Clamped => "Uint8ClampedArray",
            ElementType::Int16 => "Int16Array",
            ElementType::Uint16 => "Uint16Array",
            ElementType::Int32 => "Int32Array",
            ElementType::Uint32 => "Uint32Array",
            ElementType::Float32 => "Float32Array",
            ElementType::Float64 => "Float64Array",
            ElementType::BigInt64 => "BigInt64Array",
            ElementType::BigUint64 => "BigUint64Array",
            ElementType::Float16 => "Float16Array",
        }
    }
}

/// Memory of an ArrayBuffer or SharedArrayBuffer as it is now.
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    /// First byte; dangling (never read) when `len` is 0.
    pub data: *mut u8,
    /// Length in bytes.
    pub len: usize,
}

/// A typed array or DataView as it is now.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Element type; `None` for a DataView.
    pub element: Option<ElementType>,
    /// Elements (bytes for a DataView).
    pub length: usize,
    /// Where its data begins in memory; NULL when its buffer is detached.
    pub data: *mut u8,
    /// Where its data begins in its buffer.
    pub byte_offset: usize,
}

/// Words of a BigInt, least significant first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BigIntWords {
    /// Sign bit.
    pub negative: bool,
    /// Magnitude; no leading (most significant) zero words.
    pub words: Vec<u64>,
}

/// Which class of error to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ErrorClass {
    Error,
    TypeError,
    RangeError,
    SyntaxError,
}

/// A property to define: data or accessor, with its attributes.
pub struct Property {
    /// What it holds.
    pub content: PropertyContent,
    /// `writable` (data properties only).
    pub writable: bool,
    /// `enumerable`.
    pub enumerable: bool,
    /// `configurable`.
    pub configurable: bool,
}

/// What a defined property holds.
#[allow(missing_docs)]
pub enum PropertyContent {
    Data(Handle),
    Accessor { get: Option<Handle>, set: Option<Handle> },
}

/// Which own keys to list.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeyFilter {
    /// Leave symbols out.
    pub skip_symbols: bool,
    /// Leave strings out.
    pub skip_strings: bool,
    /// Only enumerable, writable or configurable properties.
    pub only_enumerable: bool,
    /// See `only_enumerable`.
    pub only_writable: bool,
    /// See `only_enumerable`.
    pub only_configurable: bool,
    /// Array indices as numbers (else as strings).
    pub numbers: bool,
    /// Walk the prototype chain too.
    pub include_prototypes: bool,
}

/// Who frees an external buffer's memory, told when the engine lets go of it.
pub trait ReleaseBytes {
    /// The engine no longer uses the memory. May be called inside the collector.
    fn release(self: Box<Self>);
}

/// Values without parts, and the conversions between them.
pub trait Primitives {
    /// `undefined`; the same handle for the life of the engine, as are the next three.
    fn undefined(&self) -> Handle;
    /// `null`.
    fn null(&self) -> Handle;
    /// `true` or `false`.
    fn boolean(&self, value: bool) -> Handle;
    /// The global object.
    fn global(&self) -> Handle;
    /// A number.
    fn number(&self, value: f64) -> Handle;
    /// A number, from an integer.
    fn int32(&self, value: i32) -> Handle;
    /// The type of a value.
    fn kind(&self, value: Handle) -> Kind;
    /// Whether the value is an object (functions and externals are).
    fn is_object(&self, value: Handle) -> bool;
    /// The number in a Number (not a boxed one).
    fn number_value(&self, value: Handle) -> Option<f64>;
    /// The boolean in a Boolean.
    fn boolean_value(&self, value: Handle) -> Option<bool>;
    /// A BigInt from a signed word.
    fn bigint_i64(&self, value: i64) -> Outcome<Handle>;
    /// A BigInt from an unsigned word.
    fn bigint_u64(&self, value: u64) -> Outcome<Handle>;
    /// A BigInt from its words.
    fn bigint_words(&self, words: &BigIntWords) -> Outcome<Handle>;
    /// The words of a BigInt; `None` for other values.
    fn bigint_value(&self, value: Handle) -> Option<BigIntWords>;
    /// A new symbol with a string as description.
    fn symbol(&self, description: Option<Handle>) -> Outcome<Handle>;
    /// The registered symbol of this key (a string).
    fn symbol_for(&self, key: Handle) -> Outcome<Handle>;
    /// A Date at this time (ms since the epoch).
    fn date(&self, time: f64) -> Outcome<Handle>;
    /// The time of a Date; `None` for other values.
    fn date_value(&self, value: Handle) -> Option<f64>;
    /// Another handle to the same value, in the innermost scope.
    fn duplicate(&self, value: Handle) -> Handle;
    /// `a === b`.
    fn strict_equals(&self, a: Handle, b: Handle) -> bool;
    /// `Boolean(value)`.
    fn to_boolean(&self, value: Handle) -> bool;
    /// `Number(value)` (throws for BigInt and Symbol).
    fn to_number(&self, value: Handle) -> Outcome<Handle>;
    /// `String(value)`, but throws for symbols.
    fn to_string(&self, value: Handle) -> Outcome<Handle>;
    /// `Object(value)`, but throws for `undefined` and `null`.
    fn to_object(&self, value: Handle) -> Outcome<Handle>;
}

/// Strings in the three encodings of Node-API.
pub trait Strings {
    /// A string of Latin-1 bytes.
    fn string_latin1(&self, bytes: &[u8]) -> Outcome<Handle>;
    /// A string of UTF-8 bytes; malformed sequences become U+FFFD.
    fn string_utf8(&self, bytes: &[u8]) -> Outcome<Handle>;
    /// A string of UTF-16 code units.
    fn string_utf16(&self, units: &[u16]) -> Outcome<Handle>;
    /// A string on an addon's Latin-1 bytes, which stay until `owner` is told that the engine let go of
    /// them; or a copy (`true`), and `owner` is dropped untold. Copies are what engines make that
    /// know no other strings, and of short texts.
    fn string_on_latin1(
        &self,
        bytes: &[u8],
        _owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        self.string_latin1(bytes).map(|copy| (copy, true))
    }
    /// The same on UTF-16 code units.
    fn string_on_utf16(
        &self,
        units: &[u16],
        _owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<(Handle, bool)> {
        self.string_utf16(units).map(|copy| (copy, true))
    }
    /// Calls `read` with the string as UTF-8 (lone surrogates as EF BF BD). `value` must be a string.
    fn with_utf8<R>(&self, value: Handle, read: impl FnOnce(&[u8]) -> R) -> Outcome<R>;
    /// Calls `read` with the string as UTF-16. `value` must be a string.
    fn with_utf16<R>(&self, value: Handle, read: impl FnOnce(&[u16]) -> R) -> Outcome<R>;
    /// The string as it is used for a property key (interned).
    fn property_key(&self, string: Handle) -> Outcome<Handle>;
}

/// Objects, arrays and their properties.
pub trait Objects {
    /// `{}`.
    fn object(&self) -> Outcome<Handle>;
    /// An object with this prototype (an object or `null`; `None` for `Object.prototype`) and these
    /// enumerable data properties, defined, not assigned.
    fn object_with_properties(
        &self,
        prototype: Option<Handle>,
        names: &[Handle],
        values: &[Handle],
    ) -> Outcome<Handle>;
    /// `new Array(length)`.
    fn array(&self, length: usize) -> Outcome<Handle>;
    /// `Array.isArray(value)`, without looking through proxies.
    fn is_array(&self, value: Handle) -> bool;
    /// The length of an array.
    fn array_length(&self, array: Handle) -> Outcome<u32>;
    /// `object[key]`.
    fn get(&self, object: Handle, key: Handle) -> Outcome<Handle>;
    /// `object[name]`, the name as UTF-8.
    fn get_named(&self, object: Handle, name: &[u8]) -> Outcome<Handle>;
    /// `object[index]`.
    fn get_index(&self, object: Handle, index: u32) -> Outcome<Handle>;
    /// `object[key] = value` (sloppy: a refused assignment is not an error).
    fn set(&self, object: Handle, key: Handle, value: Handle) -> Outcome<()>;
    /// `object[name] = value`.
    fn set_named(&self, object: Handle, name: &[u8], value: Handle) -> Outcome<()>;
    /// `object[index] = value`.
    fn set_index(&self, object: Handle, index: u32, value: Handle) -> Outcome<()>;
    /// `key in object`.
    fn has(&self, object: Handle, key: Handle) -> Outcome<bool>;
    /// `name in object`.
    fn has_named(&self, object: Handle, name: &[u8]) -> Outcome<bool>;
    /// `index in object`.
    fn has_index(&self, object: Handle, index: u32) -> Outcome<bool>;
    /// `Object.hasOwn(object, key)`.
    fn has_own(&self, object: Handle, key: Handle) -> Outcome<bool>;
    /// `delete object[key]` (sloppy: false when refused).
    fn delete(&self, object: Handle, key: Handle) -> Outcome<bool>;
    /// `delete object[index]`.
    fn delete_index(&self, object: Handle, index: u32) -> Outcome<bool>;
    /// Defines a property; `Ok(false)` when the object refuses.
    fn define(&self, object: Handle, key: Handle, property: &Property) -> Outcome<bool>;
    /// The keys of an object as an array.
    fn keys(&self, object: Handle, filter: KeyFilter) -> Outcome<Handle>;
    /// Whether the value is a proxy.
    fn is_proxy(&self, value: Handle) -> bool;
    /// `Object.getPrototypeOf(object)`.
    fn prototype(&self, object: Handle) -> Outcome<Handle>;
    /// `Object.setPrototypeOf(object, prototype)`; `Ok(false)` when refused.
    fn set_prototype(&self, object: Handle, prototype: Handle) -> Outcome<bool>;
    /// `Object.freeze(object)`.
    fn freeze(&self, object: Handle) -> Outcome<()>;
    /// `Object.seal(object)`.
    fn seal(&self, object: Handle) -> Outcome<()>;
    /// `value instanceof constructor`; `constructor` is a function.
    fn instance_of(&self, value: Handle, constructor: Handle) -> Outcome<bool>;
}

/// Functions written in native code, and calls into JavaScript.
pub trait Functions {
    /// A function that calls `record.callback`. The engine owns the record from now on.
    fn function(&self, name: &[u8], record: FunctionRecord) -> Outcome<Handle>;
    /// Makes `function` (from [`Functions::function`]) a class constructor: gives it a read-only
    /// `prototype` and returns that.
    fn make_class(&self, function: Handle) -> Outcome<Handle>;
    /// `function.call(this, ...arguments)`.
    fn call(&self, function: Handle, this: Handle, arguments: &[Handle]) -> Outcome<Handle>;
    /// `new constructor(...arguments)`.
    fn construct(&self, constructor: Handle, arguments: &[Handle]) -> Outcome<Handle>;
    /// The sloppy-mode `this` for a receiver: the global object for `undefined` and `null`, the
    /// boxed object for other primitives.
    fn sloppy_this(&self, receiver: Handle) -> Handle;
    /// Evaluates a classic script.
    fn run_script(&self, source: &[u8], file: &std::ffi::CStr) -> Outcome<Handle>;
}

/// Errors and the exception the engine holds.
pub trait Errors {
    /// A new error object with this message (a string).
    fn error(&self, class: ErrorClass, message: Handle) -> Outcome<Handle>;
    /// Whether the value is an Error object.
    fn is_error(&self, value: Handle) -> bool;
    /// Whether an exception waits in the engine.
    fn has_exception(&self) -> bool;
    /// Takes the waiting exception out of the engine, into a handle.
    fn take_exception(&self) -> Handle;
    /// Makes `value` the waiting exception.
    fn throw(&self, value: Handle) -> Thrown;
}

/// ArrayBuffers and views on them.
pub trait Buffers {
    /// A zeroed ArrayBuffer.
    fn array_buffer(&self, len: usize) -> Outcome<Handle>;
    /// An ArrayBuffer on foreign memory, without a copy; `owner` is told when it is let go, and
    /// dropped untold when there is no buffer in the end.
    fn external_array_buffer(&self, bytes: Bytes, owner: Box<dyn ReleaseBytes>) -> Outcome<Handle>;
    /// The memory of an ArrayBuffer; `None` for other values. Detached: length 0.
    fn array_buffer_bytes(&self, value: Handle) -> Option<Bytes>;
    /// Whether the value is an ArrayBuffer.
    fn is_array_buffer(&self, value: Handle) -> bool;
    /// Detaches; `false` when the buffer cannot be detached.
    fn detach(&self, buffer: Handle) -> bool;
    /// Whether the value is a detached ArrayBuffer.
    fn is_detached(&self, value: Handle) -> bool;
    /// A zeroed SharedArrayBuffer.
    fn shared_array_buffer(&self, len: usize) -> Outcome<Handle>;
    /// A SharedArrayBuffer on foreign memory; `owner` is told once no engine uses it, and dropped
    /// untold when there is no buffer in the end. `None` from an engine that shares only memory of
    /// its own.
    fn external_shared_array_buffer(
        &self,
        bytes: Bytes,
        owner: Box<dyn ReleaseBytes>,
    ) -> Outcome<Option<Handle>>;
    /// The memory of a SharedArrayBuffer; `None` for other values.
    fn shared_array_buffer_bytes(&self, value: Handle) -> Option<Bytes>;
    /// A typed array on part of a buffer; the caller has checked alignment and length.
    fn typed_array(
        &self,
        element: ElementType,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle>;
    /// What makes Uint8Arrays with another prototype, for [`Buffers::bytes_of_class`].
    fn bytes_class(&self, prototype: Handle) -> Outcome<Handle>;
    /// A Uint8Array of such a class on part of a buffer; the caller has checked the range.
    fn bytes_of_class(
        &self,
        class: Handle,
        buffer: Handle,
        byte_offset: usize,
        length: usize,
    ) -> Outcome<Handle>;
    /// A zeroed Uint8Array with memory of its own, and where that begins; of such a class, or of the
    /// usual one.
    fn bytes(&self, class: Option<Handle>, length: usize) -> Outcome<(Handle, *mut u8)> {
        self.bytes_on_buffer(class, length)
    }
    /// The same, made of an ArrayBuffer and an array on it.
    fn bytes_on_buffer(&self, class: Option<Handle>, length: usize) -> Outcome<(Handle, *mut u8)> {
        let buffer = self.array_buffer(length)?;
        let data = self.array_buffer_bytes(buffer).map_or(std::ptr::null_mut(), |bytes| bytes.data);
        let bytes = match class {
            Some(class) => self.bytes_of_class(class, buffer, 0, length)?,
            None => self.typed_array(ElementType::Uint8, buffer, 0, length)?,
        };
        Ok((bytes, data))
    }
    /// A DataView on part of a buffer; the caller has checked the range.
    fn data_view(&self, buffer: Handle, byte_offset: usize, byte_length: usize) -> Outcome<Handle>;
    /// What a typed array or DataView shows; `None` for other values.
    fn view(&self, value: Handle) -> Option<View>;
    /// The buffer behind a typed array or DataView.
    fn view_buffer(&self, view: Handle) -> Outcome<Handle>;
}

/// What settles a promise, until it is settled.
pub type Settlers = [Root; SETTLERS];

/// Promises and the job queue.
pub trait Promises {
    /// A pending promise, and what settles it: values of the engine's own choice, to be kept as
    /// [`Settlers`] and given to [`Promises::settle`].
    fn promise(&self) -> Outcome<(Handle, [Handle; SETTLERS])>;
    /// Resolves or rejects the promise that came with these settlers.
    fn settle(&self, settlers: &Settlers, resolve: bool, value: Handle) -> Outcome<()>;
    /// Whether the value is a promise.
    fn is_promise(&self, value: Handle) -> bool;
    /// Runs jobs until the queue is empty; an exception escaping a job goes to `on_throw`.
    fn drain_jobs(&self, on_throw: impl FnMut(&Self));
}

/// What keeps objects alive or notices that they died.
pub trait Lifetimes {
    /// What native code attached to this object, function, external or unique symbol; made when
    /// missing and `create`. `Ok(None)` also for values that cannot carry one (primitives,
    /// registered symbols).
    fn attachment(&self, value: Handle, create: bool) -> Outcome<Option<NonNull<Attachment>>>;
    /// The attachment of an instance made by a native constructor, without any look-up.
    fn instance_attachment(&self, value: Handle) -> Option<NonNull<Attachment>>;
    /// A handle to the object that carries this attachment; `None` when the object is gone and its
    /// attachment is about to follow.
    fn revive(&self, attachment: &Attachment) -> Option<Handle>;
    /// Somebody watches the object of this attachment from now on: it must not die in the middle
    /// of the function that is about to return it.
    fn watched(&self, attachment: &Attachment);
    /// A new external.
    fn external(&self, data: *mut std::ffi::c_void) -> Outcome<Handle>;
    /// The attachment of an external; `None` for other values.
    fn external_attachment(&self, value: Handle) -> Option<NonNull<Attachment>>;
    /// Lets go of the objects that are kept alive only because native code began to watch them lately.
    fn release_recent(&self);
    /// Collects fully.
    fn collect(&self);
    /// Whether no script can run after the engine's end: not so when it was attached to a context.
    fn ends_with_its_scripts(&self) -> bool;
    /// Tells the collector of memory that its objects hold outside; returns the new total.
    fn adjust_external_memory(&self, change: i64) -> i64;
}

/// Handle scopes: which handles are valid until when.
pub trait Scopes {
    /// A position in the handle stack.
    type Mark: Copy;
    /// The current position; handles made from now on lie above it.
    fn mark(&self) -> Self::Mark;
    /// Closes: every handle above `mark` becomes invalid.
    fn release_to(&self, mark: Self::Mark);
    /// Closes a scope that an addon opened: handles above `mark` may still be read until others take
    /// their place or [`Scopes::restore_retired`] is called.
    fn retire_to(&self, mark: Self::Mark) {
        self.release_to(mark);
    }
    /// The callback that closed a scope has returned, maybe a handle of that scope: where handles of
    /// it are left they count again, until the scope around the callback is closed.
    fn restore_retired(&self) {}
    /// A new handle that holds `undefined`, to be filled by [`Scopes::store`].
    fn reserve(&self) -> Handle;
    /// Makes `slot` (a reserved handle) show the value of `value`.
    fn store(&self, slot: Handle, value: Handle);
}

/// The hooks of `engine.setPromiseHooks`, in order: init, before, after, resolve.
pub const PROMISE_HOOKS: usize = 4;

/// What a Node runtime must see of values and jobs beyond Node-API: for `util.inspect`, the module
/// loader, task queues and async hooks.
pub trait Introspection {
    /// 0 pending, 1 fulfilled, 2 rejected, and the result; `None` for what is no promise.
    fn promise_details(&self, value: Handle) -> Option<(i32, Handle)>;
    /// Target and handler (`null`, `null` when revoked); `None` for what is no proxy.
    fn proxy_details(&self, value: Handle) -> Option<(Handle, Handle)>;
    /// What a map or set iterator has still to give, without moving it, or what a weak map or set
    /// holds: a flat array, and whether keys and values take turns in it. `None` for everything
    /// else, and where the engine cannot tell.
    fn preview_entries(&self, value: Handle) -> Outcome<Option<(Handle, bool)>>;
    /// Own keys of an array or typed array that are no array indices, strings first, as an array.
    fn keys_beyond_elements(&self, value: Handle, only_enumerable: bool) -> Outcome<Handle>;
    /// The engine's class name of an object, as `[[Class]]` was once; a string.
    fn class_name(&self, value: Handle) -> Outcome<Handle>;
    /// A sloppy function with this body; line and column numbers are those of `body`.
    fn compile_function(
        &self,
        body: &[u8],
        file: &std::ffi::CStr,
        parameters: &[String],
    ) -> Outcome<Handle>;
    /// Queues a promise job that calls `function`.
    fn enqueue_job(&self, function: Handle) -> Outcome<()>;
    /// From now on every promise job runs with the value that `holder[name]` has when it is queued:
    /// the property is set back then. `false` where the engine cannot do that. `holder` is a plain
    /// object that no script replaces.
    fn carry_with_jobs(&self, holder: Handle, name: &[u8]) -> bool;
    /// Whether promise jobs wait.
    fn has_jobs(&self) -> bool;
    /// Calls `function(kind, promise, reason)` for rejections: 0 without a handler, 1 handled late.
    fn set_rejection_tracker(&self, function: Option<Handle>);
    /// Calls the functions on promise events; all `None` stops it. `false` from an engine that tells
    /// of no such events.
    fn set_promise_hooks(&self, hooks: [Option<Handle>; PROMISE_HOOKS]) -> bool;
    /// Bytes in use by the heap and bytes the engine took for it.
    fn heap_usage(&self) -> (u64, u64);
}

/// What a module asks for: `import … from 'specifier' with { key: 'value' }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleRequest {
    /// As written, in UTF-8.
    pub specifier: Vec<u8>,
    /// In the order they are written.
    pub attributes: Vec<(String, String)>,
}

/// How far a module has come.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModuleStage {
    /// Compiled; its imports are not bound.
    Unlinked = 0,
    /// Its imports are bound.
    Linked,
    /// Its code, or that of a module in a cycle with it, is running now.
    Evaluating,
    /// Its code has run, up to its first `await` at least, or has failed.
    Evaluated,
}

/// Why an import cannot be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportProblem {
    /// The requested module has no such export.
    Missing,
    /// Two of its `export *` have it.
    Ambiguous,
    /// Its export leads back to itself.
    Circular,
}

/// Why [`Modules::link_module`] failed.
#[derive(Debug)]
pub enum LinkFailure {
    /// An exception waits in the engine.
    Thrown,
    /// An import or re-export cannot be bound; no exception waits, the caller words it.
    Import {
        /// The record of the module that imports.
        importer: Handle,
        /// Which of its requests.
        request: usize,
        /// The name it wants, in UTF-8.
        export: Vec<u8>,
        /// What is wrong.
        problem: ImportProblem,
    },
}

impl From<Thrown> for LinkFailure {
    fn from(_: Thrown) -> LinkFailure {
        LinkFailure::Thrown
    }
}

/// What the engine asks of the runtime's module loader.
#[derive(Clone, Copy)]
pub struct ModuleHooks {
    /// `import(specifier)` anywhere: called with the name of the code it stands in (a module's name,
    /// a script's or a function's file), the specifier, and an object of attributes or `undefined`. (An
    /// engine may have forgotten a `type` that it does not know: an empty string then.)
    /// Answers with the record of a module that is connected (with all it depends on); the engine
    /// evaluates it and fulfils the promise with its namespace. What it throws rejects the promise.
    pub import: Handle,
    /// Called with a module's name and its fresh `import.meta`, at the latest when code first sees it.
    pub meta: Handle,
}

/// ES modules, in the steps of the specification: compile, connect to what is requested, link,
/// evaluate. Resolving specifiers and finding sources is the runtime's.
///
/// A *record* is a value of the engine's choice, opaque to everybody else; equal records are the same
/// module. The runtime keeps records in its own cache, by URL, and gives no two live modules one name.
/// Records of one graph may be connected in any order, so cycles need nothing special.
pub trait Modules {
    /// Compiles a source text. `name`, its URL, is what stack traces show and the hooks are told.
    fn compile_module(&self, source: &[u8], name: &std::ffi::CStr) -> Outcome<Handle>;
    /// What the module requests, in source order; a specifier is there once for each set of attributes.
    fn module_requests(&self, module: Handle) -> Vec<ModuleRequest>;
    /// A module without a source text, with these exports (strings). `fill` is called once, without
    /// arguments, when it is evaluated, and sets them with [`Modules::set_module_export`]; they are
    /// `undefined` before.
    fn synthetic_module(
        &self,
        name: &std::ffi::CStr,
        exports: &[Handle],
        fill: Handle,
    ) -> Outcome<Handle>;
    /// Sets an export of a synthetic module that is linked; at any time later, too.
    fn set_module_export(&self, module: Handle, name: Handle, value: Handle) -> Outcome<()>;
    /// Says which record answers each request, in the order of [`Modules::module_requests`]; once.
    fn connect_module(&self, module: Handle, dependencies: &[Handle]) -> Outcome<()>;
    /// Binds the imports of the module and of all it depends on; every one of them is connected.
    /// Nothing is evaluated. Throws when one of them is being evaluated but not linked through this.
    fn link_module(&self, module: Handle) -> Result<(), LinkFailure>;
    /// Whether the module or one it depends on awaits at its top level; asked of connected modules.
    /// `None` where only evaluation tells.
    fn awaits_at_top_level(&self, module: Handle) -> Option<bool>;
    /// Runs the code of a linked module after that of what it depends on; the promise of its end,
    /// the same one each time. Throws when something it depends on is being evaluated right now.
    fn evaluate_module(&self, module: Handle) -> Outcome<Handle>;
    /// How far the module has come.
    fn module_stage(&self, module: Handle) -> ModuleStage;
    /// The namespace object of a linked module.
    fn module_namespace(&self, module: Handle) -> Outcome<Handle>;
    /// Sets the hooks, functions of the runtime's scripts; before any module is compiled.
    fn set_module_hooks(&self, hooks: ModuleHooks);
}

/// Ends the JavaScript of an engine, from any thread: what runs is left with an exception that no
/// `catch` sees, and so is what is called later.
#[derive(Clone, Default)]
pub struct Interrupter(Arc<Interruption>);

#[derive(Default)]
struct Interruption {
    requested: AtomicBool,
    /// Tells an engine that does not look at the flag by itself.
    alarm: Mutex<Option<Box<dyn Fn() + Send>>>,
}

impl Interrupter {
    /// From now on no JavaScript runs for long.
    pub fn interrupt(&self) {
        self.0.requested.store(true, Ordering::Relaxed);
        if let Some(alarm) = &*self.0.alarm.lock().unwrap_or_else(PoisonError::into_inner) {
            alarm();
        }
        crate::shared_wait::someone_was_interrupted();
    }

    /// Whether that has happened.
    #[inline(always)]
    pub fn is_interrupted(&self) -> bool {
        self.0.requested.load(Ordering::Relaxed)
    }

    /// What wakes the engine, from any thread; `None` once it has ended. The alarm does not ring
    /// while it is replaced.
    #[cfg_attr(not(feature = "spidermonkey"), allow(dead_code))]
    pub(crate) fn set_alarm(&self, alarm: Option<Box<dyn Fn() + Send>>) {
        *self.0.alarm.lock().unwrap_or_else(PoisonError::into_inner) = alarm;
    }
}

/// Stopping JavaScript from outside.
pub trait Interrupts {
    /// Ends the JavaScript of this engine.
    fn interrupter(&self) -> &Interrupter;
    /// An error that, thrown, no `catch` sees.
    fn uncatchable_error(&self) -> Outcome<Handle>;
}

/// What `node:vm` needs of an engine: scripts in realms of their own, and scripts with a time limit.
pub trait Realms {
    /// A new realm: global object and built-ins of its own, in which names that its global lacks are
    /// the properties of `sandbox`. The answer is a function `(text, file, firstLine)` that evaluates
    /// a classic script in it; `None` from an engine with one realm.
    fn realm(&self, _sandbox: Handle) -> Outcome<Option<Handle>> {
        Ok(None)
    }
    /// Compiles a classic script, only for its SyntaxError.
    fn check_script(&self, source: &[u8], file: &std::ffi::CStr) -> Outcome<()>;
    /// From that time on JavaScript is left with an exception that no `catch` sees; `None` takes the
    /// limit away. `false` from an engine that knows no limits.
    fn limit_time(&self, _until: Option<Instant>) -> bool {
        false
    }
    /// The limit that is set.
    fn time_limit(&self) -> Option<Instant> {
        None
    }
}

/// Memory that engines of one kind, on any threads, show as SharedArrayBuffers.
pub trait SharedMemory {
    /// The memory of a SharedArrayBuffer, held beyond the object; `None` for other values and where
    /// the engine cannot share it.
    fn hold_shared_memory(&self, value: Handle) -> Option<SharedBytes>;
    /// A SharedArrayBuffer on memory from [`SharedMemory::hold_shared_memory`].
    fn show_shared_memory(&self, memory: &SharedBytes) -> Outcome<Handle>;
}
