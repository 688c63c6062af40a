//! `napi-core`: a host for native addons. The whole Node-API C ABI over an embedded JavaScript
//! engine and libuv.
//!
//! ```text
//! abi/         the exported functions, one file per chapter of the Node-API manual
//! env/         what stands behind napi_env: scopes, references, finalizers, cleanup hooks
//! engine/      the only folder that names a JavaScript engine
//! event_loop/  libuv: the loop, async work, thread-safe functions
//! loader/      opening a .node file and registering its module
//! system/      the operating system, for the runtime's own modules
//! runtime.rs   a runtime: engine + loop + envs       scope.rs  values for embedders
//! host.rs      what the library asks of the program around it
//! message.rs   values that leave a runtime for another thread
//! ```

pub mod abi;
pub mod compile;
pub mod engine;
pub mod env;
pub mod event_loop;
pub mod host;
mod introspection;
pub mod loader;
pub mod message;
pub mod runtime;
pub mod scope;
pub mod status;
pub mod system;

pub use engine::Interrupter;
pub use host::{AsyncIds, Host, NodeVersion};
pub use message::Message;
pub use runtime::{Runtime, RuntimeError};
pub use scope::{Call, Local, Native, Persistent, Scope};
