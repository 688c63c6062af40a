//! A module linked in: its init function with the C ABI exists, and `define` works by type.

use napi_derive::{Env, Object, RawInit, Result, linked_init};

use crate::exported::add;

fn inner(_: Env<'_>, exports: Object<'_>) -> Result<()> {
    exports.set("answer", 42)
}

const INNER: RawInit = linked_init(inner);

pub(crate) fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    let _ = INNER;
    let nested = env.object()?;
    nested.define::<add>()?;
    inner(env, nested)?;
    exports.set("nested", nested)
}
