//! `handles`: what is open on the runtime's loop, by numbers: sockets, pipes, terminals, children.
//!
//! ```text
//! events.rs    what happens to them, told to the scripts
//! streams.rs   reading, writing, connecting, listening
//! sockets.rs   what only TCP sockets, pipes and terminals do
//! datagrams.rs UDP sockets
//! resolve.rs   names and addresses
//! ```
//!
//! Functions that can fail give 0 or more when they succeed, and a negative errno when not.
//! Invariant: one handler per thread's runtime; it is let go when the runtime ends.

mod datagrams;
mod events;
mod resolve;
mod sockets;
mod streams;

pub use events::{add_host_functions, with_handles};

use napi_core::system::SystemError;
use napi_derive::{Env, Object, Result};

/// The functions of the binding.
pub fn init(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    streams::define(exports)?;
    sockets::define(exports)?;
    datagrams::define(exports)?;
    resolve::define(exports)
}

type Answer<T> = std::result::Result<T, SystemError>;

/// 0, or the errno.
pub fn errno(result: Answer<()>) -> i32 {
    result.map_or_else(|error| error.errno, |()| 0)
}

/// The number, or the errno.
fn number<N: Into<f64>>(result: Answer<N>) -> f64 {
    result.map_or_else(|error| f64::from(error.errno), Into::into)
}
