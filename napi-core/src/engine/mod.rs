//! The seam: everything the host asks of a JavaScript engine, and the only folder that names one.
//!
//! One engine is compiled in ([`Engine`] is an alias for it); the traits below are its contract,
//! one per group of operations, so that each fits a file of the implementation. There is no dynamic
//! dispatch and no type parameter outside this folder.
//!
//! Invariants, written for an engine whose collector moves objects:
//! - A JavaScript value crosses the seam only as a [`Handle`], the address of a slot that the engine
//!   can trace and update. A new handle lives in the innermost open handle scope.
//! - What must outlive its scope is a [`Root`]; what must not keep its object alive hangs on the
//!   object's [`crate::env::Attachment`].
//! - An operation that can throw answers `Err(Thrown)` with the exception left in the engine; the
//!   caller takes it with [`Errors::take_exception`].

mod array_index;
mod bigint_text;
mod literals;
mod module_graph;
mod module_records;
#[cfg(test)]
mod module_tests;
mod seam;
mod stack;
mod throwing;

#[cfg(not(feature = "spidermonkey"))]
mod quickjs;
#[cfg(not(feature = "spidermonkey"))]
use quickjs as compiled_in;
#[cfg(feature = "spidermonkey")]
mod spidermonkey;
#[cfg(feature = "spidermonkey")]
use spidermonkey as compiled_in;

pub(crate) use compiled_in::{Arguments, Root, SETTLERS, SharedBytes, WeakObject};
pub use compiled_in::{Engine, Handle, OwnedEngine};

#[cfg(not(any(feature = "quickjs", feature = "spidermonkey")))]
compile_error!("napi-core needs one engine: enable the cargo feature `quickjs` or `spidermonkey`");

pub(crate) use seam::*;
pub use seam::{ElementType, Interrupter};
