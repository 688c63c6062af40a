//! From JavaScript into Rust: the callbacks, and what a native function sees of its call.
//!
//! Invariants: no panic crosses the C boundary; the frame is on the stack below everything that
//! has its lifetime; a returned handle is passed on before the frame ends.
//!
//! A callback is an instance of a generic function per Rust function: the Rust function's type
//! has no size, so nothing is stored with the JavaScript function and nothing is looked up.
//!
//! Neighbours: `native.rs` (which Rust functions qualify), `closures.rs` (those with state).

use std::any::Any;
use std::cell::Cell;
use std::mem::MaybeUninit;
use std::os::raw::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use napi_sys as sys;

use super::frame::{Env, Frame, Value};
use crate::error::{Error, Result};
use crate::native::{CallNative, Export, TypedFunction};
use crate::trace;
use crate::value::Kind;

/// A function pointer of the C ABI, made from a Rust function.
#[derive(Clone, Copy)]
pub struct Callback(sys::napi_callback);

impl Callback {
    pub(super) fn raw(self) -> sys::napi_callback {
        self.0
    }

    pub(super) fn from_raw(
        raw: unsafe extern "C" fn(sys::napi_env, sys::napi_callback_info) -> sys::napi_value,
    ) -> Callback {
        Callback(Some(raw))
    }
}

/// The value a native function returns, or nothing, which JavaScript sees as `undefined`.
#[doc(hidden)]
pub struct Returned<'env>(Option<Value<'env>>);

impl<'env> Returned<'env> {
    /// `undefined`, without asking the host for its handle.
    pub(crate) const UNDEFINED: Returned<'env> = Returned(None);

    /// The value, unless it is `undefined` without a handle.
    #[inline]
    pub(crate) fn value(self) -> Option<Value<'env>> {
        self.0
    }

    /// The value, where one is needed.
    pub(crate) fn into_value(self, env: Env<'env>) -> Result<Value<'env>> {
        self.0.map_or_else(|| env.undefined(), Ok)
    }
}

impl<'env> From<Value<'env>> for Returned<'env> {
    #[inline]
    fn from(value: Value<'env>) -> Returned<'env> {
        Returned(Some(value))
    }
}

/// As many arguments as one call of the C ABI fetches.
const FETCHED: usize = 16;

/// As many arguments as are fetched for a function that did not say how many it wants.
const FETCHED_BY_DEFAULT: usize = 8;

/// `argument_count` of a call whose information was not fetched yet.
const UNKNOWN: usize = usize::MAX;

/// One call, on the stack of its callback.
struct Call {
    frame: Frame,
    info: sys::napi_callback_info,
    arguments: [MaybeUninit<sys::napi_value>; FETCHED],
    /// How many places of `arguments` are filled.
    fetched: usize,
    /// The call's `this`, if it was fetched; else null.
    this: sys::napi_value,
    /// The pointer the function was made with, if it was fetched.
    data: *mut c_void,
    argument_count: Cell<usize>,
}

/// The call that a native function is to answer: its arguments, `this`, and the [`Env`].
///
/// `Copy`, one word.
#[derive(Clone, Copy)]
pub struct CallContext<'env> {
    call: &'env Call,
}

