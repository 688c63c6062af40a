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
//! * Instances of classes are told from everything else, and borrows of their values follow Rust's
//!   rules, also when JavaScript calls back ([`Class`], [`Instance`]).
//! * Integers are strict: what does not fit is a RangeError.
//! * All `unsafe` is in one folder, `src/raw`. A crate that uses this one can
//!   `#![forbid(unsafe_code)]`.
//!
//! # Where to look
//!
//! | for | see |
//! |---|---|
//! | functions | [`napi`], [`Object::define_function`], [`Object::define_typed`], [`Object::define_closure`] |
//! | classes | [`napi`], [`Class`], [`Instance`] |
//! | iterators | [`JsIterator`], [`Generator`], [`AsyncIter`], [`AsyncGenerator`], [`AsyncIterable`] |
//! | arguments | [`FromJs`], [`IntoJs`], [`Rest`], [`This`], [`Either`], [`Maybe`], [`CallContext`] |
//! | integers | `i8` to `u32` and, up to 2^53 - 1, `i64`, `u64`, `isize`, `usize` are numbers; `i128`, `u128` and [`BigInt`] are BigInts |
//! | values | [`Env`], [`Value`], [`Object`], [`Array`], [`Function`], [`JsString`], [`JsMap`], [`JsSet`], [`JsDate`] |
//! | bytes | [`BytesView`], [`TypedArray`], [`Buffer`], [`TypedVec`], [`Env::buffer`] |
//! | exceptions | [`Error`] |
//! | later | [`Ref`], [`WeakRef`], [`CallbackRef`], [`Deferred`], [`Env::set_data`], [`Env::on_exit`] |
//! | modules | [`module!`], [`linked_init`] |
//! | other threads | [`ThreadsafeFunction`], [`Task`], [`Env::compute`], [`AsyncEnv::compute`] |
//! | `async` | [`napi`] on an `async fn`, [`Promise`], [`AsyncEnv`], [`Env::spawn`], [`AsyncIter`] |
//! | being told to stop | [`AbortSignal`] |
//! | `cargo test` | [`macro@test`] |

//!
//! # Features
//!
//! None of them is on by default, but `macros`.
//!
//! | feature | what it adds |
//! |---|---|
//! | `tokio` | futures are polled within tokio's runtime: `tokio_runtime` |
//! | `chrono` | `DateTime<Tz>` and `NaiveDateTime` convert into `Date`s, `DateTime<Utc>` and `NaiveDateTime` from them |
//! | `serde_json` | `serde_json::Value` and `Map` convert, and what serde knows as `Json<T>` |
//! | `indexmap` | `IndexMap<String, T>` is a plain object, `IndexSet<T>` a `Set`, in order |
//! | `tracing` | a span for each call, events for what is thrown and for envs that begin and end, all with the target `napi_derive` |

#![deny(missing_docs)]
#![deny(unsafe_code)]

mod abort_signal;
mod array;
mod async_generator;
mod async_iterable;
mod async_iterator;
mod async_task;
mod builtin;
mod burial;
mod callback;
mod class;
mod computing;
mod context;
mod convert;
mod env;
mod error;
mod executor;
mod function;
mod generator;
mod handle;
mod io_error;
mod iterator;
mod ledger;
mod line;
mod native;
mod object;
mod panics;
mod parameter;
mod promise;
#[allow(unsafe_code)]
mod raw;
mod reference;
mod registration;
mod reply;
mod rung;
mod shims;
mod status;
mod string;
mod sync;
mod task_queue;
mod testing;
mod threadsafe_function;
#[cfg(feature = "tokio")]
pub mod tokio_runtime;
#[cfg(not(feature = "tokio"))]
#[path = "no_tokio_runtime.rs"]
mod tokio_runtime;
#[cfg_attr(not(feature = "tracing"), path = "no_trace.rs")]
mod trace;
mod turns;
mod turns_ahead;
mod types;
mod value;
mod views;

pub use abort_signal::{AbortFlag, AbortSignal, Listener};
pub use array::Array;
pub use async_generator::{AsyncGenerator, JsAsyncGenerator};
pub use async_iterable::AsyncIterable;
pub use async_iterator::AsyncIter;
pub use async_task::{AsyncTask, Task};
pub use builtin::{JsDate, JsError, JsMap, JsRegExp, JsSet};
pub use callback::{Callback, CallbackRef};
pub use class::{Class, Instance};
pub use computing::Computing;
#[cfg(feature = "serde_json")]
pub use convert::Json;
pub use convert::{
    BigInt, Buffer, Either, Either3, Either4, Either5, Either6, Either7, Either8, External, FromJs,
    IntoArguments, IntoJs, Maybe, Null, TypedVec, Undefined,
};
pub use error::{Error, PropertyValue, Result};
pub use function::Function;
pub use generator::{Generator, JsGenerator, Step};
pub use handle::{Handle, Local};
pub use iterator::JsIterator;
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
pub use raw::instances::{Exclusive, Shared};
pub use raw::memory::RawElement as Element;
pub use raw::module::{NODE_API_VERSION, RawInit, export_all, linked_init};
pub use reference::{FunctionRef, InstanceRef, ObjectRef, Ref, ValueRef, WeakRef};
pub use reply::{Reply, ReplyError};
pub use status::Status;
pub use string::{JsString, Symbol};
pub use threadsafe_function::{Builder, CallError, ThreadsafeFunction};
pub use types::Type;
pub use value::Kind;
pub use views::{ArrayBuffer, BytesView, TypedArray, Uint8Array};

/// The C ABI this crate is written over.
pub use napi_sys as sys;

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use crate::class::{
        Access, ClassMembers, Constructed, Counted, MemberKey, Members, NoParent, OnlyShared,
        Place, ReturnsThis, define_class, kept_receiver, kept_receiver_mut, new_instance,
        no_constructor, receiver, receiver_mut, returned_this,
    };
    pub use crate::convert::objects::{
        choose_number, choose_tag, choose_text, define_constant, define_enum, discriminant, object,
        read_property, read_property_or, write_property,
    };
    pub use crate::executor::start;
    pub use crate::iterator::Next;
    pub use crate::native::define;
    pub use crate::parameter::{
        Referent, ReferentMut, take, take_or, take_saturating, take_wrapping,
    };
    pub use crate::raw::calls::Returned;
    pub use crate::raw::module::{Registration, register};
    pub use crate::registration::{Phase, export_item, more_members, run_init};
    pub use crate::shims::{Field, MakingStruct, OpenStruct, StructIn, StructOut};
    pub use crate::testing::{run_test, start_test};
    pub use crate::types::{
        Parameter as DeclaredParameter, Part, Place as DeclaredIn, Said, Unsaid, any, length,
        promised_by, record, result_of,
    };
}
