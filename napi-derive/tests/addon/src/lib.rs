//! An addon that uses every part of napi-derive, for `test.js`.
//!
//! It is built as a library of its own and loaded by Node and Napkin: see the README. It forbids
//! unsafe code, so whatever it can do, safe code can do.

#![forbid(unsafe_code)]

mod bytes;
mod classes;
mod declared;
mod exported;
mod functions;
mod generators;
mod items;
mod later;
mod linked;
mod more_members;
mod more_types;
mod shims;
mod types;
mod values;

use napi_derive::{Env, Object, Result};

fn init(env: Env<'_>, exports: Object<'_>) -> Result<()> {
    napi_derive::export_all(exports)?;
    values::init(env, exports)?;
    functions::init(env, exports)?;
    bytes::init(env, exports)?;
    later::init(env, exports)?;
    classes::init(env, exports)?;
    linked::init(env, exports)
}

napi_derive::module!(init);
