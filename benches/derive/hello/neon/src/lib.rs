//! Three functions: text, numbers, and one that fails.

use neon::prelude::*;

#[neon::export]
fn greet(name: String) -> String {
    format!("Hello, {name}!")
}

#[neon::export]
fn sum_to(limit: f64) -> f64 {
    limit * (limit + 1.0) / 2.0
}

fn reciprocal(mut cx: FunctionContext<'_>) -> JsResult<'_, JsNumber> {
    let number = cx.argument::<JsNumber>(0)?.value(&mut cx);
    if number == 0.0 {
        return cx.throw_range_error("zero has no reciprocal");
    }
    Ok(cx.number(1.0 / number))
}

#[neon::main]
fn main(mut cx: ModuleContext<'_>) -> NeonResult<()> {
    neon::registered().export(&mut cx)?;
    cx.export_function("reciprocal", reciprocal)
}
