//! What the options for TypeScript refuse.

use napi_derive::{Env, napi};

#[napi(ts_args_type = "(a: string)")]
fn in_parentheses(_a: String) {}

#[napi(ts_args_type = "string")]
fn without_names(_a: String) {}

#[napi(ts_return_type = ": string")]
fn with_colon() {}

#[napi(ts_generic_types = "<T>")]
fn in_angle_brackets() {}

#[napi(ts_overload = "string")]
fn no_signature() {}

#[napi(ts_overload = [1, "(a: string): string"])]
fn no_text() {}

#[napi(ts_overload = "(): void", ts_return_type = "string")]
fn both() {}

#[napi(skip_typescript, ts_args_type = "a: string")]
fn skipped(_a: String) {}

#[napi(skip_typescript = true, ts_return_type)]
fn with_and_without_value() {}

#[napi(init, skip_typescript)]
fn init(_env: Env<'_>, _exports: napi_derive::Object<'_>) -> napi_derive::Result<()> {
    Ok(())
}

#[napi(ts_args_type = "a: string")]
fn said_twice(#[napi(ts_type = ": 'a'")] _a: String) {}

#[napi(ts_overload = "(a: string): void")]
fn said_in_an_overload(#[napi(ts_type = "'a'")] _a: String) {}

#[napi]
fn two_names(#[napi(ts_type = "1", ts_arg_type = "2")] _a: f64) {}

#[napi]
fn no_argument(#[napi(ts_type = "string")] _env: Env<'_>) {}

#[napi(ts_type = "5")]
fn not_on_functions() {}

#[napi]
struct Shape {
    #[napi(ts_type = "")]
    name: String,
    #[napi(skip_typescript, ts_type = "1 | 2")]
    sides: u32,
}

#[napi]
impl Shape {
    #[napi(constructor, ts_return_type = "Shape")]
    fn new() -> Shape {
        Shape { name: String::new(), sides: 0 }
    }

    #[napi(getter, ts_args_type = "a: string")]
    fn get_area(&self) -> f64 {
        0.0
    }

    #[napi(setter, ts_overload = "(a: string): void")]
    fn set_area(&mut self, _area: f64) {}
}

#[napi(object, ts_type = "{}")]
struct Options {}

fn main() {}
