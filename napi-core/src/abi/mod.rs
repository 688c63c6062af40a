//! The exported functions: one file per chapter of the Node-API manual.
//!
//! Each is a plain `extern "C"` function with the signature of `include/`, its body passed to one
//! of the ways in of [`entry`]. Nothing here names an engine type.

mod arguments;
mod array_buffers;
mod async_context;
mod async_work;
mod buffers;
mod classes;
mod entry;
mod errors;
mod functions;
pub(crate) mod lifecycle;
mod module_register;
mod object_wrap;
mod objects;
mod primitives;
mod promises;
mod scopes;
mod strings;
mod threadsafe_functions;
pub mod types;

mod exports;

pub use exports::{EXPORTS, keep_exports};
pub use lifecycle::SUPPORTED_VERSION;
pub(crate) use threadsafe_functions::call_callback_without_arguments;
