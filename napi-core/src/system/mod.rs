//! What the operating system is asked, mostly through libuv's portable calls, as safe functions.
//!
//! ```text
//! error.rs         SystemError; the names and texts of error numbers
//! file_system.rs   what is done to paths      file_content.rs  what is done to open files
//! file_status.rs   stat, times, permissions, owners     file_tree.rs  whole trees of folders
//! file_watch.rs    changes of files as events of a runtime's loop
//! request.rs       one synchronous uv_fs call           pool.rs  work on libuv's thread pool
//! machine.rs       host name, processors, memory, load  network.rs  interface addresses
//! accounts.rs      who the user is; unix/credentials.rs changes it
//! process.rs       this process: directory, title, usage, priority; kill
//! standard_io.rs   writing and reading a descriptor whole; terminals
//! environment.rs   environment variables     clock.rs   time since the start
//! signals.rs       signals as events of a runtime's loop
//! handles/         sockets, pipes, terminals, children: handles of a runtime's loop, by numbers
//! address.rs       addresses of sockets
//! child/           child processes: run to their end, or as handles
//! linux.rs, macos.rs, windows.rs             what libuv does not cover, per system
//! ```
//!
//! Invariants: nothing here runs JavaScript, except the callbacks of signals, handles and
//! the pool, from the loop; every failure is a [`SystemError`] with libuv's number. Paths and names are bytes, since that is what
//! systems have.
//!
//! Neighbours: the runtime's bindings turn the results into JavaScript values.

pub mod accounts;
pub mod address;
pub mod child;
pub mod clock;
pub mod environment;
mod error;
pub mod file_content;
pub mod file_status;
pub mod file_system;
pub mod file_tree;
pub mod file_watch;
pub mod handles;
pub mod machine;
pub mod network;
pub mod pool;
pub mod process;
mod request;
pub mod signals;
pub mod standard_io;
#[cfg(unix)]
mod unix;

#[cfg_attr(any(target_os = "linux", target_os = "android"), path = "linux.rs")]
#[cfg_attr(target_vendor = "apple", path = "macos.rs")]
#[cfg_attr(windows, path = "windows.rs")]
mod platform;

#[cfg(unix)]
pub use unix::credentials;

pub use error::{Result, SystemError, error_codes, error_name, error_text};

/// The version of the C library that the program runs on, where that is glibc.
pub fn glibc_version() -> Option<String> {
    platform::glibc_version()
}

/// The libraries mapped into this process, the program itself left out, in the order of loading.
pub fn shared_objects() -> Vec<String> {
    platform::shared_objects()
}
