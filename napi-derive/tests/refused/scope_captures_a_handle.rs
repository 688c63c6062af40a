//! An inner scope sees only the handles passed to it: one made with the outer env in the inner
//! scope would be released too early.
use napi_derive::{CallContext, Object, Result, Value};

fn work(cx: CallContext<'_>) -> Result<Value<'_>> {
    let env = cx.env();
    let object: Object<'_> = cx.arg(0)?;
    let mut kept = env.undefined()?;
    env.scope([], |_, []| {
        kept = object.get("x")?;
        Ok(())
    })?;
    Ok(kept)
}

fn main() {
    let _ = work;
}