impl<'env> CallContext<'env> {
    /// The env of this call.
    #[inline]
    pub fn env(self) -> Env<'env> {
        Env::of_frame(&self.call.frame)
    }

    /// An argument as it came; `undefined` past the last.
    #[inline]
    pub fn value(self, index: usize) -> Result<Value<'env>> {
        if index < self.call.fetched {
            // SAFETY: the host filled the first `fetched` places with handles that are valid
            // until the callback returns.
            let handle = unsafe { self.call.arguments[index].assume_init() };
            // SAFETY: as above.
            return Ok(unsafe { Value::from_raw(handle, self.env()) });
        }
        self.late_value(index)
    }

    #[cold]
    fn late_value(self, index: usize) -> Result<Value<'env>> {
        match self.values_from(index)?.first() {
            Some(value) => Ok(*value),
            None => self.env().undefined(),
        }
    }

    /// All arguments from this one on, which allocates.
    pub fn values_from(self, first: usize) -> Result<Vec<Value<'env>>> {
        let env = self.env();
        let mut count = self.argument_count()?;
        if first >= count {
            return Ok(Vec::new());
        }
        let mut handles = vec![ptr::null_mut(); count];
        // SAFETY: `handles` has `count` places; the other parts are not asked for.
        env.check(unsafe {
            sys::napi_get_cb_info(
                env.raw(),
                self.call.info,
                &mut count,
                handles.as_mut_ptr(),
                ptr::null_mut(),
                ptr::null_mut(),
            )
        })?;
        // SAFETY: the host filled all places with handles valid until the callback returns.
        Ok(handles[first..].iter().map(|handle| unsafe { Value::from_raw(*handle, env) }).collect())
    }

    /// How many arguments were passed.
    pub(crate) fn argument_count(self) -> Result<usize> {
        let known = self.call.argument_count.get();
        if known != UNKNOWN {
            return Ok(known);
        }
        let env = self.env();
        let mut count = 0;
        // SAFETY: with room for no argument, only the count is stored.
        env.check(unsafe {
            sys::napi_get_cb_info(
                env.raw(),
                self.call.info,
                &mut count,
                ptr::null_mut(),
                ptr::null_mut(),
                ptr::null_mut(),
            )
        })?;
        self.call.argument_count.set(count);
        Ok(count)
    }

    /// The pointer the function was made with; null unless it was asked for.
    pub(super) fn data(self) -> *mut c_void {
        self.call.data
    }

    /// The call's `this`.
    #[inline]
    pub fn this(self) -> Result<Value<'env>> {
        let info = self.call.info;
        if !self.call.this.is_null() {
            // SAFETY: the host stored this handle, which is valid until the callback returns.
            return Ok(unsafe { Value::from_raw(self.call.this, self.env()) });
        }
        // SAFETY: only `this` is asked for; the handle is valid until the callback returns.
        self.env().make(|env, out| unsafe {
            sys::napi_get_cb_info(env, info, ptr::null_mut(), ptr::null_mut(), out, ptr::null_mut())
        })
    }

    /// The class that is being constructed, when the function was called with `new`.
    #[inline]
    pub fn new_target(self) -> Result<Option<Value<'env>>> {
        let target = self.raw_new_target()?;
        // Deno gives a handle of `undefined` where Node gives none.
        let is_none = target.raw().is_null() || target.kind() == Kind::Undefined;
        Ok((!is_none).then_some(target))
    }

    /// `new.target`: a null handle where the host gives none.
    pub(super) fn raw_new_target(self) -> Result<Value<'env>> {
        let info = self.call.info;
        // SAFETY: `out` is a place for one handle. A null one is looked at by the callers only.
        self.env().make(|env, out| unsafe { sys::napi_get_new_target(env, info, out) })
    }
}

/// What [`enter`] fetches before the Rust function runs.
pub(super) struct Fetch {
    pub(super) arguments: usize,
    pub(super) this: bool,
    pub(super) data: bool,
}

impl Fetch {
    pub(super) const CLOSURE: Fetch =
        Fetch { arguments: FETCHED_BY_DEFAULT, this: false, data: true };

    const fn arguments(count: usize) -> Fetch {
        let arguments = if count < FETCHED { count } else { FETCHED };
        Fetch { arguments, this: false, data: false }
    }

    /// Of a method: that many arguments, and `this`.
    pub(super) const fn method(count: usize) -> Fetch {
        Fetch { this: true, ..Fetch::arguments(count) }
    }
}

