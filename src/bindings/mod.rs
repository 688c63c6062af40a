//! The native functions of the built-in modules: `internalBinding(name)`.
//!
//! Most files are addons written with napi-derive and linked in (`init`). Those that drive the host
//! itself (`timers`, `task_queue`, `async_wrap`, `builtins`) use its own API and share
//! state with [`crate::host::NodeHost`]; so do those of threads (`messaging`, `worker`,
//! `shared_wait`), whose state is in [`crate::threads`].

mod async_wrap;
mod buffer;
mod builtins;
mod cjs_lexer;
mod crypto;
mod encoding;
mod fs;
mod handles;
mod http_parser;
mod messaging;
mod os;
mod process;
mod shared_wait;
mod spawn;
mod system;
mod task_queue;
mod timers;
mod tls;
mod url;
mod uv;
mod worker;
mod zlib;

use napi_core::{Local, Native, Scope};
use napi_derive::{RawInit, linked_init};

/// The binding of this name, made anew; `None` when there is none.
///
/// # Errors
/// What making it throws.
pub fn make<'s>(scope: &Scope<'s>, name: &str) -> Result<Option<Local<'s>>, Local<'s>> {
    let init: RawInit = match name {
        "engine" => return scope.engine_binding().map(Some),
        "async_wrap" => return async_wrap::make(scope).map(Some),
        "builtins" => return builtins::make(scope).map(Some),
        "modules" => return scope.module_binding().map(Some),
        "messaging" => return messaging::make(scope).map(Some),
        "shared_wait" => return shared_wait::make(scope).map(Some),
        "task_queue" => return task_queue::make(scope).map(Some),
        "timers" => return timers::make(scope).map(Some),
        "worker" => return worker::make(scope).map(Some),
        "buffer" => linked_init(buffer::init),
        "cjs_lexer" => linked_init(cjs_lexer::init),
        "crypto" => linked_init(crypto::init),
        "encoding" => linked_init(encoding::init),
        "fs" => linked_init(fs::init),
        "fs_pool" => linked_init(fs::init_pool),
        "fs_watch" => linked_init(fs::watch::init),
        "handles" => linked_init(handles::init),
        "http_parser" => linked_init(http_parser::init),
        "os" => linked_init(os::init),
        "process" => linked_init(process::init),
        "process_wrap" => linked_init(spawn::init_handles),
        "spawn_sync" => linked_init(spawn::init_sync),
        "tls" => linked_init(tls::init),
        "url" => linked_init(url::init),
        "uv" => linked_init(uv::init),
        "zlib" => linked_init(zlib::init),
        _ => return Ok(None),
    };
    let exports = scope.object()?;
    match name {
        "fs_pool" => fs::add_host_functions(scope, exports)?,
        "fs_watch" => fs::watch::add_host_functions(scope, exports)?,
        "process" => process::add_host_functions(scope, exports)?,
        "handles" => handles::add_host_functions(scope, exports)?,
        _ => {}
    }
    // SAFETY: napi-derive made this function with that signature and that contract.
    #[allow(unsafe_code)]
    unsafe { scope.link(name, init as *const (), exports) }.map(Some)
}

/// The two functions every built-in script is given: `require` and `internalBinding`.
///
/// # Errors
/// The exception, when the engine has no memory for them.
pub fn loader_functions<'s>(scope: &Scope<'s>) -> Result<(Local<'s>, Local<'s>), Local<'s>> {
    let require = scope.function("require", builtins::require)?;
    Ok((require, scope.function("internalBinding", builtins::internal_binding)?))
}

/// An object with these functions.
fn object_of<'s>(scope: &Scope<'s>, functions: &[(&str, Native)]) -> Result<Local<'s>, Local<'s>> {
    let object = scope.object()?;
    for (name, native) in functions {
        scope.set(object, name, scope.function(name, *native)?)?;
    }
    Ok(object)
}
