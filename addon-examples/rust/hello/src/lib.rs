//! The smallest addon in Rust: three functions, and one that fails.
//!
//! `#[napi]` makes a function callable from JavaScript, `module!` makes the library an addon.

#![forbid(unsafe_code)]

use napi_derive::{Error, Function, Result, napi};

napi_derive::module!();

/// `greet('Ada')` is `'Hello, Ada!'`.
#[napi]
fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

/// Numbers convert by type: `u32` refuses -1 and 1.5.
#[napi]
fn sum_to(limit: u32) -> f64 {
    let limit = f64::from(limit);
    limit * (limit + 1.0) / 2.0
}

/// Bytes are borrowed from the typed array, not copied.
#[napi]
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(1, |sum, byte| (sum * 31 + u32::from(*byte)) % 65_521)
}

/// `Err` is thrown; so is whatever the callback throws.
#[napi]
fn repeat(times: u32, callback: Function<'_>) -> Result<f64> {
    if times > 1000 {
        return Err(Error::range_error("at most 1000 times").with_code("ERR_TOO_OFTEN"));
    }
    let mut total = 0.0;
    for index in 0..times {
        total += callback.call::<f64>((index,))?;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use napi_derive::{Env, Function, Object, Result};

    /// What is marked `#[napi]` is still a function of Rust.
    #[test]
    fn greets() {
        assert_eq!(super::greet("Ada"), "Hello, Ada!");
    }

    /// This one is called as JavaScript calls it: the second parameter holds the exports.
    #[napi_derive::test]
    fn numbers_convert(_: Env<'_>, exports: Object<'_>) -> Result<()> {
        let sum_to: Function<'_> = exports.get("sumTo")?;
        assert_eq!(sum_to.call::<f64>((100,))?, 5050.0);
        assert!(sum_to.call::<f64>((-1,)).is_err());
        Ok(())
    }

    /// And this one in JavaScript.
    #[napi_derive::test]
    fn callbacks_are_called(env: Env<'_>, exports: Object<'_>) -> Result<()> {
        env.global()?.set("addon", exports)?;
        assert_eq!(env.run_script("addon.repeat(4, (x) => x * x)")?.to::<f64>()?, 14.0);
        Ok(())
    }
}