/// Enters native code: fetches what is wanted with one call, runs `body` behind the panic
/// boundary, and throws what it failed with.
///
/// # Safety
/// Called by the host, on the env's thread, with the arguments of a `napi_callback`.
#[inline]
pub(super) unsafe fn enter(
    env: sys::napi_env,
    info: sys::napi_callback_info,
    wanted: Fetch,
    body: impl for<'env> FnOnce(CallContext<'env>) -> Result<Returned<'env>>,
) -> sys::napi_value {
    let mut call = Call {
        // SAFETY: the host calls with a live env, which outlives the callback.
        frame: unsafe { Frame::new(env) },
        info,
        arguments: [MaybeUninit::uninit(); FETCHED],
        fetched: 0,
        this: ptr::null_mut(),
        data: ptr::null_mut(),
        argument_count: Cell::new(UNKNOWN),
    };
    if wanted.arguments > 0 || wanted.this || wanted.data {
        let mut count = wanted.arguments;
        let arguments = call.arguments.as_mut_ptr().cast();
        let this: *mut _ = if wanted.this { &mut call.this } else { ptr::null_mut() };
        let data: *mut _ = if wanted.data { &mut call.data } else { ptr::null_mut() };
        // SAFETY: there is room for `wanted` handles; missing arguments are filled in as
        // `undefined`.
        let status = unsafe { sys::napi_get_cb_info(env, info, &mut count, arguments, this, data) };
        if status != sys::Status::napi_ok {
            return ptr::null_mut();
        }
        call.fetched = wanted.arguments;
        call.argument_count.set(count);
    }
    let cx = CallContext { call: &call };
    match catch_unwind(AssertUnwindSafe(|| body(cx))) {
        Ok(Ok(Returned(value))) => value.map_or(ptr::null_mut(), Value::raw),
        Ok(Err(error)) => fail(cx.env(), error),
        Err(payload) => panicked(cx.env(), payload),
    }
}

#[cold]
fn panicked(env: Env<'_>, payload: Box<dyn Any + Send>) -> sys::napi_value {
    fail(env, Error::from_panic(payload))
}

#[cold]
fn fail(env: Env<'_>, error: Error) -> sys::napi_value {
    trace::thrown(&error);
    env.ledger().clear();
    super::errors::throw(env, error);
    ptr::null_mut()
}

/// A copy of a value that has no size.
///
/// Sound for a type that is `Copy` and has been seen alive: there is nothing in it to copy.
#[inline]
fn summon<F: Copy + 'static>() -> F {
    const { assert!(size_of::<F>() == 0, "a native function must capture nothing: use a closure") }
    // SAFETY: `F` has no bytes; the caller was given a value of `F` when the callback was made,
    // and copying it any number of times is allowed.
    unsafe { ptr::NonNull::<F>::dangling().read() }
}

/// The callback of a function that takes its [`CallContext`].
pub(crate) fn native<F>(_: F) -> Callback
where
    F: for<'env> CallNative<'env> + Copy + 'static,
{
    unsafe extern "C" fn callback<F>(
        env: sys::napi_env,
        info: sys::napi_callback_info,
    ) -> sys::napi_value
    where
        F: for<'env> CallNative<'env> + Copy + 'static,
    {
        // SAFETY: the host calls this as a `napi_callback`.
        unsafe {
            enter(env, info, Fetch::arguments(FETCHED_BY_DEFAULT), |cx| {
                summon::<F>().call_native(cx)
            })
        }
    }
    Callback(Some(callback::<F>))
}

/// The callback of a function that takes converted arguments.
pub(crate) fn typed<F, Args>(_: F) -> Callback
where
    F: TypedFunction<Args> + Copy + 'static,
    Args: 'static,
{
    unsafe extern "C" fn callback<F, Args>(
        env: sys::napi_env,
        info: sys::napi_callback_info,
    ) -> sys::napi_value
    where
        F: TypedFunction<Args> + Copy + 'static,
        Args: 'static,
    {
        // SAFETY: the host calls this as a `napi_callback`.
        unsafe { enter(env, info, Fetch::arguments(F::ARITY), |cx| summon::<F>().call_typed(cx)) }
    }
    Callback(Some(callback::<F, Args>))
}

/// The callback of a function marked `#[napi]`.
pub(crate) fn exported<E: Export>() -> Callback {
    // `const`: which of the two is known when the callback is compiled.
    const fn wanted<E: Export>() -> Fetch {
        if E::TAKES_THIS { Fetch::method(E::ARITY) } else { Fetch::arguments(E::ARITY) }
    }
    #[inline]
    fn call<E: Export>(cx: CallContext<'_>) -> Result<Returned<'_>> {
        let _span = trace::call(E::NAME);
        E::call(cx)
    }
    unsafe extern "C" fn callback<E: Export>(
        env: sys::napi_env,
        info: sys::napi_callback_info,
    ) -> sys::napi_value {
        // SAFETY: the host calls this as a `napi_callback`.
        unsafe { enter(env, info, const { wanted::<E>() }, call::<E>) }
    }
    Callback(Some(callback::<E>))
}
