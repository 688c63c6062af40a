//! Persistent references.
//!
//! Invariants: not `Send` (it holds an `Rc`), so it is read and dropped on its env's thread; it
//! is read only through the env it was made in; once that env is gone, dropping it does nothing.
//!
//! Neighbours: `reference.rs` (the public `Ref<T>`), `env_state.rs` (who knows the env is gone).

use std::ptr;
use std::rc::Rc;

use napi_sys as sys;

use super::env_state::EnvState;
use super::frame::{Env, Value};
use crate::error::{Error, Result};

/// Keeps a value alive, beyond the call it was made in.
pub(crate) struct Reference {
    reference: sys::napi_ref,
    env: sys::napi_env,
    state: Rc<EnvState>,
}

impl Reference {
    pub(crate) fn new(value: Value<'_>) -> Result<Reference> {
        let env = value.env();
        let state = EnvState::of(env)?;
        let mut reference = ptr::null_mut();
        // SAFETY: env and handle belong together and are live; `reference` is a local.
        env.check(unsafe {
            sys::napi_create_reference(env.raw(), value.raw(), 1, &mut reference)
        })?;
        Ok(Reference { reference, env: env.raw(), state })
    }

    pub(crate) fn get<'env>(&self, env: Env<'env>) -> Result<Value<'env>> {
        if !self.state.is_alive() || self.env != env.raw() {
            return Err(foreign());
        }
        // SAFETY: the reference belongs to this env, and is deleted only by `drop`.
        env.make(|env, out| unsafe { sys::napi_get_reference_value(env, self.reference, out) })
    }
}

#[cold]
fn foreign() -> Error {
    Error::new("a reference was used in another environment than the one it was made in")
}

impl Drop for Reference {
    fn drop(&mut self) {
        if self.state.is_alive() {
            // SAFETY: the env is alive and this is its thread (`Reference` is not `Send`); the
            // reference is deleted nowhere else.
            unsafe { sys::napi_delete_reference(self.env, self.reference) };
        }
    }
}
