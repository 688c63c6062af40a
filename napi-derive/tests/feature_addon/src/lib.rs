//! An addon with every optional feature of napi-derive, for the scripts beside it.

#![forbid(unsafe_code)]

mod runtime;
mod traces;
mod values;

napi_derive::module!();
