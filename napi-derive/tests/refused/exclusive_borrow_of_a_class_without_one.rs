//! Where borrows are not counted, no `&mut` can be had.
use napi_derive::{Instance, Result, napi};

#[napi]
struct Point {
    x: f64,
}

#[napi]
impl Point {
    #[napi]
    fn x(&self) -> f64 {
        self.x
    }
}

fn change(point: Instance<'_, Point>) -> Result<()> {
    point.borrow_mut()?.x = 1.0;
    Ok(())
}

fn main() {}
