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
