//! Three functions: text, numbers, and one that fails.

use napi_derive::{Error, Result, napi};

napi_derive::module!();

#[napi]
fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

#[napi]
fn sum_to(limit: u32) -> f64 {
    let limit = f64::from(limit);
    limit * (limit + 1.0) / 2.0
}

#[napi]
fn reciprocal(number: f64) -> Result<f64> {
    if number == 0.0 {
        return Err(Error::range_error("zero has no reciprocal"));
    }
    Ok(1.0 / number)
}
