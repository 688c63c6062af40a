//! `napi-core`: a host for native addons. The whole Node-API C ABI over an embedded JavaScript
//! engine and libuv.
//!
//! # Embedding
//!
//! A program that makes a [`Runtime`] can evaluate JavaScript, give it functions, and load the
//! `.node` files that were built for Node. Nothing else of Node is in here: `require`, timers and
//! `console` are the program's to give ([`Host`], [`Scope::function`]); `napkin` is one that gives
//! them all.
//!
//! ```no_run
//! use napi_core::Runtime;
//! use std::path::Path;
//!
//! let runtime = Runtime::new()?;
//! let answer = runtime.callback(|scope| {
//!     let call = || {
//!         let addon = scope.load_addon(Path::new("hello.node"))?;
//!         scope.call(scope.get(addon, "hello")?, addon, &[])
//!     };
//!     call().map(|text| scope.to_text(text)).map_err(|thrown| scope.describe(thrown))
//! });
//! println!("{answer:?}");
//! runtime.run()?; // what the addon began
//! # Ok::<(), napi_core::RuntimeError>(())
//! ```
//!
//! **Linking.** An addon finds the Node-API functions in the program that loads it, so the program
//! must export them. A library cannot arrange that for the programs that use it; each needs this in
//! its `build.rs` (Linux and macOS; for tests and examples there are `rustc-link-arg-tests` and
//! `rustc-link-arg-examples`):
//!
//! ```
//! println!("cargo:rustc-link-arg-bins=-rdynamic");
//! ```
//!
//! Without it loading an addon fails with an error that names the missing functions.
//!
//! **Threads.** A runtime and all its values belong to the thread that made it, which the compiler
//! checks. Any number of runtimes can live in a process, each on its thread (or several on one);
//! the same addon can be loaded into all of them, if it keeps its state per env, as addons for
//! worker threads do. JavaScript's recursion is limited by the stack of the runtime's thread.
//!
//! **Lifetimes.** A [`Local`] lives as long as the [`Scope`] it was made in; what must live longer
//! is a [`Persistent`]. Use the innermost scope to make values: an outer one panics. Dropping the
//! runtime runs cleanup hooks and finalizers and frees what addons left; persistent values may be
//! dropped later.
//!
//! **The loop.** [`Runtime::run`] runs libuv's loop until nothing is left to wait for. A program
//! with a loop of its own calls [`Runtime::poll`] when [`Runtime::poll_fd`] is readable or
//! [`Runtime::poll_timeout`] has passed. Calls from outside go through [`Runtime::callback`], which
//! runs promise jobs afterwards.
//!
//! **Somebody else's context.** On QuickJS-ng, `Engine::attach` puts addons into a context that
//! `rquickjs` made.
//!
//! # The crate
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
//! shared_wait.rs  threads that wait for shared memory to change
//! ```

// The modules' opening lines speak to their maintainers as well.
#![allow(rustdoc::private_intra_doc_links)]

pub mod abi;
pub mod compile;
pub mod engine;
mod env;
pub mod event_loop;
#[cfg(fuzzing)]
pub mod fuzzing;
pub mod host;
mod introspection;
pub mod loader;
pub mod message;
mod module_binding;
pub mod runtime;
pub mod scope;
pub mod shared_wait;
pub mod status;
pub mod system;
pub mod testing;

pub use engine::Interrupter;
pub use host::{AsyncIds, Host, NodeVersion};
pub use message::Message;
pub use runtime::{Runtime, RuntimeError};
pub use scope::{Call, Local, Native, Persistent, Scope};
