//! The arguments of a call from Rust into JavaScript, in the shape the C ABI wants.
//!
//! Invariant: all handles in a list belong to the env it was made for, and stay valid for `'env`.
//!
//! Neighbours: `convert/arguments.rs` fills lists from tuples and slices; `functions.rs` passes
//! them on.

use std::mem::MaybeUninit;

use napi_sys as sys;

use super::frame::{Env, Value};

/// As many arguments as are kept without an allocation.
const INLINE: usize = 8;

/// Arguments for a call of a JavaScript function.
pub struct Arguments<'env> {
    env: Env<'env>,
    inline: [MaybeUninit<sys::napi_value>; INLINE],
    length: usize,
    /// All arguments, once there are more than fit.
    spilled: Vec<sys::napi_value>,
}

impl<'env> Arguments<'env> {
    #[inline]
    pub(crate) fn new(env: Env<'env>) -> Arguments<'env> {
        let inline = [MaybeUninit::uninit(); INLINE];
        Arguments { env, inline, length: 0, spilled: Vec::new() }
    }

    /// The env the arguments are for.
    #[inline]
    pub fn env(&self) -> Env<'env> {
        self.env
    }

    /// Adds an argument.
    #[inline]
    pub fn push(&mut self, value: Value<'env>) {
        if self.length < INLINE {
            self.inline[self.length].write(value.raw());
        } else {
            self.spill(value);
        }
        self.length += 1;
    }

    #[cold]
    fn spill(&mut self, value: Value<'env>) {
        if self.length == INLINE {
            self.spilled = self.initialized().to_vec();
        }
        self.spilled.push(value.raw());
    }

    /// An argument that was added.
    pub(crate) fn value(&self, index: usize) -> Value<'env> {
        // SAFETY: `push` was given a value of this env for this place, valid for `'env`.
        unsafe { Value::from_raw(self.raw()[index], self.env) }
    }

    #[inline]
    fn initialized(&self) -> &[sys::napi_value] {
        // SAFETY: `push` wrote the first `length` places.
        unsafe { std::slice::from_raw_parts(self.inline.as_ptr().cast(), self.length.min(INLINE)) }
    }

    #[inline]
    pub(super) fn raw(&self) -> &[sys::napi_value] {
        if self.length <= INLINE { self.initialized() } else { &self.spilled }
    }
}
