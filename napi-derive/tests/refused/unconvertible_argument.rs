//! A type that does not convert is named, with what to do.
use napi_derive::napi;

struct Point;

#[napi]
fn show(point: Point) -> Point {
    point
}

fn main() {
    let _ = show;
}
