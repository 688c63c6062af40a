//! Registration: the init function of a library loaded at run time, or linked into a host.
//!
//! Invariant: init runs behind the same panic boundary as a call.
//!
//! Functions marked `#[napi]` leave a record in a section of the library, which the linker lays
//! out as one array; `module!()` exports them all.
//!
//! Neighbours: `registration.rs` (the macro), `calls.rs`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;

use napi_sys as sys;

use super::env_state::EnvState;
use super::frame::{Env, Frame, Value};
use crate::class::ClassMembers;
use crate::error::{Error, Result};
use crate::object::Object;
use crate::registration::Phase;

/// The Node-API version that modules of this crate ask for.
pub const NODE_API_VERSION: i32 = 10;

/// An init function with the C ABI, as `napi_register_module_v1` has it.
///
/// The host calls it on the env's thread, with a live env whose instance data belongs to
/// napi-derive, and its exports object. It returns the exports, or null with an exception
/// pending.
pub type RawInit = unsafe extern "C" fn(sys::napi_env, sys::napi_value) -> sys::napi_value;

/// A Rust init function as one with the C ABI, for a module that is linked into its host.
///
/// ```
/// use napi_derive::{Env, Object, RawInit, Result, linked_init};
///
/// fn init(_env: Env<'_>, exports: Object<'_>) -> Result<()> {
///     exports.set("answer", 42)
/// }
///
/// const BINDING: RawInit = linked_init(init);
/// # let _ = BINDING;
/// ```
pub const fn linked_init<F>(_: F) -> RawInit
where
    F: Fn(Env<'_>, Object<'_>) -> Result<()> + Copy + 'static,
{
    const { assert!(size_of::<F>() == 0, "an init function must capture nothing") }
    fn run<F>(env: Env<'_>, exports: Object<'_>) -> Result<()>
    where
        F: Fn(Env<'_>, Object<'_>) -> Result<()> + Copy + 'static,
    {
        // SAFETY: `F` has no bytes and is `Copy`, and `linked_init` was given one.
        let init = unsafe { ptr::NonNull::<F>::dangling().read() };
        init(env, exports)
    }
    unsafe extern "C" fn init<F>(env: sys::napi_env, exports: sys::napi_value) -> sys::napi_value
    where
        F: Fn(Env<'_>, Object<'_>) -> Result<()> + Copy + 'static,
    {
        // SAFETY: the host calls init with a live env and its exports, on the env's thread.
        unsafe { register(env, exports, run::<F>) }
    }
    init::<F>
}

/// Runs an init function.
///
/// # Safety
/// `env` is live, this is its thread, `exports` is a handle of it, and its instance data is not
/// used by anything but this crate.
#[doc(hidden)]
pub unsafe fn register(
    env: sys::napi_env,
    exports: sys::napi_value,
    init: for<'env> fn(Env<'env>, Object<'env>) -> Result<()>,
) -> sys::napi_value {
    crate::panics::watch();
    // SAFETY: the caller's promise.
    let frame = unsafe { Frame::new(env) };
    let env = Env::of_frame(&frame);
    // SAFETY: the caller's promise; the handle is valid until init returns.
    let object = Object::assume(unsafe { Value::from_raw(exports, env) });
    // The env's life begins here, before anything of it can be kept.
    let run = || EnvState::of(env).and_then(|_| init(env, object));
    let error = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(())) => return exports,
        Ok(Err(error)) => error,
        Err(payload) => Error::from_panic(payload),
    };
    env.ledger().clear();
    super::errors::throw(env, error);
    ptr::null_mut()
}

/// What `#[napi]` leaves in the section: a function that does its part in the right phase.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct Registration(pub for<'env> fn(Object<'env>, Phase<'env>) -> Result<()>);

// The section must exist, also in a library without any `#[napi]`.
#[used]
#[cfg_attr(
    not(any(target_vendor = "apple", windows)),
    unsafe(link_section = "napi_derive_exports")
)]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,napi_derive"))]
#[cfg_attr(windows, unsafe(link_section = ".napid$a"))]
static FIRST: [Registration; 0] = [];

#[cfg(windows)]
#[used]
#[unsafe(link_section = ".napid$c")]
static LAST: [Registration; 0] = [];

#[cfg(not(any(windows, miri)))]
unsafe extern "C" {
    #[cfg_attr(not(target_vendor = "apple"), link_name = "__start_napi_derive_exports")]
    #[cfg_attr(target_vendor = "apple", link_name = "\x01section$start$__DATA$napi_derive")]
    static SECTION_START: u8;
    #[cfg_attr(not(target_vendor = "apple"), link_name = "__stop_napi_derive_exports")]
    #[cfg_attr(target_vendor = "apple", link_name = "\x01section$end$__DATA$napi_derive")]
    static SECTION_END: u8;
}

// The section of the TypeScript declarations, which must exist for its beginning to have a name.
#[cfg(all(feature = "types", not(any(target_vendor = "apple", windows, miri))))]
mod declarations {
    #[used]
    #[unsafe(link_section = "napi_derive_types")]
    static NONE: [u8; 0] = [];

    unsafe extern "C" {
        #[link_name = "__start_napi_derive_types"]
        static START: u8;
    }

    /// Refers to the section. Linkers that know sections to be kept need no reference; those
    /// before binutils 2.36, and what rustc 1.88 gives them, would drop it.
    pub(super) fn keep() {
        std::hint::black_box(&raw const START);
    }
}

/// Miri links nothing, so there is no section: what a test needs it defines by type.
#[cfg(miri)]
fn registrations() -> &'static [Registration] {
    &[]
}

/// The records of all `#[napi]` items in this library.
#[cfg(not(miri))]
fn registrations() -> &'static [Registration] {
    #[cfg(all(feature = "types", not(any(target_vendor = "apple", windows))))]
    declarations::keep();
    #[cfg(windows)]
    let (start, end) = (FIRST.as_ptr(), LAST.as_ptr());
    #[cfg(not(windows))]
    let (start, end) = (&raw const SECTION_START, &raw const SECTION_END);
    let start = start.cast::<Registration>();
    let count = (end.addr() - start.addr()) / size_of::<Registration>();
    // SAFETY: the linker puts all statics of this section side by side and names its two ends;
    // each is one `Registration`, whose size is its alignment, so there are no gaps.
    unsafe { std::slice::from_raw_parts(start, count) }
}

/// Exports everything in this library that is marked `#[napi]`, then runs its `#[napi(init)]`
/// functions.
pub fn export_all(exports: Object<'_>) -> Result<()> {
    [Phase::Items, Phase::Init].into_iter().try_for_each(|phase| ask(exports, phase))
}

/// Adds the members that further blocks of a class have.
pub(crate) fn add_more_members<'env>(members: &'env ClassMembers<'env>) -> Result<()> {
    ask(members.constructor, Phase::Members(members))
}

fn ask<'env>(object: Object<'env>, phase: Phase<'env>) -> Result<()> {
    registrations().iter().try_for_each(|registration| (registration.0)(object, phase))
}
