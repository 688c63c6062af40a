//! Constructors: from JavaScript's `new`, and of objects for values that Rust code made.
//!
//! Invariant: an object gets its instance in the constructor's callback and nowhere else. For a
//! value that Rust code made, the instance waits in `PENDING` until that callback, which the very
//! next call of the C ABI runs, takes it.
//!
//! Neighbours: `instances.rs`, `class/registry.rs` (the constructors of an env).

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::os::raw::c_char;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use napi_sys as sys;

use super::arguments::Arguments;
use super::calls::{CallContext, Fetch, Returned, enter, native};
use super::frame::{Env, Value};
use super::functions::{call, new_function};
use super::instances::Share;
use crate::class::{Class, Members};
use crate::error::{Error, Result};
use crate::trace;

thread_local! {
    /// The instance that the next constructor of its class is to wrap. Nothing between calls, so
    /// there is nothing to drop.
    static PENDING: ManuallyDrop<Cell<Option<Share>>> =
        const { ManuallyDrop::new(Cell::new(None)) };
}

fn set_pending(share: Option<Share>) -> Option<Share> {
    PENDING.with(|pending| pending.replace(share))
}

/// The instance that waits for an object, if it is of this class.
#[inline]
fn take_pending<T: Class>() -> Option<Share> {
    let share = set_pending(None)?;
    if share.is_exactly::<T>() {
        return Some(share);
    }
    set_pending(Some(share));
    None
}

/// The constructor of a class, without its members.
pub(crate) fn new_constructor<T: Class>(env: Env<'_>) -> Result<Value<'_>> {
    ask_host(env)?;
    let (start, length) = (T::NAME.as_ptr().cast::<c_char>(), T::NAME.len() as isize);
    // SAFETY: the name is copied by the host; the callback follows the C ABI and reads no data
    // pointer; there are no properties.
    env.make(|env, out| unsafe {
        sys::napi_define_class(
            env,
            start,
            length,
            Some(callback::<T>),
            ptr::null_mut(),
            0,
            ptr::null(),
            out,
        )
    })
}

unsafe extern "C" fn callback<T: Class>(
    env: sys::napi_env,
    info: sys::napi_callback_info,
) -> sys::napi_value {
    let wanted = Fetch::method(<T as Members>::CONSTRUCTOR_ARITY);
    // SAFETY: the host calls this as a `napi_callback`.
    unsafe { enter(env, info, wanted, construct::<T>) }
}

fn construct<T: Class>(cx: CallContext<'_>) -> Result<Returned<'_>> {
    if !is_constructing(cx)? {
        // Here `this` is whatever the caller had at hand, such as the global object.
        return Err(Error::type_error(format!(
            "Class constructor {} cannot be invoked without 'new'",
            T::NAME
        )));
    }
    let share = match take_pending::<T>() {
        Some(share) => share,
        None => {
            let _span = trace::construct(T::NAME);
            Share::new(T::construct(cx)?)
        }
    };
    share.wrap(cx.this()?)?;
    Ok(Returned::UNDEFINED)
}

/// Whether the host gives a function that is called without `new` a `new.target` all the same, of
/// the value `undefined`, as Deno does. Asking each time would make every construction slower.
static GIVES_UNDEFINED: AtomicBool = AtomicBool::new(false);

fn is_constructing(cx: CallContext<'_>) -> Result<bool> {
    if GIVES_UNDEFINED.load(Ordering::Relaxed) {
        return cx.new_target().map(|target| target.is_some());
    }
    Ok(!cx.raw_new_target()?.raw().is_null())
}

/// Finds that out, by a call without `new`, before there is a class.
fn ask_host(env: Env<'_>) -> Result<()> {
    static ASKED: AtomicBool = AtomicBool::new(false);
    fn asked(cx: CallContext<'_>) -> Result<()> {
        let is_given = !cx.raw_new_target()?.raw().is_null();
        GIVES_UNDEFINED.fetch_or(is_given, Ordering::Relaxed);
        Ok(())
    }
    if ASKED.load(Ordering::Acquire) {
        return Ok(());
    }
    let function = new_function(env, "", native(asked))?;
    call(function, env.undefined()?, &Arguments::new(env))?;
    ASKED.store(true, Ordering::Release);
    Ok(())
}

/// A new object of the class, whose constructor is given, for this value.
pub(crate) fn new_instance<'env, T: Class>(
    constructor: Value<'env>,
    value: T,
) -> Result<Value<'env>> {
    let env = constructor.env();
    env.entering_js()?;
    let earlier = set_pending(Some(Share::new(value)));
    // SAFETY: env and handle belong together and are live; there are no arguments.
    let made = env.make(|env, out| unsafe {
        sys::napi_new_instance(env, constructor.raw(), 0, ptr::null(), out)
    });
    // Still there if the call failed before it came to the constructor.
    drop(set_pending(earlier));
    made
}
