//! Mistakes that only types tell: each message says what to do.

use std::collections::HashMap;

use napi_derive::{AsyncTask, Env, Function, Result, Task, napi};

struct Point {
    x: f64,
}

#[napi]
fn take_struct(point: Point) -> f64 {
    point.x
}

#[napi]
fn make_struct() -> Point {
    Point { x: 1.0 }
}

#[napi]
fn borrowed_elements(words: Vec<&str>) -> usize {
    words.len()
}

#[napi]
fn other_keys(map: HashMap<u32, f64>) -> usize {
    map.len()
}

/// What the callback returns is not said.
#[napi]
fn call(callback: Function<'_>) -> Result<()> {
    callback.call((1,))?;
    Ok(())
}

#[napi]
fn text_as_error() -> Result<u32, String> {
    Err("no".to_owned())
}

#[napi]
fn any_error() -> Result<u32, Box<dyn std::error::Error + Send + Sync>> {
    Ok("5".parse::<u32>()?)
}

struct Double(u32);

impl Task for Double {
    type Output = u32;
    type JsValue = u32;

    fn compute(&mut self) -> Result<u32> {
        Ok(self.0 * 2)
    }

    fn resolve(&mut self, _: Env<'_>, doubled: u32) -> Result<u32> {
        Ok(doubled)
    }
}

#[napi]
fn task_itself(number: u32) -> Double {
    Double(number)
}

#[napi]
fn task_in_pool(number: u32) -> AsyncTask<Double> {
    AsyncTask::new(Double(number))
}

#[napi]
struct Counter {
    count: u32,
}

#[napi]
impl Counter {
    #[napi(constructor)]
    fn new() -> Option<Counter> {
        None
    }
}

#[napi]
fn instance_by_value(counter: Counter) -> u32 {
    counter.count
}

#[napi]
fn changed(counter: &mut Counter) {
    counter.count += 1;
}

fn main() {}
