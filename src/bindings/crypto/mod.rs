//! `internalBinding('crypto')`: hashes, their keyed form (HMAC), and random bytes.
//!
//! JavaScript has checked the arguments. The mathematics is RustCrypto's, the randomness the
//! operating system's; nothing here invents any of its own.
//!
//! ```text
//! algorithms.rs   which hashes there are and what they are called; a computation under way
//! hashing.rs      computations as JavaScript drives them
//! random.rs       random bytes, numbers and UUIDs
//! ```

mod algorithms;
mod hashing;
mod random;

use ctutils::CtEq;
use napi_derive::{BytesView, CallContext, Env, Object, Result};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    hashing::define(exports)?;
    random::define(exports)?;
    exports.define_function("timingSafeEqual", timing_safe_equal)
}

/// `timingSafeEqual(view, view)`: undefined when their lengths differ. The time it takes depends
/// on the length only.
fn timing_safe_equal(cx: CallContext<'_>) -> Result<Option<bool>> {
    let (left, right): (BytesView<'_>, BytesView<'_>) = (cx.arg(0)?, cx.arg(1)?);
    let (left, right) = (left.borrow()?, right.borrow()?);
    Ok((left.len() == right.len()).then(|| left.ct_eq(&*right).to_bool()))
}
