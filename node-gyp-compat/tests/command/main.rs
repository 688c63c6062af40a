//! The `node-gyp` command from outside: whole builds, and what it says about mistakes.

mod actions;
mod builds;
mod cargo;
mod cargo_files;
mod compilers;
mod headers;
mod messages;
mod mistakes;
mod questions;
mod releases;
mod space;
