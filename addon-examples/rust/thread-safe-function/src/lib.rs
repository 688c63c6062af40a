//! A search on several threads that reports its progress, and asks whether to go on.
//!
//! `ThreadsafeFunction` is a JavaScript function that any thread can call. What it is called with
//! is sent to JavaScript's thread and converted there.

#![forbid(unsafe_code)]

use std::sync::Arc;
use std::thread;

use napi_derive::{CallError, Env, Error, Function, JsPromise, Result, ThreadsafeFunction, napi};

napi_derive::module!();

/// What a thread reports: its number, how many lines it has seen, and those it found.
type Progress = ThreadsafeFunction<(u32, u32, Vec<String>)>;

/// Looks for `word` in all lines, on `threads` threads, a hundred lines at a time; calls
/// `progress` after each. Resolves with the number of lines found.
///
/// At most eight reports wait: a thread that is ahead of JavaScript waits too.
#[napi]
fn search<'env>(
    env: Env<'env>,
    lines: Vec<String>,
    word: String,
    threads: u32,
    progress: Function<'env>,
) -> Result<JsPromise<'env>> {
    if threads == 0 || threads > 16 {
        return Err(Error::range_error("between 1 and 16 threads"));
    }
    // In batches, so that nothing waits any more when `finished` is called, on any host.
    let progress: Progress =
        ThreadsafeFunction::builder(progress).queue_limit(8).batched().build()?;
    let (deferred, promise) = env.promise()?;
    let deferred = std::cell::Cell::new(Some(deferred));
    let finished = env.closure("finished", move |cx| {
        if let Some(deferred) = deferred.take() {
            deferred.resolve(cx.env(), cx.value(0)?)?;
        }
        cx.env().undefined()
    })?;
    let finished: ThreadsafeFunction<(u32,)> = ThreadsafeFunction::builder(finished).build()?;
    let input = Arc::new((lines, word));
    thread::spawn(move || {
        let searches = (0..threads).map(|number| {
            let (input, progress) = (Arc::clone(&input), progress.clone());
            thread::spawn(move || search_part(number, threads, &input, &progress))
        });
        let searches = searches.collect::<Vec<_>>();
        let found = searches.into_iter().map(|search| search.join().unwrap_or(Ok(0)));
        // An error says that the env has ended: nobody waits for the promise.
        if let Ok(found) = found.sum::<Result<u32, CallError>>() {
            let _ = finished.call((found,));
        }
    });
    Ok(promise)
}

fn search_part(
    number: u32,
    threads: u32,
    (lines, word): &(Vec<String>, String),
    progress: &Progress,
) -> Result<u32, CallError> {
    let part = lines.len().div_ceil(threads as usize).max(1);
    let (mut seen, mut total) = (0, 0);
    for chunk in
        lines.iter().skip(number as usize * part).take(part).collect::<Vec<_>>().chunks(100)
    {
        let found: Vec<String> =
            chunk.iter().filter(|line| line.contains(word)).map(|line| (*line).clone()).collect();
        seen += chunk.len() as u32;
        total += found.len() as u32;
        progress.call_blocking((number, seen, found))?;
    }
    Ok(total)
}

/// Counts upwards on a thread for as long as `goOn` answers `true`; resolves with the number.
#[napi]
async fn count_while(go_on: ThreadsafeFunction<(u32,)>) -> Result<u32> {
    let mut number = 0;
    // Awaited here, on JavaScript's thread; another thread would call `wait()`.
    while go_on.call_for_result::<bool>((number,))?.await?? {
        number += 1;
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use napi_derive::{AsyncEnv, Function, Object, Promise, Result};

    #[napi_derive::test]
    async fn all_threads_report(env: AsyncEnv) -> Result<()> {
        let found: Promise<u32> = env.enter(|env| {
            let exports = env.object()?;
            exports.define::<super::search>()?;
            env.global()?.set("search", exports.get::<Function<'_>>("search")?)?;
            let script = "
                globalThis.reports = [];
                const lines = Array.from({ length: 400 }, (_, index) => `line ${index}`);
                search(lines, '77', 4, (thread) => reports.push(thread))";
            env.run_script(script)?.to()
        })??;
        // 77, 177, 277 and 377, each found by another thread.
        assert_eq!(found.await?, 4);
        env.enter(|env| {
            let reports: Object<'_> = env.run_script("reports.sort()")?.to()?;
            assert_eq!(reports.get::<u32>("length")?, 4);
            Ok(())
        })?
    }
}
