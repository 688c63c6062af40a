//! A handle cannot be stored beyond its call.
use std::cell::Cell;

use napi_derive::{CallContext, Object, Result};

thread_local! {
    static KEPT: Cell<Option<Object<'static>>> = const { Cell::new(None) };
}

fn keep(cx: CallContext<'_>) -> Result<()> {
    let object: Object<'_> = cx.arg(0)?;
    KEPT.with(|kept| kept.set(Some(object)));
    Ok(())
}

fn main() {
    let _ = keep;
}
