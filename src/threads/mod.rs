//! Threads that run JavaScript, and what goes between them.
//!
//! ```text
//! port.rs      both ends of a channel, or of a named one: queues, on no thread in particular
//! mailroom.rs  a thread's ports and workers: what arrives wakes its loop and is handed to scripts
//! worker.rs    a worker: a thread with a runtime of its own, its start and its end
//! ```
//!
//! Neighbours: `bindings/messaging.rs` and `bindings/worker.rs` (the functions scripts call),
//! `napi_core::message` (how values leave a runtime).

pub mod mailroom;
pub mod port;
pub mod worker;
