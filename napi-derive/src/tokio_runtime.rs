//! Tokio's runtime, for futures that need one (feature `tokio`).
//!
//! An `async fn` marked `#[napi]`, and what [`Env::spawn`] is given, still runs on the env's thread;
//! but it is polled within a multi-thread runtime, so that `tokio::time::sleep`, `tokio::spawn`,
//! sockets and whatever else asks for "the current runtime" work, each with the features of `tokio`
//! that the addon itself turns on.
//!
//! ```no_run
//! use napi_derive::{Result, napi};
//!
//! #[napi]
//! async fn both(a: f64, b: f64) -> Result<f64> {
//!     let squared = tokio::spawn(async move { a * a });
//!     Ok(squared.await? + b)
//! }
//! ```
//!
//! Invariant: there is at most one runtime in the library. It is started when the first future is
//! polled or [`handle`] is called, shared by all envs, and shut down when the last env that used it
//! ends.
//!
//! Neighbours: `no_tokio_runtime.rs` in its place, `executor.rs`.

use std::cell::OnceCell;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::runtime::{Builder, EnterGuard, Handle, Runtime};

use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::raw::frame::Env;

/// As long is waited at the end for its threads. Those that compute or block longer are left
/// behind, as other threads are.
const PATIENCE: Duration = Duration::from_millis(100);

type Make = Box<dyn Fn() -> io::Result<Runtime> + Send>;

struct Library {
    make: Option<Make>,
    running: Weak<Running>,
}

static LIBRARY: Mutex<Library> = Mutex::new(Library { make: None, running: Weak::new() });

/// The runtime, while an env uses it.
struct Running {
    handle: Handle,
    /// Taken at the end.
    runtime: Option<Runtime>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(PATIENCE);
        }
    }
}

/// The runtime of the library, started if it does not run.
fn running() -> Result<Arc<Running>> {
    let mut library = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(running) = library.running.upgrade() {
        return Ok(running);
    }
    let made = match &library.make {
        Some(make) => make(),
        None => Builder::new_multi_thread().enable_all().thread_name("napi-derive.tokio").build(),
    };
    let runtime = made.map_err(|error| {
        Error::new(format!("tokio's runtime could not be started: {error}")).with_cause(error)
    })?;
    let running = Arc::new(Running { handle: runtime.handle().clone(), runtime: Some(runtime) });
    library.running = Arc::downgrade(&running);
    Ok(running)
}

/// Sets how the runtime is made, before it is: in an init function.
///
/// ```no_run
/// use napi_derive::{Env, Result, napi, tokio_runtime};
///
/// #[napi(init)]
/// fn init(_env: Env<'_>) -> Result<()> {
///     // The default is as many threads as processors, with everything enabled.
///     tokio_runtime::configure(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).build())
/// }
/// ```
///
/// # Errors
/// When the runtime runs already: it was made for an env that came earlier, such as the main
/// thread's when a worker loads the addon. Where that is no mistake, the error can be left.
pub fn configure(make: impl Fn() -> io::Result<Runtime> + Send + 'static) -> Result<()> {
    let mut library = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
    if library.running.strong_count() > 0 {
        return Err(Error::new(
            "tokio's runtime runs already: configure it in an init function, once",
        )
        .with_code("ERR_RUNTIME_STARTED"));
    }
    library.make = Some(Box::new(make));
    Ok(())
}

/// The runtime, started if it does not run: to `spawn` on it from a plain function, or to `enter`
/// it.
///
/// It runs until the last env ends that used it; what is spawned on it then is dropped.
pub fn handle(env: Env<'_>) -> Result<Handle> {
    Ok(Executor::of(env)?.surroundings.running()?.handle.clone())
}

/// An env's share in the runtime.
#[derive(Default)]
pub(crate) struct Surroundings(OnceCell<Arc<Running>>);

impl Surroundings {
    fn running(&self) -> Result<&Running> {
        match self.0.get() {
            Some(running) => Ok(running),
            None => {
                let running = running()?;
                Ok(self.0.get_or_init(|| running))
            }
        }
    }

    /// Within the runtime, until the guard is dropped.
    pub(crate) fn enter(&self) -> Result<EnterGuard<'_>> {
        Ok(self.running()?.handle.enter())
    }

    /// The same if it was entered before.
    pub(crate) fn entered_before(&self) -> Option<EnterGuard<'_>> {
        self.0.get().map(|running| running.handle.enter())
    }
}
