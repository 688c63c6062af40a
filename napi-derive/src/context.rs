//! What `CallContext` offers over the raw call.
//!
//! Neighbours: `raw/calls.rs` (the type itself).

use crate::convert::{FromJs, IntoJs};
use crate::error::Result;
use crate::raw::calls::CallContext;
use crate::raw::frame::Value;

impl<'env> CallContext<'env> {
    /// Converts an argument; past the last, `undefined` is converted.
    #[inline]
    pub fn arg<T: FromJs<'env>>(self, index: usize) -> Result<T> {
        T::from_js(self.value(index)?)
            .map_err(|error| error.prefixed(format_args!("argument {}: ", index + 1)))
    }

    /// How many arguments were passed.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> Result<usize> {
        self.argument_count()
    }

    /// Converts a result: the last line of a closure.
    #[inline]
    pub fn give(self, value: impl IntoJs<'env>) -> Result<Value<'env>> {
        value.into_js(self.env())
    }
}
