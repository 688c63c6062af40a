//! Work that takes time, four ways: computed on the thread pool, waited for in an `async fn`,
//! awaited from JavaScript, and given out piece by piece.
//!
//! The tests at the end run with `cargo test`, in a real env and without Node.

#![forbid(unsafe_code)]

mod countdown;

use napi_derive::{
    AbortSignal, AsyncEnv, AsyncIter, AsyncTask, Env, Error, FunctionRef, Promise, Result, Task,
    napi,
};

use countdown::Countdown;

napi_derive::module!();

struct CountPrimes {
    limit: u32,
}

impl Task for CountPrimes {
    type Output = usize;
    type JsValue = usize;

    /// On a thread of the pool; JavaScript goes on meanwhile.
    fn compute(&mut self) -> Result<usize> {
        if self.limit > 10_000_000 {
            return Err(Error::range_error("at most ten millions").with_code("ERR_TOO_MANY"));
        }
        let mut composite = vec![false; self.limit as usize + 1];
        let mut count = 0;
        for number in 2..composite.len() {
            if !composite[number] {
                count += 1;
                (number * number..composite.len())
                    .step_by(number)
                    .for_each(|n| composite[n] = true);
            }
        }
        Ok(count)
    }

    /// On JavaScript's thread.
    fn resolve(&mut self, _env: Env<'_>, count: usize) -> Result<usize> {
        Ok(count)
    }
}

/// `await countPrimes(100)` is 25. The signal rejects it, and takes it out of the queue.
#[napi]
fn count_primes(limit: u32, signal: Option<AbortSignal>) -> AsyncTask<CountPrimes> {
    AsyncTask::with_optional_signal(CountPrimes { limit }, signal)
}

/// Waits for another thread, without holding up this one. No runtime such as tokio is needed: what
/// wakes a future may be on any thread.
#[napi]
async fn launch(name: &str, steps: u32) -> Result<String> {
    if steps > 10 {
        return Err(Error::range_error("that takes too long"));
    }
    Countdown::start(steps).await;
    Ok(format!("{name} is on its way"))
}

/// Promises of JavaScript are awaited like futures; between awaits there is the env.
#[napi]
async fn total(env: AsyncEnv, prices: Vec<Promise<f64>>, log: FunctionRef) -> Result<f64> {
    let mut total = 0.0;
    for price in prices {
        total += price.await?;
        env.enter(|env| log.get(env)?.call::<()>((format!("so far {total}"),)))??;
    }
    Ok(total)
}

/// `for await (const number of fibonacci(90))`.
#[napi]
fn fibonacci(limit: f64) -> AsyncIter<f64> {
    let (mut current, mut next) = (0.0, 1.0);
    AsyncIter::new(async move || {
        let number = current;
        (current, next) = (next, current + next);
        Ok::<_, Error>((number <= limit).then_some(number))
    })
}

#[cfg(test)]
mod tests {
    use napi_derive::{AsyncEnv, Env, Function, Object, Promise, Result};

    /// The second parameter holds what is marked `#[napi]`.
    #[napi_derive::test]
    fn a_limit_must_be_a_number(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        let caught = "try { addon.countPrimes('many') } catch (error) { error.message }";
        let message: String = env.run_script(caught)?.to()?;
        assert_eq!(message, "countPrimes: argument `limit`: expected a number, found a string");
        Ok(())
    }

    #[napi_derive::test]
    async fn there_are_25_primes_below_100(env: AsyncEnv) -> Result<()> {
        let count: Promise<f64> = env.enter(|env| {
            let exports = env.object()?;
            exports.define::<super::count_primes>()?;
            exports.get::<Function<'_>>("countPrimes")?.call((100,))
        })??;
        assert_eq!(count.await?, 25.0);
        Ok(())
    }

    #[napi_derive::test]
    async fn a_launch_takes_its_time(_: AsyncEnv) -> Result<()> {
        assert_eq!(super::launch("Ada", 3).await?, "Ada is on its way");
        Ok(())
    }
}
