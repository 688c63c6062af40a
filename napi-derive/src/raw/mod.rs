//! The only module with `unsafe`: everything that calls the C ABI or holds a pointer from it.
//!
//! Invariant: what leaves this module is safe for any caller. `Env` and `Value` can be made only
//! here, from a live env on its own thread; a function that may run JavaScript asks
//! [`Env::entering_js`] first, so that no borrowed bytes change under a Rust reference.
//! One file per chapter of the Node-API manual; the public types outside are written over these.

pub(crate) mod arguments;
pub(crate) mod async_env;
pub(crate) mod async_work;
pub(crate) mod bytes;
pub(crate) mod calls;
pub(crate) mod cleanup;
pub(crate) mod closures;
pub(crate) mod construction;
pub(crate) mod doorbell;
pub(crate) mod env_life;
pub(crate) mod env_state;
pub(crate) mod error_box;
pub(crate) mod errors;
pub(crate) mod external;
pub(crate) mod frame;
pub(crate) mod functions;
mod host;
pub(crate) mod instances;
mod live;
pub(crate) mod memory;
pub(crate) mod module;
pub(crate) mod new_bytes;
#[cfg(test)]
mod no_host;
pub(crate) mod objects;
pub(crate) mod primitives;
pub(crate) mod promises;
pub(crate) mod references;
pub(crate) mod scopes;
pub(crate) mod scratch;
pub(crate) mod strings;
pub(crate) mod text;
