//! Functions of the engine that its crate has no bindings for, by their C++ names.
//!
//! The crate leaves them out since a parameter of each is an instance of a template. Their layouts
//! are given here; the crate's version is pinned, so what is written here cannot go stale unseen.

use mozjs_sys::jsapi::{JS, JSContext, JSErrorReport, JSExnType, JSObject, JSString};
use std::ffi::c_void;

/// `mozilla::Maybe<JS::Value>` with nothing in it: storage for a value, and whether it is there.
#[repr(C)]
struct NoValue {
    storage: u64,
    is_some: bool,
}

static NO_VALUE: NoValue = NoValue { storage: 0, is_some: false };

/// `mozilla::Vector<uint8_t, 0, MallocAllocPolicy>`: no storage of its own, memory by `malloc`.
#[repr(C)]
struct ByteVector {
    begin: *mut u8,
    length: usize,
    capacity: usize,
}

/// `mozilla::Maybe<uint32_t>`, returned by way of memory. Larger than it is, so that this type is
/// returned that way too.
#[repr(C)]
struct MaybeNumber {
    number: u32,
    is_some: bool,
    unused: [u64; 3],
}

/// `JS::HelperThreadTask`: what the engine wants to be run on another thread.
#[repr(C)]
pub struct HelperTask {
    private: [u8; 0],
}

unsafe extern "C" {
    #[link_name = "_ZN2JS11CreateErrorEP9JSContext9JSExnTypeNS_6HandleIP8JSObjectEENS3_IP8JSStringEEjNS_21ColumnNumberOneOriginEP13JSErrorReportS9_NS3_IN7mozilla5MaybeINS_5ValueEEEEENS_13MutableHandleISF_EE"]
    fn CreateError(
        cx: *mut JSContext,
        class: JSExnType,
        frames: JS::Handle<*mut JSObject>,
        file: JS::Handle<*mut JSString>,
        line: u32,
        column: u32,
        report: *mut JSErrorReport,
        message: JS::Handle<*mut JSString>,
        cause: *const NoValue,
        result: JS::MutableHandle<JS::Value>,
    ) -> bool;

    #[link_name = "_ZN2JS13EncodeStencilEP9JSContextPN2js8frontend32InitialStencilAndDelazificationsERN7mozilla6VectorIhLm0ENS6_17MallocAllocPolicyEEE"]
    fn EncodeStencil(cx: *mut JSContext, stencil: *mut JS::Stencil, bytes: *mut ByteVector) -> u8;

    #[link_name = "_ZN2js23NewUint8ArrayWithLengthEP9JSContextiNS_2gc4HeapE"]
    fn NewUint8ArrayWithLength(cx: *mut JSContext, length: i32, heap: u8) -> *mut JSObject;

    #[link_name = "_ZN2JS27SetHelperThreadTaskCallbackEPFvPNS_16HelperThreadTaskEEmm"]
    fn SetHelperThreadTaskCallback(
        dispatch: unsafe extern "C" fn(*mut HelperTask),
        threads: usize,
        stack: usize,
    );

    #[link_name = "_ZN2JS19RunHelperThreadTaskEPNS_16HelperThreadTaskE"]
    fn RunHelperThreadTask(task: *mut HelperTask);

    #[link_name = "_ZN2js18GetStackTraceLimitEP9JSContext"]
    fn GetStackTraceLimit(cx: *mut JSContext) -> MaybeNumber;
}

/// What `Error.stackTraceLimit` says now; `None` when it is undefined.
///
/// # Safety
/// A live context in a realm.
pub unsafe fn stack_trace_limit(cx: *mut JSContext) -> Option<u32> {
    // SAFETY: by contract; see `MaybeNumber`.
    let limit = unsafe { GetStackTraceLimit(cx) };
    limit.is_some.then_some(limit.number)
}

/// An error object with these frames as its stack.
///
/// # Safety
/// A live context in a realm; what the handles show is traced, or cannot move and die.
pub unsafe fn create_error(
    cx: *mut JSContext,
    class: JSExnType,
    frames: JS::Handle<*mut JSObject>,
    file: JS::Handle<*mut JSString>,
    message: JS::Handle<*mut JSString>,
    result: JS::MutableHandle<JS::Value>,
) -> bool {
    // SAFETY: by contract; columns are classes of one integer, counted from 1; handles are classes
    // of one pointer, which are passed like it.
    unsafe {
        CreateError(
            cx,
            class,
            frames,
            file,
            0,
            1,
            std::ptr::null_mut(),
            message,
            &raw const NO_VALUE,
            result,
        )
    }
}

/// A compiled script as bytes; `None` when there is no memory for them.
///
/// # Safety
/// A live context and stencil.
pub unsafe fn encode_stencil(cx: *mut JSContext, stencil: *mut JS::Stencil) -> Option<Vec<u8>> {
    // A vector without storage shows the size of an element as its address.
    let mut bytes =
        ByteVector { begin: std::ptr::without_provenance_mut(1), length: 0, capacity: 0 };
    // SAFETY: by contract; the vector's memory is copied and given back, if it has any.
    unsafe {
        let encoded = EncodeStencil(cx, stencil, &raw mut bytes) == JS::TranscodeResult::Ok as u8;
        let copy = std::slice::from_raw_parts(bytes.begin, bytes.length).to_vec();
        if bytes.capacity != 0 {
            libc::free(bytes.begin.cast::<c_void>());
        }
        encoded.then_some(copy)
    }
}

/// `js::gc::Heap::Tenured`.
const OLD: u8 = 1;

/// A zeroed Uint8Array that is an old object from the start; NULL with an exception.
///
/// # Safety
/// A live context in a realm; the length is not negative.
pub unsafe fn new_old_bytes(cx: *mut JSContext, length: i32) -> *mut JSObject {
    // SAFETY: the caller's contract; the enumeration has one byte.
    unsafe { NewUint8ArrayWithLength(cx, length, OLD) }
}

/// Makes the engine give its tasks to `dispatch`, no more than `threads` at a time, instead of having
/// threads of its own.
///
/// # Safety
/// Once the engine is initialised and before it has a context. Each task is run once, on a thread with a stack of this size.
pub unsafe fn set_helper_task_callback(
    dispatch: unsafe extern "C" fn(*mut HelperTask),
    threads: usize,
    stack: usize,
) {
    // SAFETY: by contract.
    unsafe { SetHelperThreadTaskCallback(dispatch, threads, stack) };
}

/// Runs a task.
///
/// # Safety
/// A task that the engine gave out and that was not run yet.
pub unsafe fn run_helper_task(task: *mut HelperTask) {
    // SAFETY: by contract.
    unsafe { RunHelperThreadTask(task) };
}
