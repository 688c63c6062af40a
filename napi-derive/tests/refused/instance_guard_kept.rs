//! A borrow of an instance does not outlive the call.
use napi_derive::{Instance, Result, Shared, napi};

#[napi]
struct Counter {
    count: u32,
}

#[napi]
impl Counter {}

struct Keeper {
    guard: Option<Shared<'static, Counter>>,
}

fn keep(keeper: &mut Keeper, counter: Instance<'_, Counter>) -> Result<()> {
    keeper.guard = Some(counter.borrow()?);
    Ok(())
}

fn main() {}
