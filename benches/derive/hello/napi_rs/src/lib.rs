//! Three functions: text, numbers, and one that fails.

use napi::{Error, Result, Status};
use napi_derive::napi;

#[napi]
pub fn greet(name: String) -> String {
    format!("Hello, {name}!")
}

#[napi]
pub fn sum_to(limit: u32) -> f64 {
    let limit = f64::from(limit);
    limit * (limit + 1.0) / 2.0
}

#[napi]
pub fn reciprocal(number: f64) -> Result<f64> {
    if number == 0.0 {
        return Err(Error::new(Status::InvalidArg, "zero has no reciprocal"));
    }
    Ok(1.0 / number)
}
