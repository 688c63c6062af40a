//! What `#[napi_derive::test]` runs as the init function of a module linked into the test.
//!
//! Neighbours: `macros/src/test_fn.rs` writes the calls; `testing.rs` of `napi-core` links the
//! module, runs the loop and reads the property `result`.

use std::future::Future;

use crate::convert::IntoJs;
use crate::error::Result;
use crate::object::Object;
use crate::raw::async_env::AsyncEnv;
use crate::raw::frame::Env;

/// The end of a test: what it returned, `()` or a `Result`.
#[doc(hidden)]
pub fn run_test<'env>(env: Env<'env>, returned: impl IntoJs<'env>) -> Result<()> {
    returned.into_js(env).map(drop)
}

/// Starts an asynchronous test; its promise is the property `result`.
#[doc(hidden)]
pub fn start_test<F>(env: Env<'_>, exports: Object<'_>, test: fn(AsyncEnv) -> F) -> Result<()>
where
    F: Future<Output: for<'any> IntoJs<'any>> + 'static,
{
    exports.set("result", env.spawn(test(AsyncEnv::new(env)?))?)
}
