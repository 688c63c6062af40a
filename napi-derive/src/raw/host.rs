//! What the host knows: memory outside of JavaScript, the library's file.
//!
//! Neighbours: `env.rs` (the other methods of an env).

use std::ffi::CStr;

use napi_sys as sys;

use super::frame::Env;
use crate::error::{Error, Result};

impl Env<'_> {
    /// Tells the collector of memory that JavaScript objects keep alive outside of its heap: by how
    /// many bytes it has grown or, negative, shrunk. How much it is now.
    ///
    /// Only a hint: the collector runs earlier if there is much.
    pub fn adjust_external_memory(self, change: i64) -> Result<i64> {
        // SAFETY: the env is live on its thread; `out` is a place for one number.
        self.read(|env, out| unsafe { sys::napi_adjust_external_memory(env, change, out) })
    }

    /// The URL of the file that the addon was loaded from, such as `file:///a/addon.node`; empty if
    /// there is none, as for a module linked into its host.
    pub fn module_file_name(self) -> Result<String> {
        let mut name = std::ptr::null();
        // SAFETY: the env is live on its thread; `name` is a local.
        self.check(unsafe { sys::node_api_get_module_file_name(self.raw(), &mut name) })?;
        if name.is_null() {
            return Ok(String::new());
        }
        // SAFETY: a C string that the host keeps as long as the env, so at least for this call.
        let name = unsafe { CStr::from_ptr(name) };
        let text = name.to_str().map_err(|_| Error::new("the addon's URL is not UTF-8"))?;
        Ok(text.to_owned())
    }
}
