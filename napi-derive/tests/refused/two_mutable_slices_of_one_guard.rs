//! One guard gives one mutable slice at a time.
use napi_derive::{BytesView, CallContext, Result};

fn work(cx: CallContext<'_>) -> Result<()> {
    let view: BytesView<'_> = cx.arg(0)?;
    let mut guard = view.borrow_mut()?;
    let first: &mut [u8] = &mut guard;
    let second: &mut [u8] = &mut guard;
    first[0] = second[0];
    Ok(())
}

fn main() {
    let _ = work;
}
