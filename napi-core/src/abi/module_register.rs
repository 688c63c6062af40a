//! Manual: "Module registration": the call that static constructors make.

use super::types::napi_module;

/// Registers the module of the library that is being opened.
#[unsafe(no_mangle)]
pub extern "C" fn napi_module_register(module: *mut napi_module) {
    // SAFETY: Node-API's contract: a module with a name that ends in NUL, alive during the call.
    unsafe { crate::loader::register(module) };
}
