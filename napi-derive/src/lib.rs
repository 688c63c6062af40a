//! Node addons in safe Rust.
//!
//! What is written with this crate uses Node-API alone, so the same library runs on Napkin, Node,
//! Bun and Deno; linked into a host, it is one of its built-in modules.
//!
//! ```no_run
//! use napi_derive::{CallContext, Env, JsString, Object, Result, napi};
//!
//! /// Converted arguments and result: `exports.add(1, 2)`.
//! #[napi]
//! fn add(a: f64, b: f64) -> f64 {
//!     a + b
//! }
//!
//! /// The call itself: `this`, any number of arguments, handles.
//! fn describe(cx: CallContext<'_>) -> Result<Object<'_>> {
//!     let name: JsString<'_> = cx.arg(0)?;
//!     let result = cx.env().object()?;
//!     result.set("name", name)?;
//!     result.set("bytes", name.utf8_len()?)?;
//!     Ok(result)
//! }
//!
//! fn init(_env: Env<'_>, exports: Object<'_>) -> Result<()> {
//!     exports.define::<add>()?;
//!     exports.define_function("describe", describe)
//! }
//!
//! napi_derive::module!(init);
//! # fn main() {}
//! ```
//!
//! # Why it is sound
//!
//! * Handles carry `'env`, the length of the call: they cannot be kept, or sent to another
//!   thread. What must outlive the call is a [`Ref`]: any thread may drop it, it is read with an
//!   `Env` of its own, and it knows when that is gone.
//! * A future has the env only while it is polled, through [`AsyncEnv::enter`], and no handle
//!   crosses an `.await`. Futures are dropped with their env; wakers, thread-safe functions and
//!   deferreds that outlive it do nothing, or say so with an error.
//! * Bytes are borrowed through guards ([`BytesView::borrow`]). While a guard lives, whatever
//!   could run JavaScript returns an error instead; overlapping guards follow Rust's rules; shared
//!   memory is never borrowed.
//! * A panic becomes an exception with its message; `Err` is thrown.
//! * Integers are strict: what does not fit is a RangeError.
//! * All `unsafe` is in one folder, `src/raw`. A crate that uses this one can
//!   `#![forbid(unsafe_code)]`.
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | functions | [`napi`], [`Object::define_function`], [`Object::define_typed`], [`Object::define_closure`] |
//! | arguments | [`CallContext`], [`FromJs`], [`IntoJs`] |
//! | values | [`Env`], [`Value`], [`Object`], [`Array`], [`Function`], [`JsString`] |
//! | bytes | [`BytesView`], [`TypedArray`], [`Env::buffer`] |
//! | exceptions | [`Error`] |
//! | later | [`Ref`], [`CallbackRef`], [`Deferred`], [`Env::set_data`], [`Env::on_exit`] |
//! | modules | [`module!`], [`linked_init`] |
//! | other threads | [`ThreadsafeFunction`], [`AsyncTask`], [`Env::compute`] |
//! | `async` | [`napi`] on an `async fn`, [`Promise`], [`AsyncEnv`], [`Env::spawn`], [`AsyncIter`] |
//! | being told to stop | [`AbortSignal`] |
//! | `cargo test` | [`macro@test`] |

#![deny(missing_docs)]
#![deny(unsafe_code)]

mod abort_signal;
mod array;
mod async_iterator;
mod async_task;
mod callback;
mod context;
mod convert;
mod env;
mod error;
mod executor;
mod function;
mod handle;
mod io_error;
mod ledger;
mod native;
mod object;
mod parameter;
mod promise;
#[allow(unsafe_code)]
mod raw;
mod reference;
mod registration;
mod reply;
mod rung;
mod status;
mod string;
mod sync;
mod task_queue;
mod testing;
mod threadsafe_function;
mod value;
mod views;

pub use abort_signal::{AbortFlag, AbortSignal, Listener};
pub use array::Array;
pub use async_iterator::AsyncIter;
pub use async_task::{AsyncTask, Pooled};
pub use callback::{Callback, CallbackRef};
pub use convert::{FromJs, IntoArguments, IntoJs, Null};
pub use error::{Error, PropertyValue, Result};
pub use function::Function;
pub use handle::{Handle, Local};
/// ```no_run
/// use napi_derive::{AsyncEnv, Env, Function, Object, Promise, Result, napi};
///
/// #[napi]
/// fn add(a: f64, b: f64) -> f64 {
///     a + b
/// }
///
/// #[napi_derive::test]
/// fn the_sum_is_a_number(env: Env<'_>, exports: Object<'_>) -> Result<()> {
///     let add: Function<'_> = exports.get("add")?;
///     assert_eq!(add.call::<f64>((1, 2))?, 3.0);
///     exports.env().global()?.set("add", add)?;
///     assert!(env.run_script("Number.isNaN(add(NaN, 1))")?.to()?);
///     Ok(())
/// }
///
/// #[napi_derive::test]
/// async fn promises_resolve(env: AsyncEnv) -> Result<()> {
///     let promise: Promise<f64> = env.enter(|env| env.run_script("Promise.resolve(4)")?.to())??;
///     assert_eq!(promise.await?, 4.0);
///     Ok(())
/// }
/// ```
#[cfg(feature = "macros")]
pub use napi_derive_macros::addon_test as test;
/// ```no_run
/// use napi_derive::{Function, Result, napi};
///
/// #[napi]
/// fn parse_port(text: &str) -> Result<u16> {
///     Ok(text.parse::<u16>()?)
/// }
///
/// #[napi(js_name = "each")]
/// fn for_each(numbers: Vec<f64>, callback: Function<'_>) -> Result<()> {
///     numbers.into_iter().try_for_each(|number| callback.call((number,)))
/// }
/// ```
#[cfg(feature = "macros")]
pub use napi_derive_macros::napi;
pub use native::{CallNative, Export, TypedFunction};
pub use object::{Attributes, Key, Object};
pub use parameter::{Rest, This};
pub use promise::{Deferred, JsPromise, Promise};
pub use raw::arguments::Arguments;
pub use raw::async_env::AsyncEnv;
pub use raw::bytes::{Borrowed, BorrowedMut};
pub use raw::calls::CallContext;
pub use raw::frame::{Env, Value};
pub use raw::memory::RawElement as Element;
pub use raw::module::{NODE_API_VERSION, RawInit, export_all, linked_init};
pub use reference::{FunctionRef, ObjectRef, Ref, ValueRef};
pub use reply::{Reply, ReplyError};
pub use status::Status;
pub use string::{JsString, Symbol};
pub use threadsafe_function::{Builder, CallError, ThreadsafeFunction};
pub use value::Kind;
pub use views::{ArrayBuffer, BytesView, TypedArray, Uint8Array};

/// The C ABI this crate is written over.
pub use napi_sys as sys;

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use crate::executor::start;
    pub use crate::native::define;
    pub use crate::parameter::{Referent, take};
    pub use crate::raw::calls::Returned;
    pub use crate::raw::module::{Registration, register};
    pub use crate::testing::{run_test, start_test};
}
