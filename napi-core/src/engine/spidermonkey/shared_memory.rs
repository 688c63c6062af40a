//! Memory of SharedArrayBuffers, which contexts on several threads may hold.
//!
//! The engine counts the uses of such memory by itself. What carries one from context to context is
//! the engine's own serialized form of the object: an address, and a use of the memory.

use super::{Engine, Handle};
use crate::engine::seam::{Outcome, Primitives, SharedMemory};
use mozjs_sys::glue::{DeleteJSAutoStructuredCloneBuffer, NewJSAutoStructuredCloneBuffer};
use mozjs_sys::jsapi::{
    JS, JS_ClearPendingException, JS_ReadStructuredClone, JS_WriteStructuredClone,
    JSAutoStructuredCloneBuffer,
};
use std::ptr::NonNull;
use std::sync::{Arc, Mutex, PoisonError};

const SCOPE: JS::StructuredCloneScope = JS::StructuredCloneScope::SameProcess;
static POLICY: JS::CloneDataPolicy = JS::CloneDataPolicy {
    allowIntraClusterClonableSharedObjects_: true,
    allowSharedMemoryObjects_: true,
};

/// A SharedArrayBuffer in serialized form.
struct Serialized(NonNull<JSAutoStructuredCloneBuffer>);

// SAFETY: the engine makes this form to be sent to other threads (its scope is the process); it
// belongs to no context, and its count of uses is atomic.
unsafe impl Send for Serialized {}

impl Drop for Serialized {
    fn drop(&mut self) {
        // SAFETY: ours alone, freed once; that ends its use of the memory.
        unsafe { DeleteJSAutoStructuredCloneBuffer(self.0.as_ptr()) };
    }
}

/// A use of shared memory that no object has: it is between two.
#[derive(Clone)]
pub struct SharedBytes(Arc<Mutex<Serialized>>);

impl SharedMemory for Engine {
    fn hold_shared_memory(&self, value: Handle) -> Option<SharedBytes> {
        use crate::engine::seam::Buffers;
        self.shared_array_buffer_bytes(value)?;
        // SAFETY: a live SharedArrayBuffer; the form is freed when it is dropped.
        unsafe {
            let form = NewJSAutoStructuredCloneBuffer(SCOPE, std::ptr::null());
            let form = Serialized(NonNull::new(form)?);
            let written = JS_WriteStructuredClone(
                self.cx,
                value.js(),
                &raw mut (*form.0.as_ptr()).data_,
                SCOPE,
                &raw const POLICY,
                std::ptr::null(),
                std::ptr::null_mut(),
                self.undefined().js(),
            );
            if !written {
                JS_ClearPendingException(self.cx);
                return None;
            }
            Some(SharedBytes(Arc::new(Mutex::new(form))))
        }
    }

    fn show_shared_memory(&self, memory: &SharedBytes) -> Outcome<Handle> {
        let form = memory.0.lock().unwrap_or_else(PoisonError::into_inner);
        let result = self.blank();
        // SAFETY: written by `hold_shared_memory`; reading leaves it as it is, and the new object
        // adds a use of its own.
        let read = unsafe {
            JS_ReadStructuredClone(
                self.cx,
                &raw const (*form.0.as_ptr()).data_,
                (*form.0.as_ptr()).version_,
                SCOPE,
                result.out(),
                &raw const POLICY,
                std::ptr::null(),
                std::ptr::null_mut(),
            )
        };
        self.done(read, result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::seam::{Buffers, Functions};

    #[test]
    fn contexts_on_two_threads_show_the_same_memory() {
        let first = Engine::new().unwrap();
        let source = b"globalThis.shared = new SharedArrayBuffer(4, { maxByteLength: 8 })";
        let buffer = first.run_script(source, c"shared.js").unwrap();
        let held = first.hold_shared_memory(buffer).unwrap();
        let data = first.shared_array_buffer_bytes(buffer).unwrap().data as usize;
        std::thread::spawn({
            let held = held.clone();
            move || {
                let second = Engine::new().unwrap();
                let shown = second.show_shared_memory(&held).unwrap();
                assert_eq!(second.shared_array_buffer_bytes(shown).unwrap().data as usize, data);
                let write = b"(b) => { b.grow(8); new Uint8Array(b)[7] = 42; }";
                let write = second.run_script(write, c"write.js").unwrap();
                second.call(write, second.undefined(), &[shown]).unwrap();
            }
        })
        .join()
        .unwrap();
        let read = first.run_script(b"new Uint8Array(shared)[7]", c"read.js").unwrap();
        assert_eq!(first.number_value(read), Some(42.0));
        // The memory outlives its first context.
        drop(first);
        let third = Engine::new().unwrap();
        let shown = third.show_shared_memory(&held).unwrap();
        let bytes = third.shared_array_buffer_bytes(shown).unwrap();
        // SAFETY: eight bytes of live shared memory, which nobody writes any more.
        assert_eq!((bytes.len, unsafe { *bytes.data.add(7) }), (8, 42));
    }

    #[test]
    fn other_values_are_not_shared() {
        let engine = Engine::new().unwrap();
        for source in [c"({})", c"new ArrayBuffer(4)", c"1"] {
            let value = engine.run_script(source.to_bytes(), c"other.js").unwrap();
            assert!(engine.hold_shared_memory(value).is_none());
        }
    }
}
