//! Externals: JavaScript values that hold a Rust value.
//!
//! Invariant: a pointer is read from an external only if it carries this library's type tag, so
//! another addon's pointer is never taken for ours; then its own record says which Rust type it
//! holds.
//!
//! Neighbours: `env.rs` and `value.rs` have the public methods.

use std::any::Any;
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::rc::Rc;

use napi_sys as sys;

use super::frame::{Env, Value};
use crate::error::{Error, Result};

/// What the pointer of an external points to.
struct Held(Rc<dyn Any>);

/// Its address is in no other library of the process.
static MARK: u8 = 0;

fn tag() -> sys::napi_type_tag {
    let address = ptr::from_ref(&MARK).addr() as u64;
    sys::napi_type_tag { lower: address, upper: 0x6e61_7069_2d64_6572 }
}

pub(crate) fn new_external<'env, T: Any>(env: Env<'env>, value: T) -> Result<Value<'env>> {
    new_external_of(env, Rc::new(value))
}

pub(crate) fn new_external_of<'env, T: Any>(env: Env<'env>, value: Rc<T>) -> Result<Value<'env>> {
    env.entering_js()?;
    let held = Box::into_raw(Box::new(Held(value))).cast::<c_void>();
    // SAFETY: `free` is the finalizer of exactly this box.
    let made = env.make(|env, out| unsafe {
        sys::napi_create_external(env, held, Some(free), ptr::null_mut(), out)
    });
    let external = match made {
        Ok(external) => external,
        Err(error) => {
            // SAFETY: no external took the box.
            drop(unsafe { Box::from_raw(held.cast::<Held>()) });
            return Err(error);
        }
    };
    // SAFETY: env and handle belong together and are live; the tag is copied.
    env.check(unsafe { sys::napi_type_tag_object(env.raw(), external.raw(), &tag()) })?;
    Ok(external)
}

pub(crate) fn get_external<T: Any>(value: Value<'_>) -> Result<Rc<T>> {
    let env = value.env();
    if value.kind() != crate::Kind::External {
        return Err(value.unexpected("an external"));
    }
    env.entering_js()?;
    let mut ours = false;
    // SAFETY: env and handle belong together and are live; `ours` is a local.
    env.check(unsafe {
        sys::napi_check_object_type_tag(env.raw(), value.raw(), &tag(), &mut ours)
    })?;
    if !ours {
        return Err(Error::type_error("expected an external of this module, found another's")
            .with_code("ERR_INVALID_ARG_TYPE"));
    }
    let mut held = ptr::null_mut();
    // SAFETY: as above.
    env.check(unsafe { sys::napi_get_value_external(env.raw(), value.raw(), &mut held) })?;
    // SAFETY: the tag says that `new_external` made it, so this is its box, which lives until the
    // external is collected.
    let held = unsafe { &*held.cast_const().cast::<Held>() };
    Rc::clone(&held.0).downcast::<T>().map_err(|_| {
        Error::type_error(format!(
            "expected an external that holds {}, found one that holds another type",
            std::any::type_name::<T>()
        ))
        .with_code("ERR_INVALID_ARG_TYPE")
    })
}

unsafe extern "C" fn free(_env: sys::napi_env, held: *mut c_void, _hint: *mut c_void) {
    // SAFETY: the host runs the finalizer once, with the pointer it was registered with.
    let held = unsafe { Box::from_raw(held.cast::<Held>()) };
    // A panic in a destructor has nowhere to go: the panic hook has reported it.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(held)));
}
