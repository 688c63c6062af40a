//! Conversions below the price of the C ABI: small JavaScript functions, generated once per env, that
//! read or make a whole struct or array in one call and hand its numbers over in shared memory.
//!
//! A property read through the C ABI costs some 50 ns on V8, in compiled JavaScript one or two. Where
//! JavaScript is interpreted it is the other way round: `host.rs` knows.
//!
//! Invariants:
//! - Nobody can tell from results, errors or the order of reads whether a shim ran: what a shim does
//!   not recognize it hands back, and the conversions proper go on from there.
//! - A struct's shim writes its numbers when it has read everything, and Rust copies them at once, so
//!   getters that come back here find the place free. An array's shim writes as it goes: while one
//!   runs, other arrays are converted without.
//! - A shim trusts nothing that JavaScript can change: it is syntax alone, no global and no method.
//!
//! Neighbours: `table.rs` (the shims of an env), `source.rs` (their text), `structs_in.rs`,
//! `structs_out.rs`, `lists.rs`; `convert/leaf.rs` (what is recognized), `raw/scratch.rs` (the memory).

mod host;
mod lists;
mod source;
mod structs_in;
mod structs_out;
mod table;

pub(crate) use lists::{fill, in_element, read};
pub use structs_in::{Field, OpenStruct, StructIn};
pub use structs_out::{MakingStruct, StructOut};
pub(crate) use table::Shims;

/// As many fields of a struct as a shim takes; a larger struct is converted without from there on.
const FIELDS: usize = 32;

/// As many elements of an array as one call takes.
const CHUNK: usize = 1024;

/// Where things are in the scratch. How a struct was read: 0, or how many fields are handed back.
const STRUCT_STATUS: usize = 0;
/// Which fields of a struct are missing: a bit for each.
const STRUCT_MISSING: usize = 1;
const STRUCT_NUMBERS: usize = 2;
/// How many elements of an array were read.
const LIST_COUNT: usize = STRUCT_NUMBERS + FIELDS;
const LIST_NUMBERS: usize = LIST_COUNT + 1;
const SCRATCH: usize = LIST_NUMBERS + CHUNK;
