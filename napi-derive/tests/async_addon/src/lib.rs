//! An addon that does everything napi-derive can do later or elsewhere, for `test.js`.

#![forbid(unsafe_code)]

mod classes;
mod futures;
mod iterators;
mod references;
mod tasks;
mod threads;

napi_derive::module!();
