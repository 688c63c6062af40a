//! `internalBinding('spawn_sync')` and `internalBinding('process_wrap')`: child processes.
//!
//! `command.rs` reads what is to be started; `sync.rs` runs it to its end; `handles.rs` starts it
//! on the runtime's loop.

mod command;
mod handles;
mod sync;

pub use handles::init as init_handles;
pub use sync::init as init_sync;
