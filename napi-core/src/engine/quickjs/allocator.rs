//! The memory that QuickJS-ng gets from the system: so placed that what is inside it is aligned as
//! V8's memory is, for addons read and write it with instructions that need that.
//!
//! The engine puts a header of 8 bytes before each large block; small ones (up to 504 bytes) share
//! pages. What it wants zeroed, the memory of ArrayBuffers above all, gets a block that lies 8 bytes
//! into one of the system's, so that what follows the header is at a multiple of 16. Invariant: the
//! address of a block tells whether it is such a one or the system's own.

use rquickjs_sys as q;
use std::ffi::c_void;

/// The engine's header, and by how much a block is moved.
const HEADER: usize = 8;

/// A runtime whose memory comes from here; NULL without memory.
///
/// # Safety
/// As `JS_NewRuntime`.
pub unsafe fn new_runtime() -> *mut q::JSRuntime {
    let functions = q::JSMallocFunctions {
        js_calloc: Some(calloc),
        js_malloc: Some(malloc),
        js_free: Some(free),
        js_realloc: Some(realloc),
        js_malloc_usable_size: Some(usable_size),
    };
    // SAFETY: the engine copies the table; the functions keep the contract of their namesakes.
    unsafe { q::JS_NewRuntime2(&raw const functions, std::ptr::null_mut()) }
}

/// The address that the engine gets for a block of the system's.
fn moved(block: *mut c_void) -> *mut c_void {
    if block.is_null() { block } else { block.wrapping_byte_add(HEADER) }
}

/// The system's block behind an address that the engine has, and how far in it lies.
fn origin(address: *const c_void) -> (*mut c_void, usize) {
    let offset = address.addr() & HEADER;
    (address.cast_mut().wrapping_byte_sub(offset), offset)
}

unsafe extern "C" fn calloc(_: *mut c_void, count: q::size_t, size: q::size_t) -> *mut c_void {
    let bytes = (count as usize).checked_mul(size as usize).and_then(|all| all.checked_add(HEADER));
    // SAFETY: plain calls of the system's allocator, here and below.
    bytes.map_or(std::ptr::null_mut(), |bytes| moved(unsafe { libc::calloc(1, bytes) }))
}

unsafe extern "C" fn malloc(_: *mut c_void, size: q::size_t) -> *mut c_void {
    // SAFETY: as above.
    unsafe { libc::malloc(size as usize) }
}

unsafe extern "C" fn free(_: *mut c_void, address: *mut c_void) {
    // SAFETY: what the engine frees it got from here, so its origin is the system's.
    unsafe { libc::free(origin(address).0) }
}

unsafe extern "C" fn realloc(
    opaque: *mut c_void,
    address: *mut c_void,
    size: q::size_t,
) -> *mut c_void {
    if address.is_null() {
        // SAFETY: as the caller's.
        return unsafe { malloc(opaque, size) };
    }
    let (block, offset) = origin(address);
    let Some(bytes) = (size as usize).checked_add(offset) else { return std::ptr::null_mut() };
    // SAFETY: as in `free`; the offset of a block stays what it is.
    let block = unsafe { libc::realloc(block, bytes) };
    if block.is_null() { block } else { block.wrapping_byte_add(offset) }
}

unsafe extern "C" fn usable_size(address: *const c_void) -> q::size_t {
    if address.is_null() {
        return 0;
    }
    let (block, offset) = origin(address);
    // SAFETY: as in `free`.
    let size = unsafe { libc::malloc_usable_size(block) };
    size.saturating_sub(offset) as q::size_t
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_content_and_place() {
        let none = std::ptr::null_mut();
        // SAFETY: blocks are used within their sizes and freed once.
        unsafe {
            for size in [1, 16, 513, 4096, 100_000] {
                for (block, offset) in [(malloc(none, size), 0), (calloc(none, 1, size), HEADER)] {
                    assert_eq!(block.addr() % 16, offset);
                    assert!(usable_size(block) >= size);
                    block.cast::<u8>().write_bytes(7, size as usize);
                    let block = realloc(none, block, size * 3);
                    assert_eq!(block.addr() % 16, offset);
                    assert!((0..size as usize).all(|at| block.cast::<u8>().add(at).read() == 7));
                    free(none, block);
                }
            }
            let zeros = calloc(none, 30, 30).cast::<u8>();
            assert!((0..900).all(|at| zeros.add(at).read() == 0));
            free(none, zeros.cast());
            assert!(calloc(none, q::size_t::MAX, 2).is_null());
            free(none, none);
            assert_eq!(usable_size(none), 0);
        }
    }
}
