//! The part of the engine that is written in JavaScript: the build script compiled it, so that
//! starting reads it where it lies in the program. The engine marks it (see [`super::build_id`]) and
//! compiles its own text again should the mark be another's.

use mozjs_sys::jsapi::JS;

/// The engine reads numbers out of it.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static COMPILED: &Aligned<[u8]> =
    &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/self_hosted.bytecode")));

/// For `JS::InitSelfHostedCode`.
pub fn compiled() -> JS::SelfHostedCache {
    let bytes = &COMPILED.0;
    let mut span = std::mem::MaybeUninit::<JS::SelfHostedCache>::zeroed();
    // SAFETY: the engine's span of bytes is a length and an address; the bytes live for ever.
    unsafe {
        span.as_mut_ptr().cast::<(usize, *const u8)>().write((bytes.len(), bytes.as_ptr()));
        span.assume_init()
    }
}
