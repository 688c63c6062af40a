//! Memory of SharedArrayBuffers, which several runtimes on several threads may hold.
//!
//! Process-wide, as the memory itself is: a table from address to reference count and to whoever
//! gives it back. The engine reports new and dropped uses through its three hooks.

use crate::engine::seam::ReleaseBytes;
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
    if let Some(entry) = entries().get_mut(&(data as usize)) {
        entry.uses += 1;
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
