//! The exported functions: one file per chapter of the Node-API manual.
//!
//! Each is a plain `extern "C"` function with the signature of `include/`, its body passed to one
//! of the three ways in of [`entry`]. Nothing here names an engine type.

pub mod entry;
pub mod types;

pub fn keep_exports() {}
