//! What this crate keeps for each env: whether it is alive, and the data modules store in it.
//!
//! Invariant: the instance-data slot of an env holds nothing, or one share of its `EnvState`;
//! modules linked into a host may share the env. Its life ends before the env is gone, so a
//! reference or deferred that outlives its env knows not to touch it. Its bells and data end in a
//! cleanup hook: Deno finalizes neither thread-safe functions nor instance data when a worker ends.
//!
//! Neighbours: `env_life.rs` (what other threads may hold of it), `references.rs`, `promises.rs`;
//! `env.rs` has the public typed data.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::{self, NonNull};
use std::rc::{Rc, Weak};
use std::sync::Arc;

use napi_sys as sys;

use super::doorbell::Installed;
use super::env_life::EnvLife;
use super::frame::{Env, Frame};
use crate::error::Result;
use crate::shims::Shims;
use crate::trace;

/// The state of one env.
pub(crate) struct EnvState {
    life: Arc<EnvLife>,
    /// The frame that asynchronous code may use now: see `async_env.rs`.
    pub(super) polling: Cell<Option<NonNull<Frame>>>,
    data: RefCell<Vec<(TypeId, Rc<dyn Any>)>>,
    bells: RefCell<Vec<Weak<Installed>>>,
    pub(crate) shims: Shims,
}

impl EnvState {
    /// The state of this env, made at the first call.
    pub(crate) fn of(env: Env<'_>) -> Result<Rc<EnvState>> {
        let mut stored = ptr::null_mut::<c_void>();
        // SAFETY: the env is live on its thread; `stored` is a local.
        env.check(unsafe { sys::napi_get_instance_data(env.raw(), &mut stored) })?;
        if stored.is_null() {
            return EnvState::create(env);
        }
        let state = stored.cast_const().cast::<EnvState>();
        // SAFETY: only `create` fills the slot, with a share of an `EnvState` that `finalize`
        // takes back; the slot still holds it.
        Ok(unsafe {
            Rc::increment_strong_count(state);
            Rc::from_raw(state)
        })
    }

    #[cold]
    fn create(env: Env<'_>) -> Result<Rc<EnvState>> {
        let state = Rc::new(EnvState {
            life: EnvLife::begin(env.raw()),
            polling: Cell::new(None),
            data: RefCell::default(),
            bells: RefCell::default(),
            shims: Shims::default(),
        });
        let share = Rc::into_raw(Rc::clone(&state)).cast_mut().cast::<c_void>();
        // SAFETY: `finalize` expects exactly this share.
        let status = unsafe {
            sys::napi_set_instance_data(env.raw(), share, Some(finalize), ptr::null_mut())
        };
        if let Err(error) = env.check(status) {
            // SAFETY: the slot did not take the share.
            drop(unsafe { Rc::from_raw(share.cast_const().cast::<EnvState>()) });
            return Err(error);
        }
        let share = Rc::into_raw(Rc::clone(&state)).cast_mut().cast::<c_void>();
        // SAFETY: the env is live on its thread; `end_env` expects exactly this share.
        let status = unsafe { sys::napi_add_env_cleanup_hook(env.raw(), Some(end_env), share) };
        if let Err(error) = env.check(status) {
            // SAFETY: the hook was not added, so nobody else has this share.
            drop(unsafe { Rc::from_raw(share.cast_const().cast::<EnvState>()) });
            return Err(error);
        }
        trace::env_begins();
        Ok(state)
    }

    /// Drops what is stored, while the references in it can be deleted.
    fn drop_data(&self) {
        self.shims.clear();
        let data = self.data.take();
        // A panic in a destructor has nowhere to go: the panic hook has reported it.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(data)));
    }

    /// A bell that is to end with the env.
    pub(super) fn add_bell(&self, bell: &Rc<Installed>) {
        let mut bells = self.bells.borrow_mut();
        if bells.len() == bells.capacity() {
            bells.retain(|bell| bell.strong_count() > 0);
        }
        bells.push(Rc::downgrade(bell));
    }

    /// The part that other threads may hold.
    pub(crate) fn life(&self) -> &Arc<EnvLife> {
        &self.life
    }

    /// Stores `value`, in the place of an earlier one of its type.
    pub(crate) fn set_data<T: Any>(&self, value: T) {
        let value: Rc<dyn Any> = Rc::new(value);
        let previous = {
            let mut data = self.data.borrow_mut();
            match data.iter_mut().find(|(id, _)| *id == TypeId::of::<T>()) {
                Some((_, place)) => Some(std::mem::replace(place, value)),
                None => {
                    data.push((TypeId::of::<T>(), value));
                    None
                }
            }
        };
        // Dropped without the borrow: its destructor may come back here.
        drop(previous);
    }

    /// The stored value of this type.
    pub(crate) fn data<T: Any>(&self) -> Option<Rc<T>> {
        let data = self.data.borrow();
        let (_, value) = data.iter().find(|(id, _)| *id == TypeId::of::<T>())?;
        Rc::clone(value).downcast::<T>().ok()
    }
}

/// The env's cleanup hook: the last of this crate's, since the first to be added.
unsafe extern "C" fn end_env(state: *mut c_void) {
    // SAFETY: the host runs the hook once, with the share that `create` gave it.
    let state = unsafe { Rc::from_raw(state.cast_const().cast::<EnvState>()) };
    // What ends with them may come here again, for data.
    let bells = state.bells.take();
    bells.iter().filter_map(Weak::upgrade).for_each(|bell| bell.end());
    state.drop_data();
}

/// Not every host comes here.
unsafe extern "C" fn finalize(env: sys::napi_env, state: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the share that `create` stored.
    let state = unsafe { Rc::from_raw(state.cast_const().cast::<EnvState>()) };
    state.drop_data();
    // SAFETY: the env is alive until its instance data is finalized, and this is its thread.
    unsafe { state.life.delete_buried(env) };
    state.life.end();
    trace::env_ends();
}
