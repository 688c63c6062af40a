//! Futures that need tokio.

use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

use napi_derive::{Env, Error, Promise, Result, ThreadsafeFunction, napi, tokio_runtime};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

/// Runs for each env, of which the first has its way.
#[napi(init)]
fn init(_env: Env<'_>) {
    let _ = reconfigure();
}

/// Whether the runtime could be configured: only while it does not run.
#[napi]
fn reconfigure() -> Result<()> {
    tokio_runtime::configure(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("addon.tokio")
            .enable_all()
            .build()
    })
}

/// No runtime can be made, until that is configured again.
#[napi]
fn refuse_runtime() -> Result<()> {
    tokio_runtime::configure(|| Err(std::io::ErrorKind::WouldBlock.into()))
}

#[napi]
async fn later(duration: Duration, value: f64) -> f64 {
    sleep(duration).await;
    value
}

#[napi]
async fn in_time(promise: Promise<f64>, limit: Duration) -> Result<f64> {
    timeout(limit, promise).await.map_err(|_| Error::new("too late").with_code("ERR_LATE"))?
}

/// The name of the thread that a spawned task ran on; JavaScript's is another.
#[napi]
async fn thread_of_task() -> Result<String> {
    let own = thread::current().id();
    let name = tokio::spawn(async move {
        assert_ne!(thread::current().id(), own);
        thread::current().name().unwrap_or_default().to_owned()
    });
    Ok(name.await?)
}

#[napi]
async fn blocking(number: f64) -> Result<f64> {
    Ok(tokio::task::spawn_blocking(move || number * 2.0).await?)
}

/// Tasks that send to each other.
#[napi]
async fn through_tasks(count: u32) -> u32 {
    let (sender, mut receiver) = mpsc::channel(4);
    for number in 0..count {
        let sender = sender.clone();
        tokio::spawn(async move {
            sleep(Duration::from_millis(u64::from(number % 3))).await;
            sender.send(number).await
        });
    }
    drop(sender);
    let mut sum = 0;
    while let Some(number) = receiver.recv().await {
        sum += number;
    }
    sum
}

#[napi]
async fn panics_in_a_task() -> Result<()> {
    Ok(tokio::spawn(async { panic!("in a task") }).await?)
}

static ALIVE: AtomicI32 = AtomicI32::new(0);

struct Witness;

impl Witness {
    fn new() -> Witness {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Witness
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        // What a future owns may need the runtime when it is dropped.
        drop(tokio::spawn(async {}));
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What futures and tasks hold at the moment.
#[napi]
fn alive() -> i32 {
    ALIVE.load(Ordering::SeqCst)
}

/// A future that never ends.
#[napi]
async fn never() {
    let _witness = Witness::new();
    std::future::pending::<()>().await;
}

/// A task that never ends, from a plain function; tells when it runs.
#[napi]
fn spawn_never(env: Env<'_>, running: ThreadsafeFunction<()>) -> Result<()> {
    tokio_runtime::handle(env)?.spawn(async move {
        let _witness = Witness::new();
        let _ = running.call(());
        drop(running);
        std::future::pending::<()>().await;
    });
    Ok(())
}

/// A plain function within the runtime.
#[napi]
fn entered(env: Env<'_>) -> Result<bool> {
    let outside = tokio::runtime::Handle::try_current().is_err();
    let handle = tokio_runtime::handle(env)?;
    let _guard = handle.enter();
    Ok(outside && tokio::runtime::Handle::try_current().is_ok())
}
