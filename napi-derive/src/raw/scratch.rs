//! Numbers that generated JavaScript and Rust hand each other: memory of a `Float64Array`.
//!
//! Invariants: the array is seen only by functions that this crate generates, which neither resize,
//! detach nor pass it on; a reference keeps it until the scratch is dropped, which its env does
//! before it ends. Both sides run on the env's thread, one at a time, and no Rust reference is ever
//! made to the memory: numbers are copied in and out.
//!
//! Neighbours: `shims/` (who generates the functions), `env_state.rs` (whose it is).

use std::os::raw::c_void;
use std::ptr::{self, NonNull};

use napi_sys as sys;

use super::frame::{Env, Value};
use super::new_bytes::typed_array_over;
use super::references::Reference;
use crate::error::{Error, Result};

pub(crate) struct Scratch {
    start: NonNull<f64>,
    length: usize,
    array: Reference,
}

impl Scratch {
    /// Room for that many numbers.
    pub(crate) fn new(env: Env<'_>, length: usize) -> Result<Scratch> {
        let mut data = ptr::null_mut::<c_void>();
        // SAFETY: the env is live on its thread; the out-pointers are places for what is asked.
        let buffer = env.make(|env, out| unsafe {
            sys::napi_create_arraybuffer(env, length * size_of::<f64>(), &mut data, out)
        })?;
        let array = Reference::new(typed_array_over::<f64>(buffer, 0, length)?)?;
        match NonNull::new(data.cast::<f64>()).filter(|start| start.is_aligned()) {
            Some(start) => Ok(Scratch { start, length, array }),
            None => Err(Error::new("the host's memory is not aligned for numbers")),
        }
    }

    /// The array, for the generated functions.
    pub(crate) fn array<'env>(&self, env: Env<'env>) -> Result<Value<'env>> {
        self.array.get(env)
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> f64 {
        assert!(index < self.length);
        // SAFETY: in bounds, and `array` keeps the memory; any bits are a number, and JavaScript,
        // of this very thread, is not running.
        unsafe { self.start.add(index).read() }
    }

    #[inline]
    pub(crate) fn set(&self, index: usize, number: f64) {
        assert!(index < self.length);
        // SAFETY: as in `get`; nobody has a reference to the memory.
        unsafe { self.start.add(index).write(number) };
    }

    /// Copies `numbers.len()` numbers out, from that place on.
    #[inline]
    pub(crate) fn copy_to(&self, from: usize, numbers: &mut [f64]) {
        assert!(from <= self.length && numbers.len() <= self.length - from);
        // SAFETY: in bounds as just checked, and otherwise as in `get`; `numbers` is Rust's memory.
        unsafe {
            let count = numbers.len();
            self.start.add(from).copy_to_nonoverlapping(NonNull::from(numbers).cast(), count);
        }
    }

    /// Copies numbers in, from that place on.
    #[inline]
    pub(crate) fn copy_from(&self, at: usize, numbers: &[f64]) {
        assert!(at <= self.length && numbers.len() <= self.length - at);
        // SAFETY: as in `copy_to`.
        unsafe {
            self.start
                .add(at)
                .copy_from_nonoverlapping(NonNull::from(numbers).cast(), numbers.len());
        }
    }
}
