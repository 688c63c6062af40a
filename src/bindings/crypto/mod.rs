//! `internalBinding('crypto')`: hashes, ciphers, keys, and random bytes.
//!
//! JavaScript has checked the arguments. The mathematics is RustCrypto's, the randomness the
//! operating system's; nothing here invents any of its own.
//!
//! ```text
//! algorithms.rs   which hashes there are and what they are called; a computation under way
//! composed.rs     hashes made of others
//! ciphers/        encrypting and decrypting with a secret key
//! hashing.rs      computations as JavaScript drives them
//! derivation.rs   keys made of passwords and of other keys
//! keys/           keys of two halves: RSA and curves
//! primes.rs       powers and primes
//! random.rs       random bytes, numbers and UUIDs
//! ```

mod algorithms;
mod ciphers;
mod composed;
mod derivation;
mod hashing;
mod keys;
mod primes;
mod random;

use ctutils::CtEq;
use napi_derive::{BytesView, CallContext, Env, Object, Result};

/// Defines the functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    hashing::define(exports)?;
    derivation::define(exports)?;
    ciphers::define(exports)?;
    keys::define(exports)?;
    primes::define(exports)?;
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
