//! Persistent references.
//!
//! Invariants: it is read only through the env it was made in, which is only there on that env's
//! thread; dropped on another thread, the reference waits for that one (`env_life.rs`); once the
//! env is gone, dropping it does nothing.
//!
//! Neighbours: `reference.rs` (the public `Ref<T>`), `env_life.rs` (who knows the env is gone).

use std::ptr;
use std::sync::Arc;

use napi_sys as sys;

use super::env_life::EnvLife;
use super::env_state::EnvState;
use super::frame::{Env, Value};
use crate::error::{Error, Result};

/// Keeps a value alive, beyond the call it was made in; a weak one only knows it.
pub(crate) struct Reference {
    reference: sys::napi_ref,
    env: sys::napi_env,
    life: Arc<EnvLife>,
}

// SAFETY: another thread can only carry it, drop it, and call `get`. Dropping hands the reference
// to the env's thread. `get` uses the reference only if the `Env` it is given is of the env that
// made it: that one is alive (so its address is nobody else's), and an `Env` of it exists only on
// its thread.
unsafe impl Send for Reference {}

// SAFETY: as above: shared, it can be read only on the env's thread.
unsafe impl Sync for Reference {}

impl Reference {
    pub(crate) fn new(value: Value<'_>) -> Result<Reference> {
        Reference::counted(value, 1)
    }

    /// One that does not keep the value, which must be an object, a function or a symbol.
    pub(crate) fn weak(value: Value<'_>) -> Result<Reference> {
        Reference::counted(value, 0)
    }

    fn counted(value: Value<'_>, count: u32) -> Result<Reference> {
        let env = value.env();
        let life = Arc::clone(EnvState::of(env)?.life());
        // SAFETY: the env is live on its thread, and this is its life.
        unsafe { life.delete_buried(env.raw()) };
        let mut reference = ptr::null_mut();
        // SAFETY: env and handle belong together and are live; `reference` is a local.
        env.check(unsafe {
            sys::napi_create_reference(env.raw(), value.raw(), count, &mut reference)
        })?;
        Ok(Reference { reference, env: env.raw(), life })
    }

    /// Whether the env's thread is told when another one drops this.
    #[inline]
    pub(crate) fn is_heard_of(&self) -> bool {
        self.life.has_bell()
    }

    pub(crate) fn get<'env>(&self, env: Env<'env>) -> Result<Value<'env>> {
        self.find(env)?.ok_or_else(collected)
    }

    /// The value; nothing if the reference is weak and the value was collected.
    pub(crate) fn find<'env>(&self, env: Env<'env>) -> Result<Option<Value<'env>>> {
        if self.env != env.raw() || !self.life.is_alive() {
            return Err(foreign());
        }
        // SAFETY: the reference belongs to this env, and is deleted only by `drop`.
        let value = env
            .make(|env, out| unsafe { sys::napi_get_reference_value(env, self.reference, out) })?;
        Ok((!value.raw().is_null()).then_some(value))
    }
}

#[cold]
fn collected() -> Error {
    Error::new("the value of a reference was collected")
}

/// Deletes the references that other threads dropped.
pub(crate) fn delete_dropped(env: Env<'_>) -> Result<()> {
    let state = EnvState::of(env)?;
    // SAFETY: the env is live on its thread, and this is its life.
    unsafe { state.life().delete_buried(env.raw()) };
    Ok(())
}

#[cold]
fn foreign() -> Error {
    Error::new("a reference was used in another environment than the one it was made in")
}

impl Drop for Reference {
    fn drop(&mut self) {
        if !self.life.is_here() {
            self.life.bury(self.reference);
        } else if self.life.is_alive() {
            // SAFETY: the env is alive and this is its thread; the reference is deleted nowhere
            // else, and what others buried is deleted once.
            unsafe {
                self.life.delete_buried(self.env);
                sys::napi_delete_reference(self.env, self.reference);
            }
        }
    }
}
