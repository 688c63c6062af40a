//! Tests of addons: a runtime for one test, with the test as a module linked into it.
//!
//! Neighbours: `napi-derive`'s attribute `test` writes the call of [`crate::run_addon_test!`];
//! `scope.rs` links the module.

use crate::{Runtime, Scope};

/// What tells how the promise of an asynchronous test was settled.
const WATCH: &str = "(function (exports) {
    exports.result?.then(() => { exports.passed = true }, (error) => { exports.error = [error] });
    return exports.result !== undefined;
})";

/// Runs a module's init function as a test, in a runtime of its own: `run_addon_test!(INIT)`, where
/// `INIT` is a function with the signature and the contract of `napi_register_module_v1`.
///
/// If the exports have a `result`, it is a promise to be awaited. Panics with the stack when the
/// function throws, the promise rejects, or an exception reaches the event loop.
#[macro_export]
macro_rules! run_addon_test {
    ($init:expr) => {
        // SAFETY: the caller of the macro vouches for the function.
        unsafe { $crate::testing::run($init as *const ()) }
    };
}

/// See [`crate::run_addon_test!`].
///
/// # Safety
/// `init` is the address of a function with the signature and the contract of
/// `napi_register_module_v1`.
///
/// # Panics
/// When the test fails.
#[doc(hidden)]
pub unsafe fn run(init: *const ()) {
    let runtime = Runtime::new().unwrap_or_else(|error| panic!("{error}"));
    let exports = runtime.callback(|scope| {
        let run = || {
            // SAFETY: the caller vouches for the function.
            let exports = unsafe { scope.link("test", init, scope.object()?) }?;
            let watch = scope.evaluate(WATCH, "napi-core:testing")?;
            let pending = scope.call(watch, scope.undefined(), &[exports])?;
            Ok(scope.as_boolean(pending).unwrap_or_default().then(|| scope.persist(exports)))
        };
        run().map_err(|thrown| scope.describe(thrown))
    });
    let exports = exports.unwrap_or_else(|thrown| panic!("{thrown}"));
    if let Err(error) = runtime.run() {
        panic!("{error}");
    }
    let Some(exports) = exports else { return };
    let outcome = runtime.enter(|scope| {
        let exports = scope.local_of(&exports);
        outcome(scope, exports).unwrap_or_else(|thrown| Some(scope.describe(thrown)))
    });
    if let Some(failure) = outcome {
        panic!("{failure}");
    }
}

/// What went wrong with an asynchronous test whose loop has ended.
fn outcome<'s>(
    scope: &Scope<'s>,
    exports: crate::Local<'s>,
) -> Result<Option<String>, crate::Local<'s>> {
    if scope.as_boolean(scope.get(exports, "passed")?) == Some(true) {
        return Ok(None);
    }
    let error = scope.get(exports, "error")?;
    if scope.is_nullish(error) {
        return Ok(Some("the test waits for something that will never happen".to_owned()));
    }
    Ok(Some(scope.describe(scope.get(error, "0")?)))
}
