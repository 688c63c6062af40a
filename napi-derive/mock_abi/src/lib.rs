//! A host of Node-API without JavaScript, for tests that are strict: `functions.rs` defines the C
//! functions that the safe API is written over, so far as the tests need them.
//!
//! A real host is lenient: a stale handle often still works, and a reference deleted twice may go
//! unnoticed. This one notes whatever breaks a rule: a handle used after its scope, a reference,
//! deferred or hold that is given up twice or on the wrong thread, a call while an exception is
//! pending, a scope that is left open, anything after the end of the env.
//!
//! It is Rust alone, so Miri can run what is tested on it: no C, no assembly, no sections of the
//! library that a linker would join.

pub mod env;
mod functions;
pub mod threads;
pub mod values;

pub use env::Host;
pub use values::Value;
