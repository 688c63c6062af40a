//! Memory of SharedArrayBuffers, which several runtimes on several threads may hold.
//!
//! Process-wide, as the memory itself is: a table from address to reference count and to whoever
//! gives it back. The engine reports new and dropped uses through its three hooks.

use super::{Engine, Handle};
use crate::engine::seam::{Buffers, Outcome, ReleaseBytes, SharedMemory};
use rquickjs_sys as q;
use std::alloc::Layout;
use std::collections::HashMap;
use std::ffi::c_void;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// How the memory of an entry is given back.
enum Owner {
    Allocator(Layout),
    External(ExternalOwner),
}

/// An addon's release callback. It is told from whichever thread drops the last use.
struct ExternalOwner(Box<dyn ReleaseBytes>);

// SAFETY: Node-API's contract for external shared memory: its finalizer may be called from any
// thread; implementors of ReleaseBytes for shared memory hold only a callback and two pointers.
unsafe impl Send for ExternalOwner {}

struct Entry {
    uses: usize,
    /// More than one when an addon made several SharedArrayBuffers on the same memory: all of them
    /// are told once none uses it.
    owners: Vec<Owner>,
}

static ENTRIES: LazyLock<Mutex<HashMap<usize, Entry>>> = LazyLock::new(Mutex::default);

fn entries() -> MutexGuard<'static, HashMap<usize, Entry>> {
    ENTRIES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Zeroed shared memory with one use, or `None` when there is none left.
pub fn allocate(len: usize) -> Option<*mut u8> {
    let layout = Layout::from_size_align(len.max(1), 16).ok()?;
    // SAFETY: the layout's size is not zero.
    let data = unsafe { std::alloc::alloc_zeroed(layout) };
    if data.is_null() {
        return None;
    }
    let owners = vec![Owner::Allocator(layout)];
    entries().insert(data as usize, Entry { uses: 1, owners });
    Some(data)
}

/// Registers memory that an addon owns, with one use.
pub fn register_external(data: *mut u8, owner: Box<dyn ReleaseBytes>) {
    let mut table = entries();
    let entry = table.entry(data as usize).or_insert(Entry { uses: 0, owners: Vec::new() });
    entry.uses += 1;
    entry.owners.push(Owner::External(ExternalOwner(owner)));
}

/// Takes the last registration of memory back, without telling its owner.
pub fn withdraw(data: *mut u8) {
    let mut table = entries();
    if let Some(entry) = table.get_mut(&(data as usize)) {
        entry.owners.pop();
        entry.uses -= 1;
        if entry.uses == 0 {
            table.remove(&(data as usize));
        }
    }
}

/// Ends one use; the last one gives the memory back.
pub fn release(data: *mut u8) {
    let mut table = entries();
    let Some(entry) = table.get_mut(&(data as usize)) else { return };
    entry.uses -= 1;
    if entry.uses > 0 {
        return;
    }
    let owners = table.remove(&(data as usize)).map(|entry| entry.owners).unwrap_or_default();
    drop(table); // an external owner may come back here
    for owner in owners.into_iter().rev() {
        match owner {
            // SAFETY: allocated with this layout in `allocate`, freed once: the entry is gone.
            Owner::Allocator(layout) => unsafe { std::alloc::dealloc(data, layout) },
            Owner::External(owner) => owner.0.release(),
        }
    }
}

unsafe extern "C" fn hook_alloc(_: *mut c_void, size: q::size_t) -> *mut c_void {
    allocate(size as usize).map_or(std::ptr::null_mut(), <*mut u8>::cast)
}

unsafe extern "C" fn hook_free(_: *mut c_void, data: *mut c_void) {
    release(data.cast());
}

unsafe extern "C" fn hook_dup(_: *mut c_void, data: *mut c_void) {
    retain(data as usize);
}

/// Adds a use; whether the memory is in the table.
fn retain(data: usize) -> bool {
    let mut table = entries();
    let Some(entry) = table.get_mut(&data) else { return false };
    entry.uses += 1;
    true
}

/// One use of shared memory that no engine has: it is between two.
pub struct SharedBytes {
    data: usize,
    /// The SharedArrayBuffer as the engine writes it down for itself: address and lengths.
    description: Box<[u8]>,
}

impl Clone for SharedBytes {
    fn clone(&self) -> SharedBytes {
        retain(self.data);
        SharedBytes { data: self.data, description: self.description.clone() }
    }
}

impl Drop for SharedBytes {
    fn drop(&mut self) {
        release(self.data as *mut u8);
    }
}

impl SharedMemory for Engine {
    fn hold_shared_memory(&self, value: Handle) -> Option<SharedBytes> {
        let bytes = self.shared_array_buffer_bytes(value)?;
        if !retain(bytes.data as usize) {
            return None; // memory of a runtime that somebody else made
        }
        let mut held = SharedBytes { data: bytes.data as usize, description: Box::default() };
        let mut len = 0;
        // SAFETY: a live value; the buffer is copied and given back.
        unsafe {
            let options = q::JS_WRITE_OBJ_SAB as i32;
            let written = q::JS_WriteObject(self.ctx, &raw mut len, value.value(), options);
            if written.is_null() {
                self.discard_exception();
                return None;
            }
            held.description = std::slice::from_raw_parts(written, len as usize).into();
            q::js_free(self.ctx, written.cast());
        }
        Some(held)
    }

    fn show_shared_memory(&self, memory: &SharedBytes) -> Outcome<Handle> {
        let description = &memory.description;
        // SAFETY: written by `hold_shared_memory`, in this process; the memory is in use until
        // `memory` is dropped, and the new object adds its own use by the hook.
        self.adopt(unsafe {
            q::JS_ReadObject(
                self.ctx,
                description.as_ptr(),
                description.len() as _,
                q::JS_READ_OBJ_SAB as i32,
            )
        })
    }
}

/// Installs the hooks in a runtime.
///
/// # Safety
/// `rt` is live.
pub unsafe fn install(rt: *mut q::JSRuntime) {
    let hooks = q::JSSharedArrayBufferFunctions {
        sab_alloc: Some(hook_alloc),
        sab_free: Some(hook_free),
        sab_dup: Some(hook_dup),
        sab_opaque: std::ptr::null_mut(),
    };
    // SAFETY: the structure is copied.
    unsafe { q::JS_SetSharedArrayBufferFunctions(rt, &raw const hooks) };
}
