//! Handles of JavaScript's own classes.
//!
//! Whether a value is one is asked as `instanceof` does, except for dates and errors: an object of
//! another realm (`node:vm`) is none. Memory safety does not rest on it.
//!
//! Neighbours: `views.rs` (buffers and typed arrays), `promise.rs`, `string.rs`.

mod collections;
mod plain;

pub use collections::{JsMap, JsSet};
pub use plain::{JsDate, JsError, JsRegExp};

use crate::error::Result;
use crate::function::Function;
use crate::object::Object;
use crate::raw::frame::{Env, Value};
use crate::value::Kind;

/// A class that is a property of the global object.
fn global_class<'env>(env: Env<'env>, name: &str) -> Result<Function<'env>> {
    env.global()?.get(name)
}

fn is_instance_of(value: Value<'_>, name: &str) -> Result<bool> {
    if value.kind() != Kind::Object {
        return Ok(false);
    }
    Object::assume(value).instance_of(global_class(value.env(), name)?)
}
