//! A slice of borrowed bytes ends with its guard, so before JavaScript can run again.
use napi_derive::{BytesView, CallContext, Function, Result};

fn work(cx: CallContext<'_>) -> Result<usize> {
    let view: BytesView<'_> = cx.arg(0)?;
    let guard = view.borrow()?;
    let slice: &[u8] = &guard;
    drop(guard);
    cx.arg::<Function<'_>>(1)?.call::<()>(())?;
    Ok(slice.len())
}

fn main() {
    let _ = work;
}
